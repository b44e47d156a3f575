-- A proposal is decided: who decided it, what was written, and what holds whoever asks (docs/decisions/140-a-proposal-is-decided-in-the-database.md).

alter table public.proposals
  -- A draft that came by import has no job behind it, and maybe no person.
  alter column flow_run_id drop not null,
  alter column step_run_id drop not null,
  alter column created_by drop not null,
  add column origin text not null default 'job',
  add column base_hash text,
  add column stale_because text,
  add column risks text[] not null default '{}',
  add column changed_share real,
  add column is_seeded boolean not null default false,
  add column decided_by uuid,
  add column decided_at timestamptz,
  add column reason_code smallint,
  add column reason text,
  add column final jsonb,
  add column parts jsonb,
  add column human_share real,
  add column made jsonb not null default '[]',
  add column change_set_id uuid references public.change_sets (id) on delete set null,
  drop constraint proposals_kind,
  add constraint proposals_kind check (kind in ('outline', 'spark', 'exercises', 'links', 'piece', 'quiz', 'review', 'profile', 'draft')),
  add constraint proposals_origin check (origin in ('job', 'import') and (origin = 'job') = (flow_run_id is not null)),
  add constraint proposals_stale_because check (stale_because is null or stale_because in ('changed', 'gone') and status = 'stale'),
  add constraint proposals_reason_code check (reason_code between 1 and 9),
  add constraint proposals_reason_length check (char_length(reason) <= 4000),
  add constraint proposals_human_share_range check (human_share between 0 and 1),
  add constraint proposals_made_list check (jsonb_typeof(made) = 'array'),
  add constraint proposals_decided check (status not in ('approved', 'rejected') or decided_at is not null and decided_by is not null),
  -- A check of attention is a fault that was put in: it must never become content.
  add constraint proposals_seeded check (not (is_seeded and status = 'approved'));
comment on column public.proposals.base_hash is 'private.text_hash of the lesson it was written for. While the lesson says something else, the proposal is stale.';
comment on column public.proposals.final is 'What was written instead of the body, where a person edited it before approving.';
comment on column public.proposals.parts is 'Of a proposal with parts, what became of each: [{nth, is_approved, reason_code}].';
comment on column public.proposals.human_share is 'Of the words that were written, the share that a person wrote: 0 where it was approved as it was.';
comment on column public.proposals.made is 'What the approval wrote: [{kind, id}].';
comment on column public.proposals.changed_share is 'Of the words of lesson and draft together, the share that only one of them has.';
create index proposals_waiting_idx on public.proposals (workspace_id, kind, ordinal) where status in ('pending', 'stale');
create index proposals_place_idx on public.proposals (place_id) where status in ('pending', 'stale');
create index proposals_change_set_idx on public.proposals (change_set_id) where change_set_id is not null;
create index proposals_decided_idx on public.proposals (workspace_id, decided_at desc) where decided_at is not null;

alter table public.workspaces add column allows_self_approval boolean not null default false;
comment on column public.workspaces.allows_self_approval is 'Whoever asked for a draft may approve it: for teams of one.';
grant update (allows_self_approval) on public.workspaces to authenticated;

create table public.proposal_places (
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  flow_run_id uuid not null references public.flow_runs (id) on delete cascade,
  module integer not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  primary key (flow_run_id, module)
);
comment on table public.proposal_places is 'Where the lessons of a job went: the trail that grew out of its outline (module 0) and the concepts that grew out of its modules (1 and on).';
create index proposal_places_workspace_idx on public.proposal_places (workspace_id);

create table public.proposal_claims (
  proposal_id uuid primary key references public.proposals (id) on delete cascade,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  until timestamptz not null
);
comment on table public.proposal_claims is 'Who is deciding about a proposal, for ten minutes from their last key.';
create index proposal_claims_workspace_idx on public.proposal_claims (workspace_id, until);
create index proposal_claims_user_idx on public.proposal_claims (user_id);

create table public.proposal_events (
  id bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  proposal_id uuid not null references public.proposals (id) on delete cascade,
  was public.proposal_status not null,
  became public.proposal_status not null,
  actor uuid,
  detail jsonb not null default '{}',
  happened_at timestamptz not null default clock_timestamp()
);
comment on table public.proposal_events is 'What became of a proposal, in order. Only added to.';
create index proposal_events_proposal_idx on public.proposal_events (proposal_id, id);
create index proposal_events_workspace_idx on public.proposal_events (workspace_id, id desc);

do $$
declare
  t text;
begin
  foreach t in array array['proposal_places', 'proposal_claims', 'proposal_events'] loop
    execute format('alter table public.%I enable row level security', t);
    execute format('grant select on public.%I to authenticated, service_role', t);
    execute format('create policy "Members read" on public.%I for select to authenticated using (workspace_id in (select private.my_workspaces()))', t);
  end loop;
end
$$;

create function private.text_hash(content text) returns text
language sql immutable set search_path = ''
return md5(content);
comment on function private.text_hash is 'By what a proposal knows that a lesson still says what it was written for.';

create function private.changed_share(before text, after text) returns real
language sql immutable set search_path = ''
as $$
  with words as (
    select w, count(*) filter (where side = 0) as b, count(*) filter (where side = 1) as a
    from (select 0 as side, regexp_split_to_table(before, '\s+') as w union all select 1, regexp_split_to_table(after, '\s+')) s
    where w <> '' group by w
  )
  select coalesce(round((sum(abs(a - b)) / nullif(sum(a + b), 0))::numeric, 3), 0)::real from words
$$;
comment on function private.changed_share is 'Of the words of two texts together, the share that only one of them has, wherever they stand.';

-- What a proposal was written for is noted when it comes, so that nothing has to be told.
create function private.note_base() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  base text;
  now_text text;
begin
  if new.place_kind = 'spark' then
    select s.content_md into now_text from public.sparks s where s.workspace_id = new.workspace_id and s.id = new.place_id;
    base := coalesce((
      select r.body ->> 'content_md' from public.revisions r
      where r.workspace_id = new.workspace_id and r.kind = 'spark' and r.entity_id = new.place_id and r.version <= new.base_version
      order by r.id desc limit 1), now_text);
    new.base_hash := private.text_hash(base);
    if now_text is null then
      new.status := 'stale';
      new.stale_because := 'gone';
    elsif now_text <> base then
      new.status := 'stale';
      new.stale_because := 'changed';
    end if;
    if new.kind = 'spark' and base is not null then
      new.changed_share := private.changed_share(base, new.body ->> 'content_md');
    end if;
  end if;
  new.risks := array_remove(array[
    case when new.kind in ('exercises', 'quiz') then 'answer_key' end,
    case when new.kind = 'links' then 'new_links' end,
    case when new.changed_share > 0.3 then 'much_changed' end,
    case when new.body ->> 'content_md' ~* '\y(ignore|disregard|forget)\y.{0,40}\y(instructions?|prompts?|rules)\y' then 'instructions' end], null);
  return new;
end
$$;
create trigger note_base before insert on public.proposals for each row execute function private.note_base();

create function private.guard_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  now_hash text;
begin
  if (new.workspace_id, new.kind, new.body, new.is_seeded, new.origin) is distinct from (old.workspace_id, old.kind, old.body, old.is_seeded, old.origin)
    or new.created_by is distinct from old.created_by
  then
    raise exception 'a proposal stays as it was made' using errcode = 'TW002';
  end if;
  -- What it was written for changes only with somebody who looked at what the lesson says now, or with a draft that is the lesson itself.
  if new.base_hash is distinct from old.base_hash and not (old.status = 'stale' and new.status = 'pending') and old.kind <> 'draft' then
    raise exception 'a proposal stays as it was made' using errcode = 'TW002';
  end if;
  if new.status = old.status then
    return new;
  end if;
  if new.status = 'approved' and new.decided_at = old.decided_at and exists (
    select from public.change_sets c where c.id = old.change_set_id and c.undone_by is null
  ) then
    -- What was approved, undone and done again stands in the lesson already.
    new.stale_because := null;
  elsif new.status = 'approved' then
    if old.status <> 'pending' then
      raise exception 'only a proposal that waits can be approved; this one is %', old.status using errcode = 'TW002';
    elsif not exists (select from public.memberships m where m.workspace_id = new.workspace_id and m.user_id = new.decided_by and m.role >= 'reviewer') then
      raise exception 'only reviewers approve' using errcode = '42501';
    elsif new.decided_by = new.created_by and not (select w.allows_self_approval from public.workspaces w where w.id = new.workspace_id) then
      raise exception 'You asked for this draft, so somebody else decides it.' using errcode = 'TW007';
    elsif new.is_seeded then
      raise exception 'This was a check: a fault had been put in.' using errcode = 'TW007';
    end if;
    if new.place_kind = 'spark' then
      select private.text_hash(s.content_md) into now_hash from public.sparks s where s.workspace_id = new.workspace_id and s.id = new.place_id;
      if now_hash is distinct from new.base_hash then
        raise exception 'The lesson changed since this was written.' using errcode = 'TW003';
      end if;
    end if;
  elsif new.status = 'rejected' then
    if old.status not in ('pending', 'stale') then
      raise exception 'only a proposal that waits can be rejected; this one is %', old.status using errcode = 'TW002';
    elsif not exists (select from public.memberships m where m.workspace_id = new.workspace_id and m.user_id = new.decided_by and m.role >= 'reviewer') then
      raise exception 'only reviewers reject' using errcode = '42501';
    end if;
    new.stale_because := null;
  elsif new.status = 'pending' and old.status in ('approved', 'rejected') and new.place_kind = 'spark' and new.kind <> 'draft' then
    -- What was taken back waits only while the lesson says what it was written for.
    select private.text_hash(s.content_md) into now_hash from public.sparks s where s.workspace_id = new.workspace_id and s.id = new.place_id;
    if now_hash is distinct from new.base_hash then
      new.status := 'stale';
      new.stale_because := case when now_hash is null then 'gone' else 'changed' end;
    end if;
  elsif new.status <> 'stale' then
    new.stale_because := null;
  end if;
  return new;
end
$$;
comment on function private.guard_decision is 'What holds for every decision, whoever writes it: no approval by an editor, of one''s own order, of what is stale, decided or a check; and a proposal stays as it was made.';
create trigger guard_decision before update on public.proposals for each row execute function private.guard_decision();

create function private.note_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.proposal_events (workspace_id, proposal_id, was, became, actor, detail)
  values (new.workspace_id, new.id, old.status, new.status, coalesce(private.actor(), case when new.status in ('approved', 'rejected') then new.decided_by end),
    jsonb_strip_nulls(jsonb_build_object('reason_code', new.reason_code, 'human_share', new.human_share, 'stale_because', new.stale_because)));
  if new.status not in ('pending', 'stale') then
    delete from public.proposal_claims c where c.proposal_id = new.id;
  end if;
  return null;
end
$$;
create trigger note_decision after update on public.proposals for each row when (old.status <> new.status) execute function private.note_decision();

-- A proposal turns stale by itself when the lesson says something else, and waits again when the lesson says again what it was written for.
create function private.follow_base() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    update public.proposals p set status = case when p.kind = 'draft' then 'superseded' else 'stale' end::public.proposal_status,
      stale_because = case when p.kind <> 'draft' then 'gone' end
    from (select o.id from old_rows o order by o.id) o
    where p.place_id = o.id and p.place_kind = 'spark' and p.status in ('pending', 'stale');
    return null;
  end if;
  update public.proposals p set status = case when n.hash = p.base_hash then 'pending' else 'stale' end::public.proposal_status,
    stale_because = case when n.hash <> p.base_hash then 'changed' end
  from (select n.id, private.text_hash(n.content_md) as hash from new_rows n order by n.id) n
  where p.place_id = n.id and p.place_kind = 'spark' and p.kind <> 'draft' and p.status in ('pending', 'stale')
    and (p.status = 'pending') = (n.hash <> p.base_hash);
  -- A draft that came by import is the lesson as it stands.
  update public.proposals p set base_hash = n.hash, base_version = n.version,
    status = case when n.review is distinct from 'pending' then 'superseded' else p.status end
  from (select n.id, n.version, n.ai_metadata ->> 'review_status' as review, private.text_hash(n.content_md) as hash from new_rows n order by n.id) n
  where p.place_id = n.id and p.kind = 'draft' and p.status = 'pending'
    and (p.base_hash <> n.hash or n.review is distinct from 'pending');
  insert into public.proposals (workspace_id, kind, title, place_kind, place_id, base_version, body, created_by, origin)
  select n.workspace_id, 'draft', n.title, 'spark', n.id, n.version, '{"kind": "draft"}', coalesce(n.updated_by, n.created_by), 'import'
  from new_rows n
  where n.ai_metadata ->> 'review_status' = 'pending'
    and not exists (select from public.proposals p where p.place_id = n.id and p.kind = 'draft' and p.status in ('pending', 'stale'))
  order by n.id;
  return null;
end
$$;
comment on function private.follow_base is 'Keeps the proposals for lessons that were written: stale when the text moved, waiting again when it came back; a lesson that is marked as a draft waits in the queue.';
create trigger follow_base_insert after insert on public.sparks referencing new table as new_rows for each statement execute function private.follow_base();
create trigger follow_base_update after update on public.sparks referencing new table as new_rows for each statement execute function private.follow_base();
create trigger follow_base_delete after delete on public.sparks referencing old table as old_rows for each statement execute function private.follow_base();

-- A change set of an approval that is undone, or brought back, wherever that is done.
create function private.follow_undo() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.proposals p set status = case when new.undone_by is not null then 'pending' when p.reason_code is null then 'approved' else 'rejected' end::public.proposal_status
  where p.change_set_id = new.id and p.status in ('approved', 'rejected') = (new.undone_by is not null) and p.status not in ('superseded', 'withdrawn');
  -- The lesson was marked as a draft again before this one waited again.
  update public.proposals p set status = 'superseded'
  from public.proposals back
  where back.change_set_id = new.id and back.kind = 'draft' and back.status = 'pending'
    and p.place_id = back.place_id and p.kind = 'draft' and p.status = 'pending' and p.id <> back.id;
  return null;
end
$$;
-- Deferred: the lesson says again what the proposal was written for once the undoing is over.
create constraint trigger follow_undo after update of undone_by on public.change_sets deferrable initially deferred
  for each row when ((old.undone_by is null) <> (new.undone_by is null)) execute function private.follow_undo();

-- Drafts that were here before the queue was.
insert into public.proposals (workspace_id, kind, title, place_kind, place_id, base_version, body, created_by, origin)
select s.workspace_id, 'draft', s.title, 'spark', s.id, s.version, '{"kind": "draft"}', coalesce(s.updated_by, s.created_by), 'import'
from public.sparks s where s.ai_metadata ->> 'review_status' = 'pending' order by s.ordinal;
