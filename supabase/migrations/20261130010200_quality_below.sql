-- What was found in the lessons of a trail or a concept, for its page in the outline.

create function public.read_quality_below(p_workspace uuid, p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with places as materialized (
      select n.spark_id, min(n.nth) as nth
      from (select p.spark_id, row_number() over (order by c.order_index, c.ordinal, p.order_index, p.ordinal) as nth
        from public.concepts c join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
        where c.workspace_id = p_workspace and (c.id = p_id or c.trail_id = p_id)) n
      group by n.spark_id
    ), lessons as materialized (
      -- A lesson that stands in several concepts is learned where it comes first.
      select n.nth, s.id, s.slug, s.title, q.spark_id is not null as is_measured, q.findings
      from places n join public.sparks s on s.workspace_id = p_workspace and s.id = n.spark_id
      left join public.quality_scores q on q.workspace_id = p_workspace and q.spark_id = s.id and q.version = s.version
    ), found as materialized (
      select l.nth, l.id, l.slug, l.title, f.code, f.subject,
        exists (select from public.quality_gates g where g.workspace_id = p_workspace and g.code = f.code and g.is_on) as blocks
      from lessons l cross join lateral jsonb_to_recordset(l.findings) f (code text, subject text)
      where not exists (select from public.quality_dismissals d
        where d.workspace_id = p_workspace and d.spark_id = l.id and d.code = f.code and d.subject = f.subject)
    )
    select jsonb_build_object(
      'lessons', (select count(*) from lessons),
      'unmeasured', (select count(*) from lessons l where not l.is_measured),
      'blocks', (select count(*) from found f where f.blocks),
      'consider', (select count(*) from found f where not f.blocks),
      'findings', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', f.id, 'slug', f.slug, 'title', f.title, 'code', f.code, 'subject', f.subject, 'blocks', f.blocks)
        order by f.blocks desc, f.nth, f.code, f.subject), '[]') from (select * from found o order by o.blocks desc, o.nth, o.code, o.subject limit 1000) f),
      'concepts', (select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'title', c.title,
          'objectives', (select coalesce(jsonb_agg(o.title order by o.nth), '[]') from private.owned_objectives(p_workspace, 'concept', c.id) o)) order by c.order_index, c.ordinal), '[]')
        from (select * from public.concepts n where n.workspace_id = p_workspace and n.trail_id = p_id order by n.order_index, n.ordinal limit 500) c)));
end
$$;
comment on function public.read_quality_below is 'What was found in the lessons of a trail or a concept, the gravest first: {lessons, unmeasured, blocks, consider, findings (1,000 at most), concepts: [{slug, title, objectives}]}.';
grant execute on function public.read_quality_below to authenticated, service_role;
