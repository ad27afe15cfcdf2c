/** The frame of every page for who is signed in: skip link, left side navigation, the page, toasts. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Session } from './model.ts'
import { Brand, Icon, type IconName } from './parts/icon.tsx'
import { Toasts } from './parts/toasts.tsx'
import { type AccountPage, accountPagesOf, accountUrl, homeOf, opsPages, type Route } from './route.ts'
import { chooseLanguage, isLanguage, languageNow, languages, say } from './texts/say.ts'

type FrameProps = {
  readonly session: Session
  readonly route: Route
  /** The account the page is about, as far as it is known. */
  readonly account?: { readonly id: string; readonly name: string; readonly words: string }
  readonly signOut: () => void
  readonly children: ComponentChildren
}

export function Frame({ session, route, account, signOut, children }: FrameProps) {
  const home = homeOf(session.role, session.accounts[0]?.id)
  const side = useRef<HTMLElement>(null)
  useEffect(() => {
    if (side.current?.matches(':popover-open')) side.current.hidePopover()
  }, [route])
  return (
    <>
      <a class="skip" href="#main">
        {say('frame.skip')}
      </a>
      <div class="frame">
        <header class="topbar">
          <Brand href={home} />
          <button class="button plain" type="button" popovertarget="side">
            <Icon name="menu" />
            {say('frame.menu')}
          </button>
        </header>
        <nav class="side" id="side" popover="auto" aria-label={say('frame.navigation')} ref={side}>
          <Brand href={home} />
          {session.role === 'ops' && <OpsLinks route={route} />}
          {account && <AccountLinks session={session} account={account} route={route} />}
          <SignedInAs session={session} signOut={signOut} />
        </nav>
        <main class="main" id="main">
          <div class="page">{children}</div>
        </main>
      </div>
      <Toasts />
    </>
  )
}

const pageIcons: Readonly<Record<AccountPage, IconName>> = {
  overview: 'overview',
  cameras: 'cameras',
  usage: 'usage',
  billing: 'billing',
  invoices: 'invoices',
  evidence: 'evidence',
}

type AccountLinksProps = Pick<FrameProps, 'session' | 'route'> & {
  readonly account: NonNullable<FrameProps['account']>
}

function AccountLinks({ session, account, route }: AccountLinksProps) {
  return (
    <>
      <div class="who">
        <b>{account.name}</b>
        <span>{account.words}</span>
      </div>
      <ul>
        {accountPagesOf(session.role).map((page) => (
          <NavLink
            key={page}
            href={accountUrl(account.id, page, page === 'billing' ? { step: 'manage' } : {})}
            icon={pageIcons[page]}
            words={say(`nav.${page}`)}
            isHere={route.page === page}
          />
        ))}
      </ul>
    </>
  )
}

const opsIcons = {
  fleet: 'fleet',
  accounts: 'accounts',
  'rate-cards': 'rates',
  jobs: 'jobs',
  uncounted: 'refused',
  'audit-log': 'audit',
} as const satisfies Readonly<Record<(typeof opsPages)[number], IconName>>

function OpsLinks({ route }: { readonly route: Route }) {
  return (
    <>
      <div class="who">
        <b>{say('frame.operations')}</b>
        <span>{say('frame.allAccounts')}</span>
      </div>
      <ul>
        {opsPages.map((page) => (
          <NavLink
            key={page}
            href={`/${page}`}
            icon={opsIcons[page]}
            words={say(`nav.${page}`)}
            isHere={route.page === page}
          />
        ))}
      </ul>
    </>
  )
}

type NavLinkProps = {
  readonly href: string
  readonly icon: IconName
  readonly words: string
  readonly isHere: boolean
}

function NavLink({ href, icon, words, isHere }: NavLinkProps) {
  return (
    <li>
      <a href={href} aria-current={isHere ? 'page' : undefined}>
        <Icon name={icon} />
        {words}
      </a>
    </li>
  )
}

function SignedInAs({ session, signOut }: Pick<FrameProps, 'session' | 'signOut'>) {
  return (
    <footer class="stack tight">
      <span>{say('frame.signedInAs', { name: session.name, role: say(`role.${session.role}`) })}</span>
      <label class="hidden-text" for="language">
        {say('frame.language')}
      </label>
      <select
        class="select small"
        id="language"
        value={languageNow()}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {Object.entries(languages).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <button class="button quiet small" type="button" onClick={signOut}>
        <Icon name="out" />
        {say('frame.signOut')}
      </button>
    </footer>
  )
}

async function choose(tag: string): Promise<void> {
  if (!isLanguage(tag)) return
  await chooseLanguage(tag)
  location.reload()
}
