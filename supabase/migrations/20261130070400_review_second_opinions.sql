-- A second reviewer, who does not see the first decision. That one holds: content does not wait. The second is compared with it.

create table private.second_opinions (
  proposal_id uuid primary key references public.proposals (id) on delete cascade,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  first_by uuid not null,
  first_approved boolean not null,
  asked_at timestamptz not null default clock_timestamp(),
  second_by uuid,
  second_approved boolean,
  reason text,
  given_at timestamptz,
  constraint second_opinions_given check ((second_by is null) = (second_approved is null) and (second_by is null) = (given_at is null)),
  constraint second_opinions_other check (second_by <> first_by),
  constraint second_opinions_reason check (char_length(reason) <= 4000)
);
comment on table private.second_opinions is 'Drafts that a second person judges without seeing what the first decided, and both. No member reads it.';
create index second_opinions_waiting_idx on private.second_opinions (workspace_id, asked_at) where second_by is null;
create index second_opinions_given_idx on private.second_opinions (workspace_id, given_at) where second_by is not null;

create function private.wants_second(p public.proposals) returns boolean
language sql immutable set search_path = ''
as $$
  -- One in twenty, by its id, and what does most harm: answer keys and texts that look like instructions.
  select p.kind in ('spark', 'exercises', 'quiz', 'links') and p.origin = 'job' and not p.is_seeded
    and (p.risks && array['answer_key', 'instructions'] or ('x' || left(md5(p.id::text), 8))::bit(32)::bigint % 20 = 0)
$$;

create function private.ask_second() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.status in ('approved', 'rejected') then
    insert into private.second_opinions (proposal_id, workspace_id, first_by, first_approved)
    select new.id, new.workspace_id, new.decided_by, new.status = 'approved' from public.workspaces w
    where w.id = new.workspace_id and w.asks_second and private.wants_second(new)
    on conflict do nothing;
  else
    -- What was taken back is no decision to compare with.
    delete from private.second_opinions o where o.proposal_id = new.id;
  end if;
  return null;
end
$$;
create trigger ask_second after update on public.proposals for each row
when (old.status <> new.status and (new.status in ('approved', 'rejected') or old.status in ('approved', 'rejected'))) execute function private.ask_second();

create function public.read_second_opinions(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  at_once constant integer := 20;
begin
  perform private.require_role(p_workspace, 'reviewer');
  return (
    with mine as (
      select o.proposal_id, o.asked_at from private.second_opinions o join public.proposals q on q.id = o.proposal_id
      where o.workspace_id = p_workspace and o.second_by is null and o.first_by <> private.actor() and q.created_by is distinct from private.actor()
    )
    select jsonb_build_object('total', (select count(*) from mine), 'items', coalesce((
      select jsonb_agg(jsonb_build_object('id', q.id, 'kind', q.kind, 'title', q.title, 'risks', to_jsonb(q.risks), 'body', q.body,
        -- As the lesson was when it was written: what it says now would tell what was decided.
        'before_md', case when q.place_kind = 'spark' then (
          select r.body ->> 'content_md' from public.revisions r where r.workspace_id = p_workspace and r.kind = 'spark' and r.entity_id = q.place_id
            and private.text_hash(r.body ->> 'content_md') = q.base_hash order by r.id desc limit 1) end) order by l.asked_at)
      from (select * from mine m order by m.asked_at limit at_once) l join public.proposals q on q.id = l.proposal_id), '[]')));
end
$$;
comment on function public.read_second_opinions is 'Drafts that wait for a second opinion of the caller, the oldest first, without what was decided: {total, items: [{id, kind, title, risks, body, before_md}]}, at most 20.';

create function public.give_second_opinion(p_workspace uuid, p_proposal uuid, p_opinion jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  o private.second_opinions;
begin
  perform private.require_role(p_workspace, 'reviewer');
  if coalesce(p_opinion ->> 'do', '') not in ('approve', 'reject') or char_length(p_opinion ->> 'reason') > 4000 then
    raise exception 'an opinion approves or rejects' using errcode = 'TW006';
  end if;
  select * into o from private.second_opinions s where s.workspace_id = p_workspace and s.proposal_id = p_proposal for update;
  if o.proposal_id is null then
    raise exception 'Nobody asked for a second opinion about this draft, or its decision was taken back.' using errcode = 'TW004';
  elsif o.second_by is not null then
    raise exception 'Somebody else gave a second opinion about this draft first.' using errcode = 'TW002';
  elsif o.first_by = private.actor() or exists (select from public.proposals q where q.id = p_proposal and q.created_by = private.actor()) then
    raise exception 'You decided about this draft or asked for it, so somebody else gives the second opinion.' using errcode = 'TW007';
  end if;
  update private.second_opinions s set second_by = private.actor(), second_approved = p_opinion ->> 'do' = 'approve',
    reason = nullif(btrim(p_opinion ->> 'reason'), ''), given_at = clock_timestamp()
  where s.proposal_id = p_proposal returning * into o;
  return jsonb_build_object('is_alike', o.second_approved = o.first_approved, 'first', case when o.first_approved then 'approved' else 'rejected' end);
end
$$;
comment on function public.give_second_opinion is 'What a second person thinks of a draft: {do: approve or reject, reason}. It changes nothing; {is_alike, first}. TW002 where one was given, TW004 where none is asked for, TW007 for one''s own.';
grant execute on function public.read_second_opinions, public.give_second_opinion to authenticated, service_role;

create function public.read_review_habits(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('runs_checks', w.runs_checks, 'holds_risk', w.holds_risk, 'minds_pauses', w.minds_pauses,
      'opened', (select coalesce(jsonb_agg(o.proposal_id), '[]') from private.proposal_openings o join public.proposals q on q.id = o.proposal_id
        where o.workspace_id = p_workspace and o.user_id = private.actor() and q.status in ('pending', 'stale')),
      'second', (select count(*) from private.second_opinions o join public.proposals q on q.id = o.proposal_id
        where o.workspace_id = p_workspace and o.second_by is null and o.first_by <> private.actor() and q.created_by is distinct from private.actor()))
    from public.workspaces w where w.id = p_workspace);
end
$$;
comment on function public.read_review_habits is 'What the desk does against approving asleep, which of the drafts that wait the caller has opened, and how many wait for their second opinion: {runs_checks, holds_risk, minds_pauses, opened: [id], second}.';
grant execute on function public.read_review_habits to authenticated, service_role;
