-- Several places are several jobs, each as large as what stands there. The first alone said little about the others.

drop function public.read_job_size(uuid, public.content_kind, uuid, uuid[]);

create function public.read_job_size(p_workspace uuid, p_places uuid[] default '{}', p_sources uuid[] default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with lessons as (
      select i.nth, s.id, s.content_md from unnest(p_places[1:100]) with ordinality i (id, nth)
      join public.sparks s on s.workspace_id = p_workspace and s.id = i.id
      -- A lesson that stands in several concepts of a place goes along once.
      union
      select i.nth, s.id, s.content_md from unnest(p_places[1:100]) with ordinality i (id, nth)
      join public.concepts c on c.workspace_id = p_workspace and (c.id = i.id or c.trail_id = i.id)
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      join public.sparks s on s.workspace_id = p_workspace and s.id = p.spark_id
    ), places as (
      select i.nth, coalesce(sum(octet_length(l.content_md)), 0) as bytes
      from unnest(p_places[1:100]) with ordinality i (id, nth) left join lessons l using (nth) group by i.nth
    ), answers as (
      select split_part(r.template_version, ' ', 1) as content_type, r.output_tokens as tokens from public.llm_requests r
      where r.workspace_id = p_workspace and r.book = 'settled' and r.outcome = 'ok' and r.output_tokens > 0 and r.template_version is not null
      order by r.sent_at desc limit 500
    )
    select jsonb_build_object(
      'source_bytes', (select coalesce(sum(octet_length(j.body)), 0) from public.job_sources j where j.workspace_id = p_workspace and j.id = any (p_sources)),
      'lesson_bytes', (select coalesce(jsonb_agg(p.bytes order by p.nth), '[]') from places p),
      'outputs', (select coalesce(jsonb_agg(jsonb_build_object('content_type', o.content_type, 'answers', o.answers, 'low', o.low, 'high', o.high)), '[]') from (
        select a.content_type, count(*) as answers, percentile_disc(0.25) within group (order by a.tokens) as low, percentile_disc(0.75) within group (order by a.tokens) as high
        from answers a group by a.content_type) o)));
end
$$;
comment on function public.read_job_size is 'How much text jobs at some places would send, in bytes, the first hundred places in their order, and how long answers of each content type were lately, in tokens (quarter and three quarters of the last 500): {source_bytes, lesson_bytes: [bytes a place], outputs}.';
grant execute on function public.read_job_size to authenticated, service_role;
