-- Many jobs in one call, the trace that a job belongs to, and what is counted of jobs for whoever runs the studio.
--
-- What is counted stands in rows, so that it is right with any number of workers, whichever of them ends when
-- (docs/decisions/130-figures-come-from-rows.md). Locks, after those of 20261130003000: the counts, in the order of their keys.

alter table public.flow_runs
  add column trace_parent text,
  add column told_at timestamptz,
  add constraint flow_runs_trace_parent check (trace_parent ~ '^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$');
comment on column public.flow_runs.trace_parent is 'The trace context of the request that asked for it (W3C traceparent), so that what workers do for it is one trace with that request.';
comment on column public.flow_runs.told_at is 'The end that was told of last: a job that is tried again ends again, and is told of again.';
-- Those that ended before are not told of as if they had ended now.
update public.flow_runs r set told_at = r.completed_at where r.job_kind is not null and r.completed_at is not null;
create index flow_runs_untold_idx on public.flow_runs (completed_at)
  where job_kind is not null and status in ('completed', 'failed') and (told_at is null or told_at < completed_at);

create table private.job_counts (
  workspace_id uuid not null,
  counted text not null,
  name text not null,
  jobs bigint not null default 0,
  constraint job_counts_pkey primary key (workspace_id, counted, name),
  constraint job_counts_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint job_counts_counted check (counted in ('request', 'error'))
);
comment on table private.job_counts is 'How many jobs were asked for, by content type, and how many failed, by the code of their problem. They only grow.';

create table private.job_durations (
  up_to double precision not null,
  jobs bigint not null default 0,
  seconds double precision not null default 0,
  constraint job_durations_pkey primary key (up_to)
);
comment on table private.job_durations is 'Jobs that were completed, by the seconds that workers were at them: more than the row before, up to this one.';
insert into private.job_durations (up_to) values (0.5), (1), (2.5), (5), (10), (30), (60), (120), (300), (600), (1800), ('infinity');

create function private.content_type_of(run public.flow_runs) returns text
language sql immutable set search_path = ''
as $$
  select case when run.job_kind <> 'companion_piece' then run.job_kind
    when run.params ->> 'content_type' in ('social', 'local') then run.params ->> 'content_type' else 'blog' end
$$;
comment on function private.content_type_of is 'What a job makes, as logs and figures call it: the kind of the job, or blog, social or local. One of a few, whatever was sent.';

-- ------------------------------------------------------------------------------------------------ asking

create function private.add_job(
  workspace uuid, kind text, headline text, asked_params jsonb, at_kind public.content_kind, at_id uuid, batch boolean, trace_parent text
) returns public.flow_runs
language plpgsql security definer set search_path = ''
as $$
declare
  most_open constant integer := 10000;
  most_sources constant integer := 20;
  asked private.job_kinds;
  run public.flow_runs;
  ids uuid[];
begin
  select * into asked from private.job_kinds k where k.kind = add_job.kind;
  if asked.kind is null then
    raise exception 'there is no job of this kind' using errcode = 'TW006';
  elsif at_kind is null and asked.needs_place or at_kind is not null and at_kind <> all (asked.places) then
    raise exception 'a job of this kind needs a place of another kind' using errcode = 'TW006';
  elsif asked_params ? 'source_ids' and (jsonb_typeof(asked_params -> 'source_ids') <> 'array' or jsonb_array_length(asked_params -> 'source_ids') > most_sources) then
    raise exception 'a job has at most % sources', most_sources using errcode = 'TW006';
  end if;
  ids := private.sources_of(asked_params);
  if asked.needs_source and ids = '{}' then
    raise exception 'a job of this kind needs a source' using errcode = 'TW006';
  elsif exists (select from unnest(ids) i (id) where not exists (select from public.job_sources s where s.id = i.id and s.workspace_id = workspace)) then
    raise exception 'a source is not there' using errcode = 'TW004';
  end if;
  if private.actor() is null then
    raise exception 'a job is asked for by a person' using errcode = 'TW007';
  elsif (at_kind is null) <> (at_id is null) or at_id is not null and not private.is_alive(workspace, at_kind, at_id) then
    raise exception 'the place is not there' using errcode = 'TW004';
  elsif (select count(*) from (select from public.flow_runs r where r.workspace_id = workspace and r.job_kind is not null
      and r.status in ('pending', 'in_progress') limit most_open) n) >= most_open then
    raise exception 'too many jobs are under way' using errcode = 'TW002';
  end if;
  insert into public.flow_runs (workspace_id, flow_name, job_kind, title, params, place_kind, place_id, asked_by, is_batch, status, step_progress, total_steps, trace_parent)
  values (workspace, kind, kind, headline, asked_params, at_kind, at_id, private.actor(), batch, 'pending', 0, 0, add_job.trace_parent) returning * into run;
  perform private.add_steps(run, '[{"kind": "read", "name": "read", "order": 0}]');
  perform private.go_on(run.id);
  return run;
end
$$;
comment on function private.add_job is 'Adds a job with its first step. The caller has looked at who asks, and counts it.';

create function private.count_jobs(workspace uuid, content_types text[]) returns void
language sql security definer set search_path = ''
as $$
  insert into private.job_counts as c (workspace_id, counted, name, jobs)
  select workspace, 'request', t.name, count(*) from unnest(content_types) t (name) group by t.name order by t.name
  on conflict on constraint job_counts_pkey do update set jobs = c.jobs + excluded.jobs
$$;
comment on function private.count_jobs is 'Counts jobs that were asked for. Called last in a transaction.';

drop function public.start_job(uuid, text, text, jsonb, public.content_kind, uuid, boolean);
create function public.start_job(
  p_workspace uuid, p_kind text, p_title text, p_params jsonb default '{}', p_place_kind public.content_kind default null, p_place uuid default null,
  p_is_batch boolean default false, p_trace_parent text default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.add_job(p_workspace, p_kind, p_title, p_params, p_place_kind, p_place, p_is_batch, p_trace_parent);
  perform private.count_jobs(p_workspace, array[private.content_type_of(made)]);
  return made.id;
end
$$;
comment on function public.start_job is 'Starts a job and gives its id at once; a worker does the rest. Editors. p_params: what was asked for, as lib/generation/core/request.ts has it.';

create function public.start_jobs(p_workspace uuid, p_jobs jsonb, p_trace_parent text default null) returns uuid[]
language plpgsql security definer set search_path = ''
as $$
declare
  most_jobs constant integer := 100;
  one jsonb;
  nth integer := 0;
  made public.flow_runs;
  ids uuid[] := '{}';
  content_types text[] := '{}';
  said text;
  told_code text;
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_jobs) is distinct from 'array' or jsonb_array_length(p_jobs) not between 1 and most_jobs then
    raise exception 'ask for 1 to % jobs at once', most_jobs using errcode = 'TW006';
  end if;
  for one in select j.value from jsonb_array_elements(p_jobs) with ordinality j (value, nth) order by j.nth loop
    begin
      made := private.add_job(p_workspace, one ->> 'kind', one ->> 'title', coalesce(one -> 'params', '{}'), (one ->> 'place_kind')::public.content_kind,
        (one ->> 'place')::uuid, coalesce((one ->> 'is_batch')::boolean, true), p_trace_parent);
    exception when others then
      -- All or none, and whoever asked hears which one it was.
      get stacked diagnostics said = message_text, told_code = returned_sqlstate;
      raise exception '%', said using errcode = told_code, detail = jsonb_build_object('job', nth)::text;
    end;
    ids := ids || made.id;
    content_types := content_types || private.content_type_of(made);
    nth := nth + 1;
  end loop;
  perform private.count_jobs(p_workspace, content_types);
  return ids;
end
$$;
comment on function public.start_jobs is
  'Starts up to 100 jobs, all of them or none: [{kind, title, params, place_kind, place, is_batch}]. Gives their ids in the same order. Editors. Of a refusal the detail says which it is about: {job}, from 0.';

grant execute on function public.start_job, public.start_jobs to authenticated, service_role;

-- ------------------------------------------------------------------------------------------------ telling

create function private.tell_jobs(most integer default 200) returns table (
  id uuid, workspace_id uuid, content_type text, status public.run_status, error_type text, cost_micros bigint, words bigint, work_ms bigint
)
language sql security definer set search_path = ''
as $$
  with due as (
    select r.id from public.flow_runs r
    where r.job_kind is not null and r.status in ('completed', 'failed') and (r.told_at is null or r.told_at < r.completed_at)
    order by r.completed_at limit most for update skip locked
  ), told as (
    update public.flow_runs r set told_at = r.completed_at from due d where r.id = d.id returning r.*
  ), seen as (
    select t.id, t.workspace_id, private.content_type_of(t) as content_type, t.status, case when t.status = 'failed' then coalesce(t.problem ->> 'code', 'bug') end as error_type,
      coalesce(t.cost_micros, 0) as cost_micros,
      (select coalesce(sum((p.body ->> 'words')::bigint), 0)::bigint from public.proposals p where p.flow_run_id = t.id and p.kind in ('spark', 'piece')) as words,
      (select coalesce(sum(s.execution_time_ms), 0)::bigint from public.step_runs s where s.flow_run_id = t.id) as work_ms
    from told t
  ), failures as (
    insert into private.job_counts as c (workspace_id, counted, name, jobs)
    select s.workspace_id, 'error', s.error_type, count(*) from seen s where s.status = 'failed' group by 1, 3 order by 1, 3
    on conflict on constraint job_counts_pkey do update set jobs = c.jobs + excluded.jobs
  ), durations as (
    insert into private.job_durations as d (up_to, jobs, seconds)
    select b.up_to, count(*), sum(s.work_ms) / 1000.0
    from seen s cross join lateral (select min(o.up_to) as up_to from private.job_durations o where o.up_to >= s.work_ms / 1000.0) b
    where s.status = 'completed' group by 1 order by 1
    on conflict on constraint job_durations_pkey do update set jobs = d.jobs + excluded.jobs, seconds = d.seconds + excluded.seconds
  )
  select s.id, s.workspace_id, s.content_type, s.status, s.error_type, s.cost_micros, s.words, s.work_ms from seen s
$$;
comment on function private.tell_jobs is 'Jobs that have ended and were not told of yet, counted and told of by this call alone. work_ms: how long workers were at it; what it waited is left out.';

create function private.generation_figures() returns jsonb
language sql stable security definer set search_path = ''
as $$
  with named as (
    -- A label for each of the first two hundred workspaces, one for all that came later: what is watched grows no further.
    select w.id, case when row_number() over (order by w.created_at, w.id) <= 200 then w.id::text else 'other' end as client_id
    from public.workspaces w
    where exists (select from private.job_counts c where c.workspace_id = w.id) or exists (select from public.book_totals t where t.workspace_id = w.id)
  )
  select jsonb_build_object(
    'counts', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
      select c.counted, n.client_id, c.name, sum(c.jobs) as jobs from private.job_counts c join named n on n.id = c.workspace_id group by 1, 2, 3 order by 1, 2, 3) g),
    'durations', (select jsonb_agg(jsonb_build_object('up_to', case when d.up_to < 'infinity' then d.up_to end, 'jobs', d.jobs, 'seconds', d.seconds) order by d.up_to)
      from private.job_durations d),
    'jobs', (select jsonb_build_object('pending', count(*) filter (where r.status = 'pending'), 'in_progress', count(*) filter (where r.status = 'in_progress' and r.held is null),
        'approval', count(*) filter (where r.held = 'approval'), 'budget', count(*) filter (where r.held = 'budget'))
      from public.flow_runs r where r.job_kind is not null and r.status in ('pending', 'in_progress')),
    'steps', (select jsonb_build_object('ready', count(*) filter (where s.ready_at <= clock_timestamp()), 'later', count(*) filter (where s.ready_at > clock_timestamp()),
        'oldest_seconds', coalesce(extract(epoch from clock_timestamp() - min(s.ready_at) filter (where s.ready_at <= clock_timestamp())), 0))
      from public.step_runs s where s.kind is not null and s.status = 'pending' and s.ready_at is not null),
    'breakers', (select jsonb_build_object('closed', count(*) filter (where b.open_until is null), 'open', count(*) filter (where b.open_until > clock_timestamp()),
        'probing', count(*) filter (where b.open_until <= clock_timestamp())) from public.provider_breakers b),
    'spend', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
      select n.client_id, sum(t.spent_micros) as spent_micros, sum(t.reserved_micros) as reserved_micros, sum(t.unknown_micros) as unknown_micros
      from public.book_totals t join named n on n.id = t.workspace_id where t.month = '0001-01-01' group by 1 order by 1) g))
$$;
comment on function private.generation_figures is 'What is counted of jobs, steps, breakers and books, for whoever runs the studio: figures and ids of workspaces, and nothing that anybody wrote.';
grant execute on function private.generation_figures to trailwright_web;
