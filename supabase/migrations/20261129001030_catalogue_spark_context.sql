-- What is around a spark, in one question instead of eight: every page of a lesson waits for it.

create function public.read_spark_context(p_workspace uuid, p_spark uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id,
        'concept', jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'is_published', c.is_published, 'trail_id', c.trail_id),
        'trail', case when t.id is not null then jsonb_build_object('slug', t.slug, 'title', t.title) end,
        'path', case when t.id is null then '[]'::jsonb else jsonb_build_array(d.name, t.title) end) order by p.ordinal), '[]')
      from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p_workspace
      left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
      left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
      where p.workspace_id = p_workspace and p.spark_id = p_spark),
    'beacons', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'name', b.name, 'category', b.category) order by m.ordinal), '[]')
      from public.spark_beacons m join public.beacons b on b.id = m.beacon_id and b.workspace_id = p_workspace
      where m.workspace_id = p_workspace and m.spark_id = p_spark),
    'before', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'link_type', l.link_type, 'weight', l.weight, 'description', l.description, 'version', l.version,
        'spark', jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published)) order by l.ordinal), '[]')
      from public.spark_links l join public.sparks s on s.id = l.source_id and s.workspace_id = p_workspace
      where l.workspace_id = p_workspace and l.target_id = p_spark),
    'after', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'link_type', l.link_type, 'weight', l.weight, 'description', l.description, 'version', l.version,
        'spark', jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published)) order by l.ordinal), '[]')
      from public.spark_links l join public.sparks s on s.id = l.target_id and s.workspace_id = p_workspace
      where l.workspace_id = p_workspace and l.source_id = p_spark),
    'package', (select k.body from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark));
end
$$;
comment on function public.read_spark_context is
  'Where a spark stands ({places: [{id, concept, trail, path}]}), what marks it ({beacons}), what it is linked with ({before, after}: the other spark of each link) and its package.';
grant execute on function public.read_spark_context to authenticated, service_role;

drop function public.read_changed(uuid);
