-- Questions of a file that ask nearly what an exercise of the workspace asks, or another question of the file. The studio compares them
-- while it reads the file; whoever imports decides whether they come in. Word for word is told apart by the database itself.

alter table private.import_questions add column alike jsonb,
  add constraint import_questions_alike check (coalesce(jsonb_typeof(alike) = 'object', true));
comment on column private.import_questions.alike is
  'What it asks nearly the same as: {similarity, spark_id, exercise_id} of a bank, or {similarity, nth} of the same file.';

create function public.mark_alike_questions(p_import uuid, p_alike jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  marked integer;
begin
  perform private.require_role(log.workspace_id, 'editor');
  if log.status <> 'pending' then
    raise exception 'an import that is % has been read already', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  update private.import_questions q set alike = jsonb_strip_nulls(jsonb_build_object(
    'similarity', a.similarity, 'spark_id', a.spark_id, 'exercise_id', a.exercise_id, 'nth', a.as_nth))
  from jsonb_to_recordset(p_alike) a (nth integer, similarity numeric, spark_id uuid, exercise_id text, as_nth integer)
  where q.import_id = p_import and q.nth = a.nth and q.exercise is not null;
  get diagnostics marked = row_count;
  return marked;
end
$$;
comment on function public.mark_alike_questions is
  'Says of questions that are being read what they ask nearly the same as: [{nth, similarity, spark_id, exercise_id} or {nth, similarity, as_nth}].';

create or replace function public.read_question_plan(p_workspace uuid, p_import uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  log public.import_logs;
  plan private.question_imports;
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into log from public.import_logs l where l.id = p_import and l.workspace_id = p_workspace;
  select * into plan from private.question_imports i where i.import_id = log.id;
  if plan.import_id is null then
    raise exception 'there is no such plan of questions' using errcode = 'TW004';
  end if;
  with here as materialized (
    -- Once it is applied they all are.
    select h.nth, h.spark_id from private.questions_here(log) h where log.status = 'validating'
  ), asked as materialized (
    select q.nth, q.category, q.fate, q.codes, h.nth is not null as is_here, q.alike is not null and h.nth is null as is_alike,
      q.exercise is not null as is_taken,
      q.exercise is not null and private.shown(q.exercise -> 'cognitive_level') is null as no_level,
      q.exercise is not null and private.shown(q.exercise -> 'cognitive_level') is null and q.suggested_level is not null as has_suggestion,
      q.exercise is not null and private.shown(q.exercise -> 'difficulty') is null as no_difficulty
    from private.import_questions q left join here h on h.nth = q.nth where q.import_id = p_import
  )
  select jsonb_build_object('report', plan.report, 'receipt', plan.receipt,
    'here', (select coalesce(jsonb_agg(s order by s ->> 'title'), '[]') from (
      select distinct jsonb_build_object('spark_id', k.id, 'slug', k.slug, 'title', k.title) as s from here h join public.sparks k on k.id = h.spark_id limit 20) n),
    'groups', (select coalesce(jsonb_agg(g.g order by g.first), '[]') from (
      select jsonb_build_object('category', a.category, 'fate', a.fate, 'codes', a.codes, 'is_here', a.is_here, 'is_alike', a.is_alike, 'total', count(*),
        'no_level', count(*) filter (where a.no_level), 'suggested', count(*) filter (where a.has_suggestion),
        'no_difficulty', count(*) filter (where a.no_difficulty)) as g, min(a.nth) as first
      from asked a group by a.category, a.fate, a.codes, a.is_here, a.is_alike) g))
  into answer;
  return answer;
end
$$;
comment on function public.read_question_plan is
  'A plan of questions: {report, receipt, here: sparks whose banks have some of them already, groups: [{category, fate, codes, is_here, is_alike, total, no_level, suggested, no_difficulty}]}, in the order of the file.';

create or replace function public.read_import_questions(p_workspace uuid, p_import uuid, p_filter jsonb default '{}', p_after integer default -1, p_limit integer default 50)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  only_alike constant boolean := coalesce((p_filter ->> 'is_alike')::boolean, false);
  here integer[];
begin
  perform private.require_role(p_workspace, 'editor');
  if only_alike then
    -- What stands there word for word is no near-duplicate.
    select array_agg(h.nth) into here from public.import_logs l cross join lateral private.questions_here(l) h
    where l.id = p_import and l.workspace_id = p_workspace;
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('nth', q.nth, 'fate', q.fate, 'category', q.category, 'exercise', q.exercise,
      'suggested_level', q.suggested_level, 'source', q.source, 'losses', q.losses, 'alike', private.alike_to(p_workspace, p_import, q.alike)) order by q.nth), '[]')
    from (
      select i.* from private.import_questions i join public.import_logs l on l.id = i.import_id
      where l.workspace_id = p_workspace and i.import_id = p_import and i.nth > p_after
        and (p_filter ->> 'fate' is null or i.fate = p_filter ->> 'fate')
        and (p_filter ->> 'code' is null or i.codes @> array[p_filter ->> 'code'])
        and (p_filter ->> 'category' is null or i.category = p_filter ->> 'category')
        and (p_filter ->> 'has_losses' is null or (i.codes <> '{}') = (p_filter ->> 'has_losses')::boolean)
        and (not only_alike or (i.alike is not null and not i.nth = any (coalesce(here, '{}'))))
      order by i.nth limit least(greatest(p_limit, 1), 200)) q);
end
$$;
comment on function public.read_import_questions is
  'Questions of a file in its order, by fate, by the code of a loss, by category, or those that ask nearly what stands there.';

-- With the words of the other: what it asks today, and where it stands.
create function private.alike_to(workspace uuid, import uuid, near jsonb) returns jsonb
language sql stable security definer set search_path = ''
return case
  when near ? 'nth' then (
    select jsonb_build_object('similarity', near -> 'similarity', 'nth', q.nth, 'stem', private.shown(q.exercise -> 'stem', 1000))
    from private.import_questions q where q.import_id = import and q.nth = (near ->> 'nth')::integer)
  when near is not null then (
    select jsonb_build_object('similarity', near -> 'similarity', 'exercise_id', e.exercise_id, 'stem', e.stem, 'spark_slug', s.slug, 'spark_title', s.title)
    from private.exercise_entries e join public.sparks s on s.id = e.spark_id and s.workspace_id = workspace
    where e.workspace_id = workspace and e.spark_id = (near ->> 'spark_id')::uuid and e.exercise_id = near ->> 'exercise_id' limit 1)
end;

create or replace function private.chosen_questions(log public.import_logs, choices jsonb)
returns table (nth integer, spark_id uuid, exercise jsonb, is_suggested boolean)
language plpgsql stable security definer set search_path = ''
as $$
declare
  level constant text := choices ->> 'level';
  difficulty constant text := choices ->> 'difficulty';
  takes_same constant boolean := coalesce((choices ->> 'takes_same')::boolean, false);
  leaves_alike constant boolean := coalesce((choices ->> 'leaves_alike')::boolean, false);
begin
  return query
    with here as materialized (select h.nth from private.questions_here(log) h)
    select q.nth, (choices -> 'places' ->> q.category)::uuid,
      q.exercise
      || case when private.shown(q.exercise -> 'cognitive_level') is not null then '{}'
        when level = 'suggest' and q.suggested_level is not null then jsonb_build_object('cognitive_level', q.suggested_level)
        when level in ('Recall', 'Comprehension', 'Application', 'Transfer') then jsonb_build_object('cognitive_level', level) else '{}' end
      || case when private.shown(q.exercise -> 'difficulty') is not null then '{}'
        when difficulty in ('easy', 'medium', 'hard') then jsonb_build_object('difficulty', difficulty) else '{}' end
      || case when q.codes && array(select a.code from jsonb_each_text(private.object_of(choices -> 'acts')) a (code, act) where a.act = 'all_or_nothing')
        and q.exercise ? 'scoring' then '{"scoring": "all_or_nothing"}'::jsonb else '{}' end,
      level = 'suggest' and q.suggested_level is not null and private.shown(q.exercise -> 'cognitive_level') is null
    from private.import_questions q left join here h on h.nth = q.nth
    where q.import_id = log.id and q.exercise is not null
      and not q.codes && array(select a.code from jsonb_each_text(private.object_of(choices -> 'acts')) a (code, act) where a.act = 'leave')
      -- What stands there word for word is decided as that, however alike it is.
      and case when h.nth is not null then takes_same else q.alike is null or not leaves_alike end
    order by q.nth;
end
$$;
comment on function private.chosen_questions is
  'The exercises that an import adds, each with its spark (null: none was chosen). choices: {places: {category: spark_id}, acts: {code: take, leave or all_or_nothing}, level, difficulty, takes_same, leaves_alike}.';

-- The choices of an import, held to their shape before anything reads them.
create function private.check_choices(choices jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if jsonb_typeof(choices) is distinct from 'object' or exists (
    select from jsonb_each_text(private.object_of(choices -> 'places')) e where not pg_input_is_valid(e.value, 'uuid'))
    or not pg_input_is_valid(coalesce(choices ->> 'takes_same', 'false'), 'boolean')
    or not pg_input_is_valid(coalesce(choices ->> 'leaves_alike', 'false'), 'boolean')
  then
    raise exception 'choices are {places: {category: spark id}, acts, level, difficulty, takes_same, leaves_alike}' using errcode = 'TW006';
  end if;
end
$$;

create function public.chosen_pictures(p_workspace uuid, p_import uuid, p_choices jsonb) returns text[]
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  log public.import_logs;
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.check_choices(p_choices);
  select * into log from public.import_logs l where l.id = p_import and l.workspace_id = p_workspace;
  return array(
    select distinct m.found[1] from private.chosen_questions(log, p_choices) c
    cross join lateral regexp_matches(c.exercise::text, '/assets/([0-9a-f]{32})/', 'g') m (found));
end
$$;
comment on function public.chosen_pictures is 'The keys of the files that the chosen questions of a plan show: what is left out brings no files.';

create or replace function public.apply_questions(p_import uuid, p_choices jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  made uuid;
  chosen jsonb;
  sparks uuid[];
  step jsonb;
  outcome jsonb;
  written jsonb := '[]';
  packages uuid[] := '{}';
  total integer := 0;
  suggested integer;
begin
  perform private.require_role(log.workspace_id, 'editor');
  perform private.check_choices(p_choices);
  if log.status <> 'validating' or log.question_format is null then
    raise exception 'an import that is % has no questions to apply', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('spark_id', g.spark_id, 'exercises', g.exercises) order by g.first), '[]'), coalesce(sum(g.suggested), 0),
    array_agg(g.spark_id)
  into chosen, suggested, sparks
  from (
    select c.spark_id, jsonb_agg(c.exercise order by c.nth) as exercises, min(c.nth) as first, count(*) filter (where c.is_suggested) as suggested
    from private.chosen_questions(log, p_choices) c group by c.spark_id) g;
  if chosen = '[]' then
    raise exception 'nothing is left to import' using errcode = 'TW002';
  elsif array_position(sparks, null) is not null then
    raise exception 'there are questions without a spark to go to; choose one for each category' using errcode = 'TW006';
  end if;
  made := private.open_change_set(log.workspace_id, 'import', coalesce(log.name, log.version_label));
  perform private.make_packages(log.workspace_id, sparks);
  -- All of them in one order, as edits take them: nobody waits in a ring.
  perform private.hold(log.workspace_id, 'package', array(
    select k.id from public.packages k where k.workspace_id = log.workspace_id and k.spark_id = any (sparks)));
  for step in select s from jsonb_array_elements(chosen) with ordinality n (s, nth) order by n.nth loop
    outcome := private.add_to_bank(log.workspace_id, (step ->> 'spark_id')::uuid, step -> 'exercises');
    packages := packages || (outcome ->> 'package_id')::uuid;
    total := total + (outcome ->> 'added')::integer;
    written := written || outcome - 'package_id';
  end loop;
  -- So that exactly what it brought can be staged. No other import has this digest, so it is never taken for one of a bundle.
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids) values (p_import, 'package', 0, 'questions ' || p_import, packages);
  update private.question_imports set receipt = jsonb_build_object('exercises', total, 'sparks', written, 'suggested', suggested, 'choices', p_choices)
    where import_id = p_import;
  update public.import_logs set status = 'ready', completed_at = now(), touched_at = now(), change_set_id = made, applied_by = private.actor(),
    entity_counts = jsonb_build_object('package', cardinality(packages)) where id = p_import;
  return jsonb_build_object('change_set_id', made, 'exercises', total, 'sparks', written);
end
$$;

grant execute on function public.mark_alike_questions, public.chosen_pictures to authenticated, service_role;
