-- Membership needs consent. Whoever is invited by address accepts or declines; until then they are a member of nothing, and
-- inviting looks nowhere whether there is such an account, so that neither its answer nor its time can tell. The invitation is a
-- link that the admin sees once and hands over; only its digest is kept. Where the address is that of an account, it also waits there.

alter table public.invitations
  add column id uuid not null default gen_random_uuid(),
  add column link_hash text,
  -- Those from before start to wait now; they have no link until they are made again.
  add column expires_at timestamptz not null default now() + interval '7 days',
  add constraint invitations_id_key unique (id),
  add constraint invitations_link_hash_key unique (link_hash),
  add constraint invitations_link_hash_shape check (link_hash ~ '^[0-9a-f]{64}$');
comment on table public.invitations is 'People asked to come in: a membership once they accept, nothing before. One for an address and a workspace.';
comment on column public.invitations.link_hash is 'SHA-256 of the secret in the link; null for invitations from before there were links.';
create index invitations_email_idx on public.invitations (email);
create index invitations_invited_by_idx on public.invitations (workspace_id, invited_by);

revoke select on public.invitations from authenticated;
grant select (workspace_id, email, role, invited_by, created_at, id, expires_at) on public.invitations to authenticated;

-- ----------------------------------------------------------------------------------- accounts become profiles

create or replace function private.account_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.email is null then
    return new;
  end if;
  insert into public.profiles (user_id, email, display_name)
  values (
    new.id,
    lower(new.email),
    left(coalesce(nullif(trim(new.raw_user_meta_data ->> 'display_name'), ''), split_part(new.email, '@', 1)), 100)
  )
  on conflict (user_id) do update set email = excluded.email;
  return new;
end
$$;

-- --------------------------------------------------------------------------------------------------- inviting

drop function public.add_member(uuid, text, public.member_role);
drop function private.hold_address(text);

create function public.invite(p_workspace uuid, p_email text, p_role public.member_role, p_link_hash text) returns timestamptz
language plpgsql security definer set search_path = ''
as $$
declare
  address text := lower(trim(p_email));
  until timestamptz := now() + interval '7 days';
begin
  perform private.require_role(p_workspace, 'admin');
  -- Inviting and answering take turns in a workspace: counts are right, and nobody is invited who has just come in.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if exists (
    select from public.memberships m join public.profiles p on p.user_id = m.user_id
    where m.workspace_id = p_workspace and p.email = address
  ) then
    raise exception 'this person is a member already' using errcode = 'TW005';
  end if;
  delete from public.invitations i where i.workspace_id = p_workspace and i.expires_at < now() - interval '30 days';
  if (select count(*) from public.invitations i where i.workspace_id = p_workspace and i.email <> address) >= 500 then
    raise exception '500 invitations are waiting, which is as many as a workspace may have; withdraw some first' using errcode = 'TW002';
  end if;
  if (
    select count(*) from public.audit_log a
    where a.workspace_id = p_workspace and a.action = 'member.invited' and a.created_at > now() - interval '1 hour'
  ) >= 100 then
    raise exception '100 invitations were made within the hour, which is as many as a workspace may make; try again later'
      using errcode = 'TW002';
  end if;
  insert into public.invitations (workspace_id, email, role, link_hash, expires_at)
  values (p_workspace, address, p_role, p_link_hash, until)
  -- Invited again it is another invitation: whoever answers the older one just now, by its link or its id, finds it gone.
  on conflict (workspace_id, email) do update
    set id = excluded.id, role = excluded.role, link_hash = excluded.link_hash, expires_at = excluded.expires_at, invited_by = excluded.invited_by,
        created_at = excluded.created_at;
  perform private.note(p_workspace, 'member.invited', address, jsonb_build_object('to', p_role));
  return until;
end
$$;
comment on function public.invite is
  'Admin only. Invites an address, or invites it again with another link and role, and says until when; the same whether there is an account or not. TW005 when already a member here.';

-- Who is no admin any more has invited nobody: a link they kept would be a way back in, under another address.
create function private.withdraw_invitations() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.invitations i where i.workspace_id = old.workspace_id and i.invited_by = old.user_id;
  return null;
end
$$;
create trigger withdraw_invitations_of_removed after delete on public.memberships
  for each row when (old.role = 'admin') execute function private.withdraw_invitations();
create trigger withdraw_invitations_of_demoted after update of role on public.memberships
  for each row when (old.role = 'admin' and new.role <> 'admin') execute function private.withdraw_invitations();

-- ------------------------------------------------------------------------------------------------- answering

create function private.my_address() returns text
language sql stable security definer set search_path = ''
as $$
  select lower(u.email) from auth.users u where u.id = auth.uid() and u.email_confirmed_at is not null
$$;
comment on function private.my_address is 'The address of the caller, if Auth counts it as theirs.';

create function private.answer_invitation(p_id uuid, p_accepts boolean) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  asked public.invitations;
  place text;
begin
  perform from public.workspaces w
    where w.id = (select i.workspace_id from public.invitations i where i.id = p_id) for no key update;
  -- Whoever takes it away first has it: a second answer, or an admin who withdraws meanwhile, finds nothing.
  delete from public.invitations i where i.id = p_id and i.expires_at > now() returning * into asked;
  if asked.id is null then
    raise exception 'this invitation was answered, withdrawn or replaced by another one, or its time is over' using errcode = 'TW004';
  end if;
  if not p_accepts then
    perform private.note(asked.workspace_id, 'member.declined', asked.email, jsonb_build_object('to', asked.role));
    return null;
  end if;
  insert into public.memberships (workspace_id, user_id, role) values (asked.workspace_id, auth.uid(), asked.role)
    on conflict do nothing;
  select w.slug into place from public.workspaces w where w.id = asked.workspace_id;
  return place;
end
$$;

create function public.my_invitations() returns table (
  id uuid, workspace_name text, role public.member_role, invited_by text, created_at timestamptz, expires_at timestamptz
)
language sql stable security definer set search_path = ''
as $$
  select i.id, w.name, i.role, p.display_name, i.created_at, i.expires_at
  from public.invitations i
  join public.workspaces w on w.id = i.workspace_id
  left join public.profiles p on p.user_id = i.invited_by
  where i.email = private.my_address() and i.expires_at > now()
  order by i.created_at desc, i.id
  limit 50
$$;
comment on function public.my_invitations is 'Invitations that wait for the caller, newest first.';

create function public.answer_invitation(p_invitation uuid, p_accepts boolean) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'sign in to answer an invitation' using errcode = '42501';
  end if;
  if not exists (select from public.invitations i where i.id = p_invitation and i.email = private.my_address()) then
    raise exception 'this invitation was answered, withdrawn or replaced by another one, or its time is over' using errcode = 'TW004';
  end if;
  return private.answer_invitation(p_invitation, p_accepts);
end
$$;
comment on function public.answer_invitation is
  'The caller accepts an invitation made out for their address, or declines it. Gives the slug of the workspace, null when declined.';

create function public.read_invitation(p_link text) returns table (
  email text, workspace_name text, role public.member_role, invited_by text, expires_at timestamptz
)
language sql stable security definer set search_path = ''
as $$
  select i.email, w.name, i.role, p.display_name, i.expires_at
  from public.invitations i
  join public.workspaces w on w.id = i.workspace_id
  left join public.profiles p on p.user_id = i.invited_by
  where i.link_hash = encode(sha256(convert_to(p_link, 'UTF8')), 'hex') and i.expires_at > now()
$$;
comment on function public.read_invitation is 'What the invitation with this link is for; nothing when it leads nowhere. For whoever has the link.';

create function public.answer_invitation_link(p_link text, p_accepts boolean) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  asked public.invitations;
begin
  select * into asked from public.invitations i where i.link_hash = encode(sha256(convert_to(p_link, 'UTF8')), 'hex');
  if p_accepts and asked.id is not null and asked.email is distinct from private.my_address() then
    raise exception 'this invitation is for another address: sign in with that one' using errcode = 'TW002';
  end if;
  return private.answer_invitation(asked.id, p_accepts);
end
$$;
comment on function public.answer_invitation_link is
  'Whoever has the link declines, or accepts as the account with the address that was invited. Gives the slug, null when declined.';

grant execute on function public.invite, public.my_invitations, public.answer_invitation to authenticated, service_role;
grant execute on function public.read_invitation, public.answer_invitation_link to anon, authenticated, service_role;
