/** Minutes as the collector writes them: "0-719,780-1079", counted from the day's first, both ends included. */

/** Half-open spans: "0-719,780" is [0, 720], [780, 781]. */
export function parseMinutes(text: string): [number, number][] {
  if (text === '') return []
  return text.split(',').map((part) => {
    const [from = '0', to = from] = part.split('-')
    return [Number(from), Number(to) + 1]
  })
}
