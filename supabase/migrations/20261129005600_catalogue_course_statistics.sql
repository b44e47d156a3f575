-- Courses as a table: what is counted and measured of each, of each persona, and the lists and figures that screens make of it.

create index lesson_profiles_failed_idx on public.lesson_profiles (workspace_id) where validation_status = 'failed';

create view public.course_statistics with (security_invoker = true) as
select p.workspace_id, t.id as trail_id, t.slug, t.title, p.status, p.course_type, p.knowledge_level, p.pedagogical_framework, p.tool_name, p.keywords,
  p.persona_id, m.display_name as persona_name, p.voice_fidelity, p.published_at,
  coalesce(c.total_modules, 0) as total_modules, coalesce(l.total_lessons, 0) as total_lessons,
  coalesce(round(l.minutes / 60.0, 1), 0) as estimated_duration_hours, coalesce(l.word_count, 0) as word_count, l.avg_gps_score, l.avg_didatica_score,
  -- The mean of both scores, or the one that was measured.
  (coalesce(l.avg_gps_score, l.avg_didatica_score) + coalesce(l.avg_didatica_score, l.avg_gps_score)) / 2 as quality,
  coalesce(l.passed_lessons, 0) as passed_lessons, coalesce(l.warned_lessons, 0) as warned_lessons, coalesce(l.failed_lessons, 0) as failed_lessons
from public.course_profiles p
join public.trails t on t.id = p.trail_id and t.workspace_id = p.workspace_id
left join public.personas m on m.id = p.persona_id and m.workspace_id = p.workspace_id
-- Summed up for all courses of a workspace at once: asked course by course, a thousand take ten times as long.
left join (
  select o.workspace_id, o.trail_id, count(*) as total_modules from public.concepts o group by o.workspace_id, o.trail_id
) c on c.trail_id = t.id and c.workspace_id = p.workspace_id
left join (
  select i.workspace_id, i.trail_id, count(*) as total_lessons, sum(s.estimated_mins) as minutes, sum(f.word_count) as word_count,
    avg(f.gps_score) as avg_gps_score, avg(f.didatica_score) as avg_didatica_score,
    count(*) filter (where f.validation_status = 'passed') as passed_lessons,
    count(*) filter (where f.validation_status = 'warning') as warned_lessons,
    count(*) filter (where f.validation_status = 'failed') as failed_lessons
  -- A lesson that stands in two modules is one lesson.
  from (
    select distinct o.workspace_id, o.trail_id, n.spark_id from public.concepts o
    join public.concept_sparks n on n.concept_id = o.id and n.workspace_id = o.workspace_id
  ) i
  join public.sparks s on s.id = i.spark_id and s.workspace_id = i.workspace_id
  left join public.lesson_profiles f on f.spark_id = s.id and f.workspace_id = i.workspace_id
  group by i.workspace_id, i.trail_id
) l on l.trail_id = t.id and l.workspace_id = p.workspace_id;
comment on view public.course_statistics is
  'Each trail with a course profile: its facts, its counted totals, and the means of what was measured of its lessons. Under the rights of whoever asks.';

create view public.persona_statistics with (security_invoker = true) as
select p.workspace_id, p.id as persona_id, p.slug, p.display_name, count(c.trail_id) as courses,
  coalesce(sum(c.total_lessons), 0) as total_lessons, avg(c.voice_fidelity) as avg_voice_fidelity, min(c.voice_fidelity) as least_voice_fidelity,
  max(c.voice_fidelity) as most_voice_fidelity, avg(c.avg_gps_score) as avg_gps_score, avg(c.avg_didatica_score) as avg_didatica_score,
  coalesce(sum(c.failed_lessons), 0) as failed_lessons
from public.personas p
left join public.course_statistics c on c.persona_id = p.id and c.workspace_id = p.workspace_id
group by p.workspace_id, p.id, p.slug, p.display_name;
comment on view public.persona_statistics is
  'Each persona with its courses: how many, how true to its voice, how good. Means are over courses. Under the rights of whoever asks.';
grant select on public.course_statistics, public.persona_statistics to authenticated, service_role;

create function public.read_courses(p_workspace uuid, p_filter jsonb, p_sort text, p_descending boolean, p_offset integer, p_limit integer) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  -- A word that is searched for, with what would be a pattern in it taken as it is.
  word text := '%' || replace(replace(replace(lower(p_filter ->> 'q'), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  perform private.require_role(p_workspace, 'editor');
  if p_sort not in ('title', 'persona', 'lessons', 'hours', 'fidelity', 'quality', 'failed') then
    raise exception 'courses are not sorted by this' using errcode = 'TW006';
  end if;
  return (
    -- Summed up before it is filtered: what a filter leaves is guessed to be next to nothing, and the sums would be joined row by row.
    with counted as materialized (
      select * from public.course_statistics v where v.workspace_id = p_workspace
    ), found as materialized (
      select c.* from counted c
      where (word is null or lower(concat_ws(' ', c.title, c.slug, c.tool_name, c.persona_name, array_to_string(c.keywords, ' '))) like word)
        and (p_filter ->> 'persona' is null or coalesce(c.persona_id::text, 'none') = p_filter ->> 'persona')
        and (p_filter ->> 'type' is null or coalesce(c.course_type::text, 'none') = p_filter ->> 'type')
        and (p_filter ->> 'framework' is null or coalesce(c.pedagogical_framework, 'none') = p_filter ->> 'framework')
        and (p_filter ->> 'level' is null or coalesce(c.knowledge_level::text, 'none') = p_filter ->> 'level')
        and (p_filter ->> 'status' is null or c.status::text = p_filter ->> 'status')
        and (p_filter ->> 'fidelity' is null or c.voice_fidelity > (p_filter ->> 'fidelity')::double precision)
        and (p_filter ->> 'quality' is null or c.quality >= (p_filter ->> 'quality')::double precision)
        and (p_filter ->> 'validation' is null or case p_filter ->> 'validation'
          when 'failed' then c.failed_lessons > 0 when 'warning' then c.warned_lessons > 0 else c.failed_lessons + c.warned_lessons = 0 and c.passed_lessons > 0 end)
    ), page as (
      select f.*, row_number() over (order by
        case when not p_descending then v.number end nulls last, case when p_descending then v.number end desc nulls last,
        case when not p_descending then v.word end nulls last, case when p_descending then v.word end desc nulls last, lower(f.title), f.trail_id) as nth
      from found f
      cross join lateral (select
        case p_sort when 'lessons' then f.total_lessons when 'hours' then f.estimated_duration_hours when 'fidelity' then f.voice_fidelity
          when 'quality' then f.quality when 'failed' then f.failed_lessons end as number,
        case p_sort when 'title' then lower(f.title) when 'persona' then lower(f.persona_name) end as word) v
      order by nth offset p_offset limit p_limit
    )
    select jsonb_build_object(
      'all', (select count(*) from public.course_profiles p where p.workspace_id = p_workspace),
      'total', (select count(*) from found),
      'mean_fidelity', (select avg(f.voice_fidelity) from found f),
      'rows', (select coalesce(jsonb_agg(to_jsonb(g) - '{workspace_id,nth}'::text[] order by g.nth), '[]') from page g),
      'frameworks', (select coalesce(jsonb_agg(distinct p.pedagogical_framework) filter (where p.pedagogical_framework is not null), '[]')
        from public.course_profiles p where p.workspace_id = p_workspace),
      'personas', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'display_name', p.display_name) order by lower(p.display_name)), '[]')
        from public.personas p where p.workspace_id = p_workspace)));
end
$$;
comment on function public.read_courses is
  'A page of the courses that a filter leaves {q, persona, type, framework, level, status, fidelity (above), quality (at least), validation}; "none" finds those that do not say it: {all, total, mean_fidelity, rows, frameworks, personas}.';

create function public.read_course_figures(p_workspace uuid, p_by text) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if p_by not in ('persona', 'type', 'framework') then
    raise exception 'courses are not grouped by this' using errcode = 'TW006';
  end if;
  return (
    with grouped as (
      select c.*, case p_by when 'persona' then c.persona_id::text when 'type' then c.course_type::text else c.pedagogical_framework end as key,
        case p_by when 'persona' then c.persona_name when 'type' then c.course_type::text else c.pedagogical_framework end as label,
        -- Fifths from 0 to 1; 1 itself belongs to the last.
        case when c.voice_fidelity is not null then least(floor(c.voice_fidelity * 5), 4) end as fidelity_fifth,
        case when c.quality is not null then least(floor(c.quality * 5), 4) end as quality_fifth
      from public.course_statistics c where c.workspace_id = p_workspace
    ), summed as (
      select g.key, g.label, count(*) as courses, sum(g.total_lessons) as lessons, sum(g.failed_lessons) as failed_lessons,
        avg(g.voice_fidelity) as fidelity, avg(g.avg_gps_score) as gps, avg(g.avg_didatica_score) as didactic, avg(g.quality) as quality,
        array[count(*) filter (where g.fidelity_fifth = 0), count(*) filter (where g.fidelity_fifth = 1), count(*) filter (where g.fidelity_fifth = 2),
          count(*) filter (where g.fidelity_fifth = 3), count(*) filter (where g.fidelity_fifth = 4)] as fidelity_fifths,
        array[count(*) filter (where g.quality_fifth = 0), count(*) filter (where g.quality_fifth = 1), count(*) filter (where g.quality_fifth = 2),
          count(*) filter (where g.quality_fifth = 3), count(*) filter (where g.quality_fifth = 4)] as quality_fifths
      from grouped g group by g.key, g.label
    )
    select coalesce(jsonb_agg(to_jsonb(s) order by s.courses desc, lower(s.label) nulls last, s.key), '[]') from summed s);
end
$$;
comment on function public.read_course_figures is
  'Courses by persona, type or framework: [{key, label, courses, lessons, failed_lessons, fidelity, gps, didactic, quality, fidelity_fifths, quality_fifths}], means over courses; key null: those that do not say it.';

create function public.read_failed_lessons(p_workspace uuid, p_offset integer, p_limit integer) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'total', (select count(*) from public.lesson_profiles f where f.workspace_id = p_workspace and f.validation_status = 'failed'),
    'rows', (
      select coalesce(jsonb_agg(to_jsonb(r) order by lower(r.trail_title) nulls last, r.lesson_id collate "C", lower(r.title), r.spark_id), '[]')
      from (
        select s.id as spark_id, s.slug, s.title, f.lesson_id, f.gps_score, f.didatica_score, f.validation_issues, t.slug as trail_slug, t.title as trail_title
        from public.lesson_profiles f
        join public.sparks s on s.id = f.spark_id and s.workspace_id = f.workspace_id
        -- The course in which it stands first; a loose lesson has none.
        left join lateral (
          select t.slug, t.title from public.concept_sparks n join public.concepts c on c.id = n.concept_id join public.trails t on t.id = c.trail_id
          where n.spark_id = s.id and n.workspace_id = p_workspace order by n.ordinal limit 1
        ) t on true
        where f.workspace_id = p_workspace and f.validation_status = 'failed'
        order by lower(t.title) nulls last, f.lesson_id collate "C", lower(s.title), s.id offset p_offset limit p_limit
      ) r));
end
$$;
comment on function public.read_failed_lessons is 'A page of the lessons that a validator failed, by course: {total, rows}.';
grant execute on function public.read_courses, public.read_course_figures, public.read_failed_lessons to authenticated, service_role;
