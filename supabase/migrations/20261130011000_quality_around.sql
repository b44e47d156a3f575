-- What is found in a lesson with all that stands around it (docs/decisions/134).

create table private.quality_findings (
  workspace_id uuid not null,
  spark_id uuid not null,
  text_hash text not null,
  findings jsonb not null,
  open_count integer not null default 0,
  held_codes text[] not null default '{}',
  held_counts integer[] not null default '{}',
  held_open integer[] not null default '{}',
  terms jsonb not null default '[]',
  voice jsonb not null default '{}',
  looked_at timestamptz not null,
  constraint quality_findings_pkey primary key (workspace_id, spark_id) include (open_count, held_codes, held_counts, held_open),
  constraint quality_findings_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.quality_findings is
  'What is found in each spark as it is now, with its rules, links, exercises and the terms of its trails. Holds while no line of private.quality_queue asks for it anew. No foreign key to sparks: a spark in the trash comes back.';
comment on column private.quality_findings.findings is '[{code, subject, says}], as lib/quality/core/finding.ts names them; says: the words for it where the subject is a key.';
comment on column private.quality_findings.open_count is 'How many nobody waved off.';
comment on column private.quality_findings.held_codes is 'The codes that a gate would hold back: all but what an admin waved off.';
comment on column private.quality_findings.held_counts is 'How many there are of each of held_codes, in the same order; held_open: how many of them nobody waved off. So counts need not open findings.';
comment on column private.quality_findings.voice is '{language, words, uses: {word: times}}: what a voice is told by; the lessons of a trail are added up.';
comment on column private.quality_findings.terms is '[{key, term}] that the text explains, of which the other lessons of its trails are told.';

alter table private.quality_queue
  alter column spark_id drop not null,
  add column trail_id uuid,
  add column about text not null default 'spark',
  add constraint quality_queue_about check (about in ('spark', 'terms', 'rules'));
comment on table private.quality_queue is
  'What is to be looked at: a spark, the lessons of a trail (about terms), or a workspace (about rules). Lines are only added and removed, so no writer waits for another; what a line asks for is not shown until it was looked at.';
create index quality_queue_workspace_idx on private.quality_queue (workspace_id, spark_id);
create index quality_queue_spark_idx on private.quality_queue (spark_id);

create or replace function private.quality_hash(body jsonb) returns text
language sql immutable set search_path = ''
as $$ select md5((body ->> 'content_md') || '|' || (body ->> 'estimated_mins') || '|' || coalesce(body ->> 'summary', '')) $$;

-- ------------------------------------------------------------------------------------------ what asks for a look

create function private.note_quality_of(workspace uuid, sparks uuid[], trails uuid[] default '{}') returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.quality_queue (workspace_id, spark_id, trail_id, about)
  select distinct workspace, a.id, null::uuid, 'spark' from unnest(sparks) a (id) where a.id is not null
  union all
  select distinct workspace, null::uuid, a.id, 'terms' from unnest(trails) a (id) where a.id is not null;
  perform pg_notify('quality_waiting', '');
end
$$;
comment on function private.note_quality_of is 'Asks for a look at sparks, and at the lessons of trails about their terms.';

create function private.note_quality_around() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  -- Both sides of an update, where it touches what analysers look at: what stood around a lesson before, and what does now.
  touched text := case tg_op
    when 'INSERT' then 'new_rows'
    when 'DELETE' then 'old_rows'
    else format('(select s.* from new_rows n join old_rows o on o.id = n.id and (o.%1$I, o.%2$I, o.%3$I) is distinct from (n.%1$I, n.%2$I, n.%3$I)
      cross join lateral (values (n.workspace_id, n.%1$I, n.%2$I), (o.workspace_id, o.%1$I, o.%2$I)) s (workspace_id, %4$s))',
      tg_argv[0], tg_argv[1], tg_argv[2], case when tg_argv[0] = tg_argv[1] then quote_ident(tg_argv[0]) || ', again' else quote_ident(tg_argv[0]) || ', ' || quote_ident(tg_argv[1]) end) end;
  one record;
begin
  for one in execute format('select t.workspace_id, array_agg(distinct t.%I) as a, array_agg(distinct t.%I) as b from %s t group by t.workspace_id',
    tg_argv[0], tg_argv[1], touched)
  loop
    perform private.note_quality_of(one.workspace_id, case tg_table_name
        when 'objectives' then array(select p.spark_id from public.concept_sparks p where p.workspace_id = one.workspace_id and p.concept_id = any (one.a))
        -- What one lesson asks about need not be asked by the others of its concepts.
        when 'packages' then one.a || array(select o.spark_id from public.concept_sparks p join public.concept_sparks o on o.workspace_id = p.workspace_id and o.concept_id = p.concept_id
          where p.workspace_id = one.workspace_id and p.spark_id = any (one.a))
        when 'concept_sparks' then one.a || array(select p.spark_id from public.concept_sparks p where p.workspace_id = one.workspace_id and p.concept_id = any (one.b))
        when 'spark_links' then one.a || one.b
        when 'concepts' then '{}'
        else one.a end,
      case tg_table_name
        when 'concepts' then one.a
        when 'concept_sparks' then array(select c.trail_id from public.concepts c where c.workspace_id = one.workspace_id and c.id = any (one.b))
        else '{}' end);
  end loop;
  return null;
end
$$;
comment on function private.note_quality_around is 'Asks for a look at the lessons that something around them was written for: places, links, objectives, exercises, the order of concepts. Its arguments: the two columns that say for which, and one more whose change matters.';

do $$
declare
  tab record;
begin
  for tab in select * from (values ('concept_sparks', 'spark_id', 'concept_id', 'order_index'), ('spark_links', 'source_id', 'target_id', 'link_type'),
    ('objectives', 'concept_id', 'concept_id', 'version'), ('packages', 'spark_id', 'spark_id', 'version'), ('concepts', 'trail_id', 'trail_id', 'order_index')) t (name, a, b, c)
  loop
    execute format('create trigger note_quality_insert after insert on public.%I referencing new table as new_rows for each statement execute function private.note_quality_around(%L, %L, %L)', tab.name, tab.a, tab.b, tab.c);
    execute format('create trigger note_quality_update after update on public.%I referencing old table as old_rows new table as new_rows for each statement execute function private.note_quality_around(%L, %L, %L)', tab.name, tab.a, tab.b, tab.c);
    execute format('create trigger note_quality_delete after delete on public.%I referencing old table as old_rows for each statement execute function private.note_quality_around(%L, %L, %L)', tab.name, tab.a, tab.b, tab.c);
  end loop;
end
$$;

create function private.note_quality_rules() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  root uuid := coalesce(to_jsonb(new), to_jsonb(old)) ->> case tg_table_name when 'workspaces' then 'id' else 'workspace_id' end;
begin
  insert into private.quality_queue (workspace_id, about)
  with recursive down as (
    select w.id, 0 as depth from public.workspaces w where w.id = root
    union all
    select w.id, d.depth + 1 from down d join public.workspaces w on w.parent_id = d.id where d.depth < 8
  )
  select d.id, 'rules' from down d;
  perform pg_notify('quality_waiting', '');
  return null;
end
$$;
comment on function private.note_quality_rules is 'Asks for a look at a workspace and those below it: other rules hold there now.';
create trigger note_quality_insert after insert on public.strategies for each row execute function private.note_quality_rules();
create trigger note_quality_update after update on public.strategies for each row
  when ((old.config -> 'seo_focus', old.active, old.name) is distinct from (new.config -> 'seo_focus', new.active, new.name)) execute function private.note_quality_rules();
create trigger note_quality_delete after delete on public.strategies for each row execute function private.note_quality_rules();
create trigger note_quality_parent after update of parent_id on public.workspaces for each row
  when (old.parent_id is distinct from new.parent_id) execute function private.note_quality_rules();

-- ---------------------------------------------------------------------------------------- what stands around a lesson

create function private.seo_rules_of(workspace uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with nearest as (
    select distinct on (lower(s.name)) s.active, a.depth, s.name, s.config -> 'seo_focus' as focus
    from private.ancestors(workspace) a join public.strategies s on s.workspace_id = a.id order by lower(s.name), a.depth
  ), lines as (
    select l.key, l.value, row_number() over (partition by l.key order by n.depth, n.name collate "C") as nth
    from nearest n cross join lateral jsonb_each(n.focus) l where n.active and l.value <> '[]'
  )
  select coalesce(jsonb_object_agg(l.key, case when jsonb_typeof(l.value) = 'number' then jsonb_build_object('max', l.value) else l.value end), '{}')
  from lines l where l.nth = 1
$$;
comment on function private.seo_rules_of is 'What the strategies that hold in a workspace say of being found, each line as the nearest one has it: {primary_keywords, keyword_density: {max}, meta_description_length: {max}}.';

create function private.lessons_around(sparks uuid[]) returns table (spark_id uuid, around jsonb)
language sql stable security definer set search_path = ''
as $$
  with asked as materialized (
    select s.id, s.workspace_id from public.sparks s where s.id = any (sparks)
  ), rules as materialized (
    select w.id, private.seo_rules_of(w.id) as seo from (select distinct a.workspace_id as id from asked a) w
  ), linked as materialized (
    select a.id as of, o.is_before, f.spark_id, f.terms
    from asked a cross join lateral (
      select l.source_id as id, true as is_before from public.spark_links l where l.workspace_id = a.workspace_id and l.target_id = a.id and l.link_type = 'prerequisite'
      union all
      select l.target_id, false from public.spark_links l where l.workspace_id = a.workspace_id and l.source_id = a.id and l.link_type = 'prerequisite') o
    join private.quality_findings f on f.workspace_id = a.workspace_id and f.spark_id = o.id
  )
  select a.id, jsonb_build_object(
    'objectives', (select coalesce(jsonb_agg(jsonb_build_object('id', o.objective_id, 'title', o.title, 'is_asked_elsewhere', exists (
          select from public.concept_sparks p join private.exercise_entries e on e.workspace_id = p.workspace_id and e.spark_id = p.spark_id
          where p.workspace_id = a.workspace_id and p.concept_id = o.concept_id and p.spark_id <> a.id and e.objective = o.objective_id)) order by o.order_index, o.id), '[]')
      from public.objectives o where o.workspace_id = a.workspace_id and o.concept_id in (
        select c.concept_id from public.concept_sparks c where c.workspace_id = a.workspace_id and c.spark_id = a.id)),
    'exercises', (select coalesce(jsonb_agg(jsonb_build_object('id', coalesce(e.exercise_id, e.place::text), 'objective', e.objective, 'difficulty', coalesce(e.difficulty, '')) order by e.place), '[]')
      from private.exercise_entries e where e.workspace_id = a.workspace_id and e.spark_id = a.id),
    'has_links', exists (select from public.spark_links l where l.workspace_id = a.workspace_id and l.target_id = a.id),
    'seo', r.seo,
    'trails', (select coalesce(jsonb_agg(distinct c.trail_id), '[]') from public.concept_sparks p join public.concepts c on c.id = p.concept_id
      where p.workspace_id = a.workspace_id and p.spark_id = a.id and c.trail_id is not null),
    'linked', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', l.spark_id, 'is_before', l.is_before,
        'title', (select s.title from public.sparks s where s.id = l.spark_id), 'terms', l.terms) order by l.spark_id), '[]') from linked l where l.of = a.id))
  from asked a join rules r on r.id = a.workspace_id
$$;
comment on function private.lessons_around is 'What stands around lessons, as analysers read it: {objectives: [{id, title, is_asked_elsewhere: by another lesson of its concept}], exercises: [{id, objective, difficulty}], has_links, seo, trails: ids, linked: [{spark_id, is_before, title, terms}]}.';

create function private.trail_terms(trails uuid[]) returns table (trail_id uuid, lessons jsonb)
language sql stable security definer set search_path = ''
as $$
  select c.trail_id, jsonb_agg(jsonb_build_object('spark_id', p.spark_id, 'title', s.title, 'terms', coalesce(f.terms, '[]')) order by c.order_index, c.ordinal, p.order_index, p.ordinal)
  from public.concepts c join public.concept_sparks p on p.workspace_id = c.workspace_id and p.concept_id = c.id
  join public.sparks s on s.id = p.spark_id
  left join private.quality_findings f on f.workspace_id = p.workspace_id and f.spark_id = p.spark_id
  where c.trail_id = any (trails) group by c.trail_id
$$;
comment on function private.trail_terms is 'The lessons of trails in their order with the terms that each explains: [{spark_id, title, terms}].';

-- ------------------------------------------------------------------------------------------------ looking

drop function private.take_unmeasured(integer);
create function private.take_unmeasured(most integer) returns table (workspace_id uuid, spark_id uuid, version integer, text_hash text, content_md text, estimated_mins integer, summary text,
  has_scores boolean, looked_at text, taken integer)
language plpgsql security definer set search_path = ''
as $$
declare
  ids uuid[];
  whole_trails uuid[];
  whole_workspaces uuid[];
  lines integer;
  begun text;
begin
  with gone as (
    delete from private.quality_queue q where q.stamp in (
      select l.stamp from private.quality_queue l order by l.stamp limit most for update skip locked)
    returning q.*
  )
  select count(*), coalesce(array_agg(distinct g.spark_id) filter (where g.spark_id is not null), '{}'), array_agg(distinct g.trail_id) filter (where g.trail_id is not null),
    array_agg(distinct g.workspace_id) filter (where g.spark_id is null and g.trail_id is null)
  into lines, ids, whole_trails, whole_workspaces from gone g;
  -- What is asked of many becomes a line each: nobody reads ten thousand texts in one transaction.
  insert into private.quality_queue (workspace_id, spark_id, about)
    select distinct c.workspace_id, p.spark_id, 'terms' from public.concepts c join public.concept_sparks p on p.workspace_id = c.workspace_id and p.concept_id = c.id
    where c.trail_id = any (whole_trails)
    union all
    select s.workspace_id, s.id, 'rules' from public.sparks s where s.workspace_id = any (whole_workspaces);
  -- One look answers all that asks for the same spark. A line that somebody else holds stays: it may ask for what came later.
  delete from private.quality_queue q where q.stamp in (
    select l.stamp from private.quality_queue l where l.spark_id = any (ids) for update skip locked);
  -- Before anything is read: of two looks at a spark the one that began later has seen all that the other has.
  begun := clock_timestamp()::text;
  -- A row that only counts: whoever asks goes on until no line was left, whatever had to be read.
  return query
    select null::uuid, null::uuid, null::integer, null::text, null::text, null::integer, null::text, null::boolean, begun, lines
    union all
    select s.workspace_id, s.id, s.version,
      private.quality_hash(jsonb_build_object('content_md', s.content_md, 'estimated_mins', s.estimated_mins, 'summary', s.summary)),
      s.content_md, s.estimated_mins, s.summary,
      exists (select from public.quality_scores q where q.workspace_id = s.workspace_id and q.spark_id = s.id and q.version = s.version), begun, lines
    from public.sparks s where s.id = any (ids);
end
$$;
comment on function private.take_unmeasured is 'Takes up to so many lines of the queue and gives the sparks that are to be looked at. In one transaction with private.keep_findings: what is not kept is taken again.';

drop function private.keep_scores(jsonb);
create function private.recount_findings(workspace uuid, sparks uuid[]) returns void
language sql security definer set search_path = ''
as $$
  update private.quality_findings f set (open_count, held_codes, held_counts, held_open) = (
    select coalesce(sum(n.open), 0), coalesce(array_agg(n.code order by n.code) filter (where n.held > 0), '{}'),
      coalesce(array_agg(n.held order by n.code) filter (where n.held > 0), '{}'), coalesce(array_agg(n.open order by n.code) filter (where n.held > 0), '{}')
    from (
      select x.code, (count(*) filter (where d.code is null))::integer as open, (count(*) filter (where d.opens_gate is not true))::integer as held
      from jsonb_to_recordset(f.findings) x (code text, subject text)
      left join public.quality_dismissals d on d.workspace_id = f.workspace_id and d.spark_id = f.spark_id and d.code = x.code and d.subject = x.subject
      group by x.code) n)
  where f.workspace_id = workspace and f.spark_id = any (sparks)
$$;
comment on function private.recount_findings is 'Counts the findings of sparks anew, after something was found or waved off.';

create function private.looks_of(looks jsonb) returns table (workspace_id uuid, spark_id uuid, version integer, text_hash text, looked_at timestamptz, analyser_version integer,
  scores jsonb, of_text jsonb, findings jsonb, terms jsonb, voice jsonb)
language sql stable security definer set search_path = ''
as $$
  select m.* from jsonb_to_recordset(looks) m (workspace_id uuid, spark_id uuid, version integer, text_hash text, looked_at timestamptz, analyser_version integer,
    scores jsonb, of_text jsonb, findings jsonb, terms jsonb, voice jsonb)
  join public.workspaces w on w.id = m.workspace_id
$$;
comment on function private.looks_of is 'What came of looking, of workspaces that are still there.';

create function private.keep_findings(looks jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
begin
  insert into public.quality_scores (workspace_id, spark_id, version, analyser_version, text_hash, scores, findings)
    select m.workspace_id, m.spark_id, m.version, m.analyser_version, m.text_hash, m.scores, m.of_text from private.looks_of(looks) m where m.of_text is not null
    order by m.spark_id on conflict do nothing;
  -- Other terms explained: whoever may use them is looked at again.
  for one in
    select m.workspace_id, array_agg(m.spark_id) as sparks from private.looks_of(looks) m
    left join private.quality_findings f on f.workspace_id = m.workspace_id and f.spark_id = m.spark_id
    where coalesce(f.terms, '[]') <> m.terms group by m.workspace_id
  loop
    insert into private.quality_queue (workspace_id, spark_id, trail_id, about)
      select distinct one.workspace_id, null::uuid, c.trail_id, 'terms' from public.concept_sparks p join public.concepts c on c.id = p.concept_id
      where p.workspace_id = one.workspace_id and p.spark_id = any (one.sparks) and c.trail_id is not null
      union
      select one.workspace_id, l.target_id, null, 'terms' from public.spark_links l where l.workspace_id = one.workspace_id and l.source_id = any (one.sparks) and l.link_type = 'prerequisite'
      union
      select one.workspace_id, l.source_id, null, 'terms' from public.spark_links l where l.workspace_id = one.workspace_id and l.target_id = any (one.sparks) and l.link_type = 'prerequisite';
  end loop;
  insert into private.quality_findings as f (workspace_id, spark_id, text_hash, findings, terms, voice, looked_at)
    select m.workspace_id, m.spark_id, m.text_hash, m.findings, m.terms, coalesce(m.voice, '{}'), m.looked_at from private.looks_of(looks) m order by m.spark_id
    on conflict (workspace_id, spark_id) do update
      set text_hash = excluded.text_hash, findings = excluded.findings, terms = excluded.terms, voice = excluded.voice, looked_at = excluded.looked_at
      where excluded.looked_at >= f.looked_at;
  -- Apart, so that it sees what was waved off by somebody who had the row meanwhile.
  for one in select m.workspace_id, array_agg(m.spark_id) as sparks from private.looks_of(looks) m group by m.workspace_id loop
    perform private.recount_findings(one.workspace_id, one.sparks);
  end loop;
end
$$;
comment on function private.keep_findings is 'Keeps what came of looking; of two looks at one spark the later counts, of two measurements of one revision the first.';

-- What was there before is looked at once with all around it.
insert into private.quality_queue (workspace_id, spark_id) select s.workspace_id, s.id from public.sparks s order by s.ordinal;

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
  delete from private.quality_findings q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.quality_dismissals q where q.workspace_id = target.workspace_id and q.spark_id = any (ids);
  delete from public.first_promotions p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  delete from public.flow_runs f where f.workspace_id = target.workspace_id and f.entity_id = any (ids);
  delete from public.conversations c where c.workspace_id = target.workspace_id and c.concept_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$function$;
