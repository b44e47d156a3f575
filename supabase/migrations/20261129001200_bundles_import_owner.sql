-- Who may end an import, when an import that nobody goes on with ends by itself, and counts that only the database takes.

alter table public.import_logs add column applied_by uuid;
comment on column public.import_logs.applied_by is 'Who is applying it, or did. A colleague may go on with a plan, and then has to be able to say that it failed.';

create function private.require_own_import(log public.import_logs) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if private.is_system() or private.actor() in (log.created_by, log.applied_by)
    or log.workspace_id in (select private.my_workspaces('admin'))
  then
    return;
  end if;
  raise exception 'only the person who started this import, or an admin, may end it' using errcode = 'TW007';
end
$$;
comment on function private.require_own_import is 'TW007 unless the caller began or applies this import, or is an admin of its workspace.';

create or replace function public.update_import_status(
  p_import uuid, p_status public.import_status, p_error_message text default null, p_error_details jsonb default null
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if p_status = 'failed' or p_error_message is not null then
    perform private.require_own_import(log);
  end if;
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
    error_details = coalesce(p_error_details, error_details), completed_at = case when p_status = 'failed' then now() end,
    applied_by = case when p_status = 'importing' then private.actor() else applied_by end
  where id = p_import;
  if p_status = 'failed' then
    delete from private.import_items where import_id = p_import;
    delete from private.import_blocks where import_id = p_import;
  end if;
end
$$;

create or replace function public.discard_import(p_import uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  perform private.require_own_import(log);
  if log.status not in ('pending', 'validating') then
    raise exception 'an import that is % cannot be discarded', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  delete from private.import_items where import_id = p_import;
  delete from public.import_logs where id = p_import;
end
$$;

-- ------------------------------------------------------------------------------------------------------ leases

-- Whoever reads a file in touches the log with every batch and every question, so five quiet minutes mean that nobody does. A plan
-- waits half an hour for a person. Applying holds a lock, which ends with its connection.
drop function private.fail_abandoned_imports();
create function private.fail_abandoned_imports(of_workspace uuid default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  log record;
  failed integer := 0;
begin
  -- An import whose log is locked is at work this very moment.
  for log in
    select l.id, l.status from public.import_logs l
    where (of_workspace is null or l.workspace_id = of_workspace) and (
      (l.status = 'importing' and l.touched_at < now() - interval '10 seconds')
      or (l.status = 'pending' and l.touched_at < now() - interval '5 minutes')
      or (l.status = 'validating' and l.touched_at < now() - interval '30 minutes'))
    for update skip locked
  loop
    continue when log.status = 'importing' and not pg_try_advisory_xact_lock(hashtextextended(log.id::text, 0));
    update public.import_logs l set status = 'failed', completed_at = now(),
      error_message = case log.status
        when 'validating' then 'The plan waited for half an hour and nobody applied it. Nothing was written; start the import again.'
        else 'The import was interrupted. Nothing was written; start it again.' end
    where l.id = log.id;
    delete from private.import_items where import_id = log.id;
    delete from private.import_blocks where import_id = log.id;
    failed := failed + 1;
  end loop;
  return failed;
end
$$;
comment on function private.fail_abandoned_imports is
  'Marks imports whose process is gone as failed, of one workspace or all. The worker calls it every minute, and whoever looks at an open one.';
grant execute on function private.fail_abandoned_imports to service_role;

create function public.close_abandoned_imports(p_workspace uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return private.fail_abandoned_imports(p_workspace);
end
$$;
comment on function public.close_abandoned_imports is 'Ends the imports of a workspace whose process is gone; gives how many. For whoever looks where no worker has been yet.';
grant execute on function public.close_abandoned_imports to authenticated, service_role;

create or replace function public.recognise_import_blocks(p_import uuid, p_digests jsonb) returns jsonb
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
  update public.import_logs l set touched_at = now(),
    recognised_at_revision = coalesce(l.recognised_at_revision, private.newest_revision(log.workspace_id)) where l.id = p_import;
  return (
    select coalesce(jsonb_object_agg(n.kind, n.known), '{}') from (
      select b.kind, jsonb_object_agg(b.digest, b.id) as known from private.recognised_blocks(blocks) b group by b.kind) n);
end
$$;

-- ------------------------------------------------------------------------------------------------------ counts

create or replace function public.finalize_import(p_import uuid, p_snapshot uuid, p_entity_counts jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  outcome jsonb;
begin
  if log.status <> 'ready' then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  -- They were counted when the import was applied; whoever says them must say the same.
  if p_entity_counts is not null and p_entity_counts <> log.entity_counts then
    raise exception 'these counts are not those of this import' using errcode = 'TW006', detail = log.entity_counts::text;
  end if;
  if not exists (select from public.snapshots s where s.id = p_snapshot and s.workspace_id = log.workspace_id) then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  outcome := private.fill_snapshot(p_snapshot, array(select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import));
  if (outcome ->> 'ok')::boolean then
    update public.import_logs set snapshot_id = p_snapshot where id = p_import;
    update public.snapshots set header = log.header where id = p_snapshot;
  end if;
  return outcome;
end
$$;
comment on function public.finalize_import is
  'Fills a draft snapshot with exactly what the import brought and makes it ready; or returns the blockers. p_entity_counts: what the caller takes the import for, which must be so.';
