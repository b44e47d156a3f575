-- What a job would cost is said before it starts. That takes how much text goes along, and how long answers of a kind usually are.

create function public.read_job_size(p_workspace uuid, p_place_kind public.content_kind default null, p_place uuid default null, p_sources uuid[] default '{}') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with lessons as (
      -- A lesson that stands in several concepts goes along once.
      select distinct s.id, octet_length(s.content_md) as bytes from public.sparks s
      left join public.concept_sparks p on p.workspace_id = p_workspace and p.spark_id = s.id
      left join public.concepts c on c.workspace_id = p_workspace and c.id = p.concept_id
      where s.workspace_id = p_workspace and case p_place_kind when 'spark' then s.id = p_place when 'concept' then c.id = p_place when 'trail' then c.trail_id = p_place else false end
    ), answers as (
      select split_part(r.template_version, ' ', 1) as content_type, r.output_tokens as tokens from public.llm_requests r
      where r.workspace_id = p_workspace and r.book = 'settled' and r.outcome = 'ok' and r.output_tokens > 0 and r.template_version is not null
      order by r.sent_at desc limit 500
    )
    select jsonb_build_object(
      'source_bytes', (select coalesce(sum(octet_length(j.body)), 0) from public.job_sources j where j.workspace_id = p_workspace and j.id = any (p_sources)),
      'lesson_bytes', (select coalesce(sum(l.bytes), 0) from lessons l),
      'lessons', (select count(*) from lessons),
      'outputs', (select coalesce(jsonb_agg(jsonb_build_object('content_type', o.content_type, 'answers', o.answers, 'low', o.low, 'high', o.high)), '[]') from (
        select a.content_type, count(*) as answers, percentile_disc(0.25) within group (order by a.tokens) as low, percentile_disc(0.75) within group (order by a.tokens) as high
        from answers a group by a.content_type) o)));
end
$$;
comment on function public.read_job_size is 'How much text a job at a place would send, in bytes, and how long answers of each content type were lately, in tokens (quarter and three quarters of the last 500): {source_bytes, lesson_bytes, lessons, outputs}.';
grant execute on function public.read_job_size to authenticated, service_role;

create function public.read_job_places(p_workspace uuid, p_ids uuid[]) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'title', coalesce(t.title, c.title, s.title),
      'kind', case when t.id is not null then 'trail' when c.id is not null then 'concept' else 'spark' end) order by i.nth), '[]')
    from unnest(p_ids[1:100]) with ordinality i (id, nth)
    left join public.trails t on t.workspace_id = p_workspace and t.id = i.id
    left join public.concepts c on c.workspace_id = p_workspace and c.id = i.id
    left join public.sparks s on s.workspace_id = p_workspace and s.id = i.id
    where coalesce(t.id, c.id, s.id) is not null);
end
$$;
comment on function public.read_job_places is 'Trails, concepts and sparks by their ids, the first hundred, in that order: [{id, kind, title}]. Those that are gone are left out.';
grant execute on function public.read_job_places to authenticated, service_role;
