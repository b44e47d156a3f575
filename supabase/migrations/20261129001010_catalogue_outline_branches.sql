-- The outline a branch at a time (docs/decisions/067-the-outline-comes-in-branches.md).

create index domains_order_idx on public.domains (workspace_id, order_index, ordinal);
create index trails_order_idx on public.trails (workspace_id, domain_id, order_index, ordinal);
create index concepts_order_idx on public.concepts (workspace_id, trail_id, order_index, ordinal);
create index concept_sparks_order_idx on public.concept_sparks (workspace_id, concept_id, order_index, ordinal) include (spark_id);
create index sparks_ordinal_idx on public.sparks (workspace_id, ordinal) include (id);

create type private.outline_rows as (domains uuid[], trails uuid[], concepts uuid[], places uuid[], sparks uuid[], beacons uuid[]);
comment on type private.outline_rows is 'Rows of the outline by their ids; sparks are those that stand in no concept.';

create function private.outline_json(workspace uuid, r private.outline_rows) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := private.actor();
  placed uuid[] := coalesce((select array_agg(distinct p.spark_id) from public.concept_sparks p where p.workspace_id = workspace and p.id = any (r.places)), '{}');
begin
  return jsonb_build_object(
    'domains', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'slug', d.slug, 'title', d.name, 'is_published', d.is_published,
        'icon', d.icon, 'color', d.color, 'version', d.version, 'mine', d.updated_by = me, 'change', c.change,
        'children', (select count(*) from public.trails t where t.workspace_id = workspace and t.domain_id = d.id)) order by d.order_index, d.ordinal), '[]')
      from public.domains d left join private.changes_of(workspace, 'domain', r.domains) c on c.id = d.id
      where d.workspace_id = workspace and d.id = any (r.domains)),
    'trails', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'title', t.title, 'is_published', t.is_published,
        'domain_id', t.domain_id, 'difficulty', t.difficulty_level, 'version', t.version, 'mine', t.updated_by = me, 'change', c.change,
        'children', (select count(*) from public.concepts n where n.workspace_id = workspace and n.trail_id = t.id)) order by t.order_index, t.ordinal), '[]')
      from public.trails t left join private.changes_of(workspace, 'trail', r.trails) c on c.id = t.id
      where t.workspace_id = workspace and t.id = any (r.trails)),
    'concepts', (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title, 'is_published', n.is_published,
        'trail_id', n.trail_id, 'version', n.version, 'mine', n.updated_by = me, 'change', c.change,
        'children', (select count(*) from public.concept_sparks p where p.workspace_id = workspace and p.concept_id = n.id)) order by n.order_index, n.ordinal), '[]')
      from public.concepts n left join private.changes_of(workspace, 'concept', r.concepts) c on c.id = n.id
      where n.workspace_id = workspace and n.id = any (r.concepts)),
    'places', (select coalesce(jsonb_agg(jsonb_build_array(p.id, p.concept_id, p.spark_id) order by p.order_index, p.ordinal), '[]')
      from public.concept_sparks p where p.workspace_id = workspace and p.id = any (r.places)),
    'sparks', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published,
        'difficulty', s.difficulty, 'mins', s.estimated_mins, 'review', s.ai_metadata ->> 'review_status', 'check', q.validation_status,
        'again', exists (select from public.review_marks m where m.workspace_id = workspace and m.spark_id = s.id),
        'version', s.version, 'mine', s.updated_by = me, 'change', c.change,
        'places', (select count(*) from public.concept_sparks p where p.spark_id = s.id and p.workspace_id = workspace)) order by s.ordinal), '[]')
      from public.sparks s left join public.lesson_profiles q on q.spark_id = s.id and q.workspace_id = workspace
      left join private.changes_of(workspace, 'spark', placed || r.sparks) c on c.id = s.id
      where s.workspace_id = workspace and s.id = any (placed || r.sparks)),
    'beacons', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.name, 'category', b.category,
        'version', b.version, 'mine', b.updated_by = me, 'change', c.change,
        'marks', (select count(*) from public.spark_beacons m where m.beacon_id = b.id and m.workspace_id = workspace)) order by b.name, b.id), '[]')
      from public.beacons b left join private.changes_of(workspace, 'beacon', r.beacons) c on c.id = b.id
      where b.workspace_id = workspace and b.id = any (r.beacons)));
end
$$;
comment on function private.outline_json is 'Rows of the outline in their order, each with its change since the current snapshot and the number of its children (of a spark: of its places).';

create type private.outline_window as (ids uuid[], starts bigint, total bigint, begins jsonb);
comment on type private.outline_window is 'Rows of a branch in their order, how many siblings stand before them, how many there are, and where the window begins.';

create function private.branch_window(workspace uuid, row_kind public.content_kind, parent uuid, begins jsonb, around uuid, most integer) returns private.outline_window
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  rows_of text;
  w private.outline_window;
  first_order integer := (begins ->> 0)::integer;
  first_ordinal bigint := (begins ->> 1)::bigint;
begin
  select * into strict k from private.kinds n where n.kind = row_kind;
  rows_of := format('public.%I t where t.workspace_id = $1%s', k.table_name,
    case when k.ref_a is null then '' when parent is null then format(' and t.%I is null', k.ref_a) else format(' and t.%I = $2', k.ref_a) end);
  if around is not null then
    -- Half of the window stands before the row, as far as there is so much.
    execute format('select b.order_index, b.ordinal from (
        select t.order_index, t.ordinal from %1$s and (t.order_index, t.ordinal) <= (select a.order_index, a.ordinal from public.%2$I a where a.workspace_id = $1 and a.id = $3)
        order by t.order_index desc, t.ordinal desc limit $4) b order by b.order_index, b.ordinal limit 1', rows_of, k.table_name)
    into first_order, first_ordinal using workspace, parent, around, greatest(most / 2, 1);
  end if;
  execute format('select coalesce(array_agg(r.id order by r.order_index, r.ordinal), ''{}''), (array_agg(jsonb_build_array(r.order_index, r.ordinal) order by r.order_index, r.ordinal))[1]
    from (select t.id, t.order_index, t.ordinal from %s %s order by t.order_index, t.ordinal limit $5) r', rows_of,
    case when first_order is null then '' else 'and (t.order_index, t.ordinal) >= ($3, $4)' end)
  into w.ids, w.begins using workspace, parent, first_order, first_ordinal, most;
  execute format('select count(*), count(*) filter (where (t.order_index, t.ordinal) < ($3, $4)) from %s', rows_of)
  into w.total, w.starts using workspace, parent, (w.begins ->> 0)::integer, (w.begins ->> 1)::bigint;
  -- A window that begins with the first stays there when something is put before it.
  if w.starts = 0 then
    w.begins := null;
  end if;
  return w;
end
$$;

create function private.loose_window(workspace uuid, around uuid, begins bigint, most integer) returns private.outline_window
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
    select s.id, s.ordinal from public.sparks s
    where s.workspace_id = workspace and s.ordinal >= coalesce(first_ordinal, 0) and w.total > 0
      and not exists (select from public.concept_sparks p where p.spark_id = s.id and p.workspace_id = workspace)
    order by s.ordinal limit most) l;
  w.starts := 0;
  if first_ordinal is not null then
    select count(*) into w.starts from public.sparks s where s.workspace_id = workspace and s.ordinal < first_ordinal
      and not exists (select from public.concept_sparks p where p.spark_id = s.id and p.workspace_id = workspace);
    w.begins := case when w.starts > 0 then jsonb_build_array(0, first_ordinal) end;
  end if;
  return w;
end
$$;
comment on function private.loose_window is 'Sparks that stand in no concept, in the order in which they were made.';

create function private.count_loose(workspace uuid) returns bigint
language sql stable security definer set search_path = ''
as $$
  select count(*) from public.sparks s where s.workspace_id = workspace
    and not exists (select from public.concept_sparks p where p.spark_id = s.id and p.workspace_id = workspace)
$$;

create function private.beacon_window(workspace uuid, around uuid, most integer) returns private.outline_window
language sql stable security definer set search_path = ''
as $$
  -- Few, in the order of their names; where there are many, one that is asked for comes with the first.
  select array(
      select b.id from public.beacons b where b.workspace_id = workspace order by b.name, b.id limit most)
    || array(select b.id from public.beacons b where b.workspace_id = workspace and b.id = around
      and b.id not in (select f.id from public.beacons f where f.workspace_id = workspace order by f.name, f.id limit most)),
    0::bigint, (select count(*) from public.beacons b where b.workspace_id = workspace), null::jsonb
$$;

create function private.way_to(workspace uuid, row_kind public.content_kind, row_slug text, row_in text)
returns table (branch text, parent uuid, around uuid)
language plpgsql stable security definer set search_path = ''
as $$
declare
  d uuid; t uuid; c uuid; p uuid; s uuid;
begin
  if row_kind = 'domain' then
    select n.id into d from public.domains n where n.workspace_id = workspace and n.slug = row_slug;
  elsif row_kind = 'trail' then
    select n.id, n.domain_id into t, d from public.trails n where n.workspace_id = workspace and n.slug = row_slug;
  elsif row_kind = 'concept' then
    select n.id, n.trail_id into c, t from public.concepts n where n.workspace_id = workspace and n.slug = row_slug;
  elsif row_kind = 'spark' then
    select n.id into s from public.sparks n where n.workspace_id = workspace and n.slug = row_slug;
    select q.id, q.concept_id, n.trail_id into p, c, t from public.concept_sparks q join public.concepts n on n.id = q.concept_id
    where q.workspace_id = workspace and q.spark_id = s order by n.slug is distinct from row_in, q.ordinal limit 1;
    if p is null and s is not null then
      return query values ('loose', null::uuid, s);
    end if;
  elsif row_kind = 'beacon' then
    return query select 'beacons', null::uuid, b.id from public.beacons b where b.workspace_id = workspace and b.slug = row_slug;
  end if;
  if t is not null and d is null then
    select n.domain_id into d from public.trails n where n.workspace_id = workspace and n.id = t;
  end if;
  if d is not null then return query values ('domains', null::uuid, d), ('domain', d, t); end if;
  if t is not null then return query values ('trail', t, c); end if;
  if c is not null and t is null then return query values ('standalone', null::uuid, c); end if;
  if c is not null then return query values ('concept', c, p); end if;
end
$$;
comment on function private.way_to is 'The branches that lead to an entity, each with its row that does, and what is inside of it.';

create function public.read_outline_branches(p_workspace uuid, p_branches jsonb default null, p_at jsonb default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  page constant integer := 100;
  r private.outline_rows := row('{}', '{}', '{}', '{}', '{}', '{}');
  w private.outline_window;
  ask record;
  branches jsonb := '{}';
  so_far integer := 0;
  asks jsonb := coalesce(p_branches, '[]');
  child record;
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(asks) <> 'array' or jsonb_array_length(asks) > 500 then
    raise exception 'up to 500 branches are asked for at once' using errcode = 'TW006';
  end if;
  if p_at is not null then
    asks := (select coalesce(jsonb_agg(jsonb_build_object('of', y.branch, 'id', y.parent, 'around', y.around)), '[]')
      from private.way_to(p_workspace, (p_at ->> 'kind')::public.content_kind, p_at ->> 'slug', p_at ->> 'in') y) || asks;
  end if;
  if not exists (select from jsonb_array_elements(asks) a where a ->> 'of' = 'domains') and p_branches is null then
    asks := '[{"of": "domains"}]' || asks;
  end if;
  if p_branches is null and p_at is null then
    -- The first page has as many open domains as fit into a page of rows.
    for child in
      select d.id, (select count(*) from public.trails t where t.workspace_id = p_workspace and t.domain_id = d.id) as trails
      from public.domains d where d.workspace_id = p_workspace order by d.order_index, d.ordinal limit 20
    loop
      so_far := so_far + least(child.trails, page);
      exit when so_far > page and jsonb_array_length(asks) > 1;
      asks := asks || jsonb_build_object('of', 'domain', 'id', child.id);
    end loop;
    so_far := 0;
  end if;
  for ask in
    select a.of, a.id, a."from" as begins, a.around, least(greatest(coalesce(a.count, page), 1), 10000) as most
    from jsonb_to_recordset(asks) a (of text, id uuid, "from" jsonb, around uuid, count integer)
  loop
    -- Whoever asks for too much at once gets the first of it.
    continue when so_far >= 10000;
    w := case ask.of
      when 'domains' then private.branch_window(p_workspace, 'domain', null, ask.begins, ask.around, ask.most)
      when 'domain' then private.branch_window(p_workspace, 'trail', ask.id, ask.begins, ask.around, ask.most)
      when 'trail' then private.branch_window(p_workspace, 'concept', ask.id, ask.begins, ask.around, ask.most)
      when 'standalone' then private.branch_window(p_workspace, 'concept', null, ask.begins, ask.around, ask.most)
      when 'concept' then private.branch_window(p_workspace, 'concept_spark', ask.id, ask.begins, ask.around, ask.most)
      when 'loose' then private.loose_window(p_workspace, ask.around, (ask.begins ->> 1)::bigint, ask.most)
      when 'beacons' then private.beacon_window(p_workspace, ask.around, ask.most) end;
    if w is null or ask.of in ('domain', 'trail', 'concept') and ask.id is null then
      raise exception 'there is no such branch' using errcode = 'TW006';
    end if;
    case ask.of
      when 'domains' then r.domains := r.domains || w.ids;
      when 'domain' then r.trails := r.trails || w.ids;
      when 'trail', 'standalone' then r.concepts := r.concepts || w.ids;
      when 'concept' then r.places := r.places || w.ids;
      when 'loose' then r.sparks := r.sparks || w.ids;
      else r.beacons := r.beacons || w.ids;
    end case;
    so_far := so_far + cardinality(w.ids);
    branches := branches || jsonb_build_object(
      case ask.of when 'domain' then 'd-' || ask.id when 'trail' then 't-' || ask.id when 'concept' then 'c-' || ask.id else 'g-' || ask.of end,
      jsonb_build_object('starts', w.starts, 'count', cardinality(w.ids), 'total', w.total, 'from', w.begins));
  end loop;
  return private.outline_json(p_workspace, r) || jsonb_build_object('branches', branches, 'groups', jsonb_build_object(
    'domains', (select count(*) from public.domains d where d.workspace_id = p_workspace),
    'standalone', (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id is null),
    'loose', private.count_loose(p_workspace),
    'beacons', (select count(*) from public.beacons b where b.workspace_id = p_workspace)));
end
$$;
comment on function public.read_outline_branches is
  'Rows of the outline: of the branches asked for ([{of: domains | domain | trail | concept | standalone | loose | beacons, id, from, around, count}]) and of those that lead to an entity ({kind, slug, in}); of neither, the first page. Lists as read_outline has them, with branches: {key: {starts, count, total, from}} and groups: how many there are of each.';
grant execute on function public.read_outline_branches to authenticated, service_role;

create function public.read_outline_sums(p_workspace uuid, p_nodes jsonb, p_whole boolean default false) returns jsonb
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
      select s.key, count(*) as sparks, sum(k.estimated_mins) as mins from sparks s join public.sparks k on k.workspace_id = p_workspace and k.id = s.id group by s.key
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
      'whole', case when p_whole then (select jsonb_build_object('kinds', jsonb_build_object(
        'domain', (select count(*) from public.domains d where d.workspace_id = p_workspace),
        'trail', (select count(*) from public.trails t where t.workspace_id = p_workspace),
        'concept', (select count(*) from public.concepts c where c.workspace_id = p_workspace),
        'spark', count(*)), 'mins', coalesce(sum(s.estimated_mins), 0)) from public.sparks s where s.workspace_id = p_workspace) end));
end
$$;
comment on function public.read_outline_sums is 'What is below rows of the outline, by their keys: {nodes: {key: [sparks, minutes, changes]}, whole: {kinds: {domain, trail, concept, spark}, mins}}. A spark that stands twice below counts once.';
grant execute on function public.read_outline_sums to authenticated, service_role;

create function public.find_places(p_workspace uuid, p_kind public.content_kind, p_text text default '', p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  words constant text[] := array(select w from regexp_split_to_table(lower(btrim(left(coalesce(p_text, ''), 200))), '\s+') w where w <> '' limit 8);
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'path', f.path, 'color', f.color, 'children', case p_kind
        when 'domain' then (select count(*) from public.trails t where t.workspace_id = p_workspace and t.domain_id = f.id)
        when 'trail' then (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = f.id)
        else (select count(*) from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = f.id) end) order by f.place), '[]')
    from (
      select n.* from (
        select d.id, d.slug, d.name as title, '' as path, d.color, array[d.order_index, d.ordinal] as place
        from public.domains d where p_kind = 'domain' and d.workspace_id = p_workspace
        union all
        select t.id, t.slug, t.title, d.name, null, array[d.order_index, d.ordinal, t.order_index, t.ordinal]
        from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'trail' and t.workspace_id = p_workspace
        union all
        -- What stands alone comes last, as in the outline.
        select c.id, c.slug, c.title, concat_ws(' › ', d.name, t.title), null,
          array[coalesce(d.order_index, 2147483647), d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal]
        from public.concepts c
        left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
        left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'concept' and c.workspace_id = p_workspace
      ) n
      where not exists (select from unnest(words) w where strpos(lower(n.title || ' ' || n.path), w) = 0)
      order by n.place limit least(greatest(p_limit, 1), 100)
    ) f);
end
$$;
comment on function public.find_places is 'Domains, trails or concepts whose title and path hold all words, in the order of the outline: [{id, slug, title, path, children, color}].';
grant execute on function public.find_places to authenticated, service_role;
