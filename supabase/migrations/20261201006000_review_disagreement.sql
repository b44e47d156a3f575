-- Whoever decided a draft is told when the second opinion about it is another one.

alter table private.notifications drop constraint notifications_kind;
alter table private.notifications add constraint notifications_kind
  check (kind in ('mention', 'reply', 'resolved', 'approved', 'rejected', 'disagreed', 'assigned', 'asked', 'job_done', 'job_failed'));

create or replace function private.notification_group(kind text) returns text
language sql immutable set search_path = ''
return case kind when 'mention' then 'mentions' when 'reply' then 'replies' when 'resolved' then 'replies' when 'approved' then 'decided' when 'rejected' then 'decided'
  when 'disagreed' then 'decided' when 'assigned' then 'assigned' when 'asked' then 'assigned' else 'jobs' end;

CREATE OR REPLACE FUNCTION public.give_second_opinion(p_workspace uuid, p_proposal uuid, p_opinion jsonb)
 RETURNS jsonb
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
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
  if o.second_approved is distinct from o.first_approved then
    -- Two who see a draft differently should talk about it; the decision itself stays.
    perform private.notify(p_workspace, o.first_by, 'disagreed', 'disagreed:' || p_proposal, 'proposal', p_proposal,
      (select q.title from public.proposals q where q.id = p_proposal), o.reason);
  end if;
  return jsonb_build_object('is_alike', o.second_approved = o.first_approved, 'first', case when o.first_approved then 'approved' else 'rejected' end);
end
$function$;
