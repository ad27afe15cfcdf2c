/**
 * The 2,048 words of fingerprints, in the order of their numbers. A word never moves: people have them on paper. No
 * word is another with one letter changed, added or left out, so that a slip of the tongue or pen is no other key.
 */

export const FINGERPRINT_WORDS: readonly string[] = `
  abacus abbey about above absent absorb academy accept access accord account accurate achieve acid acorn acre acrobat
  across act action activity actor actual adapt add address adjust admit adult advance advice aerial aerobic afford
  afraid after again agent agile agree ahead aim airport alarm album alchemy alcove alert algae algebra alley allow
  almanac almost alone alpha alpine already also always amateur amaze amber amount ample amuse analyst anatomy anchor
  ancient angle animal annual answer antenna anthem antique antler anvil anxious anyone apart apparel appear apply
  appoint apricot april apron arch archive arctic arena argue armor aroma arrange arrive arrow artist ash aside aspect
  aspen aspire assist athlete atlas atom attach attempt attend attic attract auburn audio august aunt author autumn
  avenue aviator avocado avoid awake award away awning axis axle azure baby badge bag bagel balance balcony ballad
  ballet balloon bamboo banana bandage banjo bank banner banquet barber bargain barista barley barn barrel basalt base
  basil basket bassoon bath bathtub baton battery beacon beam beard beast beauty beaver become bed beech beef beehive
  beetle before begin behave behind beige belfry believe belong beloved belt benefit between beyond bicycle bike bill
  binary biology birch bird birthday biscuit bishop bison bitter black blade blanket blend bless blimp blink bloom
  blossom blouse blue blunt blush boat bobbin body boil bold bonfire bonus boost border borrow boss botany bottle
  bottom boulder bounce bouquet box bracket brain branch brass bravery bread breeze brick bridge brief briefly bright
  brim bring broccoli broker bronze brook brother brown brownie bubble bucket buckle budget buffalo bugle build bulb
  bumper bundle bungalow burger burst bus button buyer buzz cabbage cabin cabinet cable cactus cadet cage calcite
  calcium call camel camera camp canary candle candor candy canoe canopy canyon capsule captain caramel caravan carbon
  cargo carpet carrot carry cartoon carve cascade cashew cask castle casual cat catalog catch cause caution cavern
  cedar ceiling celery cello cement census center century ceramic ceremony certain chain chalk chamber chance channel
  chapel chapter charge chariot charm chase chateau cheap check cheddar cheer cheese chemist cherry chess chestnut
  chew chicken chief child chimney chip choice choose chorus chrome chunk church cinema circle circus citadel citizen
  citrus city civil claim clap clarify classic clean clerk clever cliche cliff climb clinic cloak close cloth cloud
  clown club cluster coach coal coast cobalt cobra cockpit cocoa coconut code coffee coin collage colony color column
  comb comedy comet comfort comic common compass compose compute concept confirm connect consult contact contain
  convoy cook cookie cooper copy cordial corner cosmos costume cottage cotton cougar count country couple courage
  courier course cousin cowboy coyote crab cradle craft crane crater crayon cream credit crest cricket crimson crisp
  critic crochet crop crowd cruise crumb crunch crystal cube cuckoo cuddle culture cup curious current cushion custom
  cutlery cycle cyclone cypress dad dahlia daily dance danger dapper daring dark date dawn dazzle debate decade decent
  deer defend define degree delay delight deliver delta demand denim denote dense dentist depart depot depth deputy
  derby design desk detail detect detour develop device dew diagram dial dialect diamond diary dice dictate diesel
  diet differ dig digital dinner diploma direct disc distant ditch divide doctor doll dolphin domain domino donate
  donkey donor doorway dose dot double dough dozen dragon drama draw dress dresser drift drill drink drive drum dry
  duck due durable durian dust duty dwarf dwell dynamic each eager eagle early earth easel eastern easy echo eclair
  eclipse ecology economy edge edit editor educate effect effort either elapse elastic elbow elder elect elegant
  element elevate eleven elf elite else elusive embark emblem embrace emerald emerge eminent emotion empire employ
  empty enable enamel encore end endless endorse energy enforce engine engrave enigma enjoy enlist enough enrich
  ensure entire entry episode equal equator equip era erase errand escape escort essay estate esteem etching eternal
  ethics evening event every evident evolve exact example exceed excite exhale exhibit exist exotic expand expense
  expert explain explore express extend extra eye fabric face factory fairy faith falafel falcon family famous fan
  fancy farm fashion fast father fault favor feature federal feed fellow fence fennel fern ferret fetch fever fiber
  fiction fiddler field figure file filter final find finger finish firefly fireman first fish fit flag flame flamingo
  flannel flash flatten fleet flicker flight flint flip float flock floor florist flow flower fluid flute fly foam
  focus foghorn folk foot forest forge fortune forum forward fossil found fragile fragrant freckle free freezer
  freight fresh freshman friend frog front frozen fruit fudge fuel furnace future gadget galaxy gallery gallon game
  garage garden garlic gas gazebo gazelle gear gem general genius gentle genuine geology gesture geyser giant gift
  giggle giraffe girl give glacier glad glance glass glaze gleam glide glimmer globe glory goblet goldfish golf
  gondola good goose gossip gourmet govern gown grace grand granite graph gravel gravity gray great green greeting
  grid grizzly grocery ground group grove grow guard guava guess guitar gull guppy guy habit habitat hail half hallway
  hammer hammock hamster handsaw hang happy harbor harmony harness harp harvest haven hawk hay hazel health heart
  heavy hedgehog height helium helmet help hen herb herbal heron hexagon hickory high highway hinge hint history hobby
  hockey holiday hollow holly home honest honey hoof hopeful horizon horn hotel hour hover hub huge human humble humor
  hundred hurdle hurry husky hybrid hydrant hyphen icicle icon idea idyllic igloo ignite iguana image imagine immune
  impact import imprint improve impulse incense inch include income index indigo indoor industry inform inherit
  initial ink inlet input inquiry insect inside inspire install instead intact invent invite iodine iris ironing
  island isotope issue item ivory ivy jacket jackpot jade jaguar jam jamboree janitor jasmine javelin jawbone jazz
  jeans jelly jetty jewel jigsaw job joke journal journey jubilee juggle juice jukebox jumbo jump junior juniper jury
  justice jute kale karate kayak keep kettle key keynote kick kidney kilo kimono kindred kinetic king kiosk kitchen
  kite kitten kiwi knee knife knock koala label labor laborer lacquer ladder lady lagoon lake lamb land lantern laptop
  large larva laser lasso latin laugh launch laundry laurel lavish lawyer leader leaf leaflet league learn leather
  leave lecture leek left legacy legal legend legible leisure lemon length lentil leopard lesson letter lettuce level
  liberty library license lid life lilac lily limit linen lion liquid list liter little lizard llama lobster local
  locust lodge logic lonely loop lotion lotus lounge love lucky luggage lullaby lunar lung luxury lynx lyric lyrical
  machine magenta magic magnet maid major mammal mammoth manage mandate mandolin mango manifest mansion mantle manual
  maple marble margin marina market marmot maroon marsh mason matter mattress maximum meadow measure meat media melody
  melon member memory mentor menu mercy merit mesh message meteor method metro midday middle migrate mild mimic
  mineral minimum minnow minute miracle mirror mix mobile model modern modest modify module moist moment monarch
  monitor monsoon month moon moral morning mosaic mother motor movie much muffin mug mule multiply murmur museum music
  mustang mustard mutual mystery myth nachos napkin nation native nature nebula neck nectar needle neon nephew nerve
  neutral news next nickel niece nimble nine noble noise nomad noodle north notable note notice novel now nozzle
  nugget number nurse nursery nut nutmeg nylon oak oasis oatmeal obelisk obey object oblige oblong observe obtain
  obvious ocean ochre octagon octave october octopus offer office offshore often okra olive olympic omelet omnibus
  once onion online only onyx opal open opera operator opinion oppose optic optimist option oracle orange orbit
  orchard orchid ordinary ore oregano organ organic orient origami origin osprey ostrich outer outfit outline outpost
  oversee owl owner oxide oxygen oyster ozone pack paddle paddock paint palace paladin palette palm pancake panda
  panel panther papaya paper paprika papyrus parade parasol parcel parent parsley party pass passage pasta pastel
  pasture pathway patient patio patrol pattern pave paw payment payroll peacock peak peanut pearl pebble pegboard
  pelican pencil pendant penguin people pepper percent perch perfect perfume peridot period permit person pet petunia
  pharmacy phoenix phone photo phrase physics pianist piano picket pickle picnic picture pier pigeon pillow pilot
  pinwheel pioneer pipe pizza placid plain planet plank plaster plate play playful plaza please pledge plenty plum
  plumber plunge plural plywood podium poem poetry polar pole polish polite pollen polygon pond pool popcorn poppy
  popular portion postcard postman potato potluck pottery pouch powder prairie praise precise prefer premium prepare
  present presume pretty pretzel preview pride primary prince printer prism private proceed process prodigy produce
  program project promise promote prompt proof propel prosper protein proud proverb provide prune public pudding pulp
  pulse puma pumpkin pupil puppet pure purple purpose push pushpin puzzle pyramid python quail qualify quantum quarry
  quarter quartz queen query quest question quiche quick quiet quill quince quiz quota rabbit raccoon radar radiant
  radio radish raindrop raisin rally random rapid rapport rare rattle ravine ravioli razor react ready real realize
  reason rebel rebound recall receipt receive recipe recital reckon record recover recycle reduce redwood reflect
  reform refuse regatta region regular rehearse relax release reliable relief rely remain remark remedy remind remote
  render renew renown rent repair repeat replica report reptile rescue reserve resist resolve respect respond restful
  restore result retire retreat return reunion reveal reward rhino rhubarb rhythm ribbon rich rigging rigid ringlet
  rinse ripple ritual rival river road robin robot robust rock rocket rodeo romance rooster rope rotate rotunda
  roundup royal rubber ruby rudder ruin runner runway rural safari safe saffron salad salmon salsa salt salute sandal
  sapling sardine satisfy sauna savanna sawdust scale scallop scan scarf scatter scene scenic scholar school science
  scoop scooter score scout scrap screen screw script scroll scrub sculptor sea seafood search seaside seaweed second
  secret section sector secure sedan segment seminar senator senior sequel sequoia series serious sesame session seven
  several shade shadow shaft shallow shampoo shark shawl shed sheet shelf shelter sheltie sheriff shield shine shingle
  shirt shiver shock shoe shoebox shovel shrimp shrug shuffle shut shuttle shy sibling sierra sign signal silent
  silicon silk silly silver similar simmer simple since siphon siren sister size skate sketch ski skill skylark
  skyline slab sleep sleeve slender slice slim sling slipper slogan slope slot small smart smile smoke smooth snack
  snail snake snapshot soap soapbox soccer social soda soldier solid solitude solve sonar song sonnet soprano sorrel
  south southern souvenir space spangle spaniel sparrow spatula special spectrum speech speed spell sphere spider
  spike spin spinach spindle spiral spirit splash split sponge sponsor spoon sport spray spread spring sprout spruce
  squad square squash stable stadium staff stage stand stardust station statue stay steady steak stencil step stereo
  steward stick stirrup stitch stone stool storage storm straw stream street stretch strike strong strudel student
  studio study stump style subject submit suburb subway success suede sugar suggest suit sunrise sunset super supply
  support supreme surf surface surmise surplus surprise survey suspend swamp swarm swift swivel symphony syrup system
  tablet tackle taco tadpole tailor talent talk tape tapestry target tart taste taxi teapot tell temper tempest temple
  tennis tenor term terrace terrier textile thank theater theme theory thermal thick thicket thimble thing third
  thirty thistle thread three thrive throat throne throw thumb thunder tidbit tidy tiger timber timid tip title today
  toga together toggle token tomato tongue tooth topaz topic topsoil torch tornado tortoise total totem toucan towel
  track tractor trade traffic trail trap treaty treetop trek trend trial triangle tribe triceps trio trophy tropical
  trousers trout true truffle trumpet trunk trust truth tuba tugboat tulip tundra tunic tunnel turbine turkey turn
  turnip turtle tutor tuxedo twelve twenty twice twig twilight twinkle twist two typical ukulele uncle under undo
  unfold unicorn uniform unique unity unlock until unusual upbeat update upgrade uphold uplift upon upper upright
  upset upstream urban urge usage use useful usher usual utensil utility utmost vacant vacuum valid validate value
  vanilla vanish vapor variety vehicle velvet vendor venture veranda verse version vessel vest veteran viable vibrant
  victory video view village vinegar vintage vinyl viola violet violin virtue visa visible vision visit visual vital
  vitamin vivid voice volatile volcano voltage volume voucher voyage wafer waffle wagon walkway walnut walrus waltz
  wander want warrior wasp wax waxwing web wedding weekend weird welcome welfare wharf wheat wheel whisk whisper white
  wicker wide widget width wildcat win window winter wisdom woman work world wreath wren wrench wrong yacht yard
  yearling yes yeti yogurt yonder young zebra zenith zephyr zero zigzag zillion zinc zipper zodiac zoo
`
  .trim()
  .split(/\s+/)
