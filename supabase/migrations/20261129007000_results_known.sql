-- Which answers are here already: those without a time whatever their exercise has asked since, and no more are asked about at once than are added.

create or replace function private.result_rows(workspace uuid, answers jsonb)
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
    ), ever as materialized (
      -- All that these exercises have asked, where some answer has no time: few, so that each answer is looked for by the whole key.
      select distinct v.package_id, v.exercise_id, private.asked_by(v.body) as asked
      from (select distinct k.package_id, k.exercise_id from given g
        join known k on k.spark_id = g.spark_id and k.exercise_id = g.exercise_id and k.version = g.version where g.answered_at = '-infinity') u
      join private.exercise_versions v on v.package_id = u.package_id and v.exercise_id = u.exercise_id and v.body is not null
    )
    select k.package_id, k.exercise_id, coalesce(h.asked, k.asked), p.learner, g.answered_at, g.attempt, k.version, g.score, g.choice
    from given g join known k on k.spark_id = g.spark_id and k.exercise_id = g.exercise_id and k.version = g.version
    join people p on p.name = g.name
    -- Without a time the version is whatever is newest at the import. What is here already stays to what it was to then, so that the
    -- same file adds nothing after an edit either.
    left join lateral (
      select e.asked from ever e
      where g.answered_at = '-infinity' and e.package_id = k.package_id and e.exercise_id = k.exercise_id
        -- offset 0: no join, for which the whole exercise is read while the table has no statistics, as at a first import.
        and exists (select from private.results r where r.workspace_id = workspace and r.package_id = e.package_id and r.exercise_id = e.exercise_id
          and r.asked = e.asked and r.learner = p.learner and r.answered_at = '-infinity' and r.attempt = g.attempt offset 0)
      limit 1
    ) h on true;
end
$$;

create or replace function public.count_known_results(p_workspace uuid, p_answers jsonb) returns integer
language plpgsql stable security definer set search_path = '' set statement_timeout = '1min'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_answers) is distinct from 'array' or jsonb_array_length(p_answers) > 10000 then
    raise exception 'give a list of at most 10,000 answers' using errcode = 'TW006';
  end if;
  -- Before the first import nothing is known, and there is no key to look with.
  return (
    select count(*)::integer from private.result_rows(p_workspace, p_answers) n
    where exists (select from private.results r where r.workspace_id = p_workspace and r.package_id = n.package_id and r.exercise_id = n.exercise_id
      and r.asked = n.asked and r.learner = n.learner and r.answered_at = n.answered_at and r.attempt = n.attempt));
end
$$;
