-- Of each exercise first what it asks now, no discrimination where nothing varies, and imports of a lesson found by its answers alone.

create or replace function public.read_results(p_workspace uuid, p_spark uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set enable_mergejoin = off set jit = off set plan_cache_mode = force_custom_plan
as $$
declare
  package constant uuid := (select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark);
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  with counted as materialized (
    select a.package_id, a.exercise_id, a.asked, max(a.version) as version, count(*) as answers, avg(a.score) as share, count(a.rest) as paired,
      -- Equal numbers are not quite equal after rounding (2/3), and corr makes a figure of what is left of them. As in lib/results/core/statistics.ts.
      case when var_pop(a.score) filter (where a.rest is not null) >= 1e-12 and var_pop(a.rest) >= 1e-12 then corr(a.score, a.rest) end as discrimination
    from private.first_answers(p_workspace, package) a where p_spark is null or package is not null group by a.package_id, a.exercise_id, a.asked
  ), placed as materialized (
    select c.*, e.spark_id, e.place, e.exercise_type, e.stem, e.difficulty, e.hash, e.version as current_version,
      count(*) over (partition by c.package_id, c.exercise_id) as versions,
      c.version = e.version or c.asked = (
        select private.asked_by(v.body) from private.exercise_versions v where v.package_id = e.package_id and v.exercise_id = e.exercise_id and v.version = e.version) as is_current
    from counted c join private.exercise_entries e on e.package_id = c.package_id and e.exercise_id = c.exercise_id and e.version is not null
    where e.workspace_id = p_workspace
  ), told as materialized (
    -- What it asks now, though something else was asked later and undone; where nobody answered that, what was asked last.
    select distinct on (p.package_id, p.exercise_id) p.* from placed p order by p.package_id, p.exercise_id, p.is_current desc, p.version desc
  )
  select jsonb_build_object(
    'learners', (select count(*) from (
      select distinct r.learner from private.results r where r.workspace_id = p_workspace and (p_spark is null or r.package_id = package)) n),
    'rows', coalesce(jsonb_agg(jsonb_build_object('spark_id', t.spark_id, 'spark_slug', s.slug, 'spark_title', s.title, 'place', t.place, 'exercise_id', t.exercise_id,
      'type', t.exercise_type, 'stem', t.stem, 'difficulty', t.difficulty, 'hash', t.hash, 'current_version', t.current_version,
      'version', t.version, 'versions', t.versions, 'is_current', t.is_current,
      'answers', t.answers, 'share', t.share, 'paired', t.paired, 'discrimination', t.discrimination) order by s.title, t.spark_id, t.place), '[]'))
  into answer
  from told t join public.sparks s on s.id = t.spark_id;
  return answer || jsonb_build_object('imports', (
    select jsonb_build_object('total', count(*), 'last', max(i.created_at)) from private.result_imports i
    where i.workspace_id = p_workspace and (p_spark is null or exists (
      select from private.results r where r.workspace_id = p_workspace and r.package_id = package and r.import_id = i.id))));
end
$$;
comment on function public.read_results is
  'Of each exercise of a lesson, or of all, that has answers, how what it asks now did, or the newest version with answers where nobody answered that: {learners, imports: {total, last}, rows: [{..., version, versions, is_current, answers, share, paired, discrimination}]}. paired: how many answered others of the bank as well.';

create or replace function public.read_exercise_results(p_workspace uuid, p_spark uuid, p_exercise text) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set jit = off set plan_cache_mode = force_custom_plan
as $$
declare
  package constant uuid := (select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark);
  asked_now constant uuid := (
    select private.asked_by(v.body) from private.exercise_entries e
    join private.exercise_versions v on v.package_id = e.package_id and v.exercise_id = e.exercise_id and v.version = e.version
    where e.package_id = package and e.exercise_id = p_exercise and e.version is not null order by e.place limit 1);
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
    select coalesce(jsonb_agg(jsonb_build_object('version', n.version, 'since', r.created_at, 'exercise', v.body, 'answers', n.answers)
      order by n.asked is not distinct from asked_now desc, n.version desc), '[]')
    from versions n
    join private.exercise_versions v on v.package_id = package and v.exercise_id = p_exercise and v.version = n.version
    join public.revisions r on r.id = v.revision_id);
end
$$;
comment on function public.read_exercise_results is
  'The answers to each thing that an exercise has asked, first what it asks now, then newest first: [{version, since, exercise, answers: [[score, rest, choice, how many learners]]}].';
