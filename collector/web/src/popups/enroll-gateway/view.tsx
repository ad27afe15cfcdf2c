/** The popup Enroll gateway: a one-time claim for a site, shown once together with the installer's command. */
import { useReducer, useState } from 'preact/hooks'
import { useLookup } from '../../api/lookup.ts'
import type { Claim, NamedId } from '../../model.ts'
import { instantText } from '../../format/day.ts'
import { Field, SelectField } from '../../parts/field.tsx'
import { Icon } from '../../parts/icon.tsx'
import { Empty, Read } from '../../parts/states.tsx'
import { Window } from '../../parts/window.tsx'
import { accountLookup } from '../../lookups/account.ts'
import { accountsLookup, makeClaim } from '../../lookups/operations.ts'
import { languageNow, say } from '../../texts/say.ts'
import { FormWindow, textOf } from '../form/form-window.tsx'
import { enrollingAfter, firstEnrolling } from './steps.ts'

export function EnrollGateway({ close }: { readonly close: () => void }) {
  const [enrolling, dispatch] = useReducer(enrollingAfter, firstEnrolling)
  if (enrolling.step === 'claim') return <ClaimShown claim={enrolling.claim} close={close} />
  if (enrolling.step === 'site')
    return (
      <ChooseSite account={enrolling.account} close={close} claimed={(claim) => dispatch({ kind: 'claimed', claim })} />
    )
  return <ChooseAccount close={close} choose={(account) => dispatch({ kind: 'account', account })} />
}

type ChooseAccountProps = { readonly close: () => void; readonly choose: (account: NamedId) => void }

function ChooseAccount({ close, choose }: ChooseAccountProps) {
  const [find, setFind] = useState('')
  const reading = useLookup(accountsLookup({ find }))
  return (
    <Window
      title={say('enroll.title')}
      close={close}
      footer={
        <>
          <p>{say('enroll.chooseHint')}</p>
          <button class="button quiet" type="button" onClick={close}>
            {say('window.cancel')}
          </button>
        </>
      }
    >
      <Field label={say('enroll.find')} name="find" type="search" value={find} onInput={setFind} />
      <Read reading={reading} what={say('nav.accounts')}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={say('accounts.none')} words={say('accounts.noneHint')} />
          ) : (
            <div class="stack tight">
              {items.slice(0, 8).map(({ id, name }) => (
                <button key={id} class="box" type="button" onClick={() => choose({ id, name })}>
                  <span>
                    <b>{name}</b>
                    <span class="block hint key">{id}</span>
                  </span>
                  <Icon name="next" />
                </button>
              ))}
            </div>
          )
        }
      </Read>
    </Window>
  )
}

type ChooseSiteProps = {
  readonly account: NamedId
  readonly close: () => void
  readonly claimed: (claim: Claim) => void
}

function ChooseSite({ account, close, claimed }: ChooseSiteProps) {
  const [site, setSite] = useState('')
  const reading = useLookup(accountLookup(account.id))
  const sites = reading.state === 'ready' ? reading.body.sites : []
  const chosen = site || (sites[0]?.id ?? '')
  return (
    <FormWindow
      title={say('enroll.siteTitle', { account: account.name })}
      hint={say('enroll.siteHint')}
      button={say('enroll.make')}
      send={async (form) => (await makeClaim(account.id, { siteId: chosen, name: textOf(form, 'name') })).body}
      close={close}
      done={claimed}
    >
      {() => (
        <>
          <SelectField label={say('cameras.site')} value={chosen} onChoose={setSite}>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <Field label={say('enroll.name')} hint={say('enroll.nameHint')} name="name" required />
        </>
      )}
    </FormWindow>
  )
}

function ClaimShown({ claim, close }: { readonly claim: Claim; readonly close: () => void }) {
  return (
    <Window
      title={say('enroll.claimTitle')}
      close={close}
      footer={
        <>
          <p>{say('enroll.once')}</p>
          <button class="button" type="button" onClick={close}>
            {say('enroll.written')}
          </button>
        </>
      }
    >
      <div class="box">
        <dl class="facts">
          <dt>{say('enroll.claim')}</dt>
          <dd class="key">{claim.claim}</dd>
          <dt>{say('enroll.until')}</dt>
          <dd>{instantText(claim.expiresAt, 'UTC', languageNow())}</dd>
          <dt>{say('enroll.command')}</dt>
          <dd class="key">{claim.command}</dd>
        </dl>
      </div>
    </Window>
  )
}
