-- A call says whether its answer arrives in pieces: where nobody sees it before it is whole, it comes at once.

create or replace function private.send_request(step uuid, step_fence integer, asked jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
    provider.name, asked ->> 'model', price.id, 'in_progress', cost, 0, input_tokens + output_tokens, coalesce((asked ->> 'is_streamed')::boolean, true), asked ->> 'prompt_hash', asked ->> 'template_version', asked -> 'prompt', here
  returning id into made;
  perform private.add_to_books(run.workspace_id, here, run.id, 0, cost, 0);
  return jsonb_build_object('request_id', made, 'reserved_micros', cost);
end
$function$;
