/** The icons: one path each on a 16 px grid, drawn with the ink of the text beside them. Never read aloud. */

const paths = {
  accounts: [
    'M8.5 5.5A2.5 2.5 0 1 1 3.5 5.5a2.5 2.5 0 0 1 5 0z',
    'M1.5 13.5c.4-2.5 2.2-4 4.5-4s4.1 1.5 4.5 4M10.5 3.3a2.4 2.4 0 0 1 0 4.4',
    'M12.2 10c1.3.7 2.1 1.9 2.3 3.5',
  ].join(''),
  audit: 'M2.5 3.5h11M2.5 6.5h11M2.5 9.5h7M2.5 12.5h5',
  back: 'M13 8H3m4-4.5L2.5 8 7 12.5',
  bad: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.8v3.7M8 11h.01',
  billing: 'M2.5 3.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM1.5 6.5h13M4 10h3',
  cameras: 'M2.5 4.5h7a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1zM10.5 7l4-2v6l-4-2',
  check: 'm3 8.5 3.2 3.2L13 4.7',
  close: 'm3.5 3.5 9 9M12.5 3.5l-9 9',
  down: 'M8 2v8.5m-4-4 4 4 4-4M2.5 13.5h11',
  evidence: 'M8 1.5 13.5 4v4c0 3.2-2.3 5.6-5.5 6.5C4.8 13.6 2.5 11.2 2.5 8V4zM5.5 8l2 2 3.2-3.6',
  fleet: [
    'M3 2.5h10a1 1 0 0 1 1 1V7H2V3.5a1 1 0 0 1 1-1zM2 9h12v3.5a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z',
    'M4.5 4.75h.01M4.5 11.25h.01M8 4.75h3.5M8 11.25h3.5',
  ].join(''),
  invoices: 'M3.5 1.5h9v13l-2.25-1.5L8 14.5 5.75 13 3.5 14.5zM6 5h4M6 8h4',
  jobs: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.5V8l2.5 1.5',
  lock: 'M4 7h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5 7V5a3 3 0 0 1 6 0v2',
  menu: 'M2 4.5h12M2 8h12M2 11.5h12',
  next: 'm6 3 5 5-5 5',
  out: 'M6 2.5H3v11h3M7 8h7m-3-3 3 3-3 3',
  overview: 'M2 13.5h12M4 13.5V9M8 13.5v-11M12 13.5V6',
  plus: 'M8 3v10M3 8h10',
  rates: 'M2 5.5h12v5H2zM4.5 5.5v2M7 5.5v3M9.5 5.5v2M12 5.5v3',
  refused: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM3.8 3.8l8.4 8.4',
  usage: [
    'M3 3h10a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM2 6.5h12M5.5 1.5V4',
    'M10.5 1.5V4M5.5 10h.01M8 10h.01M10.5 10h.01',
  ].join(''),
  warn: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.5h.01',
} as const
export type IconName = keyof typeof paths

export function Icon({ name, tone }: { readonly name: IconName; readonly tone?: string }) {
  return (
    <svg class={tone ? `icon ${tone}` : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** Four tallies and the stroke through them: the mark. */
export function Brand({ href }: { readonly href: string }) {
  return (
    <a class="brand" href={href}>
      <svg viewBox="0 0 26 20" aria-hidden="true">
        <path d="M4 2v16M10 2v16M16 2v16M22 2v16" />
        <path class="slash" d="M1 15 25 5" />
      </svg>
      camtally
    </a>
  )
}
