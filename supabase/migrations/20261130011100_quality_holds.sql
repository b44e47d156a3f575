-- What is shown of findings, and what gates hold back, by what holds this moment (docs/decisions/134).

create or replace function private.gate_codes() returns text[]
language sql immutable set search_path = ''
as $$
  select array[
    'no_goal',
    'no_position',
    'no_steps',
    'no_example',
    'no_summary',
    'long_paragraph',
    'undefined_term',
    'many_terms',
    'exercise_before_instruction',
    'time_over',
    'time_under',
    'keyword_missing',
    'keyword_density',
    'description_length',
    'term_before_taught',
    'broken_link',
    'broken_image',
    'image_undescribed',
    'level_skipped',
    'empty_heading',
    'fence_without_language',
    'objective_without_exercise',
    'one_difficulty'
  ]
$$;
comment on function private.gate_codes is 'Findings that may be gates: never what formulas and models think of style. The same list as GATE_CODES.';

create function private.finding_name(code text) returns text
language sql immutable set search_path = ''
as $$
  select case code
    when 'no_goal' then 'No sentence says what one can do afterwards'
    when 'no_position' then 'Nothing says where this lesson stands'
    when 'no_steps' then 'No steps to go by'
    when 'no_example' then 'No example'
    when 'no_summary' then 'No summary'
    when 'long_paragraph' then 'A long paragraph'
    when 'undefined_term' then 'New term without a definition'
    when 'many_terms' then 'Many new terms'
    when 'exercise_before_instruction' then 'A task comes before anything was taught'
    when 'time_over' then 'Takes much longer than planned'
    when 'time_under' then 'Takes much less time than planned'
    when 'keyword_missing' then 'A keyword is missing'
    when 'keyword_density' then 'A keyword is too frequent or too rare'
    when 'description_length' then 'The summary has another length than the rule asks for'
    when 'term_before_taught' then 'Term used before it is taught'
    when 'broken_link' then 'Link leads nowhere'
    when 'broken_image' then 'Image cannot be reached'
    when 'image_undescribed' then 'Image without a description'
    when 'level_skipped' then 'A level is skipped'
    when 'empty_heading' then 'A heading says nothing'
    when 'fence_without_language' then 'Code without a language'
    when 'objective_without_exercise' then 'An objective has no exercise'
    when 'one_difficulty' then 'All exercises are equally hard'
  end
$$;
comment on function private.finding_name is 'What a finding that may be a gate is called. The same words as in lib/quality/core/text.ts.';

create function private.fixable_codes() returns text[]
language sql immutable set search_path = ''
as $$ select array['level_skipped', 'empty_heading', 'fence_without_language'] $$;
comment on function private.fixable_codes is 'Findings whose fix needs nobody to decide anything. The same list as FIXABLE_CODES.';

create function private.codes_about(about text) returns text[]
language sql immutable set search_path = ''
as $$
  select case about
    when 'rules' then array['keyword_missing', 'keyword_density', 'description_length']
    when 'terms' then array['term_before_taught']
  end
$$;
comment on function private.codes_about is 'The findings that a line of the queue about rules or terms is about; null for all of them.';

create function private.quality_waiting(workspace uuid) returns table (spark_id uuid, is_whole boolean, codes text[])
language sql stable security definer set search_path = ''
as $$
  with lines as materialized (
    select q.spark_id, q.trail_id, q.about from private.quality_queue q where q.workspace_id = workspace
  ), many as materialized (
    select count(*) > 2000 as is_many from lines
  ), saved as materialized (
    -- Which terms such a lesson will explain is not known: nothing is said of terms that its neighbours use.
    select l.spark_id from lines l, many m where l.about = 'spark' and not m.is_many
  ), trails as materialized (
    select l.trail_id from lines l where l.trail_id is not null
    union
    select c.trail_id from saved s join public.concept_sparks p on p.workspace_id = workspace and p.spark_id = s.spark_id
    join public.concepts c on c.id = p.concept_id where c.trail_id is not null
  ), found as (
    select l.spark_id, l.about from lines l where l.trail_id is null
    union all
    select p.spark_id, 'terms' from trails t join public.concepts c on c.trail_id = t.trail_id join public.concept_sparks p on p.workspace_id = workspace and p.concept_id = c.id
    union all
    select l.target_id, 'terms' from saved s join public.spark_links l on l.workspace_id = workspace and l.source_id = s.spark_id and l.link_type = 'prerequisite'
    union all
    select l.source_id, 'terms' from saved s join public.spark_links l on l.workspace_id = workspace and l.target_id = s.spark_id and l.link_type = 'prerequisite'
    union all
    select null, 'terms' from many m where m.is_many
  )
  select f.spark_id, bool_or(f.about = 'spark'),
    case when bool_or(f.about = 'rules') then private.codes_about('rules') else '{}' end || case when bool_or(f.about = 'terms') then private.codes_about('terms') else '{}' end
  from found f group by f.spark_id
$$;
comment on function private.quality_waiting is 'What must not be said now, because something changed that was not looked at: of a spark all (is_whole) or some codes; a row without a spark is about all of them.';

create function private.shown_findings(f private.quality_findings, gates text[], hidden text[]) returns table (code text, subject text, says text, blocks boolean)
language sql stable security definer set search_path = ''
as $$
  select x.code, x.subject, x.says, x.code = any (gates) and not coalesce(d.opens_gate, false)
  from jsonb_to_recordset(f.findings) x (code text, subject text, says text)
  left join public.quality_dismissals d on d.workspace_id = f.workspace_id and d.spark_id = f.spark_id and d.code = x.code and d.subject = x.subject
  where not x.code = any (hidden) and (d.code is null or x.code = any (gates) and not d.opens_gate)
$$;
comment on function private.shown_findings is 'The findings of a spark without what is hidden and what was waved off, unless a gate holds that nonetheless.';

create function private.gates_on(workspace uuid) returns text[]
language sql stable security definer set search_path = ''
as $$ select coalesce(array_agg(g.code order by array_position(private.gate_codes(), g.code)), '{}') from public.quality_gates g where g.workspace_id = workspace and g.is_on $$;
comment on function private.gates_on is 'The gates that a workspace has chosen.';

create or replace function private.quality_blockers(workspace uuid) returns table (rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  gates text[] := private.gates_on(workspace);
begin
  if gates = '{}' then
    return;
  end if;
  return query
    with staged as materialized (
      select c.entity_id, c.after_slug, c.after_body ->> 'title' as title, private.quality_hash(c.after_body) as hash
      from pg_temp.stage_differences c
      where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and (c.after_body ->> 'is_published')::boolean
    ), waiting as materialized (
      select * from private.quality_waiting(workspace)
    ), seen as materialized (
      select s.*, f.findings, f.workspace_id, f.held_codes,
        f.spark_id is not null and f.text_hash = s.hash and not exists (
          select from waiting w where (w.spark_id = s.entity_id or w.spark_id is null) and (w.is_whole or w.codes && gates)) as is_seen
      from staged s left join private.quality_findings f on f.workspace_id = workspace and f.spark_id = s.entity_id
    )
    select 'quality_gate', 'spark'::public.content_kind, s.entity_id, s.after_slug, s.title,
      'The gates have not looked at it yet. That takes seconds: stage again then.', null::jsonb
    from seen s where not s.is_seen
    union all
    select 'quality_gate', 'spark', s.entity_id, s.after_slug, s.title,
      format('Held back by quality gates: %s. Open the lesson and settle what was found.',
        (select string_agg(format('“%s”', private.finding_name(g.code)), ', ' order by g.nth) from unnest(gates) with ordinality g (code, nth) where g.code = any (s.held_codes))), null
    from seen s where s.is_seen and s.held_codes && gates;
end
$$;
comment on function private.quality_blockers is 'Published lessons that a gate of the workspace holds back, or that no gate has looked at yet. Part of private.stage_blockers.';
drop function private.held_back(uuid);

create or replace function public.read_quality_gates(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with newest as materialized (
      select s.id from public.sparks s
      where s.workspace_id = p_workspace and s.is_published
        and exists (select from public.dirty_entities d where d.workspace_id = p_workspace and d.entity_id = s.id)
    ), waiting as materialized (
      select * from private.quality_waiting(p_workspace)
    ), everywhere as materialized (
      select coalesce((select w.codes from waiting w where w.spark_id is null), '{}') as codes
    ), seen as materialized (
      select n.id, f.spark_id is not null and not coalesce(w.is_whole, false) as is_seen, f.held_codes, coalesce(w.codes, '{}') || e.codes as hidden
      from newest n cross join everywhere e
      left join private.quality_findings f on f.workspace_id = p_workspace and f.spark_id = n.id
      left join waiting w on w.spark_id = n.id
    ), held as (
      select h.code, count(*) as sparks from seen s cross join lateral unnest(s.held_codes) h (code)
      where s.is_seen and not h.code = any (s.hidden) group by h.code
    )
    select jsonb_build_object(
      'gates', (select jsonb_agg(jsonb_build_object('code', c.code, 'is_on', coalesce(g.is_on, false), 'holds_back', coalesce(h.sparks, 0)) order by c.nth)
        from unnest(private.gate_codes()) with ordinality c (code, nth)
        left join public.quality_gates g on g.workspace_id = p_workspace and g.code = c.code
        left join held h on h.code = c.code),
      'unmeasured', (select count(*) from seen s where not s.is_seen or s.hidden <> '{}')));
end
$$;

create or replace function public.dismiss_finding(p_workspace uuid, p_spark uuid, p_code text, p_subject text, p_reason text default null) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  touched integer;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_reason is not null then
    insert into public.quality_dismissals as q (workspace_id, spark_id, code, subject, reason, opens_gate, dismissed_by)
    select p_workspace, s.id, p_code, p_subject, btrim(p_reason),
      private.is_system() or exists (select from private.my_workspaces('admin') w where w = p_workspace), private.actor()
    from public.sparks s where s.workspace_id = p_workspace and s.id = p_spark
    on conflict (workspace_id, spark_id, code, subject) do update
      set reason = excluded.reason, opens_gate = q.opens_gate or excluded.opens_gate, dismissed_by = excluded.dismissed_by, dismissed_at = now();
  else
    delete from public.quality_dismissals q
    where q.workspace_id = p_workspace and q.spark_id = p_spark and q.code = p_code and q.subject = p_subject;
  end if;
  get diagnostics touched = row_count;
  perform private.recount_findings(p_workspace, array[p_spark]);
  return touched > 0;
end
$$;

drop function public.read_lesson_quality(uuid, uuid);
create function public.read_lesson_quality(p_workspace uuid, p_spark uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  around jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if private.is_alive(p_workspace, 'spark', p_spark) then
    select a.around into around from private.lessons_around(array[p_spark]) a;
  end if;
  return jsonb_build_object(
    'gates', to_jsonb(private.gates_on(p_workspace)),
    'dismissals', (select coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'subject', d.subject, 'reason', d.reason, 'opens_gate', d.opens_gate,
        'dismissed_by', d.dismissed_by) order by d.code, d.subject), '[]')
      from public.quality_dismissals d where d.workspace_id = p_workspace and d.spark_id = p_spark),
    'around', around,
    'trails', (select coalesce(jsonb_agg(t.lessons), '[]') from private.trail_terms(array(select jsonb_array_elements_text(around -> 'trails')::uuid)) t));
end
$$;
comment on function public.read_lesson_quality is 'What stands around a lesson, for analysers: {gates, dismissals, around: as private.lessons_around has it, trails: their lessons with terms, in order}; no around without such a lesson.';
grant execute on function public.read_lesson_quality to authenticated, service_role;

create or replace function public.read_quality_counts(p_workspace uuid, p_ids uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  gates text[] := private.gates_on(p_workspace);
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with asked as materialized (
      select distinct a.id from unnest(p_ids[1:500]) a (id)
    ), waiting as materialized (
      select * from private.quality_waiting(p_workspace)
    ), everywhere as materialized (
      select coalesce((select w.codes from waiting w where w.spark_id is null), '{}') as codes
    ), below as (
      select s.id as of, s.id as spark_id from asked a join public.sparks s on s.workspace_id = p_workspace and s.id = a.id
      union
      select p.concept_id, p.spark_id from asked a join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = a.id
      union
      select c.trail_id, p.spark_id from asked a join public.concepts c on c.workspace_id = p_workspace and c.trail_id = a.id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      union
      select t.domain_id, p.spark_id from asked a join public.trails t on t.workspace_id = p_workspace and t.domain_id = a.id
      join public.concepts c on c.workspace_id = p_workspace and c.trail_id = t.id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
    ), found as (
      select b.of, coalesce(w.is_whole, f.spark_id is null) as is_unseen, coalesce(w.codes, '{}') || e.codes <> '{}' as is_partial,
        f.open_count - coalesce(h.open, 0) as consider, coalesce(h.blocks, 0) as blocks
      from below b cross join everywhere e
      left join private.quality_findings f on f.workspace_id = p_workspace and f.spark_id = b.spark_id
      left join waiting w on w.spark_id = b.spark_id
      -- What a gate holds counts as that, also where an editor waved it off; what waits to be looked at does not count.
      left join lateral (
        select sum(c.open) as open, sum(c.held) filter (where c.code = any (gates) and not c.code = any (coalesce(w.codes, '{}') || e.codes)) as blocks
        from unnest(f.held_codes, f.held_counts, f.held_open) c (code, held, open)
        where f.held_codes && (gates || e.codes || coalesce(w.codes, '{}')) and c.code = any (gates || e.codes || coalesce(w.codes, '{}'))) h on true
    )
    select coalesce(jsonb_agg(jsonb_build_object('id', n.of, 'consider', n.consider, 'blocks', n.blocks, 'unmeasured', n.unmeasured)), '[]')
    from (
      select f.of, coalesce(sum(f.consider) filter (where not f.is_unseen), 0) as consider, coalesce(sum(f.blocks) filter (where not f.is_unseen), 0) as blocks,
        count(*) filter (where f.is_unseen or f.is_partial) as unmeasured
      from found f group by f.of) n
    where n.consider + n.blocks + n.unmeasured > 0);
end
$$;
comment on function public.read_quality_counts is 'How many findings there are in and below domains, trails, concepts and sparks (the first 500 asked for), and how many lessons are still being looked at: [{id, consider, blocks, unmeasured}]; without a line, none.';

create or replace function public.read_quality_below(p_workspace uuid, p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  gates text[] := private.gates_on(p_workspace);
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with places as materialized (
      select n.spark_id, min(n.nth) as nth
      from (select p.spark_id, row_number() over (order by c.order_index, c.ordinal, p.order_index, p.ordinal) as nth
        from public.concepts c join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
        where c.workspace_id = p_workspace and (c.id = p_id or c.trail_id = p_id)) n
      group by n.spark_id
    ), waiting as materialized (
      select * from private.quality_waiting(p_workspace)
    ), everywhere as materialized (
      select coalesce((select w.codes from waiting w where w.spark_id is null), '{}') as codes
    ), lessons as materialized (
      -- A lesson that stands in several concepts is learned where it comes first.
      select p.nth, p.spark_id, f.spark_id is not null and not coalesce(w.is_whole, false) as is_seen, f, coalesce(w.codes, '{}') || e.codes as hidden
      from places p cross join everywhere e
      left join private.quality_findings f on f.workspace_id = p_workspace and f.spark_id = p.spark_id
      left join waiting w on w.spark_id = p.spark_id
    ), found as materialized (
      select l.nth, l.spark_id, s.* from lessons l cross join lateral private.shown_findings(l.f, gates, l.hidden) s where l.is_seen
    )
    select jsonb_build_object(
      'lessons', (select count(*) from lessons),
      'unmeasured', (select count(*) from lessons l where not l.is_seen or l.hidden <> '{}'),
      'blocks', (select count(*) from found f where f.blocks),
      'consider', (select count(*) from found f where not f.blocks),
      'fixable', (select count(*) from found f where f.code = any (private.fixable_codes())),
      'findings', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', f.spark_id, 'slug', s.slug, 'title', s.title, 'code', f.code, 'subject', coalesce(f.says, f.subject), 'blocks', f.blocks)
        order by f.blocks desc, f.nth, f.code, f.subject), '[]') from (select * from found o order by o.blocks desc, o.nth, o.code, o.subject limit 1000) f
        join public.sparks s on s.id = f.spark_id),
      'concepts', (select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'title', c.title,
          'objectives', (select coalesce(jsonb_agg(o.title order by o.nth), '[]') from private.owned_objectives(p_workspace, 'concept', c.id) o)) order by c.order_index, c.ordinal), '[]')
        from (select * from public.concepts n where n.workspace_id = p_workspace and n.trail_id = p_id order by n.order_index, n.ordinal limit 500) c)));
end
$$;
comment on function public.read_quality_below is 'What was found in the lessons of a trail or a concept, the gravest first: {lessons, unmeasured, blocks, consider, fixable, findings (1,000 at most), concepts: [{slug, title, objectives}]}.';
