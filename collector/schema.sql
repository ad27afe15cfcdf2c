-- The result of collector/migrations, held by collector/src/store/schema.test.ts. Do not edit: run
-- CAMTALLY_WRITE_SCHEMA=1 npx tap collector/src/store/schema.test.ts

create table account (
  account_id text not null,
  ledger_id text not null,
  name text not null,
  time_zone text not null,
  currency text not null,
  details jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at bigint not null,
  ended_at bigint,
  constraint account_account_id_check check ((account_id ~ '^acc_[a-z2-7]{12}$'::text)),
  constraint account_currency_check check ((currency ~ '^[A-Z]{3}$'::text)),
  constraint account_ledger_id_check check ((length(ledger_id) = 22)),
  constraint account_ledger_id_key unique (ledger_id),
  constraint account_pkey primary key (account_id),
  constraint account_version_check check ((version > 0))
);
alter table account enable row level security;
alter table account force row level security;
create policy every_account on account using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on account using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on account to camtally_app;

create table agreement (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  day date not null,
  close text not null,
  ok boolean not null,
  diff text,
  arrived_at bigint not null,
  hash text collate "C" not null,
  constraint agreement_pkey primary key (account_id, gateway_id, epoch, day, close, hash)
);
alter table agreement enable row level security;
alter table agreement force row level security;
create policy every_account on agreement using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on agreement using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on agreement to camtally_app;

create table arrival_fence (
  only_row boolean default true not null,
  at bigint not null,
  constraint arrival_fence_only_row_check check (only_row),
  constraint arrival_fence_pkey primary key (only_row)
);
grant select, update on arrival_fence to camtally_app;

create table awaiting_inventory (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  inventory text collate "C" not null,
  seq bigint not null,
  hash text collate "C" not null,
  arrived_at bigint not null,
  m bigint not null,
  n integer not null,
  jws text not null,
  constraint awaiting_inventory_pkey primary key (account_id, gateway_id, epoch, inventory, seq, hash)
);
alter table awaiting_inventory enable row level security;
alter table awaiting_inventory force row level security;
create policy every_account on awaiting_inventory using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on awaiting_inventory using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on awaiting_inventory to camtally_app;

create table camera_key (
  account_id text not null,
  key text collate "C" not null,
  camera text collate "C" not null,
  constraint camera_key_check check (((length(camera) = 22) AND (camera <= key))),
  constraint camera_key_key_check check ((length(key) = 22)),
  constraint camera_key_pkey primary key (account_id, key)
);
alter table camera_key enable row level security;
alter table camera_key force row level security;
create policy every_account on camera_key using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on camera_key using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on camera_key to camtally_app;

create table camera_name (
  account_id text not null,
  key text collate "C" not null,
  name text not null,
  named_at bigint not null,
  constraint camera_name_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint camera_name_key_check check ((length(key) = 22)),
  constraint camera_name_pkey primary key (account_id, key)
);
alter table camera_name enable row level security;
alter table camera_name force row level security;
create policy every_account on camera_name using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on camera_name using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on camera_name to camtally_app;

create table chain (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  enrolled text,
  runs jsonb default '[]'::jsonb not null,
  sides jsonb default '[]'::jsonb not null,
  stored bigint default 0 not null,
  receipt_at bigint default 0 not null,
  constraint chain_enrolled_check check ((length(enrolled) = 43)),
  constraint chain_epoch_check check ((epoch > 0)),
  constraint chain_pkey primary key (account_id, gateway_id, epoch),
  constraint chain_stored_check check ((stored >= 0))
);
create INDEX chain_by_gateway ON public.chain USING btree (gateway_id, epoch);
alter table chain enable row level security;
alter table chain force row level security;
create policy every_account on chain using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on chain using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on chain to camtally_app;

create table claim (
  account_id text not null,
  claim_id text not null,
  site_id text not null,
  name text not null,
  secret_hash text not null,
  replaces text,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  used_by text,
  revoked_at bigint,
  constraint claim_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint claim_account_id_site_id_fkey foreign key (account_id, site_id) REFERENCES site(account_id, site_id) DEFERRABLE,
  constraint claim_check check ((expires_at > created_at)),
  constraint claim_claim_id_check check ((claim_id ~ '^[a-z2-7]{12}$'::text)),
  constraint claim_pkey primary key (account_id, claim_id),
  constraint claim_secret_hash_check check ((length(secret_hash) = 43))
);
create UNIQUE INDEX claim_by_id ON public.claim USING btree (claim_id);
alter table claim enable row level security;
alter table claim force row level security;
create policy every_account on claim using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on claim using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on claim to camtally_app;

create table claim_failure (
  account_id text not null,
  claim_id text not null,
  address text not null,
  failed_at bigint not null
);
create INDEX claim_failure_by_claim ON public.claim_failure USING btree (account_id, claim_id, address, failed_at);
alter table claim_failure enable row level security;
alter table claim_failure force row level security;
create policy every_account on claim_failure using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on claim_failure using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select on claim_failure to camtally_app;

create table close_row (
  account_id text not null,
  ledger_id text not null,
  n bigint not null,
  gateway_id text not null,
  epoch integer not null,
  hash text not null,
  body bytea not null,
  constraint close_row_hash_check check ((length(hash) = 43)),
  constraint close_row_pkey primary key (ledger_id, n, gateway_id, epoch)
);
alter table close_row enable row level security;
alter table close_row force row level security;
create policy every_account on close_row using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on close_row using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on close_row to camtally_app;

create table collector_tick (
  only_row boolean default true not null,
  at bigint not null,
  constraint collector_tick_only_row_check check (only_row),
  constraint collector_tick_pkey primary key (only_row)
);
grant select, update on collector_tick to camtally_app;

create table coverage (
  account_id text not null,
  utc_day integer not null,
  gateway_id text not null,
  epoch integer not null,
  covered bit(1440) not null,
  stated bit(1440) not null,
  constraint coverage_pkey primary key (account_id, utc_day, gateway_id, epoch)
) with (fillfactor=80);
alter table coverage enable row level security;
alter table coverage force row level security;
create policy every_account on coverage using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on coverage using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on coverage to camtally_app;

create table day_count (
  account_id text not null,
  day date not null,
  revision integer not null,
  from_minute bigint not null,
  to_minute bigint not null,
  connected integer not null,
  included integer not null,
  billable integer not null,
  is_incomplete boolean not null,
  details jsonb default '{}'::jsonb not null,
  n bigint not null,
  closed_at bigint not null,
  constraint day_count_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint day_count_check check ((to_minute >= from_minute)),
  constraint day_count_check1 check (((billable >= 0) AND (billable <= GREATEST(0, (connected - included))))),
  constraint day_count_connected_check check ((connected >= 0)),
  constraint day_count_included_check check ((included >= 0)),
  constraint day_count_pkey primary key (account_id, day, revision),
  constraint day_count_revision_check check ((revision > 0))
);
alter table day_count enable row level security;
alter table day_count force row level security;
create policy every_account on day_count using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on day_count using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on day_count to camtally_app;

create table enrollment (
  account_id text not null,
  enrollment_id text not null,
  claim_id text not null,
  gateway_id text not null,
  epoch integer not null,
  public_key bytea not null,
  nonce text not null,
  expires_at bigint not null,
  proof_hash text,
  answer text,
  completed_at bigint,
  constraint enrollment_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint enrollment_enrollment_id_check check ((enrollment_id ~ '^enr_[a-z2-7]{12}$'::text)),
  constraint enrollment_epoch_check check ((epoch > 0)),
  constraint enrollment_nonce_check check ((length(nonce) = 43)),
  constraint enrollment_pkey primary key (account_id, enrollment_id),
  constraint enrollment_public_key_check check ((octet_length(public_key) = 32))
);
create UNIQUE INDEX enrollment_by_id ON public.enrollment USING btree (enrollment_id);
alter table enrollment enable row level security;
alter table enrollment force row level security;
create policy every_account on enrollment using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on enrollment using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on enrollment to camtally_app;

create table fork (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  seq bigint not null,
  hash text collate "C" not null,
  found_at bigint not null,
  n bigint,
  constraint fork_pkey primary key (account_id, gateway_id, epoch, seq, hash)
);
create INDEX fork_without_entry ON public.fork USING btree (found_at) WHERE (n IS NULL);
alter table fork enable row level security;
alter table fork force row level security;
create policy every_account on fork using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on fork using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on fork to camtally_app;

create table gap (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  from_minute bigint not null,
  to_minute bigint not null,
  why text not null,
  hash text collate "C" not null,
  constraint gap_check check ((to_minute > from_minute)),
  constraint gap_pkey primary key (account_id, gateway_id, epoch, from_minute, hash),
  constraint gap_why_check check ((why = ANY (ARRAY['off'::text, 'update'::text, 'overload'::text, 'clock'::text, 'unknown'::text])))
);
alter table gap enable row level security;
alter table gap force row level security;
create policy every_account on gap using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on gap using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on gap to camtally_app;

create table gateway (
  account_id text not null,
  gateway_id text not null,
  site_id text not null,
  name text not null,
  epoch integer default 0 not null,
  password_hash text,
  created_at bigint not null,
  approved_at bigint,
  retired_at bigint,
  version integer default 1 not null,
  constraint gateway_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint gateway_account_id_site_id_fkey foreign key (account_id, site_id) REFERENCES site(account_id, site_id) DEFERRABLE,
  constraint gateway_epoch_check check ((epoch >= 0)),
  constraint gateway_gateway_id_check check ((gateway_id ~ '^gw_[a-z2-7]{12}$'::text)),
  constraint gateway_password_hash_check check ((length(password_hash) = 43)),
  constraint gateway_pkey primary key (account_id, gateway_id),
  constraint gateway_version_check check ((version > 0))
);
create UNIQUE INDEX gateway_by_id ON public.gateway USING btree (gateway_id);
alter table gateway enable row level security;
alter table gateway force row level security;
create policy every_account on gateway using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on gateway using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on gateway to camtally_app;

create table gateway_key (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  kid text not null,
  public_key bytea not null,
  from_at bigint not null,
  revoked_at bigint,
  constraint gateway_key_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint gateway_key_epoch_check check ((epoch > 0)),
  constraint gateway_key_kid_check check ((length(kid) = 43)),
  constraint gateway_key_kid_key unique (kid),
  constraint gateway_key_pkey primary key (account_id, gateway_id, epoch, kid),
  constraint gateway_key_public_key_check check ((octet_length(public_key) = 32))
);
create INDEX gateway_key_by_gateway ON public.gateway_key USING btree (gateway_id);
alter table gateway_key enable row level security;
alter table gateway_key force row level security;
create policy every_account on gateway_key using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on gateway_key using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on gateway_key to camtally_app;

create table gateway_status (
  account_id text not null,
  gateway_id text not null,
  state text not null,
  details jsonb not null,
  said_at bigint not null,
  constraint gateway_status_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint gateway_status_pkey primary key (account_id, gateway_id),
  constraint gateway_status_state_check check ((state = ANY (ARRAY['online'::text, 'offline'::text])))
);
alter table gateway_status enable row level security;
alter table gateway_status force row level security;
create policy every_account on gateway_status using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on gateway_status using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on gateway_status to camtally_app;

create table idempotency_key (
  account_id text not null,
  caller text not null,
  key text not null,
  request text not null,
  status integer,
  answer text,
  created_at bigint not null,
  constraint idempotency_key_key_check check (((length(key) >= 1) AND (length(key) <= 255))),
  constraint idempotency_key_pkey primary key (account_id, caller, key),
  constraint idempotency_key_request_check check ((length(request) = 43))
);
alter table idempotency_key enable row level security;
alter table idempotency_key force row level security;
create policy every_account on idempotency_key using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on idempotency_key using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on idempotency_key to camtally_app;

create table inventory (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  hash text collate "C" not null,
  seq bigint not null,
  prev text not null,
  part integer not null,
  parts integer not null,
  keys jsonb not null,
  sources jsonb not null,
  secret text not null,
  arrived_at bigint not null,
  constraint inventory_check check (((part >= 1) AND (part <= parts))),
  constraint inventory_parts_check check (((parts >= 1) AND (parts <= 16))),
  constraint inventory_pkey primary key (account_id, gateway_id, epoch, hash)
);
alter table inventory enable row level security;
alter table inventory force row level security;
create policy every_account on inventory using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on inventory using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on inventory to camtally_app;

create table inventory_set (
  account_id text not null,
  digest text collate "C" not null,
  keys jsonb not null,
  seen_at bigint not null,
  gateway_id text collate "C" not null,
  epoch integer not null,
  seq bigint not null,
  constraint inventory_set_digest_check check ((length(digest) = 43)),
  constraint inventory_set_pkey primary key (account_id, digest)
);
alter table inventory_set enable row level security;
alter table inventory_set force row level security;
create policy every_account on inventory_set using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on inventory_set using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on inventory_set to camtally_app;

create table invoice (
  account_id text not null,
  invoice_id text not null,
  series text not null,
  number bigint not null,
  unique_key text not null,
  kind text not null,
  period_from date,
  period_to date,
  issued_on date not null,
  currency text not null,
  net_minor numeric(20,0) not null,
  tax_minor numeric(20,0) not null,
  gross_minor numeric(20,0) not null,
  due_minor numeric(20,0) not null,
  document jsonb not null,
  n bigint not null,
  final_at bigint not null,
  paid_at bigint,
  constraint invoice_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint invoice_account_id_unique_key_key unique (account_id, unique_key),
  constraint invoice_invoice_id_check check ((invoice_id ~ '^inv_[a-z2-7]{12}$'::text)),
  constraint invoice_number_check check ((number > 0)),
  constraint invoice_pkey primary key (account_id, invoice_id),
  constraint invoice_series_fkey foreign key (series) REFERENCES number_series(series)
);
create UNIQUE INDEX invoice_by_number ON public.invoice USING btree (series, number);
alter table invoice enable row level security;
alter table invoice force row level security;
create policy every_account on invoice using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on invoice using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on invoice to camtally_app;
grant update (paid_at) on invoice to camtally_app;

create table invoice_document (
  account_id text not null,
  invoice_id text not null,
  name text not null,
  media_type text not null,
  hash text not null,
  body bytea not null,
  constraint invoice_document_account_id_invoice_id_fkey foreign key (account_id, invoice_id) REFERENCES invoice(account_id, invoice_id) DEFERRABLE,
  constraint invoice_document_hash_check check ((length(hash) = 43)),
  constraint invoice_document_pkey primary key (account_id, invoice_id, name)
);
alter table invoice_document enable row level security;
alter table invoice_document force row level security;
create policy every_account on invoice_document using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on invoice_document using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on invoice_document to camtally_app;

create table job_due (
  account_id text not null,
  job text not null,
  key text not null,
  due_at bigint not null,
  attempts integer default 0 not null,
  failed text,
  constraint job_due_pkey primary key (account_id, job, key)
);
create INDEX job_due_by_time ON public.job_due USING btree (due_at);
alter table job_due enable row level security;
alter table job_due force row level security;
create policy every_account on job_due using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on job_due using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on job_due to camtally_app;

create table job_run (
  job text not null,
  succeeded_at bigint not null,
  constraint job_run_pkey primary key (job)
);
grant insert, select, update on job_run to camtally_app;

create table ledger_document (
  account_id text not null,
  ledger_id text not null,
  n bigint not null,
  salt bytea not null,
  document bytea not null,
  constraint ledger_document_ledger_id_n_fkey foreign key (ledger_id, n) REFERENCES ledger_entry(ledger_id, n),
  constraint ledger_document_pkey primary key (ledger_id, n),
  constraint ledger_document_salt_check check ((octet_length(salt) = 32))
);
alter table ledger_document enable row level security;
alter table ledger_document force row level security;
create policy every_account on ledger_document using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on ledger_document using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on ledger_document to camtally_app;

create table ledger_entry (
  account_id text not null,
  ledger_id text not null,
  n bigint not null,
  index bigint not null,
  kind text not null,
  t bigint not null,
  entry text not null,
  hash text not null,
  constraint ledger_entry_entry_check check ((octet_length(entry) <= 512)),
  constraint ledger_entry_hash_check check ((length(hash) = 43)),
  constraint ledger_entry_index_check check ((index >= 0)),
  constraint ledger_entry_index_key unique (index),
  constraint ledger_entry_kind_check check ((kind = ANY (ARRAY['account'::text, 'site'::text, 'rateCard'::text, 'claim'::text, 'enroll'::text, 'approve'::text, 'rotate'::text, 'revoke'::text, 'replace'::text, 'retire'::text, 'move'::text, 'fork'::text, 'exclude'::text, 'undo'::text, 'merge'::text, 'unmerge'::text, 'swap'::text, 'subscription'::text, 'payment'::text, 'freeDays'::text, 'timeZone'::text, 'dayClose'::text, 'correction'::text, 'invoice'::text, 'creditNote'::text, 'restore'::text, 'key'::text, 'admin'::text]))),
  constraint ledger_entry_ledger_id_check check ((length(ledger_id) = 22)),
  constraint ledger_entry_n_check check ((n > 0)),
  constraint ledger_entry_pkey primary key (ledger_id, n)
);
create INDEX ledger_entry_by_account ON public.ledger_entry USING btree (account_id, kind, n);
alter table ledger_entry enable row level security;
alter table ledger_entry force row level security;
create policy every_account on ledger_entry using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on ledger_entry using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on ledger_entry to camtally_app;

create table ledger_head (
  account_id text not null,
  ledger_id text not null,
  n bigint default 0 not null,
  hash text not null,
  index bigint,
  constraint ledger_head_hash_check check ((length(hash) = 43)),
  constraint ledger_head_ledger_id_check check ((length(ledger_id) = 22)),
  constraint ledger_head_n_check check ((n >= 0)),
  constraint ledger_head_pkey primary key (ledger_id)
);
alter table ledger_head enable row level security;
alter table ledger_head force row level security;
create policy every_account on ledger_head using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on ledger_head using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on ledger_head to camtally_app;

create table ledger_tip (
  only_row boolean default true not null,
  size bigint not null,
  t bigint not null,
  restores integer default 0 not null,
  constraint ledger_tip_only_row_check check (only_row),
  constraint ledger_tip_pkey primary key (only_row),
  constraint ledger_tip_size_check check ((size >= 0))
);
grant select, update on ledger_tip to camtally_app;

create table not_understood (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  seq bigint not null,
  hash text collate "C" not null,
  fault text not null,
  arrived_at bigint not null,
  constraint not_understood_pkey primary key (account_id, gateway_id, epoch, seq, hash)
);
alter table not_understood enable row level security;
alter table not_understood force row level security;
create policy every_account on not_understood using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on not_understood using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on not_understood to camtally_app;

create table number_series (
  series text not null,
  next bigint not null,
  constraint number_series_next_check check ((next > 0)),
  constraint number_series_pkey primary key (series),
  constraint number_series_series_check check ((series = ANY (ARRAY['invoice'::text, 'creditNote'::text])))
);
grant select, update on number_series to camtally_app;

create table presence (
  account_id text not null,
  utc_day integer not null,
  gateway_id text not null,
  epoch integer not null,
  camera_key text collate "C" not null,
  minutes bit(1440) not null,
  lowest_rank smallint not null,
  constraint presence_camera_key_check check ((length(camera_key) = 22)),
  constraint presence_lowest_rank_check check (((lowest_rank >= 2) AND (lowest_rank <= 4))),
  constraint presence_pkey primary key (account_id, utc_day, gateway_id, epoch, camera_key)
) with (fillfactor=80);
alter table presence enable row level security;
alter table presence force row level security;
create policy every_account on presence using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on presence using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on presence to camtally_app;

create table projection (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  serial bigint default 0 not null,
  constraint projection_pkey primary key (account_id, gateway_id, epoch)
);
alter table projection enable row level security;
alter table projection force row level security;
create policy every_account on projection using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on projection using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on projection to camtally_app;

create table rate_card (
  hash text not null,
  from_on date not null,
  n bigint not null,
  card jsonb not null,
  constraint rate_card_hash_check check ((length(hash) = 43)),
  constraint rate_card_pkey primary key (hash)
);
grant insert, select on rate_card to camtally_app;

create table receipt (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  signed_at bigint not null,
  hash text collate "C" not null,
  jws text not null,
  constraint receipt_epoch_check check ((epoch > 0)),
  constraint receipt_hash_check check ((length(hash) = 43)),
  constraint receipt_pkey primary key (account_id, gateway_id, signed_at)
);
alter table receipt enable row level security;
alter table receipt force row level security;
create policy every_account on receipt using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on receipt using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on receipt to camtally_app;

create table refused (
  account_id text not null,
  gateway_id text not null,
  n bigint generated always as identity not null,
  refused_at bigint not null,
  code text not null,
  hash text not null,
  size_bytes integer not null,
  constraint refused_pkey primary key (account_id, gateway_id, n)
);
alter table refused enable row level security;
alter table refused force row level security;
create policy every_account on refused using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on refused using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select on refused to camtally_app;

create table schema_migration (
  number integer not null,
  name text not null,
  hash text not null,
  applied_at bigint not null,
  constraint schema_migration_pkey primary key (number)
);
grant select on schema_migration to camtally_app;

create table shared_presence (
  account_id text not null,
  utc_day integer not null,
  gateway_id text not null,
  epoch integer not null,
  camera_key text collate "C" not null,
  minutes bit(1440) not null,
  lowest_rank smallint not null,
  constraint shared_presence_camera_key_check check ((length(camera_key) = 22)),
  constraint shared_presence_lowest_rank_check check (((lowest_rank >= 2) AND (lowest_rank <= 4))),
  constraint shared_presence_pkey primary key (account_id, utc_day, gateway_id, epoch, camera_key)
);
alter table shared_presence enable row level security;
alter table shared_presence force row level security;
create policy every_account on shared_presence using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on shared_presence using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on shared_presence to camtally_app;

create table shared_row (
  account_id text not null,
  keys text collate "C" not null,
  others jsonb not null,
  constraint shared_row_pkey primary key (account_id, keys)
);
alter table shared_row enable row level security;
alter table shared_row force row level security;
create policy every_account on shared_row using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on shared_row using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on shared_row to camtally_app;

create table site (
  account_id text not null,
  site_id text not null,
  name text not null,
  details jsonb default '{}'::jsonb not null,
  version integer default 1 not null,
  created_at bigint not null,
  constraint site_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint site_pkey primary key (account_id, site_id),
  constraint site_site_id_check check ((site_id ~ '^site_[a-z2-7]{12}$'::text)),
  constraint site_version_check check ((version > 0))
);
alter table site enable row level security;
alter table site force row level security;
create policy every_account on site using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on site using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on site to camtally_app;

create table statement (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  seq bigint not null,
  hash text collate "C" not null,
  arrived_at bigint not null,
  serial bigint not null,
  is_side boolean not null,
  kind text not null,
  code text,
  jws text not null,
  constraint statement_code_check check ((code = ANY (ARRAY['NOT_UNDERSTOOD'::text, 'REVOKED'::text]))),
  constraint statement_epoch_check check ((epoch > 0)),
  constraint statement_hash_check check ((length(hash) = 43)),
  constraint statement_pkey primary key (account_id, gateway_id, epoch, seq, hash, arrived_at),
  constraint statement_seq_check check ((seq > 0)),
  constraint statement_serial_check check ((serial > 0))
) partition by RANGE (arrived_at);
create INDEX statement_by_serial ON ONLY public.statement USING btree (account_id, gateway_id, epoch, serial);
alter table statement enable row level security;
alter table statement force row level security;
create policy every_account on statement using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on statement using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select on statement to camtally_app;

create table statement_default (
  account_id text not null,
  gateway_id text not null,
  epoch integer not null,
  seq bigint not null,
  hash text collate "C" not null,
  arrived_at bigint not null,
  serial bigint not null,
  is_side boolean not null,
  kind text not null,
  code text,
  jws text not null,
  constraint statement_code_check check ((code = ANY (ARRAY['NOT_UNDERSTOOD'::text, 'REVOKED'::text]))),
  constraint statement_default_pkey primary key (account_id, gateway_id, epoch, seq, hash, arrived_at),
  constraint statement_epoch_check check ((epoch > 0)),
  constraint statement_hash_check check ((length(hash) = 43)),
  constraint statement_seq_check check ((seq > 0)),
  constraint statement_serial_check check ((serial > 0))
) partition of statement DEFAULT;
create INDEX statement_default_account_id_gateway_id_epoch_serial_idx ON public.statement_default USING btree (account_id, gateway_id, epoch, serial);
alter table statement_default enable row level security;
alter table statement_default force row level security;
create policy every_account on statement_default using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on statement_default using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));

create table subscription (
  account_id text not null,
  status text not null,
  tier text not null,
  frequency text not null,
  state jsonb not null,
  version integer default 1 not null,
  n bigint not null,
  constraint subscription_account_id_fkey foreign key (account_id) REFERENCES account(account_id) DEFERRABLE,
  constraint subscription_frequency_check check ((frequency = ANY (ARRAY['monthly'::text, 'yearly'::text]))),
  constraint subscription_pkey primary key (account_id),
  constraint subscription_status_check check ((status = ANY (ARRAY['trial'::text, 'active'::text, 'past_due'::text, 'suspended'::text, 'cancelled'::text, 'ended'::text]))),
  constraint subscription_version_check check ((version > 0))
);
alter table subscription enable row level security;
alter table subscription force row level security;
create policy every_account on subscription using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on subscription using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on subscription to camtally_app;

create table token (
  account_id text not null,
  token_id text not null,
  hash text not null,
  role text not null,
  name text not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint,
  constraint token_check check (((role = 'auditor'::text) OR ((account_id = '*'::text) = (role = 'ops'::text)))),
  constraint token_hash_check check ((length(hash) = 43)),
  constraint token_hash_key unique (hash),
  constraint token_pkey primary key (account_id, token_id),
  constraint token_role_check check ((role = ANY (ARRAY['ops'::text, 'customer'::text, 'auditor'::text])))
);
alter table token enable row level security;
alter table token force row level security;
create policy every_account on token using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on token using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant insert, select, update on token to camtally_app;

create table uncounted (
  account_id text not null,
  utc_day integer not null,
  gateway_id text not null,
  epoch integer not null,
  camera_key text collate "C" not null,
  code text not null,
  minutes bit(1440) not null,
  constraint uncounted_code_check check ((code = ANY (ARRAY['REVOKED'::text, 'TIME_EARLY'::text, 'TIME_LATE'::text]))),
  constraint uncounted_pkey primary key (account_id, utc_day, gateway_id, epoch, camera_key, code)
);
alter table uncounted enable row level security;
alter table uncounted force row level security;
create policy every_account on uncounted using (( SELECT current_setting('camtally.account'::text, true) AS current_setting) = '*'::text);
create policy own_account on uncounted using (account_id = ( SELECT current_setting('camtally.account'::text, true) AS current_setting));
grant delete, insert, select, update on uncounted to camtally_app;

CREATE OR REPLACE PROCEDURE public.keep_apart(IN named regclass)
 LANGUAGE plpgsql
AS $procedure$
begin
  execute format('alter table %s enable row level security', named);
  execute format('alter table %s force row level security', named);
  execute format(
    'create policy own_account on %s using (account_id = (select current_setting(''camtally.account'', true)))', named);
  execute format(
    'create policy every_account on %s using ((select current_setting(''camtally.account'', true)) = ''*'')', named);
end
$procedure$;

CREATE OR REPLACE FUNCTION public.keep_statement_month(month text, from_at bigint, to_at bigint)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;
