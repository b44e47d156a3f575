-- What waits for a decision, in the order in which it is best decided, and one proposal with all that it takes to decide it.

create function private.review_group(p public.proposals) returns text
language sql immutable set search_path = ''
return case when p.status = 'stale' then 'stale' when p.kind = 'spark' and p.place_kind = 'spark' then 'rewrite' when p.kind = 'spark' then 'new' else p.kind end;
comment on function private.review_group is 'Under which heading a proposal stands in the queue.';

create function private.review_rank(in_group text) returns integer
language sql immutable set search_path = ''
return array_position(array['outline', 'rewrite', 'new', 'draft', 'exercises', 'quiz', 'links', 'piece', 'profile', 'review', 'stale'], in_group);

create function private.proposal_place(p public.proposals) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case
    when p.place_kind = 'spark' then (
      select jsonb_build_object('kind', 'spark', 'id', s.id, 'slug', s.slug, 'title', s.title, 'in', (
        select c.title from public.concept_sparks x join public.concepts c on c.workspace_id = x.workspace_id and c.id = x.concept_id
        where x.workspace_id = p.workspace_id and x.spark_id = s.id order by x.ordinal limit 1))
      from public.sparks s where s.workspace_id = p.workspace_id and s.id = p.place_id)
    when p.place_kind = 'concept' then (
      select jsonb_build_object('kind', 'concept', 'id', c.id, 'slug', c.slug, 'title', c.title, 'in', (
        select t.title from public.trails t where t.workspace_id = p.workspace_id and t.id = c.trail_id))
      from public.concepts c where c.workspace_id = p.workspace_id and c.id = p.place_id)
    when p.place_kind = 'trail' then (
      select jsonb_build_object('kind', 'trail', 'id', t.id, 'slug', t.slug, 'title', t.title, 'in', null)
      from public.trails t where t.workspace_id = p.workspace_id and t.id = p.place_id)
    when p.flow_run_id is not null then jsonb_build_object('kind', null, 'title', coalesce(private.outline_of(p.flow_run_id) ->> 'title', (select r.title from public.flow_runs r where r.id = p.flow_run_id)), 'in', null)
  end
$$;
comment on function private.proposal_place is 'Where a proposal would stand: {kind, id, slug, title, in}; kind null for a course that is not there yet.';

create function private.claim_of(proposal uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('by', c.user_id, 'by_name', f.display_name, 'until', c.until)
  from public.proposal_claims c left join public.profiles f on f.user_id = c.user_id
  where c.proposal_id = proposal and c.until > clock_timestamp()
$$;

create function private.fits_review(p public.proposals, filter jsonb) returns boolean
language sql stable set search_path = ''
as $$
  select case coalesce(filter ->> 'show', 'open')
      when 'open' then p.status = 'pending' and p.created_by is distinct from private.actor()
      when 'asked' then p.status in ('pending', 'stale') and p.created_by = private.actor()
      when 'stale' then p.status = 'stale'
      when 'decided' then p.status in ('approved', 'rejected')
      else p.status in ('pending', 'stale') end
    and (filter -> 'groups' is null or filter -> 'groups' ? private.review_group(p))
    and (filter ->> 'place_id' is null or p.place_id = (filter ->> 'place_id')::uuid)
    and (filter ->> 'job_id' is null or p.flow_run_id = (filter ->> 'job_id')::uuid)
    and (filter ->> 'asked_by' is null or p.created_by = (filter ->> 'asked_by')::uuid)
    and (filter ->> 'has_risk' is null or (p.risks <> '{}') = (filter ->> 'has_risk')::boolean)
$$;

create function public.read_review_queue(p_workspace uuid, p_filter jsonb default '{}', p_offset integer default 0, p_limit integer default 100) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with open as materialized (
      select q.id, q.status, private.review_group(q) as in_group, q.created_by, q.decided_at, q.decided_by from public.proposals q
      where q.workspace_id = p_workspace and q.status in ('pending', 'stale')
    ), fitting as materialized (
      select q.id, private.review_rank(private.review_group(q)) as rank, case when p_filter ->> 'show' = 'decided' then -extract(epoch from q.decided_at) end as decided, q.ordinal,
        -- Lessons of a course in its order, whichever was written first.
        coalesce(r.ordinal, 0) as run, case when q.kind = 'spark' and q.place_kind is null then private.lesson_nth(q) end as lesson
      from public.proposals q left join public.flow_runs r on r.id = q.flow_run_id where q.workspace_id = p_workspace
        and case when p_filter ->> 'show' = 'decided' then q.decided_at is not null else q.status in ('pending', 'stale') end
        and private.fits_review(q, p_filter)
    ), page as (
      select f.* from fitting f order by f.decided, f.rank, f.run, f.lesson, f.ordinal offset greatest(0, p_offset) limit least(500, greatest(1, p_limit))
    )
    select jsonb_build_object(
      'total', (select count(*) from fitting),
      'counts', jsonb_build_object(
        'open', (select count(*) from open o where o.status = 'pending' and o.created_by is distinct from private.actor()),
        'asked', (select count(*) from open o where o.created_by = private.actor()),
        'stale', (select count(*) from open o where o.status = 'stale'),
        'all', (select count(*) from open o)),
      'groups', (select coalesce(jsonb_object_agg(g.in_group, g.total), '{}') from (select o.in_group, count(*) as total from open o group by o.in_group) g),
      'decided_today', (select count(*) from public.proposals d where d.workspace_id = p_workspace and d.decided_by = private.actor() and d.decided_at > date_trunc('day', now()) and d.status in ('approved', 'rejected')),
      'items', (select coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'kind', q.kind, 'in_group', private.review_group(q), 'title', q.title, 'status', q.status, 'stale_because', q.stale_because,
        'risks', to_jsonb(q.risks), 'changed_share', q.changed_share, 'place', private.proposal_place(q), 'job_id', q.flow_run_id, 'created_at', q.created_at,
        'parts', case when q.kind in ('exercises', 'quiz') then jsonb_array_length(q.body -> 'exercises') when q.kind = 'links' then jsonb_array_length(q.body -> 'links') end,
        'words', case when jsonb_typeof(q.body -> 'words') = 'number' then q.body -> 'words' end,
        'is_own', coalesce(q.created_by = private.actor(), false), 'claim', private.claim_of(q.id), 'human_share', q.human_share, 'reason_code', q.reason_code, 'decided_at', q.decided_at)
        order by f.decided, f.rank, f.run, f.lesson, f.ordinal), '[]') from page f join public.proposals q on q.id = f.id)));
end
$$;
comment on function public.read_review_queue is 'Proposals by heading and then as they came: {total, counts: {open, asked, stale, all}, groups: {group: count}, decided_today, items}. p_filter: {show: open (not one''s own) | asked | stale | decided | all, groups, place_id, job_id, asked_by, has_risk}. At most 500 at a time.';
grant execute on function public.read_review_queue to authenticated, service_role;

create function private.proposal_passages(p public.proposals) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object('source', s.name, 'number', e.one -> 'number', 'in', e.one -> 'in',
    'text', left(substr(s.body, 1 + greatest(0, (e.one ->> 'from')::integer), least(600, (e.one ->> 'to')::integer - (e.one ->> 'from')::integer)), 600)) order by e.nth), '[]')
  from (select x.one, x.nth from jsonb_array_elements(p.evidence) with ordinality x (one, nth) where jsonb_typeof(p.evidence) = 'array' limit 60) e
  join public.job_sources s on s.workspace_id = p.workspace_id and s.id = (e.one ->> 'source_id')::uuid
$$;
comment on function private.proposal_passages is 'The passages of the sources that a proposal stands on, the first sixty: [{source, number, in, text}].';

create function private.around_spark(workspace uuid, concept uuid, spark uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with line as (
    select s.id, s.title, s.slug, row_number() over (order by x.order_index, x.ordinal) as nth
    from public.concept_sparks x join public.sparks s on s.workspace_id = x.workspace_id and s.id = x.spark_id
    where x.workspace_id = workspace and x.concept_id = concept
  ), here as (select coalesce((select l.nth from line l where l.id = spark), (select count(*) + 1 from line)) as nth)
  select coalesce(jsonb_agg(jsonb_build_object('title', l.title, 'slug', l.slug, 'is_before', l.nth < here.nth) order by l.nth), '[]')
  from line l, here where l.nth between here.nth - 2 and here.nth + 2 and l.id is distinct from spark
$$;
comment on function private.around_spark is 'The lessons before and after a place in a concept: [{title, slug, is_before}].';

create function public.read_review_item(p_workspace uuid, p_proposal uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  p public.proposals;
  run public.flow_runs;
  lesson public.sparks;
  concept uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  end if;
  select * into run from public.flow_runs r where r.id = p.flow_run_id;
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
    'job', case when run.id is not null then jsonb_build_object('id', run.id, 'kind', run.job_kind, 'title', run.title, 'topic', run.params -> 'topic') end,
    'asked_by_name', (select f.display_name from public.profiles f where f.user_id = p.created_by),
    'is_own', coalesce(p.created_by = private.actor(), false),
    'may_approve_own', (select w.allows_self_approval from public.workspaces w where w.id = p_workspace),
    'lesson', case when lesson.id is not null then jsonb_build_object('id', lesson.id, 'slug', lesson.slug, 'title', lesson.title, 'summary', lesson.summary, 'content_md', lesson.content_md, 'version', lesson.version,
      'base_hash', private.text_hash(lesson.content_md)) end,
    -- What a stale one was written for, to merge three ways.
    'base_md', case when p.status = 'stale' and p.place_kind = 'spark' then (
      select r.body ->> 'content_md' from public.revisions r where r.workspace_id = p_workspace and r.kind = 'spark' and r.entity_id = p.place_id
        and private.text_hash(r.body ->> 'content_md') = p.base_hash order by r.id desc limit 1) end,
    'passages', private.proposal_passages(p),
    'around', case when concept is not null then private.around_spark(p_workspace, concept, lesson.id) else '[]' end,
    'waits_for_lesson', p.kind in ('exercises', 'quiz') and p.place_kind is distinct from 'spark' and private.approved_spark(p, p.body ->> 'spark') is null,
    'versions', (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'status', v.status, 'created_at', v.created_at) order by v.ordinal), '[]') from public.proposals v
      where v.flow_run_id = p.flow_run_id and v.kind = p.kind and p.kind = 'spark' and v.place_id is not distinct from p.place_id and v.title = p.title),
    'claim', private.claim_of(p.id),
    'decided', case when p.status in ('approved', 'rejected') then jsonb_build_object('at', p.decided_at, 'by_name', (select f.display_name from public.profiles f where f.user_id = p.decided_by),
      'reason_code', p.reason_code, 'reason', p.reason, 'human_share', p.human_share, 'change_set_id', p.change_set_id, 'made', p.made) end,
    -- The model's name and price would sway whoever decides: they show afterwards.
    'behind', case when p.status in ('approved', 'rejected') then private.behind_of(p_workspace, p.id) end);
end
$$;
comment on function public.read_review_item is 'A proposal with all that it takes to decide it: the lesson as it stands, the passages it was drafted from, what stands around it, who is deciding, and, once decided, what was behind it.';
grant execute on function public.read_review_item to authenticated, service_role;
