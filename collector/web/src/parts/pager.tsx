/** Pages of a long list, held by the collector: forward by its cursor, back to the beginning. */
import { say } from '../texts/say.ts'

type PagerProps = {
  readonly shown: number
  readonly total: number | null | undefined
  readonly isFirst: boolean
  readonly next: string | null
  /** Called with the cursor to go to; undefined is the beginning. */
  readonly go: (cursor: string | undefined) => void
}

export function Pager({ shown, total, isFirst, next, go }: PagerProps) {
  return (
    <div class="pager">
      <span>
        {typeof total === 'number'
          ? say('pager.of', { n: shown, total })
          : say('pager.shown', { count: shown, n: shown })}
      </span>
      {!(isFirst && next === null) && (
        <span class="actions">
          <button class="button quiet small" type="button" disabled={isFirst} onClick={() => go(undefined)}>
            {say('pager.first')}
          </button>
          <button class="button quiet small" type="button" disabled={next === null} onClick={() => next && go(next)}>
            {say('pager.next')}
          </button>
        </span>
      )}
    </div>
  )
}
