-- All sparks as one list: filtered, sorted and paged in the database, with what each view of the page would show. One statement, so that a page
-- and its sums are of one moment.

create function private.checked_spark_filter(filter jsonb) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(filter) is distinct from 'object'
    or filter - array['text', 'states', 'difficulties', 'beacon', 'trail_id', 'by', 'mine', 'loose', 'has_exercises', 'least_mins', 'most_mins'] <> '{}'
    or not pg_input_is_valid(coalesce(filter ->> 'trail_id', gen_random_uuid()::text), 'uuid')
    or not pg_input_is_valid(coalesce(filter ->> 'by', gen_random_uuid()::text), 'uuid')
    or exists (select from unnest(array['mine', 'loose', 'has_exercises']) f where jsonb_typeof(coalesce(filter -> f, 'true')) <> 'boolean')
    or exists (select from unnest(array['least_mins', 'most_mins']) f where coalesce(filter ->> f, '1') !~ '^\d{1,3}$')
    or exists (select from unnest(array['states', 'difficulties']) f where jsonb_typeof(coalesce(filter -> f, '[]')) <> 'array')
  then
    raise exception 'there is no such filter' using errcode = 'TW006';
  end if;
  return filter || jsonb_build_object('text', lower(btrim(left(coalesce(filter ->> 'text', ''), 200))));
end
$$;

create function public.read_spark_list(p_workspace uuid, p_filter jsonb default '{}', p_sort text default 'edited', p_down boolean default true, p_offset integer default 0, p_limit integer default 100)
returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  filter constant jsonb := private.checked_spark_filter(p_filter);
  me constant uuid := private.actor();
  base constant public.snapshots := private.base_snapshot(p_workspace);
  changed uuid[];
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_sort not in ('title', 'state', 'place', 'exercises', 'links', 'mins', 'difficulty', 'edited') then
    raise exception 'there is no such order' using errcode = 'TW006';
  end if;
  changed := array(select distinct c.id from private.changed_nodes(p_workspace) c where c.kind = 'spark');
  with drawn as materialized (
    select x.spark_id, count(*)::integer as many from private.exercise_entries x where x.workspace_id = p_workspace group by 1
  ), linked as materialized (
    -- Counted for all only where they are sorted by; else for the rows of the page alone.
    select l.id, count(*)::integer as many from (
      select k.source_id as id from public.spark_links k where p_sort = 'links' and k.workspace_id = p_workspace
      union all
      select k.target_id from public.spark_links k where p_sort = 'links' and k.workspace_id = p_workspace) l group by 1
  ), stands as materialized (
    select o.spark_id, min(o.nth) as nth from (
      select p.spark_id, row_number() over (order by d.order_index, d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal, p.order_index, p.ordinal) as nth
      from public.concept_sparks p join public.concepts c on c.workspace_id = p_workspace and c.id = p.concept_id
      left join public.trails t on t.workspace_id = p_workspace and t.id = c.trail_id
      left join public.domains d on d.workspace_id = p_workspace and d.id = t.domain_id
      where p_sort = 'place' and p.workspace_id = p_workspace) o group by 1
  ), listed as materialized (
    select e.id, e.title as low_title, e.ordinal, e.mins, e.places, e.difficulty, e.updated_by is not distinct from me as is_mine, e.updated_by, coalesce(x.many, 0) as exercises,
      case when e.is_draft then 'draft' when e.id <> all (changed) then 'published' when exists (
        select from public.entity_versions v where v.workspace_id = p_workspace and v.kind = 'spark' and v.entity_id = e.id and v.from_seq <= base.seq and v.to_seq > base.seq)
        then 'changed' else 'new' end as state
    from private.outline_entries e left join drawn x on x.spark_id = e.id where e.workspace_id = p_workspace and e.kind = 'spark'
  ), matched as materialized (
    select l.* from listed l
    where (filter ->> 'text' = '' or strpos(l.low_title, filter ->> 'text') > 0)
      and (filter -> 'states' is null or filter -> 'states' ? l.state)
      and (filter -> 'difficulties' is null or filter -> 'difficulties' ? l.difficulty::text)
      and (filter -> 'by' is null or l.updated_by = (filter ->> 'by')::uuid)
      and (filter -> 'mine' is null or l.is_mine = (filter ->> 'mine')::boolean)
      and (filter -> 'loose' is null or (l.places = 0) = (filter ->> 'loose')::boolean)
      and (filter -> 'has_exercises' is null or (l.exercises > 0) = (filter ->> 'has_exercises')::boolean)
      and (filter -> 'least_mins' is null or l.mins >= (filter ->> 'least_mins')::integer)
      and (filter -> 'most_mins' is null or l.mins <= (filter ->> 'most_mins')::integer)
      and (filter -> 'beacon' is null or exists (
        select from public.spark_beacons m join public.beacons b on b.workspace_id = p_workspace and b.id = m.beacon_id
        where m.workspace_id = p_workspace and m.spark_id = l.id and b.slug = filter ->> 'beacon'))
      and (filter -> 'trail_id' is null or exists (
        select from public.concept_sparks p join public.concepts c on c.workspace_id = p_workspace and c.id = p.concept_id
        where p.workspace_id = p_workspace and p.spark_id = l.id and c.trail_id = (filter ->> 'trail_id')::uuid))
  ), ranked as (
    select m.*, s.slug, s.title, s.is_published, s.version, s.updated_at,
      case p_sort when 'title' then m.low_title end as by_text,
      case p_sort when 'state' then array_position(array['draft', 'new', 'changed', 'published'], m.state) when 'place' then w.nth when 'exercises' then m.exercises
        when 'links' then coalesce(k.many, 0) when 'mins' then m.mins when 'difficulty' then array_position(enum_range(null::public.difficulty), m.difficulty)
        when 'edited' then extract(epoch from s.updated_at) end as by_number
    from matched m join public.sparks s on s.workspace_id = p_workspace and s.id = m.id
    left join linked k on k.id = m.id left join stands w on w.spark_id = m.id
  ), page as (
    select r.*, row_number() over (order by
      case when not p_down then r.by_text end, case when p_down then r.by_text end desc,
      -- What stands nowhere comes last, whichever way round.
      r.by_number is null, case when not p_down then r.by_number end, case when p_down then r.by_number end desc,
      r.low_title, r.ordinal) as nth
    from ranked r order by nth offset greatest(p_offset, 0) limit least(greatest(p_limit, 1), 10000)
  )
  select jsonb_build_object(
    'total', (select count(*) from matched), 'mins', (select coalesce(sum(m.mins), 0) from matched m), 'exercises', (select coalesce(sum(m.exercises), 0) from matched m),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'slug', p.slug, 'title', p.title, 'state', p.state, 'is_published', p.is_published, 'version', p.version,
        'difficulty', p.difficulty, 'mins', p.mins, 'exercises', p.exercises,
        'links', (select count(*) from public.spark_links l where l.workspace_id = p_workspace and l.source_id = p.id)
          + (select count(*) from public.spark_links l where l.workspace_id = p_workspace and l.target_id = p.id),
        'places', p.places, 'place', (
          select jsonb_build_object('id', h.id, 'concept_id', c.id, 'concept', c.title, 'trail', t.title)
          from public.concept_sparks h join public.concepts c on c.workspace_id = p_workspace and c.id = h.concept_id
          left join public.trails t on t.workspace_id = p_workspace and t.id = c.trail_id left join public.domains d on d.workspace_id = p_workspace and d.id = t.domain_id
          where h.workspace_id = p_workspace and h.spark_id = p.id
          order by d.order_index, d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal, h.order_index, h.ordinal limit 1),
        'updated_by', p.updated_by, 'updated_at', p.updated_at) order by p.nth), '[]') from page p),
    'views', (select jsonb_build_object('all', count(*), 'mine', count(*) filter (where l.is_mine), 'drafts', count(*) filter (where l.state = 'draft'),
        'no_exercises', count(*) filter (where l.exercises = 0), 'long', count(*) filter (where l.mins > 15), 'loose', count(*) filter (where l.places = 0),
        'changed', count(*) filter (where l.state = 'changed')) from listed l)
  ) into answer;
  return answer;
end
$$;
comment on function public.read_spark_list is 'Sparks by a filter whose conditions are joined by AND ({text: in the title, states, difficulties: [], beacon: slug, trail_id, by: person, mine, loose, has_exercises, least_mins, most_mins}), sorted by title, state, place, exercises, links, mins, difficulty or edited, a page at a time: {total, mins, exercises of all that match; rows; views: how many each view of the page has}.';
grant execute on function public.read_spark_list(uuid, jsonb, text, boolean, integer, integer) to authenticated, service_role;
