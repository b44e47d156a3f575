-- Who else has something open, and whether it has been saved since.

create unlogged table private.presence (
  entity_id uuid not null,
  user_id uuid not null,
  workspace_id uuid not null,
  is_editing boolean not null,
  seen_at timestamptz not null default now(),
  constraint presence_pkey primary key (entity_id, user_id)
);
comment on table private.presence is 'Who has what open. Forgotten by a crash, and 45 seconds after the last sign of life.';
create index presence_seen_idx on private.presence (seen_at);

create function public.be_present(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_is_editing boolean default false) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := private.actor();
begin
  perform private.require_role(p_workspace, 'editor');
  if me is not null and private.is_alive(p_workspace, p_kind, p_id) then
    insert into private.presence as p (entity_id, user_id, workspace_id, is_editing) values (p_id, me, p_workspace, p_is_editing)
    on conflict (entity_id, user_id) do update set seen_at = now(), is_editing = excluded.is_editing;
    -- Each call removes up to twenty lines older than ten minutes, so the table stays small without a job of its own.
    delete from private.presence p where p.ctid in (
      select o.ctid from private.presence o where o.seen_at < now() - interval '10 minutes' limit 20 for update skip locked);
  end if;
  return jsonb_build_object(
    'newest', (
      select jsonb_build_object('version', r.version, 'author', r.author, 'saved_at', r.created_at, 'is_gone', r.operation = 'delete')
      from public.revisions r where r.workspace_id = p_workspace and r.kind = p_kind and r.entity_id = p_id order by r.id desc limit 1),
    'people', (
      select coalesce(jsonb_agg(jsonb_build_object('user_id', p.user_id, 'is_editing', p.is_editing) order by p.is_editing desc, p.user_id), '[]')
      from private.presence p
      join public.memberships m on m.workspace_id = p.workspace_id and m.user_id = p.user_id
      where p.workspace_id = p_workspace and p.entity_id = p_id and p.user_id is distinct from me and p.seen_at > now() - interval '45 seconds'));
end
$$;
comment on function public.be_present is
  'Says that the caller has an entity open, and answers {newest: {version, author, saved_at, is_gone}, people: [{user_id, is_editing}]}. To be called every 15 seconds while it is open.';

create function public.leave(p_workspace uuid, p_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  delete from private.presence p where p.entity_id = p_id and p.user_id = private.actor() and p.workspace_id = p_workspace;
end
$$;

grant execute on function public.be_present, public.leave to authenticated, service_role;
