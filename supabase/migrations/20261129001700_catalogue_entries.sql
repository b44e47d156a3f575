-- What the outline counts and filters by, in a table of its own (docs/decisions/077-the-outline-counts-in-a-table-of-its-own.md).
-- A row of sparks is two kilobytes, what is counted of it thirty bytes; and whether a spark stands anywhere is in another table.

create table private.outline_entries (
  workspace_id uuid not null,
  kind public.content_kind not null,
  id uuid not null,
  ordinal bigint not null,
  -- In lower case, as it is searched.
  title text not null,
  -- Null for beacons, which are neither drafts nor published.
  is_draft boolean,
  difficulty public.difficulty,
  check_status public.validation_status,
  review text,
  mins integer not null default 0,
  -- Of a spark: in how many concepts it stands.
  places integer not null default 0,
  updated_by uuid,
  constraint outline_entries_pkey primary key (workspace_id, kind, id),
  constraint outline_entries_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.outline_entries is 'Of each domain, trail, concept, spark and beacon what the outline counts and filters by. Written by triggers alone.';
create index outline_entries_loose_idx on private.outline_entries (workspace_id, ordinal) include (id) where kind = 'spark' and places = 0;

create function private.entries_of(row_kind public.content_kind, rows_as_json jsonb[]) returns setof private.outline_entries
language sql stable set search_path = ''
as $$
  select (j ->> 'workspace_id')::uuid, row_kind, (j ->> 'id')::uuid, (j ->> 'ordinal')::bigint, lower(coalesce(j ->> 'title', j ->> 'name')),
    not (j ->> 'is_published')::boolean, coalesce(j ->> 'difficulty', j ->> 'difficulty_level')::public.difficulty, null::public.validation_status,
    j -> 'ai_metadata' ->> 'review_status', coalesce((j ->> 'estimated_mins')::integer, 0), 0, (j ->> 'updated_by')::uuid
  from unnest(rows_as_json) j
$$;
comment on function private.entries_of is 'The entries of rows of a content table, as far as the rows themselves say.';

create function private.keep_entries() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  row_kind constant public.content_kind := tg_argv[0];
begin
  if tg_op = 'DELETE' then
    delete from private.outline_entries e using old_rows o where e.workspace_id = o.workspace_id and e.kind = row_kind and e.id = o.id;
  elsif tg_op = 'INSERT' then
    -- What is restored or imported may have come after its places and its profile: references are looked at when all is in.
    insert into private.outline_entries
    select e.workspace_id, e.kind, e.id, e.ordinal, e.title, e.is_draft, e.difficulty,
      case when row_kind = 'spark' then (select q.validation_status from public.lesson_profiles q where q.spark_id = e.id and q.workspace_id = e.workspace_id) end,
      e.review, e.mins,
      case when row_kind = 'spark' then (select count(*) from public.concept_sparks p where p.spark_id = e.id and p.workspace_id = e.workspace_id) else 0 end,
      e.updated_by
    from private.entries_of(row_kind, array(select to_jsonb(n) - 'content_md' from new_rows n)) e;
  else
    -- Most saves change nothing of it, and then nothing is written and nobody waits.
    update private.outline_entries e
    set title = n.title, is_draft = n.is_draft, difficulty = n.difficulty, review = n.review, mins = n.mins, updated_by = n.updated_by
    from private.entries_of(row_kind, array(select to_jsonb(r) - 'content_md' from new_rows r)) n
    where e.workspace_id = n.workspace_id and e.kind = n.kind and e.id = n.id
      and (e.title, e.is_draft, e.difficulty, e.review, e.mins, e.updated_by) is distinct from (n.title, n.is_draft, n.difficulty, n.review, n.mins, n.updated_by);
  end if;
  return null;
end
$$;
comment on function private.keep_entries is 'Keeps the entries of the rows that a statement touched. Argument: the kind.';

create function private.keep_entry_places() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  -- Added and not counted again: two people who place one spark at the same time do not see each other's place.
  moves jsonb := '[]';
begin
  if tg_op <> 'INSERT' then
    moves := moves || (select coalesce(jsonb_agg(jsonb_build_object('w', o.workspace_id, 's', o.spark_id, 'by', -1)), '[]') from old_rows o);
  end if;
  if tg_op <> 'DELETE' then
    moves := moves || (select coalesce(jsonb_agg(jsonb_build_object('w', n.workspace_id, 's', n.spark_id, 'by', 1)), '[]') from new_rows n);
  end if;
  with sums as materialized (
    select m.w, m.s, sum(m.by)::integer as by from jsonb_to_recordset(moves) m (w uuid, s uuid, by integer) group by m.w, m.s having sum(m.by) <> 0
  ), held as materialized (
    -- In the order of their ids, so that two who place many at once wait and never stand in each other's way.
    select e.workspace_id, e.id, s.by from private.outline_entries e join sums s on e.workspace_id = s.w and e.kind = 'spark' and e.id = s.s
    order by e.id for no key update of e
  )
  update private.outline_entries e set places = e.places + h.by from held h where e.workspace_id = h.workspace_id and e.kind = 'spark' and e.id = h.id;
  return null;
end
$$;
comment on function private.keep_entry_places is 'Keeps in how many concepts sparks stand.';

create function private.keep_entry_checks() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  named jsonb := '[]';
begin
  if tg_op <> 'INSERT' then
    named := named || (select coalesce(jsonb_agg(jsonb_build_object('w', o.workspace_id, 's', o.spark_id)), '[]') from old_rows o);
  end if;
  if tg_op <> 'DELETE' then
    named := named || (select coalesce(jsonb_agg(jsonb_build_object('w', n.workspace_id, 's', n.spark_id)), '[]') from new_rows n);
  end if;
  -- A spark has one profile at most: whoever writes another waits for the first.
  update private.outline_entries e set check_status = q.validation_status
  from (select distinct i.w, i.s from jsonb_to_recordset(named) i (w uuid, s uuid)) n
  left join public.lesson_profiles q on q.spark_id = n.s and q.workspace_id = n.w
  where e.workspace_id = n.w and e.kind = 'spark' and e.id = n.s and e.check_status is distinct from q.validation_status;
  return null;
end
$$;
comment on function private.keep_entry_checks is 'Keeps what the checks of a lesson said.';

do $$
declare
  k record;
begin
  for k in select n.kind, n.table_name from private.kinds n where n.kind in ('domain', 'trail', 'concept', 'spark', 'beacon') loop
    execute format('create trigger keep_entries_insert after insert on public.%I referencing new table as new_rows
      for each statement execute function private.keep_entries(%L)', k.table_name, k.kind);
    execute format('create trigger keep_entries_update after update on public.%I referencing new table as new_rows
      for each statement execute function private.keep_entries(%L)', k.table_name, k.kind);
    execute format('create trigger keep_entries_delete after delete on public.%I referencing old table as old_rows
      for each statement execute function private.keep_entries(%L)', k.table_name, k.kind);
  end loop;
end
$$;
create trigger keep_entry_places_insert after insert on public.concept_sparks referencing new table as new_rows
  for each statement execute function private.keep_entry_places();
create trigger keep_entry_places_update after update on public.concept_sparks referencing new table as new_rows old table as old_rows
  for each statement execute function private.keep_entry_places();
create trigger keep_entry_places_delete after delete on public.concept_sparks referencing old table as old_rows
  for each statement execute function private.keep_entry_places();
create trigger keep_entry_checks_insert after insert on public.lesson_profiles referencing new table as new_rows
  for each statement execute function private.keep_entry_checks();
create trigger keep_entry_checks_update after update on public.lesson_profiles referencing new table as new_rows old table as old_rows
  for each statement execute function private.keep_entry_checks();
create trigger keep_entry_checks_delete after delete on public.lesson_profiles referencing old table as old_rows
  for each statement execute function private.keep_entry_checks();

insert into private.outline_entries
select n.workspace_id, n.kind, n.id, n.ordinal, lower(n.title), n.is_draft, n.difficulty, q.validation_status, n.review, n.mins,
  (select count(*) from public.concept_sparks p where n.kind = 'spark' and p.spark_id = n.id and p.workspace_id = n.workspace_id), n.updated_by
from (
  select workspace_id, 'domain'::public.content_kind as kind, id, ordinal, name as title, not is_published as is_draft, null::public.difficulty as difficulty, null as review, 0 as mins, updated_by from public.domains
  union all select workspace_id, 'trail', id, ordinal, title, not is_published, difficulty_level, null, 0, updated_by from public.trails
  union all select workspace_id, 'concept', id, ordinal, title, not is_published, null, null, 0, updated_by from public.concepts
  union all select workspace_id, 'spark', id, ordinal, title, not is_published, difficulty, ai_metadata ->> 'review_status', estimated_mins, updated_by from public.sparks
  union all select workspace_id, 'beacon', id, ordinal, name, null, null, null, 0, updated_by from public.beacons
) n left join public.lesson_profiles q on n.kind = 'spark' and q.spark_id = n.id and q.workspace_id = n.workspace_id;
