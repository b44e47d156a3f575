-- Imports: a plan first, then one transaction.
--
-- A client (CLI, wizard, API) validates a bundle, sends its items in a normal form (fields named like columns, references
-- as slugs, a hash of the whole), asks for the plan, and applies it. Scratch rows are unlogged: a crash of the server empties
-- them, and the import is started again. Applying takes an advisory lock on the import, so that whoever finds a log in state `importing`
-- without that lock held knows that the process is gone.

create type public.import_status as enum (
  'pending', 'validating', 'importing', 'ready', 'promoted', 'failed', 'rolled_back'
);

create table public.import_logs (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  version_label text not null,
  name text,
  source_system text,
  source_version text,
  file_name text,
  status public.import_status not null default 'pending',
  entity_counts jsonb not null default '{}',
  plan_counts jsonb not null default '{}',
  error_message text,
  error_details jsonb,
  header jsonb,
  recognised_at_revision bigint,
  resolved_at_revision bigint,
  planned_at_revision bigint,
  change_set_id uuid,
  snapshot_id uuid,
  started_at timestamptz not null default now(),
  touched_at timestamptz not null default now(),
  completed_at timestamptz,
  created_by uuid default auth.uid(),
  constraint import_logs_pkey primary key (id),
  constraint import_logs_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint import_logs_change_set_fkey foreign key (change_set_id) references public.change_sets (id) on delete set null,
  constraint import_logs_snapshot_fkey foreign key (snapshot_id) references public.snapshots (id) on delete set null,
  constraint import_logs_label_length check (char_length(version_label) between 1 and 100)
);
comment on table public.import_logs is 'pending -> validating -> importing -> ready -> promoted, or failed, rolled_back.';
comment on column public.import_logs.header is 'Everything of the bundle that is no entity: label, name, metadata, which lists it had.';
create index import_logs_workspace_idx on public.import_logs (workspace_id, started_at desc);
create index import_logs_change_set_idx on public.import_logs (change_set_id) where change_set_id is not null;
create index import_logs_snapshot_idx on public.import_logs (snapshot_id) where snapshot_id is not null;
create index import_logs_open_idx on public.import_logs (touched_at) where status in ('pending', 'validating', 'importing');

create unlogged table private.import_items (
  import_id uuid not null,
  kind public.content_kind not null,
  position integer not null,
  block integer not null,
  key text not null,
  hash text not null,
  ref_a_slug text,
  ref_b_slug text,
  fields jsonb not null,
  entity_id uuid,
  ref_a uuid,
  ref_b uuid,
  action text,
  base_version integer,
  is_skipped boolean not null default false,
  -- The one index there is: with a second one that begins alike, a planner without statistics may take the wrong one.
  constraint import_items_pkey primary key (import_id, kind, key)
) with (fillfactor = 50);
comment on table private.import_items is
  'The items of an import under way. action: create, update, unchanged, conflict. base_version: of the row the plan was made against.';
-- Read once and thrown away: packing the texts would cost more than the space they save.
alter table private.import_items alter column fields set storage external;

create table private.imported_states (
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  key text not null,
  hash text not null,
  version integer not null,
  -- Written by imports only, a row for each item; private.forget_workspace does what a cascade would.
  constraint imported_states_pkey primary key (entity_id)
);
comment on table private.imported_states is
  'What an import last brought for an entity (key and hash of the item) and the version that made. Same hash: the source did not move. Other version: the studio did.';

create table private.import_blocks (
  id bigint generated always as identity,
  import_id uuid not null,
  kind public.content_kind not null,
  block integer not null,
  digest text not null,
  entity_ids uuid[] not null,
  constraint import_blocks_pkey primary key (import_id, kind, block),
  constraint import_blocks_id_key unique (id),
  constraint import_blocks_import_fkey foreign key (import_id) references public.import_logs (id) on delete cascade
);
create index import_blocks_digest_idx on private.import_blocks (digest);
comment on table private.import_blocks is
  'Which entities a bundle named, in its order, in runs of about 16: to stage exactly those, to export them again, and to recognise a run that comes again without sending it. digest: MD5 of the hashes of its items.';

-- ----------------------------------------------------------------------------------------------- life cycle

create function private.own_import(p_import uuid) returns public.import_logs
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs;
begin
  select * into log from public.import_logs l where l.id = p_import for update;
  if log.id is null or not (private.is_system() or log.workspace_id in (select private.my_workspaces())) then
    raise exception 'no such import' using errcode = 'TW004';
  end if;
  return log;
end
$$;

create function public.start_import(
  p_workspace uuid, p_version_label text, p_source_system text default null, p_source_version text default null,
  p_name text default null, p_file_name text default null, p_header jsonb default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  insert into public.import_logs (workspace_id, version_label, name, source_system, source_version, file_name, header, created_by)
  values (p_workspace, left(coalesce(nullif(trim(p_version_label), ''), 'unlabelled'), 100), p_name, p_source_system,
    p_source_version, p_file_name, p_header, private.actor())
  returning id into made;
  return made;
end
$$;
comment on function public.start_import is 'Opens a line in the import log.';

create function public.describe_import(
  p_import uuid, p_version_label text, p_source_system text default null, p_source_version text default null,
  p_name text default null, p_header jsonb default null
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if log.status <> 'pending' then
    raise exception 'this import has been planned' using errcode = 'TW002', detail = log.status::text;
  end if;
  update public.import_logs set touched_at = now(), name = p_name, source_system = p_source_system,
    source_version = p_source_version, header = p_header,
    version_label = left(coalesce(nullif(trim(p_version_label), ''), version_label), 100)
  where id = p_import;
end
$$;
comment on function public.describe_import is
  'What the bundle says of itself. A file is read and sent in one pass, and its header may stand at the end.';

create function public.update_import_status(
  p_import uuid, p_status public.import_status, p_error_message text default null, p_error_details jsonb default null
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if log.status = p_status and p_error_message is null then
    update public.import_logs set touched_at = now() where id = p_import;
    return;
  end if;
  -- Reaching ready or promoted is the business of apply, finalize and promote.
  if not (log.status, p_status) in (
    ('pending', 'validating'), ('pending', 'failed'), ('validating', 'failed'), ('importing', 'failed'), ('validating', 'importing')
  ) then
    raise exception 'an import that is % cannot become %', log.status, p_status using errcode = 'TW002';
  end if;
  update public.import_logs set status = p_status, touched_at = now(), error_message = coalesce(left(p_error_message, 2000), error_message),
    error_details = coalesce(p_error_details, error_details), completed_at = case when p_status = 'failed' then now() end
  where id = p_import;
  if p_status = 'failed' then
    delete from private.import_items where import_id = p_import;
    delete from private.import_blocks where import_id = p_import;
  end if;
end
$$;

create function public.discard_import(p_import uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'an import that is % cannot be discarded', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  delete from private.import_items where import_id = p_import;
  delete from public.import_logs where id = p_import;
end
$$;
comment on function public.discard_import is 'Forgets a plan that nobody wants to apply (a dry run, a wizard that was closed), its line in the log included.';

create function private.fail_abandoned_imports() returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log record;
  failed integer := 0;
begin
  -- An import whose log is locked is at work this very moment.
  for log in
    select l.id, l.status from public.import_logs l
    where (l.status = 'importing' and l.touched_at < now() - interval '10 seconds')
      or (l.status in ('pending', 'validating') and l.touched_at < now() - interval '30 minutes')
    for update skip locked
  loop
    continue when log.status = 'importing' and not pg_try_advisory_xact_lock(hashtextextended(log.id::text, 0));
    update public.import_logs l set status = 'failed', completed_at = now(),
      error_message = 'The import was interrupted. Nothing was written; start it again.'
    where l.id = log.id;
    delete from private.import_items where import_id = log.id;
    delete from private.import_blocks where import_id = log.id;
    failed := failed + 1;
  end loop;
  return failed;
end
$$;
comment on function private.fail_abandoned_imports is 'Marks imports whose process is gone as failed. The worker calls it every minute.';
grant execute on function private.fail_abandoned_imports to service_role;

create function private.newest_revision(workspace uuid) returns bigint
language sql stable security definer set search_path = ''
as $$ select coalesce((select r.id from public.revisions r where r.workspace_id = workspace order by r.id desc limit 1), 0) $$;
comment on function private.newest_revision is 'Moves with every change of the content: plans made at the same one still hold.';

create function public.add_import_items(p_import uuid, p_items jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  added integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import takes no more items' using errcode = 'TW002';
  end if;
  insert into private.import_items (import_id, kind, position, block, key, hash, ref_a_slug, ref_b_slug, fields)
  select p_import, i.kind, i.position, coalesce(i.block, 0), i.key, i.hash, i.a, i.b, i.fields
  from jsonb_to_recordset(p_items) i (kind public.content_kind, position integer, block integer, key text, hash text, a text, b text, fields jsonb)
  -- A batch that is sent again because its answer was lost says the same once more.
  on conflict (import_id, kind, key) do nothing;
  get diagnostics added = row_count;
  if added < jsonb_array_length(p_items) and exists (
    select from jsonb_to_recordset(p_items) i (kind public.content_kind, position integer, key text)
    join private.import_items o on o.import_id = p_import and o.kind = i.kind and o.key = i.key and o.position <> i.position
  ) then
    raise exception 'two items of this import have the same key' using errcode = 'TW006';
  end if;
  update public.import_logs set touched_at = now(), planned_at_revision = null, resolved_at_revision = null where id = p_import;
  return added;
end
$$;
comment on function public.add_import_items is 'Adds items [{kind, position, block, key, hash, a, b, fields}].';

create function private.recognised_blocks(blocks bigint[]) returns table (id bigint, kind public.content_kind, digest text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  slug_in constant text := ' left join public.%I %s on %s.id = t.%I';
begin
  for k in
    select n.* from private.kinds n
    where n.kind in (select b.kind from private.import_blocks b where b.id = any (blocks)) order by n.kind
  loop
    return query execute format(
      'select b.id, b.kind, b.digest
       from private.import_blocks b
       cross join lateral unnest(b.entity_ids) with ordinality e (id, nth)
       left join private.imported_states s on s.entity_id = e.id
       left join public.%1$I t on t.id = e.id %2$s %3$s
       where b.id = any ($1) and b.kind = $2
       group by b.id, b.kind, b.digest
       having bool_and(coalesce(s.key = %4$s, false)) and md5(string_agg(s.hash, '''' order by e.nth)) = b.digest',
      k.table_name,
      case when k.ref_a = any (k.natural_key) then format(slug_in, (select n.table_name from private.kinds n where n.kind = k.ref_a_kind), 'at_a', 'at_a', k.ref_a) end,
      case when k.ref_b = any (k.natural_key) then format(slug_in, (select n.table_name from private.kinds n where n.kind = k.ref_b_kind), 'at_b', 'at_b', k.ref_b) end,
      (select string_agg(case n when k.ref_a then 'at_a.slug' when k.ref_b then 'at_b.slug' else format('t.%I', n) end,
          case when k.is_owned then ' || ''#'' || ' else ' || ''>'' || ' end order by nth)
        from unnest(k.natural_key) with ordinality u (n, nth)))
    using blocks, k.kind;
  end loop;
end
$$;
comment on function private.recognised_blocks is
  'Those of the blocks whose every entity still lives under the key it came with, with nothing newer imported for it. Computed from what is there now, so nothing has to be kept in step.';

create function public.recognise_import_blocks(p_import uuid, p_digests jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  -- The newest block that says so, of whatever import: one of yesterday's is as good as one of last year's.
  blocks bigint[] := array(
    select distinct on (b.kind, b.digest) b.id
    from jsonb_each(p_digests) k cross join jsonb_array_elements_text(k.value) d (digest)
    join private.import_blocks b on b.digest = d.digest and b.kind = k.key::public.content_kind
    join public.import_logs l on l.id = b.import_id and l.workspace_id = log.workspace_id and l.status in ('ready', 'promoted', 'rolled_back')
    order by b.kind, b.digest, b.id desc);
begin
  -- From the first question on: what changes after it is looked at again by the plan.
  update public.import_logs l set recognised_at_revision = coalesce(l.recognised_at_revision, private.newest_revision(log.workspace_id)) where l.id = p_import;
  return (
    select coalesce(jsonb_object_agg(n.kind, n.known), '{}') from (
      select b.kind, jsonb_object_agg(b.digest, b.id) as known from private.recognised_blocks(blocks) b group by b.kind) n);
end
$$;
comment on function public.recognise_import_blocks is
  'Of {kind: [digest]} those that need not be sent, as {kind: {digest: id}}: an import brought them and nothing has changed them since.';

create function public.adopt_import_blocks(p_import uuid, p_blocks jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  adopted integer;
begin
  if log.status <> 'pending' then
    raise exception 'this import takes no more items' using errcode = 'TW002';
  end if;
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids)
  select p_import, b.kind, n.block, b.digest, b.entity_ids
  from jsonb_to_recordset(p_blocks) n (id bigint, block integer)
  join private.import_blocks b on b.id = n.id
  join public.import_logs l on l.id = b.import_id and l.workspace_id = log.workspace_id
  on conflict (import_id, kind, block) do nothing;
  get diagnostics adopted = row_count;
  update public.import_logs set touched_at = now(), planned_at_revision = null where id = p_import;
  return adopted;
end
$$;
comment on function public.adopt_import_blocks is 'Takes over blocks [{id, block}] that were recognised, each as that block of this import.';

grant execute on function public.start_import, public.describe_import, public.update_import_status, public.discard_import,
  public.add_import_items, public.recognise_import_blocks, public.adopt_import_blocks to authenticated, service_role;

alter table public.import_logs enable row level security;
grant select on public.import_logs to authenticated;
grant select on public.import_logs to service_role;
create policy "Members read the import log" on public.import_logs for select to authenticated
  using (workspace_id in (select private.my_workspaces()));
