-- Tasks: long work that a person asked for and that a worker does, under the rights of that person.
--
-- A row is the whole truth about a task: there is no second queue. A worker takes a lock on the workspace that lasts as long as its
-- connection, and does the work and writes down its outcome in one transaction of that connection. So nobody does it twice at once,
-- a worker that dies has done nothing, and the next one to look sees the lock gone and begins again
-- (docs/decisions/074-long-work-is-a-task.md).

create type public.task_state as enum ('waiting', 'running', 'done', 'failed', 'cancelled');

create table private.task_kinds (
  kind text not null,
  role public.member_role not null,
  constraint task_kinds_pkey primary key (kind)
);
comment on table private.task_kinds is 'What may be asked for as a task, and the least role that may. lib/tasks/core.ts says which function does it.';
insert into private.task_kinds (kind, role) values
  ('snapshot.stage', 'editor'), ('snapshot.verify', 'editor'), ('snapshot.clean_up', 'admin'), ('change_set.undo', 'editor'),
  ('trash.purge', 'admin'), ('import.apply', 'editor'), ('import.stage', 'editor');

create table public.tasks (
  id uuid not null default gen_random_uuid(),
  ordinal bigint generated always as identity,
  workspace_id uuid not null,
  kind text not null,
  subject_id uuid,
  input jsonb not null default '{}',
  weight integer not null,
  state public.task_state not null default 'waiting',
  step text,
  done integer not null default 0,
  is_cancel_asked boolean not null default false,
  is_seen boolean not null default false,
  attempts smallint not null default 0,
  result jsonb,
  problem jsonb,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  constraint tasks_pkey primary key (id),
  constraint tasks_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint tasks_kind_fkey foreign key (kind) references private.task_kinds (kind),
  constraint tasks_input_object check (jsonb_typeof(input) = 'object' and pg_column_size(input) <= 1048576)
);
comment on table public.tasks is
  'Long work: what was asked for, by whom, how far it is and what came of it. weight: how many rows it is about; done: how many it has written.';
create index tasks_workspace_idx on public.tasks (workspace_id, ordinal desc);
create index tasks_kind_idx on public.tasks (kind);
create index tasks_open_idx on public.tasks (ordinal) where state in ('waiting', 'running');
-- The same thing is not asked for twice at once.
create unique index tasks_once_idx on public.tasks (workspace_id, kind, coalesce(subject_id, workspace_id)) where state in ('waiting', 'running');

alter table public.tasks enable row level security;
grant select on public.tasks to authenticated, service_role;
create policy "Members see the tasks of their workspace" on public.tasks for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

-- -------------------------------------------------------------------------------------------- asking for one

create function private.task_weight(workspace uuid, task_kind text, subject uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  -- Up to a hundred thousand: nobody waits for more to be counted.
  select case
    when task_kind in ('snapshot.stage', 'import.stage') then
      (select count(*) from (select from public.dirty_entities d where d.workspace_id = workspace limit 100000) n)
    when task_kind = 'snapshot.verify' then
      (select coalesce(sum(e.value::bigint), 0) from public.snapshots s cross join jsonb_each_text(s.entity_counts) e
       where s.id = subject and s.workspace_id = workspace)
    when task_kind = 'snapshot.clean_up' then
      (select count(*) from (select from public.entity_versions v where v.workspace_id = workspace and v.to_seq < 2147483647 limit 100000) n)
    when task_kind in ('change_set.undo', 'trash.purge') then
      (select count(*) from (select from public.revisions r where r.change_set_id = subject and r.workspace_id = workspace limit 100000) n)
    when task_kind = 'import.apply' then
      (select coalesce(sum((c.value ->> 'create')::bigint + (c.value ->> 'update')::bigint + (c.value ->> 'conflict')::bigint), 0)
       from public.import_logs l cross join jsonb_each(l.plan_counts) c where l.id = subject and l.workspace_id = workspace)
  end::integer
$$;
comment on function private.task_weight is 'How many rows a task would be about, which is what its time grows with.';

create function public.start_task(
  p_workspace uuid, p_kind text, p_subject uuid default null, p_input jsonb default '{}', p_inline_up_to integer default -1
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  role_needed public.member_role := (select k.role from private.task_kinds k where k.kind = p_kind);
  about integer;
  made uuid;
begin
  perform private.require_role(p_workspace, coalesce(role_needed, 'editor'));
  if role_needed is null then
    raise exception 'there is no task of this kind' using errcode = 'TW006';
  end if;
  about := private.task_weight(p_workspace, p_kind, p_subject);
  -- A task is done for a person: the system itself has nobody to wait with it, and no gateway that ends its requests.
  if about <= p_inline_up_to or private.actor() is null then
    return null;
  end if;
  insert into public.tasks (workspace_id, kind, subject_id, input, weight, created_by)
  values (p_workspace, p_kind, p_subject, coalesce(p_input, '{}'), about, private.actor())
  on conflict do nothing returning id into made;
  if made is null then
    raise exception 'this has been asked for already and is under way' using errcode = 'TW005';
  end if;
  perform pg_notify('task_waiting', '');
  return made;
end
$$;
comment on function public.start_task is
  'Asks for long work and gives its id; null where it is about no more than p_inline_up_to rows and can be done at once. TW005 while the same is under way.';

create function public.cancel_task(p_task uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  task public.tasks;
begin
  select * into task from public.tasks t where t.id = p_task and t.workspace_id in (select private.my_workspaces());
  if task.id is null then
    raise exception 'no such task' using errcode = 'TW004';
  elsif task.created_by <> private.actor() and task.workspace_id not in (select private.my_workspaces('admin')) then
    raise exception 'only the person who asked for this, or an admin, may stop it' using errcode = 'TW007';
  end if;
  update public.tasks t set state = 'cancelled', is_cancel_asked = true, ended_at = clock_timestamp() where t.id = p_task and t.state = 'waiting';
  if not found then
    update public.tasks t set is_cancel_asked = true where t.id = p_task and t.state = 'running';
    if not found then
      raise exception 'this has ended already' using errcode = 'TW002';
    end if;
  end if;
end
$$;
comment on function public.cancel_task is 'Stops a task, at once while it waits. One that is running has changed nothing, unless it is done before it hears of this.';

create function public.see_task(p_task uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.tasks t set is_seen = true where t.id = p_task and t.created_by = auth.uid() and t.ended_at is not null;
end
$$;
comment on function public.see_task is 'Whoever asked for a task has seen what came of it.';

grant execute on function public.start_task, public.cancel_task, public.see_task to authenticated, service_role;

-- ------------------------------------------------------------------------------------------------ the worker

create function private.task_lock(workspace uuid) returns bigint
language sql immutable set search_path = ''
as $$ select hashtextextended('tasks of ' || workspace, 0) $$;

create function private.take_task() returns setof public.tasks
language plpgsql security definer set search_path = ''
as $$
declare
  task public.tasks;
  lock bigint;
  most_attempts constant integer := 3;
begin
  for task in select * from public.tasks t where t.state in ('waiting', 'running') order by t.ordinal loop
    -- One at a time of each workspace: they would wait for each other, and for nobody else's.
    lock := private.task_lock(task.workspace_id);
    continue when not pg_try_advisory_lock(lock);
    -- What was seen before the lock was there may be over.
    select * into task from public.tasks t where t.id = task.id and t.state in ('waiting', 'running') for update;
    if task.id is not null and not task.is_cancel_asked and task.attempts < most_attempts then
      return query update public.tasks t set state = 'running', started_at = coalesce(t.started_at, clock_timestamp()),
        attempts = t.attempts + 1, step = null, done = 0 where t.id = task.id returning t.*;
      return;
    elsif task.is_cancel_asked then
      perform private.end_task(task.id, 'cancelled');
    elsif task.id is not null then
      perform private.end_task(task.id, 'failed', null, jsonb_build_object('code', 'unavailable',
        'message', 'The worker ended three times while it did this. Nothing was changed.'));
    end if;
    perform pg_advisory_unlock(lock);
  end loop;
end
$$;
comment on function private.take_task is
  'The next task that nobody is at, now running, or none. The lock on its workspace lasts until pg_advisory_unlock_all() or the end of the connection.';

create function private.end_task(task uuid, outcome public.task_state, result jsonb default null, problem jsonb default null) returns void
language sql security definer set search_path = ''
as $$
  update public.tasks t set state = outcome, result = end_task.result, problem = end_task.problem, step = null,
    -- Put back by a worker that stops: that was no attempt.
    attempts = case when outcome = 'waiting' then t.attempts - 1 else t.attempts end,
    ended_at = case when outcome <> 'waiting' then clock_timestamp() end
  where t.id = task
$$;
comment on function private.end_task is 'Writes down what came of a task: in the transaction that did the work, or in one of its own where nothing was done.';

create function private.say_progress(step text, written bigint) returns void
language plpgsql stable set search_path = ''
as $$
begin
  if current_setting('trailwright.task', true) = 'on' then
    raise notice '%', jsonb_build_object('step', step, 'written', written) using errcode = 'TW100';
  end if;
end
$$;
comment on function private.say_progress is
  'Tells a worker how far the work in its transaction is, as a notice: a row written in it would be seen once it is over.';

-- Every row of content is written down here, whoever writes it: what a task has written is counted here as well.
create or replace function private.track() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  row_kind constant public.content_kind := tg_argv[0];
  name_column constant text := tg_argv[1];
  parent_column constant text := tg_argv[2];
  touched uuid;
  made uuid;
  written bigint := 0;
  added bigint;
begin
  -- One statement may touch thousands of rows (imports), so revisions are written as a set. "offset 0" keeps the planner
  -- from writing to_jsonb out once for every use of it.
  if tg_op = 'INSERT' then
    for touched in select distinct n.workspace_id from new_rows n order by 1 loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select n.workspace_id, made, row_kind, n.id, 'create', n.version, n.b ->> 'slug', n.b ->> name_column, (n.b ->> parent_column)::uuid, n.b, private.actor()
      from (select r.id, r.workspace_id, r.version, to_jsonb(r) as b from new_rows r where r.workspace_id = touched offset 0) n;
      get diagnostics added = row_count;
      written := written + added;
    end loop;
    insert into public.dirty_entities (workspace_id, kind, entity_id) select n.workspace_id, row_kind, n.id from new_rows n;

  elsif tg_op = 'UPDATE' then
    for touched in
      select distinct n.workspace_id from new_rows n join old_rows o on o.id = n.id where n.version <> o.version order by 1
    loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select n.workspace_id, made, row_kind, n.id, 'update', n.version, n.b ->> 'slug', n.b ->> name_column, (n.b ->> parent_column)::uuid, n.b, private.actor()
      from (
        select r.id, r.workspace_id, r.version, to_jsonb(r) as b
        from new_rows r join old_rows o on o.id = r.id and o.version <> r.version where r.workspace_id = touched offset 0
      ) n;
      get diagnostics added = row_count;
      written := written + added;
      insert into public.dirty_entities (workspace_id, kind, entity_id)
      select n.workspace_id, row_kind, n.id
      from new_rows n join old_rows o on o.id = n.id and o.version <> n.version where n.workspace_id = touched;
    end loop;

  else
    -- A workspace that is being deleted takes its history along; there is nothing to write it to.
    for touched in select distinct o.workspace_id from old_rows o join public.workspaces w on w.id = o.workspace_id order by 1 loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select o.workspace_id, made, row_kind, o.id, 'delete', o.version + 1, o.b ->> 'slug', o.b ->> name_column, (o.b ->> parent_column)::uuid, o.b, private.actor()
      from (select r.id, r.workspace_id, r.version, to_jsonb(r) as b from old_rows r where r.workspace_id = touched offset 0) o;
      get diagnostics added = row_count;
      written := written + added;
      insert into public.dirty_entities (workspace_id, kind, entity_id)
      select o.workspace_id, row_kind, o.id from old_rows o where o.workspace_id = touched;
    end loop;
  end if;
  perform private.say_progress('writing', written);
  return null;
end
$$;

create or replace function private.fill_snapshot(snapshot uuid, chosen uuid[]) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  draft public.snapshots;
  parent public.snapshots;
  base_seq integer;
  new_seq integer;
  stamps bigint[];
  found jsonb;
  added numeric;
  written integer;
begin
  -- Stagers, promoters and importers of one workspace queue here.
  perform from public.workspaces w where w.id = (select s.workspace_id from public.snapshots s where s.id = snapshot) for no key update;
  select * into draft from public.snapshots s where s.id = snapshot for update;
  if draft.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  elsif draft.status <> 'draft' then
    raise exception 'only a draft can be filled' using errcode = 'TW002';
  end if;
  -- A draft whose parent has been cleaned up meanwhile builds on what there is.
  select * into parent from public.snapshots s where s.id = coalesce(draft.parent_id, (private.base_snapshot(draft.workspace_id)).id);
  base_seq := coalesce(parent.seq, 0);

  -- The stamps first: an edit that commits from here on leaves a line that is not among them and stays dirty.
  stamps := array(select d.stamp from public.dirty_entities d where d.workspace_id = draft.workspace_id);
  perform private.say_progress('collecting', 0);
  perform private.collect_differences(draft.workspace_id, base_seq);
  perform private.say_progress('checking', 0);

  if chosen is not null then
    create temporary table if not exists stage_chosen (id uuid primary key) on commit drop;
    truncate pg_temp.stage_chosen;
    insert into pg_temp.stage_chosen select distinct c.id from unnest(chosen) c (id);
    perform private.close_selection();
    update pg_temp.stage_differences c set is_chosen = false
      where not exists (select from pg_temp.stage_chosen s where s.id = c.entity_id);
  end if;

  select jsonb_agg(to_jsonb(b)) into found from (
    select b.* from private.stage_blockers(draft.workspace_id, base_seq) b order by b.rule, b.kind, b.slug limit 500) b;
  if found is not null then
    return jsonb_build_object('ok', false, 'blockers', found);
  end if;
  perform private.say_progress('writing', 0);
  new_seq := private.next_seq(draft.workspace_id);

  -- Back to the base where the newest seq has gone another way (after a rollback); then the chosen changes.
  if base_seq < new_seq - 1 then
    create temporary table if not exists stage_reset (kind public.content_kind, entity_id uuid) on commit drop;
    truncate pg_temp.stage_reset;
    insert into pg_temp.stage_reset
      select distinct v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = draft.workspace_id and (v.from_seq > base_seq or (v.to_seq > base_seq and v.to_seq < 2147483647));
    update public.entity_versions v set to_seq = new_seq from pg_temp.stage_reset r
      where v.workspace_id = draft.workspace_id and v.kind = r.kind and v.entity_id = r.entity_id and v.to_seq = 2147483647;
    insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, slug, ref_a, ref_b, hash, body)
      select v.workspace_id, v.kind, v.entity_id, new_seq, v.slug, v.ref_a, v.ref_b, v.hash, v.body
      from public.entity_versions v join pg_temp.stage_reset r on r.kind = v.kind and r.entity_id = v.entity_id
      where v.workspace_id = draft.workspace_id and v.from_seq <= base_seq and v.to_seq > base_seq
        and not exists (select from pg_temp.stage_differences c where c.kind = v.kind and c.entity_id = v.entity_id and c.is_chosen);
  end if;
  update public.entity_versions v set to_seq = new_seq from pg_temp.stage_differences c
    where c.is_chosen and v.workspace_id = draft.workspace_id and v.kind = c.kind and v.entity_id = c.entity_id and v.to_seq = 2147483647;
  insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, slug, ref_a, ref_b, hash, body)
    select draft.workspace_id, c.kind, c.entity_id, new_seq, c.after_slug, c.after_a, c.after_b, c.after_hash, c.after_body
    from pg_temp.stage_differences c where c.is_chosen and c.after_hash is not null;
  get diagnostics written = row_count;
  -- A first stage makes the table many times what it was when its statistics were taken: until they are taken again, a minute
  -- later, readers of one lesson of ten thousand were answered after more than three seconds, which is never.
  if written > 1000 then
    analyze public.entity_versions;
  end if;

  -- What is left differing from this snapshot, which is now the newest. Nobody is waited for: lines are never changed.
  delete from public.dirty_entities d where d.stamp = any (stamps) and d.workspace_id = draft.workspace_id;
  insert into public.dirty_entities (workspace_id, kind, entity_id)
    select draft.workspace_id, c.kind, c.entity_id from pg_temp.stage_differences c where not c.is_chosen;

  select coalesce(sum(coalesce(private.hash_number(c.after_hash), 0) - coalesce(private.hash_number(c.before_hash), 0)), 0)
    into added from pg_temp.stage_differences c where c.is_chosen;

  update public.snapshots s set
    seq = new_seq, status = 'ready', staged_at = now(), parent_id = parent.id,
    content_hash = private.number_hash(private.hash_value(parent.content_hash) + added),
    change_counts = (
      select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') from (
        select c.kind, jsonb_build_object(
          'added', count(*) filter (where c.before_hash is null),
          'changed', count(*) filter (where c.before_hash is not null and c.after_hash is not null),
          'removed', count(*) filter (where c.after_hash is null)) as counts
        from pg_temp.stage_differences c where c.is_chosen group by c.kind) n),
    entity_counts = coalesce(parent.entity_counts, '{}') || (
      select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
        select c.kind, coalesce((parent.entity_counts ->> c.kind::text)::integer, 0)
          + count(*) filter (where c.before_hash is null) - count(*) filter (where c.after_hash is null) as total
        from pg_temp.stage_differences c where c.is_chosen group by c.kind) n)
  where s.id = snapshot
  returning * into draft;
  return jsonb_build_object('ok', true, 'snapshot_id', draft.id, 'seq', draft.seq, 'change_counts', draft.change_counts,
    'entity_counts', draft.entity_counts, 'content_hash', draft.content_hash);
end
$$;
