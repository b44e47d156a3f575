-- Checks of attention: drafts with one fault that was put in. Nobody can tell them before deciding, nobody can approve one, and they are in no
-- figure about drafts (docs/decisions/144-checks-against-approving-asleep.md).

-- Whether a draft is a check, and in which order rows came, shows to no member.
revoke select on public.proposals from authenticated;
do $$
begin
  execute format('grant select (%s) on public.proposals to authenticated', (
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
    where a.attrelid = 'public.proposals'::regclass and a.attnum > 0 and not a.attisdropped and a.attname not in ('is_seeded', 'ordinal')));
end
$$;

create table private.proposal_checks (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  proposal_id uuid references public.proposals (id) on delete set null,
  -- What it was made from is not used again soon.
  spark_id uuid not null,
  fault text not null,
  -- The words around the fault, what was right and what the draft says instead.
  before text not null,
  was_right text not null,
  is_wrong text not null,
  after text not null,
  -- Stands once in the text of the draft, while the fault does; of exercises, which one has it.
  fragment text,
  part integer,
  burst_for uuid references auth.users (id) on delete set null,
  user_id uuid references auth.users (id) on delete set null,
  outcome text,
  made_at timestamptz not null default clock_timestamp(),
  met_at timestamptz,
  constraint proposal_checks_fault check (fault in ('negation', 'number', 'unit', 'answer_key')),
  constraint proposal_checks_place check ((fragment is null) <> (part is null)),
  constraint proposal_checks_outcome check (outcome in ('caught', 'missed', 'gone')),
  constraint proposal_checks_met check ((outcome is null) = (met_at is null)),
  unique (proposal_id)
);
comment on table private.proposal_checks is 'Which proposals are checks, what is wrong in each, and who caught or missed it; gone: it left the queue before anybody decided. No member reads it.';
create index proposal_checks_workspace_idx on private.proposal_checks (workspace_id, made_at desc);
create index proposal_checks_user_idx on private.proposal_checks (user_id, met_at desc);
create index proposal_checks_burst_idx on private.proposal_checks (burst_for) where burst_for is not null;

create function private.settle_check(proposal uuid, decision jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  looked_back constant integer := 11;
  p public.proposals;
  here private.proposal_checks;
  wrong record;
  found text;
begin
  -- The same refusals as for any draft, so that none of them tells what this is.
  select * into p from public.proposals q where q.id = proposal for update;
  if p.status not in ('pending', 'stale') then
    raise exception 'This proposal is % already.', p.status using errcode = 'TW002';
  end if;
  perform private.refuse_claimed(p);
  if decision ->> 'do' = 'approve' then
    if p.created_by = private.actor() and not (select w.allows_self_approval from public.workspaces w where w.id = p.workspace_id) then
      raise exception 'You asked for this draft, so somebody else decides it.' using errcode = 'TW007';
    end if;
    perform private.refuse_unread(p);
  end if;
  select * into here from private.proposal_checks c where c.proposal_id = p.id for update;
  select p.body #> array['exercises', here.part::text, 'exercise'] as exercise into wrong;
  found := case
    when decision ->> 'do' = 'reject' then 'caught'
    when here.part is not null then case when exists (
      select from jsonb_array_elements(case when jsonb_typeof(decision -> 'parts') = 'array' then decision -> 'parts' else '[]' end) one
      where (one ->> 'nth')::integer = here.part and (not (one ->> 'is_approved')::boolean
        -- Whoever put another answer right has seen it as well.
        or jsonb_typeof(one -> 'exercise') = 'object' and (one #> '{exercise,answer_key}', one #> '{exercise,answer}', one #> '{exercise,options}')
          is distinct from (wrong.exercise -> 'answer_key', wrong.exercise -> 'answer', wrong.exercise -> 'options'))) then 'caught' else 'missed' end
    when position(here.fragment in coalesce(decision #>> '{final,content_md}', here.fragment)) = 0 then 'caught'
    else 'missed' end;
  update private.proposal_checks c set outcome = found, user_id = private.actor(), met_at = clock_timestamp() where c.id = here.id;
  update public.proposals q set status = 'withdrawn' where q.id = p.id;
  return jsonb_build_object('id', p.id, 'status', found, 'change_set_id', null, 'made', '[]'::jsonb, 'behind', null,
    'check', (select jsonb_build_object('fault', here.fault, 'before', here.before, 'was_right', here.was_right, 'is_wrong', here.is_wrong, 'after', here.after,
        'caught', count(*) filter (where l.outcome = 'caught'), 'met', count(*))
      from (select c.outcome from private.proposal_checks c where c.workspace_id = p.workspace_id and c.user_id = private.actor() and c.outcome in ('caught', 'missed')
        order by c.met_at desc limit looked_back) l));
end
$$;
comment on function private.settle_check is 'What a decision about a check comes to, instead of one: it leaves the queue, nothing is written, and whoever decided is told what was wrong.';

create or replace function private.guard_decision() returns trigger
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
  if new.is_seeded and new.status in ('stale', 'superseded') then
    -- What it was made from is gone: there is nothing to find any more, and nothing to tell.
    new.status := 'withdrawn';
    new.stale_because := null;
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

create or replace function private.note_decision() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.proposal_events (workspace_id, proposal_id, was, became, actor, detail)
  values (new.workspace_id, new.id, old.status, new.status, coalesce(private.actor(), case when new.status in ('approved', 'rejected') then new.decided_by end),
    jsonb_strip_nulls(jsonb_build_object('reason_code', new.reason_code, 'human_share', new.human_share, 'stale_because', new.stale_because)));
  if new.status not in ('pending', 'stale') then
    delete from public.proposal_claims c where c.proposal_id = new.id;
  end if;
  if new.is_seeded and new.status <> 'pending' then
    update private.proposal_checks c set outcome = 'gone', met_at = clock_timestamp() where c.proposal_id = new.id and c.outcome is null;
  end if;
  return null;
end
$$;

create or replace function public.decide_proposal(p_workspace uuid, p_proposal uuid, p_decision jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  wish jsonb := p_decision;
  p public.proposals;
  change_set uuid;
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.check_decision(p_decision);
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  end if;
  if p.is_seeded then
    return private.settle_check(p.id, p_decision);
  end if;
  if p_decision ->> 'do' = 'approve' and p.kind = 'spark' and p.place_kind is distinct from 'spark' and p.status = 'pending' then
    wish := wish || jsonb_build_object('concept_id', private.place_of_lesson(p, p_decision));
  end if;
  -- Content is locked before the proposal, as whoever edits the lesson does: nobody waits in a ring.
  change_set := case when p.kind in ('links', 'outline') then private.begin_change_set(p_workspace, 'approval', p.title)
    else private.open_change_set(p_workspace, 'approval', p.title) end;
  if p.place_kind = 'spark' then
    perform private.hold(p_workspace, 'spark', array[p.place_id]);
  end if;
  p := private.decide_held(p.id, p_decision, wish);
  change_set := private.end_change_set(p_workspace, change_set);
  update public.proposals q set change_set_id = change_set where q.id = p.id;
  return jsonb_build_object('status', p.status, 'change_set_id', change_set, 'made', p.made, 'behind', private.behind_of(p_workspace, p.id));
end
$$;
comment on function public.decide_proposal is 'Approves or rejects a proposal: {do, reason_code, reason, final (fields of the body as edited), parts: [{nth, is_approved, reason_code, exercise, exercise_hash (of the exercise as it was seen)}], human_share, base_hash (of the lesson as a stale one was merged with it), concept_id, domain_id}. {status, change_set_id, made: [{kind, id}], behind: {model, cost_micros}}; of a check {status: caught or missed, check}. TW002 where it does not wait, or carries a risk and was not looked at, TW003 where the lesson moved, TW005 while somebody else is deciding, TW007 for one''s own order.';

create or replace function public.decide_proposals(p_workspace uuid, p_proposals uuid[], p_decision jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '2min'
as $$
declare
  most_proposals constant integer := 200;
  least_read constant integer := 3;
  p public.proposals;
  wish jsonb;
  why text;
  change_set uuid;
  in_order uuid[];
  wishes jsonb := '{}';
  decided uuid[] := '{}';
  left_out jsonb := '[]';
  one uuid;
  checks jsonb := '[]';
  unread integer;
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.check_decision(p_decision);
  if coalesce(cardinality(p_proposals), 0) not between 1 and most_proposals then
    raise exception 'choose 1 to % proposals', most_proposals using errcode = 'TW006';
  end if;
  if p_decision ->> 'do' = 'approve' and (
    select count(distinct private.review_group(q)) from public.proposals q where q.workspace_id = p_workspace and q.id = any (p_proposals) and q.status = 'pending') > 1
  then
    raise exception 'Only drafts of one kind are approved together.' using errcode = 'TW006';
  end if;
  -- In the queue of the workspace, where bulk edits stand: two of these never wait for one another's lessons.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  -- Lessons of a course in its order, whichever was chosen first.
  select coalesce(array_agg(q.id order by q.run, q.lesson, q.ordinal), '{}') into in_order from (
    select q.id, q.ordinal, coalesce(r.ordinal, 0) as run, case when q.kind = 'spark' and q.place_kind is null then private.lesson_nth(q) end as lesson
    from public.proposals q left join public.flow_runs r on r.id = q.flow_run_id where q.workspace_id = p_workspace and q.id = any (p_proposals)) q;
  foreach one in array in_order loop
    select * into p from public.proposals q where q.id = one;
    why := case
      when p.status not in ('pending', 'stale') then 'decided'
      when p_decision ->> 'do' = 'reject' then null
      when p.status = 'stale' then 'changed'
      -- Before anything grows for it: a course without a lesson is left to nobody.
      when exists (select from public.proposal_claims c where c.proposal_id = p.id and c.user_id is distinct from private.actor() and c.until > clock_timestamp()) then 'claimed'
      when p.created_by = private.actor() and not (select w.allows_self_approval from public.workspaces w where w.id = p_workspace) then 'own'
      -- What weighs more is looked at by itself.
      when p.risks <> '{}' then 'risk' end;
    if why is null and p_decision ->> 'do' = 'approve' and p.kind = 'spark' and p.place_kind is distinct from 'spark' and not p.is_seeded then
      -- What a course grows is a change set of its own, as when one lesson is approved.
      begin
        wishes := wishes || jsonb_build_object(one::text, jsonb_build_object('concept_id', private.place_of_lesson(p, '{}')));
      exception when sqlstate 'TW004' or sqlstate 'TW006' then
        why := 'no_place';
      end;
    end if;
    if why is not null then
      left_out := left_out || jsonb_build_object('id', one, 'why', why);
      in_order := array_remove(in_order, one);
    end if;
  end loop;
  if cardinality(in_order) = 0 then
    return jsonb_build_object('decided', '[]'::jsonb, 'left_out', left_out, 'change_set_id', null, 'checks', checks);
  end if;
  if p_decision ->> 'do' = 'approve' and (select w.runs_checks from public.workspaces w where w.id = p_workspace) then
    unread := least(least_read, cardinality(in_order)) - (
      select count(*) from private.proposal_openings o where o.user_id = private.actor() and o.proposal_id = any (in_order));
    if unread > 0 then
      raise exception 'Read % more of these drafts before you approve them together.', unread using errcode = 'TW002';
    end if;
  end if;
  change_set := private.open_change_set(p_workspace, 'approval', (
    select case when count(*) = 1 then min(q.title) else format('%s drafts', count(*)) end from public.proposals q where q.id = any (in_order) and not q.is_seeded));
  perform private.hold(p_workspace, 'spark', array(select q.place_id from public.proposals q where q.id = any (in_order) and q.place_kind = 'spark'));
  -- All before the first is decided: whoever decides one of them by itself waits for none of what this writes.
  perform from public.proposals q where q.id = any (in_order) order by q.id for update;
  foreach one in array in_order loop
    wish := p_decision || coalesce(wishes -> one::text, '{}');
    why := null;
    begin
      if exists (select from public.proposals q where q.id = one and q.is_seeded) then
        checks := checks || private.settle_check(one, p_decision);
      else
        p := private.decide_held(one, p_decision, wish);
        decided := decided || one;
      end if;
    exception
      -- One that was approved a moment ago may have moved the lesson of this one.
      when sqlstate 'TW002' then why := case when (select q.status from public.proposals q where q.id = one) = 'stale' then 'changed' else 'decided' end;
      when sqlstate 'TW003' then why := 'changed';
      when sqlstate 'TW004' then why := 'gone';
      when sqlstate 'TW005' then why := 'claimed';
      when sqlstate 'TW007' then why := 'own';
    end;
    if why is not null then
      left_out := left_out || jsonb_build_object('id', one, 'why', why);
    end if;
  end loop;
  change_set := private.end_change_set(p_workspace, change_set);
  update public.proposals q set change_set_id = change_set where q.id = any (decided);
  return jsonb_build_object('decided', to_jsonb(decided), 'left_out', left_out, 'change_set_id', change_set, 'checks', checks);
end
$$;
comment on function public.decide_proposals is 'Approves or rejects up to 200 proposals as one change set: {decided: [id], left_out: [{id, why}], change_set_id, checks: [{id, status, check}]}. Approving: of one kind (TW006), three of them opened before where the workspace runs checks (TW002), and without what weighs more (risk), is stale (changed) or one''s own; what cannot be decided is left out and the rest is done.';
