-- A course goes back to one of its versions: what is written stands in one plan, which people see before and the database follows
-- (docs/decisions/146-a-course-goes-back-as-one-change-set.md).

create function private.course_rollback_plan(workspace uuid, trail uuid, target bigint[], leave_shared boolean)
returns table (step text, kind public.content_kind, entity_id uuid, body jsonb)
language sql stable security definer set search_path = ''
as $$
  with said as materialized (
    select r.kind, r.entity_id, r.body from public.revisions r where r.workspace_id = workspace and r.id = any (target)
  ), modules as materialized (select s.entity_id as id from said s where s.kind = 'concept'
  ), lessons as materialized (select s.entity_id as id from said s where s.kind = 'spark'
  ), standing as materialized (
    select m.kind, m.entity_id, r.body from private.course_members(workspace, trail, array(select id from modules), array(select id from lessons)) m
    cross join lateral (
      select n.body from public.revisions n where n.workspace_id = workspace and n.kind = m.kind and n.entity_id = m.entity_id order by n.id desc limit 1) r
  ), kept_modules as materialized (
    -- Came from elsewhere since: it goes out of the course and stays.
    select s.entity_id as id from standing s where s.kind = 'concept' and s.entity_id not in (select id from modules)
      and exists (select from public.revisions r where r.workspace_id = workspace and r.kind = 'concept' and r.entity_id = s.entity_id and r.id <= (select max(t) from unnest(target) t))
  ), doomed_modules as materialized (
    select s.entity_id as id from standing s where s.kind = 'concept' and s.entity_id not in (select id from modules) and s.entity_id not in (select id from kept_modules)
  ), shared as materialized (
    select l.id from lessons l where leave_shared and exists (
      select from public.concept_sparks p where p.workspace_id = workspace and p.spark_id = l.id
        and p.concept_id not in (select id from modules) and p.concept_id not in (select s.entity_id from standing s where s.kind = 'concept'))
  ), doomed_lessons as materialized (
    -- Made since, and nowhere else.
    select s.entity_id as id from standing s where s.kind = 'spark' and s.entity_id not in (select id from lessons)
      and not exists (select from public.revisions r where r.workspace_id = workspace and r.kind = 'spark' and r.entity_id = s.entity_id and r.id <= (select max(t) from unnest(target) t))
      and not exists (select from public.concept_sparks p where p.workspace_id = workspace and p.spark_id = s.entity_id
        and p.concept_id not in (select id from modules) and p.concept_id not in (select id from doomed_modules))
  ), wanted as materialized (
    select w.kind, w.entity_id,
      -- What it says comes back, not where the course stands in the catalogue; a persona that is gone stays gone.
      case when w.kind = 'trail' then w.body || (select jsonb_build_object('domain_id', t.domain_id, 'order_index', t.order_index) from public.trails t where t.workspace_id = workspace and t.id = trail)
        when w.kind = 'course_profile' and w.body ->> 'persona_id' is not null and not private.is_alive(workspace, 'persona', (w.body ->> 'persona_id')::uuid) then w.body || '{"persona_id": null}'
        else w.body end as body
    from said w join private.kinds k on k.kind = w.kind
    cross join lateral (select w.body ->> k.ref_a::text as a, w.body ->> k.ref_b::text as b) f
    where (k.ref_a_kind not in ('concept', 'spark') or k.ref_a_kind is null or f.a is null or f.a::uuid in (select id from modules union all select id from lessons))
      and (k.ref_b_kind not in ('concept', 'spark') or k.ref_b_kind is null or f.b is null or f.b::uuid in (select id from modules union all select id from lessons))
      and (w.kind <> 'spark_beacon' or private.is_alive(workspace, 'beacon', f.b::uuid))
      and not (w.kind = 'spark' and w.entity_id in (select id from shared))
      and not (w.kind in ('lesson_profile', 'package', 'spark_beacon') and f.a::uuid in (select id from shared))
      and not (w.kind = 'spark_link' and f.a::uuid in (select id from shared) and f.b::uuid in (select id from shared))
  ), both_sides as materialized (
    select w.kind, w.entity_id, w.body, n.body as newest_body, n.operation = 'delete' as is_gone, n.version
    from wanted w cross join lateral (
      select r.body, r.operation, r.version from public.revisions r
      where r.workspace_id = workspace and r.kind = w.kind and r.entity_id = w.entity_id order by r.id desc limit 1) n
  ), doomed as (
    select d.kind, d.entity_id from private.trash_scope(workspace,
      array(select 'concept'::public.content_kind from doomed_modules) || array(select 'spark'::public.content_kind from doomed_lessons),
      array(select id from doomed_modules) || array(select id from doomed_lessons), false) d
    union
    select s.kind, s.entity_id from standing s join private.kinds k on k.kind = s.kind
    cross join lateral (select (s.body ->> k.ref_a::text)::uuid as a, (s.body ->> k.ref_b::text)::uuid as b) f
    where not exists (select from said w where w.kind = s.kind and w.entity_id = s.entity_id)
      and case s.kind
        when 'course_profile' then true when 'trail_objective' then true
        when 'concept_spark' then f.a in (select id from modules)
        when 'unit_profile' then f.a in (select id from modules) when 'objective' then f.a in (select id from modules) when 'resource' then f.a in (select id from modules)
        when 'concept_link' then f.a in (select id from modules) and f.b in (select id from modules)
        when 'spark_link' then f.a in (select id from lessons) and f.b in (select id from lessons) and not (f.a in (select id from shared) and f.b in (select id from shared))
        when 'concept' then false when 'spark' then false when 'trail' then false
        else f.a in (select id from lessons) and f.a not in (select id from shared) end
  )
  select 'remove', d.kind, d.entity_id, null::jsonb from doomed d
  union all
  select 'set', 'concept', s.entity_id, s.body || '{"trail_id": null}' from standing s where s.kind = 'concept' and s.entity_id in (select id from kept_modules)
  union all
  select 'set', b.kind, b.entity_id, b.body from both_sides b where not b.is_gone and private.without_stamps(b.body) <> private.without_stamps(b.newest_body)
    and not exists (select from doomed d where d.entity_id = b.entity_id)
  union all
  select 'put_back', b.kind, b.entity_id, b.body || jsonb_build_object('version', b.version + 1) from both_sides b where b.is_gone
$$;
comment on function private.course_rollback_plan is 'What is to be written so that a course is made of these revisions again: step remove, set or put_back. leave_shared: lessons that stand in another course too keep what they say, with their exercises and fields.';

create function private.rollback_scope(workspace uuid, trail uuid, target bigint[]) returns bigint[]
language sql stable security definer set search_path = ''
as $$
  select private.course_state(workspace, trail,
    array(select r.entity_id from public.revisions r where r.workspace_id = workspace and r.id = any (target) and r.kind = 'concept'),
    array(select r.entity_id from public.revisions r where r.workspace_id = workspace and r.id = any (target) and r.kind = 'spark'))
$$;
comment on function private.rollback_scope is 'The newest revisions of all that a rollback looks at: of the course as it is and of what belonged to it.';

create function public.preview_course_rollback(p_workspace uuid, p_trail uuid, p_nth integer, p_leave_shared boolean default false) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  target bigint[];
begin
  perform private.require_role(p_workspace, 'reviewer');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  target := private.version_state(p_workspace, p_trail, p_nth);
  return (
    with plan as materialized (select * from private.course_rollback_plan(p_workspace, p_trail, target, p_leave_shared)
    ), lessons as materialized (
      select r.entity_id as id from public.revisions r where r.workspace_id = p_workspace and r.id = any (target) and r.kind = 'spark'
    ), shared as materialized (
      select l.id, min(t.title) as course from lessons l
      join public.concept_sparks p on p.workspace_id = p_workspace and p.spark_id = l.id
      join public.concepts c on c.workspace_id = p_workspace and c.id = p.concept_id and c.trail_id is distinct from p_trail
        and c.id not in (select r.entity_id from public.revisions r where r.workspace_id = p_workspace and r.id = any (target) and r.kind = 'concept')
      left join public.trails t on t.workspace_id = p_workspace and t.id = c.trail_id
      group by l.id
    ), changing as (
      select p.entity_id from plan p join public.sparks s on s.workspace_id = p_workspace and s.id = p.entity_id
      where p.kind = 'spark' and (p.step = 'remove' or p.step = 'set' and p.body ->> 'content_md' <> s.content_md)
    )
    select jsonb_build_object(
      'seen', md5(array_to_string(private.rollback_scope(p_workspace, p_trail, target), ',')),
      'seen_revision', private.newest_revision(p_workspace),
      'next', (select max(v.nth) + 1 from public.course_versions v where v.workspace_id = p_workspace and v.trail_id = p_trail),
      'writes', (select count(*) from plan),
      'lessons', (select count(*) from plan p where p.step = 'set' and p.kind = 'spark'),
      'exercises', (select count(*) from plan p where p.step = 'set' and p.kind = 'package'),
      'back', (select count(*) from plan p where p.step = 'put_back' and p.kind in ('spark', 'concept', 'package', 'spark_link', 'concept_link', 'objective', 'resource', 'trail_objective')),
      'trashed', (select count(*) from plan p where p.step = 'remove' and p.kind in ('spark', 'concept', 'package', 'spark_link', 'concept_link', 'objective', 'resource', 'trail_objective')),
      'stale', (select count(*) from public.proposals q where q.workspace_id = p_workspace and q.status = 'pending' and q.kind <> 'draft' and q.place_kind = 'spark' and q.place_id in (select c.entity_id from changing c)),
      'lost', (select count(*) from unnest(target) t where not exists (select from public.revisions r where r.id = t)),
      'shared', (select coalesce(jsonb_agg(jsonb_build_object('title', s.title, 'course', h.course) order by s.title), '[]') from shared h join public.sparks s on s.workspace_id = p_workspace and s.id = h.id)));
end
$$;
comment on function public.preview_course_rollback is 'What going back to a version of a course would do: {seen, seen_revision: what was looked at, next: the number it gets, writes, lessons, exercises, back, trashed, stale, lost: deleted for good since, shared: lessons that stand in another course too [{title, course}]}.';
grant execute on function public.preview_course_rollback to authenticated, service_role;

create function public.roll_back_course(p_workspace uuid, p_trail uuid, p_nth integer, p_seen text, p_seen_revision bigint, p_leave_shared boolean default false) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  target bigint[];
  made uuid;
  version integer;
  step record;
  newer jsonb;
begin
  perform private.require_role(p_workspace, 'reviewer');
  -- The queue in which moves, imports, the trash and undoing stand.
  made := private.begin_change_set(p_workspace, 'revert', null);
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'There is no such course here.' using errcode = 'TW004';
  end if;
  target := private.version_state(p_workspace, p_trail, p_nth);
  update public.change_sets c set title = left((select t.title from public.trails t where t.workspace_id = p_workspace and t.id = p_trail), 240) || ' to version ' || p_nth where c.id = made;
  -- Whatever is being saved right now is saved first, and then it is seen below. What is held can be given nothing new either.
  for step in
    select r.kind, array_agg(distinct r.entity_id) as ids from public.revisions r
    where r.workspace_id = p_workspace and r.id = any (target || private.rollback_scope(p_workspace, p_trail, target)) group by r.kind order by r.kind
  loop
    perform private.hold(p_workspace, step.kind, step.ids);
  end loop;
  if p_seen is distinct from md5(array_to_string(private.rollback_scope(p_workspace, p_trail, target), ',')) then
    select jsonb_build_object('label', private.name_of(p_workspace, r.kind, r.body), 'by_name', (select f.display_name from public.profiles f where f.user_id = r.author)) into newer
    from public.revisions r
    where r.workspace_id = p_workspace and r.id > p_seen_revision and r.change_set_id <> made
      and (r.entity_id in (select m.entity_id from private.course_members(p_workspace, p_trail) m)
        or r.entity_id in (select o.entity_id from public.revisions o where o.workspace_id = p_workspace and o.id = any (target))
        or r.operation = 'delete')
    order by r.id desc limit 1;
    raise exception 'Somebody changed this course a moment ago. Look at it again.' using errcode = 'TW003', detail = coalesce(newer, '{}')::text;
  end if;

  set constraints all deferred;
  for step in
    with plan as materialized (select * from private.course_rollback_plan(p_workspace, p_trail, target, p_leave_shared))
    select 1 as phase, p.kind, array_agg(p.entity_id) as ids, null::jsonb as bodies, -array_position(enum_range(null::public.content_kind), p.kind) as place
    from plan p where p.step = 'remove' group by p.kind
    union all
    select 2, p.kind, null, jsonb_agg(p.body), array_position(enum_range(null::public.content_kind), p.kind) from plan p where p.step = 'set' group by p.kind
    union all
    select 3, p.kind, null, jsonb_agg(p.body), array_position(enum_range(null::public.content_kind), p.kind) from plan p where p.step = 'put_back' group by p.kind
    order by 1, 5
  loop
    if step.phase = 1 then
      perform private.remove(p_workspace, step.kind, step.ids);
    elsif step.phase = 2 then
      perform private.set_to(p_workspace, step.kind, step.bodies);
    else
      perform private.put_back(p_workspace, step.kind, step.bodies);
    end if;
  end loop;
  set constraints all immediate;

  made := private.end_change_set(p_workspace, made);
  if made is not null then
    version := private.make_course_version(p_workspace, p_trail, 'rollback', change_set => made, back_to => p_nth);
  end if;
  return jsonb_build_object('change_set_id', made, 'nth', version);
end
$$;
comment on function public.roll_back_course is 'Makes a course what a version of it was, as one change set that can be undone, and a version of that: {change_set_id, nth}, both null where nothing differs. TW003 with {label, by_name} where somebody saved something since p_seen, which preview_course_rollback gave.';
grant execute on function public.roll_back_course to authenticated, service_role;

CREATE OR REPLACE FUNCTION public.undo_change_set(p_change_set uuid)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
 SET statement_timeout TO '15min'
AS $function$
declare
  target public.change_sets;
  newer jsonb;
  undoing uuid;
  above public.change_sets;
  counts boolean := false;
  step record;
begin
  select * into target from public.change_sets c where c.id = p_change_set;
  if target.id is null or not exists (
    select from private.my_workspaces() w where w = target.workspace_id union all select where private.is_system()
  ) then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  -- Who may not approve, or roll a course back, may not take that back either, or bring it back.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action in ('approval', 'revert')
  ) then
    perform private.require_role(target.workspace_id, 'reviewer');
  end if;

  perform from public.workspaces w where w.id = target.workspace_id for no key update;
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.undone_by is not null then
    raise exception 'this change has been undone already' using errcode = 'TW002';
  end if;
  if not exists (select from public.revisions r where r.change_set_id = p_change_set) then
    raise exception 'there is nothing left of this change' using errcode = 'TW004';
  end if;
  -- Whatever is being saved right now is saved first, and then it is newer.
  for step in
    select r.kind, array_agg(distinct r.entity_id) as ids from public.revisions r where r.change_set_id = p_change_set
    group by r.kind order by r.kind
  loop
    perform private.hold(target.workspace_id, step.kind, step.ids);
  end loop;

  -- Newer is what left another state than this change set did: an edit that has itself been undone is not in the way.
  select jsonb_agg(jsonb_build_object('kind', n.kind, 'entity_id', n.entity_id, 'slug', n.slug, 'label', n.label)
    order by n.kind, n.label) into newer
  from (
    select mine.kind, mine.entity_id, latest.slug, private.name_of(target.workspace_id, mine.kind, latest.body) as label
    from (
      select distinct on (r.kind, r.entity_id) r.* from public.revisions r where r.change_set_id = p_change_set
      order by r.kind, r.entity_id, r.id desc
    ) mine
    cross join lateral (
      select l.* from public.revisions l
      where l.workspace_id = target.workspace_id and l.kind = mine.kind and l.entity_id = mine.entity_id order by l.id desc limit 1
    ) latest
    where latest.id <> mine.id
      and ((latest.operation = 'delete') <> (mine.operation = 'delete')
        or (latest.operation <> 'delete' and private.without_stamps(latest.body) <> private.without_stamps(mine.body)))
      and not (mine.kind = 'package' and private.package_undone(target.workspace_id, p_change_set, mine.entity_id) is not null)
    limit 100
  ) n;
  if newer is not null then
    raise exception 'something newer stands in the way' using errcode = 'TW005', detail = newer::text;
  end if;

  undoing := private.open_change_set(target.workspace_id, 'undo', target.title, target.id);
  -- Undoing an undo makes the first change count again, undoing that undo takes it back, and so on up to the first one.
  update public.change_sets set undone_by = undoing where id = p_change_set;
  above := target;
  while above.action = 'undo' loop
    counts := not counts;
    update public.change_sets c set undone_by = case when counts then null else above.id end where c.id = above.undoes;
    select * into above from public.change_sets c where c.id = above.undoes;
  end loop;
  -- References are looked at once all is in place again: what comes back may lean on what comes back later.
  set constraints all deferred;
  for step in
    with touched as (
      select r.kind, r.entity_id, min(r.id) as first_id from public.revisions r where r.change_set_id = p_change_set
      group by r.kind, r.entity_id
    ), net as (
      select t.kind, t.entity_id, case when before.operation <> 'delete' then
          coalesce(case when t.kind = 'package' then private.package_undone(target.workspace_id, p_change_set, t.entity_id) end, before.body) end as before_body,
        latest.operation = 'delete' as is_gone, latest.version as last_version
      from touched t
      cross join lateral (
        select l.operation, l.version from public.revisions l
        where l.workspace_id = target.workspace_id and l.kind = t.kind and l.entity_id = t.entity_id order by l.id desc limit 1
      ) latest
      left join lateral (
        select p.operation, p.body from public.revisions p
        where p.workspace_id = target.workspace_id and p.kind = t.kind and p.entity_id = t.entity_id and p.id < t.first_id
        order by p.id desc limit 1
      ) before on true
    )
    select 1 as phase, n.kind, array_agg(n.entity_id) as ids, null::jsonb as bodies, -array_position(enum_range(null::public.content_kind), n.kind) as place
    from net n where n.before_body is null and not n.is_gone group by n.kind
    union all
    select 2, n.kind, null, jsonb_agg(n.before_body), array_position(enum_range(null::public.content_kind), n.kind)
    from net n where n.before_body is not null and not n.is_gone group by n.kind
    union all
    select 3, n.kind, null, jsonb_agg(n.before_body || jsonb_build_object('version', n.last_version + 1)),
      array_position(enum_range(null::public.content_kind), n.kind)
    from net n where n.before_body is not null and n.is_gone group by n.kind
    order by 1, 5
  loop
    if step.phase = 1 then
      perform private.remove(target.workspace_id, step.kind, step.ids);
    elsif step.phase = 2 then
      perform private.set_to(target.workspace_id, step.kind, step.bodies);
    else
      perform private.put_back(target.workspace_id, step.kind, step.bodies);
    end if;
  end loop;
  set constraints all immediate;

  -- An import that was undone may be run again: its items no longer count as brought.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action = 'import'
  ) then
    delete from private.imported_states s using public.revisions r
    where r.change_set_id = p_change_set and s.workspace_id = target.workspace_id and s.entity_id = r.entity_id;
  end if;
  return undoing;
end
$function$;
