/** The browser's title, and the focus at the head of a page that was just opened. */
import { useEffect, useRef } from 'preact/hooks'

/** `key` changes when another page is shown; the first page leaves the focus where the browser put it. */
export function usePageTitle(title: string, key: string): void {
  const shownKey = useRef<string>(undefined)
  useEffect(() => {
    document.title = `${title} · camtally`
    const isFirst = shownKey.current === undefined
    const isSame = shownKey.current === key
    shownKey.current = key
    if (isFirst || isSame) return
    scrollTo(0, 0)
    const heading = document.querySelector('#main h1')
    if (heading instanceof HTMLElement && document.querySelector('dialog[open]') === null) heading.focus()
  }, [title, key])
}
