/** The plan-change way: shows the window that the URL names and turns what is pressed into the next URL. */
import { useAccount } from '../../account.ts'
import type { Subscription } from '../../model.ts'
import { go } from '../../location.ts'
import { accountUrl, type Query } from '../../route.ts'
import { say } from '../../texts/say.ts'
import { Cancel } from './cancel.tsx'
import { ChangePlan } from './change-plan.tsx'
import { ConfirmChange } from './confirm.tsx'
import { Details } from './details.tsx'
import { Edit } from './edit.tsx'
import { Manage } from './manage.tsx'
import { queryOfWay, stepIndex, steps, type WayEvent, wayAfter, wayOfQuery } from './steps.ts'

/** What every window of the way is given. */
export type StepProps = {
  readonly subscription: Subscription
  /** Of the subscription as it was read: a change that is not previewed holds only for it. */
  readonly etag: string | null
  readonly on: (event: WayEvent) => void
  /** The title, the scale and the two ways out: spread into Window. */
  readonly frame: {
    readonly title: string
    readonly close: () => void
    readonly back: (() => void) | undefined
    readonly scale: { readonly names: readonly string[]; readonly at: number }
  }
}

type WindowsProps = Pick<StepProps, 'subscription' | 'etag'> & { readonly query: Query }

export function SubscriptionWindows({ query, subscription, etag }: WindowsProps) {
  const { account } = useAccount()
  const way = wayOfQuery(query)
  if (way.at === 'closed') return null
  const on = (event: WayEvent) =>
    go(accountUrl(account.id, 'billing', queryOfWay(wayAfter(way, event))), { replace: event.kind === 'carriedOut' })
  const frame = {
    title: say(`step.${way.at}`),
    close: () => on({ kind: 'close' }),
    back: way.at === 'manage' ? undefined : () => on({ kind: 'back' }),
    scale: { names: steps.map((step) => say(`step.${step}`)), at: stepIndex(way) },
  }
  const props = { subscription, etag, on, frame }
  switch (way.at) {
    case 'manage':
      return <Manage {...props} />
    case 'details':
      return <Details {...props} />
    case 'edit':
      return <Edit {...props} />
    case 'cancel':
      return <Cancel {...props} />
    case 'change':
      return <ChangePlan {...props} chosen={way.choice} />
    case 'confirm':
      return <ConfirmChange {...props} choice={way.choice} />
  }
}
