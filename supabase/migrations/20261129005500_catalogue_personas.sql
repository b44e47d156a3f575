-- Personas on screen: saved field by field as profiles are, and read with the courses that use them.

create or replace function public.save_profile(p_workspace uuid, p_kind public.content_kind, p_owner uuid, p_base jsonb, p_patch jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  key_column name;
  before jsonb;
  saved jsonb;
  accepted jsonb := '{}';
  conflicts jsonb := '{}';
  field record;
  names text;
begin
  perform private.require_role(p_workspace, 'editor');
  -- One row for each of what it belongs to: its key is that alone. A persona belongs to nothing, and is told by its own id.
  select * into k from private.kinds n where n.kind = p_kind and (n.is_owned and n.natural_key = array[n.ref_a] or n.kind = 'persona');
  if k.kind is null or k.kind = 'package' then
    raise exception 'only profiles are saved field by field' using errcode = 'TW006';
  end if;
  key_column := coalesce(k.ref_a, 'id');
  if not private.is_alive(p_workspace, coalesce(k.ref_a_kind, p_kind), p_owner) then
    raise exception 'what this belongs to is not there any more' using errcode = 'TW004';
  end if;
  for field in select f.key, f.value from jsonb_each(p_patch) f loop
    if not exists (select from pg_catalog.pg_attribute a where a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = field.key
        and a.attnum > 0 and not a.attisdropped and has_column_privilege('authenticated', a.attrelid, a.attnum, 'UPDATE'))
      or field.key = 'extras' then
      raise exception 'the field % is not for people to write', field.key using errcode = 'TW006';
    end if;
  end loop;
  -- Two who say the first word at once queue at what it belongs to.
  execute format('select from public.%I o where o.id = $1 for no key update',
    (select n.table_name from private.kinds n where n.kind = coalesce(k.ref_a_kind, p_kind))) using p_owner;
  execute format('select to_jsonb(t) from public.%I t where t.workspace_id = $1 and t.%I = $2 for update', k.table_name, key_column)
  into before using p_workspace, p_owner;
  -- Somebody may have deleted a persona while this waited for it; a new row would have another id.
  if before is null and k.ref_a is null then
    raise exception 'this persona is not there any more' using errcode = 'TW004';
  end if;
  for field in select f.key, f.value, coalesce(before -> f.key, 'null') as now, coalesce(p_base -> f.key, 'null') as base from jsonb_each(p_patch) f loop
    if before is null or field.now = field.base then
      accepted := accepted || jsonb_build_object(field.key, field.value);
    elsif field.now <> field.value then
      conflicts := conflicts || jsonb_build_object(field.key, field.now);
    end if;
  end loop;
  if accepted <> '{}' then
    select string_agg(quote_ident(a.key), ', ') into names from jsonb_object_keys(accepted) a (key);
    if before is null then
      execute format('insert into public.%1$I as t (workspace_id, %2$I, %3$s) select $1, $2, %4$s from jsonb_populate_record(null::public.%1$I, $3) r returning to_jsonb(t)',
        k.table_name, key_column, names, (select string_agg('r.' || quote_ident(a.key), ', ') from jsonb_object_keys(accepted) a (key)))
      into saved using p_workspace, p_owner, accepted;
    else
      execute format('update public.%1$I t set (%2$s) = (select %3$s from jsonb_populate_record(null::public.%1$I, $3) r) where t.workspace_id = $1 and t.%4$I = $2 returning to_jsonb(t)',
        k.table_name, names, (select string_agg('r.' || quote_ident(a.key), ', ') from jsonb_object_keys(accepted) a (key)), key_column)
      into saved using p_workspace, p_owner, accepted;
    end if;
  end if;
  return jsonb_build_object('row', coalesce(saved, before) - '{bundle_style,file_form,ordinal,workspace_id}'::text[], 'conflicts', conflicts,
    'change_set_id', case when saved is not null then private.change_set(p_workspace) end);
end
$$;
comment on function public.save_profile is
  'Saves fields of a profile, or of a persona (p_owner is its own id), each if it still says what the writer saw (p_base): {row, conflicts: {field: what it says now}, change_set_id}. The first word makes a profile.';

create function public.read_personas(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'slug', p.slug, 'display_name', p.display_name, 'voice_profile', p.voice_profile,
      'extras', p.extras, 'external_id', p.external_id, 'external_system', p.external_system, 'version', p.version, 'courses', c.courses)
      order by lower(p.display_name), p.ordinal), '[]')
    from public.personas p
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'title', t.title, 'status', f.status, 'voice_fidelity', f.voice_fidelity)
        order by lower(t.title), t.ordinal), '[]') as courses
      from public.course_profiles f join public.trails t on t.id = f.trail_id and t.workspace_id = p_workspace
      where f.workspace_id = p_workspace and f.persona_id = p.id
    ) c
    where p.workspace_id = p_workspace);
end
$$;
comment on function public.read_personas is
  'The personas of a workspace by name, each with its fields and the courses that use it: [{id, slug, display_name, voice_profile, extras, external_id, external_system, version, courses: [{id, slug, title, status, voice_fidelity}]}].';
grant execute on function public.read_personas to authenticated, service_role;
