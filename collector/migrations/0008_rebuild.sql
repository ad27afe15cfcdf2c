-- 0008_rebuild.sql: projections of the ledger can be thrown away and made again in one transaction (`rebuild`), in which
-- a row may be missing until its entry comes. Otherwise nothing changes: the keys are checked at once, as before.
do $$
declare
  found record;
begin
  for found in
    select conrelid::regclass as named, conname
    from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0
      and confrelid in ('account'::regclass, 'site'::regclass, 'invoice'::regclass)
  loop
    execute format('alter table %s alter constraint %I deferrable initially immediate', found.named, found.conname);
  end loop;
end
$$;
