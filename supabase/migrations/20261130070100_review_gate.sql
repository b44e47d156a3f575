-- What carries a risk is looked at before it is approved, for a time that follows from its words. The clock of the database counts.

create function private.gate_ms(risks text[], words integer) returns integer
language sql immutable set search_path = ''
return case when cardinality(risks) = 0 then 0 else least(20000, 1500 * cardinality(risks) + 80 * words) end;
comment on function private.gate_ms is 'How long a draft with these risks is looked at at the least, by the words of it that are new; gateMs of lib/review/core/gate.ts says the same.';

create function private.words_to_read(p public.proposals) returns integer
language sql immutable set search_path = ''
as $$
  -- By length: not every language sets blanks between its words.
  select case
    when p.kind in ('exercises', 'quiz') then 15 * jsonb_array_length(p.body -> 'exercises')
    when p.kind = 'links' then 10 * jsonb_array_length(p.body -> 'links')
    else round(char_length(coalesce(p.body ->> 'content_md', '')) * coalesce(p.changed_share::numeric, 1) / 6)::integer end
$$;
comment on function private.words_to_read is 'About how many words of a proposal are new.';

create function private.opens_in_ms(p public.proposals) returns integer
language sql stable security definer set search_path = ''
as $$
  select case when not w.holds_risk then 0 else greatest(0, private.gate_ms(p.risks, private.words_to_read(p)) - coalesce((
    select round(1000 * extract(epoch from clock_timestamp() - c.since))::integer from public.proposal_claims c
    where c.proposal_id = p.id and c.user_id = private.actor() and c.until > clock_timestamp()), 0)) end
  from public.workspaces w where w.id = p.workspace_id
$$;
comment on function private.opens_in_ms is 'How long the caller still has to look at a proposal before approving it; 0 where nothing holds it. It counts from their claim.';

create function private.refuse_unread(p public.proposals) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  left_ms constant integer := private.opens_in_ms(p);
begin
  if left_ms > 0 then
    raise exception 'This carries a risk. Look at it on the review desk: it can be approved in % s.', ceil(left_ms / 1000.0) using errcode = 'TW002';
  end if;
end
$$;

-- Who has opened what, for what is decided together. Nobody reads it.
create table private.proposal_openings (
  proposal_id uuid not null references public.proposals (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  opened_at timestamptz not null default clock_timestamp(),
  primary key (proposal_id, user_id)
);
comment on table private.proposal_openings is 'Which drafts a reviewer has opened, while the workspace runs checks.';
create index proposal_openings_user_idx on private.proposal_openings (user_id);
create index proposal_openings_workspace_idx on private.proposal_openings (workspace_id);

create or replace function public.claim_proposal(p_workspace uuid, p_proposal uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  p public.proposals;
  held timestamptz;
begin
  perform private.require_role(p_workspace, 'reviewer');
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  elsif p.status not in ('pending', 'stale') then
    raise exception 'This proposal is decided.' using errcode = 'TW002';
  end if;
  insert into public.proposal_claims as c (proposal_id, workspace_id, user_id, until)
  values (p.id, p_workspace, private.actor(), clock_timestamp() + interval '10 minutes')
  on conflict (proposal_id) do update set user_id = excluded.user_id, until = excluded.until
    where c.user_id = excluded.user_id or c.until <= clock_timestamp()
  returning c.until into held;
  if held is null then
    perform private.refuse_claimed(p);
  end if;
  insert into private.proposal_openings (proposal_id, user_id, workspace_id)
  select p.id, private.actor(), p_workspace from public.workspaces w where w.id = p_workspace and w.runs_checks
  on conflict do nothing;
  return jsonb_build_object('until', held, 'opens_in_ms', private.opens_in_ms(p));
end
$$;
comment on function public.claim_proposal is 'Says that the caller is deciding a proposal, for ten minutes from now; calling it again renews that: {until, opens_in_ms: how long it still has to be looked at before an approval}. TW005 while somebody else is.';

create or replace function private.decide_held(proposal uuid, decision jsonb, wish jsonb) returns public.proposals
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
  perform private.refuse_unread(p);
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
