-- A pause holds whatever the steps that are under way come to, and ends with the job; counts of findings find their lessons by indexes.

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
  if is_over then
    update public.flow_runs r set status = 'failed', held = null, problem = why, error_message = why ->> 'message', completed_at = clock_timestamp()
    where r.id = met.flow_run_id and r.status = 'in_progress';
  elsif not is_paused then
    perform private.wake_turn(met.workspace_id, met.is_batch);
  end if;
end
$function$;

create or replace function private.wait_step(step uuid, step_fence integer, until timestamp with time zone, why jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  met public.step_runs;
  is_paused boolean;
begin
  -- The run before the step: whoever pauses holds it, and what is paused begins nothing by itself.
  select r.held is not distinct from 'pause' into is_paused from public.flow_runs r
  where r.id = (select s.flow_run_id from public.step_runs s where s.id = step) for update;
  update public.step_runs s set status = 'pending', tries = s.tries - 1, ready_at = case when not is_paused then until end, problem = why
  where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning * into met;
  if met.id is null then
    return false;
  end if;
  if not is_paused then
    perform private.wake_turn(met.workspace_id, met.is_batch);
  end if;
  return true;
end
$function$;

create or replace function public.retry_job(p_workspace uuid, p_job uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status not in ('failed', 'cancelled') then
    raise exception 'only what failed or was cancelled is tried again' using errcode = 'TW002';
  end if;
  update public.step_runs s set status = 'pending', tries = 0, ready_at = null, problem = null, error_message = null, completed_at = null
  where s.flow_run_id = run.id and s.status in ('failed', 'cancelled');
  update public.flow_runs r set status = 'in_progress', held = null, problem = null, error_message = null, ended_by = null, completed_at = null where r.id = run.id;
  perform private.go_on(run.id);
end
$function$;

create or replace function public.regenerate_lesson(p_workspace uuid, p_job uuid, p_lesson integer, p_instruction text DEFAULT NULL::text)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  most_versions constant integer := 20;
  most_instruction constant integer := 2000;
  run public.flow_runs;
  written public.step_runs;
  said jsonb;
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  select * into written from public.step_runs s
  where s.flow_run_id = run.id and s.kind = 'ask' and s.params -> 'lesson' = to_jsonb(p_lesson) order by s.nth desc limit 1;
  if written.id is null then
    raise exception 'no lesson of this job was written by a model at this place' using errcode = 'TW004';
  elsif char_length(p_instruction) > most_instruction then
    raise exception 'an instruction has at most % characters', most_instruction using errcode = 'TW006';
  elsif run.status = 'cancelled' then
    raise exception 'this job was cancelled' using errcode = 'TW002';
  elsif run.status = 'in_progress' and run.held is not null then
    raise exception 'this job was stopped; go on with it first' using errcode = 'TW002';
  elsif written.status in ('pending', 'in_progress') then
    raise exception 'this lesson is being written already' using errcode = 'TW005';
  elsif (select count(*) from public.step_runs s where s.flow_run_id = run.id and s.kind = 'ask' and s.params -> 'lesson' = to_jsonb(p_lesson)) >= most_versions then
    raise exception 'a lesson is written % times at most', most_versions using errcode = 'TW002';
  end if;
  said := jsonb_strip_nulls(jsonb_build_object('instruction', nullif(btrim(p_instruction), '')));
  if written.status = 'completed' then
    insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, is_batch)
    select run.workspace_id, run.id, max(o.nth) + 1, written.step_name, written.step_order, 'pending', 'ask',
      (written.params - 'instruction') || said, run.is_batch
    from public.step_runs o where o.flow_run_id = run.id returning id into made;
  else
    update public.step_runs s set params = (s.params - 'instruction') || said where s.id = written.id returning s.id into made;
  end if;
  -- A job that failed goes on with all that failed in it, as when it is tried again.
  update public.step_runs s set status = 'pending', tries = 0, ready_at = null, problem = null, error_message = null, completed_at = null
  where s.flow_run_id = run.id and s.status in ('failed', 'cancelled');
  update public.flow_runs r set status = 'in_progress', held = null, problem = null, error_message = null, ended_by = null, completed_at = null where r.id = run.id;
  perform private.go_on(run.id);
  return made;
end
$function$;

create or replace function public.read_quality_counts(p_workspace uuid, p_ids uuid[])
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '30s'
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with asked as (
      select distinct a.id from unnest(p_ids[1:500]) a (id)
    ), below as (
      select a.id as of, s.id as spark_id, s.version from asked a join public.sparks s on s.workspace_id = p_workspace and s.id = a.id
      union
      select c.id, s.id, s.version from asked a join public.concepts c on c.workspace_id = p_workspace and c.id = a.id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id join public.sparks s on s.id = p.spark_id
      union
      select c.trail_id, s.id, s.version from asked a join public.concepts c on c.workspace_id = p_workspace and c.trail_id = a.id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id join public.sparks s on s.id = p.spark_id
      union
      select t.domain_id, s.id, s.version from asked a join public.trails t on t.workspace_id = p_workspace and t.domain_id = a.id
      join public.concepts c on c.workspace_id = p_workspace and c.trail_id = t.id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id join public.sparks s on s.id = p.spark_id
    ), found as (
      select b.of, exists (select from public.quality_gates g where g.workspace_id = p_workspace and g.code = f.code and g.is_on) as blocks
      from below b join public.quality_scores q on q.workspace_id = p_workspace and q.spark_id = b.spark_id and q.version = b.version
      cross join lateral jsonb_to_recordset(q.findings) f (code text, subject text)
      where not exists (select from public.quality_dismissals d
        where d.workspace_id = p_workspace and d.spark_id = b.spark_id and d.code = f.code and d.subject = f.subject)
    )
    select coalesce(jsonb_agg(jsonb_build_object('id', n.of, 'consider', n.consider, 'blocks', n.blocks)), '[]')
    from (select f.of, count(*) filter (where not f.blocks) as consider, count(*) filter (where f.blocks) as blocks from found f group by f.of) n);
end
$function$;
