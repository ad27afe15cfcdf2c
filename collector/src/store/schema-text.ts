/** The schema of a database as one deterministic text, read from the catalogues: what migrations came to. It is the
 *  same on every version of PostgreSQL that is supported, which a dump is not. */
import type pg from 'pg'

/** Tables, their columns, constraints, indexes, policies, rights and comments, and our functions. Partitions by month
 *  are left out: jobs make them. */
export async function schemaText(client: pg.ClientBase): Promise<string> {
  const parts = [
    '-- The result of collector/migrations, held by collector/src/store/schema.test.ts. Do not edit: run',
    '-- CAMTALLY_WRITE_SCHEMA=1 npx tap collector/src/store/schema.test.ts',
  ]
  for (const table of await lines(client, tablesQuery)) {
    const [definition = ''] = await lines(client, tableQuery, [table])
    const [columns, constraints] = [
      await lines(client, columnsQuery, [table]),
      await lines(client, constraintsQuery, [table]),
    ]
    const body = [...columns, ...constraints].map((line) => `  ${line}`).join(',\n')
    parts.push('', `create table ${table} (\n${body}\n)${definition};`)
    for (const query of [indexesQuery, policiesQuery, rightsQuery, columnRightsQuery])
      parts.push(...(await lines(client, query, [table])).map((line) => `${line};`))
  }
  for (const routine of await lines(client, routinesQuery)) parts.push('', `${routine.trim()};`)
  return `${parts.join('\n')}\n`
}

async function lines(client: pg.ClientBase, query: string, values: readonly string[] = []): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(query, [...values])
  return rows.map(({ line }) => line)
}

const tablesQuery = `
  select relname::text as line from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname !~ '^statement_[0-9]{4}_[0-9]{2}$'
  order by relname collate "C"`

const tableQuery = `
  select coalesce(' partition of ' || (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid)
      || ' ' || pg_get_expr(relpartbound, c.oid), '')
    || coalesce(' partition by ' || pg_get_partkeydef(c.oid), '')
    || coalesce(' with (' || array_to_string(reloptions, ', ') || ')', '') as line
  from pg_class c where c.oid = $1::text::regclass`

const columnsQuery = `
  select attname || ' ' || format_type(atttypid, atttypmod)
    || coalesce(' collate ' || (select quote_ident(collname) from pg_collation
        where oid = attcollation and collname <> 'default'), '')
    || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
    || case attidentity when 'a' then ' generated always as identity' else '' end
    || case when attnotnull then ' not null' else '' end as line
  from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where attrelid = $1::text::regclass and attnum > 0 and not attisdropped order by attnum`

const constraintsQuery = `
  select 'constraint ' || conname || ' ' || lower(left(pg_get_constraintdef(oid), 11))
    || substr(pg_get_constraintdef(oid), 12) as line
  from pg_constraint where conrelid = $1::text::regclass and contype <> 'n' order by conname collate "C"`

const indexesQuery = `
  select lower(left(indexdef, 6)) || substr(indexdef, 7) as line from pg_indexes
  where schemaname = 'public' and tablename = $1::text
    and not exists (select from pg_constraint where conname = indexname and conrelid = $1::text::regclass)
  order by indexname collate "C"`

const policiesQuery = `
  select line from (
    select 0 as place, '' as name, 'alter table ' || relname || ' enable row level security' as line
    from pg_class where oid = $1::text::regclass and relrowsecurity
    union all
    select 1, '', 'alter table ' || relname || ' force row level security'
    from pg_class where oid = $1::text::regclass and relforcerowsecurity
    union all
    select 2, policyname, 'create policy ' || policyname || ' on ' || tablename || ' using ' || qual
    from pg_policies where schemaname = 'public' and tablename = $1::text) as policy
  order by place, name collate "C"`

const rightsQuery = `
  select 'grant ' || string_agg(lower(privilege_type), ', ' order by privilege_type) || ' on ' || $1::text
    || ' to ' || grantee as line
  from information_schema.role_table_grants
  where table_schema = 'public' and table_name = $1::text and grantee = 'camtally_app' group by grantee`

const columnRightsQuery = `
  select 'grant ' || lower(privilege_type) || ' (' || column_name || ') on ' || $1::text || ' to ' || grantee as line
  from information_schema.column_privileges as own
  where table_schema = 'public' and table_name = $1::text and grantee = 'camtally_app' and not exists (
    select from information_schema.role_table_grants as whole
    where whole.table_name = $1::text and whole.grantee = own.grantee and whole.privilege_type = own.privilege_type)
  order by column_name, privilege_type`

const routinesQuery = `
  select pg_get_functiondef(oid) as line from pg_proc where pronamespace = 'public'::regnamespace
  order by proname collate "C"`
