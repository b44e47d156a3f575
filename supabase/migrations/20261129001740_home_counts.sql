-- How much there is, and what waits to be reviewed, in one question: Home asked nine, and one of them read every lesson.

create index outline_entries_review_idx on private.outline_entries (workspace_id, id) where review = 'pending';

create function public.read_home_counts(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  few constant integer := 4;
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'counts', (select coalesce(jsonb_object_agg(n.kind, n.many), '{}') from (
        select e.kind::text, count(*) as many from private.outline_entries e where e.workspace_id = p_workspace group by e.kind
        union all select 'spark_link', count(*) from public.spark_links l where l.workspace_id = p_workspace
        union all select 'concept_link', count(*) from public.concept_links l where l.workspace_id = p_workspace) n),
    'drafts', jsonb_build_object(
      'total', (select count(*) from private.outline_entries e where e.workspace_id = p_workspace and e.review = 'pending'),
      'first', (select coalesce(jsonb_agg(jsonb_build_object('slug', d.slug, 'title', d.title) order by d.updated_at desc, d.id), '[]') from (
        select s.id, s.slug, s.title, s.updated_at from private.outline_entries e join public.sparks s on s.workspace_id = p_workspace and s.id = e.id
        where e.workspace_id = p_workspace and e.review = 'pending' order by s.updated_at desc, s.id limit few) d)));
end
$$;
comment on function public.read_home_counts is 'How much there is of what people count ({counts: {kind: how many}}), and the drafts of a machine that nobody has judged ({drafts: {total, first: [{slug, title}]}}).';
grant execute on function public.read_home_counts to authenticated, service_role;
