-- Imports: a plan first, then one transaction.
--
-- A client (CLI, wizard, API) validates a bundle, sends its items in a normal form (fields named like columns, references
-- as slugs, a hash of the whole), asks for the plan, and applies it. Scratch rows are unlogged: a crash empties them, which
-- is what a crash should do. Applying takes an advisory lock on the import, so that whoever finds a log in state `importing`
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

-- ----------------------------------------------------------------------------------------------------- plan

-- Rows are found one by one through their unique index, by subqueries with a limit, and not by joins: for a workspace or an
-- import younger than the last ANALYZE the planner expects a single row, and ten thousand items then took half a minute.

create function private.live_slug(row_kind public.content_kind, side text, condition text, slug_expression text) returns text
language sql stable set search_path = ''
as $$
  -- What is live under a slug, then where a renamed slug leads.
  select format(
    ' left join lateral (select l.id, l.slug from public.%1$I l where %2$s and l.workspace_id = $3 and l.slug = %3$s limit 1) %4$s_live on true
      left join lateral (select m.id, m.slug from public.slug_redirects r join public.%1$I m on m.id = r.entity_id
        where %2$s and %4$s_live.id is null and r.workspace_id = $3 and r.kind = %5$L and r.old_slug = %3$s limit 1) %4$s_at on true',
    (select k.table_name from private.kinds k where k.kind = row_kind), condition, slug_expression, side, row_kind)
$$;

create function private.reference_lookup(row_kind public.content_kind, side text) returns text
language sql stable set search_path = ''
as $$
  -- The bundle itself comes first.
  select format(
    ' left join lateral (select n.entity_id from private.import_items n
        where n.import_id = $1 and n.kind = %2$L and n.key = i.ref_%1$s_slug and not n.is_skipped limit 1) %1$s_new on true', side, row_kind)
    || private.live_slug(row_kind, side, format('%s_new.entity_id is null', side), format('i.ref_%s_slug', side))
$$;

create function private.resolve_import_items(log public.import_logs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  ref_a text;
  ref_b text;
  own text;
begin
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    ref_a := case when k.ref_a is null then 'null::uuid' else 'coalesce(a_new.entity_id, a_live.id, a_at.id)' end;
    ref_b := case when k.ref_b is null then 'null::uuid' else 'coalesce(b_new.entity_id, b_live.id, b_at.id)' end;
    -- What tells an entity apart. Kinds below another one (objectives) carry "owner#key" as key.
    select string_agg(case n
        when k.ref_a then format('t.%I = %s', n, ref_a)
        when k.ref_b then format('t.%I = %s', n, ref_b)
        else format('t.%I = %s', n, case when k.is_owned then 'substr(i.key, strpos(i.key, ''#'') + 1)' else 'i.key' end)
      end, ' and ') into own
    from unnest(k.natural_key) n;
    -- Each row is written once for all three: these rows are the bulk of an import.
    execute format(
      'update private.import_items o set ref_a = r.ref_a, ref_b = r.ref_b, base_version = null,
         entity_id = coalesce(r.entity_id, gen_random_uuid()), action = case when r.entity_id is null then ''create'' end
       from (
         select i.ctid as at, %1$s as ref_a, %2$s as ref_b, %3$s as entity_id
         from private.import_items i %4$s %5$s %6$s
         where i.import_id = $1 and i.kind = $2
       ) r
       where o.ctid = r.at',
      ref_a, ref_b,
      -- A redirect counts unless the bundle names the renamed entity by its new slug as well.
      case when k.has_slug then 'coalesce(s_live.id, case when s_at.id is not null and not exists (
          select from private.import_items n where n.import_id = $1 and n.kind = $2 and n.key = s_at.slug)
          and not exists (select from private.import_blocks b where b.import_id = $1 and b.kind = $2 and s_at.id = any (b.entity_ids)) then s_at.id end)' else 't.id' end,
      case when k.ref_a is not null then private.reference_lookup(k.ref_a_kind, 'a') end,
      case when k.ref_b is not null then private.reference_lookup(k.ref_b_kind, 'b') end,
      case when k.has_slug then private.live_slug(k.kind, 's', 'true', 'i.key')
        else format(' left join lateral (select t.id from public.%I t where t.workspace_id = $3 and %s limit 1) t on true', k.table_name, own) end)
    using log.id, k.kind, log.workspace_id;
  end loop;
  update public.import_logs l set resolved_at_revision = private.newest_revision(log.workspace_id) where l.id = log.id;
end
$$;
comment on function private.resolve_import_items is 'Finds what each item refers to and which entity it is; new ones get their id.';

create function private.plan_actions(log public.import_logs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  -- Numbers of revisions mean something in the workspace they were read from only.
  made_from bigint := case when log.header #>> '{metadata,base_revision}' ~ '^[0-9]{1,18}$'
      and log.header #>> '{metadata,base_workspace}' = log.workspace_id::text
    then (log.header #>> '{metadata,base_revision}')::bigint end;
begin
  -- Blocks that were taken over as they are: still so?
  if log.recognised_at_revision is distinct from private.newest_revision(log.workspace_id) and exists (
    select from private.import_blocks b
    where b.import_id = log.id and b.id not in (
      select r.id from private.recognised_blocks(array(select o.id from private.import_blocks o where o.import_id = log.id)) r)
  ) then
    raise exception 'somebody renamed or removed something of this bundle meanwhile; nothing was written, import it again'
      using errcode = 'TW003', detail = '{"reason": "unrecognised"}';
  end if;
  if log.resolved_at_revision is distinct from private.newest_revision(log.workspace_id) then
    perform private.resolve_import_items(log);
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    -- Unchanged: as last imported, or (by content) as it stands. A source that did not move never overwrites the studio.
    execute format($sql$
      update private.import_items i set base_version = r.version, action = r.action
      from (
        select o.ctid as at, t.version,
          case
            when s.hash = o.hash then 'unchanged'
            when d.is_same then 'unchanged'
            when $4::bigint is not null then case when exists (
                select from public.revisions r where r.workspace_id = $3 and r.kind = $2 and r.entity_id = o.entity_id and r.id > $4
                  -- What the last import of this source made is no edit of the studio.
                  and r.version > coalesce(s.version, 0))
              then 'conflict' else 'update' end
            when s.version <> t.version then 'conflict'
            else 'update'
          end as action
        from private.import_items o
        cross join lateral (select t.* from public.%1$I t where t.id = o.entity_id limit 1) t
        left join lateral (select s.hash, s.version from private.imported_states s where s.entity_id = o.entity_id limit 1) s on true
        -- offset 0: computed once a row, not once a field.
        cross join lateral (select case when s.hash is distinct from o.hash then to_jsonb(t) end as body offset 0) b
        cross join lateral (
          -- A slug that differs led here by a redirect, see apply_items.
          select b.body is not null and coalesce(bool_and(b.body -> f.key is not distinct from f.value), true) and %2$s as is_same
          from jsonb_each(case when b.body is not null then o.fields end) f where f.key not in ('bundle_style', 'slug')
        ) d
        where o.import_id = $1 and o.kind = $2 and o.action is null
      ) r
      where i.ctid = r.at
      $sql$, k.table_name,
      concat_ws(' and ', 'true',
        case when k.ref_a is not null then format('(o.ref_a_slug is null or t.%I = o.ref_a)', k.ref_a) end,
        case when k.ref_b is not null then format('(o.ref_b_slug is null or t.%I = o.ref_b)', k.ref_b) end))
    using log.id, k.kind, log.workspace_id, made_from;
  end loop;
end
$$;

create function private.slug_of(log public.import_logs, row_kind public.content_kind, entity uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  found_slug text;
begin
  execute format('select t.slug from public.%I t where t.id = $1', (select k.table_name from private.kinds k where k.kind = row_kind))
  into found_slug using entity;
  return coalesce(found_slug,
    (select i.key from private.import_items i where i.import_id = log.id and i.kind = row_kind and i.entity_id = entity limit 1));
end
$$;
comment on function private.slug_of is 'The slug of what an item of an import refers to, there or about to come.';

create function private.import_problems(log public.import_logs) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  found jsonb := '[]';
  link private.kinds;
  sources uuid[];
  targets uuid[];
  sorted record;
begin
  select found || coalesce(jsonb_agg(p.problem order by p.kind, p.position), '[]') into found from (
    select i.kind, i.position, jsonb_build_object(
      'code', case when t.is_trashed then 'reference_in_trash' else 'unresolved_reference' end,
      'kind', i.kind, 'position', i.position, 'key', i.key, 'field', r.field, 'refers_to_kind', r.kind, 'refers_to', r.slug) as problem
    from private.import_items i
    join private.kinds k on k.kind = i.kind
    cross join lateral (values ('a', i.ref_a_slug, i.ref_a, k.ref_a_kind), ('b', i.ref_b_slug, i.ref_b, k.ref_b_kind)) r (field, slug, id, kind)
    cross join lateral (select exists (
      select from public.revisions d where d.workspace_id = log.workspace_id and d.kind = r.kind and d.slug = r.slug and d.operation = 'delete') as is_trashed) t
    where i.import_id = log.id and not i.is_skipped and r.slug is not null and r.id is null
    order by i.kind, i.position limit 10000
  ) p;

  -- Loops over what is there and what would come. The caller names them: it gets the links that could not be ordered.
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if exists (select from private.import_items i where i.import_id = log.id and i.kind = link.kind
        and i.action = 'create' and not i.is_skipped) then
      execute format($sql$
        with edges as (
          select l.source_id, l.target_id from public.%1$I l where l.workspace_id = $2
          union
          select i.ref_a, i.ref_b from private.import_items i
          where i.import_id = $1 and i.kind = %2$L and i.action = 'create' and not i.is_skipped and i.ref_a is not null and i.ref_b is not null
        )
        select array_agg(source_id), array_agg(target_id) from edges$sql$, link.table_name, link.kind)
      into sources, targets using log.id, log.workspace_id;
      -- Peeled from the front and then from the back: what is left lies on a loop or between two.
      select * into sorted from private.topological_order(sources, targets);
      if sorted.looped > 0 then
        select array_agg(e.source), array_agg(e.target) into sources, targets
        from unnest(sources, targets) e (source, target)
        where e.source not in (select unnest(sorted.ordered)) and e.target not in (select unnest(sorted.ordered));
        select * into sorted from private.topological_order(targets, sources);
        found := found || jsonb_build_array(jsonb_build_object('code', 'loop', 'kind', link.kind, 'links', (
          select jsonb_agg(jsonb_build_array(private.slug_of(log, link.ref_a_kind, e.source), private.slug_of(log, link.ref_a_kind, e.target)))
          from unnest(sources, targets) e (source, target)
          where e.source not in (select unnest(sorted.ordered)) and e.target not in (select unnest(sorted.ordered)))));
      end if;
    end if;
  end loop;
  return found;
end
$$;
comment on function private.import_problems is 'References that lead nowhere or into the trash, and links that would close a loop with those already there.';

create function public.plan_import(p_import uuid, p_skip text[] default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  counts jsonb;
  found jsonb;
  unknown text[];
  reskipped integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import has been planned and applied' using errcode = 'TW002';
  end if;
  if p_skip is not null then
    select array_agg(n.name order by n.nth) into unknown
    from unnest(p_skip) with ordinality n (name, nth)
    where not exists (select from private.import_items i where i.import_id = p_import and i.kind::text = split_part(n.name, ':', 1)
      and i.key = substr(n.name, strpos(n.name, ':') + 1));
    update private.import_items i set is_skipped = (i.kind || ':' || i.key) = any (p_skip)
      where i.import_id = p_import and i.is_skipped <> ((i.kind || ':' || i.key) = any (p_skip));
    get diagnostics reskipped = row_count;
    if reskipped > 0 then
      update public.import_logs set resolved_at_revision = null where id = p_import returning * into log;
    end if;
  end if;
  perform private.plan_actions(log);
  found := private.import_problems(log);

  select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') into counts from (
    select a.kind, jsonb_build_object('create', sum(a.creates), 'update', sum(a.updates), 'unchanged', sum(a.same),
      'conflict', sum(a.conflicts), 'skipped', sum(a.skipped)) as counts
    from (
      select i.kind,
        count(*) filter (where i.action = 'create' and not i.is_skipped) as creates,
        count(*) filter (where i.action = 'update' and not i.is_skipped) as updates,
        count(*) filter (where i.action = 'unchanged' and not i.is_skipped) as same,
        count(*) filter (where i.action = 'conflict' and not i.is_skipped) as conflicts,
        count(*) filter (where i.is_skipped) as skipped
      from private.import_items i where i.import_id = p_import group by i.kind
      union all
      select b.kind, 0, 0, sum(cardinality(b.entity_ids)), 0, 0 from private.import_blocks b where b.import_id = p_import group by b.kind
    ) a
    group by a.kind) n;
  update public.import_logs set status = 'validating', touched_at = now(), plan_counts = counts,
    planned_at_revision = private.newest_revision(log.workspace_id)
  where id = p_import;
  return jsonb_build_object('counts', counts, 'problems', found, 'unknown_skips', coalesce(to_jsonb(unknown), '[]'));
end
$$;
comment on function public.plan_import is
  'What applying would do: {counts: {kind: {create, update, unchanged, conflict, skipped}}, problems, unknown_skips}. p_skip: "kind:key" to leave out; null leaves out what was left out before.';

create function public.import_plan_items(
  p_import uuid, p_actions text[] default array['conflict', 'update', 'create'], p_after integer default 0, p_limit integer default 200
) returns table (nth bigint, kind public.content_kind, "position" integer, key text, action text, entity_id uuid, label text, fields jsonb, before jsonb)
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  return query
    select p.nth, p.kind, p.position, p.key, p.action, p.entity_id,
      coalesce(p.fields ->> 'title', p.fields ->> 'name', private.label_of(log.workspace_id, p.kind, p.entity_id) ->> 'label', p.key),
      p.fields, r.body
    from (
      select row_number() over (order by array_position(p_actions, a.action), a.kind, a.block, a.position) as nth, a.*
      from (
        select i.kind, i.block, i.position, i.key, i.action, i.entity_id, i.fields from private.import_items i
        where i.import_id = p_import and i.action = any (p_actions)
        union all
        select b.kind, b.block, null, s.key, 'unchanged', s.entity_id, null
        from private.import_blocks b cross join lateral unnest(b.entity_ids) e (id)
        join private.imported_states s on s.entity_id = e.id
        where b.import_id = p_import and 'unchanged' = any (p_actions)
      ) a
    ) p
    left join lateral (
      select r.body from public.revisions r where p.action in ('conflict', 'update')
        and r.workspace_id = log.workspace_id and r.kind = p.kind and r.entity_id = p.entity_id order by r.id desc limit 1) r on true
    where p.nth > p_after order by p.nth limit least(p_limit, 1000);
end
$$;
comment on function public.import_plan_items is 'The plan line by line, in pages: what each item would do, with the state it would replace.';

-- ---------------------------------------------------------------------------------------------------- apply

create function private.apply_items(log public.import_logs, k private.kinds, action text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  names text;
  fresh text;
  changed text;
  may_review constant boolean := private.is_system() or log.workspace_id in (select private.my_workspaces('reviewer'));
  written integer;
begin
  -- Columns an item may carry; what it does not carry keeps its default or its present value.
  select
    string_agg(quote_ident(a.attname), ', ' order by a.attnum),
    string_agg(case when a.attname = 'ai_metadata' then 'private.reviewed($5, null, r.ai_metadata)'
      when d.adbin is null then format('r.%I', a.attname)
      else format('case when i.fields ? %L then r.%I else %s end', a.attname, a.attname, pg_get_expr(d.adbin, d.adrelid)) end, ', ' order by a.attnum),
    -- The slug stays: where it differs, a redirect led here, and the studio has given the entity another name since.
    string_agg(format(case when a.attname = 'bundle_style' then '%1$I = r.%1$I' else '%1$I = case when i.fields ? %2$L then %3$s else t.%1$I end' end,
      a.attname, a.attname, case when a.attname = 'ai_metadata' then 'private.reviewed($5, t.ai_metadata, r.ai_metadata)' else format('r.%I', a.attname) end),
      ', ' order by a.attnum) filter (where a.attname <> 'slug')
  into names, fresh, changed
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped
    and a.attname not in ('id', 'workspace_id', 'ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by')
    and a.attname is distinct from k.ref_a and a.attname is distinct from k.ref_b;

  if action = 'create' then
    execute format(
      'insert into public.%1$I (id, workspace_id, created_by, updated_by, %2$s %4$s)
       select i.entity_id, $3, $4, $4, %3$s %5$s
       from private.import_items i cross join lateral jsonb_populate_record(null::public.%1$I, i.fields) r
       where i.import_id = $1 and i.kind = $2 and i.action = ''create'' and not i.is_skipped order by i.position',
      k.table_name, names, fresh,
      concat(', ' || quote_ident(k.ref_a), ', ' || quote_ident(k.ref_b)),
      concat(case when k.ref_a is not null then ', i.ref_a' end, case when k.ref_b is not null then ', i.ref_b' end))
    using log.id, k.kind, log.workspace_id, private.actor(), may_review;
  else
    -- Who owns a link or a membership is its identity and stays; a trail may change its domain, a concept its trail.
    execute format(
      'update public.%1$I t set %2$s %3$s
       from private.import_items i cross join lateral jsonb_populate_record(null::public.%1$I, i.fields) r
       where i.import_id = $1 and i.kind = $2 and i.action = ''update'' and not i.is_skipped and t.id = i.entity_id
         and t.version = i.base_version',
      k.table_name, changed,
      case when k.ref_a is not null and not k.ref_a = any (k.natural_key)
        then format(', %1$I = case when i.ref_a_slug is not null then i.ref_a when i.fields ? %2$L then null else t.%1$I end', k.ref_a, k.ref_a) else '' end)
    using log.id, k.kind, log.workspace_id, private.actor(), may_review;
    get diagnostics written = row_count;
    -- Editors do not stand in our queue: one may have saved between the plan and this line.
    if written < (select count(*) from private.import_items i
      where i.import_id = log.id and i.kind = k.kind and i.action = 'update' and not i.is_skipped)
    then
      raise exception 'somebody saved what this import is about to write; plan it again' using errcode = 'TW003';
    end if;
  end if;
end
$$;

create function public.apply_import(p_import uuid, p_conflicts text default 'refuse') returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs;
  k private.kinds;
  found jsonb;
  conflicts integer;
  moving integer;
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
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids)
    select p_import, i.kind, i.block, md5(string_agg(i.hash, '' order by i.position)), array_agg(i.entity_id order by i.position)
    from private.import_items i where i.import_id = p_import and not i.is_skipped group by i.kind, i.block;

  update public.import_logs set status = 'ready', completed_at = now(), touched_at = now(), change_set_id = made,
    entity_counts = (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
      select b.kind, sum(cardinality(b.entity_ids)) as total from private.import_blocks b where b.import_id = p_import group by b.kind) n)
  where id = p_import returning * into log;
  delete from private.import_items where import_id = p_import;
  return jsonb_build_object('ok', true, 'import_id', p_import, 'change_set_id', made, 'changed', moving, 'entity_counts', log.entity_counts);
end
$$;
comment on function public.apply_import is
  'Applies a planned import in this one transaction: all or nothing. p_conflicts: refuse, ours (keep the studio''s) or theirs.';

-- ---------------------------------------------------------------------------------------- on to a snapshot

create function public.finalize_import(p_import uuid, p_snapshot uuid, p_entity_counts jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  outcome jsonb;
begin
  if log.status <> 'ready' then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  if not exists (select from public.snapshots s where s.id = p_snapshot and s.workspace_id = log.workspace_id) then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  outcome := private.fill_snapshot(p_snapshot, array(select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import));
  if (outcome ->> 'ok')::boolean then
    update public.import_logs set snapshot_id = p_snapshot, entity_counts = coalesce(p_entity_counts, entity_counts) where id = p_import;
    update public.snapshots set header = log.header where id = p_snapshot;
  end if;
  return outcome;
end
$$;
comment on function public.finalize_import is 'Fills a draft snapshot with exactly what the import brought and makes it ready; or returns the blockers.';

create function public.stage_import(p_import uuid, p_version_label text default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  base public.snapshots;
  draft uuid;
  outcome jsonb;
begin
  if log.status not in ('ready', 'promoted', 'rolled_back') then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  perform from public.workspaces w where w.id = log.workspace_id for no key update;
  base := private.base_snapshot(log.workspace_id);
  if base.id is not null and not exists (
    select from private.differences_since(log.workspace_id, base.seq) c
    where c.entity_id in (select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import)
  ) then
    return jsonb_build_object('ok', true, 'snapshot_id', base.id, 'status', base.status, 'nothing_to_stage', true);
  end if;
  draft := public.create_import_snapshot(log.workspace_id, log.name, coalesce(p_version_label, log.version_label));
  outcome := public.finalize_import(p_import, draft);
  if not (outcome ->> 'ok')::boolean then
    delete from public.snapshots where id = draft;
  end if;
  return outcome;
end
$$;
comment on function public.stage_import is 'create_import_snapshot and finalize_import in one. When all of it is in the base snapshot already, names that one.';

create function public.promote_import(p_import uuid, p_snapshot uuid default null) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  target public.snapshots;
begin
  if coalesce(p_snapshot, log.snapshot_id) is null or coalesce(p_snapshot, log.snapshot_id) is distinct from log.snapshot_id then
    raise exception 'stage the import first' using errcode = 'TW002';
  end if;
  target := public.promote_snapshot(log.snapshot_id);
  update public.import_logs set status = 'promoted' where id = p_import;
  return target;
end
$$;
comment on function public.promote_import is 'Admin only. Promotes the snapshot of an import.';

create function public.rollback_import(p_import uuid) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  target public.snapshots;
begin
  perform private.require_role(log.workspace_id, 'admin');
  if not exists (select from public.snapshots s where s.id = log.snapshot_id and s.status = 'current') then
    raise exception 'the snapshot of this import is not the current one' using errcode = 'TW002';
  end if;
  target := public.rollback_snapshot(log.workspace_id);
  update public.import_logs set status = 'rolled_back' where id = p_import;
  return target;
end
$$;
comment on function public.rollback_import is 'Admin only. Back to the snapshot before the import''s. Working content stays; undo the change set for that.';

create function public.get_import_stats(p_workspace uuid, p_days integer default 30) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'days', p_days,
    'imports', (
      select jsonb_build_object(
        'total', count(*),
        'failed', count(*) filter (where l.status = 'failed'),
        'applied', count(*) filter (where l.status in ('ready', 'promoted', 'rolled_back')),
        'entities', coalesce(sum((select sum(e.value::bigint) from jsonb_each_text(l.entity_counts) e)), 0),
        'average_seconds', round(avg(extract(epoch from l.completed_at - l.started_at))::numeric, 3),
        'slowest_seconds', round(max(extract(epoch from l.completed_at - l.started_at))::numeric, 3))
      from public.import_logs l where l.workspace_id = p_workspace and l.started_at > now() - make_interval(days => p_days)),
    'snapshots', (
      select jsonb_build_object('total', count(*), 'promoted', count(*) filter (where s.promoted_at is not null),
        'ready', count(*) filter (where s.status = 'ready'))
      from public.snapshots s where s.workspace_id = p_workspace and s.created_at > now() - make_interval(days => p_days)));
end
$$;

grant execute on function public.start_import, public.discard_import, public.update_import_status, public.describe_import, public.add_import_items,
  public.recognise_import_blocks, public.adopt_import_blocks, public.plan_import, public.import_plan_items, public.apply_import, public.finalize_import, public.stage_import, public.promote_import,
  public.rollback_import, public.get_import_stats to authenticated, service_role;

-- --------------------------------------------------------------------------------------------------- export

create function public.export_rows(
  p_workspace uuid, p_kind public.content_kind, p_snapshot uuid default null, p_import uuid default null,
  p_after bigint default -1, p_limit integer default 2000
) returns table (ordinal bigint, body jsonb, ref_a_slug text, ref_b_slug text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  at_seq integer;
  slug_of constant text := '(select n.slug from public.%I n where n.id = %s)';
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  if p_snapshot is not null then
    select s.seq into at_seq from public.snapshots s where s.id = p_snapshot and s.workspace_id = p_workspace;
    if at_seq is null then
      raise exception 'no such snapshot' using errcode = 'TW004';
    end if;
    return query
      select (v.body ->> 'ordinal')::bigint, v.body,
        (select a.slug from public.entity_versions a where a.workspace_id = p_workspace and a.kind = k.ref_a_kind and a.entity_id = v.ref_a
          and a.from_seq <= at_seq and a.to_seq > at_seq),
        (select b.slug from public.entity_versions b where b.workspace_id = p_workspace and b.kind = k.ref_b_kind and b.entity_id = v.ref_b
          and b.from_seq <= at_seq and b.to_seq > at_seq)
      from public.entity_versions v
      where v.workspace_id = p_workspace and v.kind = p_kind and v.from_seq <= at_seq and v.to_seq > at_seq
        and (v.body ->> 'ordinal')::bigint > p_after
      order by 1 limit p_limit;
    return;
  end if;
  return query execute format(
    'select %4$s, private.snapshot_body(to_jsonb(t)), %2$s, %3$s
     from public.%1$I t %5$s where t.workspace_id = $1 and %4$s > $2 order by 1 limit $3',
    k.table_name,
    case when k.ref_a is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_a_kind), 't.' || quote_ident(k.ref_a)) end,
    case when k.ref_b is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_b_kind), 't.' || quote_ident(k.ref_b)) end,
    case when p_import is null then 't.ordinal' else 's.position' end,
    -- Places in a block are counted below its number, so that a page starts at its block.
    case when p_import is null then '' else 'join (
      select e.id, (b.block::bigint << 16) + e.nth as position from private.import_blocks b cross join unnest(b.entity_ids) with ordinality e (id, nth)
      where b.import_id = $4 and b.kind = $5 and b.block >= $2 >> 16) s on s.id = t.id' end)
  using p_workspace, p_after, p_limit, p_import, p_kind;
end
$$;
comment on function public.export_rows is
  'Entities of one kind in order of arrival, a page at a time: of the working content, of a snapshot, or of what an import named (in its order).';
grant execute on function public.export_rows to authenticated, service_role;

alter table public.import_logs enable row level security;
grant select on public.import_logs to authenticated;
grant select on public.import_logs to service_role;
create policy "Members read the import log" on public.import_logs for select to authenticated
  using (workspace_id in (select private.my_workspaces()));
