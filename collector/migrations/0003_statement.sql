-- 0003_statement.sql: what gateways signed, where it stands in its chain, and what was signed back (protocol 3).

-- The bytes as they came. Partitioned by month of arrival, where no unique key over (gateway, epoch, seq) can exist:
-- the chain row, locked, knows what is stored. The app's role can neither change nor remove a row.
create table statement (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null check (epoch > 0),
  seq        bigint  not null check (seq > 0),
  hash       text    collate "C" not null check (length(hash) = 43),
  arrived_at bigint  not null,                                          -- ms: t of the first receipt that names it
  serial     bigint  not null check (serial > 0),                       -- +1 in (gateway, epoch), as stored
  is_side    boolean not null,                                          -- beside the chain; a place never changes
  kind       text    not null,                                          -- '' where it was not understood
  code       text    check (code in ('NOT_UNDERSTOOD', 'REVOKED')),     -- as judged at arrival
  jws        text    not null,
  primary key (account_id, gateway_id, epoch, seq, hash, arrived_at)
) partition by range (arrived_at);
create index statement_by_serial on statement (account_id, gateway_id, epoch, serial);
create table statement_default partition of statement default;          -- what lands here alerts: a month was missing
call keep_apart('statement');
call keep_apart('statement_default');

-- Makes the partition of one month (from, to in ms; name like 2027_04) unless it is there, and moves what had to go to
-- the default one meanwhile. The app's role owns no table, so this runs as the owner; its transaction has to see all
-- accounts.
create function keep_statement_month(month text, from_at bigint, to_at bigint) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  partition text := 'statement_' || month;
begin
  if month !~ '^[0-9]{4}_[0-9]{2}$' then
    raise exception 'month %: expected like 2027_04', month;
  end if;
  perform pg_advisory_xact_lock(7, 1);
  if to_regclass(partition) is not null then
    return false;
  end if;
  execute format('create table %I (like statement including all)', partition);
  if exists (select from statement_default where arrived_at >= from_at and arrived_at < to_at) then
    lock table statement in exclusive mode;
    execute format('insert into %I select * from statement_default where arrived_at >= %s and arrived_at < %s',
                   partition, from_at, to_at);
    delete from statement_default where arrived_at >= from_at and arrived_at < to_at;
  end if;
  execute format('alter table statement attach partition %I for values from (%s) to (%s)', partition, from_at, to_at);
  execute format('call keep_apart(%L)', partition);
  return true;
end
$$;
revoke all on function keep_statement_month from public;

-- One row a (gateway, epoch), locked in gateway order by whoever stores. runs: [[first, last, hash of last, prev of
-- first, opened at]], ascending; sides: the same plus when it last grew. enrolled: hash of the enrollment receipt,
-- which is prev of seq 1.
create table chain (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null check (epoch > 0),
  enrolled   text    check (length(enrolled) = 43),
  runs       jsonb   not null default '[]',
  sides      jsonb   not null default '[]',
  stored     bigint  not null default 0 check (stored >= 0),            -- the newest serial
  receipt_at bigint  not null default 0,                                -- ms: t of the newest receipt
  primary key (account_id, gateway_id, epoch)
);
create index chain_by_gateway on chain (gateway_id, epoch);
call keep_apart('chain');

create table receipt (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null check (epoch > 0),
  signed_at  bigint  not null,                                          -- ms: t, strictly greater than the last one's
  hash       text    collate "C" not null check (length(hash) = 43),
  jws        text    not null,
  primary key (account_id, gateway_id, signed_at)
);
call keep_apart('receipt');

-- A side run that opened; n is its ledger entry once that is made.
create table fork (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null,
  seq        bigint  not null,
  hash       text    collate "C" not null,
  found_at   bigint  not null,                                          -- ms
  n          bigint,
  primary key (account_id, gateway_id, epoch, seq, hash)
);
create index fork_without_entry on fork (found_at) where n is null;
call keep_apart('fork');

-- The newest 100 a gateway. No body: the code says what was wrong, the hash finds it in a gateway's journal.
create table refused (
  account_id text    not null,
  gateway_id text    not null,
  n          bigint  generated always as identity,
  refused_at bigint  not null,                                          -- ms
  code       text    not null,
  hash       text    not null,
  size_bytes integer not null,
  primary key (account_id, gateway_id, n)
);
call keep_apart('refused');

-- Whoever closes a day raises at; whoever receipts chooses a later t. So "receipted with t <= at" is known for good.
create table arrival_fence (
  only_row boolean primary key default true check (only_row),
  at       bigint  not null                                             -- ms
);
insert into arrival_fence (at) values (0);

grant select, insert on statement, receipt to camtally_app;
grant select, insert, update on chain, fork to camtally_app;
grant select, insert, delete on refused to camtally_app;
grant select, update on arrival_fence to camtally_app;
grant execute on function keep_statement_month to camtally_app;
