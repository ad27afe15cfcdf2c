-- 0005_ledger.sql: every fact a bill depends on besides presence, append-only (protocol 4). The app's role can neither
-- change nor remove an entry or a document.

-- account_id is '*' for the seller's own ledger: rate cards, keys, restores.
create table ledger_entry (
  account_id text   not null,
  ledger_id  text   not null check (length(ledger_id) = 22),
  n          bigint not null check (n > 0),                             -- +1 from 1 within ledger_id
  index      bigint not null unique check (index >= 0),                 -- its leaf in the tree
  kind       text   not null check (kind in ('account', 'site', 'rateCard', 'claim', 'enroll', 'approve', 'rotate',
    'revoke', 'replace', 'retire', 'move', 'fork', 'exclude', 'undo', 'merge', 'unmerge', 'swap', 'subscription',
    'payment', 'freeDays', 'timeZone', 'dayClose', 'correction', 'invoice', 'creditNote', 'restore', 'key', 'admin')),
  t          bigint not null,                                           -- ms, never falling along index
  entry      text   not null check (octet_length(entry) <= 512),        -- the exact bytes
  hash       text   not null check (length(hash) = 43),                 -- SHA-256 of them, base64url
  primary key (ledger_id, n)
);
create index ledger_entry_by_account on ledger_entry (account_id, kind, n);
call keep_apart('ledger_entry');

-- Beside the entry, so that an erased document leaves an entry that says only that something happened.
create table ledger_document (
  account_id text   not null,
  ledger_id  text   not null,
  n          bigint not null,
  salt       bytea  not null check (octet_length(salt) = 32),
  document   bytea  not null,
  primary key (ledger_id, n),
  foreign key (ledger_id, n) references ledger_entry
);
call keep_apart('ledger_document');

create table ledger_head (
  account_id text   not null,
  ledger_id  text   not null primary key check (length(ledger_id) = 22),
  n          bigint not null default 0 check (n >= 0),
  hash       text   not null check (length(hash) = 43),                 -- of entry n; 32 zero bytes before the first
  index      bigint                                                     -- of entry n
);
call keep_apart('ledger_head');

-- Locked by whoever appends, in the transaction of the entry's effect: so an index has no hole and t never falls.
create table ledger_tip (
  only_row boolean primary key default true check (only_row),
  size     bigint  not null check (size >= 0),                          -- entries in all
  t        bigint  not null,                                            -- ms, of the newest entry
  restores integer not null default 0                                   -- `rs` of receipts
);
insert into ledger_tip (size, t) values (0, 0);

-- Rows of a close that are too large or too many for its document, by hash: statements decide them (evidence "Closes").
create table close_row (
  account_id text    not null,
  ledger_id  text    not null,
  n          bigint  not null,
  gateway_id text    not null,
  epoch      integer not null,
  hash       text    not null check (length(hash) = 43),
  body       bytea   not null,
  primary key (ledger_id, n, gateway_id, epoch)
);
call keep_apart('close_row');

grant select, insert on ledger_entry, ledger_document, close_row to camtally_app;
grant select, insert, update on ledger_head to camtally_app;
grant select, update on ledger_tip to camtally_app;
