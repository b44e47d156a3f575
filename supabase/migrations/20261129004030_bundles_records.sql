-- What happened to content elsewhere: how a lesson was generated, what was said about a unit, how a course does. It comes in beside
-- the content of an import and goes out with it. It is no content: it has no versions, is in no snapshot, and nobody edits it
-- (docs/decisions/096-records-are-no-content.md).

create type public.run_status as enum ('pending', 'in_progress', 'completed', 'failed', 'cancelled');

create table public.flow_runs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  external_id text,
  external_system text,
  flow_name text,
  status public.run_status,
  execution_mode text,
  current_step text,
  step_progress integer,
  total_steps integer,
  progress_percentage double precision,
  total_tokens bigint,
  cost_micros bigint,
  execution_time_ms bigint,
  error_message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  completed_at timestamptz,
  last_heartbeat timestamptz,
  is_imported boolean not null default false,
  source_hash text,
  source jsonb,
  constraint flow_runs_pkey primary key (id),
  constraint flow_runs_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint flow_runs_external_key unique (workspace_id, entity_id, external_system, external_id),
  constraint flow_runs_kind check (kind in ('concept', 'spark', 'trail')),
  constraint flow_runs_status_known check (status is not null or is_imported)
);
comment on table public.flow_runs is
  'How something was generated. is_imported: somewhere else; such a run is no job of this studio and costs it nothing.';
comment on column public.flow_runs.entity_id is
  'What was generated. No foreign key: the trash must not take what cannot happen again; purging does.';
comment on column public.flow_runs.source is 'Of an imported run: what its file says, as it came. Null where the file has only its steps or requests.';
comment on column public.flow_runs.cost_micros is 'In millionths of a dollar.';

create table public.step_runs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  flow_run_id uuid not null,
  external_id text,
  nth integer not null,
  step_name text,
  step_order integer,
  status public.run_status,
  tokens_used bigint,
  cost_micros bigint,
  execution_time_ms bigint,
  error_message text,
  created_at timestamptz not null default now(),
  completed_at timestamptz,
  source jsonb,
  constraint step_runs_pkey primary key (id),
  constraint step_runs_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint step_runs_flow_run_fkey foreign key (flow_run_id) references public.flow_runs (id) on delete cascade
);
comment on table public.step_runs is 'The steps of a run. nth: their order in the file or as they began.';
create index step_runs_flow_run_idx on public.step_runs (flow_run_id, nth);
create index step_runs_workspace_idx on public.step_runs (workspace_id);

create table public.llm_requests (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  flow_run_id uuid not null,
  external_id text,
  nth integer not null,
  provider text,
  model text,
  status public.run_status,
  input_tokens bigint,
  output_tokens bigint,
  tokens_used bigint,
  cost_micros bigint,
  execution_time_ms bigint,
  error_message text,
  created_at timestamptz not null default now(),
  source jsonb,
  constraint llm_requests_pkey primary key (id),
  constraint llm_requests_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint llm_requests_flow_run_fkey foreign key (flow_run_id) references public.flow_runs (id) on delete cascade
);
comment on table public.llm_requests is 'The calls of models that a run made.';
create index llm_requests_flow_run_idx on public.llm_requests (flow_run_id, nth);
create index llm_requests_workspace_idx on public.llm_requests (workspace_id);

create table public.conversations (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  concept_id uuid not null,
  external_id text not null,
  external_system text not null,
  role text not null,
  nth integer not null,
  title text,
  status text,
  message_count integer not null default 0,
  last_message_at timestamptz,
  created_at timestamptz not null default now(),
  source_hash text not null,
  source jsonb not null,
  constraint conversations_pkey primary key (id),
  constraint conversations_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint conversations_external_key unique (workspace_id, concept_id, external_system, external_id)
);
comment on table public.conversations is
  'What learners or authors said to a coach or assistant about a unit, elsewhere. role: the list of the file it stands in. No foreign key to the concept, as in flow_runs.';

alter table public.trail_performance
  add column source_hash text,
  add column source jsonb;
comment on column public.trail_performance.source is 'Of an imported row: what its file says, as it came.';
create index trail_performance_trail_idx on public.trail_performance (trail_id, measured_on);

do $$
declare
  tab text;
begin
  foreach tab in array array['flow_runs', 'step_runs', 'llm_requests', 'conversations'] loop
    execute format('alter table public.%I enable row level security', tab);
    execute format('grant select on public.%I to authenticated, service_role', tab);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', tab);
  end loop;
end
$$;

-- ------------------------------------------------------------------------------------- their way in

create unlogged table private.import_records (
  import_id uuid not null,
  record text not null,
  position integer not null,
  owner_kind public.content_kind not null,
  owner_slug text not null,
  external_id text not null,
  external_system text not null,
  hash text not null,
  body jsonb not null,
  constraint import_records_pkey primary key (import_id, record, position),
  constraint import_records_import_fkey foreign key (import_id) references public.import_logs (id) on delete cascade,
  constraint import_records_record check (record in ('flow_run', 'conversation', 'performance'))
);
comment on table private.import_records is 'Records of an import under way: what its things bring along that is no content.';
alter table private.import_records alter column body set storage external;

create function private.drop_import_records() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.import_records r where r.import_id = new.id;
  return null;
end
$$;
create trigger drop_records after update of status on public.import_logs
  for each row when (new.status = 'failed' and old.status <> 'failed') execute function private.drop_import_records();

create function public.add_import_records(p_import uuid, p_records jsonb) returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '5min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  added integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import has been planned and applied' using errcode = 'TW002';
  end if;
  insert into private.import_records (import_id, record, position, owner_kind, owner_slug, external_id, external_system, hash, body)
  select p_import, r.record, r.position, r.owner_kind, r.owner_slug, r.external_id, r.external_system, r.hash, r.body
  from jsonb_to_recordset(p_records) as r (record text, position integer, owner_kind public.content_kind, owner_slug text, external_id text,
    external_system text, hash text, body jsonb)
  on conflict do nothing;
  get diagnostics added = row_count;
  update public.import_logs set touched_at = now() where id = p_import;
  return added;
end
$$;
comment on function public.add_import_records is
  'Takes records of an import: [{record, position, owner_kind, owner_slug, external_id, external_system, hash, body}]. They are written when it is applied.';
grant execute on function public.add_import_records to authenticated, service_role;

create function private.record_owners(log public.import_logs) returns table (record text, "position" integer, entity_id uuid)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select r.record, r.position, coalesce(s.id, c.id, t.id) from private.import_records r
    left join public.sparks s on r.owner_kind = 'spark' and s.workspace_id = log.workspace_id and s.slug = r.owner_slug
    left join public.concepts c on r.owner_kind = 'concept' and c.workspace_id = log.workspace_id and c.slug = r.owner_slug
    left join public.trails t on r.owner_kind = 'trail' and t.workspace_id = log.workspace_id and t.slug = r.owner_slug
    where r.import_id = log.id and coalesce(s.id, c.id, t.id) is not null;
end
$$;
comment on function private.record_owners is 'What each record of an import belongs to. What was left out brings nothing.';

create function private.apply_runs(log public.import_logs) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  written uuid[];
begin
  with new_runs as (
    insert into public.flow_runs as f (workspace_id, kind, entity_id, external_id, external_system, flow_name, status, execution_mode, current_step,
      step_progress, total_steps, progress_percentage, total_tokens, cost_micros, execution_time_ms, error_message, created_at, started_at,
      completed_at, last_heartbeat, is_imported, source_hash, source)
    select log.workspace_id, r.owner_kind, o.entity_id, r.external_id, r.external_system, c.flow_name, c.status, c.execution_mode, c.current_step,
      c.step_progress, c.total_steps, c.progress_percentage, c.total_tokens, c.cost_micros, c.execution_time_ms, c.error_message,
      coalesce(c.created_at, now()), c.started_at, c.completed_at, c.last_heartbeat, true, r.hash, nullif(r.body -> 'source', 'null')
    from private.import_records r
    join private.record_owners(log) o on o.record = r.record and o.position = r.position
    cross join lateral jsonb_populate_record(null::public.flow_runs, r.body -> 'columns') c
    where r.import_id = log.id and r.record = 'flow_run'
    on conflict on constraint flow_runs_external_key do update set flow_name = excluded.flow_name, status = excluded.status,
      execution_mode = excluded.execution_mode, current_step = excluded.current_step, step_progress = excluded.step_progress,
      total_steps = excluded.total_steps, progress_percentage = excluded.progress_percentage, total_tokens = excluded.total_tokens,
      cost_micros = excluded.cost_micros, execution_time_ms = excluded.execution_time_ms, error_message = excluded.error_message,
      created_at = excluded.created_at, started_at = excluded.started_at, completed_at = excluded.completed_at,
      last_heartbeat = excluded.last_heartbeat, source_hash = excluded.source_hash, source = excluded.source
    where f.is_imported and f.source_hash <> excluded.source_hash
    returning f.id
  )
  select coalesce(array_agg(n.id), '{}') into written from new_runs n;
  -- A run that says something new brings all of its steps and requests with it.
  delete from public.step_runs s where s.flow_run_id = any (written);
  delete from public.llm_requests q where q.flow_run_id = any (written);
  insert into public.step_runs (workspace_id, flow_run_id, external_id, nth, step_name, step_order, status, tokens_used, cost_micros,
    execution_time_ms, error_message, created_at, completed_at, source)
  select log.workspace_id, f.id, p.part ->> 'external_id', p.nth, c.step_name, c.step_order, c.status, c.tokens_used, c.cost_micros,
    c.execution_time_ms, c.error_message, coalesce(c.created_at, now()), c.completed_at, p.part -> 'source'
  from private.run_parts(log, written, 'steps') p
  join public.flow_runs f on f.id = p.flow_run_id
  cross join lateral jsonb_populate_record(null::public.step_runs, p.part -> 'columns') c;
  insert into public.llm_requests (workspace_id, flow_run_id, external_id, nth, provider, model, status, input_tokens, output_tokens, tokens_used,
    cost_micros, execution_time_ms, error_message, created_at, source)
  select log.workspace_id, f.id, p.part ->> 'external_id', p.nth, c.provider, c.model, c.status, c.input_tokens, c.output_tokens, c.tokens_used,
    c.cost_micros, c.execution_time_ms, c.error_message, coalesce(c.created_at, now()), p.part -> 'source'
  from private.run_parts(log, written, 'requests') p
  join public.flow_runs f on f.id = p.flow_run_id
  cross join lateral jsonb_populate_record(null::public.llm_requests, p.part -> 'columns') c;
  return cardinality(written);
end
$$;

create function private.run_parts(log public.import_logs, runs uuid[], name text) returns table (flow_run_id uuid, nth integer, part jsonb)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
    select f.id, (n.nth - 1)::integer, n.part from public.flow_runs f
    join private.import_records r on r.import_id = log.id and r.record = 'flow_run' and r.external_id = f.external_id and r.external_system = f.external_system
    join private.record_owners(log) o on o.record = r.record and o.position = r.position and o.entity_id = f.entity_id
    cross join lateral jsonb_array_elements(r.body -> name) with ordinality n (part, nth)
    where f.id = any (runs);
end
$$;
comment on function private.run_parts is 'The steps or requests that an import brings for these runs.';

create function private.apply_records(log public.import_logs) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  total integer := 0;
  written integer;
begin
  if not exists (select from private.import_records r where r.import_id = log.id) then
    return 0;
  end if;
  total := private.apply_runs(log);
  insert into public.conversations as c (workspace_id, concept_id, external_id, external_system, role, nth, title, status, message_count,
    last_message_at, created_at, source_hash, source)
  select log.workspace_id, o.entity_id, r.external_id, r.external_system, r.body ->> 'role', (r.body ->> 'nth')::integer, n.title, n.status,
    coalesce(n.message_count, 0), n.last_message_at, coalesce(n.created_at, now()), r.hash, r.body -> 'source'
  from private.import_records r
  join private.record_owners(log) o on o.record = r.record and o.position = r.position
  cross join lateral jsonb_populate_record(null::public.conversations, r.body -> 'columns') n
  where r.import_id = log.id and r.record = 'conversation' and r.owner_kind = 'concept'
  on conflict on constraint conversations_external_key do update set role = excluded.role, nth = excluded.nth, title = excluded.title,
    status = excluded.status, message_count = excluded.message_count, last_message_at = excluded.last_message_at,
    source_hash = excluded.source_hash, source = excluded.source
  where c.source_hash <> excluded.source_hash;
  get diagnostics written = row_count;
  total := total + written;
  insert into public.trail_performance as p (workspace_id, trail_id, measured_on, views, unique_visitors, avg_engagement_rate, conversion_rate,
    search_impressions, avg_search_position, key_learnings, suggested_improvements, source_hash, source)
  select log.workspace_id, o.entity_id, n.measured_on, coalesce(n.views, 0), coalesce(n.unique_visitors, 0), n.avg_engagement_rate,
    n.conversion_rate, coalesce(n.search_impressions, 0), n.avg_search_position, n.key_learnings, n.suggested_improvements, r.hash, r.body -> 'source'
  from private.import_records r
  join private.record_owners(log) o on o.record = r.record and o.position = r.position
  cross join lateral jsonb_populate_record(null::public.trail_performance, r.body -> 'columns') n
  where r.import_id = log.id and r.record = 'performance' and r.owner_kind = 'trail'
  order by r.position
  on conflict on constraint trail_performance_day_key do update set views = excluded.views, unique_visitors = excluded.unique_visitors,
    avg_engagement_rate = excluded.avg_engagement_rate, conversion_rate = excluded.conversion_rate,
    search_impressions = excluded.search_impressions, avg_search_position = excluded.avg_search_position,
    key_learnings = excluded.key_learnings, suggested_improvements = excluded.suggested_improvements,
    source_hash = excluded.source_hash, source = excluded.source
  where p.source_hash is distinct from excluded.source_hash;
  get diagnostics written = row_count;
  return total + written;
end
$$;
comment on function private.apply_records is 'Writes the records of an import, those that say something new; gives how many. Part of public.apply_import.';

create or replace function public.apply_import(p_import uuid, p_conflicts text default 'refuse') returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs;
  k private.kinds;
  found jsonb;
  conflicts integer;
  moving integer;
  recorded integer;
  made uuid;
begin
  if p_conflicts not in ('refuse', 'ours', 'theirs') then
    raise exception 'conflicts are refused, or won by ours or theirs' using errcode = 'TW006';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_import::text, 0));
  log := private.own_import(p_import);
  if log.status not in ('validating', 'importing') or log.planned_at_revision is null then
    raise exception 'an import that is % cannot be applied', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  perform from public.workspaces w where w.id = log.workspace_id for no key update;
  if (select count(*) from private.import_items i where i.import_id = p_import)
    + (select coalesce(sum(cardinality(b.entity_ids)), 0) from private.import_blocks b where b.import_id = p_import)
    <> (select coalesce(sum(n.value::bigint), 0) from jsonb_each(log.plan_counts) c cross join jsonb_each_text(c.value) n)
  then
    raise exception 'the items of this import are gone; start it again' using errcode = 'TW002';
  end if;
  -- The world may have moved since the plan was read; then it is made again, under the lock.
  if log.planned_at_revision <> private.newest_revision(log.workspace_id) then
    perform private.plan_actions(log);
    found := private.import_problems(log);
    if found <> '[]' then
      return jsonb_build_object('ok', false, 'problems', found);
    end if;
  end if;

  select count(*) into conflicts from private.import_items i where i.import_id = p_import and i.action = 'conflict' and not i.is_skipped;
  if conflicts > 0 and p_conflicts = 'refuse' then
    return jsonb_build_object('ok', false, 'problems', (
      select jsonb_agg(jsonb_build_object('code', 'conflict', 'kind', i.kind, 'position', i.position, 'key', i.key) order by i.kind, i.position)
      from private.import_items i where i.import_id = p_import and i.action = 'conflict' and not i.is_skipped));
  end if;
  update private.import_items i set action = case p_conflicts when 'theirs' then 'update' else 'unchanged' end
    where i.import_id = p_import and i.action = 'conflict';

  select count(*) into moving from private.import_items i where i.import_id = p_import and i.action in ('create', 'update') and not i.is_skipped;
  if moving > 0 then
    made := private.open_change_set(log.workspace_id, 'import', coalesce(log.name, log.version_label));
    for k in
      select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = p_import) order by n.kind
    loop
      -- Updates first: rows before the graph, as everybody locks.
      if exists (select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'update') then
        perform private.apply_items(log, k, 'update');
      end if;
      if exists (select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'create') then
        perform private.apply_items(log, k, 'create');
      end if;
    end loop;
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = p_import) order by n.kind
  loop
    -- The same content may be written another way now, and export gives back how it was written last. No new version.
    -- Where the studio has won a conflict, its text stays as it is written here.
    if p_conflicts <> 'ours' and exists (
      select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'unchanged')
    then
      execute format(
        'update public.%I t set bundle_style = i.fields -> ''bundle_style'' from private.import_items i
         where i.import_id = $1 and i.kind = $2 and i.action = ''unchanged'' and not i.is_skipped and t.id = i.entity_id
           and t.bundle_style is distinct from i.fields -> ''bundle_style''', k.table_name)
      using p_import, k.kind;
    end if;
    -- An item that is as last imported says nothing new: the version noted then tells whether the studio has edited since.
    execute format(
      'insert into private.imported_states as s (workspace_id, kind, entity_id, key, hash, version)
       select $3, $2, i.entity_id, i.key, i.hash, t.version from private.import_items i
       cross join lateral (select t.version from public.%I t where t.id = i.entity_id limit 1) t
       where i.import_id = $1 and i.kind = $2 and not i.is_skipped and ($4 or i.action <> ''unchanged'')
       on conflict (entity_id) do update set key = excluded.key, hash = excluded.hash,
         version = case when s.hash = excluded.hash then s.version else excluded.version end
       where (s.hash, s.key) <> (excluded.hash, excluded.key)', k.table_name)
    using p_import, k.kind, log.workspace_id, p_conflicts <> 'ours';
  end loop;
  -- What the things brought along, now that they are there.
  recorded := private.apply_records(log);
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids)
    select p_import, i.kind, i.block, md5(string_agg(i.hash, '' order by i.position)), array_agg(i.entity_id order by i.position)
    from private.import_items i where i.import_id = p_import and not i.is_skipped group by i.kind, i.block;

  update public.import_logs set status = 'ready', completed_at = now(), touched_at = now(), change_set_id = made,
    entity_counts = (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
      select b.kind, sum(cardinality(b.entity_ids)) as total from private.import_blocks b where b.import_id = p_import group by b.kind) n)
  where id = p_import returning * into log;
  delete from private.import_items where import_id = p_import;
  delete from private.import_records where import_id = p_import;
  return jsonb_build_object('ok', true, 'import_id', p_import, 'change_set_id', made, 'changed', moving, 'recorded', recorded, 'entity_counts', log.entity_counts);
end
$$;

-- Purging takes what happened to a thing with it.
create or replace function public.purge_trash(p_change_set uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  target public.change_sets;
  purged integer;
  ids uuid[];
begin
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.id is null then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  if target.action <> 'trash' or target.undone_by is not null then
    raise exception 'only what lies in the trash can be purged' using errcode = 'TW002';
  end if;
  with gone as (
    select distinct r.kind, r.entity_id from public.revisions r
    where r.change_set_id = p_change_set and r.operation = 'delete'
      and not exists (
        select from public.revisions l where l.workspace_id = r.workspace_id and l.kind = r.kind
          and l.entity_id = r.entity_id and l.id > r.id)
  ), removed as (
    delete from public.revisions r using gone g
    where r.workspace_id = target.workspace_id and r.kind = g.kind and r.entity_id = g.entity_id
    returning r.kind, r.entity_id
  )
  select count(distinct (kind, entity_id)), array_agg(distinct entity_id) into purged, ids from removed;
  delete from public.slug_redirects r where r.workspace_id = target.workspace_id and (r.entity_id = any (ids) or r.origin_id = any (ids));
  delete from private.merges m where m.workspace_id = target.workspace_id and (m.from_id = any (ids) or m.into_id = any (ids));
  delete from private.imported_states s where s.workspace_id = target.workspace_id and s.entity_id = any (ids);
  delete from public.trail_performance p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  delete from public.flow_runs f where f.workspace_id = target.workspace_id and f.entity_id = any (ids);
  delete from public.conversations c where c.workspace_id = target.workspace_id and c.concept_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$$;

-- -------------------------------------------------------------------------------------- their way out

create function public.export_records(
  p_workspace uuid, p_record text, p_slugs text[] default null, p_after integer default 0, p_limit integer default 200
) returns table (nth bigint, owner_slug text, body jsonb)
language plpgsql stable security definer set search_path = '' set statement_timeout = '60s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if p_record = 'flow_run' then
    return query
      select row_number() over (order by s.ordinal, f.created_at, f.id), s.slug, jsonb_build_object('external_id', f.external_id, 'source', f.source,
        'steps', (select coalesce(jsonb_agg(t.source order by t.nth), '[]') from public.step_runs t where t.flow_run_id = f.id),
        'requests', (select coalesce(jsonb_agg(q.source order by q.nth), '[]') from public.llm_requests q where q.flow_run_id = f.id))
      from public.flow_runs f join public.sparks s on s.id = f.entity_id and s.workspace_id = p_workspace
      where f.workspace_id = p_workspace and f.kind = 'spark' and f.is_imported and (p_slugs is null or s.slug = any (p_slugs))
      order by 1 offset p_after limit least(p_limit, 1000);
  elsif p_record = 'conversation' then
    return query
      select row_number() over (order by c.ordinal, v.role, v.nth, v.id), c.slug, jsonb_build_object('role', v.role, 'source', v.source)
      from public.conversations v join public.concepts c on c.id = v.concept_id and c.workspace_id = p_workspace
      where v.workspace_id = p_workspace and (p_slugs is null or c.slug = any (p_slugs))
      order by 1 offset p_after limit least(p_limit, 1000);
  elsif p_record = 'performance' then
    return query
      select row_number() over (order by t.ordinal, p.id), t.slug, coalesce(p.source,
        to_jsonb(p) - '{id,workspace_id,trail_id,source,source_hash}'::text[])
      from public.trail_performance p join public.trails t on t.id = p.trail_id and t.workspace_id = p_workspace
      where p.workspace_id = p_workspace and (p_slugs is null or t.slug = any (p_slugs))
      order by 1 offset p_after limit least(p_limit, 1000);
  else
    raise exception 'records are flow_run, conversation or performance' using errcode = 'TW006';
  end if;
end
$$;
comment on function public.export_records is
  'Records of lessons (flow_run: {external_id, source, steps, requests}), concepts (conversation: {role, source}) or trails (performance) as they came, in order, a page at a time.';
grant execute on function public.export_records to authenticated, service_role;

-- ------------------------------------------------------------------------------------ staging

create function private.text_blockers(workspace uuid) returns table (
  rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select 'lesson_text', c.kind, c.entity_id, c.after_slug, c.after_body ->> 'title', 'The lesson has no text.', null::jsonb
  from pg_temp.stage_differences c
  where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and not private.is_visible(c.after_body ->> 'content_md')
    and exists (select from public.lesson_profiles f where f.workspace_id = workspace and f.spark_id = c.entity_id and f.external_system is not null);
end
$$;
comment on function private.text_blockers is
  'Lessons that came from a file without a text and still have none. Part of private.stage_blockers.';

create or replace function private.stage_blockers(workspace uuid, base_seq integer) returns table (
  rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
language sql security definer set search_path = ''
as $$
  select b.*, null::jsonb from private.content_blockers(workspace, base_seq) b
  union all
  select * from private.package_blockers(workspace, base_seq)
  union all
  select * from private.text_blockers(workspace)
$$;
