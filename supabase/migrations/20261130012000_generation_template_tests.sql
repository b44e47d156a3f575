-- A test run of a template: two versions answer the same inputs, through the queue and the books like any job. It makes no proposal, and that
-- is held here (docs/decisions/136-a-test-is-a-job-without-proposals.md).

alter table public.flow_runs add column is_test boolean not null default false;
comment on column public.flow_runs.is_test is 'Two versions of a template are tried on the same inputs: it makes no proposal, and stands in no list of jobs.';
create index flow_runs_tests_idx on public.flow_runs (workspace_id, (params ->> 'tested'), ordinal desc) where is_test;

create function private.keep_tests() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'a test stays a test, and a job a job' using errcode = 'TW002';
end
$$;
comment on function private.keep_tests is 'Whether a job is a test is said when it is asked for, and never changed.';
create trigger flow_runs_keep_tests before update of is_test on public.flow_runs for each row
  when (old.is_test is distinct from new.is_test) execute function private.keep_tests();

create function private.refuse_proposals_of_tests() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.flow_runs r where r.id = new.flow_run_id and r.is_test) then
    raise exception 'a test makes no proposal' using errcode = 'TW002';
  end if;
  return new;
end
$$;
comment on function private.refuse_proposals_of_tests is 'What comes of a test is an answer to be read and nothing that could be approved.';
create trigger proposals_refuse_tests before insert or update of flow_run_id on public.proposals for each row execute function private.refuse_proposals_of_tests();

create function private.check_job(workspace uuid, asked private.job_kinds, asked_params jsonb, at_kind public.content_kind, at_id uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  most_open constant integer := 10000;
  most_sources constant integer := 20;
  ids uuid[];
begin
  if at_kind is null and asked.needs_place or at_kind is not null and at_kind <> all (asked.places) then
    raise exception 'a job of this kind needs a place of another kind' using errcode = 'TW006';
  elsif asked_params ? 'source_ids' and (jsonb_typeof(asked_params -> 'source_ids') <> 'array' or jsonb_array_length(asked_params -> 'source_ids') > most_sources) then
    raise exception 'a job has at most % sources', most_sources using errcode = 'TW006';
  end if;
  ids := private.sources_of(asked_params);
  if asked.needs_source and ids = '{}' then
    raise exception 'a job of this kind needs a source' using errcode = 'TW006';
  elsif exists (select from unnest(ids) i (id) where not exists (select from public.job_sources s where s.id = i.id and s.workspace_id = workspace)) then
    raise exception 'a source is not there' using errcode = 'TW004';
  elsif private.actor() is null then
    raise exception 'a job is asked for by a person' using errcode = 'TW007';
  elsif (at_kind is null) <> (at_id is null) or at_id is not null and not private.is_alive(workspace, at_kind, at_id) then
    raise exception 'the place is not there' using errcode = 'TW004';
  elsif (select count(*) from (select from public.flow_runs r where r.workspace_id = workspace and r.job_kind is not null
      and r.status in ('pending', 'in_progress') limit most_open) n) >= most_open then
    raise exception 'too many jobs are under way' using errcode = 'TW002';
  end if;
end
$$;
comment on function private.check_job is 'Refuses what a job of a kind cannot be asked for with: its place, its sources, who asks, and how many are under way.';

create or replace function private.add_job(workspace uuid, kind text, headline text, asked_params jsonb, at_kind public.content_kind, at_id uuid, batch boolean, trace_parent text)
 RETURNS public.flow_runs
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  asked private.job_kinds;
  run public.flow_runs;
begin
  select * into asked from private.job_kinds k where k.kind = add_job.kind;
  if asked.kind is null then
    raise exception 'there is no job of this kind' using errcode = 'TW006';
  end if;
  perform private.check_job(workspace, asked, asked_params, at_kind, at_id);
  insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, place_kind, place_id, asked_by, is_batch, status, step_progress, total_steps, trace_parent)
  values (workspace, kind, kind, headline, asked_params, at_kind, at_id, private.actor(), batch, 'pending', 0, 0, add_job.trace_parent) returning * into run;
  perform private.add_steps(run, '[{"kind": "read", "name": "read", "order": 0}]');
  perform private.go_on(run.id);
  return run;
end
$function$;

create function public.start_template_test(
  p_workspace uuid, p_content_type text, p_versions text[], p_params jsonb, p_place_kind public.content_kind default null, p_place uuid default null,
  p_trace_parent text default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  tested_kind constant text := case when p_content_type like 'companion\_%' then 'companion_piece' when p_content_type = 'curriculum' then 'course' else p_content_type end;
  asked private.job_kinds;
  run public.flow_runs;
  version text;
begin
  perform private.require_role(p_workspace, 'admin');
  select * into asked from private.job_kinds k where k.kind = tested_kind;
  if asked.kind is null then
    raise exception 'there is no template for this' using errcode = 'TW006';
  elsif coalesce(cardinality(p_versions), 0) <> 2 or p_versions[1] is not distinct from p_versions[2] then
    raise exception 'a test compares two versions' using errcode = 'TW006';
  end if;
  foreach version in array p_versions loop
    if version is null or version not in ('followed', 'builtin') and not exists (select from public.prompt_template_versions v
        where v.workspace_id = p_workspace and v.content_type = p_content_type and v.number::text = version) then
      raise exception 'a version is not there' using errcode = 'TW004';
    end if;
  end loop;
  -- A lesson that nobody keeps has to stand nowhere.
  asked.needs_place := asked.needs_place and p_content_type <> 'spark_draft';
  perform private.check_job(p_workspace, asked, p_params, p_place_kind, p_place);
  insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, place_kind, place_id, asked_by, is_batch, status, step_progress, total_steps, trace_parent, is_test)
  values (p_workspace, tested_kind, tested_kind, left(p_params ->> 'topic', 300), p_params || jsonb_build_object('maker', 'model', 'tested', p_content_type), p_place_kind, p_place, private.actor(),
    false, 'pending', 0, 0, p_trace_parent, true) returning * into run;
  perform private.add_steps(run, (select jsonb_agg(jsonb_build_object('kind', 'ask', 'name', v.name, 'order', 0, 'params',
    jsonb_strip_nulls(jsonb_build_object('content_type', p_content_type, 'template', v.name, 'report', case p_content_type when 'market_research' then 'market_analysis' end))) order by v.nth)
    from unnest(p_versions) with ordinality v (name, nth)));
  perform private.go_on(run.id);
  perform private.count_jobs(p_workspace, array[private.content_type_of(run)]);
  return run.id;
end
$$;
comment on function public.start_template_test is
  'Has two versions of a template answer the same inputs and gives the id of the job; a worker does the rest. Admins. p_versions: numbers of its own, followed or builtin. p_params: topic, source_ids, length, priority, provider_id, model, budget_micros.';
grant execute on function public.start_template_test to authenticated, service_role;

create or replace function private.job_seen(run public.flow_runs)
 RETURNS jsonb
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select jsonb_build_object('id', run.id, 'ordinal', run.ordinal, 'job_kind', run.job_kind, 'title', run.title, 'maker', coalesce(run.params ->> 'maker', 'builtin'), 'is_test', run.is_test, 'status', run.status, 'held', run.held,
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

create or replace function public.read_jobs(p_workspace uuid, p_show text DEFAULT 'all'::text, p_kinds text[] DEFAULT NULL::text[], p_by uuid DEFAULT NULL::uuid, p_before bigint DEFAULT NULL::bigint, p_limit integer DEFAULT 50)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'jobs', (
      select coalesce(jsonb_agg(private.job_seen(r) order by r.ordinal desc), '[]') from (
        select * from public.flow_runs f where f.workspace_id = p_workspace and f.job_kind is not null and not f.is_test
          and (p_show = 'all' or f.status in ('pending', 'in_progress', 'failed')) and case p_show when 'attention' then f.status = 'failed' or f.held is not null
            when 'running' then f.status <> 'failed' and f.held is null when 'failed' then f.status = 'failed' else true end and (p_kinds is null or f.job_kind = any (p_kinds))
          and (p_by is null or f.asked_by = p_by) and (p_before is null or f.ordinal < p_before)
        order by f.ordinal desc limit least(p_limit, 200)) r),
    -- With the first page alone: nobody looks at them twice.
    'counts', case when p_before is null then (
      select jsonb_build_object('running', count(*) filter (where f.status <> 'failed' and f.held is null),
        'attention', count(*) filter (where f.status = 'failed' or f.held is not null), 'failed', count(*) filter (where f.status = 'failed'),
        'all', (select count(*) from public.flow_runs a where a.workspace_id = p_workspace and a.job_kind is not null and not a.is_test))
      from public.flow_runs f where f.workspace_id = p_workspace and f.job_kind is not null and not f.is_test and f.status in ('pending', 'in_progress', 'failed')) end);
end
$function$;
