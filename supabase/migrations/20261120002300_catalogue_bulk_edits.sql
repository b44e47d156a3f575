-- Bulk edits: what is done to several entities at once. Each is one change set, so one undo. They queue on the row of the
-- workspace like moves, imports and the trash do; editors of single rows do not.

create function private.alive(workspace uuid, row_kind public.content_kind, ids uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  found_ids uuid[];
begin
  execute format('select coalesce(array_agg(t.id order by array_position($2, t.id)), ''{}'') from public.%I t where t.workspace_id = $1 and t.id = any ($2)',
    (select k.table_name from private.kinds k where k.kind = row_kind)) into found_ids using workspace, ids;
  return found_ids;
end
$$;

create type private.bulk_item as (kind public.content_kind, id uuid);

create function private.bulk_items(p_items jsonb) returns setof private.bulk_item
language sql immutable set search_path = ''
as $$
  select i.kind, i.id from jsonb_to_recordset(case when jsonb_typeof(p_items) = 'array' then p_items else '[]' end) i (kind public.content_kind, id uuid)
  where i.kind is not null and i.id is not null
$$;

create function private.missing(workspace uuid, p_items jsonb) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', i.kind, 'id', i.id, 'code', 'not_found')), '[]')
  from private.bulk_items(p_items) i where not private.is_alive(workspace, i.kind, i.id)
$$;
comment on function private.missing is 'Items that are not there (any more), for the answer of a bulk edit.';

create function public.bulk_edit(p_workspace uuid, p_items jsonb, p_set jsonb default '{}', p_add_beacons uuid[] default '{}', p_remove_beacons uuid[] default '{}')
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  failed jsonb;
  step record;
  columns text;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'bulk_edit', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  failed := private.missing(p_workspace, p_items);
  if p_set - array['is_published', 'difficulty'] <> '{}' then
    raise exception 'only state and difficulty are set in bulk' using errcode = 'TW006';
  end if;
  for step in
    select k.kind, array_agg(distinct i.id) as ids, k.table_name, k.is_publishable, k.difficulty_column
    from private.bulk_items(p_items) i join private.kinds k on k.kind = i.kind group by k.kind order by k.kind
  loop
    step.ids := private.alive(p_workspace, step.kind, step.ids);
    perform private.hold(p_workspace, step.kind, step.ids);
    select string_agg(format('%I = ($1 ->> %L)::%s', c.name, c.field, c.type), ', ') into columns
    from (values ('is_published'::name, 'is_published', 'boolean', step.is_publishable),
      (step.difficulty_column, 'difficulty', 'public.difficulty', step.difficulty_column is not null)) c (name, field, type, is_there)
    where p_set ? c.field and c.is_there;
    if columns is not null then
      execute format('update public.%I set %s where workspace_id = $2 and id = any ($3)', step.table_name, columns)
      using p_set, p_workspace, step.ids;
    elsif p_set <> '{}' or step.kind <> 'spark' then
      failed := failed || coalesce((select jsonb_agg(jsonb_build_object('kind', step.kind, 'id', one, 'code', 'not_applicable')) from unnest(step.ids) one), '[]');
    end if;
    if step.kind = 'spark' then
      insert into public.spark_beacons (workspace_id, spark_id, beacon_id)
      select p_workspace, s.id, b.id from public.sparks s cross join public.beacons b
      where s.workspace_id = p_workspace and s.id = any (step.ids) and b.workspace_id = p_workspace and b.id = any (p_add_beacons)
      on conflict do nothing;
      delete from public.spark_beacons m where m.workspace_id = p_workspace and m.spark_id = any (step.ids) and m.beacon_id = any (p_remove_beacons);
    end if;
  end loop;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed);
end
$$;
comment on function public.bulk_edit is
  'Sets is_published or difficulty of [{kind, id}] and adds or removes beacons of the sparks among them: {change_set_id, failed: [{kind, id, code}]}. Trails call it difficulty_level.';

create function public.bulk_move(p_workspace uuid, p_items jsonb, p_parent uuid, p_position integer default 2147483647) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  failed jsonb;
  row_kind public.content_kind;
  k private.kinds;
  ids uuid[] := '{}';
  sparks uuid[] := '{}';
  step record;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'move', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  failed := private.missing(p_workspace, p_items);
  -- Sparks that stand nowhere get a place; all others of one kind change their parent.
  if (select count(distinct coalesce(n.placed_by, n.kind)) from private.bulk_items(p_items) i join private.kinds n on n.kind = i.kind) > 1 then
    raise exception 'what is moved together is of one kind' using errcode = 'TW006';
  end if;
  select coalesce(n.placed_by, n.kind) into row_kind from private.bulk_items(p_items) i join private.kinds n on n.kind = i.kind limit 1;
  select * into k from private.kinds n where n.kind = row_kind;
  if not coalesce(k.is_placed and k.ref_a is not null, false) then
    raise exception 'only trails, concepts and sparks are moved' using errcode = 'TW006';
  end if;
  -- A concept may stand alone; a trail needs its domain, and a place its concept.
  if p_parent is null and (select a.attnotnull from pg_catalog.pg_attribute a
      where a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = k.ref_a)
    or p_parent is not null and not private.is_alive(p_workspace, k.ref_a_kind, p_parent) then
    raise exception 'there is nothing to move it to' using errcode = 'TW004';
  end if;
  if row_kind = 'concept_spark' then
    -- A spark stands in a concept once: of several that are named, and of those that stand there, one stays.
    for step in
      select i.nth, i.kind, i.id, coalesce(p.spark_id, s.id) as spark_id, p.concept_id
      from (select a.kind, a.id, row_number() over () as nth from private.bulk_items(p_items) a) i
      left join public.concept_sparks p on i.kind = 'concept_spark' and p.id = i.id and p.workspace_id = p_workspace
      left join public.sparks s on i.kind = 'spark' and s.id = i.id and s.workspace_id = p_workspace
      where coalesce(p.id, s.id) is not null order by i.nth
    loop
      if step.spark_id = any (sparks) or step.concept_id is distinct from p_parent and exists (
        select from public.concept_sparks o where o.concept_id = p_parent and o.spark_id = step.spark_id)
      then
        failed := failed || jsonb_build_object('kind', step.kind, 'id', step.id, 'code', 'already_there');
        continue;
      end if;
      sparks := sparks || step.spark_id;
      if step.kind = 'spark' then
        insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index) values (p_workspace, p_parent, step.id, 0) returning id into step.id;
      end if;
      ids := ids || step.id;
    end loop;
  else
    select private.alive(p_workspace, row_kind, coalesce(array_agg(i.id), '{}')) into ids from private.bulk_items(p_items) i where i.kind = row_kind;
  end if;
  perform private.hold(p_workspace, row_kind, ids);
  execute format(
    'with siblings as (
       select t.id, row_number() over (order by t.order_index, t.ordinal) - 1 as place
       from public.%1$I t where t.workspace_id = $1 and t.%2$I is not distinct from $3 and not t.id = any ($2)
     ), at as (select least($4, (select count(*) from siblings)) as place
     ), placed as (
       select s.id, s.place + case when s.place >= at.place then cardinality($2) else 0 end as place from siblings s, at
       union all select u.id, at.place + u.nth - 1 from unnest($2) with ordinality u (id, nth), at
     )
     update public.%1$I t set order_index = p.place, %2$I = $3 from placed p
     where t.id = p.id and (t.order_index <> p.place or t.%2$I is distinct from $3)', k.table_name, k.ref_a)
  using p_workspace, ids, p_parent, greatest(p_position, 0);
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed);
end
$$;
comment on function public.bulk_move is
  'Puts trails, concepts, places of sparks (concept_spark) or loose sparks under a parent, in the order given, at a position (the end unless given): {change_set_id, failed}.';

create function public.bulk_trash(p_workspace uuid, p_items jsonb, p_with_sparks boolean default false) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  failed jsonb;
  kinds public.content_kind[];
  ids uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'trash', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  failed := private.missing(p_workspace, p_items);
  select coalesce(array_agg(i.kind), '{}'), coalesce(array_agg(i.id), '{}') into kinds, ids
  from (select distinct a.kind, a.id from private.bulk_items(p_items) a where private.is_alive(p_workspace, a.kind, a.id)) i;
  perform private.trash_together(p_workspace, kinds, ids, p_with_sparks);
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed);
end
$$;
comment on function public.bulk_trash is 'Moves [{kind, id}] and all that depends on them to the trash, as one change set: {change_set_id, failed}.';

grant execute on function public.bulk_edit, public.bulk_move, public.bulk_trash to authenticated, service_role;
