-- Jobs as people look at them.

create function private.job_seen(run public.flow_runs) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', run.id, 'ordinal', run.ordinal, 'job_kind', run.job_kind, 'title', run.title, 'status', run.status, 'held', run.held,
    'place', case when run.place_id is not null then private.label_of(run.workspace_id, run.place_kind, run.place_id)
      || jsonb_build_object('kind', run.place_kind, 'id', run.place_id) end,
    'step_progress', run.step_progress, 'total_steps', run.total_steps, 'current_step', run.current_step, 'cost_micros', coalesce(run.cost_micros, 0),
    'problem', run.problem, 'asked_by', run.asked_by,
    'asked_by_name', (select p.display_name from public.profiles p where p.user_id = run.asked_by),
    'ended_by_name', (select p.display_name from public.profiles p where p.user_id = run.ended_by),
    'proposals', (select count(*) from public.proposals p where p.flow_run_id = run.id),
    'created_at', run.created_at, 'started_at', run.started_at, 'completed_at', run.completed_at)
$$;
comment on function private.job_seen is 'A job as it stands in a list.';

create function public.read_jobs(
  p_workspace uuid, p_show text default 'all', p_kinds text[] default null, p_by uuid default null, p_before bigint default null,
  p_limit integer default 50
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'jobs', (
      select coalesce(jsonb_agg(private.job_seen(r) order by r.ordinal desc), '[]') from (
        select * from public.flow_runs f where f.workspace_id = p_workspace and f.job_kind is not null
          and (p_show = 'all' or f.status in ('pending', 'in_progress', 'failed')) and case p_show when 'attention' then f.status = 'failed' or f.held is not null
            when 'running' then f.status <> 'failed' and f.held is null when 'failed' then f.status = 'failed' else true end and (p_kinds is null or f.job_kind = any (p_kinds))
          and (p_by is null or f.asked_by = p_by) and (p_before is null or f.ordinal < p_before)
        order by f.ordinal desc limit least(p_limit, 200)) r),
    -- With the first page alone: nobody looks at them twice.
    'counts', case when p_before is null then (
      select jsonb_build_object('running', count(*) filter (where f.status <> 'failed' and f.held is null),
        'attention', count(*) filter (where f.status = 'failed' or f.held is not null), 'failed', count(*) filter (where f.status = 'failed'),
        'all', (select count(*) from public.flow_runs a where a.workspace_id = p_workspace and a.job_kind is not null))
      from public.flow_runs f where f.workspace_id = p_workspace and f.job_kind is not null and f.status in ('pending', 'in_progress', 'failed')) end);
end
$$;
comment on function public.read_jobs is
  'Jobs of a workspace, the newest first, with how many there are in all: {jobs, counts: {all, running, attention, failed}}. p_before: those with a smaller ordinal.';

create function public.read_job(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into run from public.flow_runs r where r.workspace_id = p_workspace and r.id = p_job and r.job_kind is not null;
  if run.id is null then
    raise exception 'no such job' using errcode = 'TW004';
  end if;
  return private.job_seen(run) || jsonb_build_object(
    'params', run.params,
    'steps', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'step_name', s.step_name, 'step_order', s.step_order, 'status', s.status,
        'tries', s.tries, 'started_at', s.started_at, 'completed_at', s.completed_at, 'problem', s.problem, 'summary', s.output -> 'summary')
        order by s.step_order, s.nth), '[]')
      from public.step_runs s where s.flow_run_id = run.id),
    'made', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'step_run_id', p.step_run_id, 'kind', p.kind, 'title', p.title, 'status', p.status) order by p.ordinal), '[]')
      from (select * from public.proposals o where o.flow_run_id = run.id order by o.ordinal limit 1000) p),
    'sources', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'format', s.format, 'words', s.words) order by s.created_at), '[]')
      from public.job_sources s where s.workspace_id = p_workspace and s.id = any (private.sources_of(run.params))),
    -- What is to be approved, as the steps before it left it.
    'outline', case when run.held = 'approval' then (
      select s.output -> 'outline' from public.step_runs s where s.flow_run_id = run.id and s.status = 'completed' and s.output ? 'outline'
      order by s.step_order desc, s.nth desc limit 1) end);
end
$$;
comment on function public.read_job is 'A job with its steps, its proposals by name, its sources, and the outline that waits for an approval.';

grant execute on function public.read_jobs, public.read_job to authenticated, service_role;
