-- Links: what must be learned before what. Spark links of all types together form a directed graph without loops, and
-- so do concept links. This file is the guard; nobody gets round it, the secret key included.
--
-- How it works. graphs holds one row per workspace and level; every write of links updates it before it looks at the graph,
-- so writers of one graph queue and each sees what the one before committed. An advisory lock or `select for update` would do that at READ
-- COMMITTED only: at REPEATABLE READ the waiter goes on with its old picture and commits a loop; the update fails there.
-- graph_ranks keeps a topological order. A link that agrees with it costs two look-ups. One that does not is followed from
-- both ends at once, within the ranks between them, until one of the two searches is through (or meets the other end, which
-- is a loop); what it found moves to the other side. That is the search of Haeupler, Kavitha, Mathew, Sen and Tarjan
-- ("Incremental cycle detection, topological ordering, and strong component maintenance", 2012) in set-wise steps; ranks
-- have gaps, so that moving a few nodes moves a few nodes. Many links at once are checked by one pass over the whole graph
-- (Kahn, 1962).

create type public.link_type as enum ('prerequisite', 'recommended', 'related', 'deepens');
create type public.graph_level as enum ('spark', 'concept');

create table public.graphs (
  workspace_id uuid not null,
  level public.graph_level not null,
  version bigint not null default 0,
  constraint graphs_pkey primary key (workspace_id, level),
  constraint graphs_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
) with (fillfactor = 50);
comment on table public.graphs is
  'The lock and the clock of each graph: its version moves with every change of a link. Half-empty pages let the hot row be updated in place.';

create table private.graph_ranks (
  node_id uuid not null,
  workspace_id uuid not null,
  level public.graph_level not null,
  rank bigint not null,
  constraint graph_ranks_pkey primary key (node_id),
  constraint graph_ranks_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
) with (fillfactor = 80);
comment on table private.graph_ranks is 'A topological order: of every link, the source''s rank is below the target''s. Ranks are 2^32 apart at first.';
create index graph_ranks_order_idx on private.graph_ranks (workspace_id, level, rank);

-- The graph is taken last: after the rows, their foreign keys and their history. So whoever holds it waits for nobody (no
-- deadlock with trash and undo, which hold rows), and the queue is as short as it can be.
create function private.touch_graph(workspace uuid, graph public.graph_level) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- The advisory lock is the queue: it wakes one waiter at a time, where a row that fifty want to update wakes them all at
  -- every commit (a quarter of the throughput). The update is the guard: it fails at REPEATABLE READ, see above.
  perform pg_advisory_xact_lock(hashtextextended('trailwright.graph:' || graph || ':' || workspace, 0));
  update public.graphs g set version = g.version + 1 where g.workspace_id = workspace and g.level = graph;
  if not found then
    insert into public.graphs as g (workspace_id, level, version) values (workspace, graph, 1)
    on conflict (workspace_id, level) do update set version = g.version + 1;
  end if;
end
$$;
comment on function private.touch_graph is 'Takes the queue of a graph and moves its clock.';

create function private.topological_order(sources uuid[], targets uuid[], out ordered uuid[], out looped integer)
language plpgsql immutable set search_path = ''
as $$
declare
  nodes uuid[];
  first_edge integer[];
  ends integer[];
  waiting integer[];
  queue integer[];
  head integer := 1;
  node integer;
  next integer;
begin
  -- Nodes become places in one array and links runs in another: the pass itself touches no table.
  with edges as (
    select e.source, e.target from unnest(sources, targets) e (source, target)
  ), placed as (
    select n.id, row_number() over () as place
    from (select source as id from edges union select target from edges) n
  ), numbered as (
    select s.place as source, t.place as target
    from edges e join placed s on s.id = e.source join placed t on t.id = e.target
  ), counted as (
    select p.place, p.id, coalesce(i.n, 0) as incoming, coalesce(o.n, 0) as outgoing
    from placed p
    left join (select target, count(*) as n from numbered group by target) i on i.target = p.place
    left join (select source, count(*) as n from numbered group by source) o on o.source = p.place
  ), runs as (
    select c.*, 1 + sum(c.outgoing) over (order by c.place) - c.outgoing as start from counted c
  )
  select array_agg(r.id order by r.place), array_agg(r.incoming::integer order by r.place),
    array_agg(r.start::integer order by r.place), (select array_agg(e.target::integer order by e.source) from numbered e)
  into nodes, waiting, first_edge, ends from runs r;

  ordered := '{}';
  looped := 0;
  if nodes is null then
    return;
  end if;
  first_edge := first_edge || (array_length(ends, 1) + 1);
  queue := array(select place::integer from unnest(waiting) with ordinality w (incoming, place) where incoming = 0 order by place);
  while head <= coalesce(array_length(queue, 1), 0) loop
    node := queue[head];
    head := head + 1;
    for i in first_edge[node] .. first_edge[node + 1] - 1 loop
      next := ends[i];
      waiting[next] := waiting[next] - 1;
      if waiting[next] = 0 then
        queue[array_length(queue, 1) + 1] := next;
      end if;
    end loop;
  end loop;
  looped := array_length(nodes, 1) - coalesce(array_length(queue, 1), 0);
  ordered := array(select nodes[q.place] from unnest(queue) with ordinality q (place, nth) order by q.nth);
end
$$;
comment on function private.topological_order is
  'Kahn''s pass over links given as two arrays: the nodes in an order of learning, and how many are in or behind a loop.';

-- ------------------------------------------------------------------------------------------- order of a graph

create function private.place_nodes(workspace uuid, graph public.graph_level, moving uuid[], anchor bigint, is_after boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  spacing constant bigint := 4294967296;
  width integer := 0;
  beside uuid[];
  bound bigint;
  step bigint;
begin
  -- Between the anchor and its neighbour; where that gap is used up, the next 32 neighbours (256, 2,048 ...) share theirs.
  loop
    if is_after then
      select r.rank into bound from private.graph_ranks r
        where r.workspace_id = workspace and r.level = graph and r.rank > anchor order by r.rank offset width limit 1;
      bound := coalesce(bound, anchor + spacing * (cardinality(moving) + width + 1));
    else
      select r.rank into bound from private.graph_ranks r
        where r.workspace_id = workspace and r.level = graph and r.rank < anchor order by r.rank desc offset width limit 1;
      bound := coalesce(bound, anchor - spacing * (cardinality(moving) + width + 1));
    end if;
    step := abs(bound - anchor) / (cardinality(moving) + width + 1);
    exit when step >= case width when 0 then 1 else 65536 end;
    width := case width when 0 then 32 else width * 8 end;
  end loop;
  if width > 0 then
    select coalesce(array_agg(n.node_id order by n.rank), '{}') into beside
    from private.graph_ranks n
    where n.workspace_id = workspace and n.level = graph and n.rank > least(anchor, bound) and n.rank < greatest(anchor, bound);
    moving := case when is_after then moving || beside else beside || moving end;
  end if;
  insert into private.graph_ranks as g (node_id, workspace_id, level, rank)
  select m.node, workspace, graph, least(anchor, bound) + step * m.nth from unnest(moving) with ordinality m (node, nth)
  on conflict (node_id) do update set rank = excluded.rank where g.rank <> excluded.rank;
end
$$;
comment on function private.place_nodes is 'Gives nodes ranks in their order, right after (or before) the rank of another.';

create function private.order_graph(workspace uuid, graph public.graph_level) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  sorted record;
begin
  execute format(
    'select o.ordered, o.looped
     from (select array_agg(l.source_id) as sources, array_agg(l.target_id) as targets from public.%I l where l.workspace_id = $1) l
     cross join lateral private.topological_order(l.sources, l.targets) o', graph || '_links')
  into sorted using workspace;
  if sorted.looped > 0 then
    raise exception 'these links close a loop' using errcode = 'TW001',
      detail = jsonb_build_object('level', graph, 'nodes', sorted.looped)::text;
  end if;
  delete from private.graph_ranks r where r.workspace_id = workspace and r.level = graph;
  insert into private.graph_ranks (node_id, workspace_id, level, rank)
  select q.node, workspace, graph, q.nth * 4294967296 from unnest(sorted.ordered) with ordinality q (node, nth);
end
$$;
comment on function private.order_graph is 'Orders the whole graph anew; TW001 when there is a loop.';

create function private.links_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.touch_graph(w.workspace_id, tg_argv[0]::public.graph_level)
  from (select distinct o.workspace_id from old_rows o join public.workspaces s on s.id = o.workspace_id order by 1) w;
  return null;
end
$$;
comment on function private.links_changed is 'Moves the clock of a graph when links were changed or removed, which cannot close a loop. Argument: the level.';

create function private.refuse_new_ends() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'a link keeps its ends; delete it and draw another' using errcode = 'TW006';
end
$$;

-- ---------------------------------------------------------------------------------------------- both levels

-- Links of sparks and of concepts differ in the table of their nodes only, so each rule is written once, here. What is hot
-- (ordering one link: 0.3 ms at 100,000 nodes) is expanded for each level, so that its plans stay cached; what is not takes the
-- level as an argument. supabase/schema.sql shows what comes of it.
create function private.register_links(graph public.graph_level) returns void
language plpgsql set search_path = ''
as $register$
begin
  execute replace($table$
    create table public.%L%_links (
      id uuid not null default gen_random_uuid(),
      workspace_id uuid not null,
      source_id uuid not null,
      target_id uuid not null,
      link_type public.link_type not null,
      weight double precision,
      description text,
      extras jsonb not null default '{}',
      bundle_style jsonb,
      ordinal bigint generated by default as identity,
      version integer not null default 1,
      created_at timestamptz not null default now(),
      created_by uuid default auth.uid(),
      updated_at timestamptz not null default now(),
      updated_by uuid default auth.uid(),
      constraint %L%_links_pkey primary key (id),
      constraint %L%_links_pair_key unique (source_id, workspace_id, target_id),
      constraint %L%_links_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
      constraint %L%_links_source_fkey foreign key (source_id, workspace_id) references public.%L%s (id, workspace_id)
        deferrable initially immediate,
      constraint %L%_links_target_fkey foreign key (target_id, workspace_id) references public.%L%s (id, workspace_id)
        deferrable initially immediate,
      constraint %L%_links_not_self check (source_id <> target_id),
      constraint %L%_links_weight_range check (weight between 0 and 1),
      constraint %L%_links_description_length check (char_length(description) <= 500),
      constraint %L%_links_extras_object check (jsonb_typeof(extras) = 'object')
    );
    comment on table public.%L%_links is 'Of two %L%s: the source is learned first, the target after.';
    create index %L%_links_target_idx on public.%L%_links (target_id, workspace_id);
    create index %L%_links_workspace_idx on public.%L%_links (workspace_id, ordinal);
    grant insert (workspace_id, source_id, target_id, link_type, weight, description, extras),
      update (link_type, weight, description, extras) on public.%L%_links to authenticated;
  $table$, '%L%', graph::text);

  perform private.register_kind((graph || '_link')::public.content_kind, graph || '_links', '{source_id,target_id}',
    'source_id', graph::text::public.content_kind, 'target_id', graph::text::public.content_kind, is_link => true, is_copied => true);

  execute replace($guard$
    create function private.order_%L%_link(workspace uuid, source uuid, target uuid, arriving jsonb, nth integer) returns void
    language plpgsql security definer set search_path = ''
    -- With plain estimates the planner now and then walks whole tables in the recursion (51 ms instead of 1.2).
    set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off
    as $$
    declare
      source_rank bigint;
      target_rank bigint;
      most integer := 32;
      ahead uuid[];
      behind uuid[];
      is_loop boolean;
    begin
      select r.rank into source_rank from private.graph_ranks r where r.node_id = source;
      select r.rank into target_rank from private.graph_ranks r where r.node_id = target;
      if source_rank < target_rank then
        return;
      elsif source_rank is null and target_rank is null then
        select max(r.rank) into target_rank from private.graph_ranks r where r.workspace_id = workspace and r.level = '%L%';
        perform private.place_nodes(workspace, '%L%', array[source, target], coalesce(target_rank, 0), true);
        return;
      elsif source_rank is null then
        perform private.place_nodes(workspace, '%L%', array[source], target_rank, false);
        return;
      elsif target_rank is null then
        perform private.place_nodes(workspace, '%L%', array[target], source_rank, true);
        return;
      end if;

      -- Links of the same statement that are not ordered yet are not there yet: the search relies on all it sees being
      -- in order, and would reorder around them what is in order already.
      loop
        with recursive reach as (
          select target as node
          union
          select l.target_id from reach
          join public.%L%_links l on l.source_id = reach.node
          join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into ahead from (select reach.node from reach limit most + 1) n;
        if source = any (ahead) then
          exit;
        elsif cardinality(ahead) <= most then
          select array_agg(r.node_id order by r.rank) into ahead from private.graph_ranks r where r.node_id = any (ahead);
          perform private.place_nodes(workspace, '%L%', ahead, source_rank, true);
          return;
        end if;
        with recursive reach as (
          select source as node
          union
          select l.source_id from reach
          join public.%L%_links l on l.target_id = reach.node
          join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
          where arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth
        )
        select array_agg(n.node) into behind from (select reach.node from reach limit most + 1) n;
        if target = any (behind) then
          exit;
        elsif cardinality(behind) <= most then
          select array_agg(r.node_id order by r.rank) into behind from private.graph_ranks r where r.node_id = any (behind);
          perform private.place_nodes(workspace, '%L%', behind, target_rank, false);
          return;
        end if;
        -- Neither is through. Where there is a loop, going straight for the far end mostly finds it in a few dozen steps.
        with recursive walk as (
          select target as node
          union
          select step.target_id from walk cross join lateral (
            select l.target_id from public.%L%_links l join private.graph_ranks r on r.node_id = l.target_id and r.rank <= source_rank
            where l.source_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank desc limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (behind)) into is_loop;
        exit when is_loop;
        with recursive walk as (
          select source as node
          union
          select step.source_id from walk cross join lateral (
            select l.source_id from public.%L%_links l join private.graph_ranks r on r.node_id = l.source_id and r.rank >= target_rank
            where l.target_id = walk.node and (arriving is null or coalesce((arriving ->> l.id::text)::integer, 0) < nth)
            order by r.rank limit 1
          ) step
        )
        select exists (select from walk where walk.node = any (ahead)) into is_loop;
        exit when is_loop;
        most := most * 8;
      end loop;
      raise exception 'this link would close a loop' using errcode = 'TW001',
        detail = jsonb_build_object('level', '%L%', 'source_id', source, 'target_id', target)::text;
    end
    $$;

    create function private.guard_%L%_links() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
    declare
      touched record;
      link record;
      arriving jsonb;
    begin
      for touched in
        select n.workspace_id, count(*) as links from new_rows n group by n.workspace_id order by n.workspace_id
      loop
        perform private.touch_graph(touched.workspace_id, '%L%');
        -- Ordering a link by itself costs about as much as a pass over the graph spends on twenty nodes.
        if touched.links > 64 and touched.links * 20 > (
          select count(*) from (
            select from private.graph_ranks r where r.workspace_id = touched.workspace_id and r.level = '%L%' limit touched.links * 20) n)
        then
          perform private.order_graph(touched.workspace_id, '%L%');
        else
          if touched.links > 1 then
            select jsonb_object_agg(n.id, n.nth) into arriving
            from (select r.id, row_number() over (order by r.id) as nth from new_rows r where r.workspace_id = touched.workspace_id) n;
          end if;
          for link in
            select n.source_id, n.target_id, row_number() over (order by n.id) as nth
            from new_rows n where n.workspace_id = touched.workspace_id order by n.id
          loop
            perform private.order_%L%_link(touched.workspace_id, link.source_id, link.target_id, arriving, link.nth::integer);
          end loop;
          arriving := null;
        end if;
      end loop;
      return null;
    end
    $$;

    -- The name puts it behind track_insert: triggers of a table fire in alphabetical order.
    create trigger unloop after insert on public.%L%_links referencing new table as new_rows
      for each statement execute function private.guard_%L%_links();
    create trigger tracked_update after update on public.%L%_links referencing old table as old_rows
      for each statement execute function private.links_changed('%L%');
    create trigger tracked_delete after delete on public.%L%_links referencing old table as old_rows
      for each statement execute function private.links_changed('%L%');
    create trigger keep_ends before update of source_id, target_id on public.%L%_links for each row
      when (old.source_id is distinct from new.source_id or old.target_id is distinct from new.target_id)
      execute function private.refuse_new_ends();
  $guard$, '%L%', graph::text);
end
$register$;
comment on function private.register_links is 'Makes the table of the links of a level, a kind of content like any other, and its guard against loops.';

select private.register_links('spark');
select private.register_links('concept');

alter table public.graphs enable row level security;
grant select on public.graphs to authenticated;
grant select on public.graphs to service_role;
create policy "Members see that a graph moved" on public.graphs for select to authenticated
  using (workspace_id in (select private.my_workspaces()));
