-- Several proposals decided together, a draft asked for anew, and who is to decide what.

alter table public.proposals add column assigned_to uuid references auth.users (id) on delete set null;
comment on column public.proposals.assigned_to is 'Who is to decide it. It holds back nobody else.';
create index proposals_assigned_idx on public.proposals (assigned_to) where assigned_to is not null;

create table public.review_filters (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  constraint review_filters_name check (private.is_visible(name) and char_length(name) <= 60),
  constraint review_filters_filter check (jsonb_typeof(filter) = 'object' and pg_column_size(filter) < 4000),
  unique (workspace_id, user_id, name)
);
comment on table public.review_filters is 'What somebody looks at on the review desk, under a name of their own.';
create index review_filters_user_idx on public.review_filters (user_id);
alter table public.review_filters enable row level security;
grant select on public.review_filters to authenticated, service_role;
create policy "Members read" on public.review_filters for select to authenticated using (workspace_id in (select private.my_workspaces()));

create function public.save_review_filter(p_workspace uuid, p_name text, p_filter jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  most_filters constant integer := 50;
  made uuid;
begin
  perform private.require_role(p_workspace, 'reviewer');
  if not private.is_visible(coalesce(p_name, '')) or char_length(p_name) > 60 or jsonb_typeof(p_filter) is distinct from 'object' or pg_column_size(p_filter) >= 4000 then
    raise exception 'A filter has a name of at most 60 characters.' using errcode = 'TW006';
  elsif (select count(*) from public.review_filters f where f.workspace_id = p_workspace and f.user_id = private.actor()) >= most_filters
    and not exists (select from public.review_filters f where f.workspace_id = p_workspace and f.user_id = private.actor() and f.name = btrim(p_name))
  then
    raise exception 'You have % filters. Delete one first.', most_filters using errcode = 'TW002';
  end if;
  insert into public.review_filters as f (workspace_id, user_id, name, filter) values (p_workspace, private.actor(), btrim(p_name), p_filter)
  on conflict (workspace_id, user_id, name) do update set filter = excluded.filter returning f.id into made;
  return made;
end
$$;
comment on function public.save_review_filter is 'Keeps a filter of the review desk under a name, in place of the one of that name. One''s own.';

create function public.delete_review_filter(p_workspace uuid, p_filter uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'reviewer');
  delete from public.review_filters f where f.workspace_id = p_workspace and f.id = p_filter and f.user_id = private.actor();
  if not found then
    raise exception 'There is no such filter of yours.' using errcode = 'TW004';
  end if;
end
$$;
grant execute on function public.save_review_filter, public.delete_review_filter to authenticated, service_role;

create function public.assign_proposals(p_workspace uuid, p_proposals uuid[], p_to uuid default null) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  most_proposals constant integer := 200;
  assigned integer;
begin
  perform private.require_role(p_workspace, 'reviewer');
  if coalesce(cardinality(p_proposals), 0) not between 1 and most_proposals then
    raise exception 'choose 1 to % proposals', most_proposals using errcode = 'TW006';
  elsif p_to is not null and not exists (select from public.memberships m where m.workspace_id = p_workspace and m.user_id = p_to and m.role >= 'reviewer') then
    raise exception 'Only a reviewer of this workspace decides about proposals.' using errcode = 'TW006';
  end if;
  perform from public.proposals p where p.workspace_id = p_workspace and p.id = any (p_proposals) order by p.id for update;
  update public.proposals p set assigned_to = p_to
  where p.workspace_id = p_workspace and p.id = any (p_proposals) and p.status in ('pending', 'stale')
    and (p_to is null or p.created_by is distinct from p_to or (select w.allows_self_approval from public.workspaces w where w.id = p_workspace));
  get diagnostics assigned = row_count;
  if assigned = 0 then
    raise exception 'None of these can be given to that person: they are decided, or that person asked for them.' using errcode = 'TW007';
  end if;
  return assigned;
end
$$;
comment on function public.assign_proposals is 'Says who is to decide proposals, or that nobody in particular is; gives how many. Nobody is given what they asked for themselves.';
grant execute on function public.assign_proposals to authenticated, service_role;

-- ------------------------------------------------------------------------------------------------ deciding

create function private.check_decision(decision jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if coalesce(decision ->> 'do', '') not in ('approve', 'reject') then
    raise exception 'a proposal is approved or rejected' using errcode = 'TW006';
  elsif decision ->> 'do' = 'reject' and (decision ->> 'reason_code' is null or (decision ->> 'reason_code')::integer not between 1 and 9
    or (decision ->> 'reason_code')::integer = 9 and not private.is_visible(coalesce(decision ->> 'reason', '')))
  then
    raise exception 'Say why it is rejected.' using errcode = 'TW006';
  end if;
end
$$;

create function private.decide_held(proposal uuid, decision jsonb, wish jsonb) returns public.proposals
language plpgsql security definer set search_path = ''
as $$
declare
  p public.proposals;
begin
  select * into p from public.proposals q where q.id = proposal for update;
  if p.status not in ('pending', 'stale') then
    raise exception 'This proposal is % already.', p.status using errcode = 'TW002';
  end if;
  perform private.refuse_claimed(p);
  if decision ->> 'do' = 'reject' then
    update public.proposals q set status = 'rejected', decided_by = private.actor(), decided_at = clock_timestamp(),
      reason_code = (decision ->> 'reason_code')::smallint, reason = nullif(decision ->> 'reason', ''), final = null, parts = null, human_share = null, made = '[]', change_set_id = null
    where q.id = p.id returning * into p;
    if p.kind = 'draft' then
      update public.sparks s set ai_metadata = s.ai_metadata || '{"review_status": "rejected"}' where s.workspace_id = p.workspace_id and s.id = p.place_id;
    end if;
    return p;
  end if;
  if p.status = 'stale' and p.stale_because = 'changed' and decision ? 'base_hash' then
    -- Somebody merged it with what the lesson says now; if that moved again, it is refused below.
    update public.proposals q set status = 'pending', base_hash = decision ->> 'base_hash' where q.id = p.id;
  end if;
  update public.proposals q set status = 'approved', decided_by = private.actor(), decided_at = clock_timestamp(), reason_code = null, reason = null,
    final = nullif(decision -> 'final', 'null'), parts = nullif(decision -> 'parts', 'null'), human_share = coalesce((decision ->> 'human_share')::real, 0)
  where q.id = p.id returning * into p;
  p.made := private.write_proposal(p, wish);
  update public.proposals q set made = p.made where q.id = p.id;
  return p;
end
$$;
comment on function private.decide_held is 'Decides one proposal into the open change set. The caller has looked at who asks, and holds the lesson.';

create or replace function public.decide_proposal(p_workspace uuid, p_proposal uuid, p_decision jsonb) returns jsonb
language plpgsql security definer set search_path = ''
set statement_timeout = '1min'
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

create function public.decide_proposals(p_workspace uuid, p_proposals uuid[], p_decision jsonb) returns jsonb
language plpgsql security definer set search_path = ''
set statement_timeout = '2min'
as $$
declare
  most_proposals constant integer := 200;
  p public.proposals;
  wish jsonb;
  why text;
  change_set uuid;
  in_order uuid[];
  wishes jsonb := '{}';
  decided uuid[] := '{}';
  left_out jsonb := '[]';
  one uuid;
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
      when p.is_seeded or p.created_by = private.actor() and not (select w.allows_self_approval from public.workspaces w where w.id = p_workspace) then 'own'
      -- What weighs more is looked at by itself.
      when p.risks <> '{}' then 'risk' end;
    if why is null and p_decision ->> 'do' = 'approve' and p.kind = 'spark' and p.place_kind is distinct from 'spark' then
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
    return jsonb_build_object('decided', '[]'::jsonb, 'left_out', left_out, 'change_set_id', null);
  end if;
  change_set := private.open_change_set(p_workspace, 'approval', case when cardinality(in_order) = 1
    then (select q.title from public.proposals q where q.id = in_order[1]) else format('%s drafts', cardinality(in_order)) end);
  perform private.hold(p_workspace, 'spark', array(select q.place_id from public.proposals q where q.id = any (in_order) and q.place_kind = 'spark'));
  -- All before the first is decided: whoever decides one of them by itself waits for none of what this writes.
  perform from public.proposals q where q.id = any (in_order) order by q.id for update;
  foreach one in array in_order loop
    wish := p_decision || coalesce(wishes -> one::text, '{}');
    why := null;
    begin
      p := private.decide_held(one, p_decision, wish);
      decided := decided || one;
    exception
      when sqlstate 'TW002' then why := 'decided';
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
  return jsonb_build_object('decided', to_jsonb(decided), 'left_out', left_out, 'change_set_id', change_set);
end
$$;
comment on function public.decide_proposals is 'Approves or rejects up to 200 proposals as one change set: {decided: [id], left_out: [{id, why}], change_set_id}. Approving: of one kind (TW006), and without what weighs more (risk), is stale (changed) or one''s own; what cannot be decided is left out and the rest is done.';

create function public.undo_decisions(p_workspace uuid, p_proposals uuid[]) returns integer
language plpgsql security definer set search_path = ''
set statement_timeout = '2min'
as $$
declare
  change_set uuid;
  back integer := 0;
  taken integer;
begin
  perform private.require_role(p_workspace, 'reviewer');
  for change_set in
    select distinct q.change_set_id from public.proposals q
    where q.workspace_id = p_workspace and q.id = any (p_proposals) and q.status in ('approved', 'rejected') and q.change_set_id is not null
  loop
    select count(*) into taken from public.proposals q where q.change_set_id = change_set and q.id = any (p_proposals) and q.status in ('approved', 'rejected');
    perform public.undo_change_set(change_set);
    back := back + taken;
  end loop;
  update public.proposals q set status = 'pending'
  where q.workspace_id = p_workspace and q.id = any (p_proposals) and q.status in ('approved', 'rejected') and q.change_set_id is null;
  get diagnostics taken = row_count;
  if back + taken = 0 then
    raise exception 'None of these proposals is decided.' using errcode = 'TW002';
  end if;
  set constraints all immediate;
  return back + taken;
end
$$;
comment on function public.undo_decisions is 'Takes decisions back that were made together: what was written is undone in one step, and they wait again. TW005 where something newer stands on it.';
grant execute on function public.decide_proposals, public.undo_decisions to authenticated, service_role;

-- ---------------------------------------------------------------------------------------------- asking anew

create function private.ask_again(run public.flow_runs, written public.step_runs, instruction text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  most_versions constant integer := 20;
  most_instruction constant integer := 2000;
  said constant jsonb := jsonb_strip_nulls(jsonb_build_object('instruction', nullif(btrim(instruction), '')));
  made uuid;
begin
  if char_length(instruction) > most_instruction then
    raise exception 'an instruction has at most % characters', most_instruction using errcode = 'TW006';
  elsif run.status = 'cancelled' then
    raise exception 'this job was cancelled' using errcode = 'TW002';
  elsif run.status = 'in_progress' and run.held is not null then
    raise exception 'this job was stopped; go on with it first' using errcode = 'TW002';
  elsif written.status in ('pending', 'in_progress') then
    raise exception 'this is being written already' using errcode = 'TW005';
  elsif (select count(*) from public.step_runs s where s.flow_run_id = run.id and s.kind = 'ask' and s.params - 'instruction' = written.params - 'instruction') >= most_versions then
    raise exception 'a draft is written % times at most', most_versions using errcode = 'TW002';
  end if;
  if written.status = 'completed' then
    insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, is_batch)
    select run.workspace_id, run.id, max(o.nth) + 1, written.step_name, written.step_order, 'pending', 'ask',
      (written.params - 'instruction') || said, run.is_batch
    from public.step_runs o where o.flow_run_id = run.id returning id into made;
  else
    update public.step_runs s set params = (s.params - 'instruction') || said where s.id = written.id returning s.id into made;
  end if;
  -- A job that failed goes on with all that failed in it, as when it is tried again.
  update public.step_runs s set status = 'pending', tries = 0, ready_at = null, problem = null, error_message = null, completed_at = null
  where s.flow_run_id = run.id and s.status in ('failed', 'cancelled');
  update public.flow_runs r set status = 'in_progress', held = null, problem = null, error_message = null, ended_by = null, completed_at = null where r.id = run.id;
  perform private.go_on(run.id);
  return made;
end
$$;
comment on function private.ask_again is 'Has a model do a step anew, after an instruction where there is one, and gives the new step. The run is locked.';

create or replace function public.regenerate_lesson(p_workspace uuid, p_job uuid, p_lesson integer, p_instruction text default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  run public.flow_runs;
  written public.step_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  run := private.job_for(p_workspace, p_job);
  select * into written from public.step_runs s
  where s.flow_run_id = run.id and s.kind = 'ask' and s.params -> 'lesson' = to_jsonb(p_lesson) order by s.nth desc limit 1;
  if written.id is null then
    raise exception 'no lesson of this job was written by a model at this place' using errcode = 'TW004';
  end if;
  return private.ask_again(run, written, p_instruction);
end
$$;

create function public.regenerate_proposal(p_workspace uuid, p_proposal uuid, p_instruction text default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  p public.proposals;
  run public.flow_runs;
  written public.step_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  elsif p.status = 'approved' then
    raise exception 'This draft is approved. Take the decision back first.' using errcode = 'TW002';
  elsif p.flow_run_id is null then
    raise exception 'This draft came by import. There is nobody to ask for another one.' using errcode = 'TW002';
  end if;
  run := private.job_for(p_workspace, p.flow_run_id);
  -- The newest of its versions: asked for twice at once, the second hears that it is being written.
  select s.* into written from public.step_runs o join public.step_runs s
    on s.flow_run_id = o.flow_run_id and s.kind = 'ask' and s.params - 'instruction' = o.params - 'instruction'
  where o.id = p.step_run_id and o.kind = 'ask' order by s.nth desc limit 1;
  if written.id is null then
    raise exception 'The built-in drafter would write the same again. Edit this draft, or ask a model.' using errcode = 'TW002';
  end if;
  return private.ask_again(run, written, p_instruction);
end
$$;
comment on function public.regenerate_proposal is 'Has a model write a draft anew, after an instruction where there is one, and gives the step. The draft stays until the new one is there, and is kept then. TW002 for the built-in drafter, TW005 while it is being written. Who asked for it, and reviewers.';
grant execute on function public.regenerate_proposal to authenticated, service_role;

create or replace function private.supersede_lesson() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  -- Two versions of a draft never wait for the same reviewer: the newest does. The run is locked by whoever finishes a step of it.
  update public.proposals p set status = 'superseded' from public.step_runs s, public.step_runs o
  where s.id = new.step_run_id and s.kind = 'ask'
    and o.flow_run_id = s.flow_run_id and o.id <> s.id and o.kind = 'ask' and o.params - 'instruction' = s.params - 'instruction'
    and p.step_run_id = o.id and p.kind = new.kind and p.status in ('pending', 'stale');
  return null;
end
$$;
comment on function private.supersede_lesson is 'What a model wrote anew takes the place of the versions that still wait.';
drop trigger proposals_supersede_lesson on public.proposals;
create trigger proposals_supersede_lesson after insert on public.proposals for each row when (new.step_run_id is not null) execute function private.supersede_lesson();
