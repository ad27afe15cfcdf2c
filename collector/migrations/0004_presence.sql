-- 0004_presence.sql: what the statements say, as sets of UTC minutes. All of it is projected from statements and can be
-- thrown away and made again with the same result; a bill is a function of these sets and the ledger.

create table projection (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null,
  serial     bigint  not null default 0,                                -- statements up to here are in the sets below
  primary key (account_id, gateway_id, epoch)
);
call keep_apart('projection');

-- A row a part. keys: the cameras' keys in index order, strongest first: [["k1", "k2"], ["k3"], ...].
create table inventory (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null,
  hash       text    collate "C" not null,
  seq        bigint  not null,
  prev       text    not null,
  part       integer not null check (part between 1 and parts),
  parts      integer not null check (parts between 1 and 16),
  keys       jsonb   not null,
  sources    jsonb   not null,                                          -- src of each camera, in the same order
  secret     text    not null,                                          -- ck: two values in one account alert
  arrived_at bigint  not null,                                          -- ms
  primary key (account_id, gateway_id, epoch, hash)
);
call keep_apart('inventory');

-- Each different list of rows that complete inventories of an account had, once, with its first appearance in the order
-- (seen_at, gateway_id, epoch, seq): what cameras are joined from, whatever order statements came in.
create table inventory_set (
  account_id text    not null,
  digest     text    collate "C" not null check (length(digest) = 43),  -- SHA-256 of keys as sorted JSON text
  keys       jsonb   not null,                                          -- rows of keys, each row strongest first
  seen_at    bigint  not null,                                          -- ms
  gateway_id text    collate "C" not null,
  epoch      integer not null,
  seq        bigint  not null,                                          -- of the last part
  primary key (account_id, digest)
);
call keep_apart('inventory_set');

-- Heartbeats whose inventory has not come yet (INVENTORY_MISSING), to be read again when it does.
create table awaiting_inventory (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null,
  inventory  text    collate "C" not null,
  seq        bigint  not null,
  hash       text    collate "C" not null,
  arrived_at bigint  not null,                                          -- ms
  m          bigint  not null,                                          -- first UTC minute
  n          integer not null,                                          -- minutes
  jws        text    not null,
  primary key (account_id, gateway_id, epoch, inventory, seq, hash)
);
call keep_apart('awaiting_inventory');

-- minutes: bit 0 (leftmost) is 00:00 UTC. camera_key: the first key of the inventory's row; joins are made later, so
-- that forks, moves, exclusions and merges never rewrite a set.
create table presence (
  account_id  text      not null,
  utc_day     integer   not null,                                       -- days since 1970-01-01
  gateway_id  text      not null,
  epoch       integer   not null,
  camera_key  text      collate "C" not null check (length(camera_key) = 22),
  minutes     bit(1440) not null,
  lowest_rank smallint  not null check (lowest_rank between 2 and 4),
  primary key (account_id, utc_day, gateway_id, epoch, camera_key)
) with (fillfactor = 80);
call keep_apart('presence');

-- covered: stated by a counted heartbeat with no camera blind; stated: by any counted heartbeat.
create table coverage (
  account_id text      not null,
  utc_day    integer   not null,
  gateway_id text      not null,
  epoch      integer   not null,
  covered    bit(1440) not null,
  stated     bit(1440) not null,
  primary key (account_id, utc_day, gateway_id, epoch)
) with (fillfactor = 80);
call keep_apart('coverage');

create table gap (
  account_id  text    not null,
  gateway_id  text    not null,
  epoch       integer not null,
  from_minute bigint  not null,
  to_minute   bigint  not null check (to_minute > from_minute),         -- exclusive
  why         text    not null check (why in ('off', 'update', 'overload', 'clock', 'unknown')),
  hash        text    collate "C" not null,
  primary key (account_id, gateway_id, epoch, from_minute, hash)
);
call keep_apart('gap');

-- Signed minutes that do not bill, each with a code. camera_key is '' where no camera is known.
create table uncounted (
  account_id text      not null,
  utc_day    integer   not null,
  gateway_id text      not null,
  epoch      integer   not null,
  camera_key text      collate "C" not null,
  code       text      not null check (code in ('REVOKED', 'TIME_EARLY', 'TIME_LATE')),
  minutes    bit(1440) not null,
  primary key (account_id, utc_day, gateway_id, epoch, camera_key, code)
);
call keep_apart('uncounted');

-- Statements that were stored and not understood; they count after an upgrade that understands them.
create table not_understood (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null,
  seq        bigint  not null,
  hash       text    collate "C" not null,
  fault      text    not null,
  arrived_at bigint  not null,                                          -- ms
  primary key (account_id, gateway_id, epoch, seq, hash)
);
call keep_apart('not_understood');

-- Which camera a key belongs to: the smallest key of its connected set, as inventories join them, before what persons
-- merged or parted by the ledger.
create table camera_key (
  account_id text    not null,
  key        text    collate "C" not null check (length(key) = 22),
  camera     text    collate "C" not null check (length(camera) = 22 and camera <= key),
  primary key (account_id, key)
);
call keep_apart('camera_key');

-- Rows of inventories that would have joined distinct cameras and therefore joined nothing: until a person decides, their
-- minutes count for the others as well. keys: the row as JSON text; others: one key of each other camera.
create table shared_row (
  account_id text  not null,
  keys       text  collate "C" not null,
  others     jsonb not null,
  primary key (account_id, keys)
);
call keep_apart('shared_row');

-- Minutes of such rows, under the other key. Nothing of it was said of that key, so no close row lists it as said.
create table shared_presence (
  account_id  text      not null,
  utc_day     integer   not null,
  gateway_id  text      not null,
  epoch       integer   not null,
  camera_key  text      collate "C" not null check (length(camera_key) = 22),
  minutes     bit(1440) not null,
  lowest_rank smallint  not null check (lowest_rank between 2 and 4),
  primary key (account_id, utc_day, gateway_id, epoch, camera_key)
);
call keep_apart('shared_presence');

-- A gateway's signed word on a close (protocol 5).
create table agreement (
  account_id text    not null,
  gateway_id text    not null,
  epoch      integer not null,
  day        date    not null,
  close      text    not null,
  ok         boolean not null,
  diff       text,
  arrived_at bigint  not null,                                          -- ms
  hash       text    collate "C" not null,
  primary key (account_id, gateway_id, epoch, day, close, hash)
);
call keep_apart('agreement');

grant select, insert, update, delete on projection, inventory, inventory_set, awaiting_inventory, presence,
  coverage, gap, uncounted, not_understood, camera_key, shared_row,
  shared_presence, agreement to camtally_app;
