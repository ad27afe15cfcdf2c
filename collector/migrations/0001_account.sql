-- 0001_account.sql: who is billed, where, and who may call the API. Times are milliseconds since 1970 (bigint) given by
-- the caller's clock: SQL never asks what time it is, and never computes a local day.

-- Every table of an account is forced under this rule, for its owner too: a row is seen and written only in a
-- transaction that named its account, or that said deliberately that it works for all of them ('*').
create procedure keep_apart(named regclass)
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', named);
  execute format('alter table %s force row level security', named);
  execute format(
    'create policy own_account on %s using (account_id = (select current_setting(''camtally.account'', true)))', named);
  execute format(
    'create policy every_account on %s using ((select current_setting(''camtally.account'', true)) = ''*'')', named);
end
$$;

create table account (
  account_id text    not null primary key check (account_id ~ '^acc_[a-z2-7]{12}$'),
  ledger_id  text    not null unique check (length(ledger_id) = 22),    -- 16 random bytes, base64url: `a` in entries
  name       text    not null,
  time_zone  text    not null,                                          -- IANA name
  currency   text    not null check (currency ~ '^[A-Z]{3}$'),
  details    jsonb   not null default '{}',                             -- address, tax ids and settings, as last stated
  version    integer not null default 1 check (version > 0),            -- the ETag; +1 at each change
  created_at bigint  not null,                                          -- ms
  ended_at   bigint                                                     -- ms
);
call keep_apart('account');

create table site (
  account_id text    not null references account,
  site_id    text    not null check (site_id ~ '^site_[a-z2-7]{12}$'),
  name       text    not null,
  details    jsonb   not null default '{}',
  version    integer not null default 1 check (version > 0),
  created_at bigint  not null,                                          -- ms
  primary key (account_id, site_id)
);
call keep_apart('site');

-- Bearer tokens at rest as SHA-256; 32 random bytes need no slower hash. account_id '*' is an operator's.
create table token (
  account_id  text   not null,
  token_id    text   not null,
  hash        text   not null unique check (length(hash) = 43),
  role        text   not null check (role in ('ops', 'customer', 'auditor')),
  name        text   not null,
  created_at  bigint not null,                                          -- ms
  expires_at  bigint,                                                   -- ms
  revoked_at  bigint,                                                   -- ms
  primary key (account_id, token_id),
  check (role = 'auditor' or (account_id = '*') = (role = 'ops'))         -- an auditor reads one account or all
);
call keep_apart('token');

-- The same POST twice with one key earns one effect and one answer (style 11). caller: the token that sent it.
create table idempotency_key (
  account_id text    not null,
  caller     text    not null,
  key        text    not null check (length(key) between 1 and 255),
  request    text    not null check (length(request) = 43),             -- SHA-256 of method, path and body
  status     integer,                                                   -- null while the first one still runs
  answer     text,
  created_at bigint  not null,                                          -- ms
  primary key (account_id, caller, key)
);
call keep_apart('idempotency_key');

grant select, insert, update on account, site, token to camtally_app;
grant select, insert, update, delete on idempotency_key to camtally_app;
