-- Questions of other tools: read whole and kept as a plan with its report, looked at, and then added to banks as one change.
--
-- They share the log, its states, undoing and staging with bundles. A plan keeps its questions in a logged table, because the report
-- outlives the import: what was not taken waits in it with its source.

alter table public.import_logs add column question_format text;
comment on column public.import_logs.question_format is 'Set where the file had questions of another tool in place of a bundle: moodle_xml, gift ...';

create table private.question_imports (
  import_id uuid not null,
  report jsonb not null,
  receipt jsonb,
  constraint question_imports_pkey primary key (import_id),
  constraint question_imports_import_fkey foreign key (import_id) references public.import_logs (id) on delete cascade
);
comment on table private.question_imports is
  'report: what was read (format, encoding, size, reasons, files). receipt: what came of it, once it is applied.';

create table private.import_questions (
  import_id uuid not null,
  nth integer not null,
  fate text not null,
  category text not null default '',
  codes text[] not null default '{}',
  exercise jsonb,
  suggested_level text,
  source jsonb not null,
  losses jsonb not null default '[]',
  constraint import_questions_pkey primary key (import_id, nth),
  constraint import_questions_import_fkey foreign key (import_id) references public.import_logs (id) on delete cascade,
  constraint import_questions_fate check (fate in ('whole', 'changed', 'blocked', 'not_taken')),
  constraint import_questions_exercise check ((exercise is null) = (fate = 'not_taken')),
  constraint import_questions_objects check (jsonb_typeof(source) = 'object' and jsonb_typeof(losses) = 'array' and coalesce(jsonb_typeof(exercise) = 'object', true))
);
comment on table private.import_questions is
  'The questions of a file in its order: what became of each, and why. suggested_level: what its verbs say, where the file says nothing.';

create function public.add_import_questions(p_import uuid, p_questions jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  added integer;
begin
  perform private.require_role(log.workspace_id, 'editor');
  if log.status <> 'pending' then
    raise exception 'this import takes no more questions' using errcode = 'TW002';
  end if;
  insert into private.import_questions (import_id, nth, fate, category, codes, exercise, suggested_level, source, losses)
  select p_import, q.nth, q.fate, coalesce(q.category, ''), coalesce(q.codes, '{}'), nullif(q.exercise, 'null'), q.suggested_level, q.source, coalesce(q.losses, '[]')
  from jsonb_to_recordset(p_questions) q (nth integer, fate text, category text, codes text[], exercise jsonb, suggested_level text, source jsonb, losses jsonb)
  -- A batch that is sent again because its answer was lost says the same once more.
  on conflict (import_id, nth) do nothing;
  get diagnostics added = row_count;
  update public.import_logs set touched_at = now() where id = p_import;
  return added;
end
$$;
comment on function public.add_import_questions is 'Adds questions [{nth, fate, category, codes, exercise, suggested_level, source, losses}] to an import that is being read.';

create function public.plan_questions(p_import uuid, p_format text, p_report jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  perform private.require_role(log.workspace_id, 'editor');
  if log.status <> 'pending' then
    raise exception 'an import that is % has been read already', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  insert into private.question_imports (import_id, report) values (p_import, p_report);
  update public.import_logs set status = 'validating', question_format = left(p_format, 40), touched_at = now() where id = p_import;
end
$$;
comment on function public.plan_questions is 'Ends the reading of questions: the import has a plan now that waits to be applied, a week at most.';

-- An exercise without what people set beside it: two that are the same by this say the same.
create function private.said_by(exercise jsonb) returns uuid
language sql immutable set search_path = ''
return md5((exercise - array['id', 'cognitive_level', 'difficulty', 'aligned_learning_objective', 'exercise_category'])::text)::uuid;

create function private.questions_here(log public.import_logs) returns table (nth integer, spark_id uuid)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    with asked as materialized (
      select q.nth, private.said_by(q.exercise) as said, q.exercise ->> 'exercise_type' as exercise_type,
        private.list_text(coalesce(private.shown(q.exercise -> 'stem', 1000), private.shown(q.exercise -> 'text', 1000), '')) as stem
      from private.import_questions q where q.import_id = log.id and q.exercise is not null
    ), near as materialized (
      -- Documents are opened only where a question of the same words stands.
      select distinct e.package_id from private.exercise_entries e
      join asked a on a.stem = e.stem and a.exercise_type = e.exercise_type where e.workspace_id = log.workspace_id
    )
    select distinct on (a.nth) a.nth, k.spark_id
    from near n join public.packages k on k.id = n.package_id
    cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) x (exercise)
    join asked a on jsonb_typeof(x.exercise) = 'object' and a.said = private.said_by(x.exercise)
    order by a.nth, k.id;
end
$$;
comment on function private.questions_here is 'The questions of a plan that stand in a bank of the workspace already, word for word.';

create function public.read_question_plan(p_workspace uuid, p_import uuid) returns jsonb
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
    select q.nth, q.category, q.fate, q.codes, h.nth is not null as is_here, q.exercise is not null as is_taken,
      q.exercise is not null and private.shown(q.exercise -> 'cognitive_level') is null as no_level,
      q.exercise is not null and private.shown(q.exercise -> 'cognitive_level') is null and q.suggested_level is not null as has_suggestion,
      q.exercise is not null and private.shown(q.exercise -> 'difficulty') is null as no_difficulty
    from private.import_questions q left join here h on h.nth = q.nth where q.import_id = p_import
  )
  select jsonb_build_object('report', plan.report, 'receipt', plan.receipt,
    'here', (select coalesce(jsonb_agg(s order by s ->> 'title'), '[]') from (
      select distinct jsonb_build_object('spark_id', k.id, 'slug', k.slug, 'title', k.title) as s from here h join public.sparks k on k.id = h.spark_id limit 20) n),
    'groups', (select coalesce(jsonb_agg(g.g order by g.first), '[]') from (
      select jsonb_build_object('category', a.category, 'fate', a.fate, 'codes', a.codes, 'is_here', a.is_here, 'total', count(*),
        'no_level', count(*) filter (where a.no_level), 'suggested', count(*) filter (where a.has_suggestion),
        'no_difficulty', count(*) filter (where a.no_difficulty)) as g, min(a.nth) as first
      from asked a group by a.category, a.fate, a.codes, a.is_here) g))
  into answer;
  return answer;
end
$$;
comment on function public.read_question_plan is
  'A plan of questions: {report, receipt, here: sparks whose banks have some of them already, groups: [{category, fate, codes, is_here, total, no_level, suggested, no_difficulty}]}, in the order of the file.';

create function public.read_import_questions(p_workspace uuid, p_import uuid, p_filter jsonb default '{}', p_after integer default -1, p_limit integer default 50)
returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('nth', q.nth, 'fate', q.fate, 'category', q.category, 'exercise', q.exercise,
      'suggested_level', q.suggested_level, 'source', q.source, 'losses', q.losses) order by q.nth), '[]')
    from (
      select i.* from private.import_questions i join public.import_logs l on l.id = i.import_id
      where l.workspace_id = p_workspace and i.import_id = p_import and i.nth > p_after
        and (p_filter ->> 'fate' is null or i.fate = p_filter ->> 'fate')
        and (p_filter ->> 'code' is null or i.codes @> array[p_filter ->> 'code'])
        and (p_filter ->> 'category' is null or i.category = p_filter ->> 'category')
        and (p_filter ->> 'has_losses' is null or (i.codes <> '{}') = (p_filter ->> 'has_losses')::boolean)
      order by i.nth limit least(greatest(p_limit, 1), 200)) q);
end
$$;
comment on function public.read_import_questions is 'Questions of a file in its order, by fate, by the code of a loss, by category.';

-- ------------------------------------------------------------------------------------------------ applying

create function private.chosen_questions(log public.import_logs, choices jsonb)
returns table (nth integer, spark_id uuid, exercise jsonb, is_suggested boolean)
language plpgsql stable security definer set search_path = ''
as $$
declare
  level constant text := choices ->> 'level';
  difficulty constant text := choices ->> 'difficulty';
  takes_same constant boolean := coalesce((choices ->> 'takes_same')::boolean, false);
begin
  return query
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
    from private.import_questions q
    where q.import_id = log.id and q.exercise is not null
      and not q.codes && array(select a.code from jsonb_each_text(private.object_of(choices -> 'acts')) a (code, act) where a.act = 'leave')
      and (takes_same or q.nth not in (select h.nth from private.questions_here(log) h))
    order by q.nth;
end
$$;
comment on function private.chosen_questions is
  'The exercises that an import adds, each with its spark (null: none was chosen). choices: {places: {category: spark_id}, acts: {code: take, leave or all_or_nothing}, level, difficulty, takes_same}.';

create function private.add_to_bank(workspace uuid, spark uuid, exercises jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  package public.packages;
  lesson public.sparks;
  bank jsonb;
  ids text[];
  fresh jsonb[] := '{}';
  one jsonb;
  id text;
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
  ids := array(select private.exercise_name(e.exercise) from jsonb_array_elements(bank) e (exercise) where private.exercise_name(e.exercise) is not null);
  for one in select e from jsonb_array_elements(exercises) with ordinality n (e, nth) order by n.nth loop
    id := private.exercise_name(one);
    if id is null or id = any (ids) then
      id := private.new_exercise_id(ids);
      one := one || jsonb_build_object('id', id);
    end if;
    ids := ids || id;
    fresh := fresh || one;
  end loop;
  filled := package.body || jsonb_build_object('exercise_bank', bank || to_jsonb(fresh));
  if coalesce(jsonb_typeof(filled -> 'quiz_metadata'), 'object') = 'object' then
    filled := filled || jsonb_build_object('quiz_metadata', private.quiz_metadata(filled));
  end if;
  update public.packages k set body = filled where k.id = package.id;
  return jsonb_build_object('package_id', package.id, 'spark_id', lesson.id, 'slug', lesson.slug, 'title', lesson.title,
    'before', jsonb_array_length(bank), 'added', cardinality(fresh));
end
$$;
comment on function private.add_to_bank is 'Puts exercises at the end of the bank of a spark; ids that are taken there are given anew.';

create function public.apply_questions(p_import uuid, p_choices jsonb) returns jsonb
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
  if jsonb_typeof(p_choices) is distinct from 'object' or exists (
    select from jsonb_each_text(private.object_of(p_choices -> 'places')) e where not pg_input_is_valid(e.value, 'uuid'))
    or not pg_input_is_valid(coalesce(p_choices ->> 'takes_same', 'false'), 'boolean')
  then
    raise exception 'choices are {places: {category: spark id}, acts, level, difficulty, takes_same}' using errcode = 'TW006';
  elsif log.status <> 'validating' or log.question_format is null then
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
comment on function public.apply_questions is
  'Adds the questions of a plan to banks, all or nothing, as one change set: {change_set_id, exercises, sparks: [{spark_id, slug, title, before, added}]}. TW006 while a category has no spark.';

grant execute on function public.add_import_questions, public.plan_questions, public.read_question_plan, public.read_import_questions, public.apply_questions
  to authenticated, service_role;

-- ------------------------------------------------------------------------------------------- life of a plan

create or replace function private.fail_abandoned_imports(of_workspace uuid default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log record;
  failed integer := 0;
begin
  -- An import whose log is locked is at work this very moment.
  for log in
    select l.id, l.status, l.question_format from public.import_logs l
    where (of_workspace is null or l.workspace_id = of_workspace) and (
      (l.status = 'importing' and l.touched_at < now() - interval '10 seconds')
      or (l.status = 'pending' and l.touched_at < now() - interval '5 minutes')
      -- A report of questions is read and thought about; it is kept in a table that a restart does not empty.
      or (l.status = 'validating' and l.touched_at < now() - case when l.question_format is null then interval '30 minutes' else interval '7 days' end))
    for update skip locked
  loop
    continue when log.status = 'importing' and not pg_try_advisory_xact_lock(hashtextextended(log.id::text, 0));
    update public.import_logs l set status = 'failed', completed_at = now(),
      error_message = case
        when log.status = 'validating' and log.question_format is not null then 'The plan waited for a week and nobody applied it. Nothing was written; start the import again.'
        when log.status = 'validating' then 'The plan waited for half an hour and nobody applied it. Nothing was written; start the import again.'
        else 'The import was interrupted. Nothing was written; start it again.' end
    where l.id = log.id;
    delete from private.import_items where import_id = log.id;
    delete from private.import_blocks where import_id = log.id;
    failed := failed + 1;
  end loop;
  return failed;
end
$$;

create or replace function private.task_weight(workspace uuid, task_kind text, subject uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  -- Up to a hundred thousand: nobody waits for more to be counted.
  select case
    when task_kind in ('snapshot.stage', 'import.stage') then
      (select count(*) from (select from public.dirty_entities d where d.workspace_id = workspace limit 100000) n)
    when task_kind = 'snapshot.verify' then
      (select coalesce(sum(e.value::bigint), 0) from public.snapshots s cross join jsonb_each_text(s.entity_counts) e
       where s.id = subject and s.workspace_id = workspace)
    when task_kind = 'snapshot.clean_up' then
      (select count(*) from (select from public.entity_versions v where v.workspace_id = workspace and v.to_seq < 2147483647 limit 100000) n)
    when task_kind in ('change_set.undo', 'trash.purge') then
      (select count(*) from (select from public.revisions r where r.change_set_id = subject and r.workspace_id = workspace limit 100000) n)
    when task_kind = 'import.apply' then
      (select coalesce(sum((c.value ->> 'create')::bigint + (c.value ->> 'update')::bigint + (c.value ->> 'conflict')::bigint), 0)
       from public.import_logs l cross join jsonb_each(l.plan_counts) c where l.id = subject and l.workspace_id = workspace)
    when task_kind = 'import.apply_questions' then
      (select count(q.exercise) from public.import_logs l join private.import_questions q on q.import_id = l.id
       where l.id = subject and l.workspace_id = workspace)
  end::integer
$$;

insert into private.task_kinds (kind, role) values ('import.apply_questions', 'editor');

-- A file that was not read to its end leaves no questions behind.
create function private.forget_questions() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.import_questions q where q.import_id = new.id;
  return null;
end
$$;
create trigger forget_questions after update of status on public.import_logs
  for each row when (new.status = 'failed' and old.status <> 'failed') execute function private.forget_questions();

-- --------------------------------------------------------------------------------------------- choosing a spark

create or replace function public.find_places(p_workspace uuid, p_kind public.content_kind, p_text text default '', p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  words constant text[] := array(select w from regexp_split_to_table(lower(btrim(left(coalesce(p_text, ''), 200))), '\s+') w where w <> '' limit 8);
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind = 'spark' then
    -- Titles alone: there are many sparks, and only those that are shown are asked where they stand.
    return (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'path', coalesce(p.path, ''), 'color', null, 'children', 0) order by f.starts desc, f.title, f.id), '[]')
      from (
        select s.id, s.slug, s.title, strpos(lower(s.title), coalesce(words[1], '')) = 1 as starts from public.sparks s
        where s.workspace_id = p_workspace and not exists (select from unnest(words) w where strpos(lower(s.title), w) = 0)
        order by strpos(lower(s.title), coalesce(words[1], '')) = 1 desc, s.title, s.id limit least(greatest(p_limit, 1), 100)
      ) f
      left join lateral (
        select concat_ws(' › ', t.title, c.title) as path from public.concept_sparks x
        join public.concepts c on c.id = x.concept_id and c.workspace_id = p_workspace
        left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
        where x.spark_id = f.id and x.workspace_id = p_workspace order by x.ordinal limit 1
      ) p on true);
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'path', f.path, 'color', f.color, 'children', case p_kind
        when 'domain' then (select count(*) from public.trails t where t.workspace_id = p_workspace and t.domain_id = f.id)
        when 'trail' then (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = f.id)
        else (select count(*) from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = f.id) end) order by f.place), '[]')
    from (
      select n.* from (
        select d.id, d.slug, d.name as title, '' as path, d.color, array[d.order_index, d.ordinal] as place
        from public.domains d where p_kind = 'domain' and d.workspace_id = p_workspace
        union all
        select t.id, t.slug, t.title, d.name, null, array[d.order_index, d.ordinal, t.order_index, t.ordinal]
        from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'trail' and t.workspace_id = p_workspace
        union all
        -- What stands alone comes last, as in the outline.
        select c.id, c.slug, c.title, concat_ws(' › ', d.name, t.title), null,
          array[coalesce(d.order_index, 2147483647), d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal]
        from public.concepts c
        left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
        left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'concept' and c.workspace_id = p_workspace
      ) n
      where not exists (select from unnest(words) w where strpos(lower(n.title || ' ' || n.path), w) = 0)
      order by n.place limit least(greatest(p_limit, 1), 100)
    ) f);
end
$$;
comment on function public.find_places is
  'Domains, trails, concepts or sparks that hold all words, in the order of the outline, sparks by title: [{id, slug, title, path, children, color}].';
