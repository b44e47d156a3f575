-- Results of learners: what was answered to which version of an exercise, by somebody whose name is not kept
-- (docs/decisions/109-results-belong-to-what-was-asked.md, 110-learners-are-made-unreadable.md).

create extension if not exists pgcrypto with schema extensions;

create table private.result_keys (
  workspace_id uuid not null,
  key bytea not null default extensions.gen_random_bytes(32),
  constraint result_keys_pkey primary key (workspace_id),
  constraint result_keys_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.result_keys is 'The key under which a workspace makes learners unreadable. No function gives it away.';

create table private.result_imports (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  format text not null,
  -- What came of it; null while answers are being added.
  outcome jsonb,
  created_by uuid default auth.uid(),
  created_at timestamptz not null default now(),
  constraint result_imports_pkey primary key (id),
  constraint result_imports_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint result_imports_person_fkey foreign key (created_by) references public.profiles (user_id) on delete set null,
  constraint result_imports_name check (length(name) between 1 and 200),
  constraint result_imports_format check (format in ('csv', 'xapi', 'scorm'))
);
comment on table private.result_imports is 'Where answers came from. Removing one removes its answers.';
create index result_imports_workspace_idx on private.result_imports (workspace_id, created_at desc);
create index result_imports_person_idx on private.result_imports (created_by);

create table private.results (
  workspace_id uuid not null,
  package_id uuid not null,
  exercise_id text not null,
  -- What was asked (private.asked_by). Versions that ask the same are counted together.
  asked uuid not null,
  learner uuid not null,
  -- -infinity where the source does not say.
  answered_at timestamptz not null,
  attempt integer not null,
  version integer not null,
  import_id uuid not null,
  score double precision not null,
  -- Ids of the options that were chosen, true or false; null where there is nothing to choose among. What was typed is not kept.
  choice text[],
  -- In the order in which figures are counted, so that nothing is sorted for them.
  constraint results_pkey primary key (workspace_id, package_id, exercise_id, asked, learner, answered_at, attempt),
  constraint results_import_fkey foreign key (import_id) references private.result_imports (id) on delete cascade,
  constraint results_score check (score between 0 and 1),
  constraint results_attempt check (attempt between 1 and 1000000)
);
comment on table private.results is
  'Answers of learners. Without a foreign key to packages, because the trash must not take what cannot be asked for again; purging does.';
create index results_import_idx on private.results (import_id);

create function private.asked_by(exercise jsonb) returns uuid
language sql immutable set search_path = ''
return md5((exercise
  - array['id', 'cognitive_level', 'difficulty', 'aligned_learning_objective', 'exercise_category', 'rationale_right', 'rationale_wrong', 'explanation_correct', 'model_answer']
  || case when jsonb_typeof(exercise -> 'answer_key') = 'object' then jsonb_build_object('answer_key', (exercise -> 'answer_key') - 'rationale_right') else '{}' end
  || case when jsonb_typeof(exercise -> 'options') = 'array' then jsonb_build_object('options', (
      select jsonb_agg(case when jsonb_typeof(o.option) = 'object' then o.option - array['rationale_wrong', 'misconception_ids'] else o.option end order by o.nth)
      from jsonb_array_elements(exercise -> 'options') with ordinality o (option, nth))) else '{}' end
  || case when jsonb_typeof(exercise -> 'wrong_answers') = 'array' then '{"wrong_answers": null}' else '{}' end)::text)::uuid;
comment on function private.asked_by is
  'What a learner sees before answering, and what counts as right: the exercise without what authors set beside it and what is said afterwards.';

create function private.forget_results() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.results r using old_rows o where o.kind = 'package' and r.workspace_id = o.workspace_id and r.package_id = o.entity_id;
  return null;
end
$$;
comment on function private.forget_results is 'Answers go when the history of their package is purged.';
create trigger forget_results after delete on public.revisions referencing old table as old_rows
  for each statement execute function private.forget_results();

-- ------------------------------------------------------------------------------------------------ matching

create function public.read_result_targets(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(e.spark_id, s.slug, e.exercise_id) order by s.slug, e.place), '[]')
    from private.exercise_entries e join public.sparks s on s.id = e.spark_id
    where e.workspace_id = p_workspace and e.version is not null);
end
$$;
comment on function public.read_result_targets is 'The exercises that answers may be to, in the order of their banks: [[spark_id, slug, exercise_id]].';

create function public.read_result_versions(p_workspace uuid, p_exercises jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_array_length(p_exercises) > 500 then
    raise exception 'at most 500 exercises are read at once' using errcode = 'TW006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_array(k.spark_id, v.exercise_id, v.version, r.created_at, r.version, v.body, k.body #>> '{meta,language}')
      order by k.spark_id, v.exercise_id, v.version), '[]')
    from jsonb_array_elements(p_exercises) a (asked)
    join public.packages k on k.workspace_id = p_workspace and k.spark_id = (a.asked ->> 0)::uuid
    join private.exercise_versions v on v.package_id = k.id and v.exercise_id = a.asked ->> 1 and v.body is not null
    join public.revisions r on r.id = v.revision_id);
end
$$;
comment on function public.read_result_versions is
  'The versions of exercises ([[spark_id, exercise_id]], at most 500): [[spark_id, exercise_id, version, saved at, version of its package, exercise, language of its package]].';

create function private.learner_of(name text, key bytea) returns uuid
language sql immutable set search_path = ''
return encode(substring(extensions.hmac(convert_to(name, 'UTF8'), key, 'sha256') from 1 for 16), 'hex')::uuid;
comment on function private.learner_of is 'A learner, unreadable: the same for the same name in one workspace, another in each other one.';

create function private.result_rows(workspace uuid, answers jsonb)
returns table (package_id uuid, exercise_id text, asked uuid, learner uuid, answered_at timestamptz, attempt integer, version integer, score double precision, choice text[])
language plpgsql stable security definer set search_path = ''
as $$
declare
  secret constant bytea := (select k.key from private.result_keys k where k.workspace_id = workspace);
begin
  return query
    with given as materialized (
      select (a.answer ->> 0)::uuid as spark_id, a.answer ->> 1 as exercise_id, (a.answer ->> 2)::integer as version, a.answer ->> 3 as name,
        coalesce((a.answer ->> 4)::timestamptz, '-infinity') as answered_at, (a.answer ->> 5)::integer as attempt, (a.answer ->> 6)::double precision as score,
        case when jsonb_typeof(a.answer -> 7) = 'array' then array(select jsonb_array_elements_text(a.answer -> 7)) end as choice
      from jsonb_array_elements(answers) a (answer)
    ), known as materialized (
      select g.spark_id, v.package_id, v.exercise_id, v.version, private.asked_by(v.body) as asked
      from (select distinct n.spark_id, n.exercise_id, n.version from given n) g
      join public.packages k on k.workspace_id = workspace and k.spark_id = g.spark_id
      join private.exercise_versions v on v.package_id = k.id and v.exercise_id = g.exercise_id and v.version = g.version and v.body is not null
    ), people as materialized (
      select n.name, private.learner_of(n.name, secret) as learner from (select distinct g.name from given g) n
    )
    select k.package_id, k.exercise_id, k.asked, p.learner, g.answered_at, g.attempt, k.version, g.score, g.choice
    from given g join known k on k.spark_id = g.spark_id and k.exercise_id = g.exercise_id and k.version = g.version
    join people p on p.name = g.name;
end
$$;
comment on function private.result_rows is
  'Answers [[spark_id, exercise_id, version, learner, when, attempt, score, choice]] as they are stored; what is to no version of an exercise here is left out.';

create function public.count_known_results(p_workspace uuid, p_answers jsonb) returns integer
language plpgsql stable security definer set search_path = '' set statement_timeout = '1min'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  -- Before the first import nothing is known, and there is no key to look with.
  return (
    select count(*)::integer from private.result_rows(p_workspace, p_answers) n
    where exists (select from private.results r where r.workspace_id = p_workspace and r.package_id = n.package_id and r.exercise_id = n.exercise_id
      and r.asked = n.asked and r.learner = n.learner and r.answered_at = n.answered_at and r.attempt = n.attempt));
end
$$;
comment on function public.count_known_results is 'How many of these answers are here already, for the plan of an import.';

create function public.start_results(p_workspace uuid, p_name text, p_format text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  insert into private.result_keys (workspace_id) values (p_workspace) on conflict do nothing;
  insert into private.result_imports (workspace_id, name, format)
  values (p_workspace, coalesce(nullif(left(btrim(p_name), 200), ''), 'upload'), p_format) returning id into made;
  return made;
end
$$;
comment on function public.start_results is 'Begins an import of answers; gives its id.';

create function private.own_results(import uuid) returns private.result_imports
language plpgsql security definer set search_path = ''
as $$
declare
  found private.result_imports;
begin
  select * into found from private.result_imports i where i.id = import for update;
  if found.id is null or not (private.is_system() or found.workspace_id in (select private.my_workspaces())) then
    raise exception 'there is no such import of results' using errcode = 'TW004';
  elsif found.created_by is distinct from auth.uid() and not private.is_system()
    and found.workspace_id not in (select private.my_workspaces('admin'))
  then
    raise exception 'somebody else began this import of results' using errcode = 'TW007',
      hint = 'Only whoever began it, or an admin, can go on with it or remove it.';
  end if;
  return found;
end
$$;
comment on function private.own_results is 'An import of results, for whoever began it and for admins.';

create function public.add_results(p_import uuid, p_answers jsonb) returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  import private.result_imports := private.own_results(p_import);
  added integer;
begin
  perform private.require_role(import.workspace_id, 'editor');
  if import.outcome is not null then
    raise exception 'this import takes no more answers' using errcode = 'TW002';
  elsif jsonb_typeof(p_answers) is distinct from 'array' or jsonb_array_length(p_answers) > 10000 then
    raise exception 'give a list of at most 10,000 answers' using errcode = 'TW006';
  end if;
  insert into private.results (workspace_id, package_id, exercise_id, asked, learner, answered_at, attempt, version, import_id, score, choice)
  select import.workspace_id, n.package_id, n.exercise_id, n.asked, n.learner, n.answered_at, n.attempt, n.version, p_import, n.score, n.choice
  from private.result_rows(import.workspace_id, p_answers) n
  -- The same answer from the same file, sent again, or from another one. In one order, so that two imports of one file wait and do not lock each other.
  order by n.package_id, n.exercise_id, n.asked, n.learner, n.answered_at, n.attempt
  on conflict do nothing;
  get diagnostics added = row_count;
  return added;
end
$$;
comment on function public.add_results is 'Adds answers [[spark_id, exercise_id, version, learner, when, attempt, score, choice]] to an import; gives how many are new.';

create function public.finish_results(p_import uuid, p_outcome jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  import private.result_imports := private.own_results(p_import);
begin
  perform private.require_role(import.workspace_id, 'editor');
  if import.outcome is not null then
    raise exception 'this import has ended already' using errcode = 'TW002';
  end if;
  update private.result_imports i set outcome = p_outcome where i.id = p_import;
end
$$;
comment on function public.finish_results is 'Ends an import of answers with what came of it.';

create function public.remove_results(p_import uuid) returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  import private.result_imports := private.own_results(p_import);
  removed integer;
begin
  perform private.require_role(import.workspace_id, 'editor');
  delete from private.results r where r.import_id = p_import;
  get diagnostics removed = row_count;
  delete from private.result_imports i where i.id = p_import;
  return removed;
end
$$;
comment on function public.remove_results is 'Removes an import with its answers, for good; gives how many there were.';

grant execute on function public.read_result_targets, public.read_result_versions, public.count_known_results, public.start_results, public.add_results,
  public.finish_results, public.remove_results to authenticated, service_role;
