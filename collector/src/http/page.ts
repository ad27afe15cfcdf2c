/** Lists: {items, next}, a cursor that means nothing to its reader, and a limit of 1 to 200 (style 11). */
import { decodeBase64url, decodeUtf8, encodeBase64url, encodeUtf8 } from '@camtally/protocol'
import Type, { type TSchema } from 'typebox'
import { Problem } from './problem.ts'

/** The query members of every list. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Rows an answer holds.' })),
  cursor: Type.Optional(Type.String({ maxLength: 500, description: '`next` of the answer before.' })),
}

export type PageQuery = { readonly limit?: number; readonly cursor?: string }

/** The shape of a list's answer. */
export function pageOf<Item extends TSchema>(item: Item) {
  const next = Type.Union([Type.String(), Type.Null()], { description: 'Cursor of the next page; null on the last.' })
  return Type.Object({ items: Type.Array(item), next }, { additionalProperties: false })
}

export type Page<Item> = { items: Item[]; next: string | null }

/** What a store function is asked for: one row more than the page has, from behind the last one seen. */
export type Slice = { readonly limit: number; readonly after: string | undefined }

/** The slice that a query asks for. @throws CURSOR_INVALID */
export function sliceOf(query: PageQuery): Slice {
  return { limit: (query.limit ?? 50) + 1, after: query.cursor === undefined ? undefined : positionOf(query.cursor) }
}

/** A page from the rows of a slice; `position` is what the list is ordered by, unique in it. */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  slice: Slice,
  show: { readonly position: (row: Row) => string; readonly item: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, slice.limit - 1)
  const last = shown.at(-1)
  const hasMore = rows.length >= slice.limit && last !== undefined
  return { items: shown.map(show.item), next: hasMore ? cursorAt(show.position(last)) : null }
}

/** A page of rows that are all at hand, in their order. */
export function pageOfAll<Row, Item>(
  rows: readonly Row[],
  slice: Slice,
  show: { readonly position: (row: Row) => string; readonly item: (row: Row) => Item },
): Page<Item> {
  const behind = slice.after === undefined ? -1 : rows.findIndex((row) => show.position(row) === slice.after)
  if (slice.after !== undefined && behind < 0) throw new Problem('CURSOR_INVALID')
  return pageFrom(rows.slice(behind + 1, behind + 1 + slice.limit), slice, show)
}

function cursorAt(position: string): string {
  return encodeBase64url(encodeUtf8(`1 ${position}`))
}

function positionOf(cursor: string): string {
  try {
    const text = decodeUtf8(decodeBase64url(cursor))
    if (text.startsWith('1 ')) return text.slice(2)
  } catch (cause) {
    throw new Problem('CURSOR_INVALID', { cause })
  }
  throw new Problem('CURSOR_INVALID')
}
