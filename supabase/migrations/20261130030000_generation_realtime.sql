-- Jobs are announced by Realtime, where the project has it: its publication names the tables whose changes it may tell of, to those
-- who may read the row. An embedded database has none.

do $$
begin
  if exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime' and not puballtables)
    and not exists (
      select from pg_catalog.pg_publication_tables
      where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = 'flow_runs'
    ) then
    alter publication supabase_realtime add table public.flow_runs;
  end if;
end
$$;
