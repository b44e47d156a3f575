-- What a prompt is made of, for members and for workers alike.

create function public.read_prompt_rules(p_workspace uuid, p_stamp text default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  found jsonb;
  stamp text;
begin
  perform private.require_role(p_workspace, 'editor');
  with chain as (select a.id, a.name, a.depth from private.ancestors(p_workspace) a)
  select jsonb_build_object(
    'owners', (select jsonb_agg(c.name order by c.depth) from chain c),
    'templates', (
      select coalesce(jsonb_agg(jsonb_build_object('content_type', t.content_type, 'depth', c.depth, 'owner_name', c.name, 'version', v.number, 'parts', v.parts,
        'variables', v.variables) order by t.content_type, c.depth), '[]')
      from chain c join public.prompt_templates t on t.workspace_id = c.id
      join public.prompt_template_versions v on v.workspace_id = t.workspace_id and v.content_type = t.content_type and v.number = t.active_number),
    'strategies', (
      select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'depth', c.depth, 'owner_name', c.name, 'version', s.version, 'config', s.config) order by c.depth, lower(s.name)), '[]')
      from chain c join public.strategies s on s.workspace_id = c.id
      -- A nearer one of the same name that is switched off switches this one off as well.
      where s.active and not exists (select from chain n join public.strategies o on o.workspace_id = n.id
        where n.depth < c.depth and lower(o.name) = lower(s.name) and not o.active)),
    'seo_rules', (
      select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'depth', c.depth, 'owner_name', c.name, 'version', r.version, 'rule', r.rule) order by c.depth, lower(r.name)), '[]')
      from chain c join public.seo_rules r on r.workspace_id = c.id),
    'preferences', (
      select coalesce(jsonb_agg(jsonb_build_object('name', r.name, 'depth', c.depth, 'owner_name', c.name, 'version', r.version, 'rule', r.rule) order by c.depth, lower(r.name)), '[]')
      from chain c join public.content_preferences r on r.workspace_id = c.id),
    'settings', (select jsonb_object_agg(s.name, s.value) from private.generation_settings s where s.name in ('prompt_cache_seconds', 'strategy_cache_seconds')))
  into found;
  stamp := md5(found::text);
  return case when stamp = p_stamp then jsonb_build_object('stamp', stamp) else found || jsonb_build_object('stamp', stamp) end;
end
$$;
comment on function public.read_prompt_rules is
  'What holds in a workspace, its own (depth 0) and what it follows: {owners, templates, strategies, seo_rules, preferences, settings, stamp}. p_stamp: of an answer the caller has; where nothing has changed since, the stamp alone comes back.';

create function private.prompt_trail(workspace uuid, place_kind public.content_kind, place uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  select case place_kind
    when 'trail' then place
    when 'concept' then (select c.trail_id from public.concepts c where c.workspace_id = workspace and c.id = place)
    when 'spark' then (select c.trail_id from public.concept_sparks p join public.concepts c on c.id = p.concept_id
      where p.workspace_id = workspace and p.spark_id = place and c.trail_id is not null order by p.ordinal limit 1) end
$$;
comment on function private.prompt_trail is 'The trail that a place stands in, or is.';

create function private.known_sparks(workspace uuid, spark uuid) returns setof text
language sql stable security definer set search_path = ''
as $$
  with recursive back as (
    select l.source_id as id, 1 as far from public.spark_links l where l.workspace_id = workspace and l.target_id = spark and l.link_type = 'prerequisite'
    union
    select l.source_id, b.far + 1 from back b join public.spark_links l on l.target_id = b.id and l.workspace_id = workspace and l.link_type = 'prerequisite' where b.far < 4
  )
  select s.title from (select b.id, min(b.far) as far from back b group by b.id) n join public.sparks s on s.id = n.id where n.id <> spark
  order by n.far desc, s.ordinal limit 40
$$;
comment on function private.known_sparks is 'What has to be learned before a spark, the farthest first.';

create function public.read_prompt_material(p_workspace uuid, p_place_kind public.content_kind default null, p_place uuid default null, p_sources uuid[] default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  trail uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_place is not null and (p_place_kind not in ('trail', 'concept', 'spark') or not private.is_alive(p_workspace, p_place_kind, p_place)) then
    raise exception 'the place is not there' using errcode = 'TW004';
  elsif exists (select from unnest(p_sources) i (id) where not exists (select from public.job_sources s where s.id = i.id and s.workspace_id = p_workspace)) then
    raise exception 'a source is not there' using errcode = 'TW004';
  end if;
  trail := private.prompt_trail(p_workspace, p_place_kind, p_place);
  return jsonb_build_object(
    'place', (
      select coalesce(jsonb_agg(n.title order by n.nth), '[]') from (
        select 1 as nth, d.name as title from public.trails t join public.domains d on d.id = t.domain_id where t.workspace_id = p_workspace and t.id = trail
        union all select 2, t.title from public.trails t where t.workspace_id = p_workspace and t.id = trail
        union all select 3, c.title from public.concepts c where c.workspace_id = p_workspace and (p_place_kind = 'concept' and c.id = p_place
          or p_place_kind = 'spark' and c.id = (select p.concept_id from public.concept_sparks p where p.workspace_id = p_workspace and p.spark_id = p_place order by p.ordinal limit 1))
      ) n),
    'known', (
      select coalesce(jsonb_agg(k.title), '[]') from (
        select s as title from private.known_sparks(p_workspace, p_place) s where p_place_kind = 'spark'
        union all
        (select c.title from public.concept_links l join public.concepts c on c.id = l.source_id
          where p_place_kind = 'concept' and l.workspace_id = p_workspace and l.target_id = p_place and l.link_type = 'prerequisite' order by l.ordinal limit 20)
        union all
        (select s.title from public.concept_sparks p join public.sparks s on s.id = p.spark_id
          where p_place_kind = 'concept' and p.workspace_id = p_workspace and p.concept_id = p_place order by p.ordinal limit 20)
      ) k),
    'next', (
      select coalesce(jsonb_agg(k.title), '[]') from (
        (select s.title from public.spark_links l join public.sparks s on s.id = l.target_id
          where p_place_kind = 'spark' and l.workspace_id = p_workspace and l.source_id = p_place and l.link_type in ('prerequisite', 'recommended') order by l.ordinal limit 40)
        union all
        (select c.title from public.concept_links l join public.concepts c on c.id = l.target_id
          where p_place_kind = 'concept' and l.workspace_id = p_workspace and l.source_id = p_place and l.link_type in ('prerequisite', 'recommended') order by l.ordinal limit 40)
      ) k),
    'persona', (
      select jsonb_build_object('name', p.display_name, 'version', p.version, 'voice', case when jsonb_typeof(p.voice_profile) = 'object' then p.voice_profile else '{}' end)
      from public.course_profiles f join public.personas p on p.id = f.persona_id and p.workspace_id = p_workspace
      where f.workspace_id = p_workspace and f.trail_id = trail),
    'sources', (
      select coalesce(jsonb_agg(jsonb_build_object('name', s.name, 'text', s.body) order by i.nth), '[]')
      from unnest(p_sources) with ordinality i (id, nth) join public.job_sources s on s.id = i.id and s.workspace_id = p_workspace));
end
$$;
comment on function public.read_prompt_material is
  'What stands around a place, whose voice its course has, and the texts of sources: {place, known, next, persona, sources}. TW004 where one of them is not there.';

create function public.read_prompt_counts(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (select coalesce(jsonb_agg(jsonb_build_object('content_type', c.content_type, 'hits', c.hits, 'misses', c.misses) order by c.content_type), '[]')
    from private.prompt_cache_counts c where c.workspace_id = p_workspace);
end
$$;
comment on function public.read_prompt_counts is 'How many prompts of a workspace were there already: [{content_type, hits, misses}].';

grant execute on function public.read_prompt_rules, public.read_prompt_material, public.read_prompt_counts to authenticated, service_role;
