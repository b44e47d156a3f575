-- Keys and invitations, too, are listed in the order in which they were made, as a sequence has it: a clock may jump back.

alter table public.content_keys add column ordinal bigint;
update public.content_keys t set ordinal = n.nth from (select o.id, row_number() over (order by o.created_at, o.id) as nth from public.content_keys o) n where n.id = t.id;
alter table public.content_keys alter column ordinal set not null, alter column ordinal add generated always as identity;
select setval(pg_get_serial_sequence('public.content_keys', 'ordinal'), coalesce((select max(t.ordinal) from public.content_keys t), 0) + 1, false);

alter table public.invitations add column ordinal bigint;
update public.invitations t set ordinal = n.nth from (select o.id, row_number() over (order by o.created_at, o.id) as nth from public.invitations o) n where n.id = t.id;
alter table public.invitations alter column ordinal set not null, alter column ordinal add generated always as identity;
select setval(pg_get_serial_sequence('public.invitations', 'ordinal'), coalesce((select max(t.ordinal) from public.invitations t), 0) + 1, false);

create or replace function public.my_invitations()
returns table (id uuid, workspace_name text, role public.member_role, invited_by text, created_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select i.id, w.name, i.role, p.display_name, i.created_at, i.expires_at
  from public.invitations i
  join public.workspaces w on w.id = i.workspace_id
  left join public.profiles p on p.user_id = i.invited_by
  where i.email = private.my_address() and i.expires_at > now()
  order by i.ordinal desc
  limit 50
$$;

grant select (ordinal) on public.content_keys, public.invitations to authenticated;
