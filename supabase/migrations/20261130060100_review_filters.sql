-- What of the queue is looked at: by trail, model, template, age, who asked and who is to decide.

drop function private.fits_review(public.proposals, jsonb);

create index proposal_places_entity_idx on public.proposal_places (workspace_id, entity_id);

create function private.waiting_in(workspace uuid, trail uuid) returns table (place_id uuid, flow_run_id uuid)
language sql stable security definer set search_path = ''
as $$
  select trail, null::uuid
  union all
  select c.id, null from public.concepts c where c.workspace_id = workspace and c.trail_id = trail
  union all
  select x.spark_id, null from public.concepts c join public.concept_sparks x on x.workspace_id = workspace and x.concept_id = c.id where c.workspace_id = workspace and c.trail_id = trail
  union all
  select null, g.flow_run_id from public.proposal_places g where g.workspace_id = workspace and g.entity_id = trail
$$;
comment on function private.waiting_in is 'What a proposal for a trail stands at, or the job that the trail grew out of.';

create or replace function public.read_review_queue(p_workspace uuid, p_filter jsonb default '{}', p_offset integer default 0, p_limit integer default 100) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  me constant uuid := private.actor();
  show constant text := coalesce(p_filter ->> 'show', 'open');
  groups constant jsonb := nullif(p_filter -> 'groups', 'null');
  trail constant uuid := p_filter ->> 'trail_id';
  places uuid[];
  runs uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  if trail is not null then
    select array_agg(w.place_id) filter (where w.place_id is not null), array_agg(w.flow_run_id) filter (where w.flow_run_id is not null)
      into places, runs from private.waiting_in(p_workspace, trail) w;
  end if;
  return (
    with looked_at as materialized (
      -- One pass over what waits, without the texts: they lie apart.
      select q.id, q.status, q.kind, q.place_kind, q.place_id, q.flow_run_id, q.step_run_id, q.created_by, q.created_at, q.assigned_to, q.risks <> '{}' as has_risk, q.ordinal,
        case when q.status = 'stale' then 'stale' when q.kind = 'spark' and q.place_kind = 'spark' then 'rewrite' when q.kind = 'spark' then 'new' else q.kind end as in_group
      from public.proposals q where q.workspace_id = p_workspace and q.status in ('pending', 'stale')
    ), decided as materialized (
      select q.id, q.status, q.kind, q.place_kind, q.place_id, q.flow_run_id, q.step_run_id, q.created_by, q.created_at, q.assigned_to, q.risks <> '{}' as has_risk, q.ordinal,
        case when q.kind = 'spark' and q.place_kind = 'spark' then 'rewrite' when q.kind = 'spark' then 'new' else q.kind end as in_group
      from public.proposals q where show = 'decided' and q.workspace_id = p_workspace and q.decided_at is not null and q.status in ('approved', 'rejected')
    ), fitting as materialized (
      select q.id, q.in_group, q.ordinal, q.flow_run_id, q.step_run_id, q.kind, q.place_kind
      from (select * from looked_at where show <> 'decided' union all select * from decided) q
      where case show
          when 'open' then q.status = 'pending' and q.created_by is distinct from me
          when 'mine' then q.assigned_to = me
          when 'asked' then q.created_by = me
          when 'stale' then q.status = 'stale'
          else true end
        and (groups is null or groups ? q.in_group)
        and (p_filter ->> 'place_id' is null or q.place_id = (p_filter ->> 'place_id')::uuid)
        and (p_filter ->> 'job_id' is null or q.flow_run_id = (p_filter ->> 'job_id')::uuid)
        and (p_filter ->> 'asked_by' is null or q.created_by = (p_filter ->> 'asked_by')::uuid)
        and (p_filter ->> 'assigned_to' is null or q.assigned_to = (p_filter ->> 'assigned_to')::uuid)
        and (p_filter ->> 'has_risk' is null or q.has_risk = (p_filter ->> 'has_risk')::boolean)
        and (p_filter ->> 'older_than_days' is null or q.created_at < now() - make_interval(days => (p_filter ->> 'older_than_days')::integer))
        and (trail is null or q.place_id = any (places) or q.flow_run_id = any (runs))
        and (p_filter ->> 'model' is null or exists (
          select from public.llm_requests l where l.step_run_id = q.step_run_id and l.outcome = 'ok' and l.model = p_filter ->> 'model'))
        and (p_filter ->> 'template' is null or exists (
          select from public.llm_requests l where l.step_run_id = q.step_run_id and l.outcome = 'ok' and l.template_version = p_filter ->> 'template'))
    ), in_order as (
      select f.id, case when show = 'decided' then -extract(epoch from p.decided_at) end as decided, private.review_rank(f.in_group) as rank,
        -- Lessons of a course in its order, whichever was written first.
        coalesce(r.ordinal, 0) as run, case when f.kind = 'spark' and f.place_kind is null then coalesce((s.params ->> 'lesson')::integer, 0) end as lesson, f.ordinal
      from fitting f
      left join public.proposals p on show = 'decided' and p.id = f.id
      left join public.flow_runs r on r.id = f.flow_run_id
      left join public.step_runs s on f.kind = 'spark' and s.id = f.step_run_id
    ), page as materialized (
      select o.* from in_order o order by o.decided, o.rank, o.run, o.lesson, o.ordinal offset greatest(0, p_offset) limit least(500, greatest(1, p_limit))
    )
    select jsonb_build_object(
      'total', (select count(*) from fitting),
      'may_approve_own', (select w.allows_self_approval from public.workspaces w where w.id = p_workspace),
      'counts', (select jsonb_build_object(
        'open', count(*) filter (where o.status = 'pending' and o.created_by is distinct from me),
        'mine', count(*) filter (where o.assigned_to = me),
        'asked', count(*) filter (where o.created_by = me),
        'stale', count(*) filter (where o.status = 'stale'),
        'all', count(*)) from looked_at o),
      'groups', (select coalesce(jsonb_object_agg(g.in_group, g.total), '{}') from (select o.in_group, count(*) as total from fitting o group by o.in_group) g),
      'decided_today', (select count(*) from public.proposals d where d.workspace_id = p_workspace and d.decided_by = me and d.decided_at > date_trunc('day', now()) and d.status in ('approved', 'rejected')),
      'items', (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'kind', q.kind, 'in_group', private.review_group(q), 'title', q.title, 'status', q.status, 'stale_because', q.stale_because,
        'risks', to_jsonb(q.risks), 'changed_share', q.changed_share, 'place', private.proposal_place(q), 'job_id', q.flow_run_id, 'created_at', q.created_at,
        'parts', case when q.kind in ('exercises', 'quiz') then jsonb_array_length(q.body -> 'exercises') when q.kind = 'links' then jsonb_array_length(q.body -> 'links') end,
        'words', case when jsonb_typeof(q.body -> 'words') = 'number' then q.body -> 'words' end,
        'is_own', coalesce(q.created_by = me, false), 'claim', private.claim_of(q.id), 'human_share', q.human_share, 'reason_code', q.reason_code, 'decided_at', q.decided_at,
        'assigned', case when q.assigned_to is not null then jsonb_build_object('to', q.assigned_to, 'name', a.display_name) end)
        order by f.decided, f.rank, f.run, f.lesson, f.ordinal), '[]')
        from page f join public.proposals q on q.id = f.id left join public.profiles a on a.user_id = q.assigned_to)));
end
$$;
comment on function public.read_review_queue is 'Proposals by heading and then as they came: {total, may_approve_own, counts: {open, mine, asked, stale, all}, groups: {group: count, as filtered}, decided_today, items}. p_filter: {show: open (not one''s own) | mine (assigned to the caller) | asked | stale | decided | all, groups, place_id, trail_id, job_id, asked_by, assigned_to, model, template, older_than_days, has_risk}. At most 500 at a time.';

create function public.read_review_facets(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with waiting as materialized (
      select q.id, q.place_kind, q.place_id, q.flow_run_id, q.step_run_id, q.created_by, q.assigned_to
      from public.proposals q where q.workspace_id = p_workspace and q.status in ('pending', 'stale')
    ), of_trail as (
      select w.id, coalesce(
        case w.place_kind
          when 'trail' then w.place_id
          when 'concept' then (select c.trail_id from public.concepts c where c.workspace_id = p_workspace and c.id = w.place_id)
          when 'spark' then (select c.trail_id from public.concept_sparks x join public.concepts c on c.workspace_id = p_workspace and c.id = x.concept_id
            where x.workspace_id = p_workspace and x.spark_id = w.place_id order by x.ordinal limit 1) end,
        (select g.entity_id from public.proposal_places g where g.flow_run_id = w.flow_run_id and g.module = 0)) as trail_id
      from waiting w
    ), asked as (
      select distinct w.id, l.model, l.template_version from waiting w join public.llm_requests l on l.step_run_id = w.step_run_id and l.outcome = 'ok'
    )
    select jsonb_build_object(
      'trails', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.title, 'count', f.total) order by t.title), '[]')
        from (select o.trail_id, count(*) as total from of_trail o group by o.trail_id) f join public.trails t on t.workspace_id = p_workspace and t.id = f.trail_id),
      'askers', (select coalesce(jsonb_agg(jsonb_build_object('id', f.created_by, 'name', coalesce(n.display_name, ''), 'count', f.total) order by n.display_name), '[]')
        from (select w.created_by, count(*) as total from waiting w where w.created_by is not null group by w.created_by) f left join public.profiles n on n.user_id = f.created_by),
      'models', (select coalesce(jsonb_agg(jsonb_build_object('id', f.model, 'name', f.model, 'count', f.total) order by f.model), '[]')
        from (select a.model, count(distinct a.id) as total from asked a where a.model is not null group by a.model) f),
      'templates', (select coalesce(jsonb_agg(jsonb_build_object('id', f.template_version, 'name', f.template_version, 'count', f.total) order by f.template_version), '[]')
        from (select a.template_version, count(distinct a.id) as total from asked a where a.template_version is not null group by a.template_version) f),
      'reviewers', (select coalesce(jsonb_agg(jsonb_build_object('id', m.user_id, 'name', coalesce(n.display_name, ''),
          'count', (select count(*) from waiting w where w.assigned_to = m.user_id)) order by n.display_name), '[]')
        from public.memberships m left join public.profiles n on n.user_id = m.user_id where m.workspace_id = p_workspace and m.role >= 'reviewer'),
      'saved', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'filter', s.filter) order by s.name), '[]')
        from public.review_filters s where s.workspace_id = p_workspace and s.user_id = private.actor())));
end
$$;
comment on function public.read_review_facets is 'What the queue can be narrowed to, with how much waits for each, and one''s own saved filters: {trails, askers, models, templates, reviewers: [{id, name, count}], saved: [{id, name, filter}]}.';
grant execute on function public.read_review_facets to authenticated, service_role;

create function private.proposed_links(p public.proposals) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  most_links constant integer := 200;
begin
  if p.kind <> 'links' then
    return null;
  end if;
  return (
    with proposed as materialized (
      select l.nth::integer - 1 as nth, coalesce((l.one #>> '{source,id}')::uuid, private.approved_spark(p, l.one #>> '{source,title}')) as source,
        coalesce((l.one #>> '{target,id}')::uuid, private.approved_spark(p, l.one #>> '{target,title}')) as target
      from jsonb_array_elements(p.body -> 'links') with ordinality l (one, nth) where l.nth <= most_links
    ), ends as (
      select x.source as id from proposed x union select x.target from proposed x
    )
    select jsonb_build_object(
      'now', (select coalesce(jsonb_agg(jsonb_build_object('source', k.source_id, 'target', k.target_id) order by k.ordinal), '[]')
        from public.spark_links k where k.workspace_id = p.workspace_id and k.link_type = 'prerequisite'
          and k.source_id in (select e.id from ends e) and k.target_id in (select e.id from ends e)),
      -- A way back from the target to the source: drawing it would close a loop.
      'loops', (select coalesce(jsonb_agg(x.nth order by x.nth), '[]') from proposed x
        where x.source = x.target or private.spark_link_way(p.workspace_id, x.target, x.source, '{}') is not null)));
end
$$;
comment on function private.proposed_links is 'Of a proposal of links: the links between its lessons now, and which of its first 200 would close a loop with what is drawn: {now: [{source, target}], loops: [nth]}.';

create or replace function public.read_review_item(p_workspace uuid, p_proposal uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.proposals;
  run public.flow_runs;
  lesson public.sparks;
  concept uuid;
  written public.step_runs;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  end if;
  select * into run from public.flow_runs r where r.id = p.flow_run_id;
  select * into written from public.step_runs s where s.id = p.step_run_id;
  if p.place_kind = 'spark' then
    select * into lesson from public.sparks s where s.workspace_id = p_workspace and s.id = p.place_id;
    select x.concept_id into concept from public.concept_sparks x where x.workspace_id = p_workspace and x.spark_id = p.place_id order by x.ordinal limit 1;
  elsif p.place_kind = 'concept' then
    concept := p.place_id;
  elsif p.kind = 'spark' then
    select g.entity_id into concept from public.proposal_places g
    where g.flow_run_id = p.flow_run_id and g.module = private.module_of(private.outline_of(p.flow_run_id), private.lesson_nth(p));
  end if;
  return jsonb_build_object(
    'id', p.id, 'kind', p.kind, 'in_group', private.review_group(p), 'title', p.title, 'status', p.status, 'stale_because', p.stale_because, 'risks', to_jsonb(p.risks),
    'changed_share', p.changed_share, 'body', p.body, 'final', p.final, 'parts', p.parts, 'place', private.proposal_place(p), 'created_at', p.created_at,
    'job', case when run.id is not null then jsonb_build_object('id', run.id, 'kind', run.job_kind, 'title', run.title, 'topic', run.params -> 'topic',
      'priority', run.params -> 'priority', 'length', run.params -> 'length', 'source_ids', coalesce(run.params -> 'source_ids', '[]'),
      -- What a model wrote it can write anew; one lesson of a course is priced as such.
      'is_model', coalesce(written.kind = 'ask', false), 'is_lesson', coalesce(written.params ? 'lesson', false),
      'is_writing', exists (select from public.step_runs s where s.flow_run_id = run.id and s.kind = 'ask' and s.status in ('pending', 'in_progress')
        and s.params - 'instruction' = written.params - 'instruction')) end,
    'assigned_to', p.assigned_to,
    'asked_by_name', (select f.display_name from public.profiles f where f.user_id = p.created_by),
    'is_own', coalesce(p.created_by = private.actor(), false),
    'may_approve_own', (select w.allows_self_approval from public.workspaces w where w.id = p_workspace),
    'lesson', case when lesson.id is not null then jsonb_build_object('id', lesson.id, 'slug', lesson.slug, 'title', lesson.title, 'summary', lesson.summary, 'content_md', lesson.content_md, 'version', lesson.version,
      'base_hash', private.text_hash(lesson.content_md)) end,
    -- What a stale one was written for, to merge three ways.
    'base_md', case when p.status = 'stale' and p.place_kind = 'spark' then (
      select r.body ->> 'content_md' from public.revisions r where r.workspace_id = p_workspace and r.kind = 'spark' and r.entity_id = p.place_id
        and private.text_hash(r.body ->> 'content_md') = p.base_hash order by r.id desc limit 1) end,
    'links', private.proposed_links(p),
    'passages', private.proposal_passages(p),
    'around', case when concept is not null then private.around_spark(p_workspace, concept, lesson.id) else '[]' end,
    'waits_for_lesson', p.kind in ('exercises', 'quiz') and p.place_kind is distinct from 'spark' and private.approved_spark(p, p.body ->> 'spark') is null,
    'versions', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'status', v.status, 'created_at', v.created_at, 'instruction', s.params -> 'instruction') order by v.ordinal), '[]')
      from public.step_runs s join public.proposals v on v.step_run_id = s.id
      where written.kind = 'ask' and s.flow_run_id = p.flow_run_id and s.kind = 'ask' and s.params - 'instruction' = written.params - 'instruction'
        and v.kind = p.kind and v.place_id is not distinct from p.place_id
        -- A step that writes several of a kind is told apart by what they are called.
        and (v.title = p.title or not exists (select from public.proposals o where o.step_run_id = p.step_run_id and o.kind = p.kind and o.id <> p.id))),
    'claim', private.claim_of(p.id),
    'decided', case when p.status in ('approved', 'rejected') then jsonb_build_object('at', p.decided_at, 'by_name', (select f.display_name from public.profiles f where f.user_id = p.decided_by),
      'reason_code', p.reason_code, 'reason', p.reason, 'human_share', p.human_share, 'change_set_id', p.change_set_id, 'made', p.made) end,
    -- The model's name and price would sway whoever decides: they show afterwards.
    'behind', case when p.status in ('approved', 'rejected') then private.behind_of(p_workspace, p.id) end);
end
$$;
