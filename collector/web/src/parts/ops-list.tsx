/** A long list where operators work: search, filters in the URL, a dense table, pages held by the collector. */
import type { ComponentChildren } from 'preact'
import { type Lookup, useLookup } from '../api/lookup.ts'
import type { Page } from '../model.ts'
import { go } from '../location.ts'
import { type Query, withQuery } from '../route.ts'
import { say } from '../texts/say.ts'
import { Card } from './card.tsx'
import { Field, SelectField } from './field.tsx'
import { Pager } from './pager.tsx'
import { Scroll } from './scroll.tsx'
import { Empty, Read } from './states.tsx'

export type ListColumn = { readonly name: string; readonly look?: string }
export type ListFilter = {
  readonly name: string
  readonly label: string
  readonly any: string
  readonly options: readonly (readonly [string, string])[]
}

type ListProps<Item> = {
  readonly title: string
  /** The page's own address. */
  readonly page: string
  readonly lookup: Lookup<Page<Item>>
  readonly query: Query
  readonly findHint: string
  readonly filters?: readonly ListFilter[]
  readonly columns: readonly ListColumn[]
  readonly version?: number
  readonly empty: { readonly title: string; readonly words: string }
  readonly keyOf: (item: Item) => string
  /** The cells of one row. */
  readonly row: (item: Item) => ComponentChildren
}

export function OpsList<Item>(props: ListProps<Item>) {
  const { query, columns, row, keyOf } = props
  const reading = useLookup(props.lookup, props.version)
  const { cursor, ...kept } = query
  return (
    <Card title={props.title} aside={<Filters {...props} kept={kept} />}>
      <Read reading={reading} what={props.title}>
        {({ items, next, total }) =>
          items.length === 0 ? (
            <Empty {...props.empty} />
          ) : (
            <>
              <Scroll label={props.title}>
                <table class="data dense">
                  <thead>
                    <tr>
                      {columns.map(({ name, look }) => (
                        <th key={name} scope="col" class={look}>
                          {name}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((item) => (
                      <tr key={keyOf(item)}>{row(item)}</tr>
                    ))}
                  </tbody>
                </table>
              </Scroll>
              <footer>
                <Pager
                  shown={items.length}
                  total={total}
                  isFirst={cursor === undefined}
                  next={next}
                  go={(to) => go(withQuery(props.page, { ...kept, cursor: to }))}
                />
              </footer>
            </>
          )
        }
      </Read>
    </Card>
  )
}

type FiltersProps = Pick<ListProps<never>, 'title' | 'page' | 'query' | 'findHint' | 'filters'> & {
  readonly kept: Query
}

function Filters({ title, page, query, findHint, filters = [], kept }: FiltersProps) {
  const choose = (part: Record<string, string>) => go(withQuery(page, { ...kept, ...part }), { replace: true })
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <Field
          isWide
          isLabelHidden
          label={say('list.find', { title })}
          name="find"
          type="search"
          placeholder={findHint}
          value={query['find'] ?? ''}
          onInput={(find) => choose({ find })}
        />
        {filters.map(({ name, label, any, options }) => (
          <SelectField
            key={name}
            isLabelHidden
            label={label}
            value={query[name] ?? ''}
            onChoose={(value) => choose({ [name]: value })}
          >
            <option value="">{any}</option>
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectField>
        ))}
      </form>
    </search>
  )
}
