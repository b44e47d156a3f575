-- The way from a node to itself is that node, and it was told whoever's it was. Both ends have to be nodes of the workspace; what is
-- somebody else's leads nowhere, as what is not there at all. Found by supabase/tests/base/foreign-ids.test.ts, which asks every function.

create or replace function public.link_way(p_workspace uuid, p_level public.graph_level, p_from uuid, p_to uuid, p_without uuid[] default '{}')
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  ours integer;
begin
  perform private.require_role(p_workspace, 'editor');
  execute format('select count(*) from public.%I n where n.workspace_id = $1 and n.id in ($2, $3)', p_level || 's')
  into ours using p_workspace, p_from, p_to;
  if ours < (case when p_from = p_to then 1 else 2 end) then
    return null;
  end if;
  if p_level = 'spark' then
    return private.spark_link_way(p_workspace, p_from, p_to, p_without);
  end if;
  return private.concept_link_way(p_workspace, p_from, p_to, p_without);
end
$$;
