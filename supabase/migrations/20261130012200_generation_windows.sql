-- How much a model can read at once. A prompt that would be longer leaves out material, which its step says
-- (docs/decisions/137-prompts-fit-their-model.md).

alter table public.model_prices
  add column context_tokens integer,
  add constraint model_prices_context check (context_tokens between 1 and 100000000);
comment on column public.model_prices.context_tokens is 'How many tokens a prompt and its answer may have together; null: this row says nothing of it.';

create function private.window_of(workspace uuid, asked_model text) returns integer
language sql stable security definer set search_path = ''
as $$
  select p.context_tokens from public.model_prices p where p.workspace_id = workspace and p.model = asked_model and p.valid_from <= clock_timestamp() and p.context_tokens is not null
  order by p.valid_from desc limit 1
$$;
comment on function private.window_of is 'How many tokens a model can read and write at once, as the newest price that says so has it; null where none does.';

create or replace function public.add_prices(p_workspace uuid, p_prices jsonb)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  added integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if jsonb_typeof(p_prices) is distinct from 'array' or jsonb_array_length(p_prices) > 500 then
    raise exception 'at most 500 prices at once' using errcode = 'TW006';
  end if;
  insert into public.model_prices (workspace_id, model, valid_from, input_micros, cached_input_micros, output_micros, origin, context_tokens, created_by)
  select p_workspace, p.model, coalesce(p.valid_from, now()), p.input_micros, coalesce(p.cached_input_micros, p.input_micros), p.output_micros, coalesce(p.origin, 'typed'), p.context_tokens, private.actor()
  from jsonb_populate_recordset(null::public.model_prices, p_prices) p
  on conflict on constraint model_prices_key do nothing;
  get diagnostics added = row_count;
  perform private.log_generation(p_workspace, 'prices.added', null, jsonb_build_object('prices', p_prices));
  return added;
end
$function$;

create or replace function public.read_job(p_workspace uuid, p_job uuid)
 RETURNS jsonb
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
        'summary', s.output -> 'summary', 'left_out', s.output -> 'left_out', 'params', s.params, 'cost_micros', (select coalesce(sum(q.cost_micros), 0) from public.llm_requests q where q.step_run_id = s.id))
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
$function$;
