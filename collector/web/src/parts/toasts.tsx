/** Short news at the lower right: gone after 8 s unless something failed. A window shows them too, above itself. */
import { useEffect, useState } from 'preact/hooks'
import { say } from '../texts/say.ts'
import { Icon } from './icon.tsx'

export type Toast = { readonly title: string; readonly words?: string; readonly isBad?: boolean }
type Shown = Toast & { readonly id: number }

const goneAfterMs = 8_000
let shown: readonly Shown[] = []
let lastId = 0
const listeners = new Set<(toasts: readonly Shown[]) => void>()

/** Shows a toast wherever toasts are shown at the moment. */
export function toast(news: Toast): void {
  lastId += 1
  const id = lastId
  set([...shown, { ...news, id }])
  if (!news.isBad) setTimeout(() => dismiss(id), goneAfterMs)
}

/** The list itself. The page's own is hidden by style while a window, which has one too, stands above it. */
export function Toasts() {
  const [toasts, setToasts] = useState(shown)
  useEffect(() => {
    listeners.add(setToasts)
    return () => void listeners.delete(setToasts)
  }, [])
  return (
    <div class="toasts" role="status">
      {toasts.map((item) => (
        <div key={item.id} class={item.isBad ? 'toast bad' : 'toast'} role={item.isBad ? 'alert' : undefined}>
          <Icon name={item.isBad ? 'bad' : 'check'} />
          <div>
            <b>{item.title}</b>
            {item.words && <p>{item.words}</p>}
          </div>
          <button
            class="button plain small"
            type="button"
            aria-label={say('toast.dismiss')}
            onClick={() => dismiss(item.id)}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  )
}

function dismiss(id: number): void {
  set(shown.filter((item) => item.id !== id))
}

function set(toasts: readonly Shown[]): void {
  shown = toasts
  for (const listener of listeners) listener(toasts)
}
