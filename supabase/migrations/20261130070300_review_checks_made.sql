-- How many checks there are to be, what they can be made from, and making one. The worker puts the faults in (lib/review/jobs/checks.ts).

-- The last forty of one person are found without reading those of everybody else.
create index proposals_decided_by_idx on public.proposals (workspace_id, decided_by, decided_at desc) where decided_at is not null;

create function private.burst_for(workspace uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  -- Forty approvals in a row, none with an edit, and no check since the first of them.
  select m.user_id from public.memberships m cross join lateral (
    select count(*) as decided, bool_and(d.is_clean) as is_clean, min(d.decided_at) as since from (
      select q.status = 'approved' and q.final is null and coalesce(q.human_share, 0) = 0 as is_clean, q.decided_at from public.proposals q
      where q.workspace_id = workspace and q.decided_by = m.user_id and q.decided_at is not null and q.status in ('approved', 'rejected')
      order by q.decided_at desc limit 40) d
  ) l
  where m.workspace_id = workspace and m.role >= 'reviewer' and l.decided = 40 and l.is_clean and not exists (
    select from private.proposal_checks c where c.workspace_id = workspace
      and c.user_id = m.user_id and c.met_at >= l.since)
    and (select count(*) from private.proposal_checks c where c.workspace_id = workspace and c.burst_for = m.user_id and c.made_at >= l.since) < 3
  order by m.user_id limit 1
$$;
comment on function private.burst_for is 'A reviewer who approved forty drafts in a row as they came, and met no check meanwhile; null where nobody did.';

create function private.checks_wanted(workspace uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  with asked as (select w.check_percent from public.workspaces w where w.id = workspace and w.runs_checks),
  drafts as (
    select count(*) filter (where q.status = 'pending' and not q.is_seeded) as waiting, count(*) filter (where q.status = 'pending' and q.is_seeded) as checks,
      count(*) filter (where q.status in ('approved', 'rejected') and q.decided_at > now() - interval '30 days') as decided
    from public.proposals q where q.workspace_id = workspace and (q.status = 'pending' or q.decided_at is not null) and q.origin = 'job'
  ), made as (
    select count(*) as made from private.proposal_checks c where c.workspace_id = workspace and c.made_at > now() - interval '30 days' and c.outcome is distinct from 'gone'
  )
  select coalesce((
    select greatest(0,
      -- Of all that is met, and never more of what waits: who switches checks on meets no heap of them.
      least(floor((d.decided + d.waiting) * a.check_percent / (100.0 - a.check_percent)) - m.made, ceil(d.waiting * a.check_percent / 100.0) - d.checks),
      -- A burst is three.
      (select least(3, d.waiting) - (select count(*) from private.proposal_checks c where c.burst_for = b.user_id and c.outcome is null)
        from (select private.burst_for(workspace) as user_id) b where b.user_id is not null))::integer
    from asked a, drafts d, made m where d.waiting > 0), 0)
$$;
comment on function private.checks_wanted is 'How many checks a workspace is short of.';

create function private.cover_for(workspace uuid, of_kind text) returns uuid
language sql stable security definer set search_path = ''
as $$
  -- A draft that a check passes for a sister of. None that was written several times: a newer version would take its place.
  select q.id from public.proposals q
  where q.workspace_id = workspace and q.kind = of_kind and q.place_kind = 'spark' and q.origin = 'job' and not q.is_seeded
    and q.status in ('pending', 'approved', 'rejected') and q.created_at > now() - interval '60 days'
    and exists (select from public.memberships m where m.workspace_id = workspace and m.role >= 'reviewer' and m.user_id is distinct from q.created_by)
    and not exists (
      select from public.step_runs s join public.step_runs o on o.flow_run_id = s.flow_run_id and o.id <> s.id and o.kind = 'ask' and o.params - 'instruction' = s.params - 'instruction'
      where s.id = q.step_run_id and s.kind = 'ask')
  order by q.status = 'pending' desc, q.ordinal desc limit 1
$$;

create function private.check_material(workspace uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with fresh as materialized (
    select s.id, s.title, s.summary, s.estimated_mins, s.content_md from public.sparks s
    where s.workspace_id = workspace
      and not exists (select from public.proposals q where q.place_id = s.id and q.status in ('pending', 'stale'))
      and not exists (select from private.proposal_checks c where c.workspace_id = workspace and c.spark_id = s.id and c.made_at > now() - interval '90 days')
    order by md5(s.id::text || now()::date::text) limit 60
  )
  select jsonb_build_object(
    'wanted', private.checks_wanted(workspace),
    'rewrite', private.cover_for(workspace, 'spark'),
    'exercises', private.cover_for(workspace, 'exercises'),
    -- An earlier text of a lesson, so that more differs than the fault.
    'texts', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', f.id, 'title', f.title, 'summary', coalesce(f.summary, ''), 'minutes', coalesce(f.estimated_mins, 5), 'content_md', e.content_md)), '[]')
      from fresh f cross join lateral (
        select r.body ->> 'content_md' as content_md from public.revisions r
        where r.workspace_id = workspace and r.kind = 'spark' and r.entity_id = f.id and r.body ->> 'content_md' <> f.content_md and char_length(r.body ->> 'content_md') > 300
        order by r.id desc limit 1) e),
    'banks', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', f.id, 'title', f.title, 'exercises', k.body -> 'exercise_bank')), '[]')
      from fresh f join public.packages k on k.workspace_id = workspace and k.spark_id = f.id
      where jsonb_typeof(k.body -> 'exercise_bank') = 'array' and jsonb_array_length(k.body -> 'exercise_bank') > 0))
$$;
comment on function private.check_material is 'What checks of a workspace can be made from: {wanted, rewrite and exercises: the drafts that they pass for sisters of, texts, banks}.';

create function private.plant_check(workspace uuid, cover uuid, faulty jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  near public.proposals;
  planted public.proposals;
begin
  -- One after the other, so that two workers never make more than are wanted.
  perform from public.workspaces w where w.id = workspace for no key update;
  if private.checks_wanted(workspace) = 0 or exists (
    select from public.proposals q where q.place_id = (faulty ->> 'spark_id')::uuid and q.status in ('pending', 'stale'))
  then
    return null;
  end if;
  select * into near from public.proposals q where q.workspace_id = workspace and q.id = cover;
  insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, place_kind, place_id, base_version, body, created_by, created_at, is_seeded)
  select workspace, near.flow_run_id, near.step_run_id, near.kind, left(faulty ->> 'title', 300), 'spark', s.id, s.version, faulty -> 'body', near.created_by, near.created_at, true
  from public.sparks s where s.workspace_id = workspace and s.id = (faulty ->> 'spark_id')::uuid
  returning * into planted;
  if planted.id is null then
    return null;
  end if;
  insert into private.proposal_checks (workspace_id, proposal_id, spark_id, fault, before, was_right, is_wrong, after, fragment, part, burst_for)
  values (workspace, planted.id, planted.place_id, faulty ->> 'fault', faulty ->> 'before', faulty ->> 'was_right', faulty ->> 'is_wrong', faulty ->> 'after',
    faulty ->> 'fragment', (faulty ->> 'part')::integer, private.burst_for(workspace));
  return planted.id;
end
$$;
comment on function private.plant_check is 'Puts a draft with a fault into the queue, as a sister of a draft of its kind; null where none is wanted any more.';
