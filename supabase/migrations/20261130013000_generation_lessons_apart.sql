-- A lesson that is written anew and cannot be written fails by itself: the version before it stands, and so does its job (decision 131).

create or replace function private.end_attempt(met public.step_runs, why jsonb, again_in interval)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  is_paused boolean;
  most_tries constant integer := 3;
  is_over constant boolean := again_in is null or met.tries >= most_tries;
begin
  select r.held is not distinct from 'pause' into is_paused from public.flow_runs r where r.id = met.flow_run_id for update;
  update public.step_runs s set status = case when is_over then 'failed' else 'pending' end::public.run_status, problem = why, error_message = why ->> 'message',
    ready_at = case when not is_over and not is_paused then clock_timestamp() + again_in end where s.id = met.id;
  if is_over and met.kind = 'ask' and exists (
    select from public.step_runs e where e.flow_run_id = met.flow_run_id and e.kind = 'ask' and e.nth < met.nth and e.status = 'completed'
      and e.params -> 'lesson' = met.params -> 'lesson')
  then
    perform private.go_on(met.flow_run_id);
  elsif is_over then
    update public.flow_runs r set status = 'failed', held = null, problem = why, error_message = why ->> 'message', completed_at = clock_timestamp()
    where r.id = met.flow_run_id and r.status = 'in_progress';
  elsif not is_paused then
    perform private.wake_turn(met.workspace_id, met.is_batch);
  end if;
end
$function$;

create or replace function private.go_on(run uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  next_order integer;
  is_asked boolean;
  is_paused boolean;
  made public.flow_runs;
  spare uuid[];
begin
  -- Another version of a lesson that failed: the one before it stands.
  select coalesce(array_agg(s.id), '{}') into spare from public.step_runs s
  where s.flow_run_id = run and s.kind = 'ask' and s.status = 'failed' and exists (
    select from public.step_runs e where e.flow_run_id = run and e.kind = 'ask' and e.nth < s.nth and e.status = 'completed'
      and e.params -> 'lesson' = s.params -> 'lesson');
  select min(s.step_order) into next_order from public.step_runs s where s.flow_run_id = run and s.status <> 'completed' and s.id <> all (spare);
  select coalesce(bool_or(s.kind = 'approval'), false) into is_asked from public.step_runs s
  where s.flow_run_id = run and s.status = 'pending' and s.step_order = next_order;
  select coalesce(r.held = 'pause', false) and next_order is not null and not is_asked into is_paused from public.flow_runs r where r.id = run;
  update public.step_runs s set ready_at = clock_timestamp()
  where s.flow_run_id = run and s.step_order = next_order and s.status = 'pending' and s.ready_at is null and s.kind <> 'approval' and not is_paused;
  update public.flow_runs r set
    held = case when is_asked then 'approval' when is_paused then 'pause' end,
    status = case when next_order is null then 'completed' else r.status end,
    completed_at = case when next_order is null then clock_timestamp() end,
    step_progress = (select count(*) from public.step_runs s where s.flow_run_id = run and s.status = 'completed'),
    total_steps = (select count(*) from public.step_runs s where s.flow_run_id = run and s.id <> all (spare))
  where r.id = run returning * into made;
  if next_order is not null and not is_asked and not is_paused then
    perform private.wake_turn(made.workspace_id, made.is_batch);
  end if;
end
$function$;

-- A course that goes on from another one was asked for like any other.
create or replace function public.branch_job(p_workspace uuid, p_job uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  -- Steps that lessons were planned as come after all that a job begins with.
  first_lesson constant integer := 100;
  run public.flow_runs;
  approved public.step_runs;
  made public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  select * into approved from public.step_runs s where s.flow_run_id = run.id and s.kind = 'approval' and s.status = 'completed' order by s.step_order, s.nth limit 1;
  if run.job_kind <> 'course' or approved.id is null then
    raise exception 'there is no approved curriculum to go back to' using errcode = 'TW002';
  elsif private.actor() is null then
    raise exception 'a job is asked for by a person' using errcode = 'TW007';
  end if;
  insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, place_kind, place_id, asked_by, is_batch, status, step_progress, total_steps, started_at)
  values (run.workspace_id, run.flow_name, run.job_kind, run.title, run.params || jsonb_build_object('branch_of', run.id), run.place_kind, run.place_id,
    private.actor(), run.is_batch, 'in_progress', 0, 0, clock_timestamp()) returning * into made;
  insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, is_batch, started_at, completed_at, output)
  select s.workspace_id, made.id, s.nth, s.step_name, s.step_order, case when s.step_order < approved.step_order then 'completed' else 'pending' end::public.run_status,
    s.kind, s.params, s.is_batch, case when s.step_order < approved.step_order then s.started_at end, case when s.step_order < approved.step_order then s.completed_at end,
    case when s.id = approved.id then jsonb_build_object('outline', s.output -> 'outline', 'version', 1, 'saved_by', private.actor(), 'saved_at', clock_timestamp())
      when s.step_order < approved.step_order then s.output end
  from public.step_runs s
  where s.flow_run_id = run.id and (s.step_order < approved.step_order and s.status = 'completed' or s.step_order >= approved.step_order and s.step_order < first_lesson);
  perform private.go_on(made.id);
  perform private.count_jobs(p_workspace, array[private.content_type_of(made)]);
  return made.id;
end
$function$;
