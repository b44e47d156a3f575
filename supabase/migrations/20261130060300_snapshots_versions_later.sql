-- A stage that touches a hundred courses must not wait for a hundred versions: it notes which courses it touched, and what each was made of is worked out when somebody looks
-- (docs/decisions/145-a-version-of-a-course-points-at-revisions.md).

alter table public.course_versions
  alter column revisions drop not null,
  alter column added drop not null,
  alter column changed drop not null,
  alter column removed drop not null,
  add column upto bigint,
  add column staged_seq integer,
  add constraint course_versions_settled check ((upto is null) = (revisions is not null and added is not null and changed is not null and removed is not null));
comment on column public.course_versions.upto is 'Of a stage that nobody has looked at yet: the newest revision there was. Null once it is known what the course was made of.';
comment on column public.course_versions.staged_seq is 'Of a stage: the number of its snapshot, which is still known when that was cleaned up.';
update public.course_versions v set staged_seq = s.seq from public.snapshots s where s.id = v.snapshot_id;
create index course_versions_waiting_idx on public.course_versions (workspace_id, trail_id, nth) where upto is not null;

create function private.staged_state(workspace uuid, trail uuid, at_seq integer, upto bigint) returns bigint[]
language sql stable security definer set search_path = ''
as $$
  with there as not materialized (
    select v.kind, v.entity_id, v.ref_a, v.ref_b, v.body from public.entity_versions v where v.workspace_id = workspace and v.from_seq <= at_seq and v.to_seq > at_seq
  ), modules as materialized (
    select t.entity_id as id from there t where t.kind = 'concept' and t.ref_a = trail
  ), places as materialized (
    select t.entity_id as id, t.ref_b as spark_id from there t where t.kind = 'concept_spark' and t.ref_a in (select m.id from modules m)
  ), lessons as materialized (
    select distinct p.spark_id as id from places p
  ), members as (
    select t.kind, t.entity_id from there t where t.kind = 'trail' and t.entity_id = trail
    union select t.kind, t.entity_id from there t where t.kind in ('course_profile', 'trail_objective') and t.ref_a = trail
    union select 'concept', m.id from modules m
    union select t.kind, t.entity_id from there t where t.kind in ('unit_profile', 'objective', 'resource') and t.ref_a in (select m.id from modules m)
    union select t.kind, t.entity_id from there t where t.kind = 'concept_link' and t.ref_a in (select m.id from modules m) and t.ref_b in (select m.id from modules m)
    union select 'concept_spark', p.id from places p
    union select 'spark', l.id from lessons l
    union select t.kind, t.entity_id from there t where t.kind in ('lesson_profile', 'spark_beacon', 'package') and t.ref_a in (select l.id from lessons l)
    union select t.kind, t.entity_id from there t where t.kind = 'spark_link' and t.ref_a in (select l.id from lessons l) and t.ref_b in (select l.id from lessons l)
  )
  select coalesce(array_agg(r.id order by r.id), '{}')
  from members m
  join there t on t.kind = m.kind and t.entity_id = m.entity_id
  -- The revision that says what was staged: of a partial stage the newest one may say more, and a save that was under way has an older number.
  cross join lateral (
    select n.id from public.revisions n where n.workspace_id = workspace and n.kind = m.kind and n.entity_id = m.entity_id and n.operation <> 'delete'
    order by n.body @> t.body desc, n.id <= upto desc, n.id desc limit 1) r
$$;
comment on function private.staged_state is 'The revisions that a course was made of in a snapshot: its members as they were staged, each as it says there.';

create function private.settle_course_versions(workspace uuid, trail uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  waiting public.course_versions;
  state bigint[];
  before bigint[];
  counts record;
begin
  for waiting in select * from public.course_versions v where v.workspace_id = workspace and v.trail_id = trail and v.upto is not null order by v.nth for update loop
    -- What of it was cleaned up before anybody looked is not told any more; what nobody has changed since still is.
    state := private.staged_state(workspace, trail, waiting.staged_seq, waiting.upto);
    select v.revisions into before from public.course_versions v where v.workspace_id = workspace and v.trail_id = trail and v.nth < waiting.nth order by v.nth desc limit 1;
    select count(*) filter (where d.change = 'new') as added, count(*) filter (where d.change in ('changed', 'moved')) as changed, count(*) filter (where d.change = 'gone') as removed
    into counts from private.course_difference(workspace, coalesce(before, '{}'), state) d;
    update public.course_versions v set revisions = state, added = counts.added, changed = counts.changed, removed = counts.removed, upto = null where v.id = waiting.id;
  end loop;
end
$$;
comment on function private.settle_course_versions is 'Works out what a course was made of at the stages that nobody has looked at yet.';

create or replace function private.note_staged_courses() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('course_versions ' || new.workspace_id, 0));
  insert into public.course_versions (workspace_id, trail_id, nth, reason, snapshot_id, staged_seq, upto, created_by)
  select new.workspace_id, t.id, coalesce((select max(v.nth) from public.course_versions v where v.workspace_id = new.workspace_id and v.trail_id = t.id), 0) + 1, 'stage', new.id, new.seq,
    private.newest_revision(new.workspace_id), private.actor()
  from private.touched_trails(new.workspace_id, array(
    select unnest(array[v.entity_id, v.ref_a, v.ref_b]) from public.entity_versions v
    where v.workspace_id = new.workspace_id and new.seq in (v.from_seq, v.to_seq) and v.kind not in ('trail_performance', 'market_research'))) t (id);
  return null;
end
$$;

create or replace function private.version_state(workspace uuid, trail uuid, version integer) returns bigint[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  state bigint[];
begin
  -- Nothing is written here: a rollback that waited for what an approval holds, and the other way round, would stand still.
  select coalesce(v.revisions, private.staged_state(workspace, trail, v.staged_seq, v.upto)) into state
  from public.course_versions v where v.workspace_id = workspace and v.trail_id = trail and v.nth = version;
  if state is null then
    raise exception 'There is no such version of this course.' using errcode = 'TW004';
  end if;
  return state;
end
$$;


create or replace function private.make_course_version(workspace uuid, trail uuid, reason text, change_set uuid default null, snapshot uuid default null, summary text default null, back_to integer default null)
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
  perform private.settle_course_versions(workspace, trail);
  state := private.course_state(workspace, trail);
  if state = '{}' then
    return null;
  end if;
  select * into last from public.course_versions v where v.workspace_id = workspace and v.trail_id = trail order by v.nth desc limit 1;
  -- The first lesson of a course grows its trail in a change set of its own: both end in the same state, which is one version.
  if reason = 'approval' and last.revisions = state then
    return last.nth;
  end if;
  select count(*) filter (where d.change = 'new') as added, count(*) filter (where d.change in ('changed', 'moved')) as changed, count(*) filter (where d.change = 'gone') as removed
  into counts from private.course_difference(workspace, coalesce(last.revisions, '{}'), state) d;
  insert into public.course_versions (workspace_id, trail_id, nth, reason, change_set_id, snapshot_id, back_to, summary, revisions, added, changed, removed, created_by)
  values (workspace, trail, coalesce(last.nth, 0) + 1, reason, change_set, snapshot, back_to, summary, state, counts.added, counts.changed, counts.removed, private.actor());
  return coalesce(last.nth, 0) + 1;
end
$$;

create or replace function public.read_course_versions(p_workspace uuid, p_trail uuid, p_before integer default null, p_limit integer default 50) returns jsonb
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  perform private.settle_course_versions(p_workspace, p_trail);
  return jsonb_build_object(
    'total', (select count(*) from public.course_versions v where v.workspace_id = p_workspace and v.trail_id = p_trail),
    -- What readers have: the newest version that was staged into the current snapshot or one before it.
    'read', (
      select v.nth from public.course_versions v
      where v.workspace_id = p_workspace and v.trail_id = p_trail
        and v.staged_seq <= (select n.seq from public.snapshots n where n.workspace_id = p_workspace and n.status = 'current') order by v.staged_seq desc, v.nth desc limit 1),
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

create or replace function public.compare_course_versions(p_workspace uuid, p_trail uuid, p_before integer, p_after integer default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  earlier bigint[];
  later bigint[];
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  perform private.settle_course_versions(p_workspace, p_trail);
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

create or replace function private.note_changed_courses() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  trail uuid;
begin
  for trail in
    select t from private.touched_trails(new.workspace_id, array(
      select unnest(array[r.entity_id, (r.body ->> k.ref_a::text)::uuid, (r.body ->> k.ref_b::text)::uuid, (b.body ->> k.ref_a::text)::uuid, (b.body ->> k.ref_b::text)::uuid])
      from public.revisions r join private.kinds k on k.kind = r.kind
      -- Where it stood before: a course that loses a module is another one as well.
      left join lateral (
        select o.body from public.revisions o where o.workspace_id = r.workspace_id and o.kind = r.kind and o.entity_id = r.entity_id and o.id < r.id order by o.id desc limit 1) b on true
      where r.change_set_id = new.id and r.kind not in ('trail_performance', 'market_research')
    )) t order by t
  loop
    perform private.make_course_version(new.workspace_id, trail, new.action::text, change_set => new.id);
  end loop;
  return null;
end
$$;
