-- Versions of one course: which revisions it was made of, at each approval, import and stage that touched it, and by hand
-- (docs/decisions/145-a-version-of-a-course-points-at-revisions.md).

create table public.course_versions (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces (id) on delete cascade,
  trail_id uuid not null,
  nth integer not null,
  reason text not null,
  change_set_id uuid references public.change_sets (id) on delete set null,
  snapshot_id uuid references public.snapshots (id) on delete set null,
  back_to integer,
  summary text,
  revisions bigint[] not null,
  added integer not null,
  changed integer not null,
  removed integer not null,
  created_by uuid,
  created_at timestamptz not null default clock_timestamp(),
  constraint course_versions_nth_key unique (workspace_id, trail_id, nth),
  constraint course_versions_nth_range check (nth >= 1),
  constraint course_versions_reason check (reason in ('approval', 'import', 'stage', 'hand', 'rollback')),
  constraint course_versions_back_to check ((reason = 'rollback') = (back_to is not null)),
  constraint course_versions_summary_length check (char_length(summary) between 1 and 200),
  constraint course_versions_summary_visible check (private.is_visible(summary))
);
comment on table public.course_versions is 'States of one course that people may compare and go back to. A version copies nothing: it names the revisions that the course was made of. Only added to, but for its summary.';
comment on column public.course_versions.trail_id is 'The course. It has no foreign key: a trail that comes back from the trash has its versions still.';
comment on column public.course_versions.nth is 'Its number within the course, from 1.';
comment on column public.course_versions.back_to is 'Of a rollback: the number of the version that the course went back to.';
comment on column public.course_versions.added is 'How many things of the course are new beside the version before; changed and removed likewise.';
create index course_versions_change_set_idx on public.course_versions (change_set_id) where change_set_id is not null;
create index course_versions_snapshot_idx on public.course_versions (snapshot_id) where snapshot_id is not null;

alter table public.course_versions enable row level security;
grant select on public.course_versions to authenticated, service_role;
create policy "Members read" on public.course_versions for select to authenticated using (workspace_id in (select private.my_workspaces()));

create function private.course_members(workspace uuid, trail uuid, more_concepts uuid[] default '{}', more_sparks uuid[] default '{}')
returns table (kind public.content_kind, entity_id uuid)
language sql stable security definer set search_path = ''
as $$
  with modules as materialized (
    select c.id from public.concepts c where c.workspace_id = workspace and (c.trail_id = trail or c.id = any (more_concepts))
  ), places as materialized (
    select p.id, p.spark_id from public.concept_sparks p where p.workspace_id = workspace and p.concept_id in (select m.id from modules m)
  ), lessons as materialized (
    select s.id from public.sparks s where s.workspace_id = workspace and (s.id in (select p.spark_id from places p) or s.id = any (more_sparks))
  )
  select 'trail'::public.content_kind, t.id from public.trails t where t.workspace_id = workspace and t.id = trail
  union all select 'course_profile', x.id from public.course_profiles x where x.workspace_id = workspace and x.trail_id = trail
  union all select 'trail_objective', x.id from public.trail_objectives x where x.workspace_id = workspace and x.trail_id = trail
  union all select 'concept', m.id from modules m
  union all select 'unit_profile', x.id from public.unit_profiles x where x.workspace_id = workspace and x.concept_id in (select m.id from modules m)
  union all select 'objective', x.id from public.objectives x where x.workspace_id = workspace and x.concept_id in (select m.id from modules m)
  union all select 'resource', x.id from public.resources x where x.workspace_id = workspace and x.concept_id in (select m.id from modules m)
  union all select 'concept_link', x.id from public.concept_links x where x.workspace_id = workspace
    and x.source_id in (select m.id from modules m) and x.target_id in (select m.id from modules m)
  union all select 'concept_spark', p.id from places p
  union all select 'spark', l.id from lessons l
  union all select 'lesson_profile', x.id from public.lesson_profiles x where x.workspace_id = workspace and x.spark_id in (select l.id from lessons l)
  union all select 'spark_beacon', x.id from public.spark_beacons x where x.workspace_id = workspace and x.spark_id in (select l.id from lessons l)
  union all select 'package', x.id from public.packages x where x.workspace_id = workspace and x.spark_id in (select l.id from lessons l)
  union all select 'spark_link', x.id from public.spark_links x where x.workspace_id = workspace
    and x.source_id in (select l.id from lessons l) and x.target_id in (select l.id from lessons l)
$$;
comment on function private.course_members is 'What a course is made of now: its trail, modules, places, lessons with their exercises, and the links within it. Figures of how it did and market research say what happened and are no part of it. more_concepts, more_sparks: what belonged to it once, with all that hangs on that.';

create function private.course_state(workspace uuid, trail uuid, more_concepts uuid[] default '{}', more_sparks uuid[] default '{}') returns bigint[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(r.id order by r.id), '{}')
  from private.course_members(workspace, trail, more_concepts, more_sparks) m
  cross join lateral (
    select n.id from public.revisions n where n.workspace_id = workspace and n.kind = m.kind and n.entity_id = m.entity_id order by n.id desc limit 1
  ) r
$$;
comment on function private.course_state is 'The revisions that a course is made of now, one for each of its members.';

-- What differs between two states, as people count it: a lesson with its fields is one thing, its exercises another.
create function private.course_difference(workspace uuid, before bigint[], after bigint[])
returns table (section text, kind public.content_kind, entity_id uuid, change text, parts jsonb)
language sql stable security definer set search_path = ''
as $$
  with gone as materialized (
    select r.id, r.kind, r.entity_id, r.body from (select unnest(before) as id except select unnest(after)) d
    join public.revisions r on r.id = d.id and r.workspace_id = workspace
  ), come as materialized (
    select r.id, r.kind, r.entity_id, r.body from (select unnest(after) as id except select unnest(before)) d
    join public.revisions r on r.id = d.id and r.workspace_id = workspace
  ), pairs as materialized (
    select coalesce(g.kind, c.kind) as kind, coalesce(g.entity_id, c.entity_id) as entity_id, g.id as before_id, c.id as after_id, coalesce(c.body, g.body) as body,
      case when g.id is null then 'new' when c.id is null then 'gone'
        when private.without_stamps(g.body) - '{order_index,trail_id,concept_id,domain_id}'::text[] = private.without_stamps(c.body) - '{order_index,trail_id,concept_id,domain_id}'::text[]
          then 'moved' else 'changed' end as change
    from gone g full join come c on c.kind = g.kind and c.entity_id = g.entity_id
    where g.id is null or c.id is null or private.without_stamps(g.body) <> private.without_stamps(c.body)
  ), ranked as materialized (
    -- Among the lessons of a module, or modules, that stand there before and after: what only makes way for another has not moved.
    select q.entity_id, min(q.nth) filter (where q.side = 'before') as before_nth, min(q.nth) filter (where q.side = 'after') as after_nth
    from (
      select s.entity_id, s.side, row_number() over (partition by s.side, s.parent order by s.nth, s.ordinal) as nth
      from (
        select r.entity_id, x.side, coalesce(r.body ->> 'concept_id', r.body ->> 'trail_id') as parent, (r.body ->> 'order_index')::integer as nth, (r.body ->> 'ordinal')::bigint as ordinal,
          count(*) over (partition by r.entity_id, coalesce(r.body ->> 'concept_id', r.body ->> 'trail_id')) as sides
        from (select unnest(before) as id, 'before' as side union all select unnest(after), 'after') x
        join public.revisions r on r.id = x.id and r.workspace_id = workspace and r.kind in ('concept', 'concept_spark')
      ) s where s.sides = 2
    ) q group by q.entity_id
  ), owned as (
    select p.kind, p.entity_id, p.before_id, p.after_id, p.change,
      case when p.kind in ('trail', 'course_profile', 'trail_objective') then 'course'
        when p.kind in ('concept', 'unit_profile', 'objective', 'resource', 'concept_spark') then 'outline'
        when p.kind = 'package' then 'exercises' when p.kind in ('spark_link', 'concept_link') then 'links' else 'lessons' end as section,
      case when p.kind in ('spark', 'lesson_profile', 'spark_beacon', 'concept_spark', 'package') then 'spark'
        when p.kind in ('concept', 'unit_profile', 'objective', 'resource') then 'concept'
        when p.kind in ('trail', 'course_profile', 'trail_objective') then 'trail' else p.kind::text end::public.content_kind as owner_kind,
      case when p.kind in ('lesson_profile', 'spark_beacon', 'concept_spark', 'package') then (p.body ->> 'spark_id')::uuid
        when p.kind in ('unit_profile', 'objective', 'resource') then (p.body ->> 'concept_id')::uuid
        when p.kind in ('course_profile', 'trail_objective') then (p.body ->> 'trail_id')::uuid else p.entity_id end as owner_id
    from pairs p
    where not (p.kind in ('concept', 'concept_spark') and p.change = 'moved' and exists (
      select from ranked r where r.entity_id = p.entity_id and r.before_nth = r.after_nth))
  )
  select o.section, o.owner_kind, o.owner_id,
    coalesce(min(o.change) filter (where o.entity_id = o.owner_id), case when bool_and(o.kind = 'concept_spark') then 'moved' else 'changed' end),
    jsonb_agg(jsonb_build_object('kind', o.kind, 'entity_id', o.entity_id, 'before', o.before_id, 'after', o.after_id) order by o.kind, o.entity_id)
  from owned o
  -- A lesson that is new or gone is told of once, and with it its place, fields and exercises.
  where not (o.section in ('outline', 'exercises') and o.owner_kind = 'spark' and exists (
    select from pairs s where s.kind = 'spark' and s.entity_id = o.owner_id and s.change in ('new', 'gone')))
  group by o.section, o.owner_kind, o.owner_id
$$;
comment on function private.course_difference is 'What differs between two states of a course, thing by thing: section course, outline, lessons, exercises or links; change new, gone, changed or moved; parts [{kind, entity_id, before, after}], revisions of what differs in it.';

create function private.touched_trails(workspace uuid, ids uuid[]) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select t.id from public.trails t where t.workspace_id = workspace and t.id = any (ids)
  union select c.trail_id from public.concepts c where c.workspace_id = workspace and c.id = any (ids) and c.trail_id is not null
  union select c.trail_id from public.concept_sparks p join public.concepts c on c.workspace_id = workspace and c.id = p.concept_id
    where p.workspace_id = workspace and p.spark_id = any (ids) and c.trail_id is not null
$$;
comment on function private.touched_trails is 'The courses in which some of these things stand, or what they hang on.';

create function private.make_course_version(workspace uuid, trail uuid, reason text, change_set uuid default null, snapshot uuid default null, summary text default null, back_to integer default null)
returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  state bigint[];
  last public.course_versions;
  counts record;
begin
  -- Whoever makes versions of a workspace waits here; it is the last thing that a transaction does.
  perform pg_advisory_xact_lock(hashtextextended('course_versions ' || workspace, 0));
  state := private.course_state(workspace, trail);
  if state = '{}' then
    return null;
  end if;
  select * into last from public.course_versions v where v.workspace_id = workspace and v.trail_id = trail order by v.nth desc limit 1;
  select count(*) filter (where d.change = 'new') as added, count(*) filter (where d.change in ('changed', 'moved')) as changed, count(*) filter (where d.change = 'gone') as removed
  into counts from private.course_difference(workspace, coalesce(last.revisions, '{}'), state) d;
  insert into public.course_versions (workspace_id, trail_id, nth, reason, change_set_id, snapshot_id, back_to, summary, revisions, added, changed, removed, created_by)
  values (workspace, trail, coalesce(last.nth, 0) + 1, reason, change_set, snapshot, back_to, summary, state, counts.added, counts.changed, counts.removed, private.actor());
  return coalesce(last.nth, 0) + 1;
end
$$;
comment on function private.make_course_version is 'Notes which revisions a course is made of now; gives the number of the version, null where the course is gone.';

create function private.note_changed_courses() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  trail uuid;
begin
  for trail in
    select t from private.touched_trails(new.workspace_id, array(
      select unnest(array[r.entity_id, (r.body ->> k.ref_a::text)::uuid, (r.body ->> k.ref_b::text)::uuid])
      from public.revisions r join private.kinds k on k.kind = r.kind
      where r.change_set_id = new.id and r.kind not in ('trail_performance', 'market_research')
    )) t order by t
  loop
    perform private.make_course_version(new.workspace_id, trail, new.action::text, change_set => new.id);
  end loop;
  return null;
end
$$;
-- Once all of it is written, however many statements it takes.
create constraint trigger note_changed_courses after insert on public.change_sets deferrable initially deferred
for each row when (new.action in ('approval', 'import')) execute function private.note_changed_courses();

create function private.note_staged_courses() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  trail uuid;
begin
  for trail in
    select t from private.touched_trails(new.workspace_id, array(
      select unnest(array[v.entity_id, v.ref_a, v.ref_b]) from public.entity_versions v
      where v.workspace_id = new.workspace_id and new.seq in (v.from_seq, v.to_seq) and v.kind not in ('trail_performance', 'market_research')
    )) t order by t
  loop
    perform private.make_course_version(new.workspace_id, trail, 'stage', snapshot => new.id);
  end loop;
  return null;
end
$$;
create constraint trigger note_staged_courses after update on public.snapshots deferrable initially deferred
for each row when (old.status = 'draft' and new.status = 'ready') execute function private.note_staged_courses();

create function public.name_course_version(p_workspace uuid, p_trail uuid, p_summary text, p_nth integer default null) returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_visible(coalesce(p_summary, '')) then
    raise exception 'Say what this version is.' using errcode = 'TW006';
  elsif not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  if p_nth is null then
    return private.make_course_version(p_workspace, p_trail, 'hand', summary => btrim(p_summary));
  end if;
  update public.course_versions v set summary = btrim(p_summary) where v.workspace_id = p_workspace and v.trail_id = p_trail and v.nth = p_nth;
  if not found then
    raise exception 'There is no such version of this course.' using errcode = 'TW004';
  end if;
  return p_nth;
end
$$;
comment on function public.name_course_version is 'Keeps a course as it is now under a name, or names a version that is there; gives its number.';
grant execute on function public.name_course_version to authenticated, service_role;

create function private.told_course_version(v public.course_versions) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('nth', v.nth, 'reason', v.reason, 'summary', v.summary, 'back_to', v.back_to, 'added', v.added, 'changed', v.changed, 'removed', v.removed,
    'by', v.created_by, 'by_name', (select p.display_name from public.profiles p where p.user_id = v.created_by), 'created_at', v.created_at,
    'change_set_id', c.id, 'title', coalesce(c.title, s.version_label), 'is_undone', coalesce(c.undone_by is not null, false), 'snapshot_id', s.id)
  from (select) one left join public.change_sets c on c.id = v.change_set_id left join public.snapshots s on s.id = v.snapshot_id
$$;

create function public.read_course_versions(p_workspace uuid, p_trail uuid, p_before integer default null, p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  return jsonb_build_object(
    'total', (select count(*) from public.course_versions v where v.workspace_id = p_workspace and v.trail_id = p_trail),
    -- What readers have: the newest version that was staged into the current snapshot or one before it.
    'read', (
      select v.nth from public.course_versions v join public.snapshots s on s.id = v.snapshot_id
      where v.workspace_id = p_workspace and v.trail_id = p_trail
        and s.seq <= (select n.seq from public.snapshots n where n.workspace_id = p_workspace and n.status = 'current') order by s.seq desc limit 1),
    'is_saved', coalesce((
      select v.revisions = private.course_state(p_workspace, p_trail) from public.course_versions v
      where v.workspace_id = p_workspace and v.trail_id = p_trail order by v.nth desc limit 1), false),
    'rows', (
      select coalesce(jsonb_agg(private.told_course_version(p) order by p.nth desc), '[]') from (
        select v.* from public.course_versions v
        where v.workspace_id = p_workspace and v.trail_id = p_trail and (p_before is null or v.nth < p_before)
        order by v.nth desc limit least(greatest(p_limit, 1), 200)) p));
end
$$;
comment on function public.read_course_versions is 'The versions of a course, newest first: {total, read: the one that readers have, is_saved: whether the newest says what the course says now, rows}.';
grant execute on function public.read_course_versions to authenticated, service_role;

create function private.version_state(workspace uuid, trail uuid, version integer) returns bigint[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  state bigint[];
begin
  select v.revisions into state from public.course_versions v where v.workspace_id = workspace and v.trail_id = trail and v.nth = version;
  if state is null then
    raise exception 'There is no such version of this course.' using errcode = 'TW004';
  end if;
  return state;
end
$$;

create function private.words_between(before text, after text) returns jsonb
language sql immutable set search_path = ''
as $$
  with words as (
    select w, count(*) filter (where side = 0) as b, count(*) filter (where side = 1) as a
    from (select 0 as side, regexp_split_to_table(before, '\s+') as w union all select 1, regexp_split_to_table(after, '\s+')) s
    where w <> '' group by w
  )
  select jsonb_build_object('added', coalesce(sum(greatest(a - b, 0)), 0), 'removed', coalesce(sum(greatest(b - a, 0)), 0)) from words
$$;
comment on function private.words_between is 'How many words of two texts only the second, and only the first has: {added, removed}.';

create function public.compare_course_versions(p_workspace uuid, p_trail uuid, p_before integer, p_after integer default null) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  earlier bigint[];
  later bigint[];
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  earlier := private.version_state(p_workspace, p_trail, p_before);
  later := case when p_after is null then private.course_state(p_workspace, p_trail) else private.version_state(p_workspace, p_trail, p_after) end;
  return (
    with told as materialized (
      select d.*, row_number() over (order by d.section, d.change, d.entity_id) as nth from private.course_difference(p_workspace, earlier, later) d
    ), named as (
      select d.*, private.name_of(p_workspace, d.kind, b.body) as label, coalesce(b.slug, '') as slug,
        case when d.section = 'lessons' and d.change = 'changed' and m.before is not null and m.after is not null then
          private.words_between((select r.body ->> 'content_md' from public.revisions r where r.id = m.before), (select r.body ->> 'content_md' from public.revisions r where r.id = m.after)) end as words
      from (select t.* from told t where t.nth <= 1000) d
      left join lateral (
        select (p ->> 'before')::bigint as before, (p ->> 'after')::bigint as after from jsonb_array_elements(d.parts) p where (p ->> 'entity_id')::uuid = d.entity_id limit 1
      ) m on true
      -- What it was called in the later of the two; what is gone, in the earlier.
      cross join lateral (
        select r.body, r.slug from public.revisions r where r.workspace_id = p_workspace and r.kind = d.kind and r.entity_id = d.entity_id
        order by r.id = any (array[m.after]) desc, r.id = any (array[m.before]) desc, r.id desc limit 1
      ) b
    )
    select jsonb_build_object(
      'before', (select private.told_course_version(v) from public.course_versions v where v.workspace_id = p_workspace and v.trail_id = p_trail and v.nth = p_before),
      'after', (select private.told_course_version(v) from public.course_versions v where v.workspace_id = p_workspace and v.trail_id = p_trail and v.nth = p_after),
      'added', (select count(*) from told t where t.change = 'new'), 'changed', (select count(*) from told t where t.change in ('changed', 'moved')),
      'removed', (select count(*) from told t where t.change = 'gone'), 'total', (select count(*) from told),
      'things', (select coalesce(jsonb_agg(jsonb_build_object('section', n.section, 'kind', n.kind, 'entity_id', n.entity_id, 'change', n.change, 'label', n.label, 'slug', n.slug,
        'words', n.words, 'parts', n.parts) order by array_position('{course,outline,lessons,exercises,links}'::text[], n.section), lower(n.label), n.entity_id), '[]') from named n)));
end
$$;
comment on function public.compare_course_versions is 'What differs between two versions of a course, or one and what is there now (p_after null): {before, after, added, changed, removed, total, things: [{section, kind, entity_id, change, label, slug, words, parts}]}, the first thousand.';
grant execute on function public.compare_course_versions to authenticated, service_role;
