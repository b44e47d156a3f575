-- A list of jobs says who drafts each of them.

create or replace function private.job_seen(run public.flow_runs)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('id', run.id, 'ordinal', run.ordinal, 'job_kind', run.job_kind, 'title', run.title, 'maker', coalesce(run.params ->> 'maker', 'builtin'), 'status', run.status, 'held', run.held,
    'place', case when run.place_id is not null then private.label_of(run.workspace_id, run.place_kind, run.place_id)
      || jsonb_build_object('kind', run.place_kind, 'id', run.place_id) end,
    'step_progress', run.step_progress, 'total_steps', run.total_steps, 'current_step', run.current_step, 'cost_micros', coalesce(run.cost_micros, 0),
    'reserved_micros', run.reserved_micros, 'unknown_micros', run.unknown_micros, 'budget_micros', run.budget_micros,
    'problem', run.problem, 'asked_by', run.asked_by,
    'asked_by_name', (select p.display_name from public.profiles p where p.user_id = run.asked_by),
    'ended_by_name', (select p.display_name from public.profiles p where p.user_id = run.ended_by),
    'proposals', (select count(*) from public.proposals p where p.flow_run_id = run.id),
    'created_at', run.created_at, 'started_at', run.started_at, 'completed_at', run.completed_at)
$function$;
