-- The list of courses says no words any more: what files said of them grows old with the first edit, and to count the texts of a thousand
-- courses at each look takes seconds. The panel of a course counts those of its lessons.

drop view public.persona_statistics;
drop view public.course_statistics;

create view public.course_statistics with (security_invoker = true) as
select p.workspace_id, t.id as trail_id, t.slug, t.title, p.status, p.course_type, p.knowledge_level, p.pedagogical_framework, p.tool_name, p.keywords,
  p.persona_id, m.display_name as persona_name, p.voice_fidelity, p.published_at,
  coalesce(c.total_modules, 0) as total_modules, coalesce(l.total_lessons, 0) as total_lessons,
  coalesce(round(l.minutes / 60.0, 1), 0) as estimated_duration_hours, l.avg_gps_score, l.avg_didatica_score,
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
  select i.workspace_id, i.trail_id, count(*) as total_lessons, sum(s.estimated_mins) as minutes,
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
