/** 4: Edit Subscription: the plan with Change at its top right, and the add-ons; only an old tier's can be removed. */
import { useId, useState } from 'preact/hooks'
import { useAccount } from '../../account.ts'
import { problemIn } from '../../api/lookup.ts'
import type { AddOn, Subscription } from '../../model.ts'
import { addOnName, frequencyWords, useBillWords } from '../../bill-words.ts'
import { longDay } from '../../format/day.ts'
import { Icon } from '../../parts/icon.tsx'
import { problemWords } from '../../parts/states.tsx'
import { toast } from '../../parts/toasts.tsx'
import { Window } from '../../parts/window.tsx'
import { ask } from '../../lookups/subscription.ts'
import { languageNow, say } from '../../texts/say.ts'
import type { StepProps } from './windows.tsx'

export function Edit({ subscription, etag, on, frame }: StepProps) {
  return (
    <Window
      {...frame}
      footer={
        <>
          <p>
            <button class="link" type="button" onClick={() => on({ kind: 'askCancel' })}>
              {subscription.cancelOn === null ? say('edit.cancel') : say('cancel.undo')}
            </button>
          </p>
          <button class="button quiet" type="button" onClick={frame.close}>
            {say('window.close')}
          </button>
        </>
      }
    >
      <div class="box">
        <div class="body">
          <PlanRow subscription={subscription} change={() => on({ kind: 'change' })} />
        </div>
      </div>
      <section class="stack tight">
        <h3>{say('edit.addOns')}</h3>
        <div class="box">
          {subscription.addOns.map((addOn) => (
            <AddOnRow key={addOn.tier} addOn={addOn} isAlone={subscription.addOns.length === 1} etag={etag} />
          ))}
        </div>
      </section>
    </Window>
  )
}

function PlanRow({ subscription, change }: { readonly subscription: Subscription; readonly change: () => void }) {
  const { priceWords } = useBillWords()
  return (
    <div class="row top">
      <div>
        <span class="plan-name">{subscription.tierName}</span>
        <span class="block soft">
          {say('edit.terms', {
            frequency: frequencyWords(subscription.frequency),
            price: priceWords(subscription),
            count: subscription.included,
            n: subscription.included,
          })}
        </span>
      </div>
      <button class="button quiet" type="button" onClick={change}>
        {say('edit.change')}
      </button>
    </div>
  )
}

type AddOnProps = { readonly addOn: AddOn; readonly isAlone: boolean; readonly etag: string | null }

function AddOnRow({ addOn, isAlone, etag }: AddOnProps) {
  const { rate } = useBillWords()
  const id = useId()
  const { remove, isRemoving } = useRemoval(addOn, etag)
  const isKept = addOn.isActive
  const terms = addOn.isActive
    ? say('addOn.terms', { rate: rate(addOn.rate) })
    : addOn.ratedTo === null
      ? say('addOn.formerTerms', { rate: rate(addOn.rate) })
      : say('addOn.oldTerms', { rate: rate(addOn.rate), day: longDay(addOn.ratedTo, languageNow()) })
  return (
    <div class="add-on">
      <div>
        <b>{addOnName(addOn.tierName)}</b>{' '}
        {addOn.isActive && !isAlone && <span class="badge edge">{say('status.active')}</span>}
        <span class="block hint">{terms}</span>
      </div>
      <button
        class="button quiet small"
        type="button"
        disabled={isKept || isRemoving}
        aria-label={say('addOn.removeNamed', { name: addOnName(addOn.tierName) })}
        aria-describedby={id}
        onClick={remove}
      >
        {say('addOn.remove')}
      </button>
      <p id={id} class={isKept ? 'with-icon' : ''}>
        {isKept && <Icon name="lock" />}
        {isKept
          ? say(isAlone ? 'addOn.keptAlone' : 'addOn.kept', { tier: addOn.tierName })
          : say('addOn.optional', { tier: addOn.tierName })}
      </p>
    </div>
  )
}

function useRemoval(addOn: AddOn, etag: string | null) {
  const { account, changed } = useAccount()
  const [isRemoving, setRemoving] = useState(false)
  const remove = () => {
    setRemoving(true)
    ask(account, { do: 'removeAddOn', tier: addOn.tier }, etag)
      .then(
        () =>
          toast({
            title: say('addOn.removed'),
            words: say('addOn.removedWords', { name: addOnName(addOn.tierName) }),
          }),
        (fault: unknown) =>
          toast({ title: say('addOn.notRemoved'), words: problemWords(problemIn(fault)), isBad: true }),
      )
      .finally(() => {
        setRemoving(false)
        changed('subscription')
      })
  }
  return { remove, isRemoving }
}
