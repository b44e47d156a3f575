-- The outline filtered and counted where it is (docs/decisions/067-the-outline-comes-in-branches.md).

create function private.outline_facets(workspace uuid, filter jsonb)
returns table (kind public.content_kind, id uuid, is_draft boolean, is_changed boolean, difficulty public.difficulty, qualities text[], is_mine boolean, is_loose boolean, fails text[])
language sql stable security definer set search_path = ''
as $$
  with asked as materialized (
    select lower(btrim(coalesce(filter ->> 'text', ''))) as text, filter ->> 'state' as state, filter ->> 'difficulty' as difficulty, filter ->> 'quality' as quality,
      filter ->> 'beacon' as beacon, coalesce((filter ->> 'mine')::boolean, false) as mine, coalesce((filter ->> 'loose')::boolean, false) as loose, private.actor() as me
  ), changed as materialized (
    select distinct c.kind, c.id from private.changed_nodes(workspace) c
  ), marked as materialized (
    select m.spark_id from public.spark_beacons m join public.beacons b on b.id = m.beacon_id and b.workspace_id = workspace
    where m.workspace_id = workspace and b.slug = filter ->> 'beacon'
  ), again as materialized (
    select distinct m.spark_id from public.review_marks m where m.workspace_id = workspace
  ), nodes as (
    select 'domain'::public.content_kind as kind, d.id, d.name as title, not d.is_published as is_draft, null::public.difficulty as difficulty, null::text[] as qualities, d.updated_by, false as is_loose
    from public.domains d where d.workspace_id = workspace
    union all
    select 'trail', t.id, t.title, not t.is_published, t.difficulty_level, null, t.updated_by, false from public.trails t where t.workspace_id = workspace
    union all
    select 'concept', c.id, c.title, not c.is_published, null, null, c.updated_by, false from public.concepts c where c.workspace_id = workspace
    union all
    select 'spark', s.id, s.title, not s.is_published, s.difficulty,
      array_remove(array[coalesce(q.validation_status::text, 'unchecked'), nullif(s.ai_metadata ->> 'review_status', 'approved'), case when a.spark_id is not null then 'again' end], null),
      s.updated_by, not exists (select from public.concept_sparks p where p.spark_id = s.id and p.workspace_id = workspace)
    from public.sparks s left join public.lesson_profiles q on q.spark_id = s.id and q.workspace_id = workspace left join again a on a.spark_id = s.id
    where s.workspace_id = workspace
    union all
    -- What has no state of its own is neither a draft nor published.
    select 'beacon', b.id, b.name, null, null, null, b.updated_by, false from public.beacons b where b.workspace_id = workspace
  )
  select n.kind, n.id, n.is_draft, c.id is not null, n.difficulty, n.qualities, n.updated_by is not distinct from a.me, n.is_loose,
    array_remove(array[
      case when a.text <> '' and strpos(lower(n.title), a.text) = 0 then 'text' end,
      case when a.state = 'draft' and n.is_draft is not true or a.state = 'published' and (n.is_draft is not false or c.id is not null) or a.state = 'changed' and c.id is null then 'state' end,
      case when a.difficulty is not null and n.difficulty::text is distinct from a.difficulty then 'difficulty' end,
      case when a.quality is not null and not coalesce(a.quality = any (n.qualities), false) then 'quality' end,
      case when a.beacon is not null and (n.kind <> 'spark' or n.id not in (select m.spark_id from marked m)) then 'beacon' end,
      case when a.mine and n.updated_by is distinct from a.me then 'mine' end,
      case when a.loose and not n.is_loose then 'loose' end], null)
  from nodes n cross join asked a left join changed c on c.kind = n.kind and c.id = n.id
$$;
comment on function private.outline_facets is 'What can be filtered by of everything in the outline, and which parts of a filter it fails.';

create function private.checked_filter(filter jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(filter) is distinct from 'object' or filter - array['text', 'state', 'difficulty', 'quality', 'beacon', 'mine', 'loose'] <> '{}' then
    raise exception 'there is no such filter' using errcode = 'TW006';
  end if;
  return filter || jsonb_build_object('text', left(filter ->> 'text', 200));
end
$$;

create function public.read_outline_found(p_workspace uuid, p_filter jsonb, p_limit integer default 200) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  most constant integer := least(greatest(coalesce(p_limit, 200), 1), 10000);
  r private.outline_rows := row('{}', '{}', '{}', '{}', '{}', '{}');
  entities bigint;
  found_rows bigint;
  beacons_of_page uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  with found as materialized (
    select f.kind, f.id from private.outline_facets(p_workspace, private.checked_filter(p_filter)) f where f.fails = '{}'
  ), lines as materialized (
    -- In the order of the outline: domains, then what has no place there.
    select f.kind, f.id, array[0, d.order_index, d.ordinal] as place from found f join public.domains d on f.kind = 'domain' and d.id = f.id
    union all
    select f.kind, f.id, array[0, d.order_index, d.ordinal, t.order_index, t.ordinal]
    from found f join public.trails t on f.kind = 'trail' and t.id = f.id join public.domains d on d.id = t.domain_id
    union all
    select f.kind, f.id, case when d.id is null then array[1, c.order_index, c.ordinal] else array[0, d.order_index, d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal] end
    from found f join public.concepts c on f.kind = 'concept' and c.id = f.id
    left join public.trails t on t.id = c.trail_id left join public.domains d on d.id = t.domain_id
    union all
    select 'concept_spark', p.id, case when d.id is null then array[1, c.order_index, c.ordinal, p.order_index, p.ordinal]
      else array[0, d.order_index, d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal, p.order_index, p.ordinal] end
    from found f join public.concept_sparks p on f.kind = 'spark' and p.spark_id = f.id and p.workspace_id = p_workspace join public.concepts c on c.id = p.concept_id
    left join public.trails t on t.id = c.trail_id left join public.domains d on d.id = t.domain_id
    union all
    select f.kind, f.id, array[2, s.ordinal] from found f join public.sparks s on f.kind = 'spark' and s.id = f.id
    where not exists (select from public.concept_sparks p where p.spark_id = f.id and p.workspace_id = p_workspace)
    union all
    select f.kind, f.id, array[3, row_number() over (order by b.name, b.id)] from found f join public.beacons b on f.kind = 'beacon' and b.id = f.id
  ), page as materialized (
    select l.kind, l.id from lines l order by l.place limit most
  )
  select (select count(*) from found), (select count(*) from lines),
    array(select p.id from page p where p.kind = 'domain'), array(select p.id from page p where p.kind = 'trail'), array(select p.id from page p where p.kind = 'concept'),
    array(select p.id from page p where p.kind = 'concept_spark'), array(select p.id from page p where p.kind = 'spark'), array(select p.id from page p where p.kind = 'beacon')
  into entities, found_rows, r.domains, r.trails, r.concepts, r.places, r.sparks, beacons_of_page;
  -- With them comes what leads to them.
  r.beacons := beacons_of_page;
  r.concepts := array(select unnest(r.concepts) union select p.concept_id from public.concept_sparks p where p.workspace_id = p_workspace and p.id = any (r.places));
  r.trails := array(select unnest(r.trails) union select c.trail_id from public.concepts c where c.workspace_id = p_workspace and c.id = any (r.concepts) and c.trail_id is not null);
  r.domains := array(select unnest(r.domains) union select t.domain_id from public.trails t where t.workspace_id = p_workspace and t.id = any (r.trails));
  return private.outline_json(p_workspace, r) || jsonb_build_object('found', jsonb_build_object('entities', entities, 'rows', found_rows,
    'shown', least(found_rows, most)));
end
$$;
comment on function public.read_outline_found is
  'What a filter {text, state, difficulty, quality, beacon, mine, loose} leaves of the outline, the first p_limit rows of it with what leads to them: lists as read_outline has them, with found: {entities, rows, shown}.';
grant execute on function public.read_outline_found to authenticated, service_role;

create function public.read_outline_choices(p_workspace uuid, p_filter jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    -- Of each part of the filter how many its choices would leave: what fails nothing but this part counts.
    with nodes as materialized (
      select f.* from private.outline_facets(p_workspace, private.checked_filter(p_filter)) f where cardinality(f.fails) < 2
    ), states as (
      select n.is_draft, n.is_changed from nodes n where n.fails <@ array['state']
    )
    select jsonb_build_object(
      'state', (select jsonb_build_object('all', count(*), 'draft', count(*) filter (where s.is_draft), 'published', count(*) filter (where not s.is_draft and not s.is_changed),
        'changed', count(*) filter (where s.is_changed)) from states s),
      'difficulty', (select coalesce(jsonb_object_agg(d.difficulty, d.total), '{}') from (
        select n.difficulty, count(*) as total from nodes n where n.fails <@ array['difficulty'] and n.difficulty is not null group by n.difficulty) d),
      'quality', (select coalesce(jsonb_object_agg(q.quality, q.total), '{}') from (
        select u.quality, count(*) as total from nodes n cross join unnest(n.qualities) u (quality) where n.fails <@ array['quality'] group by u.quality) q),
      'mine', (select count(*) from nodes n where n.fails <@ array['mine'] and n.is_mine),
      'loose', (select count(*) from nodes n where n.fails <@ array['loose'] and n.is_loose),
      'beacons', (select coalesce(jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.name, 'marks', b.marks) order by b.name), '[]') from (
        select b.slug, b.name, (select count(*) from public.spark_beacons m where m.beacon_id = b.id and m.workspace_id = p_workspace) as marks
        from public.beacons b where b.workspace_id = p_workspace order by b.name limit 100) b)));
end
$$;
comment on function public.read_outline_choices is
  'How many entities each choice of a filter would leave, given the rest of it: {state, difficulty, quality, mine, loose, beacons}; beacons are the first hundred by name.';
grant execute on function public.read_outline_choices to authenticated, service_role;

create function public.count_beacons(p_workspace uuid, p_sparks uuid[], p_text text default '', p_limit integer default 100) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.name, 'category', b.category, 'marks',
      (select count(*) from public.spark_beacons m where m.workspace_id = p_workspace and m.beacon_id = b.id and m.spark_id = any (p_sparks))) order by b.name, b.id), '[]')
    from (
      select a.* from public.beacons a where a.workspace_id = p_workspace and strpos(lower(a.name), lower(btrim(left(coalesce(p_text, ''), 200)))) > 0
      order by a.name, a.id limit least(greatest(p_limit, 1), 200)) b);
end
$$;
comment on function public.count_beacons is 'Beacons whose name holds a text, by name, each with how many of some sparks bear it: [{id, slug, title, category, marks}].';
grant execute on function public.count_beacons to authenticated, service_role;
