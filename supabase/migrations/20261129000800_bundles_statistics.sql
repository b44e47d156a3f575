-- A large import makes tables many times what they were when their statistics were taken. Until the database takes them again by
-- itself (a minute or two), it plans for tables of a few rows: undoing an import of 3,000 entities read all revisions of the
-- workspace once an entity (29 s), and recognising its blocks joined whole tables once a block. So whoever writes that much takes
-- them at the end; with them, plans that sessions have kept are made anew.

create function private.take_statistics() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  many constant integer := 1000;
  written text;
begin
  if (select sum(n.value::integer) from jsonb_each_text(new.entity_counts) n) < many then
    return null;
  end if;
  -- In one order, as each is locked against being measured by somebody else until the import is committed.
  for written in
    select 'public.' || quote_ident(k.table_name) from private.kinds k where new.entity_counts ? k.kind::text
    union values ('public.revisions'), ('public.dirty_entities'), ('private.imported_states'), ('private.import_blocks'),
      ('private.graph_ranks')
    order by 1
  loop
    execute 'analyze ' || written;
  end loop;
  return null;
end
$$;
comment on function private.take_statistics is 'Measures the tables that an import of a thousand entities and more has written to.';

create trigger take_statistics after update of status on public.import_logs for each row
  when (new.status = 'ready' and old.status <> 'ready' and new.change_set_id is not null)
  execute function private.take_statistics();
