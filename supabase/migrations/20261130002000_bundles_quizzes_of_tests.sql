-- A test of an imported file becomes the quiz of the spark that its questions go to.

-- How an exercise counts, and what its passage is called, is not what it says.
create or replace function private.said_by(exercise jsonb) returns uuid
language sql immutable set search_path = ''
return md5((exercise - array['id', 'cognitive_level', 'difficulty', 'aligned_learning_objective', 'exercise_category', 'weight', 'stimulus_id'])::text)::uuid;

create or replace function private.check_choices(choices jsonb) returns void
language plpgsql immutable set search_path = '' as $$
begin
  if jsonb_typeof(choices) is distinct from 'object' or exists (
    select from jsonb_each_text(private.object_of(choices -> 'places')) e where not pg_input_is_valid(e.value, 'uuid'))
    or not pg_input_is_valid(coalesce(choices ->> 'takes_same', 'false'), 'boolean')
    or not pg_input_is_valid(coalesce(choices ->> 'leaves_alike', 'false'), 'boolean')
    or coalesce(choices ->> 'quiz', 'none') not in ('where_none', 'replace', 'none')
    or coalesce(choices ->> 'quiz_test', '0') !~ '^\d{1,5}$'
  then
    raise exception 'choices are {places: {category: spark id}, acts, level, difficulty, takes_same, leaves_alike, quiz: where_none, replace or none, quiz_test}'
      using errcode = 'TW006';
  end if;
end
$$;

create function private.test_questions(log public.import_logs, choices jsonb) returns table (place integer, nth integer, spark_id uuid)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select a.place::integer, q.nth, (choices -> 'places' ->> q.category)::uuid
    from private.question_imports i
    cross join lateral jsonb_array_elements_text(
      private.list_of(private.list_of(i.report -> 'tests') -> coalesce((choices ->> 'quiz_test')::integer, 0) -> 'questions')) with ordinality a (nth, place)
    join private.import_questions q on q.import_id = log.id and q.nth::text = a.nth
    where i.import_id = log.id and coalesce(choices ->> 'quiz', 'none') <> 'none';
end
$$;
comment on function private.test_questions(public.import_logs, jsonb) is
  'The questions of the test that is to become a quiz, in its order, each with the spark that it goes to. None where no quiz is wanted.';

create function private.quiz_of_test(bank jsonb, test jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  with asked as (
    select t.place, t.one -> 'at' as at, t.one ->> 'said' as said from jsonb_array_elements(test) with ordinality t (one, place)
  ), stands as materialized (
    -- Documents are compared only where the test names what stood there before.
    select distinct on (b.said) b.said, b.id from (
      select private.said_by(e.exercise)::text as said, e.exercise -> 'id' as id, e.nth
      from jsonb_array_elements(bank) with ordinality e (exercise, nth)
      where exists (select from asked a where a.at = 'null') and jsonb_typeof(e.exercise) = 'object' and private.exercise_name(e.exercise) is not null) b
    order by b.said, b.nth
  ), found as (
    select a.place, case when a.at <> 'null' then bank -> (a.at #>> '{}')::integer -> 'id' else s.id end as id
    from asked a left join stands s on s.said = a.said
  )
  select coalesce(jsonb_agg(f.id order by f.place), '[]')
  from (select distinct on (n.id) n.id, n.place from found n where n.id is not null order by n.id, n.place) f
$$;
comment on function private.quiz_of_test(jsonb, jsonb) is
  'The ids of a quiz in the order of a test: [{at: place in the bank, or null for what stood there before, said}]. What the bank does not have is left out.';

drop function private.add_to_bank(uuid, uuid, jsonb);
create function private.add_to_bank(workspace uuid, spark uuid, exercises jsonb, test jsonb default null, replaces boolean default false) returns jsonb
language plpgsql security definer set search_path = '' set enable_nestloop = off set enable_mergejoin = off set jit = off as $$
declare
  package public.packages;
  lesson public.sparks;
  bank jsonb;
  ids text[];
  nameless integer[];
  made text[] := '{}';
  filled jsonb;
  chosen jsonb;
begin
  select * into lesson from public.sparks s where s.workspace_id = workspace and s.id = spark;
  select * into package from public.packages k where k.workspace_id = workspace and k.spark_id = spark for update;
  if lesson.id is null or package.id is null then
    raise exception 'a spark that questions should go to is gone; choose another one' using errcode = 'TW004';
  end if;
  if coalesce(jsonb_typeof(package.body -> 'exercise_bank'), 'array') <> 'array' then
    raise exception 'exercise_bank of this package is no list; import it again as one first' using errcode = 'TW002';
  end if;
  bank := private.list_of(package.body -> 'exercise_bank');
  ids := array(select private.exercise_name(e) from jsonb_array_elements(bank || exercises) e where private.exercise_name(e) is not null);
  -- Without an id, with one that the bank has, or with one that a question before it has.
  nameless := array(
    select n.nth from (
      select e.nth::integer, private.exercise_name(e.exercise) as id, row_number() over (partition by private.exercise_name(e.exercise) order by e.nth) as same
      from jsonb_array_elements(exercises) with ordinality e (exercise, nth)) n
    where n.id is null or n.same > 1 or n.id in (select private.exercise_name(b) from jsonb_array_elements(bank) b where private.exercise_name(b) is not null)
    order by n.nth);
  while cardinality(made) < cardinality(nameless) loop
    made := made || array(
      select distinct private.new_exercise_id('{}') from generate_series(1, cardinality(nameless) - cardinality(made))
      except select unnest(ids || made));
  end loop;
  filled := package.body || jsonb_build_object('exercise_bank', bank || (
    select coalesce(jsonb_agg(e.exercise || case when g.id is null then '{}' else jsonb_build_object('id', g.id) end order by e.nth), '[]')
    from jsonb_array_elements(exercises) with ordinality e (exercise, nth) left join unnest(nameless, made) g (nth, id) on g.nth = e.nth));
  -- Somebody may have made a quiz since the plan was looked at: it stays, unless it was to be replaced.
  if test is not null and (replaces or coalesce(package.body -> 'quiz', 'null') in ('null', '[]')) then
    chosen := private.quiz_of_test(filled -> 'exercise_bank', (
      select jsonb_agg(case when t.one -> 'at' = 'null' then t.one else t.one || jsonb_build_object('at', jsonb_array_length(bank) + (t.one ->> 'at')::integer) end order by t.nth)
      from jsonb_array_elements(test) with ordinality t (one, nth)));
    chosen := nullif(chosen, '[]');
    filled := filled || case when chosen is null then '{}' else jsonb_build_object('quiz', chosen) end;
  end if;
  if coalesce(jsonb_typeof(filled -> 'quiz_metadata'), 'object') = 'object' then
    filled := filled || jsonb_build_object('quiz_metadata', private.quiz_metadata(filled));
  end if;
  update public.packages k set body = filled where k.id = package.id;
  return jsonb_build_object('package_id', package.id, 'spark_id', lesson.id, 'slug', lesson.slug, 'title', lesson.title,
    'before', jsonb_array_length(bank), 'added', jsonb_array_length(exercises), 'quiz', jsonb_array_length(chosen));
end
$$;
comment on function private.add_to_bank(uuid, uuid, jsonb, jsonb, boolean) is
  'Puts exercises at the end of the bank of a spark; ids that are taken there are given anew. test: [{at: place in exercises, or null for what stands in the bank, said}] becomes its quiz where it has none, or in place of the one it has.';

create or replace function public.apply_questions(p_import uuid, p_choices jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min' as $$
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
  test jsonb;
  test_spark uuid;
begin
  perform private.require_role(log.workspace_id, 'editor');
  perform private.check_choices(p_choices);
  if log.status <> 'validating' or log.question_format is null then
    raise exception 'an import that is % has no questions to apply', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  select coalesce(jsonb_agg(jsonb_build_object('spark_id', g.spark_id, 'exercises', g.exercises, 'nths', g.nths) order by g.first), '[]'), coalesce(sum(g.suggested), 0),
    array_agg(g.spark_id)
  into chosen, suggested, sparks
  from (
    select c.spark_id, jsonb_agg(c.exercise order by c.nth) as exercises, jsonb_agg(c.nth order by c.nth) as nths, min(c.nth) as first,
      count(*) filter (where c.is_suggested) as suggested
    from private.chosen_questions(log, p_choices) c group by c.spark_id) g;
  if chosen = '[]' then
    raise exception 'nothing is left to import' using errcode = 'TW002';
  elsif array_position(sparks, null) is not null then
    raise exception 'there are questions without a spark to go to; choose one for each category' using errcode = 'TW006';
  end if;
  -- A quiz asks what stands in one bank.
  select case when count(distinct t.spark_id) = 1 and bool_and(t.spark_id is not null) then min(t.spark_id::text)::uuid end into test_spark
  from private.test_questions(log, p_choices) t;
  made := private.open_change_set(log.workspace_id, 'import', coalesce(log.name, log.version_label));
  perform private.make_packages(log.workspace_id, sparks);
  -- All of them in one order, as edits take them: nobody waits in a ring.
  perform private.hold(log.workspace_id, 'package', array(
    select k.id from public.packages k where k.workspace_id = log.workspace_id and k.spark_id = any (sparks)));
  for step in select s from jsonb_array_elements(chosen) with ordinality n (s, nth) order by n.nth loop
    test := null;
    if (step ->> 'spark_id')::uuid = test_spark then
      select jsonb_agg(jsonb_build_object('at', n.place - 1, 'said', private.said_by(q.exercise)) order by t.place) into test
      from private.test_questions(log, p_choices) t
      join private.import_questions q on q.import_id = p_import and q.nth = t.nth and q.exercise is not null
      left join jsonb_array_elements_text(step -> 'nths') with ordinality n (nth, place) on n.nth = t.nth::text;
    end if;
    outcome := private.add_to_bank(log.workspace_id, (step ->> 'spark_id')::uuid, step -> 'exercises', test, p_choices ->> 'quiz' = 'replace');
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
comment on function public.apply_questions(uuid, jsonb) is
  'Adds the questions of a plan to banks, all or nothing, as one change set: {change_set_id, exercises, sparks: [{spark_id, slug, title, before, added, quiz: questions of the quiz that a test became}]}. TW006 while a category has no spark.';
