/** 5: Change Plan: Billing Frequency, the tier as a dropdown, when it begins. Update goes on; nothing changes yet. */
import { useState } from 'preact/hooks'
import { useAccountLookup } from '../../account.ts'
import type { Frequency, Plan, Subscription } from '../../model.ts'
import { frequencyWords, useBillWords } from '../../bill-words.ts'
import { longDay } from '../../format/day.ts'
import { SelectField } from '../../parts/field.tsx'
import { Read } from '../../parts/states.tsx'
import { Window } from '../../parts/window.tsx'
import { plansLookup } from '../../lookups/subscription.ts'
import { languageNow, say } from '../../texts/say.ts'
import { asksForSomething, type Choice, type Start, startsOf } from './steps.ts'
import { TermRows } from './term-rows.tsx'
import type { StepProps } from './windows.tsx'

export function ChangePlan({ subscription, on, frame, chosen }: StepProps & { readonly chosen: Choice | undefined }) {
  const plans = useAccountLookup(plansLookup, 'subscription')
  const [choice, setChoice] = useState<Choice>(chosen ?? { tier: subscription.tier, frequency: subscription.frequency })
  const asks = asksForSomething(subscription, choice)
  return (
    <Window
      {...frame}
      footer={
        <>
          <p id="update-hint">{asks ? say('change.hint') : say('change.same')}</p>
          <button class="button quiet" type="button" onClick={() => on({ kind: 'back' })}>
            {say('window.cancel')}
          </button>
          <button class="button" type="submit" form="change-plan" disabled={!asks} aria-describedby="update-hint">
            {say('change.update')}
          </button>
        </>
      }
    >
      <Read reading={plans} what={say('what.plans')}>
        {(items) => (
          <ChangeForm
            subscription={subscription}
            plans={items}
            choice={choice}
            choose={setChoice}
            update={() => asks && on({ kind: 'update', choice })}
          />
        )}
      </Read>
    </Window>
  )
}

type FormProps = {
  readonly subscription: Subscription
  readonly plans: readonly Plan[]
  readonly choice: Choice
  readonly choose: (choice: Choice) => void
  readonly update: () => void
}

function ChangeForm({ subscription, plans, choice, choose, update }: FormProps) {
  const plan = plans.find(({ tier }) => tier === choice.tier)
  const starts = startsOf(subscription, choice, plans)
  /** Another plan begins by its own default: a start chosen for the former choice is not carried over. */
  const choosePlan = (part: Partial<Choice>) => choose({ tier: choice.tier, frequency: choice.frequency, ...part })
  return (
    <form
      class="stack"
      id="change-plan"
      onSubmit={(event) => {
        event.preventDefault()
        update()
      }}
    >
      <FrequencyChoice plan={plan} choice={choice} choose={(frequency) => choosePlan({ frequency })} />
      <SelectField
        label={say('change.tier')}
        hint={say('change.tierHint')}
        value={choice.tier}
        onChoose={(tier) => choosePlan({ tier })}
      >
        {plans.map(({ tier, tierName }) => (
          <option key={tier} value={tier}>
            {tier === subscription.tier ? say('change.current', { tier: tierName }) : tierName}
          </option>
        ))}
      </SelectField>
      {starts.length > 1 && <StartChoice subscription={subscription} starts={starts} choice={choice} choose={choose} />}
      {plan && <Terms subscription={subscription} plan={plan} frequency={choice.frequency} />}
    </form>
  )
}

type FrequencyProps = {
  readonly plan: Plan | undefined
  readonly choice: Choice
  readonly choose: (frequency: Frequency) => void
}

function FrequencyChoice({ plan, choice, choose }: FrequencyProps) {
  const { money } = useBillWords()
  return (
    <fieldset class="field">
      <legend>{say('change.frequency')}</legend>
      <div class="choices">
        {(['monthly', 'yearly'] as const).map((frequency) => (
          <label key={frequency} class="choice">
            <input
              type="radio"
              name="frequency"
              value={frequency}
              checked={choice.frequency === frequency}
              onChange={() => choose(frequency)}
            />
            {frequencyWords(frequency)}
            <span>
              {plan &&
                (frequency === 'monthly'
                  ? say('price.month', { price: money(plan.monthlyMinor) })
                  : say('change.yearlyPrice', { price: money(plan.yearlyMinor) }))}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type StartProps = Pick<FormProps, 'subscription' | 'choice' | 'choose'> & { readonly starts: readonly Start[] }

function StartChoice({ subscription, starts, choice, choose }: StartProps) {
  const { tier, frequency } = choice
  const end = subscription.basePeriod?.to
  const day = end === undefined ? '' : longDay(end, languageNow())
  return (
    <SelectField
      label={say('change.start')}
      value={choice.when ?? ''}
      onChoose={(when) => choose({ tier, frequency, ...(when === 'now' || when === 'periodEnd' ? { when } : {}) })}
    >
      {starts.map((start) => (
        <option key={start.when ?? ''} value={start.when ?? ''}>
          {say(`start.${start.words}`, { day })}
        </option>
      ))}
    </SelectField>
  )
}

type TermsProps = { readonly subscription: Subscription; readonly plan: Plan; readonly frequency: Frequency }

function Terms({ subscription, plan, frequency }: TermsProps) {
  const baseMinor = frequency === 'yearly' ? plan.yearlyMinor : plan.monthlyMinor
  return (
    <div class="box">
      <div class="body">
        <table class="data flush">
          <thead>
            <tr>
              <th scope="col">
                {say('plan.named', { tier: plan.tierName, frequency: frequencyWords(frequency).toLowerCase() })}
              </th>
              <th scope="col" class="num">
                {say('term.now')}
              </th>
              <th scope="col" class="num">
                {say('term.then')}
              </th>
            </tr>
          </thead>
          <TermRows was={subscription} will={{ ...plan, frequency, baseMinor }} />
        </table>
      </div>
    </div>
  )
}
