-- What the first page says of somebody's own work: what they decide, what they asked for, where they were.

create function public.read_home_work(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := private.actor();
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with open as materialized (
      select q.id, q.status, q.created_by, q.created_at, private.review_group(q) as in_group from public.proposals q
      where q.workspace_id = p_workspace and q.status in ('pending', 'stale')
    ), mine as materialized (
      select d.status, d.decided_at, d.human_share, d.final from public.proposals d
      where d.workspace_id = p_workspace and d.decided_by = me and d.decided_at > now() - interval '30 days' and d.status in ('approved', 'rejected')
    ), gaps as (
      select extract(epoch from m.decided_at - lag(m.decided_at) over (order by m.decided_at)) as seconds from mine m
    )
    select jsonb_build_object(
      'drafts', (select jsonb_build_object('open', count(*), 'oldest', min(o.created_at), 'most', mode() within group (order by o.in_group))
        from open o where o.status = 'pending' and o.created_by is distinct from me),
      -- A longer pause is no pace.
      'pace_seconds', (select percentile_cont(0.5) within group (order by g.seconds) from gaps g where g.seconds between 1 and 600),
      'deciding', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title, 'until', c.until) order by c.until desc), '[]')
        from public.proposal_claims c join public.proposals p on p.id = c.proposal_id and p.status in ('pending', 'stale')
        where c.workspace_id = p_workspace and c.user_id = me and c.until > clock_timestamp()),
      'week', (select jsonb_build_object('decided', count(*), 'plain', count(*) filter (where m.status = 'approved' and m.final is null),
        'edited', count(*) filter (where m.status = 'approved' and m.final is not null), 'rejected', count(*) filter (where m.status = 'rejected'))
        from mine m where m.decided_at > now() - interval '7 days'),
      'own', jsonb_build_object(
        'writing', (select count(*) from public.flow_runs r where r.workspace_id = p_workspace and r.asked_by = me and r.status in ('pending', 'in_progress') and r.job_kind is not null),
        'in_review', (select count(*) from open o where o.created_by = me and o.status = 'pending'),
        'stale', (select count(*) from open o where o.created_by = me and o.status = 'stale'),
        'approved', (select count(*) from public.proposals p where p.workspace_id = p_workspace and p.created_by = me and p.status = 'approved' and p.decided_at > now() - interval '7 days')),
      'places', (select coalesce(jsonb_agg(jsonb_build_object('slug', w.slug, 'title', w.title, 'at', w.at) order by w.at desc), '[]') from (
        select s.slug, s.title, max(r.created_at) as at
        from (select c.id from public.change_sets c where c.workspace_id = p_workspace and c.author = me order by c.ordinal desc limit 40) c
        join public.revisions r on r.change_set_id = c.id and r.kind = 'spark' and r.operation <> 'delete'
        join public.sparks s on s.workspace_id = p_workspace and s.id = r.entity_id
        group by s.id, s.slug, s.title order by max(r.created_at) desc limit 3) w)));
end
$$;
comment on function public.read_home_work is 'The caller''s own work in a workspace: {drafts: {open, oldest, most}, pace_seconds (median between two decisions), deciding: [{id, title, until}], week: {decided, plain, edited, rejected}, own: {writing, in_review, stale, approved}, places: [{slug, title, at}]}.';
grant execute on function public.read_home_work to authenticated, service_role;
