-- Jobs: what somebody asked to have drafted, the steps it takes, and the proposals that come of it.
--
-- A job is a flow run seen by whoever asked for it. Its steps are its step runs, and a step that is ready is its own place in the
-- queue: there is no second truth beside the row (docs/decisions/120-a-step-is-its-place-in-the-queue.md). Whoever takes a step gets a
-- fence, the number of the attempt. What a step came to is written in one short transaction that looks at the fence, so a worker
-- that was thought dead and wakes up changes nothing.
--
-- Locks are taken in this order, by everybody: steps by their number, the run, the turn of the workspace.

create table private.job_kinds (
  kind text not null,
  places public.content_kind[] not null,
  needs_place boolean not null,
  needs_source boolean not null,
  constraint job_kinds_pkey primary key (kind)
);
comment on table private.job_kinds is 'What can be asked for, where its result may stand, and whether it is made from sources. lib/generation/core/request.ts says the same.';
insert into private.job_kinds (kind, places, needs_place, needs_source) values
  ('trail_outline', '{}', false, true), ('spark_draft', '{concept}', true, true), ('exercise_bank', '{spark}', true, false),
  ('prerequisite_links', '{trail,concept}', true, false);

alter table public.flow_runs
  alter column kind drop not null,
  alter column entity_id drop not null,
  add column ordinal bigint generated always as identity,
  add column job_kind text,
  add column title text,
  add column params jsonb,
  add column place_kind public.content_kind,
  add column place_id uuid,
  add column asked_by uuid,
  add column is_batch boolean not null default false,
  add column held text,
  add column ended_by uuid,
  add column problem jsonb,
  add constraint flow_runs_imported_or_asked check (case when is_imported then kind is not null and entity_id is not null and job_kind is null
    else job_kind is not null and title is not null and params is not null and asked_by is not null and kind is null end),
  add constraint flow_runs_job_kind_fkey foreign key (job_kind) references private.job_kinds (kind),
  add constraint flow_runs_title check (title <> '' and char_length(title) <= 300),
  add constraint flow_runs_params check (jsonb_typeof(params) = 'object' and pg_column_size(params) <= 1048576),
  add constraint flow_runs_held check (held in ('approval'));
comment on column public.flow_runs.job_kind is 'What was asked for; null for a run that was imported.';
comment on column public.flow_runs.place_kind is 'Where the result is to stand, with place_id. No foreign key: the place may be deleted while the job runs, which then says so.';
comment on column public.flow_runs.is_batch is 'Nobody waits for it: steps of jobs that somebody waits for are taken first.';
comment on column public.flow_runs.held is 'Why a job that is under way does not go on by itself: approval, it waits for a decision of a person.';
comment on column public.flow_runs.problem is 'Why it failed: {code, message}.';
create index flow_runs_jobs_idx on public.flow_runs (workspace_id, ordinal desc) where job_kind is not null;
create index flow_runs_job_kind_idx on public.flow_runs (job_kind);
-- Few of many: those that are under way or wait for a person.
create index flow_runs_open_jobs_idx on public.flow_runs (workspace_id, status, held) where job_kind is not null and status in ('pending', 'in_progress', 'failed');

alter table public.step_runs
  add column kind text,
  add column params jsonb,
  add column fence integer not null default 0,
  add column tries smallint not null default 0,
  add column is_batch boolean not null default false,
  add column ready_at timestamptz,
  add column started_at timestamptz,
  add column beat_at timestamptz,
  add column output jsonb,
  add column problem jsonb,
  add constraint step_runs_kind check (kind ~ '^[a-z_]{1,40}$'),
  add constraint step_runs_job_status check (kind is null or status is not null and step_order is not null and step_name is not null);
comment on column public.step_runs.kind is 'What a worker does for it; null for a step of a run that was imported.';
comment on column public.step_runs.step_order is 'Steps of one order may run side by side, once all those of a lower one are done.';
comment on column public.step_runs.fence is 'The number of the attempt that may write down what the step came to.';
comment on column public.step_runs.tries is 'Attempts that count: one that was put off is given back.';
comment on column public.step_runs.ready_at is 'From when on it may be taken; null while it waits for those before it, or for a person.';
comment on column public.step_runs.beat_at is 'When its worker last said that it is at it.';
create index step_runs_ready_idx on public.step_runs (workspace_id, is_batch, ready_at, nth) where kind is not null and status = 'pending' and ready_at is not null;
create index step_runs_beat_idx on public.step_runs (beat_at) where kind is not null and status = 'in_progress';

create table private.step_turns (
  workspace_id uuid not null,
  is_batch boolean not null,
  virtual_time bigint not null,
  served bigint not null default 0,
  woken_at timestamptz not null default clock_timestamp(),
  constraint step_turns_pkey primary key (workspace_id, is_batch),
  constraint step_turns_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.step_turns is
  'Workspaces that have steps to take. virtual_time: how many it was given, counted so that one that had nothing to do saves nothing up; the least is next. served: where it stood when it was last given one, and the most of these is where all of them stand.';

create table public.job_sources (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  format text not null,
  body text not null,
  words integer not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint job_sources_pkey primary key (id),
  constraint job_sources_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint job_sources_name check (name <> '' and char_length(name) <= 255),
  constraint job_sources_format check (format in ('markdown', 'text', 'html', 'pdf', 'docx')),
  constraint job_sources_body check (body <> '' and char_length(body) <= 2000000),
  constraint job_sources_words check (words >= 0)
);
comment on table public.job_sources is 'What jobs draft from: the text of a file, as Markdown. Never changed, because anchors of drafts count its characters.';
create index job_sources_workspace_idx on public.job_sources (workspace_id, created_at);

create type public.proposal_status as enum ('pending', 'approved', 'rejected', 'superseded', 'stale', 'withdrawn');

create table public.proposals (
  id uuid not null default gen_random_uuid(),
  ordinal bigint generated always as identity,
  workspace_id uuid not null,
  flow_run_id uuid not null,
  step_run_id uuid not null,
  kind text not null,
  title text not null,
  place_kind public.content_kind,
  place_id uuid,
  base_version integer,
  status public.proposal_status not null default 'pending',
  body jsonb not null,
  evidence jsonb not null default '[]',
  created_by uuid not null,
  created_at timestamptz not null default now(),
  constraint proposals_pkey primary key (id),
  constraint proposals_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint proposals_flow_run_fkey foreign key (flow_run_id) references public.flow_runs (id) on delete cascade,
  constraint proposals_step_run_fkey foreign key (step_run_id) references public.step_runs (id) on delete cascade,
  constraint proposals_kind check (kind in ('outline', 'spark', 'exercises', 'links')),
  constraint proposals_title check (title <> '' and char_length(title) <= 300),
  constraint proposals_body check (jsonb_typeof(body) = 'object')
);
comment on table public.proposals is 'What a job would write. It changes no content before somebody approves it.';
comment on column public.proposals.body is 'By kind, as lib/generation/core/proposal.ts has it. outline: {title, modules: [{title, lessons}]}; spark: {title, summary, content_md, ...}; exercises: {exercises: [{exercise, needs_distractors}]}; links: {links: [{source, target, term, reason, confidence}]}.';
comment on column public.proposals.evidence is 'Where the words of it stand: [{source_id, from, to, in: [from, to]}], counted in UTF-16.';
create index proposals_run_idx on public.proposals (flow_run_id, ordinal);
create index proposals_step_idx on public.proposals (step_run_id);
create index proposals_workspace_idx on public.proposals (workspace_id, ordinal desc);

do $$
declare
  tab text;
begin
  foreach tab in array array['job_sources', 'proposals'] loop
    execute format('alter table public.%I enable row level security', tab);
    execute format('grant select on public.%I to authenticated, service_role', tab);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', tab);
  end loop;
end
$$;

-- ------------------------------------------------------------------------------------------------ the queue

create function private.wake_turn(workspace uuid, batch boolean) returns void
language sql security definer set search_path = ''
as $$
  -- Whoever has waited stands at the time of all or beyond it and stays there; whoever comes anew or back begins just before.
  with here as (select coalesce(max(o.served), 0) - 1 as virtual_time from private.step_turns o where o.is_batch = batch)
  insert into private.step_turns as t (workspace_id, is_batch, virtual_time) select workspace, batch, h.virtual_time from here h
  on conflict on constraint step_turns_pkey do update set woken_at = clock_timestamp(), virtual_time = greatest(t.virtual_time, excluded.virtual_time);
  select pg_notify('step_news', '');
$$;
comment on function private.wake_turn is 'Says that a workspace has a step that is ready. Called last in a transaction: the turn of a workspace is what all its steps meet at.';

create function private.take_step() returns setof public.step_runs
language plpgsql security definer set search_path = ''
as $$
declare
  turn private.step_turns;
  step public.step_runs;
begin
  for turn in select * from private.step_turns t order by t.is_batch, t.virtual_time, t.workspace_id loop
    loop
      select * into step from public.step_runs s
      where s.workspace_id = turn.workspace_id and s.is_batch = turn.is_batch and s.kind is not null and s.status = 'pending'
        and s.ready_at <= clock_timestamp()
      order by s.ready_at, s.nth limit 1 for update skip locked;
      exit when step.id is null;
      update public.flow_runs r set status = 'in_progress', started_at = coalesce(r.started_at, clock_timestamp()), current_step = step.step_name
      where r.id = step.flow_run_id and r.status in ('pending', 'in_progress');
      exit when found;
      -- A step beside one that failed waits until the job is tried again.
      update public.step_runs s set ready_at = null where s.id = step.id;
    end loop;
    continue when step.id is null;
    update private.step_turns t set served = t.virtual_time, virtual_time = t.virtual_time + 1 where t.workspace_id = turn.workspace_id and t.is_batch = turn.is_batch;
    return query update public.step_runs s set status = 'in_progress', fence = s.fence + 1, tries = s.tries + 1, problem = null,
      started_at = clock_timestamp(), beat_at = clock_timestamp() where s.id = step.id returning s.*;
    return;
  end loop;
end
$$;
comment on function private.take_step is
  'The next step, now under way, with its fence; none where nothing is ready. Steps that somebody waits for come first, then the workspace that was given the least.';

create function private.beat_step(step uuid, step_fence integer) returns boolean
language sql security definer set search_path = ''
as $$
  with beat as (
    update public.step_runs s set beat_at = clock_timestamp() where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning s.flow_run_id
  ), run as (
    update public.flow_runs r set last_heartbeat = clock_timestamp() from beat b where r.id = b.flow_run_id
  )
  select exists (select from beat)
$$;
comment on function private.beat_step is 'Says that a worker is still at a step. False once it is no longer its: cancelled, or given to another.';

create function private.go_on(run uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  next_order integer;
  is_asked boolean;
  made public.flow_runs;
begin
  select min(s.step_order) into next_order from public.step_runs s where s.flow_run_id = run and s.status <> 'completed';
  select coalesce(bool_or(s.kind = 'approval'), false) into is_asked from public.step_runs s
  where s.flow_run_id = run and s.status = 'pending' and s.step_order = next_order;
  update public.step_runs s set ready_at = clock_timestamp()
  where s.flow_run_id = run and s.step_order = next_order and s.status = 'pending' and s.ready_at is null and s.kind <> 'approval';
  update public.flow_runs r set
    held = case when is_asked then 'approval' end,
    status = case when next_order is null then 'completed' else r.status end,
    completed_at = case when next_order is null then clock_timestamp() end,
    step_progress = (select count(*) from public.step_runs s where s.flow_run_id = run and s.status = 'completed'),
    total_steps = (select count(*) from public.step_runs s where s.flow_run_id = run)
  where r.id = run returning * into made;
  if next_order is not null and not is_asked then
    perform private.wake_turn(made.workspace_id, made.is_batch);
  end if;
end
$$;
comment on function private.go_on is 'Makes the next steps of a run ready, or ends it where none is left. The run is locked by the caller.';

create function private.add_steps(run public.flow_runs, steps jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, is_batch)
  select run.workspace_id, run.id,
    coalesce((select max(o.nth) from public.step_runs o where o.flow_run_id = run.id), 0) + n.nth::integer,
    left(n.step ->> 'name', 300), (n.step ->> 'order')::integer, 'pending', n.step ->> 'kind', coalesce(n.step -> 'params', '{}'), run.is_batch
  from jsonb_array_elements(steps) with ordinality n (step, nth)
$$;
comment on function private.add_steps is 'Adds steps to a run: [{kind, name, order, params}].';

create function private.finish_step(step uuid, step_fence integer, said jsonb, next_steps jsonb default '[]', proposed jsonb default '[]') returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  done public.step_runs;
  run public.flow_runs;
begin
  select * into done from public.step_runs s where s.id = step for update;
  if done.id is null or done.status <> 'in_progress' or done.fence <> step_fence then
    return false;
  end if;
  select * into run from public.flow_runs r where r.id = done.flow_run_id for update;
  update public.step_runs s set status = 'completed', completed_at = clock_timestamp(), output = said,
    execution_time_ms = round(extract(epoch from clock_timestamp() - s.started_at) * 1000) where s.id = step;
  insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, place_kind, place_id, base_version, body, evidence, created_by)
  select run.workspace_id, run.id, step, p.kind, left(p.title, 300), p.place_kind, p.place_id, p.base_version, p.body, coalesce(p.evidence, '[]'), run.asked_by
  from jsonb_array_elements(proposed) with ordinality n (one, nth)
  cross join lateral jsonb_populate_record(null::public.proposals, n.one) p order by n.nth;
  perform private.add_steps(run, next_steps);
  -- One that failed or was cancelled meanwhile keeps what this step came to, and goes on when somebody tries it again.
  if run.status = 'in_progress' then
    perform private.go_on(run.id);
  end if;
  return true;
end
$$;
comment on function private.finish_step is
  'Writes down what a step came to, its proposals ({kind, title, place_kind, place_id, base_version, body, evidence}) and the steps that follow, all at once. False, and nothing is written, where the fence is not the one that counts.';

create function private.fail_step(step uuid, step_fence integer, why jsonb, again_in interval default null) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  met public.step_runs;
begin
  select * into met from public.step_runs s where s.id = step for update;
  if met.id is null or met.status <> 'in_progress' or met.fence <> step_fence then
    return false;
  end if;
  perform private.end_attempt(met, why, again_in);
  return true;
end
$$;
comment on function private.fail_step is 'Says that an attempt came to nothing, and why: {code, message}. again_in: when it may be tried again; after three tries, or without it, the job fails. False where the fence is not the one that counts.';

create function private.put_off_step(step uuid, step_fence integer, wait interval default '0') returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  met public.step_runs;
begin
  update public.step_runs s set status = 'pending', tries = s.tries - 1, ready_at = clock_timestamp() + wait
  where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning * into met;
  if met.id is null then
    return false;
  end if;
  perform private.wake_turn(met.workspace_id, met.is_batch);
  return true;
end
$$;
comment on function private.put_off_step is 'Gives a step back that was not really tried, as by a worker that stops: the attempt does not count.';

create function private.end_attempt(met public.step_runs, why jsonb, again_in interval) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  most_tries constant integer := 3;
  is_over constant boolean := again_in is null or met.tries >= most_tries;
begin
  perform from public.flow_runs r where r.id = met.flow_run_id for update;
  update public.step_runs s set status = case when is_over then 'failed' else 'pending' end::public.run_status, problem = why, error_message = why ->> 'message',
    ready_at = case when not is_over then clock_timestamp() + again_in end where s.id = met.id;
  if is_over then
    update public.flow_runs r set status = 'failed', problem = why, error_message = why ->> 'message', completed_at = clock_timestamp()
    where r.id = met.flow_run_id and r.status = 'in_progress';
  else
    perform private.wake_turn(met.workspace_id, met.is_batch);
  end if;
end
$$;
comment on function private.end_attempt is 'An attempt at a step is over without a result. The step is locked by the caller.';

create function private.recover_step(silent_for interval default '30 seconds') returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  met public.step_runs;
begin
  -- One a transaction: with two it would hold the turn of one while it waits for the run of the other.
  select * into met from public.step_runs s where s.kind is not null and s.status = 'in_progress' and s.beat_at < clock_timestamp() - silent_for
  order by s.beat_at limit 1 for update skip locked;
  if met.id is null then
    return false;
  end if;
  perform private.end_attempt(met, jsonb_build_object('code', 'unavailable', 'message', 'The worker that was at this step ended.'), interval '0');
  return true;
end
$$;
comment on function private.recover_step is
  'Gives a step whose worker has not been heard of back to the queue; false where there is none. Its fence is another one from the next attempt on.';

create function private.drop_turns() returns void
language sql security definer set search_path = ''
as $$
  -- Those that were woken just now may be about a step that this statement does not see yet.
  delete from private.step_turns t where (t.workspace_id, t.is_batch) in (
    select o.workspace_id, o.is_batch from private.step_turns o
    where o.woken_at < clock_timestamp() - interval '1 minute' and not exists (
      select from public.step_runs s where s.workspace_id = o.workspace_id and s.is_batch = o.is_batch and s.kind is not null
        and s.status = 'pending' and s.ready_at is not null)
    order by o.workspace_id, o.is_batch limit 1 for update skip locked)
$$;
comment on function private.drop_turns is 'Forgets a workspace that has had no step to take for a minute.';

-- -------------------------------------------------------------------------------------------- what people do

create function public.add_job_source(p_workspace uuid, p_name text, p_format text, p_body text, p_words integer) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  insert into public.job_sources (workspace_id, name, format, body, words, created_by)
  values (p_workspace, p_name, p_format, p_body, p_words, private.actor()) returning id into made;
  return made;
end
$$;
comment on function public.add_job_source is 'Keeps the text of a file for jobs to draft from, and gives its id.';

create function private.sources_of(params jsonb) returns uuid[]
language sql immutable set search_path = ''
as $$ select coalesce(array_agg(s.id::uuid), '{}') from jsonb_array_elements_text(coalesce(params -> 'source_ids', '[]')) s (id) $$;
comment on function private.sources_of is 'The sources that a job is made from.';

create function public.remove_job_source(p_workspace uuid, p_source uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  source public.job_sources;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into source from public.job_sources s where s.workspace_id = p_workspace and s.id = p_source for update;
  if source.id is null then
    raise exception 'no such source' using errcode = 'TW004';
  elsif source.created_by is distinct from private.actor() and not private.is_system() and p_workspace not in (select private.my_workspaces('admin')) then
    raise exception 'only the person who added this source, or an admin, may remove it' using errcode = 'TW007';
  elsif exists (select from public.flow_runs r where r.workspace_id = p_workspace and r.job_kind is not null and r.params -> 'source_ids' ? p_source::text) then
    raise exception 'a job is made from this source' using errcode = 'TW002';
  end if;
  delete from public.job_sources s where s.id = p_source;
end
$$;
comment on function public.remove_job_source is 'Forgets the text of a file that no job is made from. Whoever added it, and admins.';

create function public.start_job(
  p_workspace uuid, p_kind text, p_title text, p_params jsonb default '{}', p_place_kind public.content_kind default null, p_place uuid default null,
  p_is_batch boolean default false
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  most_open constant integer := 10000;
  most_sources constant integer := 20;
  asked private.job_kinds;
  run public.flow_runs;
  ids uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  select * into asked from private.job_kinds k where k.kind = p_kind;
  if asked.kind is null then
    raise exception 'there is no job of this kind' using errcode = 'TW006';
  elsif p_place_kind is null and asked.needs_place or p_place_kind is not null and p_place_kind <> all (asked.places) then
    raise exception 'a job of this kind needs a place of another kind' using errcode = 'TW006';
  elsif p_params ? 'source_ids' and (jsonb_typeof(p_params -> 'source_ids') <> 'array' or jsonb_array_length(p_params -> 'source_ids') > most_sources) then
    raise exception 'a job has at most % sources', most_sources using errcode = 'TW006';
  end if;
  ids := private.sources_of(p_params);
  if asked.needs_source and ids = '{}' then
    raise exception 'a job of this kind needs a source' using errcode = 'TW006';
  elsif exists (select from unnest(ids) i (id) where not exists (select from public.job_sources s where s.id = i.id and s.workspace_id = p_workspace)) then
    raise exception 'a source is not there' using errcode = 'TW004';
  end if;
  if private.actor() is null then
    raise exception 'a job is asked for by a person' using errcode = 'TW007';
  elsif (p_place_kind is null) <> (p_place is null) or p_place is not null and not private.is_alive(p_workspace, p_place_kind, p_place) then
    raise exception 'the place is not there' using errcode = 'TW004';
  elsif (select count(*) from (select from public.flow_runs r where r.workspace_id = p_workspace and r.job_kind is not null
      and r.status in ('pending', 'in_progress') limit most_open) n) >= most_open then
    raise exception 'too many jobs are under way' using errcode = 'TW002';
  end if;
  insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, place_kind, place_id, asked_by, is_batch, status, step_progress, total_steps)
  values (p_workspace, p_kind, p_kind, p_title, p_params, p_place_kind, p_place, private.actor(), p_is_batch, 'pending', 0, 0) returning * into run;
  perform private.add_steps(run, '[{"kind": "read", "name": "read", "order": 0}]');
  perform private.go_on(run.id);
  return run.id;
end
$$;
comment on function public.start_job is
  'Asks for a job and gives its id. p_params: what it is made of, {source_ids, ...}; p_is_batch: nobody waits for it. TW004 where the place or a source is not there.';

create function private.job_for(workspace uuid, job uuid) returns public.flow_runs
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
begin
  perform private.require_role(workspace, 'editor');
  -- In the order in which everybody locks: steps by their number, then the run.
  perform from public.step_runs s where s.workspace_id = workspace and s.flow_run_id = job order by s.nth for update;
  select * into run from public.flow_runs r where r.workspace_id = workspace and r.id = job and r.job_kind is not null for update;
  if run.id is null then
    raise exception 'no such job' using errcode = 'TW004';
  elsif run.asked_by is distinct from private.actor() and not private.is_system() and workspace not in (select private.my_workspaces('reviewer')) then
    raise exception 'only the person who asked for this, or a reviewer, may do that' using errcode = 'TW007';
  end if;
  return run;
end
$$;
comment on function private.job_for is 'A job with its steps, locked, for whoever may decide about it: who asked for it, and reviewers.';

create function public.cancel_job(p_workspace uuid, p_job uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status not in ('pending', 'in_progress') then
    raise exception 'this job has ended already' using errcode = 'TW002';
  end if;
  update public.step_runs s set status = 'cancelled', completed_at = clock_timestamp() where s.flow_run_id = run.id and s.status in ('pending', 'in_progress');
  update public.flow_runs r set status = 'cancelled', held = null, ended_by = private.actor(), completed_at = clock_timestamp() where r.id = run.id;
  perform pg_notify('step_news', 'cancelled');
end
$$;
comment on function public.cancel_job is 'Ends a job at once. What its finished steps came to is kept.';

create function public.retry_job(p_workspace uuid, p_job uuid) returns void
language plpgsql security definer set search_path = ''
as $$
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
  update public.flow_runs r set status = 'in_progress', problem = null, error_message = null, ended_by = null, completed_at = null where r.id = run.id;
  perform private.go_on(run.id);
end
$$;
comment on function public.retry_job is 'Goes on with a job from the steps that failed or were cancelled; what is done stays done.';

create function public.approve_job_step(p_workspace uuid, p_job uuid, p_output jsonb) returns void
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
  end if;
  update public.step_runs s set status = 'completed', started_at = coalesce(s.started_at, clock_timestamp()), completed_at = clock_timestamp(),
    output = p_output || jsonb_build_object('approved_by', private.actor()) where s.id = asked.id;
  perform private.go_on(run.id);
end
$$;
comment on function public.approve_job_step is
  'Lets a job go on that waits for an approval, with what is approved, as it was edited. Reviewers and admins, their own jobs included: it writes no content.';

grant execute on function public.add_job_source, public.remove_job_source, public.start_job, public.cancel_job, public.retry_job, public.approve_job_step to authenticated, service_role;
