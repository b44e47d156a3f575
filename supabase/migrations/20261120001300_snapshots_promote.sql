-- Promotion and rollback move one pointer; pinned and current snapshots stay when old ones are cleaned up.

create function private.point_to(target public.snapshots, action text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.snapshots set status = 'archived' where workspace_id = target.workspace_id and status = 'current' and id <> target.id;
  update public.snapshots set status = 'current', promoted_at = now(), promoted_by = private.actor() where id = target.id;
  perform private.note(target.workspace_id, action, target.version_label, jsonb_build_object('snapshot_id', target.id, 'seq', target.seq));
  -- Readers hold the pointer in memory and follow this.
  perform pg_notify('snapshot_moved', target.workspace_id::text);
end
$$;
comment on function private.point_to is 'The one pointer write of promotion and rollback.';

create function private.require_current(workspace uuid, expected uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- All zeros stands for "nothing so far": two first promotions at once are two as well.
  if expected is not null and expected is distinct from coalesce(
    (select s.id from public.snapshots s where s.workspace_id = workspace and s.status = 'current'),
    '00000000-0000-0000-0000-000000000000')
  then
    raise exception 'readers get another snapshot by now than the one this was compared with; look at the difference again' using errcode = 'TW003';
  end if;
end
$$;
comment on function private.require_current is 'Two admins at once: what one of them was shown as the difference for readers must still be it.';

create function public.promote_snapshot(p_snapshot uuid, p_instead_of uuid default null) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  target public.snapshots;
begin
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  perform from public.workspaces w where w.id = target.workspace_id for no key update;
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.status not in ('ready', 'archived') then
    raise exception '%', case target.status when 'current' then 'this snapshot is what readers get already' else 'a draft cannot be promoted; stage it first' end
      using errcode = 'TW002', detail = target.status::text;
  end if;
  perform private.require_current(target.workspace_id, p_instead_of);
  perform private.point_to(target, 'snapshot.promoted');
  select * into target from public.snapshots s where s.id = p_snapshot;
  return target;
end
$$;
comment on function public.promote_snapshot is
  'Admin only. Makes a ready or archived snapshot the one that readers get. p_instead_of: the current one that the decision was made on; TW003 when it is another by now.';

create function public.rollback_snapshot(p_workspace uuid, p_snapshot uuid default null, p_instead_of uuid default null) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  current_one public.snapshots;
  target public.snapshots;
begin
  perform private.require_role(p_workspace, 'admin');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select * into current_one from public.snapshots s where s.workspace_id = p_workspace and s.status = 'current';
  if current_one.id is null then
    raise exception 'nothing has been promoted yet' using errcode = 'TW002';
  end if;
  perform private.require_current(p_workspace, p_instead_of);
  select * into target from public.snapshots s
    where s.workspace_id = p_workspace and s.id = coalesce(p_snapshot, current_one.parent_id);
  if target.id is null then
    raise exception 'there is no snapshot to roll back to' using errcode = 'TW004';
  elsif target.status <> 'archived' then
    raise exception 'only an archived snapshot can be rolled back to' using errcode = 'TW002', detail = target.status::text;
  end if;
  perform private.point_to(target, 'snapshot.rolled_back');
  select * into target from public.snapshots s where s.id = target.id;
  return target;
end
$$;
comment on function public.rollback_snapshot is 'Admin only. Back to the parent of the current snapshot, or to an archived one. Working content stays as it is.';

create function public.set_snapshot_pin(p_snapshot uuid, p_is_pinned boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := (select s.workspace_id from public.snapshots s where s.id = p_snapshot);
begin
  if workspace is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(workspace, 'admin');
  update public.snapshots set is_pinned = p_is_pinned where id = p_snapshot;
end
$$;
comment on function public.set_snapshot_pin is 'Admin only. Pinned snapshots are never cleaned up.';

create function public.cleanup_old_snapshots(p_workspace uuid, p_keep_count integer default 5) returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  removed integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_keep_count < 1 then
    raise exception 'keep at least one snapshot' using errcode = 'TW006';
  end if;
  perform from public.workspaces w where w.id = p_workspace for no key update;
  with kept as (
    select s.id from public.snapshots s
    where s.workspace_id = p_workspace and s.promoted_at is not null
    order by s.status = 'current' desc, s.promoted_at desc limit p_keep_count
  ), gone as (
    delete from public.snapshots s
    where s.workspace_id = p_workspace and s.status = 'archived' and not s.is_pinned and s.id not in (select id from kept)
    returning s.id
  )
  select count(*) into removed from gone;
  -- Versions that no snapshot can see any more.
  delete from public.entity_versions v
  where v.workspace_id = p_workspace and v.to_seq < 2147483647 and not exists (
    select from public.snapshots s where s.workspace_id = p_workspace and s.seq >= v.from_seq and s.seq < v.to_seq);
  if removed > 0 then
    perform private.note(p_workspace, 'snapshot.cleaned_up', null, jsonb_build_object('removed', removed, 'keep', p_keep_count));
  end if;
  return removed;
end
$$;
comment on function public.cleanup_old_snapshots is
  'Admin only. Keeps the most recently promoted snapshots; current, ready and pinned ones stay in any case. Returns how many went.';

grant execute on function public.promote_snapshot, public.rollback_snapshot, public.set_snapshot_pin,
  public.cleanup_old_snapshots to authenticated, service_role;
