-- What readers of a workspace get is told by a number that moves with it, in the same transaction. A web process looks at it with
-- every read, one look for all that wait: so a promotion that was acknowledged is what the next read gives, and a revoked key is
-- refused at once, in every process and whatever happens to notifications (docs/decisions/075-readers-look-at-a-number.md).

create table private.content_moves (
  workspace_id uuid not null,
  move bigint not null default 1,
  constraint content_moves_pkey primary key (workspace_id),
  constraint content_moves_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.content_moves is
  'How often what readers of a workspace get has changed: another snapshot, a closed door, a revoked key, another name. No row: never.';

create function private.move_readers(workspace uuid) returns void
language sql security definer set search_path = ''
as $$
  -- A workspace that is being deleted is not there any more, and neither is its name.
  insert into private.content_moves as m (workspace_id) select w.id from public.workspaces w where w.id = workspace
  on conflict (workspace_id) do update set move = m.move + 1
$$;
comment on function private.move_readers is 'Makes every web process forget what it knows of a workspace, from the commit of this transaction on.';

create or replace function private.readers_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.move_readers(case tg_table_name when 'workspaces' then old.id else (to_jsonb(old) ->> 'workspace_id')::uuid end);
  return null;
end
$$;

create or replace function private.point_to(target public.snapshots, action text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.snapshots set status = 'archived' where workspace_id = target.workspace_id and status = 'current' and id <> target.id;
  update public.snapshots set status = 'current', promoted_at = now(), promoted_by = private.actor() where id = target.id;
  perform private.note(target.workspace_id, action, target.version_label, jsonb_build_object('snapshot_id', target.id, 'seq', target.seq));
  perform private.move_readers(target.workspace_id);
end
$$;
