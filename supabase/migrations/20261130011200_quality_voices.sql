-- How near courses are to the voice of their persona, from what was counted when their lessons were looked at (docs/decisions/134).

create function public.read_voices(p_workspace uuid, p_persona uuid default null, p_trail uuid default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with courses as materialized (
      select t.id, t.slug, t.title, p.id as persona_id, p.display_name, p.voice_profile
      from public.course_profiles c join public.personas p on p.workspace_id = p_workspace and p.id = c.persona_id
      join public.trails t on t.workspace_id = p_workspace and t.id = c.trail_id
      where c.workspace_id = p_workspace and (p_persona is null or c.persona_id = p_persona) and (p_trail is null or c.trail_id = p_trail)
      order by c.trail_id limit 20
    ), waiting as materialized (
      select w.spark_id from private.quality_waiting(p_workspace) w where w.is_whole
    ), lessons as materialized (
      -- A spark may stand in several concepts; it is counted once.
      select distinct on (c.id, s.spark_id) c.id as trail_id, s.spark_id, f.voice,
        f.spark_id is not null and not exists (select from waiting w where w.spark_id = s.spark_id) as is_seen
      from courses c join public.concepts n on n.workspace_id = p_workspace and n.trail_id = c.id
      join public.concept_sparks s on s.workspace_id = p_workspace and s.concept_id = n.id
      left join private.quality_findings f on f.workspace_id = p_workspace and f.spark_id = s.spark_id
    )
    select jsonb_build_object(
      'own', (select p.voice_profile from public.personas p where p.workspace_id = p_workspace and p.id = p_persona),
      'courses', coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'persona', c.display_name, 'own', c.voice_profile,
        'sparks', (select count(*) from lessons l where l.trail_id = c.id),
        'unmeasured', (select count(*) from lessons l where l.trail_id = c.id and not l.is_seen),
        'languages', (select coalesce(jsonb_object_agg(g.language, g.times), '{}') from (
          select l.voice ->> 'language' as language, count(*) as times from lessons l where l.trail_id = c.id and l.is_seen and l.voice ? 'language' group by 1) g),
        'words', (select coalesce(sum((l.voice ->> 'words')::integer), 0) from lessons l where l.trail_id = c.id and l.is_seen),
        'uses', (select coalesce(jsonb_object_agg(u.word, u.times), '{}') from (
          select e.key as word, sum(e.value::integer) as times from lessons l cross join lateral jsonb_each_text(l.voice -> 'uses') e
          where l.trail_id = c.id and l.is_seen group by e.key) u)) order by c.title, c.id) from courses c), '[]')));
end
$$;
comment on function public.read_voices is 'The courses written as a persona, or one course (20 at most), with what a voice is told by, added up over their lessons: {own: of p_persona, courses: [{id, slug, title, persona, own, sparks, unmeasured, languages: {language: lessons}, words, uses: {word: times}}]}.';
grant execute on function public.read_voices to authenticated, service_role;
