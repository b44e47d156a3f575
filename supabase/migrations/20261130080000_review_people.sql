-- People propose changes of lessons: an editor a whole text with its fields, a reader of a passage other words for it
-- (docs/decisions/150-people-propose-as-models-do.md).

alter table public.proposals
  drop constraint proposals_origin,
  add constraint proposals_origin check (origin in ('job', 'import', 'person') and (origin = 'job') = (flow_run_id is not null)),
  add constraint proposals_of_people check (origin <> 'person' or kind = 'spark' and place_kind = 'spark' and place_id is not null and created_by is not null);
comment on column public.proposals.origin is 'Who drafted it: a job, an import, or a person (created_by).';
-- Of what somebody proposes for a whole lesson one waits at a time; suggestions for passages of it stand beside each other.
create unique index proposals_one_of_a_person on public.proposals (created_by, place_id)
  where origin = 'person' and status in ('pending', 'stale') and not body ? 'passage';
create index proposals_people_idx on public.proposals (place_id) where origin = 'person' and status in ('pending', 'stale');

create or replace function private.review_group(p public.proposals) returns text
language sql immutable set search_path = ''
return case when p.status = 'stale' then 'stale' when p.origin = 'person' then 'change' when p.kind = 'spark' and p.place_kind = 'spark' then 'rewrite' when p.kind = 'spark' then 'new' else p.kind end;

create or replace function private.review_rank(in_group text) returns integer
language sql immutable set search_path = ''
return array_position(array['outline', 'change', 'rewrite', 'new', 'draft', 'exercises', 'quiz', 'links', 'piece', 'profile', 'review', 'stale'], in_group);

-- As private.review_group has it, for all rows at once.
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
        case when q.status = 'stale' then 'stale' when q.origin = 'person' then 'change' when q.kind = 'spark' and q.place_kind = 'spark' then 'rewrite' when q.kind = 'spark' then 'new' else q.kind end as in_group
      from public.proposals q where q.workspace_id = p_workspace and q.status in ('pending', 'stale')
    ), decided as materialized (
      select q.id, q.status, q.kind, q.place_kind, q.place_id, q.flow_run_id, q.step_run_id, q.created_by, q.created_at, q.assigned_to, q.risks <> '{}' as has_risk, q.ordinal,
        case when q.origin = 'person' then 'change' when q.kind = 'spark' and q.place_kind = 'spark' then 'rewrite' when q.kind = 'spark' then 'new' else q.kind end as in_group
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

create function private.mark_people() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.status = 'approved' then
    -- Whoever puts it right before approving is a person as well.
    new.human_share := 1;
  elsif new.status in ('pending', 'stale') and old.status not in ('pending', 'stale') and not new.body ? 'passage' and exists (
    select from public.proposals o where o.created_by = new.created_by and o.place_id = new.place_id and o.origin = 'person' and o.id <> new.id
      and o.status in ('pending', 'stale') and not o.body ? 'passage')
  then
    -- What was taken back does not wait beside what its author proposed since.
    new.status := 'superseded';
    new.stale_because := null;
  end if;
  return new;
end
$$;
comment on function private.mark_people is 'What a person proposed is all a person''s, and waits once a lesson.';
-- After guard_decision, by its name: what that makes of a status is what counts here.
create trigger mark_people before update on public.proposals for each row
  when (new.origin = 'person' and old.status <> new.status) execute function private.mark_people();

create function public.propose_change(p_workspace uuid, p_spark uuid, p_change jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  most_waiting constant integer := 50;
  longest_note constant integer := 2000;
  content constant text := p_change ->> 'content_md';
  passage constant jsonb := nullif(p_change -> 'passage', 'null');
  lesson public.sparks;
  base text;
  fields jsonb;
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if private.actor() is null then
    raise exception 'Only a person proposes a change.' using errcode = 'TW007';
  end if;
  -- Whoever saves the lesson and whoever proposes for it go one after the other.
  perform private.hold(p_workspace, 'spark', array[p_spark]);
  select * into lesson from public.sparks s where s.workspace_id = p_workspace and s.id = p_spark;
  if lesson.id is null then
    raise exception 'This lesson is gone. Your text is kept; restore the lesson from the trash to propose it.' using errcode = 'TW004';
  elsif content is null or char_length(content) > 1000000 or coalesce((p_change ->> 'base_version')::integer, 0) not between 1 and lesson.version
    or char_length(coalesce(p_change ->> 'note', '')) > longest_note
  then
    raise exception 'A proposal has a text, the version that it was written for, and a note of at most % characters.', longest_note using errcode = 'TW006';
  elsif not private.is_visible(coalesce(p_change ->> 'title', lesson.title)) or char_length(coalesce(p_change ->> 'title', lesson.title)) not between 2 and 200
    or char_length(p_change ->> 'summary') > 500
    or coalesce((p_change ->> 'estimated_mins')::integer, lesson.estimated_mins) not between 1 and 60
    or not coalesce(p_change ->> 'difficulty', lesson.difficulty::text) = any (enum_range(null::public.difficulty)::text[])
  then
    raise exception 'A title has 2 to 200 characters, a summary at most 500; a lesson takes 1 to 60 minutes and has a known difficulty.' using errcode = 'TW006';
  end if;
  select coalesce(jsonb_object_agg(f.key, f.value), '{}') into fields from jsonb_each(p_change) f
  where f.key in ('title', 'summary', 'estimated_mins', 'difficulty') and f.value <> 'null' and to_jsonb(lesson) -> f.key is distinct from f.value
    and not (f.key = 'summary' and f.value = '""' and lesson.summary is null);
  select r.body ->> 'content_md' into base from public.revisions r
  where r.workspace_id = p_workspace and r.kind = 'spark' and r.entity_id = p_spark and r.version <= (p_change ->> 'base_version')::integer order by r.id desc limit 1;
  if fields = '{}' and content = coalesce(base, lesson.content_md) then
    raise exception 'Nothing is different from the lesson as it is.' using errcode = 'TW006';
  elsif passage is not null and (fields <> '{}'
    or (select array_agg(jsonb_typeof(passage -> k) order by k) from unnest(array['after', 'at', 'before', 'quote', 'words']) k) is distinct from array['string', 'number', 'string', 'string', 'string']
    or char_length(passage ->> 'quote') > 2000 or char_length(passage ->> 'words') > 4000 or char_length((passage ->> 'before') || (passage ->> 'after')) > 200)
  then
    raise exception 'A suggestion has a passage, the words around it and the words in its place, and changes nothing else.' using errcode = 'TW006';
  end if;
  update public.proposals q set status = 'superseded'
  where q.workspace_id = p_workspace and q.place_id = p_spark and q.origin = 'person' and q.created_by = private.actor() and q.status in ('pending', 'stale')
    and (passage is null and not q.body ? 'passage' or q.id = (p_change ->> 'replaces')::uuid);
  if (select count(*) from public.proposals q where q.place_id = p_spark and q.origin = 'person' and q.created_by = private.actor() and q.status in ('pending', 'stale')) >= most_waiting then
    raise exception 'So many of your suggestions wait for this lesson already. Withdraw one first.' using errcode = 'TW006';
  end if;
  insert into public.proposals (workspace_id, kind, title, place_kind, place_id, base_version, created_by, origin, body)
  values (p_workspace, 'spark', coalesce(fields ->> 'title', lesson.title), 'spark', p_spark, (p_change ->> 'base_version')::integer, private.actor(), 'person',
    jsonb_strip_nulls(jsonb_build_object('kind', 'spark', 'title', coalesce(fields ->> 'title', lesson.title), 'summary', coalesce(fields ->> 'summary', lesson.summary, ''),
      'content_md', content, 'words', (select count(*) from regexp_matches(content, '\S+', 'g')), 'minutes', coalesce((fields ->> 'estimated_mins')::integer, lesson.estimated_mins),
      'key_terms', '[]'::jsonb, 'fields', fields, 'note', nullif(btrim(p_change ->> 'note'), ''), 'passage', passage)))
  returning id into made;
  return made;
end
$$;
comment on function public.propose_change is 'Proposes a change of a lesson in the caller''s name: {base_version, content_md, title, summary, estimated_mins, difficulty (only what differs), note, passage: {quote, before, after, at, words}, replaces}. A newer one of the same person supersedes the one before; suggestions for passages stand beside each other. The proposal''s id. TW006 where nothing differs.';
grant execute on function public.propose_change to authenticated, service_role;

create or replace function private.marks_of(p public.proposals) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with review as (
    select (select f.display_name from public.profiles f where f.user_id = p.decided_by) as reviewed_by,
      to_char(p.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as reviewed_at
  )
  select jsonb_strip_nulls(case
    -- A draft of which a few words were put right is no draft that was approved.
    -- Nor is what a model wrote approved by whoever accepts a few words of it: what was said of that stays.
    when p.origin = 'person' and (s.ai_metadata ->> 'review_status' in ('pending', 'rejected') or s.ai_metadata ? 'generated_by') then '{}'
    when p.origin = 'person' then jsonb_build_object('review_status', 'approved', 'reviewed_by', r.reviewed_by, 'reviewed_at', r.reviewed_at, 'human_share', 1)
    else jsonb_build_object(
      'generated_by', coalesce((select q.model from public.llm_requests q where q.step_run_id = p.step_run_id and q.outcome = 'ok' order by q.nth desc limit 1), 'builtin'),
      'generation_date', to_char(p.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
      'source_materials', (select jsonb_agg(j.name order by j.created_at) from public.flow_runs f join public.job_sources j on j.workspace_id = f.workspace_id and j.id = any (private.sources_of(f.params)) where f.id = p.flow_run_id),
      'template_version', (select q.template_version from public.llm_requests q where q.step_run_id = p.step_run_id and q.template_version is not null order by q.nth desc limit 1),
      'review_status', 'approved', 'human_share', p.human_share, 'reviewed_by', r.reviewed_by, 'reviewed_at', r.reviewed_at) end)
  from review r left join public.sparks s on p.origin = 'person' and s.workspace_id = p.workspace_id and s.id = p.place_id
$$;

create or replace function private.write_rewrite(p public.proposals, written jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  fields constant jsonb := coalesce(p.body -> 'fields', '{}');
begin
  if p.origin = 'person' then
    -- Only what its author changed: what others made of the other fields since stays.
    update public.sparks s set content_md = written ->> 'content_md', title = coalesce(fields ->> 'title', s.title),
      summary = case when p.final ? 'summary' then nullif(p.final ->> 'summary', '') when fields ? 'summary' then nullif(fields ->> 'summary', '') else s.summary end,
      estimated_mins = coalesce((fields ->> 'estimated_mins')::integer, s.estimated_mins), difficulty = coalesce((fields ->> 'difficulty')::public.difficulty, s.difficulty),
      ai_metadata = coalesce(s.ai_metadata, '{}') || private.marks_of(p)
    where s.workspace_id = p.workspace_id and s.id = p.place_id;
  else
    -- Its title is how the lesson is known: a new one is a change that somebody asks for, never a by-product.
    update public.sparks s set content_md = written ->> 'content_md', summary = left(coalesce(nullif(written ->> 'summary', ''), s.summary), 500),
      ai_metadata = coalesce(s.ai_metadata, '{}') || private.marks_of(p)
    where s.workspace_id = p.workspace_id and s.id = p.place_id;
  end if;
  return jsonb_build_array(jsonb_build_object('kind', 'spark', 'id', p.place_id));
end
$$;

create function public.read_suggestions(p_workspace uuid, p_spark uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  most_suggestions constant integer := 200;
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'status', p.status, 'stale_because', p.stale_because, 'created_at', p.created_at, 'created_by', p.created_by,
      'is_own', coalesce(p.created_by = private.actor(), false), 'may_approve_own', w.allows_self_approval,
      'note', p.body -> 'note', 'fields', coalesce(p.body -> 'fields', '{}'), 'passage', p.body -> 'passage',
      -- To go on with: who proposes a whole text may change it while it waits.
      'content_md', case when p.created_by = private.actor() and not p.body ? 'passage' then p.body -> 'content_md' end) order by p.ordinal), '[]')
    from (select q.* from public.proposals q where q.workspace_id = p_workspace and q.place_id = p_spark and q.origin = 'person' and q.status in ('pending', 'stale')
      order by q.ordinal limit most_suggestions) p join public.workspaces w on w.id = p.workspace_id);
end
$$;
comment on function public.read_suggestions is 'What people propose for a lesson and what waits: [{id, status, stale_because, created_at, created_by, is_own, may_approve_own, note, fields, passage: {quote, before, after, at, words} or null, content_md (of one''s own whole text)}]. The first 200.';
grant execute on function public.read_suggestions to authenticated, service_role;

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
    'origin', p.origin,
    'assigned_to', p.assigned_to,
    'asked_by_name', (select f.display_name from public.profiles f where f.user_id = p.created_by),
    'is_own', coalesce(p.created_by = private.actor(), false),
    'may_approve_own', (select w.allows_self_approval from public.workspaces w where w.id = p_workspace),
    'lesson', case when lesson.id is not null then jsonb_build_object('id', lesson.id, 'slug', lesson.slug, 'title', lesson.title, 'summary', lesson.summary, 'estimated_mins', lesson.estimated_mins, 'difficulty', lesson.difficulty, 'content_md', lesson.content_md, 'version', lesson.version,
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
    'behind', case when p.status in ('approved', 'rejected') then private.behind_of(p_workspace, p.id) || case when p.origin = 'person' then '{"maker": "person"}'::jsonb else '{}' end end);
end
$$;
