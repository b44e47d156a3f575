-- A recording is behind its transcript where it speaks another one than the lesson says now: one that was cleared, or changed and changed
-- back, is none. What it speaks is looked for among the last saves alone.

create or replace function public.read_profile_media(p_workspace uuid, p_kind public.content_kind, p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  profile public.lesson_profiles;
  picture jsonb;
  is_stale boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind not in ('spark', 'concept') then
    raise exception 'only lessons and units are heard or seen' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here' using errcode = 'TW004';
  end if;
  if p_kind = 'concept' then
    select u.art_image into picture from public.unit_profiles u where u.workspace_id = p_workspace and u.concept_id = p_id;
    return jsonb_build_object('audio', null, 'is_audio_stale', false, 'image', private.asset_of_names(p_workspace, array(
      select e.value #>> '{}' from jsonb_each(case when jsonb_typeof(picture) = 'object' then picture else jsonb_build_object('name', picture) end) e
      where jsonb_typeof(e.value) = 'string')));
  end if;
  select * into profile from public.lesson_profiles l where l.workspace_id = p_workspace and l.spark_id = p_id;
  if coalesce(profile.podcast_audio_object_id, profile.podcast_generated_at) is not null and btrim(profile.podcast_transcript) <> '' then
    -- By the order of saves, never by clocks: what came with one file is of one age, whenever it says that it was made.
    with seen as (
      select v.id, v.body ->> 'podcast_transcript' as transcript,
        jsonb_build_array(v.body -> 'podcast_audio_object_id', v.body -> 'podcast_generated_at') as audio
      from public.revisions v
      where v.workspace_id = p_workspace and v.kind = 'lesson_profile' and v.entity_id = profile.id and v.operation <> 'delete'
      -- Each bears its whole transcript, and a text that is written for long is saved very often.
      order by v.id desc limit 200
    )
    -- The first save that bore this recording, or the oldest that is looked at.
    select s.transcript is distinct from profile.podcast_transcript into is_stale
    from seen s
    where s.id > coalesce((select max(o.id) from seen o where o.audio is distinct from (select n.audio from seen n order by n.id desc limit 1)), 0)
    order by s.id limit 1;
  end if;
  return jsonb_build_object('image', null, 'audio', private.asset_of_names(p_workspace, array[profile.podcast_audio_object_id]),
    'is_audio_stale', coalesce(is_stale, false));
end
$$;
comment on function public.read_profile_media is
  'The file that a lesson''s recording or a unit''s picture is here, if any, and whether the transcript says something else than when the recording came: {audio, image: {path, sha256, media_type, alt_text} or null, is_audio_stale}.';
