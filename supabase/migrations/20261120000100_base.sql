-- Who may do what: workspaces, the people in them and their roles, keys, and the audit log.
--
-- Conventions of every migration here:
--   * public holds what the Data API shows; private holds helpers and internals and is never exposed.
--   * Nothing is granted by default: each table lists its grants, its columns that people may write, and one policy
--     per operation. `supabase/tests/base/access.test.ts` fails for a table that forgets one.
--   * Functions pin search_path to '' and qualify every name. Four have a body written with `return` instead, which is bound when it
--     is made and becomes part of the query that calls it. Definer functions in public check the caller first.
--     `supabase/tests/base/lints.test.ts` holds that, and what the advisors of Supabase find.
--   * Functions over whole catalogues set their own statement_timeout: a hosted project gives signed-in people 8 s.
--   * Our own errors use SQLSTATE class TW: TW001 loop, TW002 wrong state, TW003 stale, TW004 not found, TW005 conflict,
--     TW006 invalid input. `lib/base/data/problem-from-postgres.ts` is the one place that turns them into sentences.

create schema private;
comment on schema private is 'Helpers, internals and scratch tables. Not exposed by the Data API.';
grant usage on schema private to anon, authenticated, service_role;

-- service_role too: what a hosted project grants it by default includes truncate and trigger, which go round every rule.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke execute on functions from public, anon, authenticated;
alter default privileges in schema private revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema private revoke execute on functions from public, anon, authenticated;
alter default privileges revoke execute on functions from public;

create type public.member_role as enum ('editor', 'reviewer', 'admin');
comment on type public.member_role is 'Roles of a workspace, each including the one before; the order of the enum is the order of power.';

-- ---------------------------------------------------------------------------------------------------- profiles

create table public.profiles (
  user_id uuid not null,
  email text not null,
  display_name text not null,
  created_at timestamptz not null default now(),
  constraint profiles_pkey primary key (user_id),
  constraint profiles_user_fkey foreign key (user_id) references auth.users (id) on delete cascade,
  constraint profiles_display_name_length check (char_length(display_name) between 1 and 100)
);
comment on table public.profiles is 'The name and address that colleagues see; one row per account, made by a trigger on auth.users.';
create index profiles_email_idx on public.profiles (lower(email));

-- -------------------------------------------------------------------------------------------------- workspaces

create table public.workspaces (
  id uuid not null default gen_random_uuid(),
  slug text not null,
  name text not null,
  parent_id uuid,
  content_is_open boolean not null default false,
  allows_pending_drafts boolean not null default false,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  created_by uuid default auth.uid(),
  constraint workspaces_pkey primary key (id),
  constraint workspaces_slug_key unique (slug),
  constraint workspaces_parent_fkey foreign key (parent_id) references public.workspaces (id) on delete set null,
  constraint workspaces_slug_shape check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(slug) <= 100),
  constraint workspaces_name_length check (char_length(name) between 2 and 100),
  constraint workspaces_settings_object check (jsonb_typeof(settings) = 'object')
);
comment on table public.workspaces is 'A team and its catalogue. Everything else belongs to exactly one workspace.';
create index workspaces_parent_idx on public.workspaces (parent_id) where parent_id is not null;
comment on column public.workspaces.content_is_open is 'The current snapshot may be read without a content key.';
comment on column public.workspaces.allows_pending_drafts is 'AI drafts that nobody has approved may enter snapshots.';

create table public.memberships (
  workspace_id uuid not null,
  user_id uuid not null,
  role public.member_role not null,
  created_at timestamptz not null default now(),
  constraint memberships_pkey primary key (workspace_id, user_id),
  constraint memberships_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint memberships_profile_fkey foreign key (user_id) references public.profiles (user_id) on delete cascade
);
comment on table public.memberships is 'Who belongs to a workspace, with one role each. Revocation is immediate: every policy looks here.';
create index memberships_user_idx on public.memberships (user_id);

create table public.invitations (
  workspace_id uuid not null,
  email text not null,
  role public.member_role not null,
  invited_by uuid default auth.uid(),
  created_at timestamptz not null default now(),
  constraint invitations_pkey primary key (workspace_id, email),
  constraint invitations_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint invitations_email_shape check (email = lower(email) and email like '%_@_%')
);
comment on table public.invitations is 'People expected: becomes a membership when an account with that confirmed address appears.';

create table public.content_keys (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  name text not null,
  prefix text not null,
  key_hash text not null,
  created_at timestamptz not null default now(),
  created_by uuid default auth.uid(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint content_keys_pkey primary key (id),
  constraint content_keys_hash_key unique (key_hash),
  constraint content_keys_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint content_keys_name_length check (char_length(name) between 1 and 100),
  constraint content_keys_hash_shape check (key_hash ~ '^[0-9a-f]{64}$')
);
comment on table public.content_keys is 'Keys that open a workspace''s content API. Only the SHA-256 is kept; the key itself is shown once.';
create index content_keys_workspace_idx on public.content_keys (workspace_id);

create table public.audit_log (
  id bigint generated always as identity,
  workspace_id uuid not null,
  actor uuid,
  action text not null,
  subject text,
  detail jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint audit_log_pkey primary key (id),
  constraint audit_log_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table public.audit_log is 'What an admin would be asked about: roles, settings, keys, promotions, rollbacks, purges. Append-only.';
create index audit_log_workspace_idx on public.audit_log (workspace_id, id desc);

-- ------------------------------------------------------------------------------------------- who may do what

create function private.actor() returns uuid
language sql stable set search_path = ''
as $$ select auth.uid() $$;
comment on function private.actor is 'The person behind this transaction, or null for the system itself.';

create function private.my_workspaces(at_least public.member_role default 'editor') returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select m.workspace_id from public.memberships m
  where m.user_id = (select auth.uid()) and m.role >= at_least
$$;
comment on function private.my_workspaces is
  'Workspaces in which the caller has at least this role. Policies use it as `workspace_id in (select ...)`, so that it runs once a statement.';

create function private.require_role(workspace uuid, at_least public.member_role) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- The system itself (migrations, worker with the secret key) carries no person and has passed other doors.
  if private.is_system() then
    return;
  end if;
  if not exists (select from private.my_workspaces(at_least) w where w = workspace) then
    raise exception 'this needs the role % in the workspace', at_least using errcode = '42501';
  end if;
end
$$;
comment on function private.require_role is 'First line of every definer function in public: 42501 unless the caller has the role.';

create function private.is_system() returns boolean
language sql stable set search_path = ''
as $$
  -- Inside a definer function current_user is its owner; the role that the gateway switched to stays in `role`.
  -- 'none' is a session that never switched: the owner. A role nobody thought of is no system.
  select coalesce(current_setting('role', true), 'none') in ('none', 'service_role', 'postgres')
$$;
comment on function private.is_system is 'True for the database owner and the secret key, never for a person or an anonymous caller.';

create function private.note(workspace uuid, action text, subject text, detail jsonb default '{}') returns void
language sql security definer set search_path = ''
as $$
  insert into public.audit_log (workspace_id, actor, action, subject, detail)
  values (workspace, private.actor(), action, subject, detail)
$$;
comment on function private.note is 'Writes one line of the audit log.';

grant execute on function private.actor, private.my_workspaces, private.is_system to anon, authenticated, service_role;
grant execute on function private.require_role, private.note to service_role;

-- ------------------------------------------------------------------------------- accounts become profiles

create function private.hold_address(address text) returns void
language sql security definer set search_path = ''
as $$ select pg_advisory_xact_lock(hashtextextended('trailwright.invitation:' || address, 0)) $$;
comment on function private.hold_address is
  'Inviting an address and confirming it take turns; otherwise an invitation could be written just after it was looked for.';

create function private.account_changed() returns trigger
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

  -- An invitation belongs to whoever proved the address, so it waits for the confirmation.
  if new.email_confirmed_at is not null then
    perform private.hold_address(lower(new.email));
    with accepted as (
      delete from public.invitations i where i.email = lower(new.email) returning i.workspace_id, i.role
    )
    insert into public.memberships (workspace_id, user_id, role)
    select workspace_id, new.id, role from accepted
    on conflict do nothing;
  end if;
  return new;
end
$$;
create trigger trailwright_account_changed
  after insert or update of email, email_confirmed_at on auth.users
  for each row execute function private.account_changed();

-- --------------------------------------------------------------------------------------- rules of membership

create function private.guard_last_admin() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := old.workspace_id;
begin
  if old.role <> 'admin' or (tg_op = 'UPDATE' and new.role = 'admin' and new.workspace_id = old.workspace_id) then
    return coalesce(new, old);
  end if;
  -- Two admins who demote each other at once queue here; the second sees the first's result. A write and not a mere lock:
  -- at REPEATABLE READ a lock would let the second go on with its old picture.
  update public.workspaces w set name = w.name where w.id = workspace;
  if found and not exists (
    select from public.memberships m where m.workspace_id = workspace and m.role = 'admin' and m.user_id <> old.user_id
  ) then
    raise exception 'a workspace keeps at least one admin' using errcode = 'TW002';
  end if;
  return coalesce(new, old);
end
$$;
create trigger guard_last_admin before update or delete on public.memberships
  for each row execute function private.guard_last_admin();

create function private.note_membership() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  row public.memberships := coalesce(new, old);
begin
  if exists (select from public.workspaces w where w.id = row.workspace_id) then
    perform private.note(
      row.workspace_id,
      case tg_op when 'INSERT' then 'member.added' when 'UPDATE' then 'member.role_changed' else 'member.removed' end,
      (select p.email from public.profiles p where p.user_id = row.user_id),
      jsonb_strip_nulls(jsonb_build_object(
        'from', case when tg_op <> 'INSERT' then old.role end,
        'to', case when tg_op <> 'DELETE' then new.role end))
    );
  end if;
  return null;
end
$$;
create trigger note_membership after insert or update or delete on public.memberships
  for each row execute function private.note_membership();

create function private.note_workspace() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note(new.id, 'workspace.changed', new.slug, (
    select coalesce(jsonb_object_agg(n.key, n.value), '{}')
    from jsonb_each(to_jsonb(new)) n
    where n.value is distinct from to_jsonb(old) -> n.key
  ));
  return null;
end
$$;
create trigger note_workspace after update on public.workspaces
  for each row when (old.* is distinct from new.*) execute function private.note_workspace();

create function private.note_content_key() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.note(new.workspace_id, case tg_op when 'INSERT' then 'key.created' else 'key.revoked' end, new.name,
    jsonb_build_object('prefix', new.prefix));
  return null;
end
$$;
create trigger note_content_key_created after insert on public.content_keys
  for each row execute function private.note_content_key();
create trigger note_content_key_revoked after update of revoked_at on public.content_keys
  for each row when (old.revoked_at is null and new.revoked_at is not null) execute function private.note_content_key();

-- ------------------------------------------------------------------------------------------------ the doors

create function public.create_workspace(p_slug text, p_name text) returns public.workspaces
language plpgsql security definer set search_path = ''
as $$
declare
  made public.workspaces;
begin
  if auth.uid() is null then
    raise exception 'sign in to make a workspace' using errcode = '42501';
  end if;
  insert into public.workspaces (slug, name) values (p_slug, p_name) returning * into made;
  insert into public.memberships (workspace_id, user_id, role) values (made.id, auth.uid(), 'admin');
  return made;
end
$$;
comment on function public.create_workspace is 'Makes a workspace whose first admin is the caller.';

create function public.add_member(p_workspace uuid, p_email text, p_role public.member_role) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  address text := lower(trim(p_email));
  person uuid;
begin
  perform private.require_role(p_workspace, 'admin');
  perform private.hold_address(address);
  select p.user_id into person from public.profiles p
    join auth.users u on u.id = p.user_id and u.email_confirmed_at is not null
    where lower(p.email) = address;
  if person is null then
    insert into public.invitations (workspace_id, email, role) values (p_workspace, address, p_role)
      on conflict (workspace_id, email) do update set role = excluded.role;
    perform private.note(p_workspace, 'member.invited', address, jsonb_build_object('to', p_role));
    return 'invited';
  end if;
  insert into public.memberships (workspace_id, user_id, role) values (p_workspace, person, p_role);
  return 'added';
end
$$;
comment on function public.add_member is
  'Admin only. Adds the account with that address (''added''), or keeps an invitation until it appears (''invited''). 23505 when already a member.';

grant execute on function public.create_workspace, public.add_member to authenticated, service_role;

-- ------------------------------------------------------------------------------------- grants and policies

alter table public.profiles enable row level security;
grant select, update (display_name) on public.profiles to authenticated;
grant select, insert, update, delete on public.profiles to service_role;
create policy "People see themselves and their colleagues" on public.profiles for select to authenticated
  using (user_id = (select auth.uid()) or exists (
    select from public.memberships m
    where m.user_id = profiles.user_id and m.workspace_id in (select private.my_workspaces())));
create policy "People change their own name" on public.profiles for update to authenticated
  using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));

alter table public.workspaces enable row level security;
grant select, update (slug, name, content_is_open, allows_pending_drafts, settings) on public.workspaces to authenticated;
grant select, insert, update, delete on public.workspaces to service_role;
create policy "Members see their workspaces" on public.workspaces for select to authenticated
  using (id in (select private.my_workspaces()));
create policy "Admins change their workspaces" on public.workspaces for update to authenticated
  using (id in (select private.my_workspaces('admin'))) with check (id in (select private.my_workspaces('admin')));

alter table public.memberships enable row level security;
grant select, update (role), delete on public.memberships to authenticated;
grant select, insert, update, delete on public.memberships to service_role;
create policy "Members see who else is in" on public.memberships for select to authenticated
  using (workspace_id in (select private.my_workspaces()));
create policy "Admins change roles" on public.memberships for update to authenticated
  using (workspace_id in (select private.my_workspaces('admin')))
  with check (workspace_id in (select private.my_workspaces('admin')));
create policy "Admins remove members and anyone may leave" on public.memberships for delete to authenticated
  using (workspace_id in (select private.my_workspaces('admin')) or user_id = (select auth.uid()));

alter table public.invitations enable row level security;
grant select, delete on public.invitations to authenticated;
grant select, insert, update, delete on public.invitations to service_role;
create policy "Admins see invitations" on public.invitations for select to authenticated
  using (workspace_id in (select private.my_workspaces('admin')));
create policy "Admins withdraw invitations" on public.invitations for delete to authenticated
  using (workspace_id in (select private.my_workspaces('admin')));

alter table public.content_keys enable row level security;
grant select (id, workspace_id, name, prefix, created_at, created_by, last_used_at, revoked_at),
  insert (workspace_id, name, prefix, key_hash), update (revoked_at) on public.content_keys to authenticated;
grant select, insert, update, delete on public.content_keys to service_role;
create policy "Admins see keys" on public.content_keys for select to authenticated
  using (workspace_id in (select private.my_workspaces('admin')));
create policy "Admins create keys" on public.content_keys for insert to authenticated
  with check (workspace_id in (select private.my_workspaces('admin')));
create policy "Admins revoke keys" on public.content_keys for update to authenticated
  using (workspace_id in (select private.my_workspaces('admin')) and revoked_at is null)
  with check (workspace_id in (select private.my_workspaces('admin')) and revoked_at is not null);

alter table public.audit_log enable row level security;
grant select on public.audit_log to authenticated;
grant select, insert on public.audit_log to service_role;
create policy "Admins read the audit log" on public.audit_log for select to authenticated
  using (workspace_id in (select private.my_workspaces('admin')));
