-- Making one of two, and two of one.

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

create function public.merge_loop(p_workspace uuid, p_kind public.content_kind, p_into uuid, p_from uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  two constant uuid[] := array[p_into, p_from];
  direct uuid[];
  ends uuid[];
  way jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_node(p_kind) then
    raise exception 'two sparks or two concepts are merged' using errcode = 'TW006';
  end if;
  execute format('select array_agg(l.id) from public.%I l where l.workspace_id = $1 and l.source_id = any ($2) and l.target_id = any ($2)',
    p_kind || '_links') into direct using p_workspace, two;
  -- What leads from one to the other over a third becomes a loop once both are one; links between the two go.
  foreach ends slice 1 in array array[two, array[p_from, p_into]] loop
    way := public.link_way(p_workspace, p_kind::text::public.graph_level, ends[1], ends[2], coalesce(direct, '{}'));
    if way is not null then
      return (
        select jsonb_agg(jsonb_build_object('kind', p_kind, 'slug', w.step -> 'node' -> 'slug', 'label', w.step -> 'node' -> 'title') order by w.nth)
        from jsonb_array_elements(way) with ordinality w (step, nth));
    end if;
  end loop;
  return null;
end
$$;
comment on function public.merge_loop is
  'Why two sparks or concepts cannot become one: the shortest way along the links from one to the other, as [{kind, slug, label}], or null.';

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

grant execute on function public.merge_entities, public.merge_loop, public.split_concept, public.split_spark
  to authenticated, service_role;
