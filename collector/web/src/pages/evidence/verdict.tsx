/** What a verifier said about a bundle: the verdict in words, its exceptions, each check. */
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/states.tsx'
import { say } from '../../texts/say.ts'
import type { Check, Verdict } from './verifier.ts'

export function VerdictCard({ name, verdict }: { readonly name: string; readonly verdict: Verdict }) {
  if (verdict.kind === 'unavailable')
    return (
      <Notice tone="warn" title={say('evidence.unavailable', { name })}>
        <p>
          {say('evidence.unavailableWords')} <span class="key">camtally-collector verify BUNDLE</span>
        </p>
      </Notice>
    )
  return (
    <section class="card" aria-labelledby="verdict-title">
      <div class="verdict">
        <p class="hint">
          <span class="key">{name}</span>
        </p>
        <h2 id="verdict-title">{verdict.title}</h2>
        <p class="soft">{verdict.words}</p>
      </div>
      {verdict.exceptions.length > 0 && (
        <div class="body stack tight">
          {verdict.exceptions.map(({ title, words }) => (
            <Notice key={title} tone={verdict.kind === 'invalid' ? 'bad' : 'warn'} title={title}>
              <p>{words}</p>
            </Notice>
          ))}
        </div>
      )}
      <ul class="checks">
        {verdict.checks.map((check) => (
          <CheckRow key={check.name} check={check} />
        ))}
      </ul>
      <footer>{say('evidence.notProved')}</footer>
    </section>
  )
}

function CheckRow({ check }: { readonly check: Check }) {
  return (
    <li>
      <Icon name={check.isFine ? 'check' : 'warn'} {...(check.isFine ? {} : { tone: 'warn' })} />
      <span>{check.name}</span>
      <span class="num">{check.figure}</span>
      <small>{check.words}</small>
    </li>
  )
}
