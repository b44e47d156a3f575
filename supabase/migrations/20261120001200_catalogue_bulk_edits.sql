-- Bulk edits: what is done to several entities at once (set, move, trash, merge, split, duplicate). Each is one change set, so one undo.
-- They queue on the row of the workspace like moves, imports and the trash do; editors of single rows do not.

create function private.begin_change_set(workspace uuid, action public.change_action, headline text) returns uuid
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.workspaces w where w.id = workspace for no key update;
  return private.open_change_set(workspace, action, headline);
end
$$;

create function private.end_change_set(workspace uuid, made uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.revisions r where r.change_set_id = made) then
    return made;
  end if;
  -- A change set in which nothing differs from before is no line in the history: moving a spark to where it stands.
  delete from public.change_sets c where c.id = made;
  perform set_config('trailwright.change_set', '', true);
  return null;
end
$$;

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

-- --------------------------------------------------------------------------------------------------- merge

create function private.repoint(workspace uuid, graph text, from_id uuid, into_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  links jsonb;
begin
  -- First what there was goes, then what stands in its place comes: in between, the guard would see both.
  execute format(
    'with gone as (delete from public.%1$I l where l.workspace_id = $1 and $2 in (l.source_id, l.target_id) returning l.*)
     select coalesce(jsonb_agg(to_jsonb(g) order by g.ordinal), ''[]'') from gone g', graph || '_links')
  into links using workspace, from_id;
  execute format(
    'insert into public.%1$I (workspace_id, source_id, target_id, link_type, weight, description, extras)
     select $1, n.source, n.target, l.link_type, l.weight, l.description, l.extras
     from jsonb_populate_recordset(null::public.%1$I, $4) l
     cross join lateral (select case l.source_id when $2 then $3 else l.source_id end as source,
       case l.target_id when $2 then $3 else l.target_id end as target) n
     where n.source <> n.target on conflict do nothing', graph || '_links')
  using workspace, from_id, into_id, links;
end
$$;
comment on function private.repoint is 'Links of one node become links of another; those between the two go, and of two alike the one that was there stays.';

create function public.merge_entities(p_workspace uuid, p_kind public.content_kind, p_into uuid, p_from uuid, p_fields jsonb default '{}') returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'merge', private.label_of(p_workspace, p_kind, p_into) ->> 'label');
  if not private.is_node(p_kind) or p_into = p_from then
    raise exception 'two sparks or two concepts are merged' using errcode = 'TW006';
  elsif p_fields - array['title', 'summary', 'description', 'content_md', 'estimated_mins', 'difficulty'] <> '{}' then
    raise exception 'a merge sets title, summary or description, text, minutes and difficulty' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_into) or not private.is_alive(p_workspace, p_kind, p_from) then
    raise exception 'one of the two is not there' using errcode = 'TW004';
  end if;
  perform private.hold(p_workspace, p_kind, array[p_into, p_from]);
  if p_kind = 'spark' then
    update public.sparks t set title = coalesce(p_fields ->> 'title', t.title), content_md = coalesce(p_fields ->> 'content_md', t.content_md),
      summary = case when p_fields ? 'summary' then p_fields ->> 'summary' else t.summary end,
      estimated_mins = coalesce((p_fields ->> 'estimated_mins')::integer, t.estimated_mins),
      difficulty = coalesce((p_fields ->> 'difficulty')::public.difficulty, t.difficulty)
    where t.id = p_into;
    -- It stands where either of them stood, in the place that was there.
    insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
    select p_workspace, p.concept_id, p_into, p.order_index from public.concept_sparks p where p.spark_id = p_from on conflict do nothing;
    insert into public.spark_beacons (workspace_id, spark_id, beacon_id)
    select p_workspace, p_into, m.beacon_id from public.spark_beacons m where m.spark_id = p_from on conflict do nothing;
    insert into public.packages (workspace_id, spark_id, body, extras)
    select p_workspace, p_into, p.body, p.extras from public.packages p where p.spark_id = p_from on conflict do nothing;
  else
    update public.concepts t set title = coalesce(p_fields ->> 'title', t.title),
      description = case when p_fields ? 'description' then p_fields ->> 'description' else t.description end
    where t.id = p_into;
    insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
    select p_workspace, p_into, p.spark_id, p.order_index + (select coalesce(max(o.order_index) + 1, 0) from public.concept_sparks o where o.concept_id = p_into)
    from public.concept_sparks p where p.concept_id = p_from on conflict do nothing;
    insert into public.objectives (workspace_id, concept_id, objective_id, title, description, extras)
    select p_workspace, p_into, o.objective_id, o.title, o.description, o.extras from public.objectives o where o.concept_id = p_from on conflict do nothing;
  end if;
  perform private.repoint(p_workspace, p_kind::text, p_from, p_into);
  -- Whoever asks for the old names finds what it has become, see private.leave_slugs.
  insert into private.merges as m (from_id, into_id, workspace_id, kind, change_set_id) values (p_from, p_into, p_workspace, p_kind, made)
  on conflict (from_id) do update set into_id = excluded.into_id, change_set_id = excluded.change_set_id;
  perform private.trash_together(p_workspace, array[p_kind], array[p_from], false);
  return made;
end
$$;
comment on function public.merge_entities is
  'Makes one of two sparks or concepts: places, beacons, links and (where it has none) the package go over, the name leads on, the other goes to the trash. p_fields: what the one shall say. TW001 when the links of both together close a loop.';

create function private.number_siblings(workspace uuid, row_kind public.content_kind, parent uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  execute format(
    'update public.%1$I t set order_index = n.place
     from (select s.id, row_number() over (order by s.order_index, s.ordinal) - 1 as place from public.%1$I s where s.workspace_id = $1 and s.%2$I is not distinct from $2) n
     where t.id = n.id and t.order_index <> n.place', k.table_name, k.ref_a)
  using workspace, parent;
end
$$;
comment on function private.number_siblings is 'Numbers what stands below a parent densely, in the order in which it is shown: bundles often give all of them the same place.';

create function public.split_concept(p_workspace uuid, p_concept uuid, p_places uuid[], p_title text, p_slug text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  old public.concepts;
  fresh uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'move', p_title);
  select * into old from public.concepts c where c.workspace_id = p_workspace and c.id = p_concept for update;
  if old.id is null then
    raise exception 'there is nothing to split' using errcode = 'TW004';
  end if;
  if not exists (select from public.concept_sparks p where p.concept_id = p_concept and p.id = any (p_places))
    or not exists (select from public.concept_sparks p where p.concept_id = p_concept and not p.id = any (p_places))
  then
    raise exception 'both parts need a spark' using errcode = 'TW006';
  end if;
  perform private.number_siblings(p_workspace, 'concept', old.trail_id);
  select * into old from public.concepts c where c.id = p_concept;
  update public.concepts c set order_index = c.order_index + 1
  where c.workspace_id = p_workspace and c.trail_id is not distinct from old.trail_id and c.order_index > old.order_index;
  insert into public.concepts (workspace_id, trail_id, slug, title, order_index, is_published, created_by, updated_by)
  values (p_workspace, old.trail_id, p_slug, p_title, old.order_index + 1, old.is_published, private.actor(), private.actor()) returning id into fresh;
  update public.concept_sparks p set concept_id = fresh where p.concept_id = p_concept and p.id = any (p_places);
  return jsonb_build_object('id', fresh, 'change_set_id', made);
end
$$;
comment on function public.split_concept is 'Puts some of the sparks of a concept into a new one right after it: {id, change_set_id}.';

create function public.split_spark(
  p_workspace uuid, p_spark uuid, p_version integer, p_first text, p_second text, p_title text, p_slug text, p_mins integer, p_second_mins integer
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  old public.sparks;
  fresh uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'edit', p_title);
  select * into old from public.sparks s where s.workspace_id = p_workspace and s.id = p_spark for update;
  if old.id is null then
    raise exception 'there is nothing to split' using errcode = 'TW004';
  elsif old.version <> p_version then
    raise exception 'the lesson has been saved since' using errcode = 'TW003';
  end if;
  update public.sparks s set content_md = p_first, estimated_mins = p_mins where s.id = p_spark;
  -- As published as it was: readers shall not lose half of a lesson.
  insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty, is_published, created_by, updated_by)
  values (p_workspace, p_slug, p_title, p_second, p_second_mins, old.difficulty, old.is_published, private.actor(), private.actor()) returning id into fresh;
  perform private.number_siblings(p_workspace, 'concept_spark', p.concept_id) from public.concept_sparks p where p.spark_id = p_spark;
  update public.concept_sparks p set order_index = p.order_index + 1 from public.concept_sparks here
  where here.spark_id = p_spark and p.concept_id = here.concept_id and p.order_index > here.order_index;
  insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index)
  select p_workspace, p.concept_id, fresh, p.order_index + 1 from public.concept_sparks p where p.spark_id = p_spark;
  insert into public.spark_beacons (workspace_id, spark_id, beacon_id)
  select p_workspace, fresh, m.beacon_id from public.spark_beacons m where m.spark_id = p_spark;
  -- What came after the lesson comes after its second part.
  insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight) values (p_workspace, p_spark, fresh, 'prerequisite', 0.9);
  insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight, description, extras)
  select p_workspace, fresh, l.target_id, l.link_type, l.weight, l.description, l.extras from public.spark_links l where l.source_id = p_spark and l.target_id <> fresh;
  delete from public.spark_links l where l.source_id = p_spark and l.target_id <> fresh;
  return jsonb_build_object('id', fresh, 'change_set_id', made);
end
$$;
comment on function public.split_spark is
  'Cuts a lesson in two: the second part is a new spark right after it wherever it stands, with its beacons, and takes over what it leads to: {id, change_set_id}.';

-- ----------------------------------------------------------------------------------------------- duplicate

create function public.duplicate(p_workspace uuid, p_items jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  failed jsonb;
  copies jsonb;
  roots uuid[];
  root private.bulk_item;
  k private.kinds;
  names text;
  suffix text;
  nth integer := 1;
  is_taken boolean;
  chosen uuid[];
  tree uuid[];
  below uuid[];
  level uuid[];
  next_level uuid[];
  found uuid[];
  places private.kinds;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'edit', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  if exists (select from private.bulk_items(p_items) i where i.kind not in (select n.kind from private.kinds n where n.is_copied and n.has_slug)) then
    raise exception 'only domains, trails, concepts and sparks are duplicated' using errcode = 'TW006';
  end if;
  failed := private.missing(p_workspace, p_items);
  -- Everything chosen that is there, and all below it that has a name of its own. What is below something else that was chosen
  -- comes with it.
  select coalesce(array_agg(distinct i.id), '{}') into chosen from private.bulk_items(p_items) i where private.is_alive(p_workspace, i.kind, i.id);
  level := chosen;
  tree := chosen;
  below := '{}';
  while cardinality(level) > 0 loop
    next_level := '{}';
    for k in select * from private.kinds n where n.is_copied and n.has_slug and (n.ref_a is not null or n.placed_by is not null) loop
      select * into places from private.kinds n where n.kind = coalesce(k.placed_by, k.kind);
      execute format('select array_agg(distinct t.%1$I) from public.%2$I t where t.%3$I = any ($1)',
        case when k.placed_by is null then 'id' else places.ref_b end, places.table_name, places.ref_a) into found using level;
      next_level := next_level || found;
    end loop;
    below := below || next_level;
    level := array(select n.id from unnest(next_level) n (id) where not n.id = any (tree));
    tree := tree || level;
  end loop;
  select jsonb_object_agg(t.id, gen_random_uuid()) into copies from unnest(tree) t (id);
  roots := array(select c.id from unnest(chosen) c (id) where not c.id = any (below));

  loop
    suffix := '-copy' || case nth when 1 then '' else '-' || nth end;
    is_taken := false;
    for k in select * from private.kinds n where n.is_copied and n.has_slug loop
      execute format('select exists (select from public.%1$I x where x.workspace_id = $1
        and x.slug in (select rtrim(left(o.slug, 185), ''-'') || $2 from public.%1$I o where o.id = any ($3)))', k.table_name)
      into is_taken using p_workspace, suffix, tree;
      exit when is_taken;
    end loop;
    exit when not is_taken;
    nth := nth + 1;
  end loop;

  for k in select * from private.kinds n where n.is_copied order by n.kind loop
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into names
    from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped
      and a.attname not in ('ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by');
    -- A row is copied when it is in the tree itself, or all that makes its key is (a link with both ends, a place with its concept).
    execute format(
      'insert into public.%1$I (%2$s, created_by, updated_by)
       select %3$s, private.actor(), private.actor()
       from public.%1$I t
       cross join lateral jsonb_populate_record(null::public.%1$I, to_jsonb(t) || jsonb_build_object(''id'', coalesce(($1 ->> t.id::text)::uuid, gen_random_uuid())) %4$s %5$s %6$s) r
       where t.workspace_id = $2 and %7$s order by t.ordinal',
      k.table_name, names, (select string_agg('r.' || n, ', ') from unnest(string_to_array(names, ', ')) n),
      case when k.ref_a is not null then format('|| jsonb_build_object(%L, coalesce($1 -> t.%I::text, to_jsonb(t.%I)))', k.ref_a, k.ref_a, k.ref_a) end,
      case when k.ref_b is not null then format('|| jsonb_build_object(%L, coalesce($1 -> t.%I::text, to_jsonb(t.%I)))', k.ref_b, k.ref_b, k.ref_b) end,
      case when k.has_slug then format(
        '|| jsonb_build_object(''slug'', rtrim(left(t.slug, 185), ''-'') || $3) %3$s || case when t.id = any ($4) then jsonb_build_object(%1$L, left(t.%1$I, %2$s) || '' (copy)'') else ''{}'' end',
        k.name_column, k.name_length - char_length(' (copy)'), case when k.is_publishable then '|| ''{"is_published": false}''' end) end,
      case when k.has_slug then '$1 ? t.id::text'
        when k.is_link then format('$1 ? t.%I::text and $1 ? t.%I::text', k.ref_a, k.ref_b)
        else format('$1 ? t.%I::text', k.ref_a) end)
    using copies, p_workspace, suffix, roots;
  end loop;
  -- A copy stands last among its siblings; a copied spark beside the spark it was copied from.
  for root in select i.* from private.bulk_items(p_items) i where i.id = any (roots) loop
    select * into k from private.kinds n where n.kind = root.kind;
    if k.placed_by is not null then
      select * into places from private.kinds n where n.kind = k.placed_by;
      execute format('insert into public.%1$I (workspace_id, %2$I, %3$I, order_index)
        select $1, p.%2$I, $2, (select max(o.order_index) + 1 from public.%1$I o where o.%2$I = p.%2$I) from public.%1$I p where p.%3$I = $3',
        places.table_name, places.ref_a, places.ref_b)
      using p_workspace, (copies ->> root.id::text)::uuid, root.id;
    elsif k.is_placed then
      execute format('update public.%1$I t set order_index = (select max(o.order_index) + 1 from public.%1$I o where o.workspace_id = $1 %2$s) where t.id = $2',
        k.table_name, case when k.ref_a is not null then format('and o.%1$I is not distinct from t.%1$I', k.ref_a) end)
      using p_workspace, (copies ->> root.id::text)::uuid;
    end if;
  end loop;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed, 'ids',
    (select coalesce(jsonb_agg(copies -> i.id::text), '[]') from private.bulk_items(p_items) i where i.id = any (roots)));
end
$$;
comment on function public.duplicate is
  'Copies domains, trails, concepts and sparks with all below them, as drafts under new names, with packages, objectives, resources, beacons and the links among the copies; what was measured or written about the course stays with the original: {ids, change_set_id, failed}, ids in the order of the items.';

grant execute on function public.bulk_edit, public.bulk_move, public.bulk_trash, public.merge_entities, public.split_concept, public.split_spark,
  public.duplicate to authenticated, service_role;
