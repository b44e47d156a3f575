-- Whoever is given drafts is told so, in one line for all that were given at once.

create or replace function public.assign_proposals(p_workspace uuid, p_proposals uuid[], p_to uuid default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  most_proposals constant integer := 200;
  assigned uuid[];
  first public.proposals;
begin
  perform private.require_role(p_workspace, 'reviewer');
  if coalesce(cardinality(p_proposals), 0) not between 1 and most_proposals then
    raise exception 'choose 1 to % proposals', most_proposals using errcode = 'TW006';
  elsif p_to is not null and not exists (select from public.memberships m where m.workspace_id = p_workspace and m.user_id = p_to and m.role >= 'reviewer') then
    raise exception 'Only a reviewer of this workspace decides about proposals.' using errcode = 'TW006';
  end if;
  perform from public.proposals p where p.workspace_id = p_workspace and p.id = any (p_proposals) order by p.id for update;
  with given as (
    update public.proposals p set assigned_to = p_to
    where p.workspace_id = p_workspace and p.id = any (p_proposals) and p.status in ('pending', 'stale')
      and (p_to is null or p.created_by is distinct from p_to or (select w.allows_self_approval from public.workspaces w where w.id = p_workspace))
    returning p.id
  )
  select array_agg(g.id) into assigned from given g;
  if assigned is null then
    raise exception 'None of these can be given to that person: they are decided, or that person asked for them.' using errcode = 'TW007';
  end if;
  select * into first from public.proposals p where p.id = assigned[1];
  perform private.notify(p_workspace, p_to, 'assigned', 'assigned', 'proposal', first.id, first.title);
  return cardinality(assigned);
end
$$;
