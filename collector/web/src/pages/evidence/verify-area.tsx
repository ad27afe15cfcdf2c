/** The area a bundle is dropped on. The file is read in this browser and never uploaded. */
import { useState } from 'preact/hooks'
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/states.tsx'
import { say } from '../../texts/say.ts'
import { VerdictCard } from './verdict.tsx'
import { type Verdict, verifier } from './verifier.ts'

type Checking =
  | { readonly phase: 'waiting' }
  | { readonly phase: 'reading'; readonly name: string }
  | { readonly phase: 'told'; readonly name: string; readonly verdict: Verdict }

export function VerifyArea() {
  const [checking, setChecking] = useState<Checking>({ phase: 'waiting' })
  const [isOver, setOver] = useState(false)
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setChecking({ phase: 'reading', name: file.name })
    const verdict = await verifier.verify(new Uint8Array(await file.arrayBuffer()))
    setChecking({ phase: 'told', name: file.name, verdict })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer?.files[0])
  }
  return (
    <>
      <label
        class={isOver ? 'drop over' : 'drop'}
        for="bundle"
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="down" />
        <span>
          <b>{say('evidence.drop')}</b> <span class="linkish">{say('evidence.choose')}</span>
        </span>
        <span class="hint">{say('evidence.dropHint')}</span>
        <input
          class="hidden-text"
          id="bundle"
          type="file"
          accept=".camtally,.zip"
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </label>
      <div role="status">
        {checking.phase === 'reading' && (
          <Notice title={say('evidence.reading', { name: checking.name })}>
            <p>{say('evidence.stays')}</p>
          </Notice>
        )}
        {checking.phase === 'told' && <VerdictCard name={checking.name} verdict={checking.verdict} />}
      </div>
    </>
  )
}
