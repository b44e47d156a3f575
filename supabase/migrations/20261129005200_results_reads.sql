-- What results say: of each exercise, and of one with all that was chosen.

-- Neither definer nor with settings of its own, so that it becomes part of the statement that asks: handing over a hundred thousand rows
-- costs more than counting them. Sorted once for both windows.
create function private.first_answers(workspace uuid, package uuid)
returns table (package_id uuid, exercise_id text, asked uuid, learner uuid, version integer, score double precision, choice text[], rest double precision)
language sql stable
begin atomic
  select f.package_id, f.exercise_id, f.asked, f.learner, f.version, f.score, f.choice,
    (sum(f.score) over bank - sum(f.score) over own) / nullif(count(*) over bank - count(*) over own, 0)
  from (
    -- Whoever answers again has seen what was right.
    select distinct on (r.package_id, r.exercise_id, r.asked, r.learner) r.package_id, r.exercise_id, r.asked, r.learner, r.version, r.score, r.choice
    from private.results r where r.workspace_id = workspace and (package is null or r.package_id = package)
    order by r.package_id, r.exercise_id, r.asked, r.learner, r.answered_at, r.attempt
  ) f
  window bank as (partition by f.package_id, f.learner), own as (partition by f.package_id, f.learner, f.exercise_id);
end;
comment on function private.first_answers is
  'The first answer of each learner to each thing asked, with rest: the mean of the same learner in the other exercises of the bank, null where there is none.';

create function public.read_results(p_workspace uuid, p_spark uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_custom_plan
as $$
declare
  package constant uuid := (select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark);
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  with counted as materialized (
    select a.package_id, a.exercise_id, a.asked, max(a.version) as version, count(*) as answers, avg(a.score) as share, count(a.rest) as paired, corr(a.score, a.rest) as discrimination
    from private.first_answers(p_workspace, package) a where p_spark is null or package is not null group by a.package_id, a.exercise_id, a.asked
  ), newest as materialized (
    select distinct on (c.package_id, c.exercise_id) c.*, count(*) over (partition by c.package_id, c.exercise_id) as versions
    from counted c order by c.package_id, c.exercise_id, c.version desc
  )
  select jsonb_build_object(
    'learners', (select count(*) from (
      select distinct r.learner from private.results r where r.workspace_id = p_workspace and (p_spark is null or r.package_id = package)) n),
    'rows', coalesce(jsonb_agg(jsonb_build_object('spark_id', e.spark_id, 'spark_slug', s.slug, 'spark_title', s.title, 'place', e.place, 'exercise_id', e.exercise_id,
      'type', e.exercise_type, 'stem', e.stem, 'difficulty', e.difficulty, 'hash', e.hash, 'current_version', e.version,
      'version', n.version, 'versions', n.versions,
      'is_current', n.version = e.version or n.asked = (
        select private.asked_by(v.body) from private.exercise_versions v where v.package_id = e.package_id and v.exercise_id = e.exercise_id and v.version = e.version),
      'answers', n.answers, 'share', n.share, 'paired', n.paired, 'discrimination', n.discrimination) order by s.title, e.spark_id, e.place), '[]'))
  into answer
  from newest n
  join private.exercise_entries e on e.package_id = n.package_id and e.exercise_id = n.exercise_id and e.version is not null
  join public.sparks s on s.id = e.spark_id
  where e.workspace_id = p_workspace;
  return answer || jsonb_build_object('imports', (
    select jsonb_build_object('total', count(*), 'last', max(i.created_at)) from private.result_imports i
    where i.workspace_id = p_workspace and (p_spark is null or exists (select from private.results r where r.import_id = i.id and r.package_id = package))));
end
$$;
comment on function public.read_results is
  'Of each exercise of a lesson, or of all, that has answers, how the newest version with answers did: {learners, imports: {total, last}, rows: [{..., version, versions, is_current, answers, share, paired, discrimination}]}. paired: how many answered others of the bank as well.';

create function public.read_exercise_results(p_workspace uuid, p_spark uuid, p_exercise text) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set jit = off set plan_cache_mode = force_custom_plan
as $$
declare
  package constant uuid := (select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark);
begin
  perform private.require_role(p_workspace, 'editor');
  if package is null then
    return '[]';
  end if;
  return (
    with answers as materialized (
      select f.asked, f.version, f.score, f.rest, f.choice from private.first_answers(p_workspace, package) f where f.exercise_id = p_exercise
    ), alike as materialized (
      select a.asked, max(a.version) as version, a.score, a.rest, a.choice, count(*) as n from answers a group by a.asked, a.score, a.rest, a.choice
    ), versions as (
      select l.asked, max(l.version) as version, jsonb_agg(jsonb_build_array(l.score, l.rest, l.choice, l.n) order by l.score, l.rest, l.choice) as answers
      from alike l group by l.asked
    )
    select coalesce(jsonb_agg(jsonb_build_object('version', n.version, 'since', r.created_at, 'exercise', v.body, 'answers', n.answers) order by n.version desc), '[]')
    from versions n
    join private.exercise_versions v on v.package_id = package and v.exercise_id = p_exercise and v.version = n.version
    join public.revisions r on r.id = v.revision_id);
end
$$;
comment on function public.read_exercise_results is
  'The answers to each thing that an exercise has asked, newest first: [{version, since, exercise, answers: [[score, rest, choice, how many learners]]}].';

create function public.read_result_imports(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'name', n.name, 'format', n.format, 'created_at', n.created_at, 'person', p.display_name,
      'is_mine', n.created_by = auth.uid(), 'is_whole', n.outcome is not null, 'answers', (select count(*) from private.results r where r.import_id = n.id))
      order by n.created_at desc), '[]')
    from (select i.* from private.result_imports i where i.workspace_id = p_workspace order by i.created_at desc limit 100) n
    left join public.profiles p on p.user_id = n.created_by);
end
$$;
comment on function public.read_result_imports is
  'The newest hundred imports of answers: [{id, name, format, created_at, person, is_mine, is_whole, answers}]. Not whole: it was stopped on the way.';

grant execute on function public.read_results, public.read_exercise_results, public.read_result_imports to authenticated, service_role;
