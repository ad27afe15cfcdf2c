/** 3: Subscription Details: what it is, and the next invoice so far and if all stays as it is. */
import { mayChange, useAccount } from '../../account.ts'
import type { Draft, DraftLine, Subscription } from '../../model.ts'
import { addOnName, frequencyWords, spanWords, useBillWords } from '../../bill-words.ts'
import { longDay } from '../../format/day.ts'
import { Icon } from '../../parts/icon.tsx'
import { Scroll } from '../../parts/scroll.tsx'
import { Window } from '../../parts/window.tsx'
import { languageNow, say } from '../../texts/say.ts'
import type { StepProps } from './windows.tsx'

export function Details({ subscription, on, frame }: StepProps) {
  const view = useAccount()
  const canEdit = mayChange(view)
  const isTaxed = (subscription.estimate.soFar?.taxMinor ?? 0) !== 0
  return (
    <Window
      {...frame}
      footer={
        <>
          <p id="details-hint">
            {canEdit ? say(isTaxed ? 'details.taxed' : 'details.untaxed') : say('details.readOnly')}
          </p>
          <button class="button quiet" type="button" onClick={frame.close}>
            {say('window.close')}
          </button>
          <button
            class="button"
            type="button"
            disabled={!canEdit}
            aria-describedby="details-hint"
            onClick={() => on({ kind: 'edit' })}
          >
            {say('step.edit')}
          </button>
        </>
      }
    >
      <div class="box">
        <PlanFacts subscription={subscription} />
      </div>
      <Estimate subscription={subscription} />
    </Window>
  )
}

function PlanFacts({ subscription }: { readonly subscription: Subscription }) {
  const isFine = subscription.status === 'active' || subscription.status === 'trial'
  return (
    <dl class="facts">
      <dt>{say('history.plan')}</dt>
      <dd>{subscription.tierName}</dd>
      <dt>{say('change.frequency')}</dt>
      <dd>{frequencyWords(subscription.frequency)}</dd>
      <dt>{say('details.status')}</dt>
      <dd>
        <span class={isFine ? 'badge' : 'badge warn'}>
          <Icon name={isFine ? 'check' : 'warn'} />
          {say(`status.${subscription.status}`)}
        </span>
      </dd>
      <dt>{say('billing.next')}</dt>
      <dd>
        {subscription.nextBillingOn === null ? say('value.none') : longDay(subscription.nextBillingOn, languageNow())}
      </dd>
      <dt>{say('edit.addOns')}</dt>
      <dd>{subscription.addOns.map(({ tierName }) => addOnName(tierName)).join(', ') || say('value.none')}</dd>
    </dl>
  )
}

function Estimate({ subscription }: { readonly subscription: Subscription }) {
  const { soFar, ifStay, invoiceOn, connected } = subscription.estimate
  if (invoiceOn === null || soFar === null) return <p class="soft">{say('estimate.none')}</p>
  const staying = { count: connected ?? 0, n: connected ?? 0 }
  const title = say('estimate.title', { day: longDay(invoiceOn, languageNow()) })
  return (
    <section>
      <div class="row">
        <h3>{title}</h3>
        <span class="hint">{ifStay ? say('estimate.hint', staying) : say('estimate.hintSoFar')}</span>
      </div>
      <Scroll label={title}>
        <table class="data flush">
          <thead>
            <tr>
              <th scope="col">{say('estimate.line')}</th>
              <th scope="col" class="num">
                {say('estimate.soFar')}
              </th>
              {ifStay && (
                <th scope="col" class="num">
                  {say('estimate.ifStay', staying)}
                </th>
              )}
            </tr>
          </thead>
          <EstimateRows soFar={soFar} ifStay={ifStay} />
        </table>
      </Scroll>
    </section>
  )
}

function EstimateRows({ soFar, ifStay }: { readonly soFar: Draft; readonly ifStay: Draft | null }) {
  const { money } = useBillWords()
  const lines = ifStay?.lines ?? soFar.lines
  const find = (draft: Draft, line: DraftLine) => draft.lines.find((one) => keyOf(one) === keyOf(line))
  const sums = (name: string, part: 'taxMinor' | 'grossMinor') => (
    <tr>
      <th scope="row">{name}</th>
      <td class="num">{money(soFar[part])}</td>
      {ifStay && <td class="num">{money(ifStay[part])}</td>}
    </tr>
  )
  return (
    <>
      <tbody>
        {lines.map((line) => (
          <tr key={keyOf(line)}>
            <LineHead line={line} />
            <LineCell line={find(soFar, line)} isUsage={isUsage(line)} />
            {ifStay && <LineCell line={find(ifStay, line)} isUsage={isUsage(line)} />}
          </tr>
        ))}
        {soFar.taxMinor !== 0 && sums(say('bill.tax'), 'taxMinor')}
      </tbody>
      <tfoot>{sums(say('bill.total'), 'grossMinor')}</tfoot>
    </>
  )
}

function LineHead({ line }: { readonly line: DraftLine }) {
  const { lineName } = useBillWords()
  return (
    <th scope="row">
      {lineName(line)}
      <small>{line.kind === 'base' ? say('line.inAdvance') : spanWords(line.from, line.to)}</small>
    </th>
  )
}

function LineCell({ line, isUsage }: { readonly line: DraftLine | undefined; readonly isUsage: boolean }) {
  const { money } = useBillWords()
  const quantity = line?.quantity ?? 0
  return (
    <td class="num">
      {money(line?.amountMinor ?? 0)}
      {isUsage && <small>{say('count.cameraDays', { count: quantity, n: quantity })}</small>}
    </td>
  )
}

function isUsage({ kind }: DraftLine): boolean {
  return kind === 'usage' || kind === 'adjustment'
}

function keyOf(line: DraftLine): string {
  return `${line.kind} ${line.tier} ${line.from}`
}
