-- Quality of lessons: scores of revisions, what was waved off, gates (docs/decisions/125, 126).

create table public.quality_scores (
  workspace_id uuid not null,
  spark_id uuid not null,
  version integer not null,
  analyser_version integer not null,
  text_hash text not null,
  scores jsonb not null,
  findings jsonb not null,
  measured_at timestamptz not null default now(),
  constraint quality_scores_pkey primary key (workspace_id, spark_id, version),
  constraint quality_scores_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint quality_scores_scores_object check (jsonb_typeof(scores) = 'object'),
  constraint quality_scores_findings_array check (jsonb_typeof(findings) = 'array')
);
comment on table public.quality_scores is
  'What the analysers say of a revision of a spark. Derived from its text alone, written once by the worker. No foreign key to sparks: the trash must not take it; purging does.';
comment on column public.quality_scores.text_hash is 'private.quality_hash of what was read, by which staging knows that a score is of what it stages.';
comment on column public.quality_scores.findings is '[{code, subject}], as lib/quality/core/finding.ts names them.';
alter table public.quality_scores enable row level security;
grant select on public.quality_scores to authenticated, service_role;
create policy "Members read" on public.quality_scores for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create table public.quality_dismissals (
  workspace_id uuid not null,
  spark_id uuid not null,
  code text not null,
  subject text not null,
  reason text not null,
  opens_gate boolean not null,
  dismissed_by uuid,
  dismissed_at timestamptz not null default now(),
  constraint quality_dismissals_pkey primary key (workspace_id, spark_id, code, subject),
  constraint quality_dismissals_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint quality_dismissals_code_length check (char_length(code) between 1 and 60),
  constraint quality_dismissals_subject_length check (char_length(subject) <= 180),
  constraint quality_dismissals_reason_length check (private.is_visible(reason) and char_length(reason) <= 300)
);
comment on table public.quality_dismissals is
  'Findings that hold for a spark and are not wanted there, with the reason. No content: without history, in no snapshot. Holds for a spark in the trash when it comes back.';
comment on column public.quality_dismissals.opens_gate is 'An admin said so: a gate lets the finding pass.';
alter table public.quality_dismissals enable row level security;
grant select on public.quality_dismissals to authenticated, service_role;
create policy "Members read" on public.quality_dismissals for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function private.gate_codes() returns text[]
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
    'broken_link',
    'broken_image',
    'image_undescribed',
    'level_skipped',
    'empty_heading',
    'fence_without_language'
  ]
$$;
comment on function private.gate_codes is 'Findings that may be gates: never what formulas and models think, and only what the text of a revision answers for. The same list as GATE_CODES.';

create table public.quality_gates (
  workspace_id uuid not null,
  code text not null,
  is_on boolean not null,
  set_by uuid,
  set_at timestamptz not null default now(),
  constraint quality_gates_pkey primary key (workspace_id, code),
  constraint quality_gates_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint quality_gates_code check (code = any (private.gate_codes()))
);
comment on table public.quality_gates is 'Findings that a workspace lets hold back a snapshot. What is not here is off.';
alter table public.quality_gates enable row level security;
grant select on public.quality_gates to authenticated, service_role;
create policy "Members read" on public.quality_gates for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create table private.quality_queue (
  stamp bigint not null generated always as identity,
  workspace_id uuid not null,
  spark_id uuid not null,
  constraint quality_queue_pkey primary key (stamp)
);
comment on table private.quality_queue is 'Sparks whose text is to be measured; lines are only added and removed, so no writer waits for another.';

create function private.quality_hash(body jsonb) returns text
language sql immutable set search_path = ''
as $$ select md5((body ->> 'content_md') || '|' || (body ->> 'estimated_mins')) $$;
comment on function private.quality_hash is 'Of all that a score is made from.';

create function private.note_quality() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.quality_queue (workspace_id, spark_id) select n.workspace_id, n.id from new_rows n;
  perform pg_notify('quality_waiting', '');
  return null;
end
$$;
comment on function private.note_quality is 'Leaves a line for each spark that a statement wrote, and wakes the worker once a transaction.';
create trigger note_quality_insert after insert on public.sparks referencing new table as new_rows for each statement execute function private.note_quality();
create trigger note_quality_update after update on public.sparks referencing new table as new_rows for each statement execute function private.note_quality();
insert into private.quality_queue (workspace_id, spark_id) select s.workspace_id, s.id from public.sparks s order by s.ordinal;

create function private.take_unmeasured(most integer) returns table (workspace_id uuid, spark_id uuid, version integer, text_hash text, content_md text, estimated_mins integer, taken integer)
language plpgsql security definer set search_path = ''
as $$
declare
  ids uuid[];
  lines integer;
begin
  with gone as (
    delete from private.quality_queue q where q.stamp in (
      select l.stamp from private.quality_queue l order by l.stamp limit most for update skip locked)
    returning q.spark_id
  )
  select count(*), array_agg(distinct g.spark_id) into lines, ids from gone g;
  -- A row that only counts: whoever asks goes on until no line was left, whatever had to be read.
  return query
    select null::uuid, null::uuid, null::integer, null::text, null::text, null::integer, lines
    union all
    select s.workspace_id, s.id, s.version, private.quality_hash(jsonb_build_object('content_md', s.content_md, 'estimated_mins', s.estimated_mins)),
      s.content_md, s.estimated_mins, lines
    from public.sparks s
    where s.id = any (ids) and not exists (
      select from public.quality_scores q where q.workspace_id = s.workspace_id and q.spark_id = s.id and q.version = s.version);
end
$$;
comment on function private.take_unmeasured is 'Takes up to so many lines of the queue and gives the sparks that are to be measured. In one transaction with private.keep_scores: what is not kept is taken again.';

create function private.keep_scores(measured jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into public.quality_scores (workspace_id, spark_id, version, analyser_version, text_hash, scores, findings)
  select m.workspace_id, m.spark_id, m.version, m.analyser_version, m.text_hash, m.scores, m.findings
  from jsonb_to_recordset(measured) m (workspace_id uuid, spark_id uuid, version integer, analyser_version integer, text_hash text, scores jsonb, findings jsonb)
  join public.workspaces w on w.id = m.workspace_id
  on conflict do nothing
$$;
comment on function private.keep_scores is 'Keeps what came of measuring; of two workers who measured the same revision the first counts.';

create function private.held_back(workspace uuid) returns table (spark_id uuid, text_hash text, code text)
language sql stable security definer set search_path = ''
as $$
  select q.spark_id, q.text_hash, f.code from public.quality_scores q
  cross join lateral jsonb_to_recordset(q.findings) f (code text, subject text)
  where q.workspace_id = workspace and f.code = any (private.gate_codes()) and not exists (
    select from public.quality_dismissals d
    where d.workspace_id = workspace and d.spark_id = q.spark_id and d.code = f.code and d.subject = f.subject and d.opens_gate)
$$;
comment on function private.held_back is 'What gates would hold back of all that was measured, whether they are on or not.';

create function private.quality_blockers(workspace uuid) returns table (rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  gates text[] := array(select g.code from public.quality_gates g where g.workspace_id = workspace and g.is_on);
begin
  if gates = '{}' then
    return;
  end if;
  return query
    with staged as (
      select c.entity_id, c.after_slug, c.after_body ->> 'title' as title, private.quality_hash(c.after_body) as hash
      from pg_temp.stage_differences c
      where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and (c.after_body ->> 'is_published')::boolean
    )
    select 'quality_gate', 'spark'::public.content_kind, s.entity_id, s.after_slug, s.title,
      'The gates have not looked at it yet. That takes seconds: stage again then.', null::jsonb
    from staged s where not exists (
      select from public.quality_scores q where q.workspace_id = workspace and q.spark_id = s.entity_id and q.text_hash = s.hash)
    union all
    select 'quality_gate', 'spark', s.entity_id, s.after_slug, s.title,
      format('Held back by quality gates: %s. Open the lesson and settle these findings.', string_agg(distinct replace(h.code, '_', ' '), ', ')), null
    from staged s join private.held_back(workspace) h on h.spark_id = s.entity_id and h.text_hash = s.hash
    where h.code = any (gates) group by s.entity_id, s.after_slug, s.title;
end
$$;
comment on function private.quality_blockers is 'Published lessons that a gate of the workspace holds back, or that no gate has looked at yet. Part of private.stage_blockers.';

CREATE OR REPLACE FUNCTION private.stage_blockers(workspace uuid, base_seq integer)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
  select b.*, null::jsonb from private.content_blockers(workspace, base_seq) b
  union all
  select * from private.package_blockers(workspace, base_seq)
  union all
  select * from private.text_blockers(workspace)
  union all
  select * from private.quality_blockers(workspace)
$function$;;

create function public.set_quality_gate(p_workspace uuid, p_code text, p_is_on boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  if p_code is null or p_is_on is null or not p_code = any (private.gate_codes()) then
    raise exception 'there is no such gate' using errcode = 'TW006';
  end if;
  insert into public.quality_gates as g (workspace_id, code, is_on, set_by) values (p_workspace, p_code, p_is_on, private.actor())
  on conflict (workspace_id, code) do update set is_on = excluded.is_on, set_by = excluded.set_by, set_at = now();
end
$$;
comment on function public.set_quality_gate is 'Switches a gate on or off. Admin only; TW006 for a finding that can be no gate.';
grant execute on function public.set_quality_gate to authenticated, service_role;

create function public.read_quality_gates(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with newest as materialized (
      select s.id, private.quality_hash(jsonb_build_object('content_md', s.content_md, 'estimated_mins', s.estimated_mins)) as hash
      from public.sparks s
      where s.workspace_id = p_workspace and s.is_published
        and exists (select from public.dirty_entities d where d.workspace_id = p_workspace and d.entity_id = s.id)
    ), held as (
      select h.code, count(distinct h.spark_id) as sparks from newest n
      join private.held_back(p_workspace) h on h.spark_id = n.id and h.text_hash = n.hash group by h.code
    )
    select jsonb_build_object(
      'gates', (select jsonb_agg(jsonb_build_object('code', c.code, 'is_on', coalesce(g.is_on, false), 'holds_back', coalesce(h.sparks, 0)) order by c.nth)
        from unnest(private.gate_codes()) with ordinality c (code, nth)
        left join public.quality_gates g on g.workspace_id = p_workspace and g.code = c.code
        left join held h on h.code = c.code),
      'unmeasured', (select count(*) from newest n where not exists (
        select from public.quality_scores q where q.workspace_id = p_workspace and q.spark_id = n.id and q.text_hash = n.hash))));
end
$$;
comment on function public.read_quality_gates is '{gates: [{code, is_on, holds_back: published sparks that change with the next snapshot}], unmeasured}.';
grant execute on function public.read_quality_gates to authenticated, service_role;

create function public.dismiss_finding(p_workspace uuid, p_spark uuid, p_code text, p_subject text, p_reason text default null) returns boolean
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
  return touched > 0;
end
$$;
comment on function public.dismiss_finding is 'Waves a finding off for one spark with a reason that all see, or (no reason) lets it be shown again. Gives whether that changed anything.';
grant execute on function public.dismiss_finding to authenticated, service_role;

create function public.read_lesson_quality(p_workspace uuid, p_spark uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'gates', (select coalesce(jsonb_agg(g.code order by g.code), '[]') from public.quality_gates g where g.workspace_id = p_workspace and g.is_on),
    'dismissals', (select coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'subject', d.subject, 'reason', d.reason, 'opens_gate', d.opens_gate,
        'dismissed_by', d.dismissed_by) order by d.code, d.subject), '[]')
      from public.quality_dismissals d where d.workspace_id = p_workspace and d.spark_id = p_spark),
    'objectives', (select coalesce(jsonb_agg(jsonb_build_object('id', o.objective_id, 'title', o.title) order by o.order_index, o.id), '[]')
      from public.objectives o where o.workspace_id = p_workspace and o.concept_id in (
        select c.concept_id from public.concept_sparks c where c.workspace_id = p_workspace and c.spark_id = p_spark)),
    'exercises', (select coalesce(jsonb_agg(jsonb_build_object('id', coalesce(e.exercise_id, e.place::text), 'objective', e.objective, 'difficulty', e.difficulty) order by e.place), '[]')
      from private.exercise_entries e where e.workspace_id = p_workspace and e.spark_id = p_spark),
    'has_links', exists (select from public.spark_links l where l.workspace_id = p_workspace and l.target_id = p_spark));
end
$$;
comment on function public.read_lesson_quality is 'What stands around a lesson, for analysers: {gates, dismissals, objectives, exercises: [{id, objective, difficulty}], has_links}.';
grant execute on function public.read_lesson_quality to authenticated, service_role;

create function public.read_quality_counts(p_workspace uuid, p_ids uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with asked as (
      select distinct a.id from unnest(p_ids[1:500]) a (id)
    ), below as (
      select a.id as of, s.id as spark_id, s.version from asked a join public.sparks s on s.workspace_id = p_workspace and s.id = a.id
      union
      select a.id, s.id, s.version from asked a
      join public.concepts c on c.workspace_id = p_workspace and (c.id = a.id or c.trail_id = a.id
        or c.trail_id in (select t.id from public.trails t where t.workspace_id = p_workspace and t.domain_id = a.id))
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      join public.sparks s on s.id = p.spark_id
    ), found as (
      select b.of, exists (select from public.quality_gates g where g.workspace_id = p_workspace and g.code = f.code and g.is_on) as blocks
      from below b join public.quality_scores q on q.workspace_id = p_workspace and q.spark_id = b.spark_id and q.version = b.version
      cross join lateral jsonb_to_recordset(q.findings) f (code text, subject text)
      where not exists (select from public.quality_dismissals d
        where d.workspace_id = p_workspace and d.spark_id = b.spark_id and d.code = f.code and d.subject = f.subject)
    )
    select coalesce(jsonb_agg(jsonb_build_object('id', n.of, 'consider', n.consider, 'blocks', n.blocks)), '[]')
    from (select f.of, count(*) filter (where not f.blocks) as consider, count(*) filter (where f.blocks) as blocks from found f group by f.of) n);
end
$$;
comment on function public.read_quality_counts is 'How many findings there are in and below domains, trails, concepts and sparks (the first 500 asked for): [{id, consider, blocks}]; without a line, none.';
grant execute on function public.read_quality_counts to authenticated, service_role;

create function public.read_quality_trend(p_workspace uuid, p_trail uuid, p_days integer default 90) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with lessons as (
      select distinct p.spark_id from public.concepts c join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      where c.workspace_id = p_workspace and c.trail_id = p_trail
    ), measured as materialized (
      select q.spark_id, q.version, (q.measured_at at time zone 'utc')::date as day, (q.scores ->> 'gps')::numeric as gps, (q.scores ->> 'didactic')::numeric as didactic
      from public.quality_scores q where q.workspace_id = p_workspace and q.spark_id in (select l.spark_id from lessons l)
    ), days as (
      select distinct m.day from measured m where m.day > (now() at time zone 'utc')::date - least(greatest(p_days, 1), 730)
    )
    select coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'gps', round(s.gps, 3), 'didactic', round(s.didactic, 3), 'lessons', s.lessons) order by d.day), '[]')
    from days d cross join lateral (
      select avg(n.gps) as gps, avg(n.didactic) as didactic, count(*) as lessons
      from (select distinct on (m.spark_id) m.gps, m.didactic from measured m where m.day <= d.day order by m.spark_id, m.version desc) n) s);
end
$$;
comment on function public.read_quality_trend is 'The mean scores of the lessons of a trail, as they stood at the end of each day on which one was measured: [{day, gps, didactic, lessons}].';
grant execute on function public.read_quality_trend to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.purge_trash(p_change_set uuid)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  target public.change_sets;
  purged integer;
  ids uuid[];
begin
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.id is null then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  if target.action <> 'trash' or target.undone_by is not null then
    raise exception 'only what lies in the trash can be purged' using errcode = 'TW002';
  end if;
  with gone as (
    select distinct r.kind, r.entity_id from public.revisions r
    where r.change_set_id = p_change_set and r.operation = 'delete'
      and not exists (
        select from public.revisions l where l.workspace_id = r.workspace_id and l.kind = r.kind
          and l.entity_id = r.entity_id and l.id > r.id)
  ), removed as (
    delete from public.revisions r using gone g
    where r.workspace_id = target.workspace_id and r.kind = g.kind and r.entity_id = g.entity_id
    returning r.kind, r.entity_id
  )
  select count(distinct (kind, entity_id)), array_agg(distinct entity_id) into purged, ids from removed;
  delete from public.slug_redirects r where r.workspace_id = target.workspace_id and (r.entity_id = any (ids) or r.origin_id = any (ids));
  delete from private.merges m where m.workspace_id = target.workspace_id and (m.from_id = any (ids) or m.into_id = any (ids));
  delete from private.imported_states s where s.workspace_id = target.workspace_id and s.entity_id = any (ids);
  delete from public.quality_scores q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.quality_dismissals q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.first_promotions p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  delete from public.flow_runs f where f.workspace_id = target.workspace_id and f.entity_id = any (ids);
  delete from public.conversations c where c.workspace_id = target.workspace_id and c.concept_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$function$;;
