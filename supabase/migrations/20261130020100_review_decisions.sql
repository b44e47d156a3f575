-- Deciding: what an approval writes, for each kind of proposal, as one change set that is undone in one step.

create function private.suggested_slug(title text, fallback text) returns text
language sql immutable set search_path = ''
as $$
  select coalesce(nullif(trim('-' from left(regexp_replace(regexp_replace(regexp_replace(normalize(replace(lower(title), 'ß', 'ss'), nfkd),
    '[\u0300-\u036f]', '', 'g'), '[^a-z0-9\s_-]', '', 'g'), '[\s_-]+', '-', 'g'), 190)), ''), fallback)
$$;
comment on function private.suggested_slug is 'A slug for a title, as lib/base/core/slug.ts makes one.';

create function private.fresh_slug(workspace uuid, row_kind public.content_kind, title text) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  base constant text := private.suggested_slug(title, row_kind::text);
  slug text := base;
  nth integer := 1;
  is_taken boolean;
begin
  loop
    execute format('select exists (select from public.%I t where t.workspace_id = $1 and t.slug = $2)', (private.kind(row_kind)).table_name)
      into is_taken using workspace, slug;
    exit when not is_taken;
    nth := nth + 1;
    slug := base || '-' || nth;
  end loop;
  return slug;
end
$$;
comment on function private.fresh_slug is 'A slug for a title that nothing of its kind has, with a number behind it where it takes one.';

create function private.outline_of(run uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select s.output -> 'outline' from public.step_runs s where s.flow_run_id = run and s.output ? 'outline' order by s.step_order desc, s.nth desc limit 1
$$;
comment on function private.outline_of is 'The outline of a job as it was approved, else as it stands.';

create function private.lesson_nth(p public.proposals) returns integer
language sql stable security definer set search_path = ''
as $$
  select coalesce((s.params ->> 'lesson')::integer,
    (select count(*)::integer from public.proposals q where q.step_run_id = p.step_run_id and q.kind = p.kind and q.ordinal < p.ordinal))
  from public.step_runs s where s.id = p.step_run_id
$$;
comment on function private.lesson_nth is 'Which lesson of its outline a proposal is, from 0.';

create function private.module_of(outline jsonb, lesson integer) returns integer
language sql immutable set search_path = ''
as $$
  select m.nth::integer from (
    select nth, sum(jsonb_array_length(m -> 'lessons')) over (order by nth) as upto
    from jsonb_array_elements(outline -> 'modules') with ordinality m (m, nth)) m
  where m.upto > lesson order by m.nth limit 1
$$;
comment on function private.module_of is 'The module, from 1, in which a lesson of an outline stands; null where it has fewer.';

create function private.grow(p public.proposals, outline jsonb, nth integer, at_domain uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  given constant text := left(case when nth = 0 then outline ->> 'title' else outline -> 'modules' -> (nth - 1) ->> 'title' end, 200);
  -- The catalogue asks for longer names than an outline does: a module that is called "C" is not refused for it.
  name constant text := case when char_length(given) < 3 then case when nth = 0 then 'Course ' else 'Part ' end || given else given end;
  row_kind constant public.content_kind := case when nth = 0 then 'trail' else 'concept' end;
  grown uuid;
  parent uuid;
begin
  -- Two reviewers who approve the first lessons of a course at once queue here, and the second finds what the first made.
  perform from public.flow_runs r where r.id = p.flow_run_id for update;
  select g.entity_id into grown from public.proposal_places g where g.flow_run_id = p.flow_run_id and g.module = nth
    and case when nth = 0 then exists (select from public.trails t where t.workspace_id = p.workspace_id and t.id = g.entity_id)
      else exists (select from public.concepts c where c.workspace_id = p.workspace_id and c.id = g.entity_id) end;
  if grown is not null then
    return grown;
  end if;
  if nth > 0 then
    parent := private.grow(p, outline, 0, at_domain);
  else
    parent := coalesce(at_domain, (select d.id from public.domains d where d.workspace_id = p.workspace_id order by d.order_index, d.ordinal limit 1));
    if parent is null then
      parent := (public.create_entity(p.workspace_id, 'domain', jsonb_build_object('name', 'New courses', 'slug', private.fresh_slug(p.workspace_id, 'domain', 'New courses'))) ->> 'id')::uuid;
    end if;
  end if;
  grown := (public.create_entity(p.workspace_id, row_kind, jsonb_build_object('title', name, 'slug', private.fresh_slug(p.workspace_id, row_kind, name))
    || case when nth = 0 then '{"difficulty_level": "beginner"}'::jsonb else '{}' end, parent) ->> 'id')::uuid;
  -- As the outline has them, whichever lesson is approved first.
  update public.concepts c set order_index = nth - 1 where c.workspace_id = p.workspace_id and c.id = grown and c.order_index <> nth - 1;
  insert into public.proposal_places (workspace_id, flow_run_id, module, kind, entity_id) values (p.workspace_id, p.flow_run_id, nth, row_kind, grown)
  on conflict (flow_run_id, module) do update set entity_id = excluded.entity_id;
  return grown;
end
$$;
comment on function private.grow is 'What a part of an outline became: the trail for 0, else the concept of that module. Made now, if no lesson of it was approved before or if it is gone since.';

create function private.place_of_lesson(p public.proposals, wish jsonb) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  concept uuid := coalesce((wish ->> 'concept_id')::uuid, case when p.place_kind = 'concept' then p.place_id end);
  outline jsonb;
  module integer;
  change_set uuid;
begin
  if concept is not null then
    if not exists (select from public.concepts c where c.workspace_id = p.workspace_id and c.id = concept) then
      raise exception 'The concept that this lesson was written for is gone. Choose another one.' using errcode = 'TW004';
    end if;
    return concept;
  end if;
  outline := private.outline_of(p.flow_run_id);
  module := private.module_of(outline, private.lesson_nth(p));
  if module is null then
    raise exception 'It is not known where this lesson belongs. Choose a concept.' using errcode = 'TW006';
  end if;
  -- A change set of its own: undoing one lesson must not pull the concept from under the others.
  change_set := private.begin_change_set(p.workspace_id, 'approval', outline ->> 'title');
  concept := private.grow(p, outline, module, (wish ->> 'domain_id')::uuid);
  perform private.end_change_set(p.workspace_id, change_set);
  return concept;
end
$$;
comment on function private.place_of_lesson is 'The concept in which a new lesson is to stand. TW004 where it is gone, TW006 where nothing says which.';

create function private.marks_of(p public.proposals) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'generated_by', coalesce((select q.model from public.llm_requests q where q.step_run_id = p.step_run_id and q.outcome = 'ok' order by q.nth desc limit 1), 'builtin'),
    'generation_date', to_char(p.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'source_materials', (select jsonb_agg(s.name order by s.created_at) from public.flow_runs r join public.job_sources s on s.workspace_id = r.workspace_id and s.id = any (private.sources_of(r.params)) where r.id = p.flow_run_id),
    'template_version', (select q.template_version from public.llm_requests q where q.step_run_id = p.step_run_id and q.template_version is not null order by q.nth desc limit 1),
    'review_status', 'approved', 'human_share', p.human_share,
    'reviewed_by', (select f.display_name from public.profiles f where f.user_id = p.decided_by),
    'reviewed_at', to_char(p.decided_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')))
$$;
comment on function private.marks_of is 'The ai_metadata of what a proposal becomes: who wrote it, from what, by which template, how much of it is a person''s, who approved it and when.';

create function private.write_new_spark(p public.proposals, written jsonb, concept uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made jsonb;
begin
  made := public.create_entity(p.workspace_id, 'spark', jsonb_build_object(
    'title', case when char_length(written ->> 'title') < 2 then 'Lesson ' || (written ->> 'title') else left(written ->> 'title', 200) end, 'slug', private.fresh_slug(p.workspace_id, 'spark', written ->> 'title'),
    'summary', left(nullif(written ->> 'summary', ''), 500), 'content_md', written ->> 'content_md',
    'estimated_mins', least(60, greatest(1, coalesce((written ->> 'minutes')::numeric::integer, 5))), 'difficulty', 'beginner',
    'ai_metadata', private.marks_of(p)), concept);
  return jsonb_build_array(jsonb_build_object('kind', 'spark', 'id', made -> 'id', 'slug', made -> 'slug'));
end
$$;

create function private.write_rewrite(p public.proposals, written jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
  -- Its title is how the lesson is known: a new one is a change that somebody asks for, never a by-product.
  update public.sparks s set content_md = written ->> 'content_md', summary = left(coalesce(nullif(written ->> 'summary', ''), s.summary), 500),
    ai_metadata = coalesce(s.ai_metadata, '{}') || private.marks_of(p)
  where s.workspace_id = p.workspace_id and s.id = p.place_id;
  return jsonb_build_array(jsonb_build_object('kind', 'spark', 'id', p.place_id));
end
$$;

-- The lesson of an earlier proposal of the same job, by its title.
create function private.approved_spark(p public.proposals, named text) returns uuid
language sql stable security definer set search_path = ''
as $$
  select s.id from public.proposals q
  join public.sparks s on s.workspace_id = q.workspace_id and s.id = (q.made -> 0 ->> 'id')::uuid
  where q.flow_run_id = p.flow_run_id and q.kind = 'spark' and q.status = 'approved' and q.title = named order by q.ordinal desc limit 1
$$;

create function private.write_exercises_of(p public.proposals, written jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  spark constant uuid := case when p.place_kind = 'spark' then p.place_id else private.approved_spark(p, p.body ->> 'spark') end;
  edits jsonb;
  outcome jsonb;
begin
  if spark is null then
    raise exception 'These exercises belong to a lesson that is not approved yet. Approve the lesson first.' using errcode = 'TW002';
  end if;
  select jsonb_agg(jsonb_build_object('do', 'add', 'spark_id', spark, 'nth', e.nth - 1, 'exercise', e.one -> 'exercise') order by e.nth) into edits
  from jsonb_array_elements(written -> 'exercises') with ordinality e (one, nth)
  where not exists (select from jsonb_array_elements(coalesce(p.parts, '[]')) part where (part ->> 'nth')::integer = e.nth - 1 and not (part ->> 'is_approved')::boolean);
  if edits is null then
    return '[]';
  end if;
  perform private.make_packages(p.workspace_id, array[spark]);
  perform private.hold(p.workspace_id, 'package', array(select k.id from public.packages k where k.workspace_id = p.workspace_id and k.spark_id = spark));
  outcome := private.edit_banks(p.workspace_id, edits, false);
  if p.kind = 'quiz' then
    perform private.edit_banks(p.workspace_id, jsonb_build_array(jsonb_build_object('do', 'quiz_add', 'nth', 0, 'spark_id', spark,
      'exercise_ids', (select jsonb_agg(m -> 'exercise_id' order by (m ->> 'nth')::integer) from jsonb_array_elements(outcome -> 'made') m))), false);
  end if;
  return jsonb_build_array(jsonb_build_object('kind', 'package', 'id', spark, 'exercises', jsonb_array_length(outcome -> 'made')));
end
$$;

create function private.write_links(p public.proposals, written jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  edits jsonb;
  outcome jsonb;
begin
  select jsonb_agg(jsonb_build_object('op', 'add', 'source_id', l.source, 'target_id', l.target, 'link_type', 'prerequisite', 'description', left(l.one ->> 'reason', 500)) order by l.nth) into edits
  from (
    select e.one, e.nth, coalesce((e.one #>> '{source,id}')::uuid, private.approved_spark(p, e.one #>> '{source,title}')) as source,
      coalesce((e.one #>> '{target,id}')::uuid, private.approved_spark(p, e.one #>> '{target,title}')) as target
    from jsonb_array_elements(written -> 'links') with ordinality e (one, nth)
    where not exists (select from jsonb_array_elements(coalesce(p.parts, '[]')) part where (part ->> 'nth')::integer = e.nth - 1 and not (part ->> 'is_approved')::boolean)
  ) l where l.source is not null and l.target is not null;
  if edits is null then
    raise exception 'Neither of the lessons of these links is there yet. Approve the lessons first.' using errcode = 'TW002';
  end if;
  outcome := private.edit_spark_links(p.workspace_id, edits);
  return (select coalesce(jsonb_agg(jsonb_build_object('kind', 'spark_link', 'id', i)), '[]') from jsonb_array_elements(outcome -> 'added') i);
end
$$;

create function private.write_outline(p public.proposals, written jsonb, wish jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  trail uuid;
  concept uuid;
  module record;
  lesson record;
begin
  if p.place_kind = 'trail' then
    -- What a trail lacks: its concepts, and lessons without a text that somebody writes or asks for.
    for module in select m.m, m.nth from jsonb_array_elements(written -> 'modules') with ordinality m (m, nth) order by m.nth loop
      concept := (public.create_entity(p.workspace_id, 'concept', jsonb_build_object('title', left(module.m ->> 'title', 200), 'slug', private.fresh_slug(p.workspace_id, 'concept', module.m ->> 'title')), p.place_id) ->> 'id')::uuid;
      for lesson in select l.l from jsonb_array_elements(module.m -> 'lessons') with ordinality l (l, nth) order by l.nth loop
        perform public.create_entity(p.workspace_id, 'spark', jsonb_build_object('title', left(lesson.l ->> 'title', 200), 'slug', private.fresh_slug(p.workspace_id, 'spark', lesson.l ->> 'title'),
          'summary', left(nullif(lesson.l ->> 'summary', ''), 500), 'content_md', '', 'estimated_mins', least(60, greatest(1, coalesce((lesson.l ->> 'minutes')::numeric::integer, 5))), 'difficulty', 'beginner'), concept);
      end loop;
    end loop;
    return jsonb_build_array(jsonb_build_object('kind', 'trail', 'id', p.place_id));
  end if;
  trail := private.grow(p, written, 0, (wish ->> 'domain_id')::uuid);
  for module in select m.nth from jsonb_array_elements(written -> 'modules') with ordinality m (m, nth) order by m.nth loop
    perform private.grow(p, written, module.nth::integer, null);
  end loop;
  return jsonb_build_array(jsonb_build_object('kind', 'trail', 'id', trail));
end
$$;

create function private.write_proposal(p public.proposals, wish jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  written constant jsonb := p.body || coalesce(p.final, '{}');
begin
  case
    when p.kind = 'spark' and p.place_kind = 'spark' then return private.write_rewrite(p, written);
    when p.kind = 'spark' then return private.write_new_spark(p, written, (wish ->> 'concept_id')::uuid);
    when p.kind = 'draft' then
      update public.sparks s set content_md = coalesce(p.final ->> 'content_md', s.content_md),
        ai_metadata = s.ai_metadata || jsonb_strip_nulls(jsonb_build_object('review_status', 'approved', 'human_share', p.human_share,
          'reviewed_by', private.marks_of(p) -> 'reviewed_by', 'reviewed_at', private.marks_of(p) -> 'reviewed_at'))
      where s.workspace_id = p.workspace_id and s.id = p.place_id;
      return jsonb_build_array(jsonb_build_object('kind', 'spark', 'id', p.place_id));
    when p.kind in ('exercises', 'quiz') then return private.write_exercises_of(p, written);
    when p.kind = 'links' then return private.write_links(p, written);
    when p.kind = 'outline' then return private.write_outline(p, written, wish);
    -- A report, an opinion, a profile: kept as approved, there is nothing to write.
    else return '[]';
  end case;
end
$$;
comment on function private.write_proposal is 'Writes what a proposal that was just approved would write, into the open change set: [{kind, id}].';

create function private.refuse_claimed(p public.proposals) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  held record;
begin
  select c.until, f.display_name into held from public.proposal_claims c left join public.profiles f on f.user_id = c.user_id
  where c.proposal_id = p.id and c.user_id is distinct from private.actor() and c.until > clock_timestamp();
  if held.until is not null then
    raise exception '% is deciding this.', coalesce(held.display_name, 'Somebody else') using errcode = 'TW005',
      detail = jsonb_build_object('claimed_by', held.display_name, 'until', held.until)::text;
  end if;
end
$$;

create function public.decide_proposal(p_workspace uuid, p_proposal uuid, p_decision jsonb) returns jsonb
language plpgsql security definer set search_path = ''
set statement_timeout = '1min'
as $$
declare
  what constant text := p_decision ->> 'do';
  wish jsonb := p_decision;
  p public.proposals;
  change_set uuid;
begin
  perform private.require_role(p_workspace, 'reviewer');
  if coalesce(what, '') not in ('approve', 'reject') then
    raise exception 'a proposal is approved or rejected' using errcode = 'TW006';
  elsif what = 'reject' and (p_decision ->> 'reason_code' is null or (p_decision ->> 'reason_code')::integer not between 1 and 9
    or (p_decision ->> 'reason_code')::integer = 9 and not private.is_visible(coalesce(p_decision ->> 'reason', '')))
  then
    raise exception 'Say why it is rejected.' using errcode = 'TW006';
  end if;
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  end if;
  if what = 'approve' and p.kind = 'spark' and p.place_kind is distinct from 'spark' and p.status = 'pending' then
    wish := wish || jsonb_build_object('concept_id', private.place_of_lesson(p, p_decision));
  end if;
  -- Content is locked before the proposal, as whoever edits the lesson does: nobody waits in a ring.
  change_set := case when p.kind in ('links', 'outline') then private.begin_change_set(p_workspace, 'approval', p.title)
    else private.open_change_set(p_workspace, 'approval', p.title) end;
  if p.place_kind = 'spark' then
    perform private.hold(p_workspace, 'spark', array[p.place_id]);
  end if;
  select * into p from public.proposals q where q.id = p_proposal for update;
  if p.status not in ('pending', 'stale') then
    raise exception 'This proposal is % already.', p.status using errcode = 'TW002';
  end if;
  perform private.refuse_claimed(p);
  if what = 'reject' then
    update public.proposals q set status = 'rejected', decided_by = private.actor(), decided_at = clock_timestamp(),
      reason_code = (p_decision ->> 'reason_code')::smallint, reason = nullif(p_decision ->> 'reason', ''), final = null, parts = null, human_share = null, made = '[]', change_set_id = null
    where q.id = p.id;
    if p.kind = 'draft' then
      update public.sparks s set ai_metadata = s.ai_metadata || '{"review_status": "rejected"}' where s.workspace_id = p_workspace and s.id = p.place_id;
    end if;
  else
    if p.status = 'stale' and p.stale_because = 'changed' and p_decision ? 'base_hash' then
      -- Somebody merged it with what the lesson says now; if that moved again, it is refused below.
      update public.proposals q set status = 'pending', base_hash = p_decision ->> 'base_hash' where q.id = p.id;
    end if;
    update public.proposals q set status = 'approved', decided_by = private.actor(), decided_at = clock_timestamp(), reason_code = null, reason = null,
      final = nullif(p_decision -> 'final', 'null'), parts = nullif(p_decision -> 'parts', 'null'), human_share = coalesce((p_decision ->> 'human_share')::real, 0)
    where q.id = p.id returning * into p;
    p.made := private.write_proposal(p, wish);
    update public.proposals q set made = p.made where q.id = p.id;
  end if;
  change_set := private.end_change_set(p_workspace, change_set);
  update public.proposals q set change_set_id = change_set where q.id = p.id;
  return jsonb_build_object('status', case what when 'approve' then 'approved' else 'rejected' end, 'change_set_id', change_set, 'made', p.made,
    'behind', private.behind_of(p_workspace, p.id));
end
$$;
comment on function public.decide_proposal is 'Approves or rejects a proposal: {do, reason_code, reason, final (fields of the body as edited), parts: [{nth, is_approved, reason_code}], human_share, base_hash (of the lesson as a stale one was merged with it), concept_id, domain_id}. {status, change_set_id, made: [{kind, id}], behind: {model, cost_micros}}. TW002 where it does not wait, TW003 where the lesson moved, TW005 while somebody else is deciding, TW007 for one''s own order.';
grant execute on function public.decide_proposal to authenticated, service_role;

create function private.behind_of(workspace uuid, proposal uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('maker', case when r.id is null then 'import' else coalesce(r.params ->> 'maker', 'builtin') end,
    'model', (select q.model from public.llm_requests q where q.step_run_id = p.step_run_id and q.outcome = 'ok' order by q.nth desc limit 1),
    'cost_micros', (select coalesce(sum(q.cost_micros), 0) from public.llm_requests q where q.step_run_id = p.step_run_id))
  from public.proposals p left join public.flow_runs r on r.id = p.flow_run_id where p.workspace_id = workspace and p.id = proposal
$$;
comment on function private.behind_of is 'What shows once somebody has decided: the model and what it cost.';

create function public.undo_decision(p_workspace uuid, p_proposal uuid) returns void
language plpgsql security definer set search_path = ''
set statement_timeout = '1min'
as $$
declare
  p public.proposals;
begin
  perform private.require_role(p_workspace, 'reviewer');
  select * into p from public.proposals q where q.workspace_id = p_workspace and q.id = p_proposal;
  if p.id is null then
    raise exception 'There is no such proposal in this workspace.' using errcode = 'TW004';
  elsif p.status not in ('approved', 'rejected') then
    raise exception 'This proposal is not decided.' using errcode = 'TW002';
  end if;
  if p.change_set_id is not null then
    -- What was written goes as any change set goes: something newer stands in the way (TW005).
    perform public.undo_change_set(p.change_set_id);
  end if;
  update public.proposals q set status = 'pending' where q.id = p.id and q.status in ('approved', 'rejected');
  set constraints all immediate;
end
$$;
comment on function public.undo_decision is 'Takes a decision back: what was written is undone, and the proposal waits again. TW005 where something newer stands on it.';
grant execute on function public.undo_decision to authenticated, service_role;

create function public.claim_proposal(p_workspace uuid, p_proposal uuid) returns jsonb
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
  return jsonb_build_object('until', held);
end
$$;
comment on function public.claim_proposal is 'Says that the caller is deciding a proposal, for ten minutes from now; calling it again renews that. TW005 while somebody else is.';
grant execute on function public.claim_proposal to authenticated, service_role;

create function public.release_proposal(p_workspace uuid, p_proposal uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'reviewer');
  delete from public.proposal_claims c where c.workspace_id = p_workspace and c.proposal_id = p_proposal and c.user_id = private.actor();
end
$$;
comment on function public.release_proposal is 'Lets go of a proposal that the caller claimed.';
grant execute on function public.release_proposal to authenticated, service_role;

create function public.withdraw_proposal(p_workspace uuid, p_proposal uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  update public.proposals p set status = 'withdrawn' where p.workspace_id = p_workspace and p.id = p_proposal and p.status in ('pending', 'stale')
    and p.kind <> 'draft' and (p.created_by = private.actor() or private.is_system() or p_workspace in (select private.my_workspaces('reviewer')));
  if not found then
    raise exception 'Only a proposal that you asked for and that waits can be withdrawn.' using errcode = 'TW007';
  end if;
end
$$;
comment on function public.withdraw_proposal is 'Takes a proposal out of the queue: one''s own, or any for reviewers. TW007 for that of somebody else, or one that is decided.';
grant execute on function public.withdraw_proposal to authenticated, service_role;
