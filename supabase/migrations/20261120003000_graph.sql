-- What people see and do on the page of the graph: the whole graph in one answer, where somebody put its nodes by hand, and links
-- edited together.

create table public.graph_positions (
  workspace_id uuid not null,
  level public.graph_level not null,
  node_id uuid not null,
  x real not null,
  y real not null,
  constraint graph_positions_pkey primary key (workspace_id, level, node_id),
  constraint graph_positions_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint graph_positions_x_range check (x between -10000000 and 10000000),
  constraint graph_positions_y_range check (y between -10000000 and 10000000)
);
comment on table public.graph_positions is
  'Where nodes stand that somebody moved by hand. No content: without history, in no snapshot. A node in the trash has its place when it comes back.';
alter table public.graph_positions enable row level security;
grant select on public.graph_positions to authenticated;
grant select on public.graph_positions to service_role;
create policy "Members see where nodes stand" on public.graph_positions for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function public.read_graph(p_workspace uuid, p_level public.graph_level, p_known bigint default null) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  now_at bigint;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  select coalesce(max(g.version), 0) into now_at from public.graphs g where g.workspace_id = p_workspace and g.level = p_level;
  -- A page asks every two seconds; mostly nothing has moved.
  if now_at = p_known then
    return jsonb_build_object('version', now_at);
  end if;
  execute format(
    'with links as (
       select l.* from public.%1$I l where l.workspace_id = $1
     ), ends as (
       select n.id, row_number() over (order by n.id) - 1 as nth from (select l.source_id as id from links l union select l.target_id from links l) n
     )
     select jsonb_build_object(''version'', $2,
       ''ends'', (select coalesce(jsonb_agg(e.id order by e.nth), ''[]'') from ends e),
       ''links'', (select coalesce(jsonb_agg(jsonb_build_array(l.id, s.nth, t.nth, l.link_type, l.weight, l.description, l.version) order by l.ordinal), ''[]'')
         from links l join ends s on s.id = l.source_id join ends t on t.id = l.target_id),
       ''positions'', (select coalesce(jsonb_agg(jsonb_build_array(p.node_id, p.x, p.y) order by p.node_id), ''[]'')
         from public.graph_positions p join public.%2$I n on n.id = p.node_id and n.workspace_id = p.workspace_id
         where p.workspace_id = $1 and p.level = $3))', p_level || '_links', p_level || 's')
  into answer using p_workspace, now_at, p_level;
  return answer;
end
$$;
comment on function public.read_graph is
  'All links of a level: {version, ends: [id], links: [[id, source, target, type, weight, description, version]], positions: [[id, x, y]]}, source and target as places in ends. Only {version} when that is still p_known.';

create function public.set_positions(p_workspace uuid, p_level public.graph_level, p_set jsonb, p_reset boolean default false) returns bigint
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  -- Whoever holds the graph waits for nobody, and no other rows than these are locked behind it.
  perform private.touch_graph(p_workspace, p_level);
  if p_reset then
    delete from public.graph_positions p where p.workspace_id = p_workspace and p.level = p_level;
  end if;
  insert into public.graph_positions as g (workspace_id, level, node_id, x, y)
  select distinct on (n.id) p_workspace, p_level, n.id, (p.one ->> 1)::real, (p.one ->> 2)::real
  from jsonb_array_elements(p_set) with ordinality p (one, nth)
  join (select s.id from public.sparks s where p_level = 'spark' and s.workspace_id = p_workspace
    union all select c.id from public.concepts c where p_level = 'concept' and c.workspace_id = p_workspace) n on n.id = (p.one ->> 0)::uuid
  order by n.id, p.nth desc
  on conflict (workspace_id, level, node_id) do update set x = excluded.x, y = excluded.y;
  return (select g.version from public.graphs g where g.workspace_id = p_workspace and g.level = p_level);
end
$$;
comment on function public.set_positions is
  'Remembers [[node id, x, y]], with p_reset in place of all others. What is not there (any more) is left out. Gives the version of the graph.';

-- -------------------------------------------------------------------------------------------- edit links

create type private.link_edit as (
  op text, id uuid, version integer, source_id uuid, target_id uuid, link_type public.link_type, weight double precision, description text
);

create function private.link_edits(edits jsonb) returns table (
  nth integer, given jsonb, op text, id uuid, version integer, source_id uuid, target_id uuid, link_type public.link_type,
  weight double precision, description text
)
language sql immutable set search_path = ''
as $$
  select (e.nth - 1)::integer, e.one, r.* from jsonb_array_elements(edits) with ordinality e (one, nth)
  cross join lateral jsonb_populate_record(null::private.link_edit, e.one) r
$$;
comment on function private.link_edits is 'The edits of links that come together, with their places in the list, 0 first.';

-- One text for both levels, like private.register_links: expanded, so that the plan of its one long statement stays cached.
create function private.register_link_edits(graph public.graph_level) returns void
language plpgsql set search_path = ''
as $register$
begin
  execute replace($edits$
    create function private.edit_%L%_links(workspace uuid, edits jsonb) returns jsonb
    language plpgsql security definer set search_path = ''
    as $$
    declare
      named uuid[];
      nodes uuid[];
      answer jsonb;
    begin
      named := array(select e.id from private.link_edits(edits) e where e.op <> 'add');
      perform private.hold(workspace, '%L%_link', named);
      -- Whoever trashes a node now waits, or this waits and finds it gone.
      nodes := array(
        select n.id from public.%L%s n where n.workspace_id = workspace and n.id in (
          select unnest(array[e.source_id, e.target_id]) from private.link_edits(edits) e
          union all select unnest(array[l.source_id, l.target_id]) from public.%L%_links l where l.id = any (named))
        order by n.id for key share);
      -- One statement, for the sake of its triggers: they look at the graph once all is in place (so a link may go to let
      -- another come), and they take the graph after every row and key (so that nobody meets a deadlock).
      with edits as materialized (
        select e.* from private.link_edits(edits) e
      ), known as (
        select l.id, l.version from public.%L%_links l where l.workspace_id = workspace and l.id = any (named)
      ), gone as (
        delete from public.%L%_links l using edits e
        where e.op in ('remove', 'reverse') and l.id = e.id and l.workspace_id = workspace
        returning e.nth, e.op, l.source_id, l.target_id, l.link_type, l.weight, l.description, l.extras, l.bundle_style
      ), changed as (
        update public.%L%_links l set link_type = coalesce(e.link_type, l.link_type),
          weight = case when e.given ? 'weight' then e.weight else l.weight end,
          description = case when e.given ? 'description' then e.description else l.description end
        from edits e
        where e.op = 'update' and l.id = e.id and l.workspace_id = workspace and l.version = coalesce(e.version, l.version)
        returning e.nth
      ), wanted as (
        select e.nth, e.source_id, e.target_id, e.link_type, e.weight, e.description, '{}'::jsonb as extras, null::jsonb as bundle_style
        from edits e where e.op = 'add'
        -- A link keeps its ends. Turned round it is another one that says the same.
        union all
        select g.nth, g.target_id, g.source_id, g.link_type, g.weight, g.description, g.extras, g.bundle_style
        from gone g where g.op = 'reverse'
      ), fit as (
        select distinct on (w.source_id, w.target_id) w.* from wanted w
        where w.source_id <> w.target_id and w.source_id = any (nodes) and w.target_id = any (nodes)
        order by w.source_id, w.target_id, w.nth
      ), came as (
        insert into public.%L%_links (workspace_id, source_id, target_id, link_type, weight, description, extras, bundle_style)
        select workspace, f.source_id, f.target_id, f.link_type, f.weight, f.description, f.extras, f.bundle_style
        from fit f order by f.source_id, f.target_id
        on conflict (source_id, workspace_id, target_id) do nothing
        returning id, source_id, target_id
      ), done as (
        select f.nth, c.id from came c join fit f on f.source_id = c.source_id and f.target_id = c.target_id
      ), failed as (
        select e.nth, 'not_found' as code from edits e where e.op <> 'add' and not exists (select from known k where k.id = e.id)
        union all
        select e.nth, 'stale' from edits e join known k on k.id = e.id where e.op = 'update' and k.version <> e.version
        union all
        select w.nth, case when w.source_id = w.target_id then 'self'
          when w.source_id = any (nodes) and w.target_id = any (nodes) then 'already_linked' else 'not_found' end
        from wanted w where not exists (select from done d where d.nth = w.nth)
      )
      select jsonb_build_object(
        'added', (select coalesce(jsonb_agg(d.id order by d.nth), '[]') from done d),
        'failed', (select coalesce(jsonb_agg(jsonb_build_object('index', f.nth, 'code', f.code) order by f.nth), '[]') from failed f))
      into answer;
      return answer;
    end
    $$;

    create function private.%L%_link_way(workspace uuid, from_id uuid, to_id uuid, without uuid[]) returns jsonb
    language plpgsql stable security definer set search_path = ''
    as $$
    declare
      first_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = from_id and r.workspace_id = workspace);
      last_rank constant bigint := (select r.rank from private.graph_ranks r where r.node_id = to_id and r.workspace_id = workspace);
      way uuid[];
    begin
      -- Every link leads up in rank: what lies outside of the ranks of both ends is on no way between them.
      select private.shortest_way(array_agg(l.source_id), array_agg(l.target_id), from_id, to_id) into way
      from public.%L%_links l
      join private.graph_ranks s on s.node_id = l.source_id and s.rank >= first_rank
      join private.graph_ranks t on t.node_id = l.target_id and t.rank <= last_rank
      where l.workspace_id = workspace and not l.id = any (without);
      return (
        select jsonb_agg(jsonb_build_object('node', jsonb_build_object('id', n.id, 'slug', n.slug, 'title', n.title),
          'link', case when l.id is not null then jsonb_build_object('id', l.id, 'link_type', l.link_type) end) order by w.nth)
        from unnest(way) with ordinality w (id, nth)
        join public.%L%s n on n.id = w.id
        left join public.%L%_links l on l.source_id = w.id and l.target_id = way[w.nth::integer + 1]);
    end
    $$;
  $edits$, '%L%', graph::text);
end
$register$;
comment on function private.register_link_edits is 'Makes the functions that edit the links of a level, and find ways along them.';

select private.register_link_edits('spark');
select private.register_link_edits('concept');

create function public.edit_links(p_workspace uuid, p_level public.graph_level, p_edits jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  link_kind constant public.content_kind := p_level || '_link';
  made uuid;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_edits) is distinct from 'array'
    or exists (select from private.link_edits(p_edits) e where coalesce(e.op, '') not in ('add', 'update', 'reverse', 'remove'))
  then
    raise exception 'links are added, updated, reversed or removed' using errcode = 'TW006';
  elsif exists (select from private.link_edits(p_edits) e where e.op <> 'add' group by e.id having count(*) > 1) then
    raise exception 'edits that come together do one thing to a link' using errcode = 'TW006';
  end if;
  made := private.begin_change_set(p_workspace, case jsonb_array_length(p_edits) when 1 then 'edit' else 'bulk_edit' end::public.change_action,
    (select case e.op when 'add' then private.name_of(p_workspace, link_kind, e.given) else private.headline_of(p_workspace, link_kind, e.id) end
     from private.link_edits(p_edits) e where e.nth = 0));
  if p_level = 'spark' then
    answer := private.edit_spark_links(p_workspace, p_edits);
  else
    answer := private.edit_concept_links(p_workspace, p_edits);
  end if;
  return answer || jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made));
end
$$;
comment on function public.edit_links is
  'Edits many links as one change set: [{op: add, source_id, target_id, link_type, weight, description} | {op: update, id, version, link_type, weight, description} | {op: reverse, id} | {op: remove, id}], what is not said of an update staying as it is. {change_set_id, added: [id] (of links that came, reversed ones among them), failed: [{index, code: not_found, stale, self, already_linked}]}. TW001, and nothing is changed, when it would leave a loop.';

create function private.shortest_way(sources uuid[], targets uuid[], from_id uuid, to_id uuid) returns uuid[]
language plpgsql immutable set search_path = ''
as $$
declare
  nodes uuid[];
  first_edge integer[];
  ends integer[];
  came_from integer[];
  queue integer[];
  head integer := 1;
  node integer;
  next integer;
  goal integer;
  way uuid[];
begin
  -- Numbered as in topological_order, so that one pass is enough however the planner would have walked tables.
  with edges as (
    select e.source, e.target from unnest(sources, targets) e (source, target)
  ), placed as (
    select n.id, row_number() over () as place
    from (select source as id from edges union select target from edges) n
  ), numbered as (
    select s.place as source, t.place as target
    from edges e join placed s on s.id = e.source join placed t on t.id = e.target
  ), runs as (
    select p.id, p.place, 1 + coalesce(sum(o.n) over (order by p.place), 0) - coalesce(o.n, 0) as start
    from placed p left join (select source, count(*) as n from numbered group by source) o on o.source = p.place
  )
  select array_agg(r.id order by r.place), array_agg(r.start::integer order by r.place),
    (select array_agg(e.target::integer order by e.source, e.target) from numbered e)
  into nodes, first_edge, ends from runs r;
  queue := array[array_position(nodes, from_id)];
  goal := array_position(nodes, to_id);
  if queue[1] is null or goal is null then
    return case when from_id = to_id then array[from_id] end;
  end if;
  first_edge := first_edge || (cardinality(ends) + 1);
  came_from := array_fill(0, array[cardinality(nodes)]);
  came_from[queue[1]] := queue[1];
  while head <= cardinality(queue) and came_from[goal] = 0 loop
    node := queue[head];
    head := head + 1;
    for i in first_edge[node] .. first_edge[node + 1] - 1 loop
      next := ends[i];
      if came_from[next] = 0 then
        came_from[next] := node;
        queue[cardinality(queue) + 1] := next;
      end if;
    end loop;
  end loop;
  if came_from[goal] = 0 then
    return null;
  end if;
  loop
    way := nodes[goal] || way;
    exit when came_from[goal] = goal;
    goal := came_from[goal];
  end loop;
  return way;
end
$$;
comment on function private.shortest_way is 'The nodes of a shortest way along links given as two arrays, both ends included, or null. Breadth first, linear in the links.';

create function public.link_way(p_workspace uuid, p_level public.graph_level, p_from uuid, p_to uuid, p_without uuid[] default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if p_level = 'spark' then
    return private.spark_link_way(p_workspace, p_from, p_to, p_without);
  end if;
  return private.concept_link_way(p_workspace, p_from, p_to, p_without);
end
$$;
comment on function public.link_way is
  'A shortest way from one node to another along the links, without some of them: [{node: {id, slug, title}, link: {id, link_type}}], the link being the one to the next node (null for the last), or null.';

create function public.insert_on_link(p_workspace uuid, p_link uuid, p_fields jsonb, p_concept uuid default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  old public.spark_links;
  here public.concept_sparks;
  fresh uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_fields - array['title', 'slug', 'content_md', 'estimated_mins', 'difficulty'] <> '{}' then
    raise exception 'a spark on a link begins with title, slug, text, minutes and difficulty' using errcode = 'TW006';
  end if;
  made := private.begin_change_set(p_workspace, 'edit', p_fields ->> 'title');
  perform private.hold(p_workspace, 'spark_link', array[p_link]);
  select * into old from public.spark_links l where l.workspace_id = p_workspace and l.id = p_link;
  if old.id is null then
    raise exception 'this link is not there any more' using errcode = 'TW004';
  end if;
  insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty, created_by, updated_by)
  values (p_workspace, p_fields ->> 'slug', p_fields ->> 'title', coalesce(p_fields ->> 'content_md', ''), coalesce((p_fields ->> 'estimated_mins')::integer, 5),
    coalesce((p_fields ->> 'difficulty')::public.difficulty, (select s.difficulty from public.sparks s where s.id = old.source_id)), private.actor(), private.actor())
  returning id into fresh;
  -- Right behind the source, in the concept that was named or else the first one it stands in.
  select p.* into here from public.concept_sparks p
  where p.spark_id = old.source_id and p.concept_id = coalesce(p_concept, p.concept_id) order by p.ordinal limit 1;
  if here.id is not null then
    perform private.number_siblings(p_workspace, 'concept_spark', here.concept_id);
    select * into here from public.concept_sparks p where p.id = here.id;
    update public.concept_sparks p set order_index = p.order_index + 1 where p.concept_id = here.concept_id and p.order_index > here.order_index;
    insert into public.concept_sparks (workspace_id, concept_id, spark_id, order_index) values (p_workspace, here.concept_id, fresh, here.order_index + 1);
  elsif p_concept is not null then
    raise exception 'what the link comes from does not stand in this concept' using errcode = 'TW006';
  end if;
  -- The reason stays with what it is the reason for: that something comes before the target. One statement, as above.
  with gone as (
    delete from public.spark_links l where l.id = p_link returning l.*
  )
  insert into public.spark_links (workspace_id, source_id, target_id, link_type, weight, description, extras)
  select p_workspace, n.source, n.target, g.link_type, g.weight, n.reason, n.extras
  from gone g cross join lateral (values (g.source_id, fresh, null, '{}'::jsonb), (fresh, g.target_id, g.description, g.extras)) n (source, target, reason, extras);
  return jsonb_build_object('id', fresh, 'change_set_id', made);
end
$$;
comment on function public.insert_on_link is
  'Puts a new spark between the ends of a link, as a draft right behind its source; two links of the same type and weight take the place of the one: {id, change_set_id}.';

-- ----------------------------------------------------------------------------------------------- reorder

create function public.reorder(p_workspace uuid, p_orders jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  asked record;
  standing uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'move',
    private.headline_of(p_workspace, (p_orders -> 0 ->> 'parent_kind')::public.content_kind, (p_orders -> 0 ->> 'parent_id')::uuid));
  for asked in select o.parent_kind, o.parent_id, o.ids from jsonb_to_recordset(p_orders) o (parent_kind text, parent_id uuid, ids uuid[]) loop
    if asked.parent_kind = 'trail' then
      perform private.hold(p_workspace, 'concept', asked.ids);
      standing := array(select c.id from public.concepts c where c.workspace_id = p_workspace and c.trail_id = asked.parent_id);
    elsif asked.parent_kind = 'concept' then
      standing := array(select p.id from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = asked.parent_id);
      perform private.hold(p_workspace, 'concept_spark', standing);
      standing := array(select p.spark_id from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = asked.parent_id);
    else
      raise exception 'concepts of a trail and sparks of a concept have an order' using errcode = 'TW006';
    end if;
    if not (standing @> asked.ids and asked.ids @> standing and cardinality(standing) = cardinality(asked.ids)) then
      raise exception 'something has come or gone since this order was made; make it again' using errcode = 'TW003',
        detail = jsonb_build_object('parent_kind', asked.parent_kind, 'parent_id', asked.parent_id)::text;
    end if;
    if asked.parent_kind = 'trail' then
      update public.concepts c set order_index = n.nth - 1 from unnest(asked.ids) with ordinality n (id, nth)
      where c.workspace_id = p_workspace and c.id = n.id and c.order_index <> n.nth - 1;
    else
      update public.concept_sparks p set order_index = n.nth - 1 from unnest(asked.ids) with ordinality n (id, nth)
      where p.workspace_id = p_workspace and p.concept_id = asked.parent_id and p.spark_id = n.id and p.order_index <> n.nth - 1;
    end if;
  end loop;
  return private.end_change_set(p_workspace, made);
end
$$;
comment on function public.reorder is
  'Gives concepts of trails and sparks of concepts a new order as one change set (null when it is theirs already): [{parent_kind: trail, parent_id, ids: [concept]} | {parent_kind: concept, parent_id, ids: [spark]}]. TW003 unless each list names exactly what stands there.';

grant execute on function public.read_graph, public.set_positions, public.edit_links, public.link_way, public.insert_on_link, public.reorder
  to authenticated, service_role;
