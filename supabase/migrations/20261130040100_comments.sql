-- Talking about a passage: threads anchored to words of a lesson or of a draft (docs/decisions/142-comments-are-anchored-to-words.md).

create table public.comment_threads (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  -- No reference: comments wait with a lesson that is in the trash, and come back with it.
  spark_id uuid,
  proposal_id uuid references public.proposals (id) on delete cascade,
  quote text not null,
  text_before text not null default '',
  text_after text not null default '',
  at integer not null,
  version integer,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  resolved_by uuid,
  resolved_at timestamptz,
  constraint comment_threads_about check (num_nonnulls(spark_id, proposal_id) = 1),
  constraint comment_threads_quote check (private.is_visible(quote) and char_length(quote) <= 1000),
  constraint comment_threads_around check (char_length(text_before) <= 64 and char_length(text_after) <= 64),
  constraint comment_threads_at check (at >= 0)
);
comment on table public.comment_threads is 'A conversation about a passage of a lesson or of a draft. The passage is known by its words, by a few around it, and by where it stood.';
comment on column public.comment_threads.at is 'How many characters of the text as it is shown stood before the passage.';
comment on column public.comment_threads.version is 'The version of the lesson in which the passage was marked.';
create index comment_threads_spark_idx on public.comment_threads (workspace_id, spark_id, created_at) where spark_id is not null;
create index comment_threads_proposal_idx on public.comment_threads (proposal_id) where proposal_id is not null;

create table public.comments (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  thread_id uuid not null references public.comment_threads (id) on delete cascade,
  body text not null,
  mentions uuid[] not null default '{}',
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  edited_at timestamptz,
  deleted_at timestamptz,
  ordinal bigint generated always as identity,
  constraint comments_body check (case when deleted_at is null then private.is_visible(body) and char_length(body) <= 4000 else body = '' end),
  constraint comments_mentions check (cardinality(mentions) <= 20)
);
comment on table public.comments is 'What somebody said in a thread: plain text. Deleted with replies behind it, the line stays without its words.';
create index comments_thread_idx on public.comments (thread_id, ordinal);
create index comments_workspace_idx on public.comments (workspace_id);

do $$
declare
  t text;
begin
  foreach t in array array['comment_threads', 'comments'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('grant select on public.%I to authenticated, service_role', t);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', t);
  end loop;
end
$$;

create function private.guard_mentions() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from unnest(new.mentions) p (person) where not exists (
    select from public.memberships m where m.workspace_id = new.workspace_id and m.user_id = p.person))
  then
    raise exception 'Only members of this workspace can be mentioned.' using errcode = 'TW006';
  end if;
  return new;
end
$$;
create trigger guard_mentions before insert or update of mentions on public.comments for each row execute function private.guard_mentions();

create function private.tell_comment() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  t public.comment_threads;
  headline text;
  person uuid;
begin
  select * into t from public.comment_threads h where h.id = new.thread_id;
  headline := coalesce((select s.title from public.sparks s where s.workspace_id = t.workspace_id and s.id = private.spark_now(t.workspace_id, t.spark_id)),
    (select p.title from public.proposals p where p.id = t.proposal_id), '');
  -- Of an edit, only who was not named before. In the order of people, so that two who write at once never wait for each other in a ring.
  for person in select distinct m from unnest(new.mentions) m where tg_op = 'INSERT' or not m = any (old.mentions) order by m loop
    perform private.notify(new.workspace_id, person, 'mention', 'thread:' || t.id, case when t.spark_id is null then 'proposal' else 'spark' end,
      coalesce(t.spark_id, t.proposal_id), headline, new.body, t.id, new.created_by);
  end loop;
  if tg_op = 'INSERT' then
    for person in select distinct w.person from (
        select c.created_by as person from public.comments c where c.thread_id = t.id and c.deleted_at is null
        union select p.created_by from public.proposals p where p.id = t.proposal_id) w
      where w.person is not null and not w.person = any (new.mentions) order by w.person
    loop
      perform private.notify(new.workspace_id, person, 'reply', 'thread:' || t.id, case when t.spark_id is null then 'proposal' else 'spark' end,
        coalesce(t.spark_id, t.proposal_id), headline, new.body, t.id, new.created_by);
    end loop;
  end if;
  return null;
end
$$;
comment on function private.tell_comment is 'Tells who was mentioned, who wrote in the thread before, and who asked for the draft that it is about.';
create trigger tell_comment after insert or update of mentions on public.comments for each row execute function private.tell_comment();

create function private.tell_resolved() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  person uuid;
begin
  for person in select distinct c.created_by from public.comments c where c.thread_id = new.id and c.created_by is not null order by c.created_by loop
    perform private.notify(new.workspace_id, person, 'resolved', 'thread:' || new.id, case when new.spark_id is null then 'proposal' else 'spark' end,
      coalesce(new.spark_id, new.proposal_id), coalesce((select s.title from public.sparks s where s.id = new.spark_id), (select p.title from public.proposals p where p.id = new.proposal_id), ''),
      new.quote, new.id, new.resolved_by);
  end loop;
  return null;
end
$$;
create trigger tell_resolved after update of resolved_at on public.comment_threads for each row
  when (old.resolved_at is null and new.resolved_at is not null) execute function private.tell_resolved();

create function private.hold_thread(workspace uuid, thread uuid) returns public.comment_threads
language plpgsql security definer set search_path = ''
as $$
declare
  t public.comment_threads;
begin
  select * into t from public.comment_threads h where h.workspace_id = workspace and h.id = thread for update;
  if t.id is null then
    raise exception 'This thread is gone. Its author deleted it.' using errcode = 'TW004';
  elsif t.spark_id is not null and private.spark_now(workspace, t.spark_id) is null then
    raise exception 'That lesson is in the trash. Restore it to go on.' using errcode = 'TW002';
  end if;
  return t;
end
$$;
comment on function private.hold_thread is 'A thread, locked until the end: whoever writes in it and whoever deletes from it go one after the other.';

create function private.own_comment(workspace uuid, comment uuid) returns public.comments
language plpgsql security definer set search_path = ''
as $$
declare
  c public.comments;
begin
  select * into c from public.comments o where o.workspace_id = workspace and o.id = comment;
  if c.id is not null then
    perform private.hold_thread(workspace, c.thread_id);
    select * into c from public.comments o where o.id = comment;
  end if;
  if c.id is null or c.deleted_at is not null then
    raise exception 'This comment is gone.' using errcode = 'TW004';
  elsif c.created_by is distinct from private.actor() and not private.is_system() then
    raise exception 'Only its author can change a comment.' using errcode = 'TW007';
  end if;
  return c;
end
$$;

create function public.add_comment(p_workspace uuid, p_thread uuid, p_body text, p_mentions uuid[] default '{}') returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.hold_thread(p_workspace, p_thread);
  if (select count(*) from public.comments c where c.thread_id = p_thread) >= 500 then
    raise exception 'This thread is full. Start another one.' using errcode = 'TW006';
  end if;
  insert into public.comments (workspace_id, thread_id, body, mentions, created_by)
  values (p_workspace, p_thread, p_body, array(select distinct m from unnest(p_mentions) m), private.actor()) returning id into made;
  return made;
end
$$;
comment on function public.add_comment is 'Answers in a thread. TW006 for a mention of somebody who is no member, TW002 while the lesson is in the trash.';
grant execute on function public.add_comment to authenticated, service_role;

create function public.start_thread(p_workspace uuid, p_thread jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  spark constant uuid := (p_thread ->> 'spark_id')::uuid;
  proposal constant uuid := (p_thread ->> 'proposal_id')::uuid;
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if spark is not null and not exists (select from public.sparks s where s.workspace_id = p_workspace and s.id = spark)
    or proposal is not null and not exists (select from public.proposals p where p.workspace_id = p_workspace and p.id = proposal)
  then
    raise exception 'What you commented on is not here any more.' using errcode = 'TW004';
  elsif (select count(*) from public.comment_threads t where t.workspace_id = p_workspace and (t.spark_id = spark or t.proposal_id = proposal)) >= 500 then
    raise exception 'There are 500 threads here already. Delete some that are done.' using errcode = 'TW006';
  end if;
  insert into public.comment_threads (workspace_id, spark_id, proposal_id, quote, text_before, text_after, at, version, created_by)
  values (p_workspace, spark, proposal, p_thread ->> 'quote', coalesce(p_thread ->> 'before', ''), coalesce(p_thread ->> 'after', ''), coalesce((p_thread ->> 'at')::integer, 0),
    (select s.version from public.sparks s where s.workspace_id = p_workspace and s.id = spark), private.actor())
  returning id into made;
  return jsonb_build_object('thread_id', made, 'comment_id', public.add_comment(p_workspace, made, p_thread ->> 'body',
    array(select m::uuid from jsonb_array_elements_text(coalesce(p_thread -> 'mentions', '[]')) m)));
end
$$;
comment on function public.start_thread is 'Begins a thread at a passage: {spark_id | proposal_id, quote, before, after, at, body, mentions}. {thread_id, comment_id}.';
grant execute on function public.start_thread to authenticated, service_role;

create function public.edit_comment(p_workspace uuid, p_comment uuid, p_body text, p_mentions uuid[] default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.own_comment(p_workspace, p_comment);
  update public.comments c set body = p_body, mentions = array(select distinct m from unnest(p_mentions) m), edited_at = clock_timestamp() where c.id = p_comment;
end
$$;
comment on function public.edit_comment is 'Changes a comment of the caller. TW007 for that of somebody else.';
grant execute on function public.edit_comment to authenticated, service_role;

create function public.delete_comment(p_workspace uuid, p_comment uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  c public.comments;
begin
  perform private.require_role(p_workspace, 'editor');
  c := private.own_comment(p_workspace, p_comment);
  update public.comments o set body = '', mentions = '{}', deleted_at = clock_timestamp() where o.id = c.id;
  -- Words that nobody answered leave nothing behind, nor does a thread that says nothing any more.
  delete from public.comments o where o.thread_id = c.thread_id and o.deleted_at is not null
    and not exists (select from public.comments l where l.thread_id = o.thread_id and l.ordinal > o.ordinal and l.deleted_at is null);
  delete from public.comment_threads t where t.id = c.thread_id and not exists (select from public.comments l where l.thread_id = t.id);
end
$$;
comment on function public.delete_comment is 'Deletes a comment of the caller; with replies behind it, its place stays. TW007 for that of somebody else.';
grant execute on function public.delete_comment to authenticated, service_role;

create function public.resolve_thread(p_workspace uuid, p_thread uuid, p_is_resolved boolean) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  t public.comment_threads;
begin
  perform private.require_role(p_workspace, 'editor');
  t := private.hold_thread(p_workspace, p_thread);
  -- Of two who resolve it at once, the first did, and the second finds it done.
  if (t.resolved_at is not null) <> p_is_resolved then
    update public.comment_threads h set resolved_at = case when p_is_resolved then clock_timestamp() end, resolved_by = case when p_is_resolved then private.actor() end
    where h.id = p_thread returning * into t;
  end if;
  return jsonb_build_object('resolved_at', t.resolved_at, 'resolved_by', t.resolved_by);
end
$$;
comment on function public.resolve_thread is 'Resolves a thread or opens it again: {resolved_at, resolved_by}, of whoever was first.';
grant execute on function public.resolve_thread to authenticated, service_role;

create function public.read_threads(p_workspace uuid, p_spark uuid default null, p_proposal uuid default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    -- Of a lesson, also those of what was merged into it.
    with recursive here as (
      select s.id, 0 as steps from public.sparks s where s.workspace_id = p_workspace and s.id = p_spark
      union
      select m.from_id, h.steps + 1 from here h join private.merges m on m.workspace_id = p_workspace and m.kind = 'spark' and m.into_id = h.id
        join public.change_sets c on c.id = m.change_set_id and c.undone_by is null
      where h.steps < 50
    )
    select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'spark_id', t.spark_id, 'quote', t.quote, 'before', t.text_before, 'after', t.text_after, 'at', t.at, 'version', t.version,
      'created_by', t.created_by, 'created_at', t.created_at, 'resolved_by', t.resolved_by, 'resolved_at', t.resolved_at,
      'comments', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'body', c.body, 'mentions', to_jsonb(c.mentions), 'created_by', c.created_by, 'created_at', c.created_at,
        'is_edited', c.edited_at is not null, 'is_deleted', c.deleted_at is not null) order by c.ordinal), '[]') from public.comments c where c.thread_id = t.id)) order by t.created_at, t.id), '[]')
    from public.comment_threads t
    where t.workspace_id = p_workspace and (t.spark_id in (select h.id from here h) or t.proposal_id = p_proposal));
end
$$;
comment on function public.read_threads is 'The threads of a lesson (with those of lessons merged into it) or of a proposal: [{id, spark_id, quote, before, after, at, version, created_by, created_at, resolved_by, resolved_at, comments: [{id, body, mentions, created_by, created_at, is_edited, is_deleted}]}].';
grant execute on function public.read_threads to authenticated, service_role;

-- Purging takes the threads of a lesson along.
create or replace function public.purge_trash(p_change_set uuid)
 returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  target public.change_sets;
  purged integer;
  ids uuid[];
begin
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.id is null then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  if target.action <> 'trash' or target.undone_by is not null then
    raise exception 'only what lies in the trash can be purged' using errcode = 'TW002';
  end if;
  with gone as (
    select distinct r.kind, r.entity_id from public.revisions r
    where r.change_set_id = p_change_set and r.operation = 'delete'
      and not exists (
        select from public.revisions l where l.workspace_id = r.workspace_id and l.kind = r.kind
          and l.entity_id = r.entity_id and l.id > r.id)
  ), removed as (
    delete from public.revisions r using gone g
    where r.workspace_id = target.workspace_id and r.kind = g.kind and r.entity_id = g.entity_id
    returning r.kind, r.entity_id
  )
  select count(distinct (kind, entity_id)), array_agg(distinct entity_id) into purged, ids from removed;
  delete from public.slug_redirects r where r.workspace_id = target.workspace_id and (r.entity_id = any (ids) or r.origin_id = any (ids));
  delete from private.merges m where m.workspace_id = target.workspace_id and (m.from_id = any (ids) or m.into_id = any (ids));
  delete from private.imported_states s where s.workspace_id = target.workspace_id and s.entity_id = any (ids);
  delete from public.quality_scores q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from private.quality_findings q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.quality_dismissals q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.first_promotions p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  delete from public.flow_runs f where f.workspace_id = target.workspace_id and f.entity_id = any (ids);
  delete from public.comment_threads t where t.workspace_id = target.workspace_id and t.spark_id = any (ids);
  delete from public.conversations c where c.workspace_id = target.workspace_id and c.concept_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$$;
