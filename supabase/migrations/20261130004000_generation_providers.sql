-- Where models are reached: the providers of a workspace, their keys, limits and breakers, which model is asked for what, and prices.
--
-- A key is kept as the studio encrypted it (AES-256-GCM, bound to workspace and provider): the database cannot read it, and no function
-- but the one for the worker and for an admin's test gives it away. Limits and breakers are rows, so that all workers obey them.

create table public.model_providers (
  id uuid not null default gen_random_uuid(),
  ordinal bigint generated always as identity,
  workspace_id uuid not null,
  name text not null,
  protocol text not null,
  base_url text,
  is_enabled boolean not null default true,
  requests_a_minute integer,
  tokens_a_minute integer,
  at_once integer,
  key_last4 text,
  key_set_by uuid,
  key_set_at timestamptz,
  problem jsonb,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  constraint model_providers_pkey primary key (id),
  constraint model_providers_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint model_providers_workspace_id_key unique (workspace_id, id),
  constraint model_providers_name_key unique (workspace_id, name),
  constraint model_providers_name check (name <> '' and char_length(name) <= 60),
  constraint model_providers_protocol check (protocol in ('openai', 'anthropic', 'openai_compatible')),
  constraint model_providers_base_url check (base_url ~ '^https?://' and char_length(base_url) <= 500 or base_url is null and protocol <> 'openai_compatible'),
  constraint model_providers_limits check (requests_a_minute > 0 and tokens_a_minute > 0 and at_once > 0)
);
comment on table public.model_providers is 'Where a workspace reaches models. Limits: null for none.';
comment on column public.model_providers.problem is 'Why it was last refused altogether, as for a key that does not count: {code, message}; null once it answered.';

create table private.provider_keys (
  provider_id uuid not null,
  cipher text not null,
  constraint provider_keys_pkey primary key (provider_id),
  constraint provider_keys_provider_fkey foreign key (provider_id) references public.model_providers (id) on delete cascade
);
comment on table private.provider_keys is 'Keys of providers as the studio encrypted them.';

create table public.provider_breakers (
  provider_id uuid not null,
  workspace_id uuid not null,
  failures integer not null default 0,
  not_before timestamptz,
  open_until timestamptz,
  probe_at timestamptz,
  constraint provider_breakers_pkey primary key (provider_id),
  constraint provider_breakers_provider_fkey foreign key (workspace_id, provider_id) references public.model_providers (workspace_id, id) on delete cascade
);
comment on table public.provider_breakers is 'Whether calls of a provider are let through. Closed: open_until is null. Open: nothing goes out before it, and then one probe.';
comment on column public.provider_breakers.not_before is 'The provider asked to be left alone until then (Retry-After).';
create index provider_breakers_workspace_idx on public.provider_breakers (workspace_id, provider_id);

create table public.model_routes (
  workspace_id uuid not null,
  priority text not null,
  nth integer not null,
  provider_id uuid not null,
  model text not null,
  constraint model_routes_pkey primary key (workspace_id, priority, nth),
  constraint model_routes_provider_fkey foreign key (workspace_id, provider_id) references public.model_providers (workspace_id, id) on delete cascade,
  constraint model_routes_priority check (priority in ('cost', 'quality', 'speed', 'balanced')),
  constraint model_routes_model check (model <> '' and char_length(model) <= 200)
);
comment on table public.model_routes is 'Which model is asked first, and which next where that one cannot be asked, by what matters to whoever asks.';
create index model_routes_provider_idx on public.model_routes (workspace_id, provider_id);

create table public.model_prices (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  model text not null,
  valid_from timestamptz not null default now(),
  input_micros bigint not null,
  cached_input_micros bigint not null,
  output_micros bigint not null,
  origin text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  constraint model_prices_pkey primary key (id),
  constraint model_prices_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint model_prices_key unique (workspace_id, model, valid_from),
  constraint model_prices_model check (model <> '' and char_length(model) <= 200),
  constraint model_prices_micros check (input_micros between 0 and 1000000000000 and cached_input_micros between 0 and 1000000000000 and output_micros between 0 and 1000000000000),
  constraint model_prices_origin check (origin in ('list', 'typed'))
);
comment on table public.model_prices is
  'Millionths of a dollar for a million tokens. A row is never changed, only followed by one with a later valid_from, because requests point at theirs. origin: list, as a public list had it; typed, by a person.';

do $$
declare
  tab text;
begin
  foreach tab in array array['model_providers', 'provider_breakers', 'model_routes', 'model_prices'] loop
    execute format('alter table public.%I enable row level security', tab);
    execute format('grant select on public.%I to authenticated, service_role', tab);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', tab);
  end loop;
end
$$;

create function private.provider_for(workspace uuid, provider uuid) returns public.model_providers
language plpgsql security definer set search_path = ''
as $$
declare
  found_one public.model_providers;
begin
  perform private.require_role(workspace, 'admin');
  select * into found_one from public.model_providers p where p.workspace_id = workspace and p.id = provider for update;
  if found_one.id is null then
    raise exception 'no such provider' using errcode = 'TW004';
  end if;
  return found_one;
end
$$;
comment on function private.provider_for is 'A provider, locked, for an admin.';

create function private.log_generation(workspace uuid, what text, about text, details jsonb) returns void
language sql security definer set search_path = ''
as $$ insert into public.audit_log (workspace_id, actor, action, subject, detail) values (workspace, private.actor(), what, about, details) $$;
comment on function private.log_generation is 'Keeps that an admin changed how models are asked or what they may cost. Never holds a key.';

create function public.set_provider(p_workspace uuid, p_provider uuid, p_fields jsonb, p_version integer default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  most_providers constant integer := 50;
  was public.model_providers;
  made public.model_providers;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_provider is not null then
    was := private.provider_for(p_workspace, p_provider);
    if p_version is distinct from was.version then
      raise exception 'this provider was changed meanwhile' using errcode = 'TW003';
    end if;
  end if;
  made := jsonb_populate_record(was, p_fields - array['id', 'ordinal', 'workspace_id', 'key_last4', 'key_set_by', 'key_set_at', 'problem', 'version', 'created_at']);
  if exists (select from public.model_providers p where p.workspace_id = p_workspace and p.name = made.name and p.id is distinct from was.id) then
    raise exception 'there is a provider of this name already' using errcode = 'TW002';
  elsif was.id is not null then
    update public.model_providers p set name = made.name, protocol = made.protocol, base_url = made.base_url, is_enabled = made.is_enabled,
      requests_a_minute = made.requests_a_minute, tokens_a_minute = made.tokens_a_minute, at_once = made.at_once, version = p.version + 1,
      problem = null where p.id = was.id;
    -- A key is for the address it was given for, and goes nowhere else.
    if (was.protocol, was.base_url) is distinct from (made.protocol, made.base_url) then
      delete from private.provider_keys k where k.provider_id = was.id;
      update public.model_providers p set key_last4 = null, key_set_by = null, key_set_at = null where p.id = was.id;
    end if;
    made.id := was.id;
  else
    perform from public.workspaces w where w.id = p_workspace for update;
    if (select count(*) from public.model_providers p where p.workspace_id = p_workspace) >= most_providers then
      raise exception 'a workspace has % providers at most', most_providers using errcode = 'TW002';
    end if;
    insert into public.model_providers (workspace_id, name, protocol, base_url, is_enabled, requests_a_minute, tokens_a_minute, at_once)
    values (p_workspace, made.name, made.protocol, made.base_url, coalesce(made.is_enabled, true), made.requests_a_minute, made.tokens_a_minute, made.at_once)
    returning * into made;
    insert into public.provider_breakers (provider_id, workspace_id) values (made.id, p_workspace);
  end if;
  perform private.log_generation(p_workspace, 'provider.set', made.name, p_fields);
  return made.id;
end
$$;
comment on function public.set_provider is
  'Adds a provider (p_provider null) or changes one: {name, protocol, base_url, is_enabled, requests_a_minute, tokens_a_minute, at_once}. Another address takes its key away. TW003 where p_version is not its version.';

create function public.set_provider_key(p_workspace uuid, p_provider uuid, p_cipher text, p_last4 text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  perform private.provider_for(p_workspace, p_provider);
  if p_cipher is null or char_length(p_cipher) > 10000 or char_length(p_last4) > 4 then
    raise exception 'this is no key as the studio encrypts them' using errcode = 'TW006';
  end if;
  insert into private.provider_keys as k (provider_id, cipher) values (p_provider, p_cipher)
  on conflict on constraint provider_keys_pkey do update set cipher = excluded.cipher;
  update public.model_providers p set key_last4 = p_last4, key_set_by = private.actor(), key_set_at = now(), problem = null, version = p.version + 1 where p.id = p_provider;
  update public.provider_breakers b set failures = 0, open_until = null, probe_at = null where b.provider_id = p_provider;
  perform private.log_generation(p_workspace, 'provider.key', p_provider::text, jsonb_build_object('last4', p_last4));
end
$$;
comment on function public.set_provider_key is 'Keeps the key of a provider, encrypted by the studio, with its last four characters. It is never shown again.';

create function public.provider_cipher(p_workspace uuid, p_provider uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  perform private.provider_for(p_workspace, p_provider);
  return (select k.cipher from private.provider_keys k where k.provider_id = p_provider);
end
$$;
comment on function public.provider_cipher is 'The encrypted key of a provider, for a test that an admin asks for. Worth nothing without the key of the studio.';

create function public.remove_provider(p_workspace uuid, p_provider uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  was public.model_providers;
begin
  perform private.require_role(p_workspace, 'admin');
  was := private.provider_for(p_workspace, p_provider);
  delete from public.model_providers p where p.id = was.id;
  perform private.log_generation(p_workspace, 'provider.removed', was.name, '{}');
end
$$;
comment on function public.remove_provider is 'Removes a provider with its key and its routes. What was asked of it stays in the books.';

create function public.set_routes(p_workspace uuid, p_priority text, p_routes jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  perform from public.workspaces w where w.id = p_workspace for update;
  if jsonb_typeof(p_routes) is distinct from 'array' or jsonb_array_length(p_routes) > 20 or p_priority not in ('cost', 'quality', 'speed', 'balanced') then
    raise exception 'routes are a list of 20 models at most for one priority' using errcode = 'TW006';
  end if;
  delete from public.model_routes r where r.workspace_id = p_workspace and r.priority = p_priority;
  if exists (select from jsonb_array_elements(p_routes) r (one)
      where not exists (select from public.model_providers p where p.workspace_id = p_workspace and p.id = (r.one ->> 'provider_id')::uuid)) then
    raise exception 'no such provider' using errcode = 'TW004';
  end if;
  insert into public.model_routes (workspace_id, priority, nth, provider_id, model)
  select p_workspace, p_priority, r.nth, (r.one ->> 'provider_id')::uuid, r.one ->> 'model' from jsonb_array_elements(p_routes) with ordinality r (one, nth);
  perform private.log_generation(p_workspace, 'routes.set', p_priority, jsonb_build_object('routes', p_routes));
end
$$;
comment on function public.set_routes is 'Says which models are asked for a priority, in this order: [{provider_id, model}].';

create function public.add_prices(p_workspace uuid, p_prices jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  added integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if jsonb_typeof(p_prices) is distinct from 'array' or jsonb_array_length(p_prices) > 500 then
    raise exception 'at most 500 prices at once' using errcode = 'TW006';
  end if;
  insert into public.model_prices (workspace_id, model, valid_from, input_micros, cached_input_micros, output_micros, origin, created_by)
  select p_workspace, p.model, coalesce(p.valid_from, now()), p.input_micros, coalesce(p.cached_input_micros, p.input_micros), p.output_micros, coalesce(p.origin, 'typed'), private.actor()
  from jsonb_populate_recordset(null::public.model_prices, p_prices) p
  on conflict on constraint model_prices_key do nothing;
  get diagnostics added = row_count;
  perform private.log_generation(p_workspace, 'prices.added', null, jsonb_build_object('prices', p_prices));
  return added;
end
$$;
comment on function public.add_prices is 'Adds prices: [{model, valid_from?, input_micros, cached_input_micros?, output_micros, origin?}], for a million tokens each. Those that are there stay. Gives how many were new.';

grant execute on function public.set_provider, public.set_provider_key, public.provider_cipher, public.remove_provider, public.set_routes, public.add_prices to authenticated, service_role;
