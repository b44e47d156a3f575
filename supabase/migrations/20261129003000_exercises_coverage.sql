-- Objectives against cognitive levels: how many valid exercises there are, where none is, and where too few are
-- (docs/decisions/100-what-coverage-counts.md).

create function private.are_numbers(value jsonb, names text[], lowest numeric, highest numeric) returns boolean
language sql immutable set search_path = ''
as $$
  select jsonb_typeof(value) = 'object' and (select coalesce(array_agg(k order by k), '{}') from jsonb_object_keys(value) k) = (select array_agg(n order by n) from unnest(names) n)
    and not exists (select from jsonb_each(value) e where jsonb_typeof(e.value) <> 'number' or (e.value #>> '{}')::numeric not between lowest and highest)
$$;
comment on function private.are_numbers is 'Whether a value is an object with exactly these names, each a number in the range.';

create function private.are_thresholds(value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_typeof(value) = 'object' and (select count(*) from jsonb_object_keys(value)) = 3 and not exists (
    select from unnest(array['objective', 'concept', 'trail']) n
    where not coalesce(private.are_numbers(value -> n, array['Recall', 'Comprehension', 'Application', 'Transfer'], 0, 10000), false)
      or exists (select from jsonb_each_text(value -> n) e where e.value::numeric % 1 <> 0)), false)
$$;

create function private.are_targets(value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_typeof(value) = 'object' and (select count(*) from jsonb_object_keys(value)) = 2
    and private.are_numbers(value -> 'level', array['Recall', 'Comprehension', 'Application', 'Transfer'], 0, 1)
    and private.are_numbers(value -> 'difficulty', array['easy', 'medium', 'hard'], 0, 1)
    and not exists (select from unnest(array['level', 'difficulty']) n
      where (select abs(sum(e.value::numeric) - 1) from jsonb_each_text(value -> n) e) > 0.005), false)
$$;

create table public.exercise_goals (
  workspace_id uuid not null,
  thresholds jsonb,
  quiz_targets jsonb,
  constraint exercise_goals_pkey primary key (workspace_id),
  constraint exercise_goals_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint exercise_goals_thresholds check (thresholds is null or private.are_thresholds(thresholds)),
  constraint exercise_goals_quiz_targets check (quiz_targets is null or private.are_targets(quiz_targets))
);
comment on table public.exercise_goals is 'What a workspace wants of its exercises. Null: what the studio takes as usual.';
comment on column public.exercise_goals.thresholds is 'How many valid exercises a cell of the coverage has at least: {objective, concept, trail: {level: number}}. They block nothing.';
comment on column public.exercise_goals.quiz_targets is 'What a quiz aims at that has no targets of its own: {level, difficulty: {name: share}}, shares adding up to 1.';
alter table public.exercise_goals enable row level security;
grant select on public.exercise_goals to authenticated, service_role;
create policy "Members see what their workspace wants of its exercises" on public.exercise_goals for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function public.set_exercise_goals(p_workspace uuid, p_thresholds jsonb default null, p_quiz_targets jsonb default null) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  if p_thresholds is not null and not private.are_thresholds(p_thresholds) then
    raise exception 'thresholds are whole numbers of 0 to 10,000 for each level, of an objective, a concept and a trail' using errcode = 'TW006';
  elsif p_quiz_targets is not null and not private.are_targets(p_quiz_targets) then
    raise exception 'targets are shares for each level and each difficulty, and add up to 1' using errcode = 'TW006';
  end if;
  -- Two people who set one each do not undo each other.
  insert into public.exercise_goals as g (workspace_id, thresholds, quiz_targets) values (p_workspace, p_thresholds, p_quiz_targets)
  on conflict (workspace_id) do update set thresholds = coalesce(excluded.thresholds, g.thresholds), quiz_targets = coalesce(excluded.quiz_targets, g.quiz_targets);
end
$$;
comment on function public.set_exercise_goals is 'Sets thresholds of the coverage or targets of quizzes for the workspace; what is null stays. TW006 for what is no such thing.';
grant execute on function public.set_exercise_goals to authenticated, service_role;

create function public.read_exercise_goals(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('thresholds', g.thresholds, 'quiz_targets', g.quiz_targets)
    from (select) one left join public.exercise_goals g on g.workspace_id = p_workspace);
end
$$;
comment on function public.read_exercise_goals is '{thresholds, quiz_targets}, null where the workspace has set none.';
grant execute on function public.read_exercise_goals to authenticated, service_role;

-- ---------------------------------------------------------------------------------------------- counting

create function private.owned_objectives(workspace uuid, kind text, owner uuid) returns table (objective text, title text, nth bigint)
language sql stable set search_path = ''
as $$
  select o.objective_id, o.title, row_number() over (order by o.order_index, o.ordinal)
  from public.objectives o where kind = 'concept' and o.workspace_id = workspace and o.concept_id = owner
$$;
comment on function private.owned_objectives is 'The objectives of a concept in their order.';

create function private.coverage_entries(workspace uuid, kind text, scope uuid)
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
    select o.objective from private.owned_objectives(workspace, kind, scope) o
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
$$;
comment on function private.coverage_entries is
  'The exercises of a concept, a trail or the workspace with the row of the coverage in which each counts; one of a spark that several rows share stands in each. elsewhere: its objective is not of this concept, or its spark in no trail.';

create function private.coverage_rows(workspace uuid, kind text, scope uuid)
returns table (row_id text, title text, slug text, concepts bigint, objectives bigint, nth bigint)
language sql stable security definer set search_path = ''
as $$
  select o.objective, o.title, null, null::bigint, null::bigint, o.nth from private.owned_objectives(workspace, kind, scope) o where kind = 'concept'
  union all
  select c.id::text, c.title, c.slug, null, (select count(*) from private.owned_objectives(workspace, 'concept', c.id)), row_number() over (order by c.order_index, c.ordinal)
  from public.concepts c where kind = 'trail' and c.workspace_id = workspace and c.trail_id = scope
  union all
  select t.id::text, t.title, t.slug, n.concepts, n.objectives, row_number() over (order by d.order_index, d.ordinal, t.order_index, t.ordinal)
  from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = t.workspace_id
  cross join lateral (
    select count(distinct c.id) as concepts, count(o.id) as objectives from public.concepts c
    left join public.objectives o on o.concept_id = c.id and o.workspace_id = c.workspace_id where c.trail_id = t.id and c.workspace_id = workspace) n
  where kind = 'workspace' and t.workspace_id = workspace
$$;
comment on function private.coverage_rows is 'The rows of a coverage in their order: objectives of a concept, concepts of a trail, trails of the workspace.';

create function private.require_coverage_scope(workspace uuid, kind text, scope uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  known jsonb := case kind
    when 'concept' then (select jsonb_build_object('title', c.title, 'slug', c.slug) from public.concepts c where c.workspace_id = workspace and c.id = scope)
    when 'trail' then (select jsonb_build_object('title', t.title, 'slug', t.slug) from public.trails t where t.workspace_id = workspace and t.id = scope)
    when 'workspace' then (select jsonb_build_object('title', w.name, 'slug', w.slug) from public.workspaces w where w.id = workspace) end;
begin
  if known is null then
    raise exception 'there is no such concept or trail' using errcode = 'TW004';
  end if;
  return known;
end
$$;

create function public.read_coverage(p_workspace uuid, p_kind text, p_id uuid default null) returns jsonb
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
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('id', r.row_id, 'title', r.title, 'slug', r.slug, 'concepts', r.concepts, 'objectives', r.objectives,
        'cells', coalesce(l.cells, '{}')) order by r.nth), '[]')
      from private.coverage_rows(p_workspace, p_kind, p_id) r left join line l on l.part = 'row' and l.row_id = r.row_id),
    'elsewhere', coalesce((select l.cells from line l where l.part = 'elsewhere'), '{}'),
    'no_objective', coalesce((select l.cells from line l where l.part = 'no_objective'), '{}'),
    'no_level', coalesce((select c.counts from cell c where c.part = 'no_level'), '{"valid": 0, "blocked": 0}'),
    'valid', (select count(distinct e.hash) from entry e where e.is_valid)
  ) into answer;
  return answer;
end
$$;
comment on function public.read_coverage is
  'How many distinct exercises there are of each level: of the objectives of a concept, the concepts of a trail, the trails of the workspace (p_kind, p_id): {of: {title, slug}, rows: [{id, title, slug, concepts, objectives, cells: {level: {valid, blocked}}}], elsewhere, no_objective, no_level, valid}.';

create function public.read_coverage_cell(p_workspace uuid, p_kind text, p_id uuid, p_part text, p_row text, p_level text) returns jsonb
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
        where p.workspace_id = p_workspace and case p_kind when 'concept' then c.id = p_id when 'trail' then c.id::text = p_row else false end) h
      join public.sparks s on s.id = h.spark_id group by s.id, s.slug, s.title order by nth limit 200) m)
  ) into answer;
  return answer;
end
$$;
comment on function public.read_coverage_cell is
  'The exercises that a cell of the coverage counts (up to 100), those of the same row that could be raised to its level, and the sparks in which one more could be written: {total, exercises, close, sparks}. p_part: row, elsewhere, no_objective or no_level.';

grant execute on function public.read_coverage, public.read_coverage_cell to authenticated, service_role;
