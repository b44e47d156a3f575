-- The lessons of one course as its panel lists them.

create function public.read_course_lessons(p_workspace uuid, p_trail uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'there is no course here' using errcode = 'TW004';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'lessons', l.lessons) order by c.order_index, c.ordinal), '[]')
    from public.concepts c
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'minutes', s.estimated_mins,
        'words', regexp_count(s.content_md, '\S+'), 'lesson_id', f.lesson_id, 'bloom_level', f.bloom_level, 'gps_score', f.gps_score,
        'status', f.status, 'validation_status', f.validation_status) order by n.order_index, n.ordinal), '[]') as lessons
      from public.concept_sparks n join public.sparks s on s.id = n.spark_id and s.workspace_id = p_workspace
      left join public.lesson_profiles f on f.spark_id = s.id and f.workspace_id = p_workspace
      where n.concept_id = c.id and n.workspace_id = p_workspace
    ) l
    where c.workspace_id = p_workspace and c.trail_id = p_trail);
end
$$;
comment on function public.read_course_lessons is
  'The modules of a course with their lessons, their words counted now: [{id, slug, title, lessons: [{id, slug, title, minutes, words, lesson_id, bloom_level, gps_score, status, validation_status}]}].';
grant execute on function public.read_course_lessons to authenticated, service_role;
