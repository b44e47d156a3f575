-- What each version of a template did, counted from the calls that were made with it.

create index llm_requests_template_idx on public.llm_requests (workspace_id, split_part(template_version, ' ', 1)) where template_version is not null and book is not null;

create function public.read_template_figures(p_workspace uuid, p_content_type text) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with steps as (
      -- One draft is one step, however often it was asked for: tests are left out, for nobody keeps what they say.
      select split_part(q.template_version, ' ', 2) as version, q.flow_run_id, q.step_run_id, bool_or(q.outcome = 'ok') as is_drafted,
        bool_or(q.role = 'repair') as is_repaired, bool_or(q.book = 'sent') or bool_or(s.status in ('pending', 'in_progress')) as is_open,
        sum(q.cost_micros) as cost_micros, sum(coalesce(q.execution_time_ms, 0)) as ms, max(q.sent_at) as sent_at
      from public.llm_requests q join public.flow_runs r on r.id = q.flow_run_id join public.step_runs s on s.id = q.step_run_id
      where q.workspace_id = p_workspace and q.template_version is not null and q.book is not null and split_part(q.template_version, ' ', 1) = p_content_type and not r.is_test
      group by 1, 2, 3
    )
    select coalesce(jsonb_agg(to_jsonb(f) order by f.version), '[]') from (
      select d.version, count(distinct d.flow_run_id) as jobs, count(distinct d.flow_run_id) filter (where d.sent_at > now() - interval '30 days') as jobs_30_days,
        count(*) filter (where d.is_drafted) as drafts, count(*) filter (where not d.is_drafted and not d.is_open) as failed,
        count(*) filter (where d.is_drafted and d.is_repaired) as repaired, round(avg(d.cost_micros) filter (where d.is_drafted))::bigint as cost_micros,
        round(avg(d.ms) filter (where d.is_drafted))::bigint as ms
      from steps d group by d.version) f);
end
$$;
comment on function public.read_template_figures is
  'What was drafted with each version of a template: [{version, jobs, jobs_30_days, drafts, failed, repaired, cost_micros, ms}]; cost and time of one draft. version: as requests name it, such as v3.';
grant execute on function public.read_template_figures to authenticated, service_role;
