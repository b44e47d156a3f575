-- What can be asked for of a model, beside what the built-in drafter makes, and the course flow.

alter table private.job_kinds add column needs_model boolean not null default false, add column builtin_needs_source boolean not null default false;
comment on column private.job_kinds.needs_model is 'The built-in drafter cannot make it.';
comment on column private.job_kinds.builtin_needs_source is 'A model drafts it from what it is told; the built-in drafter, which makes nothing up, from sources alone.';
insert into private.job_kinds (kind, places, needs_place, needs_source, needs_model) values
  ('course', '{}', false, false, true), ('market_research', '{}', false, false, true), ('spark_rewrite', '{spark}', true, false, true),
  ('quiz', '{spark}', true, false, true), ('podcast_transcript', '{spark}', true, false, true), ('companion_piece', '{trail}', false, false, true),
  ('quality_review', '{spark}', true, false, true), ('icp_extraction', '{}', false, true, true), ('voice_extraction', '{}', false, true, true),
  ('course_upgrade', '{trail}', true, false, true);
update private.job_kinds set needs_source = false, builtin_needs_source = true where kind in ('trail_outline', 'spark_draft');

alter table public.proposals
  drop constraint proposals_kind,
  add constraint proposals_kind check (kind in ('outline', 'spark', 'exercises', 'links', 'piece', 'quiz', 'review', 'profile'));

create function private.before_job() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  asked private.job_kinds;
  is_asked_of_model boolean;
begin
  if new.job_kind is null then
    return new;
  end if;
  select * into asked from private.job_kinds k where k.kind = new.job_kind;
  new.budget_micros := (new.params ->> 'budget_micros')::bigint;
  is_asked_of_model := asked.needs_model or coalesce(new.params ->> 'maker' = 'model', false);
  if not is_asked_of_model and asked.builtin_needs_source and private.sources_of(new.params) = '{}' then
    raise exception 'a job of this kind needs a source' using errcode = 'TW006';
  elsif is_asked_of_model and not exists (select from public.model_providers p where p.workspace_id = new.workspace_id and p.is_enabled) then
    raise exception 'this needs a model, and the workspace has no provider' using errcode = 'TW002';
  end if;
  return new;
end
$$;
comment on function private.before_job is 'Takes the cap of a job from what was asked for, and refuses what needs a model where there is none.';
create trigger flow_runs_before_job before insert on public.flow_runs for each row execute function private.before_job();

create or replace function private.job_seen(run public.flow_runs) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('id', run.id, 'ordinal', run.ordinal, 'job_kind', run.job_kind, 'title', run.title, 'status', run.status, 'held', run.held,
    'place', case when run.place_id is not null then private.label_of(run.workspace_id, run.place_kind, run.place_id)
      || jsonb_build_object('kind', run.place_kind, 'id', run.place_id) end,
    'step_progress', run.step_progress, 'total_steps', run.total_steps, 'current_step', run.current_step, 'cost_micros', coalesce(run.cost_micros, 0),
    'reserved_micros', run.reserved_micros, 'unknown_micros', run.unknown_micros, 'budget_micros', run.budget_micros,
    'problem', run.problem, 'asked_by', run.asked_by,
    'asked_by_name', (select p.display_name from public.profiles p where p.user_id = run.asked_by),
    'ended_by_name', (select p.display_name from public.profiles p where p.user_id = run.ended_by),
    'proposals', (select count(*) from public.proposals p where p.flow_run_id = run.id),
    'created_at', run.created_at, 'started_at', run.started_at, 'completed_at', run.completed_at)
$$;
comment on function private.job_seen is 'A job as it stands in a list.';

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
        'tries', s.tries, 'ready_at', case when s.status = 'pending' then s.ready_at end, 'started_at', s.started_at, 'completed_at', s.completed_at, 'problem', s.problem,
        'summary', s.output -> 'summary', 'params', s.params, 'cost_micros', (select coalesce(sum(q.cost_micros), 0) from public.llm_requests q where q.step_run_id = s.id))
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

