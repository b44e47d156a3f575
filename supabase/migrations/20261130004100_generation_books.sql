-- Books: what calls of models cost. A row `sent` with the most it can cost is committed before a call, so that a call that is lost is known
-- of. It is settled by what the provider says, or unknown, at the estimate it was sent with, and shown apart. Spent, reserved and unknown of
-- a workspace stand in one row that every call locks, so that calls that start together cannot spend the same money twice.
--
-- Locks, in the order of 20261130003000: the step, its run, the books of the workspace, the breaker of the provider, the turn of the workspace.

alter table public.llm_requests
  add column step_run_id uuid,
  add column fence integer,
  add column role text,
  add column book text,
  add column provider_id uuid,
  add column price_id uuid,
  add column reserved_micros bigint,
  add column cached_input_tokens bigint,
  add column is_streamed boolean,
  add column finish_reason text,
  add column outcome text,
  add column prompt_hash text,
  add column template_version text,
  add column prompt jsonb,
  add column answer text,
  add column sent_at timestamptz,
  add column settled_at timestamptz,
  add column settled_by uuid,
  add column settled_reason text,
  add constraint llm_requests_step_run_fkey foreign key (step_run_id) references public.step_runs (id) on delete cascade,
  add constraint llm_requests_role check (role in ('first', 'again', 'repair', 'fallback', 'cached')),
  add constraint llm_requests_book check (book in ('sent', 'settled', 'unknown', 'cached')),
  add constraint llm_requests_outcome check (outcome in ('ok', 'invalid', 'failed', 'limited', 'refused', 'cut')),
  add constraint llm_requests_booked check (book is null or step_run_id is not null and sent_at is not null and reserved_micros >= 0 and cost_micros >= 0);
comment on column public.llm_requests.book is 'sent: a call is out. settled: what it cost is known. unknown: nobody knows, and cost_micros is the most it can have cost. cached: nothing was sent. Null for a request that was imported.';
comment on column public.llm_requests.role is 'Why it was sent: first, again after a failure, repair of an answer that was not valid, fallback from another model, or cached.';
comment on column public.llm_requests.outcome is 'What came: ok, invalid (no answer we can use), failed, limited (asked to wait), refused (as for a key that does not count), cut (the stream broke or was cancelled).';
comment on column public.llm_requests.input_tokens is 'With those that the provider had cached, which cached_input_tokens counts once more.';
comment on column public.llm_requests.price_id is 'The price that was in force when it was sent. No foreign key: prices are never deleted but with their workspace.';
create index llm_requests_step_idx on public.llm_requests (step_run_id) where step_run_id is not null;
create index llm_requests_provider_idx on public.llm_requests (provider_id, sent_at) where provider_id is not null;
create index llm_requests_sent_idx on public.llm_requests (sent_at) where book = 'sent';
create index llm_requests_books_idx on public.llm_requests (workspace_id, sent_at) where book is not null;

alter table public.flow_runs
  add column budget_micros bigint,
  add column reserved_micros bigint not null default 0,
  add column unknown_micros bigint not null default 0,
  drop constraint flow_runs_held,
  add constraint flow_runs_held check (held in ('approval', 'budget')),
  add constraint flow_runs_budget check (budget_micros >= 0);
comment on column public.flow_runs.budget_micros is 'What the job may cost at most; null for as much as its workspace lets it.';

create table public.budgets (
  workspace_id uuid not null,
  scope text not null,
  soft_micros bigint,
  hard_micros bigint,
  constraint budgets_pkey primary key (workspace_id, scope),
  constraint budgets_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint budgets_scope check (scope in ('workspace', 'month', 'job')),
  constraint budgets_micros check (soft_micros >= 0 and hard_micros >= 0)
);
comment on table public.budgets is 'What may be spent: in all, in a calendar month (UTC), by one job that says nothing else. Hard: nothing is sent that would not fit. Soft: people are told.';

create table public.book_totals (
  workspace_id uuid not null,
  month date not null,
  spent_micros bigint not null default 0,
  reserved_micros bigint not null default 0,
  unknown_micros bigint not null default 0,
  constraint book_totals_pkey primary key (workspace_id, month),
  constraint book_totals_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint book_totals_micros check (spent_micros >= 0 and reserved_micros >= 0 and unknown_micros >= 0)
);
comment on table public.book_totals is 'Sums of the requests of a workspace that were sent in a month (UTC), and in the row of 0001-01-01 of all. Whoever writes one locks the row of all first.';

create table private.step_texts (
  step_run_id uuid not null,
  fence integer not null,
  seq integer not null,
  delta text not null,
  constraint step_texts_pkey primary key (step_run_id, fence, seq),
  constraint step_texts_step_run_fkey foreign key (step_run_id) references public.step_runs (id) on delete cascade
);
comment on table private.step_texts is 'Text of a step as it arrives, in pieces. It is gone once the step is done: what counts is its proposal.';

do $$
declare
  tab text;
begin
  foreach tab in array array['budgets', 'book_totals'] loop
    execute format('alter table public.%I enable row level security', tab);
    execute format('grant select on public.%I to authenticated, service_role', tab);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', tab);
  end loop;
end
$$;

-- ------------------------------------------------------------------------------------------------ one call

create function private.book_month(sent timestamptz) returns date
language sql immutable set search_path = ''
as $$ select date_trunc('month', sent at time zone 'UTC')::date $$;
comment on function private.book_month is 'The month whose books a request is in.';

create function private.add_to_books(workspace uuid, sent timestamptz, run uuid, spent bigint, reserved bigint, unknown bigint) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  one date;
begin
  -- The row of all comes first, and is what everybody waits at. A row is made before it is added to: what is taken off would be no sum.
  foreach one in array array[date '0001-01-01', private.book_month(sent)] loop
    insert into public.book_totals (workspace_id, month) values (workspace, one) on conflict on constraint book_totals_pkey do nothing;
    update public.book_totals t set spent_micros = t.spent_micros + spent, reserved_micros = t.reserved_micros + reserved, unknown_micros = t.unknown_micros + unknown
    where t.workspace_id = workspace and t.month = one;
  end loop;
  update public.flow_runs r set cost_micros = coalesce(r.cost_micros, 0) + spent, reserved_micros = r.reserved_micros + reserved,
    unknown_micros = r.unknown_micros + unknown where r.id = run;
end
$$;
comment on function private.add_to_books is 'Adds to the sums of a workspace and of a job. The run is locked by the caller.';

create function private.price_at(workspace uuid, asked_model text, at timestamptz) returns public.model_prices
language sql stable security definer set search_path = ''
as $$
  select p from public.model_prices p where p.workspace_id = workspace and p.model = asked_model and p.valid_from <= at order by p.valid_from desc limit 1
$$;
comment on function private.price_at is 'The price of a model at a time.';

create function private.cost_of(price public.model_prices, input_tokens bigint, cached_tokens bigint, output_tokens bigint) returns bigint
language sql immutable set search_path = ''
as $$
  -- Tokens that were cached are among the input: each is paid once.
  select ceil(((input_tokens - cached_tokens)::numeric * price.input_micros + cached_tokens::numeric * price.cached_input_micros
    + output_tokens::numeric * price.output_micros) / 1000000)::bigint
$$;
comment on function private.cost_of is 'What so many tokens cost, in millionths of a dollar, rounded up.';

create function private.breaker_says(provider public.model_providers) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  probe_is_lost_after constant interval := '1 minute';
  breaker public.provider_breakers;
  here constant timestamptz := clock_timestamp();
begin
  select * into breaker from public.provider_breakers b where b.provider_id = provider.id for update;
  if breaker.not_before > here then
    return jsonb_build_object('wait', 'limited', 'until', breaker.not_before);
  elsif breaker.open_until is null then
    return null;
  elsif breaker.open_until > here then
    return jsonb_build_object('wait', 'breaker', 'until', breaker.open_until);
  elsif breaker.probe_at > here - probe_is_lost_after then
    return jsonb_build_object('wait', 'breaker', 'until', here + interval '5 seconds');
  end if;
  update public.provider_breakers b set probe_at = here where b.provider_id = provider.id;
  return null;
end
$$;
comment on function private.breaker_says is 'Null where a call may go out, else {wait, until}. Once the time of an open one is over, a single call goes out as its probe.';

create function private.limits_say(provider public.model_providers, tokens bigint) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  here constant timestamptz := clock_timestamp();
  last_minute record;
begin
  if provider.at_once is not null and (select count(*) from public.llm_requests q where q.provider_id = provider.id and q.sent_at > here - interval '15 minutes' and q.book = 'sent') >= provider.at_once then
    return jsonb_build_object('wait', 'limited', 'until', here + interval '1 second');
  elsif provider.requests_a_minute is null and provider.tokens_a_minute is null then
    return null;
  end if;
  select count(*) as requests, coalesce(sum(coalesce(q.tokens_used, 0)), 0) as tokens, min(q.sent_at) as first into last_minute
  from public.llm_requests q where q.provider_id = provider.id and q.sent_at > here - interval '1 minute' and q.book <> 'cached';
  if last_minute.requests >= provider.requests_a_minute or last_minute.requests > 0 and last_minute.tokens + tokens > provider.tokens_a_minute then
    return jsonb_build_object('wait', 'limited', 'until', least(last_minute.first + interval '1 minute', here + interval '10 seconds'));
  end if;
  return null;
end
$$;
comment on function private.limits_say is 'Null where a call keeps within the limits of its provider, else {wait, until}. The caller holds the breaker of the provider, so that calls are counted one after another.';

create function private.budget_says(run public.flow_runs, cost bigint) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  here constant date := private.book_month(clock_timestamp());
  over record;
begin
  select b.scope, b.hard_micros as hard, coalesce(t.spent_micros + t.reserved_micros + t.unknown_micros, 0) as used into over
  from public.budgets b left join public.book_totals t on t.workspace_id = b.workspace_id and t.month = case b.scope when 'month' then here else date '0001-01-01' end
  where b.workspace_id = run.workspace_id and b.scope in ('workspace', 'month')
    and coalesce(t.spent_micros + t.reserved_micros + t.unknown_micros, 0) + cost > b.hard_micros
  order by b.scope limit 1;
  if over.scope is null then
    select 'job' as scope, c.hard, coalesce(run.cost_micros, 0) + run.reserved_micros + run.unknown_micros as used into over
    from (select coalesce(run.budget_micros, (select b.hard_micros from public.budgets b where b.workspace_id = run.workspace_id and b.scope = 'job')) as hard) c
    where coalesce(run.cost_micros, 0) + run.reserved_micros + run.unknown_micros + cost > c.hard;
  end if;
  return case when over.scope is not null then jsonb_build_object('budget', over.scope, 'hard_micros', over.hard, 'used_micros', over.used, 'cost_micros', cost) end;
end
$$;
comment on function private.budget_says is 'Null where so much may be spent, else which budget it would break: {budget, hard_micros, used_micros, cost_micros}. The caller holds the books of the workspace.';

create function private.send_request(step uuid, step_fence integer, asked jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  input_tokens constant bigint := (asked ->> 'input_tokens')::bigint;
  output_tokens constant bigint := (asked ->> 'max_output_tokens')::bigint;
  here constant timestamptz := clock_timestamp();
  met public.step_runs;
  run public.flow_runs;
  provider public.model_providers;
  price public.model_prices;
  cost bigint;
  no jsonb;
  made uuid;
begin
  select * into met from public.step_runs s where s.id = step for update;
  if met.id is null or met.status <> 'in_progress' or met.fence <> step_fence then
    return '{"lost": true}';
  end if;
  select * into run from public.flow_runs r where r.id = met.flow_run_id for update;
  select * into provider from public.model_providers p where p.id = (asked ->> 'provider_id')::uuid and p.workspace_id = run.workspace_id and p.is_enabled;
  if provider.id is null then
    return '{"gone": true}';
  end if;
  price := private.price_at(run.workspace_id, asked ->> 'model', here);
  if price.id is null then
    return jsonb_build_object('no_price', asked ->> 'model');
  end if;
  cost := private.cost_of(price, input_tokens, 0, output_tokens);
  -- The row of all is what calls of a workspace meet at: the budget is looked at and taken from by one at a time.
  perform private.add_to_books(run.workspace_id, here, run.id, 0, 0, 0);
  no := coalesce(private.budget_says(run, cost), private.breaker_says(provider));
  no := coalesce(no, private.limits_say(provider, input_tokens + output_tokens));
  if no is not null then
    return no;
  end if;
  insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, fence, nth, role, book, provider_id, provider, model, price_id, status, reserved_micros, cost_micros,
    tokens_used, is_streamed, prompt_hash, template_version, prompt, sent_at)
  select run.workspace_id, run.id, met.id, step_fence, coalesce((select max(q.nth) from public.llm_requests q where q.flow_run_id = run.id), 0) + 1, asked ->> 'role', 'sent', provider.id,
    provider.name, asked ->> 'model', price.id, 'in_progress', cost, 0, input_tokens + output_tokens, true, asked ->> 'prompt_hash', asked ->> 'template_version', asked -> 'prompt', here
  returning id into made;
  perform private.add_to_books(run.workspace_id, here, run.id, 0, cost, 0);
  return jsonb_build_object('request_id', made, 'reserved_micros', cost);
end
$$;
comment on function private.send_request is
  'Books a call before it goes out: {provider_id, model, role, input_tokens, max_output_tokens, prompt, prompt_hash, template_version}. Gives {request_id, reserved_micros}, or why it must not go out: {lost} the step is another''s, {gone} no such provider, {no_price}, {budget, ...}, or {wait, until}.';

create function private.settle_request(request uuid, came jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  failures_that_open constant integer := 5;
  open_for constant interval := '1 minute';
  run_id uuid;
  was public.llm_requests;
  is_known constant boolean := (came ->> 'input_tokens') is not null;
  is_free constant boolean := came ->> 'outcome' in ('limited', 'refused') or came ->> 'outcome' = 'failed' and (came ->> 'is_answered')::boolean;
  cost bigint;
  here constant timestamptz := clock_timestamp();
begin
  -- The run before the request: whoever sends one holds the run and adds to it.
  select q.flow_run_id into run_id from public.llm_requests q where q.id = request;
  perform from public.flow_runs r where r.id = run_id for update;
  select * into was from public.llm_requests q where q.id = request for update;
  -- An answer that comes after its call was given up is worth more than the estimate; one that was settled is settled.
  if was.id is null or was.book not in ('sent', 'unknown') or was.book = 'unknown' and not is_known then
    return false;
  end if;
  cost := case when is_known then coalesce((came ->> 'cost_micros')::bigint, private.cost_of((select p from public.model_prices p where p.id = was.price_id),
      (came ->> 'input_tokens')::bigint, coalesce((came ->> 'cached_input_tokens')::bigint, 0), (came ->> 'output_tokens')::bigint))
    when is_free then 0 else was.reserved_micros end;
  update public.llm_requests q set book = case when is_known or is_free then 'settled' else 'unknown' end,
    status = case when came ->> 'outcome' = 'ok' then 'completed' else 'failed' end::public.run_status, outcome = came ->> 'outcome', cost_micros = cost,
    input_tokens = (came ->> 'input_tokens')::bigint, cached_input_tokens = (came ->> 'cached_input_tokens')::bigint, output_tokens = (came ->> 'output_tokens')::bigint,
    tokens_used = case when is_known then (came ->> 'input_tokens')::bigint + (came ->> 'output_tokens')::bigint when is_free then 0 else q.tokens_used end,
    finish_reason = came ->> 'finish_reason', answer = came ->> 'answer', error_message = came ->> 'error_message', settled_at = here,
    execution_time_ms = round(extract(epoch from here - q.sent_at) * 1000) where q.id = request;
  perform private.add_to_books(was.workspace_id, was.sent_at, was.flow_run_id,
    case when is_known or is_free then cost else 0 end, case was.book when 'sent' then - was.reserved_micros else 0 end,
    case when is_known or is_free then 0 else cost end - case was.book when 'unknown' then was.cost_micros else 0 end);
  if came ->> 'outcome' in ('ok', 'invalid') then
    -- The provider before its breaker, as those do that change a key.
    update public.model_providers p set problem = null where p.id = was.provider_id and p.problem is not null;
    update public.provider_breakers b set failures = 0, open_until = null, probe_at = null where b.provider_id = was.provider_id and (b.failures > 0 or b.open_until is not null);
  elsif came ->> 'outcome' in ('failed', 'limited') then
    update public.provider_breakers b set failures = b.failures + 1, probe_at = null,
      not_before = greatest(b.not_before, here + (came ->> 'retry_after_ms')::bigint * interval '1 millisecond'),
      open_until = case when b.failures + 1 >= failures_that_open then greatest(here + open_for, b.not_before, here + (came ->> 'retry_after_ms')::bigint * interval '1 millisecond') else b.open_until end
    where b.provider_id = was.provider_id;
  elsif came ->> 'outcome' = 'refused' then
    update public.model_providers p set problem = came -> 'problem' where p.id = was.provider_id;
    update public.provider_breakers b set probe_at = null where b.provider_id = was.provider_id;
  end if;
  return true;
end
$$;
comment on function private.settle_request is
  'Books what came of a call: {outcome, input_tokens, cached_input_tokens, output_tokens, cost_micros, finish_reason, answer, error_message, retry_after_ms, is_answered, problem}. Without tokens it is unknown, at the most it can have cost, but for an answer that says that nothing was made: free. False where it was settled already.';

create function private.give_up_requests(older_than interval default '15 minutes') returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  lost uuid;
  given_up integer := 0;
begin
  -- Of steps that are not at it any more, or that nothing was heard of for longer than any call may take.
  for lost in select q.id from public.llm_requests q join public.step_runs s on s.id = q.step_run_id
    where q.book = 'sent' and (s.status <> 'in_progress' and q.sent_at < clock_timestamp() - interval '30 seconds' or s.fence <> q.fence or q.sent_at < clock_timestamp() - older_than)
    order by q.sent_at limit 100
  loop
    given_up := given_up + private.settle_request(lost, '{"outcome": "cut", "error_message": "The worker that had sent this ended before the answer came."}')::integer;
  end loop;
  return given_up;
end
$$;
comment on function private.give_up_requests is 'Books calls whose worker ended as unknown. Gives how many.';

create function private.book_cached(step uuid, step_fence integer, request uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.step_runs s where s.id = step and s.status = 'in_progress' and s.fence = step_fence for update;
  if not found then
    return false;
  end if;
  perform from public.flow_runs r join public.step_runs s on s.flow_run_id = r.id where s.id = step for update of r;
  insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, fence, nth, role, book, provider_id, provider, model, price_id, status, outcome, reserved_micros, cost_micros,
    tokens_used, prompt_hash, template_version, sent_at, settled_at)
  select q.workspace_id, q.flow_run_id, step, step_fence, (select max(o.nth) + 1 from public.llm_requests o where o.flow_run_id = q.flow_run_id), 'cached', 'cached', q.provider_id, q.provider,
    q.model, q.price_id, 'completed', 'ok', 0, 0, 0, q.prompt_hash, q.template_version, clock_timestamp(), clock_timestamp()
  from public.llm_requests q where q.id = request;
  return true;
end
$$;
comment on function private.book_cached is 'Books that an answer which had come already was used again. It costs nothing.';

create function private.hold_step(step uuid, step_fence integer, why jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  met public.step_runs;
begin
  update public.step_runs s set status = 'pending', tries = s.tries - 1, ready_at = null, problem = why
  where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning * into met;
  if met.id is null then
    return false;
  end if;
  update public.flow_runs r set held = 'budget', problem = why where r.id = met.flow_run_id and r.status = 'in_progress';
  return true;
end
$$;
comment on function private.hold_step is 'Stops a job whose next call would break a budget. It goes on when a person says so; the attempt does not count.';

create function private.wait_step(step uuid, step_fence integer, until timestamptz, why jsonb) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  met public.step_runs;
begin
  update public.step_runs s set status = 'pending', tries = s.tries - 1, ready_at = until, problem = why
  where s.id = step and s.fence = step_fence and s.status = 'in_progress' returning * into met;
  if met.id is null then
    return false;
  end if;
  perform private.wake_turn(met.workspace_id, met.is_batch);
  return true;
end
$$;
comment on function private.wait_step is 'Puts a step off until its provider may be asked again. The attempt does not count.';

create function private.add_text(step uuid, step_fence integer, nth integer, piece text) returns void
language sql security definer set search_path = ''
as $$
  insert into private.step_texts (step_run_id, fence, seq, delta) select s.id, step_fence, nth, piece from public.step_runs s
  where s.id = step and s.fence = step_fence and s.status = 'in_progress'
  on conflict do nothing;
  delete from private.step_texts t where t.step_run_id = step and t.fence < step_fence;
$$;
comment on function private.add_text is 'Keeps a piece of the text of a step for whoever looks at it.';

create function private.forget_texts() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.step_texts t where t.step_run_id = new.id;
  return null;
end
$$;
comment on function private.forget_texts is 'Forgets the text of a step as it arrived, once the step is done.';
create trigger step_runs_forget_texts after update of status on public.step_runs for each row
  when (old.status = 'in_progress' and new.status <> 'in_progress') execute function private.forget_texts();

-- -------------------------------------------------------------------------------------------- what people do

create function public.set_budget(p_workspace uuid, p_scope text, p_soft_micros bigint, p_hard_micros bigint) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  insert into public.budgets as b (workspace_id, scope, soft_micros, hard_micros) values (p_workspace, p_scope, p_soft_micros, p_hard_micros)
  on conflict on constraint budgets_pkey do update set soft_micros = excluded.soft_micros, hard_micros = excluded.hard_micros;
  perform private.log_generation(p_workspace, 'budget.set', p_scope, jsonb_build_object('soft_micros', p_soft_micros, 'hard_micros', p_hard_micros));
end
$$;
comment on function public.set_budget is 'Says what may be spent: p_scope workspace, month or job; null for no limit.';

create function public.resume_job(p_workspace uuid, p_job uuid, p_budget_micros bigint default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  if run.status <> 'in_progress' or run.held is distinct from 'budget' then
    raise exception 'this job was not stopped by a budget' using errcode = 'TW002';
  end if;
  update public.flow_runs r set held = null, problem = null, budget_micros = coalesce(p_budget_micros, r.budget_micros) where r.id = run.id;
  update public.step_runs s set problem = null where s.flow_run_id = run.id and s.status = 'pending' and s.problem is not null;
  perform private.go_on(run.id);
end
$$;
comment on function public.resume_job is 'Goes on with a job that a budget stopped, with another cap where one is given. Budgets of the workspace hold as before.';

create function public.settle_by_hand(p_workspace uuid, p_request uuid, p_cost_micros bigint, p_reason text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  was public.llm_requests;
begin
  perform private.require_role(p_workspace, 'admin');
  perform from public.flow_runs r where r.id = (select q.flow_run_id from public.llm_requests q where q.workspace_id = p_workspace and q.id = p_request) for update;
  select * into was from public.llm_requests q where q.workspace_id = p_workspace and q.id = p_request for update;
  if was.id is null then
    raise exception 'no such request' using errcode = 'TW004';
  elsif was.book is distinct from 'unknown' then
    raise exception 'what this request cost is known' using errcode = 'TW002';
  elsif p_cost_micros is null or p_cost_micros < 0 or btrim(coalesce(p_reason, '')) = '' or char_length(p_reason) > 500 then
    raise exception 'say what it cost, and how you know' using errcode = 'TW006';
  end if;
  update public.llm_requests q set book = 'settled', cost_micros = p_cost_micros, settled_at = now(), settled_by = private.actor(), settled_reason = p_reason where q.id = p_request;
  perform private.add_to_books(p_workspace, was.sent_at, was.flow_run_id, p_cost_micros, 0, - was.cost_micros);
  perform private.log_generation(p_workspace, 'request.settled', p_request::text, jsonb_build_object('cost_micros', p_cost_micros, 'estimate_micros', was.cost_micros, 'reason', p_reason));
end
$$;
comment on function public.settle_by_hand is 'Says what an unknown request cost, as an invoice has it. Admins; kept in the log.';

create function public.read_job_text(p_workspace uuid, p_step uuid, p_after integer default 0) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('fence', s.fence, 'pieces', (
      select coalesce(jsonb_agg(jsonb_build_object('seq', t.seq, 'delta', t.delta) order by t.seq), '[]')
      from private.step_texts t where t.step_run_id = s.id and t.fence = s.fence and t.seq > p_after))
    from public.step_runs s where s.workspace_id = p_workspace and s.id = p_step);
end
$$;
comment on function public.read_job_text is 'The text of a step as it arrives, after a number: {fence, pieces: [{seq, delta}]}. Another fence is another attempt: it begins anew.';

create function public.read_job_requests(p_workspace uuid, p_job uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'nth', q.nth, 'step_run_id', q.step_run_id, 'fence', q.fence, 'role', q.role, 'book', q.book, 'provider', q.provider, 'model', q.model,
      'outcome', q.outcome, 'input_tokens', q.input_tokens, 'cached_input_tokens', q.cached_input_tokens, 'output_tokens', q.output_tokens, 'cost_micros', q.cost_micros,
      'reserved_micros', q.reserved_micros, 'finish_reason', q.finish_reason, 'error_message', q.error_message, 'template_version', q.template_version,
      'sent_at', q.sent_at, 'settled_at', q.settled_at, 'settled_reason', q.settled_reason) order by q.nth), '[]')
    from (select * from public.llm_requests o where o.workspace_id = p_workspace and o.flow_run_id = p_job and o.book is not null order by o.nth limit 2000) q);
end
$$;
comment on function public.read_job_requests is 'The calls of a job in their order, without prompts and answers.';

create function public.read_books(p_workspace uuid, p_month date, p_by text default 'model') returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  from_day constant date := date_trunc('month', p_month)::date;
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'total', (select jsonb_build_object('spent_micros', coalesce(sum(t.spent_micros), 0), 'reserved_micros', coalesce(sum(t.reserved_micros), 0), 'unknown_micros', coalesce(sum(t.unknown_micros), 0))
      from public.book_totals t where t.workspace_id = p_workspace and t.month = from_day),
    'budgets', (select coalesce(jsonb_object_agg(b.scope, jsonb_build_object('soft_micros', b.soft_micros, 'hard_micros', b.hard_micros)), '{}') from public.budgets b where b.workspace_id = p_workspace),
    'rows', (
      select coalesce(jsonb_agg(to_jsonb(g) order by g.spent_micros + g.unknown_micros desc, g.name), '[]') from (
        select coalesce(case p_by when 'provider' then q.provider when 'template' then q.template_version when 'person' then p.display_name
            when 'trail' then private.label_of(r.workspace_id, r.place_kind, r.place_id) ->> 'label' when 'kind' then r.job_kind else q.model end, '') as name,
          count(*) as requests, count(distinct r.id) as jobs, coalesce(sum(q.input_tokens), 0) as input_tokens, coalesce(sum(q.cached_input_tokens), 0) as cached_input_tokens,
          coalesce(sum(q.output_tokens), 0) as output_tokens, coalesce(sum(q.cost_micros) filter (where q.book = 'settled'), 0) as spent_micros,
          coalesce(sum(q.reserved_micros) filter (where q.book = 'sent'), 0) as reserved_micros, coalesce(sum(q.cost_micros) filter (where q.book = 'unknown'), 0) as unknown_micros
        from public.llm_requests q join public.flow_runs r on r.id = q.flow_run_id left join public.profiles p on p.user_id = r.asked_by
        where q.workspace_id = p_workspace and q.book is not null and q.sent_at >= from_day::timestamp at time zone 'UTC' and q.sent_at < (from_day + interval '1 month')::timestamp at time zone 'UTC'
        group by 1) g),
    'days', (
      select coalesce(jsonb_agg(to_jsonb(d) order by d.day), '[]') from (
        select (q.sent_at at time zone 'UTC')::date as day, coalesce(sum(q.cost_micros) filter (where q.book = 'settled'), 0) as spent_micros,
          coalesce(sum(q.cost_micros) filter (where q.book = 'unknown'), 0) as unknown_micros
        from public.llm_requests q
        where q.workspace_id = p_workspace and q.book is not null and q.sent_at >= from_day::timestamp at time zone 'UTC' and q.sent_at < (from_day + interval '1 month')::timestamp at time zone 'UTC'
        group by 1) d),
    'unknown', (
      select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'flow_run_id', q.flow_run_id, 'job_title', r.title, 'model', q.model, 'provider', q.provider, 'cost_micros', q.cost_micros, 'sent_at', q.sent_at,
        'error_message', q.error_message) order by q.sent_at desc), '[]')
      from (select * from public.llm_requests o where o.workspace_id = p_workspace and o.book = 'unknown' and o.sent_at >= from_day::timestamp at time zone 'UTC'
        and o.sent_at < (from_day + interval '1 month')::timestamp at time zone 'UTC' order by o.sent_at desc limit 200) q join public.flow_runs r on r.id = q.flow_run_id));
end
$$;
comment on function public.read_books is
  'What models cost in a month (UTC), by model, provider, template, person, trail or kind: {total, budgets, rows, days, unknown}. Money in millionths of a dollar.';

grant execute on function public.set_budget, public.resume_job, public.settle_by_hand, public.read_job_text, public.read_job_requests, public.read_books to authenticated, service_role;
