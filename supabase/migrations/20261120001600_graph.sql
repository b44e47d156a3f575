-- What people see and do on the page of the graph: the whole graph in one answer, where somebody put its nodes by hand, links
-- edited together, and marks that somebody shall look at a spark again.

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

grant execute on function public.read_graph, public.set_positions to authenticated, service_role;
