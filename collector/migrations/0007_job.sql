-- 0007_job.sql: what is due, and when a collector last ran. Instants are computed by the app; a restart is a query.

create table job_due (
  account_id text    not null,                                          -- '*' where a job is nobody's in particular
  job        text    not null,
  key        text    not null,                                          -- what makes its effect unique: day, period
  due_at     bigint  not null,                                          -- ms
  attempts   integer not null default 0,
  failed     text,                                                      -- the newest failure's code
  primary key (account_id, job, key)
);
create index job_due_by_time on job_due (due_at);
call keep_apart('job_due');

create table job_run (
  job          text   not null primary key,
  succeeded_at bigint not null                                          -- ms
);

-- Stamped each tick: a start that follows a long silence lets journals arrive before it closes anything.
create table collector_tick (
  only_row boolean primary key default true check (only_row),
  at       bigint  not null                                             -- ms; 0 before the first
);
insert into collector_tick (at) values (0);

grant select, insert, update, delete on job_due to camtally_app;
grant select, insert, update on job_run to camtally_app;
grant select, update on collector_tick to camtally_app;
