-- 0006_billing.sql: what the ledger adds up to. Projections, but for numbers and documents that have left the house.

create table rate_card (
  hash       text   not null primary key check (length(hash) = 43),     -- of its document
  from_on    date   not null,                                           -- first local day
  n          bigint not null,                                           -- its entry in the seller's ledger
  card       jsonb  not null
);

create table subscription (
  account_id text    not null primary key references account,
  status     text    not null check (status in ('trial', 'active', 'past_due', 'suspended', 'cancelled', 'ended')),
  tier       text    not null,
  frequency  text    not null check (frequency in ('monthly', 'yearly')),
  state      jsonb   not null,                                          -- the whole of it, as the domain folded it
  version    integer not null default 1 check (version > 0),
  n          bigint  not null                                           -- the newest entry folded in
);
call keep_apart('subscription');

-- Closed once (R6, R10). A correction is a new row of a higher revision; nothing is updated.
create table day_count (
  account_id    text    not null references account,
  day           date    not null,                                       -- local day in the account's time zone
  revision      integer not null check (revision > 0),
  from_minute   bigint  not null,
  to_minute     bigint  not null check (to_minute >= from_minute),      -- exclusive
  connected     integer not null check (connected >= 0),
  included      integer not null check (included >= 0),
  billable      integer not null check (billable between 0 and greatest(0, connected - included)),  -- 0 when waived
  is_incomplete boolean not null,
  details       jsonb   not null default '{}',                          -- cameras and coverage of the day
  n             bigint  not null,                                       -- the close's or the correction's entry
  closed_at     bigint  not null,                                       -- ms
  primary key (account_id, day, revision)
);
call keep_apart('day_count');

-- Gapless: next is taken in the transaction that finalizes, in the order in which documents become final (R32).
create table number_series (
  series text   not null primary key check (series in ('invoice', 'creditNote')),
  next   bigint not null check (next > 0)
);
insert into number_series (series, next) values ('invoice', 1), ('creditNote', 1);

-- Final ones only: a draft is computed when asked for and has no number (R32).
create table invoice (
  account_id   text          not null references account,
  invoice_id   text          not null check (invoice_id ~ '^inv_[a-z2-7]{12}$'),
  series       text          not null references number_series,
  number       bigint        not null check (number > 0),
  unique_key   text          not null,                                  -- (kind, period start) or its change (R32)
  kind         text          not null,
  period_from  date,
  period_to    date,                                                    -- exclusive
  issued_on    date          not null,
  currency     text          not null,
  net_minor    numeric(20,0) not null,
  tax_minor    numeric(20,0) not null,
  gross_minor  numeric(20,0) not null,
  due_minor    numeric(20,0) not null,
  document     jsonb         not null,                                  -- the invoice as the domain made it
  n            bigint        not null,                                  -- its ledger entry
  final_at     bigint        not null,                                  -- ms
  paid_at      bigint,                                                  -- ms
  primary key (account_id, invoice_id),
  unique (account_id, unique_key)
);
create unique index invoice_by_number on invoice (series, number);
call keep_apart('invoice');

-- Files that go with it: invoice.pdf, report.pdf, report.json, report.csv.
create table invoice_document (
  account_id text  not null,
  invoice_id text  not null,
  name       text  not null,
  media_type text  not null,
  hash       text  not null check (length(hash) = 43),
  body       bytea not null,
  primary key (account_id, invoice_id, name),
  foreign key (account_id, invoice_id) references invoice
);
call keep_apart('invoice_document');

grant select, insert on rate_card, day_count, invoice_document to camtally_app;
grant select, insert, update on subscription to camtally_app;
grant select, insert on invoice to camtally_app;
grant update (paid_at) on invoice to camtally_app;
grant select, update on number_series to camtally_app;
