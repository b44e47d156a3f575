-- What is found in the lessons that came of the drafts of each version of a template.

CREATE OR REPLACE FUNCTION public.read_template_figures(p_workspace uuid, p_content_type text)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
    ), made as (
      -- A lesson that several drafts of a version went into is one.
      select distinct d.version, (m ->> 'id')::uuid as spark_id
      from steps d join public.proposals p on p.step_run_id = d.step_run_id and p.workspace_id = p_workspace and p.status = 'approved'
      cross join lateral jsonb_array_elements(p.made) m where d.is_drafted and m ->> 'kind' = 'spark'
    ), found as (
      select l.version, count(*) as lessons, sum(q.open_count) as findings
      from made l join public.sparks s on s.workspace_id = p_workspace and s.id = l.spark_id
      join private.quality_findings q on q.workspace_id = p_workspace and q.spark_id = l.spark_id
      group by l.version
    )
    select coalesce(jsonb_agg(to_jsonb(f) order by f.version), '[]') from (
      select d.version, count(distinct d.flow_run_id) as jobs, count(distinct d.flow_run_id) filter (where d.sent_at > now() - interval '30 days') as jobs_30_days,
        count(*) filter (where d.is_drafted) as drafts, count(*) filter (where not d.is_drafted and not d.is_open) as failed,
        count(*) filter (where d.is_drafted and d.is_repaired) as repaired, round(avg(d.cost_micros) filter (where d.is_drafted))::bigint as cost_micros,
        round(avg(d.ms) filter (where d.is_drafted))::bigint as ms,
        coalesce((select n.lessons from found n where n.version = d.version), 0) as lessons, coalesce((select n.findings from found n where n.version = d.version), 0) as findings
      from steps d group by d.version) f);
end
$function$;
comment on function public.read_template_figures is
  'What was drafted with each version of a template: [{version, jobs, jobs_30_days, drafts, failed, repaired, cost_micros, ms, lessons, findings}]; cost and time of one draft; lessons: those that were approved and looked at, findings: what is found in them as they are now. version: as requests name it, such as v3.';
