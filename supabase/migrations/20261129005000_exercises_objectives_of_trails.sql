-- Objectives of trails are edited and counted as those of concepts are (docs/decisions/106-whose-objective-is-meant.md).
-- Both tables are told apart here and nowhere else: who asks names an owner by its kind.

drop function private.coverage_rows(uuid, text, uuid);
drop function private.owned_objectives(uuid, text, uuid);

create function private.owned_objectives(workspace uuid, kind text, owner uuid)
returns table (id uuid, objective text, title text, version integer, nth bigint)
language sql stable set search_path = ''
as $$
  select o.id, o.objective_id, o.title, o.version, row_number() over (order by o.order_index, o.ordinal)
  from public.objectives o where kind = 'concept' and o.workspace_id = workspace and o.concept_id = owner
  union all
  select o.id, o.objective_id, o.title, o.version, row_number() over (order by o.order_index, o.ordinal)
  from public.trail_objectives o where kind = 'trail' and o.workspace_id = workspace and o.trail_id = owner
$$;
comment on function private.owned_objectives is 'The objectives of a concept or a trail in their order.';

create function private.meant_exercises(workspace uuid, kind text, owner uuid)
returns table (objective text, package_id uuid, place integer)
language sql stable security definer set search_path = ''
as $$
  with own as materialized (
    select o.objective from private.owned_objectives(workspace, kind, owner) o
  ), lesson as materialized (
    select l.id from unnest(private.objective_lessons(workspace, kind, owner)) l (id)
  ), nearer as materialized (
    -- A concept is nearer to a lesson than its trail.
    select p.spark_id, o.objective_id as objective
    from public.concept_sparks p join public.objectives o on o.concept_id = p.concept_id and o.workspace_id = p.workspace_id
    where kind = 'trail' and p.workspace_id = workspace and p.spark_id in (select l.id from lesson l)
  )
  select e.objective, e.package_id, e.place from private.exercise_entries e
  where e.workspace_id = workspace and e.spark_id in (select l.id from lesson l) and e.objective in (select o.objective from own o)
    and not exists (select from nearer n where n.spark_id = e.spark_id and n.objective = e.objective)
$$;
comment on function private.meant_exercises is
  'The exercises that mean an objective of this owner. Where a concept of the lesson has one of the same text id as the trail, that of the concept is meant.';

-- ---------------------------------------------------------------------------------------------- editing

create or replace function public.read_objectives(p_workspace uuid, p_kind text, p_owner uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.require_coverage_scope(p_workspace, p_kind, p_owner);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'objective_id', o.objective, 'title', o.title, 'version', o.version, 'exercises', coalesce(n.total, 0)) order by o.nth), '[]')
    from private.owned_objectives(p_workspace, p_kind, p_owner) o
    left join (select m.objective, count(*) as total from private.meant_exercises(p_workspace, p_kind, p_owner) m group by m.objective) n on n.objective = o.objective);
end
$$;
comment on function public.read_objectives is
  'The objectives of a concept or a trail in their order, each with how many exercises mean it: [{id, objective_id, title, version, exercises}].';

create or replace function private.free_objective_id(workspace uuid, kind text, owner uuid) returns text
language sql stable set search_path = ''
as $$
  -- Neither one that an objective of the same lessons or of the same trail has, nor one that an exercise names: it would be aligned
  -- with what nobody meant.
  with lesson as materialized (
    select private.objective_lessons(workspace, kind, owner) as ids
  ), taken as materialized (
    select o.objective as name from private.owned_objectives(workspace, kind, owner) o
    union all
    select o.objective_id from public.trail_objectives o join public.concepts c on c.trail_id = o.trail_id and c.workspace_id = o.workspace_id
    where kind = 'concept' and c.workspace_id = workspace and c.id = owner
    union all
    select o.objective_id from public.objectives o join public.concepts c on c.id = o.concept_id and c.workspace_id = o.workspace_id
    where kind = 'trail' and c.workspace_id = workspace and c.trail_id = owner
    union all
    select l.objective from lesson s cross join private.lesson_objectives(workspace, s.ids) l
    union all
    select e.objective from private.exercise_entries e
    where e.workspace_id = workspace and e.spark_id = any ((select s.ids from lesson s)::uuid[]) and e.objective is not null
  )
  select 'lo_' || (coalesce(max(substring(t.name from '^lo_(\d{1,9})$')::integer), 0) + 1) from taken t
$$;

create function private.hold_objective_owner(workspace uuid, kind text, owner uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if kind = 'trail' then
    perform from public.trails t where t.id = owner and t.workspace_id = workspace for no key update;
  else
    perform from public.concepts c where kind = 'concept' and c.id = owner and c.workspace_id = workspace for no key update;
  end if;
  if not found then
    raise exception 'what this objective belongs to is not there any more' using errcode = 'TW004';
  end if;
end
$$;
comment on function private.hold_objective_owner is 'Whoever adds or orders objectives of the same owner comes before or after. TW004 where there is no such concept or trail.';

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
  perform private.hold_objective_owner(p_workspace, p_kind, p_owner);
  -- A trail and a concept of it get different ids, however many people add at the same time.
  perform from public.workspaces w where w.id = p_workspace for no key update;
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

create or replace function public.order_objectives(p_workspace uuid, p_kind text, p_owner uuid, p_ids uuid[]) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  change_set uuid;
  ids uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.hold_objective_owner(p_workspace, p_kind, p_owner);
  change_set := private.open_change_set(p_workspace, 'edit', private.headline_of(p_workspace, p_kind::public.content_kind, p_owner));
  -- What somebody else has added meanwhile comes after them.
  ids := array(select o.id from private.owned_objectives(p_workspace, p_kind, p_owner) o order by array_position(p_ids, o.id) nulls last, o.nth);
  if p_kind = 'trail' then
    update public.trail_objectives o set order_index = n.nth - 1 from unnest(ids) with ordinality n (id, nth) where n.id = o.id and o.order_index <> n.nth - 1;
  else
    update public.objectives o set order_index = n.nth - 1 from unnest(ids) with ordinality n (id, nth) where n.id = o.id and o.order_index <> n.nth - 1;
  end if;
  return private.end_change_set(p_workspace, change_set);
end
$$;
comment on function public.order_objectives is 'Puts the objectives of a concept or a trail into this order. The change set, or null when they were in it.';

create or replace function public.remove_objective(p_workspace uuid, p_id uuid, p_exercises jsonb default null) returns uuid
language plpgsql security definer set search_path = '' set statement_timeout = '1min' set enable_nestloop = off set jit = off
as $$
declare
  target record;
  change_set uuid;
  lessons uuid[];
  edits jsonb;
  into_objective constant text := p_exercises ->> 'into';
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select 'concept' as kind, o.concept_id as owner, o.objective_id, o.title into target from public.objectives o where o.id = p_id and o.workspace_id = p_workspace for update;
  if not found then
    select 'trail' as kind, o.trail_id as owner, o.objective_id, o.title into target from public.trail_objectives o where o.id = p_id and o.workspace_id = p_workspace for update;
  end if;
  if not found then
    raise exception 'this objective is not there any more' using errcode = 'TW004';
  end if;
  lessons := private.objective_lessons(p_workspace, target.kind, target.owner);
  -- Whoever edits exercises of these lessons comes before or after, never in between.
  perform private.hold(p_workspace, 'package', array(select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = any (lessons)));
  change_set := private.open_change_set(p_workspace, 'trash', target.title);
  if target.kind = 'trail' then
    delete from public.trail_objectives o where o.id = p_id;
  else
    delete from public.objectives o where o.id = p_id;
  end if;

  -- Where the lesson has another objective of this id, of a concept or a trail, its exercises mean that one now.
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

-- ---------------------------------------------------------------------------------------------- counting

create or replace function private.coverage_entries(workspace uuid, kind text, scope uuid)
returns table (part text, row_id text, level text, is_valid boolean, hash uuid, package_id uuid, place integer)
language sql stable security definer set search_path = ''
as $$
  -- Each spark with the rows that it counts in: of a trail its concepts, of the workspace its trails.
  with held as materialized (
    select distinct p.spark_id, case kind when 'trail' then p.concept_id when 'workspace' then c.trail_id end as row_id
    from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p.workspace_id
    where p.workspace_id = workspace and case kind when 'concept' then c.id = scope when 'trail' then c.trail_id = scope else c.trail_id is not null end
  ), known as materialized (
    select l.spark_id, l.objective
    from private.lesson_objectives(workspace, case when kind <> 'workspace' then array(select distinct h.spark_id from held h) end) l
  ), own as materialized (
    select o.objective from private.owned_objectives(workspace, kind, scope) o where kind = 'concept'
  ), meant as materialized (
    select m.objective, m.package_id, m.place from private.meant_exercises(workspace, kind, scope) m where kind = 'trail'
  ), entry as materialized (
    select e.spark_id, e.package_id, e.place, e.hash, e.objective,
      case when e.level in ('Recall', 'Comprehension', 'Application', 'Transfer') then e.level end as level,
      k.objective is not null as is_known, e.problems = '{}' and (e.objective is null or k.objective is not null) as is_valid
    from private.exercise_entries e
    left join known k on k.spark_id = e.spark_id and k.objective = e.objective
    where e.workspace_id = workspace and (kind = 'workspace' or e.spark_id in (select h.spark_id from held h))
  )
  select case when e.level is null then 'no_level' when not e.is_known then 'no_objective' when kind = 'concept' and o.objective is null then 'elsewhere'
      when kind = 'workspace' and h.row_id is null then 'elsewhere' else 'row' end,
    case when e.level is not null and e.is_known then case kind when 'concept' then o.objective else h.row_id::text end end,
    e.level, e.is_valid, e.hash, e.package_id, e.place
  from entry e
  left join held h on h.spark_id = e.spark_id
  left join own o on o.objective = e.objective
  union all
  -- What a trail wants of itself stands above its concepts, in a part of its own: a text id may look like the id of a concept.
  select 'objective', m.objective, e.level, e.is_valid, e.hash, e.package_id, e.place
  from entry e join meant m on m.package_id = e.package_id and m.place = e.place
  where e.level is not null
$$;
comment on function private.coverage_entries is
  'The exercises of a concept, a trail or the workspace with the row of the coverage in which each counts; one of a spark that several rows share stands in each, and of a trail once more with the objective of it that is meant (part objective). elsewhere: its objective is not of this concept, or its spark in no trail.';

create function private.coverage_rows(workspace uuid, kind text, scope uuid)
returns table (part text, row_id text, title text, slug text, concepts bigint, objectives bigint, nth bigint)
language sql stable security definer set search_path = ''
as $$
  select case kind when 'trail' then 'objective' else 'row' end, o.objective, o.title, null, null::bigint, null::bigint, o.nth
  from private.owned_objectives(workspace, kind, scope) o
  union all
  select 'row', c.id::text, c.title, c.slug, null, (select count(*) from private.owned_objectives(workspace, 'concept', c.id)), row_number() over (order by c.order_index, c.ordinal)
  from public.concepts c where kind = 'trail' and c.workspace_id = workspace and c.trail_id = scope
  union all
  select 'row', t.id::text, t.title, t.slug, n.concepts, n.objectives + o.objectives, row_number() over (order by d.order_index, d.ordinal, t.order_index, t.ordinal)
  from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = t.workspace_id
  cross join lateral (
    select count(distinct c.id) as concepts, count(o.id) as objectives from public.concepts c
    left join public.objectives o on o.concept_id = c.id and o.workspace_id = c.workspace_id where c.trail_id = t.id and c.workspace_id = workspace) n
  cross join lateral (select count(*) as objectives from public.trail_objectives o where o.trail_id = t.id and o.workspace_id = workspace) o
  where kind = 'workspace' and t.workspace_id = workspace
$$;
comment on function private.coverage_rows is
  'The rows of a coverage in their order: objectives of a concept; of a trail its own objectives (part objective) and its concepts; trails of the workspace. A row is told by part and row_id.';

create or replace function public.read_coverage(p_workspace uuid, p_kind text, p_id uuid default null) returns jsonb
-- As in private.write_exercises: there are more exercises than the planner expects.
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
declare
  known jsonb;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  known := private.require_coverage_scope(p_workspace, p_kind, p_id);
  with entry as materialized (
    select * from private.coverage_entries(p_workspace, p_kind, p_id)
  ), cell as materialized (
    -- The same exercise, word for word, counts once, in however many banks it is.
    select e.part, e.row_id, e.level, jsonb_build_object('valid', count(distinct e.hash) filter (where e.is_valid), 'blocked', count(distinct e.hash) filter (where not e.is_valid)) as counts
    from entry e group by e.part, e.row_id, e.level
  ), line as materialized (
    select c.part, c.row_id, jsonb_object_agg(c.level, c.counts) filter (where c.level is not null) as cells from cell c group by c.part, c.row_id
  )
  select jsonb_build_object(
    'of', known,
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('part', r.part, 'id', r.row_id, 'title', r.title, 'slug', r.slug, 'concepts', r.concepts, 'objectives', r.objectives,
        'cells', coalesce(l.cells, '{}')) order by r.part, r.nth), '[]')
      from private.coverage_rows(p_workspace, p_kind, p_id) r left join line l on l.part = r.part and l.row_id = r.row_id),
    'elsewhere', coalesce((select l.cells from line l where l.part = 'elsewhere'), '{}'),
    'no_objective', coalesce((select l.cells from line l where l.part = 'no_objective'), '{}'),
    'no_level', coalesce((select c.counts from cell c where c.part = 'no_level'), '{"valid": 0, "blocked": 0}'),
    'valid', (select count(distinct e.hash) from entry e where e.is_valid)
  ) into answer;
  return answer;
end
$$;
comment on function public.read_coverage is
  'How many distinct exercises there are of each level: of the objectives of a concept, the objectives (part objective) and concepts of a trail, the trails of the workspace (p_kind, p_id): {of: {title, slug}, rows: [{part, id, title, slug, concepts, objectives, cells: {level: {valid, blocked}}}], elsewhere, no_objective, no_level, valid}.';

create or replace function public.read_coverage_cell(p_workspace uuid, p_kind text, p_id uuid, p_part text, p_row text, p_level text) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
declare
  below constant text[] := (array['Recall', 'Comprehension', 'Application', 'Transfer'])[:coalesce(array_position(array['Recall', 'Comprehension', 'Application', 'Transfer'], p_level), 1) - 1];
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.require_coverage_scope(p_workspace, p_kind, p_id);
  with entry as materialized (
    select distinct on (c.level, c.hash) c.level, c.hash, c.is_valid, c.package_id, c.place
    from private.coverage_entries(p_workspace, p_kind, p_id) c
    where c.part = p_part and c.row_id is not distinct from p_row and (c.level is not distinct from p_level or c.level = any (below))
    order by c.level, c.hash, c.is_valid desc, c.package_id, c.place
  ), named as materialized (
    select n.level, n.is_valid, row_number() over (partition by n.level order by n.is_valid desc, lower(s.title), e.place) as nth,
      jsonb_build_object('spark_id', e.spark_id, 'spark_slug', s.slug, 'spark_title', s.title, 'place', e.place, 'exercise_id', e.exercise_id, 'version', e.version,
        'type', e.exercise_type, 'level', e.level, 'difficulty', e.difficulty, 'stem', e.stem, 'is_valid', n.is_valid) as shown
    from entry n join private.exercise_entries e on e.package_id = n.package_id and e.place = n.place join public.sparks s on s.id = e.spark_id
  )
  select jsonb_build_object(
    'total', (select count(*) from named n where n.level is not distinct from p_level),
    'exercises', (select coalesce(jsonb_agg(n.shown order by n.nth), '[]') from named n where n.level is not distinct from p_level and n.nth <= 100),
    'close', (select coalesce(jsonb_agg(m.shown order by m.far, m.nth), '[]') from (
      select n.shown, n.nth, -array_position(below, n.level) as far from named n where n.level = any (below) and n.is_valid order by 3, 2 limit 4) m),
    'sparks', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'slug', m.slug, 'title', m.title) order by m.nth), '[]') from (
      select s.id, s.slug, s.title, min(row_number) as nth from (
        select p.spark_id, row_number() over (order by c.order_index, c.ordinal, p.order_index, p.ordinal)
        from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p.workspace_id
        where p.workspace_id = p_workspace and case p_kind when 'concept' then c.id = p_id when 'trail' then c.trail_id = p_id and (p_part = 'objective' or c.id::text = p_row) else false end) h
      join public.sparks s on s.id = h.spark_id group by s.id, s.slug, s.title order by nth limit 200) m)
  ) into answer;
  return answer;
end
$$;
comment on function public.read_coverage_cell is
  'The exercises that a cell of the coverage counts (up to 100), those of the same row that could be raised to its level, and the sparks in which one more could be written: {total, exercises, close, sparks}. p_part: row, objective (one of the trail itself), elsewhere, no_objective or no_level.';

-- Objectives of trails stand in trail_objectives; nothing reads the list of the course profile any more.
drop function private.course_objectives(jsonb);
