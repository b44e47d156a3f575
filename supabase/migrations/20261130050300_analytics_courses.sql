-- How good lessons are, whose voice they have, what exercises ask and how courses do: one function a chart.

create index quality_scores_measured_idx on public.quality_scores (workspace_id, measured_at);

create function private.lessons_of_trail(workspace uuid, trail uuid) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select distinct p.spark_id from public.concepts c join public.concept_sparks p on p.workspace_id = workspace and p.concept_id = c.id
  where c.workspace_id = workspace and c.trail_id = trail
$$;

create function public.read_quality_weeks(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with newest as (
      select distinct on (private.week_of(q.measured_at), q.spark_id) private.week_of(q.measured_at) as week, (q.scores ->> 'gps')::numeric as gps, (q.scores ->> 'didactic')::numeric as didactic
      from public.quality_scores q
      where q.workspace_id = p_workspace and q.measured_at >= (select private.since_of(p_filter))
        and (p_filter ->> 'trail_id' is null or q.spark_id in (select private.lessons_of_trail(p_workspace, (p_filter ->> 'trail_id')::uuid)))
      order by private.week_of(q.measured_at), q.spark_id, q.version desc
    ), weeks as (
      select n.week, count(*) as lessons, round(avg(n.gps), 4) as gps, round(avg(n.didactic), 4) as didactic from newest n group by n.week
    )
    select coalesce(jsonb_agg(to_jsonb(w) order by w.week), '[]') from weeks w);
end
$$;
comment on function public.read_quality_weeks is 'How good the lessons are that were written in each week, each by the last text of that week: [{week, lessons, gps, didactic}], means.';
grant execute on function public.read_quality_weeks to authenticated, service_role;

create function public.read_voice_weeks(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with written as materialized (
      select distinct on (n.id, p.spark_id) n.id as persona_id, n.display_name as persona, f.voice, private.week_of(q.measured_at) as week
      from public.course_profiles c
      join public.personas n on n.workspace_id = p_workspace and n.id = c.persona_id
      join public.concepts m on m.workspace_id = p_workspace and m.trail_id = c.trail_id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = m.id
      join private.quality_findings f on f.workspace_id = p_workspace and f.spark_id = p.spark_id and f.voice ? 'words'
      join lateral (select s.measured_at from public.quality_scores s where s.workspace_id = p_workspace and s.spark_id = p.spark_id order by s.version desc limit 1) q on true
      where c.workspace_id = p_workspace and q.measured_at >= (select private.since_of(p_filter))
        and (p_filter ->> 'trail_id' is null or c.trail_id = (p_filter ->> 'trail_id')::uuid)
    ), pooled as (
      select w.persona_id, w.persona, w.week, count(*) as lessons, sum((w.voice ->> 'words')::integer) as words,
        mode() within group (order by w.voice ->> 'language') as language from written w group by 1, 2, 3
    ), uses as (
      select u.persona_id, u.week, jsonb_object_agg(u.word, u.times) as uses from (
        select w.persona_id, w.week, e.key as word, sum(e.value::integer) as times from written w cross join lateral jsonb_each_text(w.voice -> 'uses') e group by 1, 2, 3) u group by 1, 2
    )
    select coalesce(jsonb_agg(jsonb_build_object('persona_id', p.persona_id, 'persona', p.persona, 'week', p.week, 'lessons', p.lessons, 'words', p.words, 'language', p.language, 'uses', coalesce(u.uses, '{}'),
      'own', (select n.voice_profile from public.personas n where n.workspace_id = p_workspace and n.id = p.persona_id)) order by lower(p.persona), p.persona_id, p.week), '[]')
    from pooled p left join uses u on u.persona_id = p.persona_id and u.week = p.week);
end
$$;
comment on function public.read_voice_weeks is 'What the voice of each persona is told by, of its lessons by the week of their last text: [{persona_id, persona, week, lessons, words, language: that of most, uses: {word: times}, own}]; own: the voice they are compared with.';
grant execute on function public.read_voice_weeks to authenticated, service_role;

create function public.read_exercise_levels(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with levels as (
      select e.level, count(*) as exercises, count(*) filter (where e.difficulty = 'easy') as easy, count(*) filter (where e.difficulty = 'medium') as medium,
        count(*) filter (where e.difficulty = 'hard') as hard, count(*) filter (where e.difficulty is null or e.difficulty not in ('easy', 'medium', 'hard')) as unsaid
      from private.exercise_entries e
      where e.workspace_id = p_workspace
        and (p_filter ->> 'trail_id' is null or e.spark_id in (select private.lessons_of_trail(p_workspace, (p_filter ->> 'trail_id')::uuid)))
      group by e.level
    )
    select coalesce(jsonb_agg(to_jsonb(l) order by array_position('{Recall,Comprehension,Application,Transfer}'::text[], l.level), l.level), '[]') from levels l);
end
$$;
comment on function public.read_exercise_levels is 'How many exercises there are of each cognitive level, by difficulty, as they are now: [{level, exercises, easy, medium, hard, unsaid}]; level null: those that do not say it.';
grant execute on function public.read_exercise_levels to authenticated, service_role;

create function public.read_performance_weeks(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with weeks as (
      select private.week_of(p.measured_on::timestamp at time zone 'utc') as week, count(*) as records, count(distinct p.trail_id) as trails, sum(p.views) as views, sum(p.unique_visitors) as visitors,
        round((sum(p.avg_engagement_rate * coalesce(p.views, 1)) / nullif(sum(coalesce(p.views, 1)) filter (where p.avg_engagement_rate is not null), 0))::numeric, 4) as engagement,
        round((sum(p.conversion_rate * coalesce(p.unique_visitors, 1)) / nullif(sum(coalesce(p.unique_visitors, 1)) filter (where p.conversion_rate is not null), 0))::numeric, 4) as conversion
      from public.trail_performance p
      where p.workspace_id = p_workspace and p.measured_on::timestamp at time zone 'utc' >= (select private.since_of(p_filter))
        and (p_filter ->> 'trail_id' is null or p.trail_id = (p_filter ->> 'trail_id')::uuid)
      group by 1
    )
    select coalesce(jsonb_agg(to_jsonb(w) order by w.week), '[]') from weeks w);
end
$$;
comment on function public.read_performance_weeks is 'How courses did in each week: [{week, records, trails, views, visitors, engagement, conversion}]; engagement is weighed by views, conversion by visitors.';
grant execute on function public.read_performance_weeks to authenticated, service_role;

create function public.read_learnings(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('trail', l.title, 'slug', l.slug, 'measured_on', l.measured_on, 'is_improvement', l.is_improvement, 'text', l.text) order by l.measured_on desc, l.title, l.is_improvement, l.nth), '[]')
    from (
      select t.title, t.slug, p.measured_on, x.is_improvement, e.nth, left(case when jsonb_typeof(e.one) = 'string' then e.one #>> '{}' else e.one::text end, 2000) as text
      from public.trail_performance p join public.trails t on t.workspace_id = p_workspace and t.id = p.trail_id
      cross join lateral (values (false, p.key_learnings), (true, p.suggested_improvements)) x (is_improvement, list)
      cross join lateral jsonb_array_elements(case when jsonb_typeof(x.list) = 'array' then x.list when x.list is null or x.list = 'null' then '[]' else jsonb_build_array(x.list) end) with ordinality e (one, nth)
      where p.workspace_id = p_workspace and p.measured_on::timestamp at time zone 'utc' >= (select private.since_of(p_filter))
        and (p_filter ->> 'trail_id' is null or p.trail_id = (p_filter ->> 'trail_id')::uuid)
      order by p.measured_on desc, t.title, x.is_improvement, e.nth limit 500
    ) l);
end
$$;
comment on function public.read_learnings is 'What was learned from how courses did, and what was suggested, newest first, at most 500: [{trail, slug, measured_on, is_improvement, text}].';
grant execute on function public.read_learnings to authenticated, service_role;
