-- What of a profile is heard and seen: the recording of a lesson, the picture of a unit.

create function private.asset_of_names(workspace uuid, names text[]) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('path', a.path, 'sha256', a.sha256, 'media_type', a.media_type, 'alt_text', a.alt_text)
  from public.assets a
  where a.workspace_id = workspace and a.sha256 is not null
    and (a.path = any (names) or left(a.sha256, 32) = any (names) or left(a.sha256, 32) = any (
      select (regexp_match(n.name, '^/assets/([0-9a-f]{32})/'))[1] from unnest(names) n (name)))
  order by a.ordinal limit 1
$$;
comment on function private.asset_of_names is 'The file of a workspace that one of these texts names: by its path, its key or its address.';

create function public.read_profile_media(p_workspace uuid, p_kind public.content_kind, p_id uuid) returns jsonb
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
  -- By the order of saves, never by clocks: what came with one file is of one age, whenever it says that it was made.
  select max(s.id) filter (where s.has_new_text) > max(s.id) filter (where s.has_new_audio) into is_stale
  from (
    select r.id, r.transcript is distinct from lag(r.transcript) over w as has_new_text, r.audio is distinct from lag(r.audio) over w as has_new_audio
    from (
      select v.id, v.body ->> 'podcast_transcript' as transcript,
        nullif(jsonb_build_array(v.body -> 'podcast_audio_object_id', v.body -> 'podcast_generated_at'), '[null, null]') as audio
      from public.revisions v
      where v.workspace_id = p_workspace and v.kind = 'lesson_profile' and v.entity_id = profile.id and v.operation <> 'delete'
    ) r window w as (order by r.id)
  ) s;
  return jsonb_build_object('image', null, 'audio', private.asset_of_names(p_workspace, array[profile.podcast_audio_object_id]),
    'is_audio_stale', coalesce(is_stale, false) and coalesce(profile.podcast_audio_object_id, profile.podcast_generated_at) is not null);
end
$$;
comment on function public.read_profile_media is
  'The file that a lesson''s recording or a unit''s picture is here, if any, and whether the transcript was written anew since the recording: {audio, image: {path, sha256, media_type, alt_text} or null, is_audio_stale}.';
grant execute on function public.read_profile_media to authenticated, service_role;
