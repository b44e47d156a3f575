-- A course as a flow that people steer: its curriculum is edited by several before it is approved, its lessons are written anew one by
-- one, it stops after the lesson that is being written, and it begins again from its curriculum beside the one that was
-- (docs/decisions/131-a-course-is-a-job-that-people-steer.md).

-- The built-in drafter makes a course of its sources; research it leaves out.
update private.job_kinds set needs_model = false, builtin_needs_source = true where kind = 'course';

alter table public.flow_runs
  drop constraint flow_runs_held,
  add constraint flow_runs_held check (held in ('approval', 'budget', 'pause'));
comment on column public.flow_runs.held is
  'Why a job that is under way does not go on by itself: approval, it waits for a decision of a person; budget, a call would break one; pause, somebody stopped it after what was being written.';

create or replace function private.go_on(run uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  next_order integer;
  is_asked boolean;
  is_paused boolean;
  made public.flow_runs;
begin
  select min(s.step_order) into next_order from public.step_runs s where s.flow_run_id = run and s.status <> 'completed';
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
    total_steps = (select count(*) from public.step_runs s where s.flow_run_id = run)
  where r.id = run returning * into made;
  if next_order is not null and not is_asked and not is_paused then
    perform private.wake_turn(made.workspace_id, made.is_batch);
  end if;
end
$$;
comment on function private.go_on is 'Makes the next steps of a run ready, or ends it where none is left. One that is paused stays so. The run is locked by the caller.';

create function public.pause_job(p_workspace uuid, p_job uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status not in ('pending', 'in_progress') or run.held is not null then
    raise exception 'this job is not under way' using errcode = 'TW002';
  end if;
  update public.step_runs s set ready_at = null where s.flow_run_id = run.id and s.status = 'pending';
  update public.flow_runs r set status = 'in_progress', held = 'pause' where r.id = run.id;
end
$$;
comment on function public.pause_job is 'Lets the steps that are under way end and begins no other, until somebody goes on with the job.';

create or replace function public.resume_job(p_workspace uuid, p_job uuid, p_budget_micros bigint default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status <> 'in_progress' or run.held is null or run.held not in ('budget', 'pause') then
    raise exception 'this job was not stopped' using errcode = 'TW002';
  end if;
  update public.flow_runs r set held = null, problem = null, budget_micros = coalesce(p_budget_micros, r.budget_micros) where r.id = run.id;
  update public.step_runs s set problem = null where s.flow_run_id = run.id and s.status = 'pending' and s.problem is not null;
  perform private.go_on(run.id);
end
$$;
comment on function public.resume_job is
  'Goes on with a job that a budget or a person stopped, with another cap where one is given. Budgets of the workspace hold as before.';

-- ------------------------------------------------------------------------------------------- the curriculum

create function public.save_outline(p_workspace uuid, p_job uuid, p_outline jsonb, p_version integer) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  most_bytes constant integer := 4194304;
  run public.flow_runs;
  asked public.step_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  select * into asked from public.step_runs s where s.flow_run_id = run.id and s.kind = 'approval' and s.status = 'pending' order by s.step_order, s.nth limit 1;
  if run.status <> 'in_progress' or run.held is distinct from 'approval' or asked.id is null then
    raise exception 'this job waits for no approval' using errcode = 'TW002';
  elsif jsonb_typeof(p_outline -> 'modules') is distinct from 'array' or octet_length(p_outline::text) > most_bytes then
    raise exception 'this is no outline' using errcode = 'TW006';
  elsif coalesce((asked.output ->> 'version')::integer, 0) is distinct from p_version then
    raise exception 'somebody changed this outline before' using errcode = 'TW003';
  end if;
  update public.step_runs s set output = jsonb_build_object('outline', p_outline, 'version', p_version + 1, 'saved_by', private.actor(), 'saved_at', clock_timestamp())
  where s.id = asked.id;
  return p_version + 1;
end
$$;
comment on function public.save_outline is
  'Keeps an outline that waits for approval as somebody has edited it, and gives its version; 0 is the one that the job came with. TW003 where somebody saved another one before. Who asked for the job, and reviewers.';

create or replace function public.approve_job_step(p_workspace uuid, p_job uuid, p_output jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
  asked public.step_runs;
begin
  perform private.require_role(p_workspace, 'reviewer');
  run := private.job_for(p_workspace, p_job);
  select * into asked from public.step_runs s where s.flow_run_id = run.id and s.kind = 'approval' and s.status = 'pending' order by s.step_order, s.nth limit 1;
  if run.status <> 'in_progress' or run.held is distinct from 'approval' or asked.id is null then
    raise exception 'this job waits for no approval' using errcode = 'TW002';
  elsif jsonb_typeof(p_output) is distinct from 'object' then
    raise exception 'an approval says what is approved' using errcode = 'TW006';
  elsif p_output ? 'version' and p_output -> 'version' is distinct from coalesce(asked.output -> 'version', '0') then
    raise exception 'somebody changed this outline before' using errcode = 'TW003';
  end if;
  update public.step_runs s set status = 'completed', started_at = coalesce(s.started_at, clock_timestamp()), completed_at = clock_timestamp(),
    output = p_output || jsonb_build_object('approved_by', private.actor()) where s.id = asked.id;
  perform private.go_on(run.id);
end
$$;
comment on function public.approve_job_step is
  'Lets a job go on that waits for an approval, with what is approved, as it was edited. Reviewers and admins, their own jobs included: it writes no content. TW003 where what is approved is of a version that somebody has changed since.';

-- ---------------------------------------------------------------------------------------------- the lessons

create function public.regenerate_lesson(p_workspace uuid, p_job uuid, p_lesson integer, p_instruction text default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
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
  update public.flow_runs r set status = 'in_progress', problem = null, error_message = null, ended_by = null, completed_at = null where r.id = run.id;
  perform private.go_on(run.id);
  return made;
end
$$;
comment on function public.regenerate_lesson is
  'Has a lesson of a course written anew, after an instruction where there is one, and gives the step. Versions before it stay. TW005 while it is being written. Who asked for the job, and reviewers.';

create function private.supersede_lesson() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Two versions of a lesson never wait for the same reviewer: the newest does. The run is locked by whoever finishes a step of it.
  update public.proposals p set status = 'superseded' from public.step_runs s, public.step_runs o
  where s.id = new.step_run_id and s.kind = 'ask' and s.params ? 'lesson'
    and o.flow_run_id = s.flow_run_id and o.id <> s.id and o.params -> 'lesson' = s.params -> 'lesson'
    and p.step_run_id = o.id and p.kind = new.kind and p.status = 'pending';
  return null;
end
$$;
comment on function private.supersede_lesson is 'A lesson that was written anew takes the place of the versions that still wait.';
create trigger proposals_supersede_lesson after insert on public.proposals for each row when (new.kind = 'spark') execute function private.supersede_lesson();

-- ------------------------------------------------------------------------------------------- going back

create function public.branch_job(p_workspace uuid, p_job uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
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
  return made.id;
end
$$;
comment on function public.branch_job is
  'A new course that waits with the approved curriculum of another one, to be changed. What came before is taken along and not paid again; the other course stays as it is.';

create or replace function public.read_job(p_workspace uuid, p_job uuid) returns jsonb
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
        'tries', s.tries, 'ready_at', case when s.status = 'pending' then s.ready_at end, 'started_at', s.started_at, 'completed_at', s.completed_at,
        -- A lesson that came to nothing ends its step and not the job; why stands in what came of it.
        'problem', coalesce(s.problem, s.output -> 'problem'),
        'summary', s.output -> 'summary', 'params', s.params, 'cost_micros', (select coalesce(sum(q.cost_micros), 0) from public.llm_requests q where q.step_run_id = s.id))
        order by s.step_order, s.nth), '[]')
      from public.step_runs s where s.flow_run_id = run.id),
    'made', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'step_run_id', p.step_run_id, 'kind', p.kind, 'title', p.title, 'status', p.status,
        'words', case when jsonb_typeof(p.body -> 'words') = 'number' then p.body -> 'words' end) order by p.ordinal), '[]')
      from (select * from public.proposals o where o.flow_run_id = run.id order by o.ordinal limit 1000) p),
    'sources', (
      select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'format', s.format, 'words', s.words) order by s.created_at), '[]')
      from public.job_sources s where s.workspace_id = p_workspace and s.id = any (private.sources_of(run.params))),
    -- What is to be approved, as the steps before it left it.
    'outline', case when run.held = 'approval' then (
      select s.output -> 'outline' from public.step_runs s where s.flow_run_id = run.id and s.status = 'completed' and s.output ? 'outline'
      order by s.step_order desc, s.nth desc limit 1) end,
    -- The curriculum of a course: as it was approved, else as somebody has edited it, else as it was written.
    'curriculum', case when run.job_kind = 'course' then (
      select jsonb_build_object('outline', s.output -> 'outline', 'version', coalesce((s.output ->> 'version')::integer, 0),
        'by_name', (select p.display_name from public.profiles p where p.user_id = (coalesce(s.output ->> 'approved_by', s.output ->> 'saved_by'))::uuid),
        'at', coalesce(s.completed_at, (s.output ->> 'saved_at')::timestamptz))
      from public.step_runs s where s.flow_run_id = run.id and s.output ? 'outline'
      order by s.step_order desc, s.nth desc limit 1) end);
end
$$;
comment on function public.read_job is
  'A job with its steps, its proposals by name, its sources, the outline that waits for an approval, and the curriculum of a course with its version.';

grant execute on function public.pause_job, public.save_outline, public.regenerate_lesson, public.branch_job to authenticated, service_role;
