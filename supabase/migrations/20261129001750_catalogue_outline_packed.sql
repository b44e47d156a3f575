-- The whole outline for what draws all of it, packed: things are named by their number and not by 36 characters again and again.

drop function public.read_outline(uuid);
create function public.read_outline(p_workspace uuid) returns json
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with domains as materialized (
      select d.*, row_number() over (order by d.order_index, d.ordinal) - 1 as nth from public.domains d where d.workspace_id = p_workspace
    ), trails as materialized (
      select t.id, t.slug, t.title, t.is_published, t.version, t.difficulty_level, t.domain_id, row_number() over (order by t.order_index, t.ordinal) - 1 as nth
      from public.trails t where t.workspace_id = p_workspace
    ), concepts as materialized (
      select c.id, c.slug, c.title, c.is_published, c.version, c.trail_id, row_number() over (order by c.order_index, c.ordinal) - 1 as nth
      from public.concepts c where c.workspace_id = p_workspace
    ), sparks as materialized (
      select s.id, s.slug, s.title, s.is_published, s.version, s.difficulty, s.estimated_mins, row_number() over (order by s.ordinal) - 1 as nth
      from public.sparks s where s.workspace_id = p_workspace
    )
    select json_build_object(
      'domains', (select coalesce(json_agg(json_build_array(d.id, d.slug, d.name, d.is_published, d.version, d.icon, d.color) order by d.nth), '[]') from domains d),
      'trails', (select coalesce(json_agg(json_build_array(t.id, t.slug, t.title, t.is_published, t.version, d.nth, t.difficulty_level) order by t.nth), '[]')
        from trails t join domains d on d.id = t.domain_id),
      'concepts', (select coalesce(json_agg(json_build_array(c.id, c.slug, c.title, c.is_published, c.version, t.nth) order by c.nth), '[]')
        from concepts c left join trails t on t.id = c.trail_id),
      'sparks', (select coalesce(json_agg(json_build_array(s.id, s.slug, s.title, s.is_published, s.version, s.difficulty, s.estimated_mins) order by s.nth), '[]') from sparks s),
      'places', (select coalesce(json_agg(json_build_array(c.nth, s.nth) order by p.order_index, p.ordinal), '[]')
        from public.concept_sparks p join concepts c on c.id = p.concept_id join sparks s on s.id = p.spark_id where p.workspace_id = p_workspace),
      'beacons', (select coalesce(json_agg(json_build_array(b.id, b.slug, b.name, b.version, b.category) order by b.name, b.id), '[]')
        from public.beacons b where b.workspace_id = p_workspace)));
end
$$;
comment on function public.read_outline is
  'What is where, for what draws all of it, every list in its order: {domains: [id, slug, title, is_published, version, icon, color], trails: [..., number of its domain, difficulty], concepts: [..., number of its trail or null], sparks: [..., difficulty, minutes], places: [number of the concept, number of the spark], beacons: [id, slug, title, version, category]}.';
grant execute on function public.read_outline to authenticated, service_role;
