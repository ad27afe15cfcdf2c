/** The browser's address as a hook: links inside the page change it without loading the page again. */
import { useEffect, useState } from 'preact/hooks'
import { parseRoute, type Route } from './route.ts'

const changed = 'camtally:location'

/** Goes to an address of the page. `replace` leaves no step to go back to. */
export function go(url: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', url)
  else history.pushState(null, '', url)
  dispatchEvent(new Event(changed))
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location))
  useEffect(() => {
    const read = () => setRoute(parseRoute(location))
    const follow = (event: MouseEvent) => followLink(event)
    addEventListener('popstate', read)
    addEventListener(changed, read)
    document.addEventListener('click', follow)
    return () => {
      removeEventListener('popstate', read)
      removeEventListener(changed, read)
      document.removeEventListener('click', follow)
    }
  }, [])
  return route
}

/** Takes over plain clicks on links to the page's own addresses; files, other sites and new tabs stay the browser's. */
function followLink(event: MouseEvent): void {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
  if (!isPlain || event.defaultPrevented || !(event.target instanceof Element)) return
  const link = event.target.closest('a')
  if (link === null || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return
  const isOnlyHash = link.hash !== '' && link.pathname === location.pathname && link.search === location.search
  if (link.pathname.startsWith('/v1/') || isOnlyHash) return
  event.preventDefault()
  go(link.pathname + link.search + link.hash)
}
