-- What became of drafts: how many are approved, what they cost, how long a decision takes. One function a chart, whose rows are the
-- chart, its table and its CSV alike (docs/decisions/147-a-chart-is-the-rows-of-one-function.md).

-- From opening a draft to the decision: the claim knows when it began, and goes with the decision.
alter table public.proposal_claims add column since timestamptz not null default clock_timestamp();
comment on column public.proposal_claims.since is 'When this person began to look at it; renewing a claim leaves it.';
alter table public.proposals add column opened_at timestamptz;
comment on column public.proposals.opened_at is 'When whoever decided it had begun to look at it; null where nobody claimed it.';

create function private.begin_claim() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.since := case when new.user_id = old.user_id and old.until > clock_timestamp() then old.since else clock_timestamp() end;
  return new;
end
$$;
create trigger begin_claim before update on public.proposal_claims for each row execute function private.begin_claim();

create function private.note_opening() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.opened_at := case when new.status in ('approved', 'rejected') then (
    select c.since from public.proposal_claims c where c.proposal_id = new.id and c.user_id = new.decided_by) end;
  return new;
end
$$;
create trigger note_opening before update on public.proposals for each row
when (old.status <> new.status and (new.status in ('approved', 'rejected') or old.status in ('approved', 'rejected'))) execute function private.note_opening();

create index proposals_came_idx on public.proposals (workspace_id, created_at) where not is_seeded;

create function private.wilson(hits bigint, tries bigint) returns numeric[]
language sql immutable set search_path = ''
as $$
  select case when tries > 0 then array[
    round(greatest(0, (m.share + m.z2 / (2 * tries) - m.half) / (1 + m.z2 / tries)), 4),
    round(least(1, (m.share + m.z2 / (2 * tries) + m.half) / (1 + m.z2 / tries)), 4)] end
  from (
    select s.share, s.z2, 1.959964 * sqrt(s.share * (1 - s.share) / nullif(tries, 0) + s.z2 / (4.0 * nullif(tries, 0) * nullif(tries, 0))) as half
    from (select hits::numeric / nullif(tries, 0) as share, 3.841459 as z2) s
  ) m
$$;
comment on function private.wilson is 'Between which two shares the true one lies, in 95 of 100 cases (Wilson 1927).';

create function private.trail_of_draft(p public.proposals) returns uuid
language sql stable security definer set search_path = ''
as $$
  select case p.place_kind
    when 'trail' then p.place_id
    when 'concept' then (select c.trail_id from public.concepts c where c.workspace_id = p.workspace_id and c.id = p.place_id)
    when 'spark' then (
      select c.trail_id from public.concept_sparks x join public.concepts c on c.workspace_id = x.workspace_id and c.id = x.concept_id
      where x.workspace_id = p.workspace_id and x.spark_id = p.place_id order by x.ordinal limit 1)
    else (select g.entity_id from public.proposal_places g where g.flow_run_id = p.flow_run_id and g.module = 0) end
$$;

create function private.week_of(moment timestamptz) returns date
language sql immutable set search_path = ''
return date_trunc('week', moment at time zone 'utc')::date;
comment on function private.week_of is 'The Monday of the week of a moment, in UTC.';

create function private.since_of(filter jsonb) returns timestamptz
language sql stable set search_path = ''
return date_trunc('week', now() at time zone 'utc') at time zone 'utc' - make_interval(weeks => least(greatest(coalesce((filter ->> 'weeks')::integer, 12), 1), 520) - 1);
comment on function private.since_of is 'When the weeks that are asked for begin: this one and those before it, 12 where nothing is said.';

create function private.refuse_other_filter(filter jsonb) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if exists (select from jsonb_object_keys(filter) k where k not in ('weeks', 'trail_id', 'by'))
    or coalesce(filter ->> 'by', 'template') not in ('template', 'model', 'persona', 'person')
  then
    raise exception 'Figures are asked for by weeks, trail_id and by: template, model, persona or person.' using errcode = 'TW006';
  end if;
end
$$;

-- Decided drafts of jobs with who or what is behind each. Checks are no drafts, and tests of templates make none.
create function private.decided_drafts(workspace uuid, filter jsonb, with_behind boolean default false, with_costs boolean default false)
returns table (id uuid, kind text, status public.proposal_status, with_edits boolean, human_share real, decided_at timestamptz, opened_at timestamptz, decided_by uuid, key text, label text, is_active boolean, cost_micros numeric)
language sql stable security definer set search_path = '' set jit = off set plan_cache_mode = force_custom_plan
as $$
  select p.id, p.kind, p.status,
    coalesce(p.human_share, 0) > 0 or p.final is not null or exists (
      select from jsonb_array_elements(case when jsonb_typeof(p.parts) = 'array' then p.parts else '[]' end) x where not coalesce((x ->> 'is_approved')::boolean, true)),
    p.human_share, p.decided_at, p.opened_at, p.decided_by, g.key, g.label, coalesce(g.is_active, false), c.cost_micros
  from public.proposals p
  -- A step that made several drafts is paid for by all of them.
  left join lateral (
    select sum(q.cost_micros)::numeric / greatest(1, (select count(*) from public.proposals o where o.step_run_id = p.step_run_id and not o.is_seeded)) as cost_micros
    from public.llm_requests q where q.step_run_id = p.step_run_id and q.book is not null
  ) c on with_costs
  left join lateral (
    select q.template_version, q.model from public.llm_requests q where q.step_run_id = p.step_run_id and q.outcome = 'ok' order by q.nth desc limit 1
  ) m on with_behind and coalesce(filter ->> 'by', 'template') in ('template', 'model')
  left join lateral (
    select f.persona_id, n.display_name from public.course_profiles f join public.personas n on n.workspace_id = workspace and n.id = f.persona_id
    where f.workspace_id = workspace and f.trail_id = private.trail_of_draft(p) limit 1
  ) v on with_behind and filter ->> 'by' = 'persona'
  left join lateral (
    select case coalesce(filter ->> 'by', 'template') when 'template' then m.template_version when 'model' then m.model when 'persona' then v.persona_id::text else p.created_by::text end as key,
      case coalesce(filter ->> 'by', 'template') when 'template' then m.template_version when 'model' then m.model when 'persona' then v.display_name
        else (select f.display_name from public.profiles f where f.user_id = p.created_by) end as label,
      filter ->> 'by' is distinct from 'model' and exists (
        select from public.prompt_templates t where t.workspace_id = workspace and t.content_type || ' v' || t.active_number = m.template_version) as is_active
  ) g on with_behind
  where p.workspace_id = workspace and p.decided_at >= (select private.since_of(filter)) and p.status in ('approved', 'rejected') and not p.is_seeded
    and p.origin = 'job'
    and (filter ->> 'trail_id' is null or private.trail_of_draft(p) = (filter ->> 'trail_id')::uuid)
$$;
comment on function private.decided_drafts is 'Drafts of jobs that were decided, with_behind: with what each is compared by (filter: {weeks, trail_id, by}), with_costs: with its part of what its step cost.';

create function private.may_see_people(workspace uuid) returns boolean
language sql stable security definer set search_path = ''
return private.is_system() or workspace in (select private.my_workspaces('admin'));
comment on function private.may_see_people is 'Whether the figures of others show with their names: to admins. Everybody else sees their own.';

create function private.version_number(template_version text) returns integer
language sql immutable set search_path = ''
return substring(template_version from ' v([0-9]{1,9})$')::integer;
comment on function private.version_number is 'The number in the name of a version of a template: 11 of “spark_rewrite v11”.';

create function public.read_acceptance(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with grouped as (
      select d.key, min(d.label) as label, bool_or(d.is_active) as is_active, count(*) as decided,
        count(*) filter (where d.status = 'approved' and not d.with_edits) as as_it_came, count(*) filter (where d.status = 'approved' and d.with_edits) as with_edits,
        count(*) filter (where d.status = 'rejected') as rejected, round((avg(d.human_share) filter (where d.status = 'approved'))::numeric, 4) as human_share,
        private.wilson(count(*) filter (where d.status = 'approved'), count(*)) as between
      from private.decided_drafts(p_workspace, p_filter, with_behind => true) d
      where p_filter ->> 'by' is distinct from 'person' or private.may_see_people(p_workspace) or d.key = private.actor()::text
      group by d.key
    )
    select coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'label', g.label, 'is_active', g.is_active, 'decided', g.decided, 'as_it_came', g.as_it_came, 'with_edits', g.with_edits,
      'rejected', g.rejected, 'human_share', g.human_share, 'low', g.between[1], 'high', g.between[2])
      order by g.key is null, case when coalesce(p_filter ->> 'by', 'template') = 'template' then split_part(g.key, ' ', 1) end,
      case when coalesce(p_filter ->> 'by', 'template') = 'template' then private.version_number(g.key) end desc, g.decided desc, g.label, g.key), '[]') from grouped g);
end
$$;
comment on function public.read_acceptance is 'What became of drafts by template version, model, persona or who asked: [{key, label, is_active, decided, as_it_came, with_edits, rejected, human_share, low, high}], templates by name with their newest version first, all else by how many were decided. p_filter: {weeks, trail_id, by}. Only admins see other people.';
grant execute on function public.read_acceptance to authenticated, service_role;

create function public.read_draft_costs(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with grouped as (
      select d.key, min(d.label) as label, bool_or(d.is_active) as is_active, count(*) as decided, count(*) filter (where d.status = 'approved') as approved,
        round(sum(coalesce(d.cost_micros, 0))) as spent_micros, private.wilson(count(*) filter (where d.status = 'approved'), count(*)) as between
      from private.decided_drafts(p_workspace, p_filter, with_behind => true, with_costs => true) d
      where d.kind = 'spark' and (p_filter ->> 'by' is distinct from 'person' or private.may_see_people(p_workspace) or d.key = private.actor()::text)
      group by d.key
    )
    select coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'label', g.label, 'is_active', g.is_active, 'decided', g.decided, 'approved', g.approved, 'spent_micros', g.spent_micros,
      'cost_micros', round(g.spent_micros / nullif(g.approved, 0)),
      'low_micros', round(g.spent_micros / g.decided / nullif(g.between[2], 0)), 'high_micros', round(g.spent_micros / g.decided / nullif(g.between[1], 0)))
      order by g.key is null, case when coalesce(p_filter ->> 'by', 'template') = 'template' then split_part(g.key, ' ', 1) end,
      case when coalesce(p_filter ->> 'by', 'template') = 'template' then private.version_number(g.key) end desc, g.approved desc, g.label, g.key), '[]') from grouped g);
end
$$;
comment on function public.read_draft_costs is 'What an approved lesson costs: all calls, also of rejected drafts, divided by approvals: [{key, label, is_active, decided, approved, spent_micros, cost_micros, low_micros, high_micros}]. low and high follow from the interval of the share that is approved.';
grant execute on function public.read_draft_costs to authenticated, service_role;

create function public.read_decision_times(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with weeks as (
      select private.week_of(d.decided_at) as week, count(*) as decided, count(*) filter (where d.opened_at is not null) as timed,
        round((percentile_cont(0.5) within group (order by extract(epoch from d.decided_at - d.opened_at)))::numeric, 1) as median_s,
        round((percentile_cont(0.9) within group (order by extract(epoch from d.decided_at - d.opened_at)))::numeric, 1) as nine_tenths_s
      from private.decided_drafts(p_workspace, p_filter) d group by 1
    )
    select coalesce(jsonb_agg(to_jsonb(w) order by w.week), '[]') from weeks w);
end
$$;
comment on function public.read_decision_times is 'How long decisions take, from opening a draft: [{week, decided, timed, median_s, nine_tenths_s}]; timed: those whose opening is known.';
grant execute on function public.read_decision_times to authenticated, service_role;

create function public.read_throughput(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  perform private.refuse_other_filter(p_filter);
  return (
    with drafts as materialized (
      -- The weeks once a draft: each is looked at for every week.
      select p.created_at, p.decided_at, p.status, private.week_of(p.created_at) as came_in, private.week_of(p.decided_at) as decided_in from public.proposals p
      where p.workspace_id = p_workspace and not p.is_seeded and p.status in ('pending', 'stale', 'approved', 'rejected')
        and (p.created_at >= (select private.since_of(p_filter)) or p.decided_at >= (select private.since_of(p_filter)) or p.status in ('pending', 'stale'))
        and (p_filter ->> 'trail_id' is null or private.trail_of_draft(p) = (p_filter ->> 'trail_id')::uuid)
    ), weeks as (
      select generate_series(greatest(private.week_of(private.since_of(p_filter)), (select private.week_of(min(d.created_at)) from drafts d)), private.week_of(now()), interval '7 days')::date as week
    )
    select coalesce(jsonb_agg(jsonb_build_object('week', w.week, 'came', n.came, 'decided', n.decided, 'waiting', n.waiting, 'waiting_days', n.waiting_days) order by w.week), '[]')
    from weeks w cross join lateral (select least(now(), (w.week + 7)::timestamp at time zone 'utc') as until) e
    cross join lateral (
      select count(*) filter (where d.came_in = w.week) as came, count(*) filter (where d.decided_in = w.week and d.status in ('approved', 'rejected')) as decided,
        count(*) filter (where d.created_at < e.until and (d.status in ('pending', 'stale') or d.decided_at >= e.until)) as waiting,
        round(((percentile_cont(0.5) within group (order by extract(epoch from e.until - d.created_at)) filter (where d.created_at < e.until and (d.status in ('pending', 'stale') or d.decided_at >= e.until))) / 86400)::numeric, 1) as waiting_days
      from drafts d
    ) n);
end
$$;
comment on function public.read_throughput is 'What came, was decided and waited at the end of each week: [{week, came, decided, waiting, waiting_days: half of those wait longer}].';
grant execute on function public.read_throughput to authenticated, service_role;

create function public.read_reviewers(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.refuse_other_filter(p_filter);
  return (
    with grouped as (
      select d.decided_by as key, count(*) as decided, count(*) filter (where d.status = 'approved' and not d.with_edits) as as_it_came,
        count(*) filter (where d.status = 'approved' and d.with_edits) as with_edits, count(*) filter (where d.status = 'rejected') as rejected,
        round((avg(d.human_share) filter (where d.status = 'approved'))::numeric, 4) as human_share,
        round((percentile_cont(0.5) within group (order by extract(epoch from d.decided_at - d.opened_at)))::numeric, 1) as median_s,
        private.wilson(count(*) filter (where d.status = 'approved'), count(*)) as between
      from private.decided_drafts(p_workspace, p_filter - 'by') d
      where private.may_see_people(p_workspace) or d.decided_by = private.actor()
      group by d.decided_by
    )
    select coalesce(jsonb_agg(jsonb_build_object('key', g.key, 'label', f.display_name, 'decided', g.decided, 'as_it_came', g.as_it_came, 'with_edits', g.with_edits, 'rejected', g.rejected,
      'human_share', g.human_share, 'median_s', g.median_s, 'low', g.between[1], 'high', g.between[2]) order by lower(f.display_name), g.key), '[]')
    from grouped g left join public.profiles f on f.user_id = g.key);
end
$$;
comment on function public.read_reviewers is 'What reviewers decided, by name and in no rank: [{key, label, decided, as_it_came, with_edits, rejected, human_share, median_s, low, high}]. A reviewer sees their own line, admins all.';
grant execute on function public.read_reviewers to authenticated, service_role;
