/** What scrolls can be reached by the keyboard: a region takes part in the tab order only while it is too small. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { say } from '../texts/say.ts'

/** A ref and the tabIndex that belongs to it. */
export function useScrollStop<Target extends HTMLElement>() {
  const ref = useRef<Target>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const look = () => {
      const isTooWide = element.scrollWidth > element.clientWidth + 1
      setScrolls(isTooWide || element.scrollHeight > element.clientHeight + 1)
    }
    const watching = new ResizeObserver(look)
    watching.observe(element)
    for (const child of element.children) watching.observe(child)
    look()
    return () => watching.disconnect()
  })
  return { ref, tabIndex: scrolls ? 0 : undefined }
}

/** Around a wide table. `label` is what a screen reader hears when it stops here. */
export function Scroll({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  const { ref, tabIndex } = useScrollStop<HTMLDivElement>()
  const name =
    tabIndex === undefined ? {} : { role: 'region' as const, 'aria-label': say('scroll.table', { label }), tabIndex }
  return (
    <div class="scroll" ref={ref} {...name}>
      {children}
    </div>
  )
}
