/** 3: Subscription Details: what it is, and the next invoice so far and if all stays as it is. */
import { mayChange, useAccount } from '../../account.ts'
import type { DraftLine, Subscription } from '../../api/schema.d.ts'
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
  return (
    <Window
      {...frame}
      footer={
        <>
          <p id="details-hint">
            {canEdit ? (subscription.isTaxed ? say('details.taxed') : say('details.untaxed')) : say('details.readOnly')}
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
      <dd>{longDay(subscription.nextBillingOn, languageNow())}</dd>
      <dt>{say('edit.addOns')}</dt>
      <dd>{subscription.addOns.map(({ tierName }) => addOnName(tierName)).join(', ') || say('value.none')}</dd>
    </dl>
  )
}

function Estimate({ subscription }: { readonly subscription: Subscription }) {
  const { money } = useBillWords()
  const { soFar, ifStay, invoiceOn, connected } = subscription.estimate
  const staying = { count: connected, n: connected }
  return (
    <section>
      <div class="row">
        <h3>{say('estimate.title', { day: longDay(invoiceOn, languageNow()) })}</h3>
        <span class="hint">{say('estimate.hint', staying)}</span>
      </div>
      <Scroll label={say('estimate.title', { day: longDay(invoiceOn, languageNow()) })}>
        <table class="data flush">
          <thead>
            <tr>
              <th scope="col">{say('estimate.line')}</th>
              <th scope="col" class="num">
                {say('estimate.soFar')}
              </th>
              <th scope="col" class="num">
                {say('estimate.ifStay', staying)}
              </th>
            </tr>
          </thead>
          <tbody>
            {ifStay.lines.map((line) => (
              <EstimateRow
                key={keyOf(line)}
                line={line}
                soFar={soFar.lines.find((one) => keyOf(one) === keyOf(line))}
              />
            ))}
            {(soFar.taxMinor !== 0 || ifStay.taxMinor !== 0) && (
              <tr>
                <th scope="row">{say('bill.tax')}</th>
                <td class="num">{money(soFar.taxMinor)}</td>
                <td class="num">{money(ifStay.taxMinor)}</td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{say('bill.total')}</th>
              <td class="num">{money(soFar.grossMinor)}</td>
              <td class="num">{money(ifStay.grossMinor)}</td>
            </tr>
          </tfoot>
        </table>
      </Scroll>
    </section>
  )
}

function EstimateRow({ line, soFar }: { readonly line: DraftLine; readonly soFar: DraftLine | undefined }) {
  const { money, lineName } = useBillWords()
  const isUsage = line.kind === 'usage' || line.kind === 'adjustment'
  const quantity = (n: number) => isUsage && <small>{say('count.cameraDays', { count: n, n })}</small>
  return (
    <tr>
      <th scope="row">
        {lineName(line)}
        <small>{line.kind === 'base' ? say('line.inAdvance') : spanWords(line.from, line.to)}</small>
      </th>
      <td class="num">
        {money(soFar?.amountMinor ?? 0)}
        {quantity(soFar?.quantity ?? 0)}
      </td>
      <td class="num">
        {money(line.amountMinor)}
        {quantity(line.quantity)}
      </td>
    </tr>
  )
}

function keyOf(line: DraftLine): string {
  return `${line.kind} ${line.tier} ${line.from}`
}
