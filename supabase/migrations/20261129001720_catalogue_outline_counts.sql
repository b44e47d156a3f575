-- The outline counts and filters in its own table (docs/decisions/077-the-outline-counts-in-a-table-of-its-own.md).

drop function private.outline_facets(uuid, jsonb);

create type private.outline_ask as (workspace uuid, text text, difficulty public.difficulty, quality text, me uuid, changed uuid[], marked uuid[], again uuid[], found uuid[]);
comment on type private.outline_ask is 'What a filter compares rows with: ids that have changed, that bear its beacon, that shall be looked at again, as far as it asks for them; then those that it leaves, if they are few.';

create function private.outline_ask(workspace uuid, filter jsonb, is_counting boolean) returns private.outline_ask
language sql stable security definer set search_path = ''
as $$
  select workspace, lower(btrim(coalesce(filter ->> 'text', ''))), (filter ->> 'difficulty')::public.difficulty, filter ->> 'quality', private.actor(),
    case when is_counting or filter ->> 'state' in ('published', 'changed') then array(select distinct c.id from private.changed_nodes(workspace) c) else '{}' end,
    case when filter ->> 'beacon' is not null then array(
      select m.spark_id from public.spark_beacons m join public.beacons b on b.id = m.beacon_id and b.workspace_id = workspace
      where m.workspace_id = workspace and b.slug = filter ->> 'beacon') end,
    case when is_counting or filter ->> 'quality' = 'again' then array(select distinct m.spark_id from public.review_marks m where m.workspace_id = workspace) else '{}' end, null::uuid[]
$$;

create function private.outline_conditions(filter jsonb) returns text
language sql immutable set search_path = ''
as $$
  -- Only what is asked for stands in the statement, so that it is planned and run as if it had been written for this filter.
  select concat_ws(' and ', 'e.workspace_id = ($1).workspace',
    case when btrim(coalesce(filter ->> 'text', '')) <> '' then 'strpos(e.title, ($1).text) > 0' end,
    case filter ->> 'state' when 'draft' then 'e.is_draft' when 'published' then 'not e.is_draft and e.id <> all (($1).changed)' when 'changed' then 'e.id = any (($1).changed)' end,
    case when filter ->> 'difficulty' is not null then 'e.difficulty = ($1).difficulty' end,
    case when filter ->> 'quality' is not null then $c$e.kind = 'spark' and $c$ || case
      when filter ->> 'quality' = 'unchecked' then 'e.check_status is null' when filter ->> 'quality' = 'again' then 'e.id = any (($1).again)'
      when filter ->> 'quality' in ('pending', 'rejected') then 'e.review = ($1).quality' else 'e.check_status::text = ($1).quality' end end,
    case when filter ->> 'beacon' is not null then $c$e.kind = 'spark' and e.id = any (($1).marked)$c$ end,
    case when (filter ->> 'mine')::boolean then 'e.updated_by is not distinct from ($1).me' end,
    case when (filter ->> 'loose')::boolean then $c$e.kind = 'spark' and e.places = 0$c$ end)
$$;
comment on function private.outline_conditions is 'What a filter asks of an entry "e", beside $1, an outline_ask.';

create function private.outline_lines(ask private.outline_ask, conditions text, part text, sections jsonb, most integer) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  found jsonb;
  few constant text := case when ask.found is null then '' else format('found as materialized (select e.kind, e.id from private.outline_entries e where %s), ', conditions) end;
  entry constant text := case when ask.found is null then 'join private.outline_entries e on ' || conditions || ' and (e.kind, e.id) = ' else 'join found e on (e.kind, e.id) = ' end;
begin
  -- A section is a domain by itself, or a trail with what is in it.
  execute case part
    when 'sections' then format($sql$
      with %2$ssections as materialized (select s.* from jsonb_to_recordset($3) s (nth integer, d uuid, t uuid))
      select jsonb_agg(jsonb_build_array(l.kind, l.id)) from (
        select * from (
          select 'domain' as kind, d.id, s.nth, 0 as c1, 0::bigint as c2, 0 as p1, 0::bigint as p2 from sections s join public.domains d on d.id = s.d and s.t is null %1$s ('domain', d.id)
          union all
          select 'trail', t.id, s.nth, -1, 0, 0, 0 from sections s join public.trails t on t.id = s.t %1$s ('trail', t.id)
          union all
          select 'concept', c.id, s.nth, c.order_index, c.ordinal, -1, 0 from sections s join public.concepts c on c.workspace_id = ($1).workspace and c.trail_id = s.t %1$s ('concept', c.id)
          union all
          select 'concept_spark', p.id, s.nth, c.order_index, c.ordinal, p.order_index, p.ordinal
          from sections s join public.concepts c on c.workspace_id = ($1).workspace and c.trail_id = s.t
          join public.concept_sparks p on p.workspace_id = ($1).workspace and p.concept_id = c.id %1$s ('spark', p.spark_id)
        ) u order by u.nth, u.c1, u.c2, u.p1, u.p2 limit $2) l $sql$, entry, few)
    when 'standalone' then format($sql$
      with %2$sthis as (select 1) select jsonb_agg(jsonb_build_array(l.kind, l.id)) from (
        select * from (
          select 'concept' as kind, c.id, c.order_index as c1, c.ordinal as c2, -1 as p1, 0::bigint as p2 from public.concepts c %1$s ('concept', c.id)
          where c.workspace_id = ($1).workspace and c.trail_id is null
          union all
          select 'concept_spark', p.id, c.order_index, c.ordinal, p.order_index, p.ordinal from public.concepts c
          join public.concept_sparks p on p.workspace_id = ($1).workspace and p.concept_id = c.id %1$s ('spark', p.spark_id)
          where c.workspace_id = ($1).workspace and c.trail_id is null
        ) u order by u.c1, u.c2, u.p1, u.p2 limit $2) l $sql$, entry, few)
    when 'loose' then format($sql$
      select jsonb_agg(jsonb_build_array('spark', l.id)) from (
        select e.id from private.outline_entries e where %s and e.kind = 'spark' and e.places = 0 order by e.ordinal limit $2) l $sql$, conditions)
    else format($sql$
      with %2$sthis as (select 1) select jsonb_agg(jsonb_build_array('beacon', l.id)) from (
        select b.id from public.beacons b %1$s ('beacon', b.id) where b.workspace_id = ($1).workspace order by b.name, b.id limit $2) l $sql$, entry, few)
  end into found using ask, most, sections;
  return coalesce(found, '[]');
end
$$;
comment on function private.outline_lines is 'Rows of one part of the outline that a filter leaves, in their order: [[kind, id]].';

create or replace function public.read_outline_found(p_workspace uuid, p_filter jsonb, p_limit integer default 200) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  most constant integer := least(greatest(coalesce(p_limit, 200), 1), 10000);
  filter constant jsonb := private.checked_filter(p_filter);
  conditions text := private.outline_conditions(filter);
  r private.outline_rows := row('{}', '{}', '{}', '{}', '{}', '{}');
  ask private.outline_ask;
  found uuid[];
  found_rows bigint;
  lines jsonb := '[]';
  sections jsonb;
  taken integer := 0;
  step integer := 8;
  part text;
begin
  perform private.require_role(p_workspace, 'editor');
  ask := private.outline_ask(p_workspace, filter, false);
  execute format('select coalesce(array_agg(e.id), ''{}''), coalesce(sum(greatest(e.places, 1)), 0) from private.outline_entries e where %s', conditions) into found, found_rows using ask;
  -- Few are looked for everywhere at once. Many are met from the top, in steps that grow, until there are enough of them.
  if cardinality(found) <= 5 * most then
    ask.found := found;
    conditions := 'e.workspace_id = ($1).workspace and e.id = any (($1).found)';
    step := 1000000;
  end if;
  if found_rows > 0 then
    sections := (select coalesce(jsonb_agg(jsonb_build_object('nth', s.nth, 'd', s.d, 't', s.t) order by s.nth), '[]') from (
      select row_number() over (order by o.order_index, o.ordinal, o.t_index nulls first, o.t_ordinal) as nth, o.d, o.t from (
        select d.id as d, null::uuid as t, d.order_index, d.ordinal, null::integer as t_index, null::bigint as t_ordinal from public.domains d where d.workspace_id = p_workspace
        union all
        select d.id, t.id, d.order_index, d.ordinal, t.order_index, t.ordinal from public.domains d join public.trails t on t.workspace_id = p_workspace and t.domain_id = d.id
        where d.workspace_id = p_workspace) o) s);
      while jsonb_array_length(lines) < least(most, found_rows) and taken < jsonb_array_length(sections) loop
      lines := lines || private.outline_lines(ask, conditions, 'sections',
        jsonb_path_query_array(sections, '$[$from to $to]', jsonb_build_object('from', taken, 'to', taken + step - 1)), most - jsonb_array_length(lines));
      taken := taken + step;
      step := step * 8;
    end loop;
    foreach part in array array['standalone', 'loose', 'beacons'] loop
      exit when jsonb_array_length(lines) >= least(most, found_rows);
      lines := lines || private.outline_lines(ask, conditions, part, null, most - jsonb_array_length(lines));
    end loop;
  end if;
  r.domains := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'domain');
  r.trails := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'trail');
  r.concepts := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'concept');
  r.places := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'concept_spark');
  r.sparks := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'spark');
  r.beacons := array(select (l ->> 1)::uuid from jsonb_array_elements(lines) l where l ->> 0 = 'beacon');
  -- With them comes what leads to them.
  r.concepts := array(select unnest(r.concepts) union select p.concept_id from public.concept_sparks p where p.workspace_id = p_workspace and p.id = any (r.places));
  r.trails := array(select unnest(r.trails) union select c.trail_id from public.concepts c where c.workspace_id = p_workspace and c.id = any (r.concepts) and c.trail_id is not null);
  r.domains := array(select unnest(r.domains) union select t.domain_id from public.trails t where t.workspace_id = p_workspace and t.id = any (r.trails));
  return private.outline_json(p_workspace, r) || jsonb_build_object('found', jsonb_build_object('entities', cardinality(found), 'rows', found_rows,
    'shown', least(found_rows, most)));
end
$$;

create or replace function public.read_outline_choices(p_workspace uuid, p_filter jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  filter constant jsonb := private.checked_filter(p_filter);
  ask private.outline_ask;
begin
  perform private.require_role(p_workspace, 'editor');
  ask := private.outline_ask(p_workspace, filter, true);
  return (
    -- Rows that say the same are counted first, without what is in other tables; the few that have changed or shall be looked at
    -- again are then taken out there and counted with that.
    with special as materialized (
      select e.*, e.id = any (ask.changed) as is_changed, e.kind = 'spark' and e.id = any (ask.again) as is_again
      from (select distinct i.id from unnest(ask.changed || ask.again) i (id)) s
      join private.outline_entries e on e.workspace_id = p_workspace and e.id = s.id and e.kind in ('domain', 'trail', 'concept', 'spark', 'beacon')
      where (ask.text = '' or strpos(e.title, ask.text) > 0) and (ask.marked is null or e.kind = 'spark' and e.id = any (ask.marked))
    ), counted as (
      select e.kind, e.is_draft, e.difficulty, e.check_status, e.review, e.updated_by, e.places = 0 as is_loose, false as is_changed, false as is_again, count(*) as many
      from private.outline_entries e
      where e.workspace_id = p_workspace and (ask.text = '' or strpos(e.title, ask.text) > 0) and (ask.marked is null or e.kind = 'spark' and e.id = any (ask.marked))
      group by 1, 2, 3, 4, 5, 6, 7
      union all
      select s.kind, s.is_draft, s.difficulty, s.check_status, s.review, s.updated_by, s.places = 0, n.is_counted and s.is_changed, n.is_counted and s.is_again,
        case when n.is_counted then 1 else -1 end
      from special s cross join (values (true), (false)) n (is_counted)
    ), said as (
      select c.is_draft, c.difficulty, c.is_changed, c.updated_by is not distinct from ask.me as is_mine, c.kind = 'spark' and c.is_loose as is_loose, c.many,
        case when c.kind = 'spark' then array_remove(array[coalesce(c.check_status::text, 'unchecked'), nullif(c.review, 'approved'), case when c.is_again then 'again' end], null) end as qualities
      from counted c
    ), cells as materialized (
      -- Of each part of the filter how many its choices would leave: what fails nothing but this part counts. A bit for each that is failed.
      select s.*,
        (case filter ->> 'state' when 'draft' then s.is_draft is not true when 'published' then s.is_draft is not false or s.is_changed when 'changed' then not s.is_changed else false end)::integer
        | ((ask.difficulty is not null and s.difficulty is distinct from ask.difficulty)::integer << 1)
        | ((ask.quality is not null and not coalesce(ask.quality = any (s.qualities), false))::integer << 2)
        | ((coalesce((filter ->> 'mine')::boolean, false) and not s.is_mine)::integer << 3)
        | ((coalesce((filter ->> 'loose')::boolean, false) and not s.is_loose)::integer << 4) as fails
      from said s
    )
    select jsonb_build_object(
      'state', (select jsonb_build_object('all', coalesce(sum(c.many), 0), 'draft', coalesce(sum(c.many) filter (where c.is_draft), 0),
        'published', coalesce(sum(c.many) filter (where not c.is_draft and not c.is_changed), 0), 'changed', coalesce(sum(c.many) filter (where c.is_changed), 0))
        from cells c where c.fails in (0, 1)),
      'difficulty', (select coalesce(jsonb_object_agg(d.difficulty, d.total), '{}') from (
        select c.difficulty, sum(c.many) as total from cells c where c.fails in (0, 2) and c.difficulty is not null group by c.difficulty having sum(c.many) > 0) d),
      'quality', (select coalesce(jsonb_object_agg(q.quality, q.total), '{}') from (
        select u.quality, sum(c.many) as total from cells c cross join unnest(c.qualities) u (quality) where c.fails in (0, 4) group by u.quality having sum(c.many) > 0) q),
      'mine', (select coalesce(sum(c.many), 0) from cells c where c.fails in (0, 8) and c.is_mine),
      'loose', (select coalesce(sum(c.many), 0) from cells c where c.fails in (0, 16) and c.is_loose),
      'beacons', (select coalesce(jsonb_agg(jsonb_build_object('slug', b.slug, 'title', b.name, 'marks', b.marks) order by b.name), '[]') from (
        select b.slug, b.name, (select count(*) from public.spark_beacons m where m.beacon_id = b.id and m.workspace_id = p_workspace) as marks
        from public.beacons b where b.workspace_id = p_workspace order by b.name limit 100) b)));
end
$$;

create or replace function private.loose_window(workspace uuid, around uuid, begins bigint, most integer) returns private.outline_window
language plpgsql stable security definer set search_path = ''
as $$
declare
  w private.outline_window;
  first_ordinal bigint := begins;
begin
  w.total := private.count_loose(workspace);
  if around is not null and w.total > most then
    select s.ordinal into first_ordinal from public.sparks s where s.workspace_id = workspace and s.id = around;
  end if;
  select coalesce(array_agg(l.id order by l.ordinal), '{}') into w.ids from (
    select e.id, e.ordinal from private.outline_entries e
    where e.workspace_id = workspace and e.kind = 'spark' and e.places = 0 and e.ordinal >= coalesce(first_ordinal, 0)
    order by e.ordinal limit most) l;
  w.starts := 0;
  if first_ordinal is not null then
    select count(*) into w.starts from private.outline_entries e
    where e.workspace_id = workspace and e.kind = 'spark' and e.places = 0 and e.ordinal < first_ordinal;
    w.begins := case when w.starts > 0 then jsonb_build_array(0, first_ordinal) end;
  end if;
  return w;
end
$$;

create or replace function private.count_loose(workspace uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
  select count(*) from private.outline_entries e where e.workspace_id = workspace and e.kind = 'spark' and e.places = 0
$$;

create or replace function public.read_outline_sums(p_workspace uuid, p_nodes jsonb, p_whole boolean default false) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_nodes) is distinct from 'array' or jsonb_array_length(p_nodes) > 2000 then
    raise exception 'up to 2,000 rows are asked for at once' using errcode = 'TW006';
  end if;
  return (
    with nodes as materialized (
      select distinct left(n.key, 1) as of, nullif(substr(n.key, 3), 'standalone')::uuid as id, n.key
      from jsonb_array_elements_text(p_nodes) n (key)
      where n.key ~ '^[dtc]-[0-9a-f-]{36}$' or n.key = 'g-standalone'
    ), changed as materialized (
      select distinct c.kind, c.id from private.changed_nodes(p_workspace) c
    ), trails as (
      select n.key, t.id from nodes n join public.trails t on t.workspace_id = p_workspace and t.domain_id = n.id where n.of = 'd'
    ), concepts as materialized (
      select y.key, c.id, true as is_below from (select t.key, t.id from trails t union all select n.key, n.id from nodes n where n.of = 't') y
        join public.concepts c on c.workspace_id = p_workspace and c.trail_id = y.id
      union all select n.key, c.id, false from nodes n join public.concepts c on c.workspace_id = p_workspace and c.id = n.id where n.of = 'c'
      union all select n.key, c.id, true from nodes n join public.concepts c on c.workspace_id = p_workspace and c.trail_id is null where n.of = 'g'
    ), sparks as materialized (
      -- A spark that stands twice below counts once.
      select distinct c.key, p.spark_id as id from concepts c join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
    ), sums as materialized (
      select s.key, count(*) as sparks, sum(e.mins) as mins from sparks s join private.outline_entries e on e.workspace_id = p_workspace and e.kind = 'spark' and e.id = s.id group by s.key
    ), changes as materialized (
      select b.key, count(*) as changes from (
        select t.key, 'trail'::public.content_kind as kind, t.id from trails t
        union all select c.key, 'concept', c.id from concepts c where c.is_below
        union all select s.key, 'spark', s.id from sparks s) b
      join changed c on c.kind = b.kind and c.id = b.id group by b.key
    )
    select jsonb_build_object(
      'nodes', (select coalesce(jsonb_object_agg(n.key, jsonb_build_array(coalesce(s.sparks, 0), coalesce(s.mins, 0), coalesce(c.changes, 0))), '{}')
        from nodes n left join sums s on s.key = n.key left join changes c on c.key = n.key),
      'whole', case when p_whole then (
        select jsonb_build_object('kinds', jsonb_build_object('domain', count(*) filter (where e.kind = 'domain'), 'trail', count(*) filter (where e.kind = 'trail'),
          'concept', count(*) filter (where e.kind = 'concept'), 'spark', count(*) filter (where e.kind = 'spark')), 'mins', coalesce(sum(e.mins), 0))
        from private.outline_entries e where e.workspace_id = p_workspace) end));
end
$$;
