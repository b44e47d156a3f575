-- What somebody has not read, in one mail a day, for who wants that (docs/decisions/143-a-notification-is-a-line-for-a-person.md).

alter table private.notification_settings
  add column mails text[] not null default '{}',
  add constraint notification_settings_mails check (mails <@ array['mentions', 'assigned', 'replies', 'decided', 'jobs']);
comment on column private.notification_settings.mails is 'Of what somebody is told, what goes into their mail of the day; empty: none comes.';

create table private.digests (
  user_id uuid primary key references auth.users (id) on delete cascade,
  told_up_to timestamptz not null default '-infinity',
  sent_at timestamptz not null default '-infinity',
  held_until timestamptz not null default '-infinity'
);
comment on table private.digests is 'When somebody had their last mail, up to which line, and until when a worker is sending the next.';

create function private.digest_lines(person uuid, since timestamptz) returns setof private.notifications
language sql stable security definer set search_path = ''
as $$
  select n.* from private.notifications n
  join private.notification_settings s on s.user_id = n.user_id and s.workspace_id = n.workspace_id and private.notification_group(n.kind) = any (s.mails)
  join public.memberships m on m.user_id = n.user_id and m.workspace_id = n.workspace_id
  where n.user_id = person and n.read_at is null and n.told_at > since
$$;
comment on function private.digest_lines is 'What goes into the next mail of somebody: not read, wanted by mail, newer than the last one.';

create function private.take_digest(at timestamptz default clock_timestamp()) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  most_lines constant integer := 20;
  due record;
begin
  for due in
    select distinct s.user_id from private.notification_settings s left join private.digests d on d.user_id = s.user_id
    where s.mails <> '{}' and coalesce(d.held_until, '-infinity') < at and coalesce(d.sent_at, '-infinity') < date_trunc('day', at, 'UTC')
      and exists (select from private.digest_lines(s.user_id, coalesce(d.told_up_to, '-infinity')))
    order by s.user_id
  loop
    -- Of two workers the second waits here, and sees that the first has it.
    insert into private.digests as d (user_id, held_until) values (due.user_id, at + interval '15 minutes')
    on conflict (user_id) do update set held_until = excluded.held_until where d.held_until < at and d.sent_at < date_trunc('day', at, 'UTC');
    if found then
      return (
        with lines as (
          select l.*, row_number() over (partition by l.workspace_id order by l.told_at desc) as nth
          from private.digests d, private.digest_lines(due.user_id, d.told_up_to) l where d.user_id = due.user_id
        )
        select jsonb_build_object('user_id', due.user_id, 'email', (select u.email from auth.users u where u.id = due.user_id), 'up_to', (select max(l.told_at) from lines l),
          'workspaces', (select jsonb_agg(jsonb_build_object('slug', w.slug, 'name', w.name, 'total', g.total, 'lines', g.shown) order by w.name)
            from (select l.workspace_id, count(*) as total, jsonb_agg(jsonb_build_object('kind', l.kind, 'title', l.title, 'words', l.words, 'told_at', l.told_at, 'total', l.total,
                'by_name', (select f.display_name from public.profiles f where f.user_id = l.actor)) order by l.told_at desc) filter (where l.nth <= most_lines) as shown
              from lines l group by l.workspace_id) g join public.workspaces w on w.id = g.workspace_id)));
    end if;
  end loop;
  return null;
end
$$;
comment on function private.take_digest is 'The next mail of the day, held for fifteen minutes by whoever sends it; null where none is due: {user_id, email, up_to, workspaces: [{slug, name, total, lines: [{kind, title, words, told_at, total, by_name}]}]}.';

create function private.settle_digest(person uuid, up_to timestamptz, is_sent boolean, at timestamptz default clock_timestamp()) returns void
language sql security definer set search_path = ''
as $$
  update private.digests d set held_until = case when is_sent then '-infinity' else at + interval '1 hour' end,
    sent_at = case when is_sent then at else d.sent_at end, told_up_to = case when is_sent then up_to else d.told_up_to end
  where d.user_id = person
$$;
comment on function private.settle_digest is 'Says what became of a mail: sent, or to be tried again in an hour.';

create or replace function public.read_notification_settings(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('muted', coalesce(to_jsonb(s.muted), '[]'), 'is_still', coalesce(s.is_still, true), 'mails', coalesce(to_jsonb(s.mails), '[]'))
    from (select 1) one left join private.notification_settings s on s.workspace_id = p_workspace and s.user_id = private.actor());
end
$$;
comment on function public.read_notification_settings is 'What the caller does not want to be told here, and what they want by mail: {muted, is_still, mails}.';

create function public.set_notification_mails(p_workspace uuid, p_mails text[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if private.actor() is null then
    return;
  end if;
  insert into private.notification_settings as s (workspace_id, user_id, mails)
  values (p_workspace, private.actor(), array(select distinct m from unnest(p_mails) m order by m))
  on conflict (user_id, workspace_id) do update set mails = excluded.mails;
end
$$;
comment on function public.set_notification_mails is 'Sets which of the caller''s notifications in a workspace go into their mail of the day (groups: mentions, assigned, replies, decided, jobs); none: no mail.';
grant execute on function public.set_notification_mails to authenticated, service_role;
