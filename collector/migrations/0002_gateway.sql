-- 0002_gateway.sql: machines at sites, their keys, and how they are enrolled (protocol 7).

create table gateway (
  account_id    text    not null references account,                    -- who holds it now
  gateway_id    text    not null check (gateway_id ~ '^gw_[a-z2-7]{12}$'),
  site_id       text    not null,
  name          text    not null,
  epoch         integer not null default 0 check (epoch >= 0),          -- of the newest enrollment; 0 before the first
  password_hash text    check (length(password_hash) = 43),             -- SHA-256 of 32 random bytes; MQTT only
  created_at    bigint  not null,                                       -- ms
  approved_at   bigint,                                                 -- ms
  retired_at    bigint,                                                 -- ms
  version       integer not null default 1 check (version > 0),
  primary key (account_id, gateway_id),
  foreign key (account_id, site_id) references site
);
create unique index gateway_by_id on gateway (gateway_id);
call keep_apart('gateway');

-- One key at a time within an epoch; an older one stays, so that what it signed can be checked. One (gateway, epoch)
-- belongs to one account for ever, and a key to one gateway.
create table gateway_key (
  account_id text    not null references account,
  gateway_id text    not null,
  epoch      integer not null check (epoch > 0),
  kid        text    not null unique check (length(kid) = 43),          -- RFC 7638 thumbprint
  public_key bytea   not null check (octet_length(public_key) = 32),
  from_at    bigint  not null,                                          -- ms
  revoked_at bigint,                                                    -- ms; from then on uncounted
  primary key (account_id, gateway_id, epoch, kid)
);
create index gateway_key_by_gateway on gateway_key (gateway_id);
call keep_apart('gateway_key');

-- clm_<claim_id>_<secret>: the secret is kept as SHA-256 and used by one atomic statement.
create table claim (
  account_id  text    not null references account,
  claim_id    text    not null check (claim_id ~ '^[a-z2-7]{12}$'),
  site_id     text    not null,
  name        text    not null,                                         -- the gateway's name to be
  secret_hash text    not null check (length(secret_hash) = 43),
  replaces    text,                                                     -- gateway of a re-image: epoch + 1
  created_at  bigint  not null,                                         -- ms
  expires_at  bigint  not null check (expires_at > created_at),         -- ms
  used_at     bigint,                                                   -- ms
  used_by     text,                                                     -- enrollment
  revoked_at  bigint,                                                   -- ms
  primary key (account_id, claim_id),
  foreign key (account_id, site_id) references site
);
create unique index claim_by_id on claim (claim_id);
call keep_apart('claim');

-- Five bad proofs from one address lock a claim for it for 15 minutes.
create table claim_failure (
  account_id text   not null,
  claim_id   text   not null,
  address    text   not null,
  failed_at  bigint not null                                            -- ms
);
create index claim_failure_by_claim on claim_failure (account_id, claim_id, address, failed_at);
call keep_apart('claim_failure');

create table enrollment (
  account_id    text    not null references account,
  enrollment_id text    not null check (enrollment_id ~ '^enr_[a-z2-7]{12}$'),
  claim_id      text    not null,
  gateway_id    text    not null,
  epoch         integer not null check (epoch > 0),
  public_key    bytea   not null check (octet_length(public_key) = 32),
  nonce         text    not null check (length(nonce) = 43),
  expires_at    bigint  not null,                                       -- ms
  proof_hash    text,                                                   -- the same proof earns the same answer
  answer        text,                                                   -- JSON as sent, without the MQTT password
  completed_at  bigint,                                                 -- ms
  primary key (account_id, enrollment_id)
);
create unique index enrollment_by_id on enrollment (enrollment_id);
call keep_apart('enrollment');

-- Unsigned, information only: what the gateway last said of itself, and camera names where the site allows them.
create table gateway_status (
  account_id text   not null references account,
  gateway_id text   not null,
  state      text   not null check (state in ('online', 'offline')),
  details    jsonb  not null,
  said_at    bigint not null,                                           -- ms, when it came
  primary key (account_id, gateway_id)
);
call keep_apart('gateway_status');

create table camera_name (
  account_id text   not null references account,
  key        text   collate "C" not null check (length(key) = 22),
  name       text   not null,
  named_at   bigint not null,                                           -- ms
  primary key (account_id, key)
);
call keep_apart('camera_name');

grant select, insert, update on gateway, gateway_key, claim, enrollment, gateway_status to camtally_app;
grant select, insert, delete on claim_failure to camtally_app;
grant select, insert, update, delete on camera_name to camtally_app;
