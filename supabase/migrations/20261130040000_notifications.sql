-- What somebody is told: written in the transaction of what happened, read by the one it is for.

create table private.notifications (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  kind text not null,
  fold text not null,
  about_kind text not null,
  about_id uuid not null,
  thread_id uuid,
  title text not null,
  words text,
  actor uuid,
  actors uuid[] not null default '{}',
  total integer not null default 1,
  told_at timestamptz not null default clock_timestamp(),
  read_at timestamptz,
  constraint notifications_kind check (kind in ('mention', 'reply', 'resolved', 'approved', 'rejected', 'assigned', 'asked', 'job_done', 'job_failed')),
  constraint notifications_about check (about_kind in ('spark', 'proposal', 'job')),
  constraint notifications_lengths check (char_length(fold) <= 120 and char_length(title) <= 200 and char_length(words) <= 300)
);
comment on table private.notifications is 'One line for somebody. What happens at the same thing while the line is unread joins it (fold).';
comment on column private.notifications.actors is 'Who did it, the first twenty; actor is the last of them, null for the studio itself.';
-- Two acts at once: the second joins the line of the first.
create unique index notifications_fold_key on private.notifications (user_id, workspace_id, fold) where read_at is null;
create index notifications_told_idx on private.notifications (user_id, workspace_id, told_at desc, id desc);
create index notifications_workspace_idx on private.notifications (workspace_id);
create index notifications_sweep_idx on private.notifications (told_at);

create table private.notification_settings (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  muted text[] not null default '{}',
  is_still boolean not null default true,
  primary key (user_id, workspace_id),
  constraint notification_settings_muted check (muted <@ array['mentions', 'assigned', 'replies', 'decided', 'jobs'])
);
comment on table private.notification_settings is 'What somebody does not want to be told in a workspace, and whether the bell stays still while they review.';
create index notification_settings_workspace_idx on private.notification_settings (workspace_id);

create function private.notification_group(kind text) returns text
language sql immutable set search_path = ''
return case kind when 'mention' then 'mentions' when 'reply' then 'replies' when 'resolved' then 'replies' when 'approved' then 'decided'
  when 'rejected' then 'decided' when 'assigned' then 'assigned' when 'asked' then 'assigned' else 'jobs' end;
comment on function private.notification_group is 'Under which switch of the settings a kind of notification stands.';

create function private.notify(workspace uuid, person uuid, what text, folded text, at_kind text, at_id uuid, headline text, said text default null, thread uuid default null, by_whom uuid default private.actor()) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  -- Nobody is told of what they did themselves, who has left is told nothing, and who switched it off neither.
  if person is null or person = by_whom
    or not exists (select from public.memberships m where m.workspace_id = workspace and m.user_id = person)
    or exists (select from private.notification_settings s where s.user_id = person and s.workspace_id = workspace and private.notification_group(what) = any (s.muted))
  then
    return;
  end if;
  insert into private.notifications as n (workspace_id, user_id, kind, fold, about_kind, about_id, thread_id, title, words, actor, actors)
  values (workspace, person, what, left(folded, 120), at_kind, at_id, thread, left(headline, 200), left(nullif(said, ''), 300), by_whom,
    case when by_whom is null then '{}' else array[by_whom] end)
  on conflict (user_id, workspace_id, fold) where read_at is null do update set
    -- A question to somebody is not hidden by what came after it.
    kind = case when n.kind = 'mention' then n.kind else excluded.kind end,
    words = case when n.kind = 'mention' and excluded.kind <> 'mention' then n.words else excluded.words end,
    actor = case when n.kind = 'mention' and excluded.kind <> 'mention' then n.actor else excluded.actor end,
    actors = case when excluded.actor is null or excluded.actor = any (n.actors) or cardinality(n.actors) >= 20 then n.actors else n.actors || excluded.actor end,
    about_kind = excluded.about_kind, about_id = excluded.about_id, thread_id = excluded.thread_id, title = excluded.title,
    total = n.total + 1, told_at = clock_timestamp();
end
$$;
comment on function private.notify is 'Tells one member of a workspace that something happened (kind what, at a spark, proposal or job); acts with the same fold join one unread line. Call it from the transaction of the act itself.';

-- What happened to a draft that somebody asked for.
create function private.tell_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.notify(new.workspace_id, new.created_by, new.status::text, new.status || ':' || coalesce(new.flow_run_id, new.id), 'proposal', new.id, new.title,
    new.reason, null, new.decided_by);
  return null;
end
$$;
create trigger tell_decision after update on public.proposals for each row
  when (old.status <> new.status and new.status in ('approved', 'rejected') and not new.is_seeded) execute function private.tell_decision();

-- What became of a job that somebody started.
create function private.tell_job() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.notify(new.workspace_id, new.asked_by, case new.status when 'failed' then 'job_failed' else 'job_done' end, 'job:' || new.id, 'job', new.id, coalesce(new.title, ''),
    case when new.status = 'failed' then new.problem ->> 'message' end, null, null);
  return null;
end
$$;
create trigger tell_job after update on public.flow_runs for each row
  when (old.status is distinct from new.status and new.status in ('completed', 'failed') and new.job_kind is not null and not new.is_imported) execute function private.tell_job();

create function public.ask_for_proposal(p_workspace uuid, p_proposal uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  p public.proposals;
  holder uuid;
begin
  perform private.require_role(p_workspace, 'reviewer');
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  end if;
  select c.user_id into holder from public.proposal_claims c where c.proposal_id = p.id and c.until > clock_timestamp();
  if holder is not null then
    perform private.notify(p_workspace, holder, 'asked', 'asked:' || p.id, 'proposal', p.id, p.title);
  end if;
end
$$;
comment on function public.ask_for_proposal is 'Asks whoever is deciding a proposal for it, in one notification; nothing where it is free.';
grant execute on function public.ask_for_proposal to authenticated, service_role;

-- The lesson that stands for one now: itself, or what it was merged into; null while that is in the trash.
create function private.spark_now(workspace uuid, spark uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  with recursive way as (
    select spark as id, 0 as steps
    union all
    select m.into_id, w.steps + 1 from way w join private.merges m on m.workspace_id = workspace and m.kind = 'spark' and m.from_id = w.id
      join public.change_sets c on c.id = m.change_set_id and c.undone_by is null
    where w.steps < 50
  )
  select s.id from way w join public.sparks s on s.workspace_id = workspace and s.id = w.id order by w.steps limit 1
$$;
comment on function private.spark_now is 'The lesson that stands for one now: itself, or what it was merged into; null where that is in the trash.';

create function private.notification_place(n private.notifications) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case n.about_kind
    when 'spark' then (
      select jsonb_build_object('kind', 'spark', 'id', n.about_id, 'slug', s.slug, 'title', coalesce(s.title, n.title), 'is_gone', s.id is null)
      from (select private.spark_now(n.workspace_id, n.about_id) as id) w left join public.sparks s on s.workspace_id = n.workspace_id and s.id = w.id)
    when 'proposal' then jsonb_build_object('kind', 'proposal', 'id', n.about_id, 'slug', null, 'title', n.title,
      'is_gone', not exists (select from public.proposals p where p.id = n.about_id))
    else jsonb_build_object('kind', 'job', 'id', n.about_id, 'slug', null, 'title', n.title, 'is_gone', not exists (select from public.flow_runs r where r.id = n.about_id)) end
$$;

create function public.read_notifications(p_workspace uuid, p_show text default 'all', p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with own as (
      select n.* from private.notifications n where n.workspace_id = p_workspace and n.user_id = private.actor()
    ), shown as (
      select o.* from own o
      where case p_show when 'mentions' then o.kind = 'mention' when 'assigned' then private.notification_group(o.kind) = 'assigned' else true end
      order by o.told_at desc, o.id desc limit least(200, greatest(0, p_limit))
    )
    select jsonb_build_object(
      'unread', (select jsonb_build_object('all', count(*), 'mentions', count(*) filter (where o.kind = 'mention'),
        'assigned', count(*) filter (where private.notification_group(o.kind) = 'assigned')) from own o where o.read_at is null),
      'items', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'about', private.notification_place(s), 'thread_id', s.thread_id, 'words', s.words,
        'actor', s.actor, 'others', greatest(0, cardinality(s.actors) - 1), 'total', s.total, 'told_at', s.told_at, 'is_read', s.read_at is not null)
        order by s.told_at desc, s.id desc), '[]') from shown s)));
end
$$;
comment on function public.read_notifications is 'What the caller is told in a workspace, the newest first: {unread: {all, mentions, assigned}, items: [{id, kind, about: {kind, id, slug, title, is_gone}, thread_id, words, actor, others, total, told_at, is_read}]}. p_show: all | mentions | assigned. At most 200; 0 for the counts alone.';
grant execute on function public.read_notifications to authenticated, service_role;

create function public.mark_notifications(p_workspace uuid, p_ids bigint[], p_is_read boolean) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  marked integer;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_is_read then
    update private.notifications n set read_at = clock_timestamp()
    where n.workspace_id = p_workspace and n.user_id = private.actor() and n.read_at is null and (p_ids is null or n.id = any (p_ids));
  else
    -- Beside a newer line about the same thing the older one stays read.
    update private.notifications n set read_at = null
    where n.workspace_id = p_workspace and n.user_id = private.actor() and n.read_at is not null and n.id = any (p_ids)
      and not exists (select from private.notifications o where o.user_id = n.user_id and o.workspace_id = n.workspace_id and o.fold = n.fold and o.id <> n.id
        and (o.read_at is null or o.id = any (p_ids) and o.id > n.id));
  end if;
  get diagnostics marked = row_count;
  return marked;
end
$$;
comment on function public.mark_notifications is 'Marks notifications of the caller as read or unread (p_ids null: all of them as read). How many.';
grant execute on function public.mark_notifications to authenticated, service_role;

create function public.read_notification_settings(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('muted', coalesce(to_jsonb(s.muted), '[]'), 'is_still', coalesce(s.is_still, true))
    from (select 1) one left join private.notification_settings s on s.workspace_id = p_workspace and s.user_id = private.actor());
end
$$;
comment on function public.read_notification_settings is 'What the caller does not want to be told here: {muted, is_still}.';
grant execute on function public.read_notification_settings to authenticated, service_role;

create function public.set_notification_settings(p_workspace uuid, p_muted text[], p_is_still boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if private.actor() is null then
    return;
  end if;
  insert into private.notification_settings as s (workspace_id, user_id, muted, is_still)
  values (p_workspace, private.actor(), array(select distinct m from unnest(p_muted) m order by m), p_is_still)
  on conflict (user_id, workspace_id) do update set muted = excluded.muted, is_still = excluded.is_still;
end
$$;
comment on function public.set_notification_settings is 'Sets what the caller is not told in a workspace (groups: mentions, assigned, replies, decided, jobs), and whether the bell stays still while they review.';
grant execute on function public.set_notification_settings to authenticated, service_role;

create function private.sweep_notifications(at_once integer default 5000) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  gone integer;
begin
  with old as (
    select n.id from private.notifications n
    where n.told_at < now() - interval '90 days' or n.read_at is not null and n.told_at < now() - interval '30 days'
    limit at_once for update skip locked
  )
  delete from private.notifications n using old o where n.id = o.id;
  get diagnostics gone = row_count;
  return gone;
end
$$;
comment on function private.sweep_notifications is 'Removes notifications that were read and are a month old, and any that are three. How many.';
