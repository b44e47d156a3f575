-- Whoever adds an objective takes the workspace before the concept or trail, as everybody does (private.hold): the other way round an import,
-- an undo or a stage of the same moment met it in a ring, and one of the two was refused.

create or replace function public.add_objective(p_workspace uuid, p_kind text, p_owner uuid, p_title text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  change_set uuid;
  text_id text;
  place integer;
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  -- A trail and a concept of it get different ids, however many people add at the same time.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  perform private.hold_objective_owner(p_workspace, p_kind, p_owner);
  change_set := private.open_change_set(p_workspace, 'edit', p_title);
  text_id := private.free_objective_id(p_workspace, p_kind, p_owner);
  if p_kind = 'trail' then
    place := (select coalesce(max(o.order_index) + 1, 0) from public.trail_objectives o where o.workspace_id = p_workspace and o.trail_id = p_owner);
    insert into public.trail_objectives (workspace_id, trail_id, objective_id, title, order_index) values (p_workspace, p_owner, text_id, p_title, place) returning id into made;
  else
    place := (select coalesce(max(o.order_index) + 1, 0) from public.objectives o where o.workspace_id = p_workspace and o.concept_id = p_owner);
    insert into public.objectives (workspace_id, concept_id, objective_id, title, order_index) values (p_workspace, p_owner, text_id, p_title, place) returning id into made;
  end if;
  return jsonb_build_object('change_set_id', change_set, 'id', made, 'objective_id', text_id);
end
$$;
