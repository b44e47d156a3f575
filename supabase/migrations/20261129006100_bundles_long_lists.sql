-- Ten thousand questions into one bank without looking through all ids for each of them.

create or replace function private.add_to_bank(workspace uuid, spark uuid, exercises jsonb) returns jsonb
-- As in private.write_exercises: there are more exercises than the planner expects.
language plpgsql security definer set search_path = '' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
declare
  package public.packages;
  lesson public.sparks;
  bank jsonb;
  ids text[];
  nameless integer[];
  made text[] := '{}';
  filled jsonb;
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
  if coalesce(jsonb_typeof(filled -> 'quiz_metadata'), 'object') = 'object' then
    filled := filled || jsonb_build_object('quiz_metadata', private.quiz_metadata(filled));
  end if;
  update public.packages k set body = filled where k.id = package.id;
  return jsonb_build_object('package_id', package.id, 'spark_id', lesson.id, 'slug', lesson.slug, 'title', lesson.title,
    'before', jsonb_array_length(bank), 'added', jsonb_array_length(exercises));
end
$$;
