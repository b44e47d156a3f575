-- Profiles in the studio: what a panel shows in one answer, and saving field by field.

create function public.read_profile(p_workspace uuid, p_kind public.content_kind, p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  k private.kinds;
  profile jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind not in ('concept', 'spark', 'trail') then
    raise exception 'only concepts, sparks and trails have a profile' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here' using errcode = 'TW004';
  end if;
  select * into k from private.kinds n
  where n.kind = case p_kind when 'concept' then 'unit_profile' when 'spark' then 'lesson_profile' else 'course_profile' end::public.content_kind;
  execute format('select to_jsonb(t) from public.%I t where t.workspace_id = $1 and t.%I = $2', k.table_name, k.ref_a)
  into profile using p_workspace, p_id;
  return jsonb_build_object(
    'profile', profile - '{bundle_style,file_form,ordinal,workspace_id}'::text[],
    'research', (select to_jsonb(m) - '{bundle_style,file_form,ordinal,workspace_id}'::text[] from public.market_research m
      where p_kind = 'trail' and m.workspace_id = p_workspace and m.trail_id = p_id),
    'resources', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'resource_type', r.resource_type, 'filename', r.filename, 'source_url', r.source_url,
        'file_size', r.file_size, 'characters', char_length(r.extracted_text)) order by r.order_index, r.ordinal), '[]')
      from public.resources r where p_kind = 'concept' and r.workspace_id = p_workspace and r.concept_id = p_id),
    'conversations', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'role', c.role, 'title', c.title, 'status', c.status,
        'message_count', c.message_count, 'last_message_at', c.last_message_at) order by c.role, c.nth), '[]')
      from public.conversations c where p_kind = 'concept' and c.workspace_id = p_workspace and c.concept_id = p_id),
    'runs', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'flow_name', f.flow_name, 'status', f.status, 'total_tokens', f.total_tokens,
        'cost_micros', f.cost_micros, 'execution_time_ms', f.execution_time_ms, 'completed_at', f.completed_at, 'is_imported', f.is_imported,
        'steps', (select count(*) from public.step_runs s where s.flow_run_id = f.id),
        'models', (select coalesce(jsonb_agg(distinct q.model) filter (where q.model is not null), '[]') from public.llm_requests q where q.flow_run_id = f.id))
        order by f.created_at), '[]')
      from public.flow_runs f where f.workspace_id = p_workspace and f.entity_id = p_id),
    'performance', (
      select coalesce(jsonb_agg(jsonb_build_object('measured_on', p.measured_on, 'views', p.views, 'unique_visitors', p.unique_visitors,
        'avg_engagement_rate', p.avg_engagement_rate, 'conversion_rate', p.conversion_rate, 'search_impressions', p.search_impressions,
        'avg_search_position', p.avg_search_position) order by p.measured_on desc), '[]')
      from (select * from public.trail_performance t where p_kind = 'trail' and t.workspace_id = p_workspace and t.trail_id = p_id
        order by t.measured_on desc limit 100) p),
    'personas', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'display_name', p.display_name) order by p.display_name), '[]')
      from public.personas p where p_kind = 'trail' and p.workspace_id = p_workspace),
    'counted', case p_kind
      when 'concept' then (
        select jsonb_build_object('lessons', count(*), 'minutes', coalesce(sum(s.estimated_mins), 0)) from public.concept_sparks c
        join public.sparks s on s.id = c.spark_id where c.workspace_id = p_workspace and c.concept_id = p_id)
      when 'trail' then (
        select jsonb_build_object('modules', (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = p_id),
          'lessons', count(*), 'minutes', coalesce(sum(s.estimated_mins), 0))
        from public.sparks s where s.workspace_id = p_workspace and s.id in (
          select c.spark_id from public.concept_sparks c join public.concepts n on n.id = c.concept_id where n.workspace_id = p_workspace and n.trail_id = p_id))
      else '{}'::jsonb end);
end
$$;
comment on function public.read_profile is
  'What a concept is as a unit, a spark as a lesson, a trail as a course: {profile, research, resources, conversations, runs, performance, personas, counted}. Long texts of resources and conversations are read one by one.';

create function public.save_profile(p_workspace uuid, p_kind public.content_kind, p_owner uuid, p_base jsonb, p_patch jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  before jsonb;
  saved jsonb;
  accepted jsonb := '{}';
  conflicts jsonb := '{}';
  field record;
  names text;
begin
  perform private.require_role(p_workspace, 'editor');
  -- One row for each of what it belongs to: its key is that alone.
  select * into k from private.kinds n where n.kind = p_kind and n.is_owned and n.natural_key = array[n.ref_a];
  if k.kind is null or k.kind = 'package' then
    raise exception 'only profiles are saved field by field' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, k.ref_a_kind, p_owner) then
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
  execute format('select from public.%I o where o.id = $1 for no key update', (select n.table_name from private.kinds n where n.kind = k.ref_a_kind)) using p_owner;
  execute format('select to_jsonb(t) from public.%I t where t.workspace_id = $1 and t.%I = $2 for update', k.table_name, k.ref_a)
  into before using p_workspace, p_owner;
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
        k.table_name, k.ref_a, names, (select string_agg('r.' || quote_ident(a.key), ', ') from jsonb_object_keys(accepted) a (key)))
      into saved using p_workspace, p_owner, accepted;
    else
      execute format('update public.%1$I t set (%2$s) = (select %3$s from jsonb_populate_record(null::public.%1$I, $3) r) where t.workspace_id = $1 and t.%4$I = $2 returning to_jsonb(t)',
        k.table_name, names, (select string_agg('r.' || quote_ident(a.key), ', ') from jsonb_object_keys(accepted) a (key)), k.ref_a)
      into saved using p_workspace, p_owner, accepted;
    end if;
  end if;
  return jsonb_build_object('row', coalesce(saved, before) - '{bundle_style,file_form,ordinal,workspace_id}'::text[], 'conflicts', conflicts,
    'change_set_id', case when saved is not null then private.change_set(p_workspace) end);
end
$$;
comment on function public.save_profile is
  'Saves fields of a profile, each if it still says what the writer saw (p_base): {row, conflicts: {field: what it says now}, change_set_id}. The first word makes the profile.';
grant execute on function public.read_profile, public.save_profile to authenticated, service_role;
