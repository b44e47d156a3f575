-- Objectives as they are edited in place: of whom, in which order, and where their exercises go when one is deleted.
-- An objective belongs to an owner of a kind; concepts are the owners that private.owned_objectives knows.

create function private.objective_lessons(workspace uuid, kind text, owner uuid) returns uuid[]
language sql stable set search_path = ''
as $$
  select coalesce(array_agg(distinct p.spark_id), '{}') from public.concept_sparks p
  join public.concepts c on c.id = p.concept_id and c.workspace_id = p.workspace_id
  where p.workspace_id = workspace and (kind = 'concept' and c.id = owner or kind = 'trail' and c.trail_id = owner)
$$;
comment on function private.objective_lessons is 'The lessons whose exercises may name the objectives of an owner.';

create function public.read_objectives(p_workspace uuid, p_kind text, p_owner uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  lessons constant uuid[] := private.objective_lessons(p_workspace, p_kind, p_owner);
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.require_coverage_scope(p_workspace, p_kind, p_owner);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'objective_id', o.objective_id, 'title', o.title, 'version', o.version, 'exercises', coalesce(n.total, 0))
      order by o.order_index, o.ordinal), '[]')
    from public.objectives o
    left join (
      select e.objective, count(*) as total from private.exercise_entries e
      where e.workspace_id = p_workspace and e.spark_id = any (lessons) group by e.objective
    ) n on n.objective = o.objective_id
    where p_kind = 'concept' and o.workspace_id = p_workspace and o.concept_id = p_owner);
end
$$;
comment on function public.read_objectives is
  'The objectives of a concept in their order, each with how many exercises name it: [{id, objective_id, title, version, exercises}].';

create function private.free_objective_id(workspace uuid, kind text, owner uuid) returns text
language sql stable set search_path = ''
as $$
  -- Neither one that an objective of the same lessons has, nor one that an exercise names: it would be aligned with what nobody meant.
  with taken as materialized (
    select o.objective_id as name from public.objectives o where o.workspace_id = workspace and kind = 'concept' and o.concept_id = owner
    union all
    select l.objective from private.lesson_objectives(workspace, private.objective_lessons(workspace, kind, owner)) l
    union all
    select e.objective from private.exercise_entries e
    where e.workspace_id = workspace and e.spark_id = any (private.objective_lessons(workspace, kind, owner)) and e.objective is not null
  )
  select 'lo_' || (coalesce(max(substring(t.name from '^lo_(\d{1,9})$')::integer), 0) + 1) from taken t
$$;
comment on function private.free_objective_id is 'The next text id for an objective: lo_1, lo_2 ...; none that was in use among its lessons comes again while an exercise names it.';

create function public.add_objective(p_workspace uuid, p_kind text, p_owner uuid, p_title text) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  change_set uuid;
  made public.objectives;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Two people who add one at the same time get two ids.
  perform from public.concepts c where p_kind = 'concept' and c.id = p_owner and c.workspace_id = p_workspace for no key update;
  if not found then
    raise exception 'the concept of this objective is not there any more' using errcode = 'TW004';
  end if;
  change_set := private.open_change_set(p_workspace, 'edit', p_title);
  insert into public.objectives (workspace_id, concept_id, objective_id, title, order_index)
  values (p_workspace, p_owner, private.free_objective_id(p_workspace, p_kind, p_owner), p_title,
    (select coalesce(max(o.order_index) + 1, 0) from public.objectives o where o.workspace_id = p_workspace and o.concept_id = p_owner))
  returning * into made;
  return jsonb_build_object('change_set_id', change_set, 'id', made.id, 'objective_id', made.objective_id);
end
$$;
comment on function public.add_objective is 'Adds an objective at the end, with a text id of its own: {change_set_id, id, objective_id}.';

create function public.order_objectives(p_workspace uuid, p_kind text, p_owner uuid, p_ids uuid[]) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  change_set uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.concepts c where p_kind = 'concept' and c.id = p_owner and c.workspace_id = p_workspace for no key update;
  if not found then
    raise exception 'the concept of these objectives is not there any more' using errcode = 'TW004';
  end if;
  change_set := private.open_change_set(p_workspace, 'edit', private.headline_of(p_workspace, p_kind::public.content_kind, p_owner));
  -- What somebody else has added meanwhile comes after them.
  update public.objectives o set order_index = n.nth - 1 from (
    select i.id, row_number() over (order by array_position(p_ids, i.id) nulls last, i.order_index, i.ordinal) as nth
    from public.objectives i where i.workspace_id = p_workspace and i.concept_id = p_owner) n
  where n.id = o.id and o.order_index <> n.nth - 1;
  return private.end_change_set(p_workspace, change_set);
end
$$;
comment on function public.order_objectives is 'Puts the objectives of a concept into this order. The change set, or null when they were in it.';

create function public.remove_objective(p_workspace uuid, p_id uuid, p_exercises jsonb default null) returns uuid
language plpgsql security definer set search_path = '' set statement_timeout = '1min' set enable_nestloop = off set jit = off
as $$
declare
  target public.objectives;
  change_set uuid;
  lessons uuid[];
  edits jsonb;
  into_objective constant text := p_exercises ->> 'into';
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select * into target from public.objectives o where o.id = p_id and o.workspace_id = p_workspace for update;
  if target.id is null then
    raise exception 'this objective is not there any more' using errcode = 'TW004';
  end if;
  lessons := private.objective_lessons(p_workspace, 'concept', target.concept_id);
  -- Whoever edits exercises of these lessons comes before or after, never in between.
  perform private.hold(p_workspace, 'package', array(select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = any (lessons)));
  change_set := private.open_change_set(p_workspace, 'trash', target.title);
  delete from public.objectives o where o.id = p_id;

  -- Where another concept of the lesson has an objective of this id, its exercises mean that one now.
  with known as materialized (
    select l.spark_id, l.objective from private.lesson_objectives(p_workspace, lessons) l
  ), left_over as materialized (
    select e.spark_id, e.exercise_id, e.hash from private.exercise_entries e
    where e.workspace_id = p_workspace and e.spark_id = any (lessons) and e.objective = target.objective_id
      and not exists (select from known k where k.spark_id = e.spark_id and k.objective = e.objective)
  )
  select jsonb_agg(jsonb_build_object('nth', n.nth, 'do', 'set', 'spark_id', n.spark_id, 'exercise_id', n.exercise_id, 'hash', n.hash,
      'fields', case when into_objective is null then '{}'::jsonb else jsonb_build_object('aligned_learning_objective', into_objective) end,
      'drop', case when into_objective is null then '["aligned_learning_objective"]'::jsonb else '[]' end)
      || case when n.is_possible then '{}'::jsonb else '{"is_impossible": true}' end)
  into edits
  from (
    select l.*, row_number() over () as nth,
      into_objective is null or exists (select from known k where k.spark_id = l.spark_id and k.objective = into_objective) as is_possible
    from left_over l) n;

  if edits is not null and p_exercises is null then
    raise exception '% exercises name this objective; say where they go', jsonb_array_length(edits) using errcode = 'TW002', detail = jsonb_array_length(edits)::text;
  elsif edits @? '$[*].is_impossible' then
    raise exception 'the exercises cannot go to an objective that their lesson does not have' using errcode = 'TW006';
  elsif edits is not null then
    outcome := private.edit_banks(p_workspace, edits, true);
    if outcome -> 'refused' <> '[]' then
      raise exception 'exercises of this objective changed meanwhile; try again' using errcode = '40001';
    end if;
  end if;
  return change_set;
end
$$;
comment on function public.remove_objective is
  'Deletes an objective, and gives its exercises another of their lesson or none (p_exercises: {into: text id or null}), as one change set. TW002 with their number where it has some and nobody said where they go.';

grant execute on function public.read_objectives, public.add_objective, public.order_objectives, public.remove_objective to authenticated, service_role;
