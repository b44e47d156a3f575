-- Undoing an edit of exercises goes exercise by exercise: what others have written in the same bank since stays, and only the same
-- exercise, changed again, stands in the way (docs/decisions/102-undoing-exercise-by-exercise.md).

create function private.exercises_by_id(body jsonb) returns table (id jsonb, exercise jsonb, nth bigint)
language sql immutable set search_path = ''
as $$
  select e.exercise -> 'id', e.exercise, e.nth from jsonb_array_elements(private.list_of(body -> 'exercise_bank')) with ordinality e (exercise, nth)
$$;

create function private.are_all_named(body jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select count(*) filter (where not private.is_named(e.id)) = 0 and count(*) = count(distinct e.id) from private.exercises_by_id(body) e
$$;
comment on function private.are_all_named is 'Whether each exercise of a package has an id of its own, so that it is known again in another state of the package.';

create function private.value_undone(before jsonb, mine jsonb, now jsonb, key text) returns jsonb
language sql immutable set search_path = ''
as $$
  select case when now -> key is not distinct from mine -> key then before -> key else now -> key end
$$;
comment on function private.value_undone is 'A value as it was before, unless somebody has changed it since.';

create function private.undone_package(before jsonb, mine jsonb, now jsonb) returns jsonb
language plpgsql immutable set search_path = '' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
declare
  places constant text[] := array['exercise_bank', 'quiz', 'quiz_metadata'];
  bank jsonb;
  quiz jsonb;
  metadata jsonb;
begin
  if not (private.are_all_named(before) and private.are_all_named(mine) and private.are_all_named(now)) then
    return null;
  end if;
  -- What is beside bank and quiz is one field each: changed by both is a conflict.
  if exists (
    select from (select jsonb_object_keys(before) union select jsonb_object_keys(mine) union select jsonb_object_keys(now)) n (key)
    where not n.key = any (places) and before -> n.key is distinct from mine -> n.key and now -> n.key is distinct from mine -> n.key and now -> n.key is distinct from before -> n.key
  ) then
    return null;
  end if;
  if exists (
    with old as (select * from private.exercises_by_id(before)), done as (select * from private.exercises_by_id(mine)), here as (select * from private.exercises_by_id(now))
    select from old full join done using (id) left join here using (id)
    where old.exercise is distinct from done.exercise and here.exercise is distinct from done.exercise and here.exercise is distinct from old.exercise
  ) then
    return null;
  end if;

  with old as materialized (select * from private.exercises_by_id(before)), done as materialized (select * from private.exercises_by_id(mine)),
    here as materialized (select * from private.exercises_by_id(now)),
    goes_back as materialized (
      -- Only where the change set has moved some, and they still stand as it put them, do they go back to where they were.
      select (select coalesce(bool_or(n.was <> n.became), false) from (
          select row_number() over (order by o.nth) as was, row_number() over (order by d.nth) as became from old o join done d using (id)) n)
        and (select coalesce(bool_and(n.became = n.stands), true) from (
          select row_number() over (order by d.nth) as became, row_number() over (order by h.nth) as stands from old o join done d using (id) join here h using (id)) n) as is_so
    ), kept as materialized (
      select case when d.exercise is not distinct from o.exercise then h.exercise else coalesce(o.exercise, h.exercise) end as exercise,
        case when not g.is_so then h.nth::numeric when o.nth is not null then o.nth else 1000000 + h.nth end as place, 0::bigint as nth
      from goes_back g cross join here h left join done d using (id) left join old o using (id)
      -- What the change set added goes again.
      where not (o.id is null and d.id is not null)
      union all
      -- What it took out comes back, behind those that it stood behind.
      select n.exercise, case when g.is_so then n.nth::numeric else coalesce(n.behind, 0) + 0.5 end, n.nth
      from goes_back g cross join (
        select o.id, o.exercise, o.nth, h.id is not null as is_here, max(h.nth) over (order by o.nth) as behind from old o left join here h using (id)) n
      where not n.is_here and not exists (select from done d where d.id = n.id)
    )
  select coalesce(jsonb_agg(k.exercise order by k.place, k.nth), '[]') into bank from kept k;

  quiz := now -> 'quiz';
  if before -> 'quiz' is distinct from mine -> 'quiz' then
    if now -> 'quiz' is not distinct from mine -> 'quiz' then
      quiz := before -> 'quiz';
    else
      select coalesce(jsonb_agg(n.id order by n.place, n.nth), '[]') into quiz from (
        select q.id, q.nth::numeric as place, 0 as nth from jsonb_array_elements(private.list_of(now -> 'quiz')) with ordinality q (id, nth)
        where not (private.list_of(mine -> 'quiz') @> jsonb_build_array(q.id) and not private.list_of(before -> 'quiz') @> jsonb_build_array(q.id))
        union all
        select q.id, q.nth - 0.5, 1 from jsonb_array_elements(private.list_of(before -> 'quiz')) with ordinality q (id, nth)
        where not private.list_of(mine -> 'quiz') @> jsonb_build_array(q.id) and not private.list_of(now -> 'quiz') @> jsonb_build_array(q.id)) n;
    end if;
  end if;
  -- No question of an exercise that is gone.
  quiz := (
    select coalesce(jsonb_agg(q.id order by q.nth), '[]') from jsonb_array_elements(private.list_of(quiz)) with ordinality q (id, nth)
    where exists (select from jsonb_array_elements(bank) e where e -> 'id' = q.id) or now -> 'quiz' @> jsonb_build_array(q.id) and not exists (select from private.exercises_by_id(now) e where e.id = q.id));

  select coalesce(jsonb_object_agg(n.key, n.value) filter (where n.value is not null), '{}') into metadata from (
    select k.key, private.value_undone(private.object_of(before -> 'quiz_metadata'), private.object_of(mine -> 'quiz_metadata'), private.object_of(now -> 'quiz_metadata'), k.key) as value
    from (
      select jsonb_object_keys(private.object_of(before -> 'quiz_metadata')) union select jsonb_object_keys(private.object_of(mine -> 'quiz_metadata'))
      union select jsonb_object_keys(private.object_of(now -> 'quiz_metadata'))) k (key)) n;

  return (
    select jsonb_object_agg(n.key, n.value) from (
      select k.key, private.value_undone(before, mine, now, k.key) as value
      from (select jsonb_object_keys(before) union select jsonb_object_keys(mine) union select jsonb_object_keys(now)) k (key)
      where not k.key = any (places)
      union all values ('exercise_bank', bank), ('quiz', quiz)
      union all
      select 'quiz_metadata', (private.quiz_metadata(jsonb_build_object('exercise_bank', bank, 'quiz', quiz, 'quiz_metadata', metadata)))
      where now ? 'quiz_metadata') n
    where n.value is not null);
end
$$;
comment on function private.undone_package is
  'A package as it is now, with one change of it (from `before` to `mine`) taken back; null where the same exercise or field has been changed since.';

create function private.package_undone(workspace uuid, change_set uuid, package uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  before jsonb;
  mine jsonb;
  now jsonb;
  first_id bigint;
  done jsonb;
begin
  select min(r.id) into first_id from public.revisions r where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package and r.change_set_id = change_set;
  select r.body into mine from public.revisions r
  where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package and r.change_set_id = change_set and r.operation <> 'delete' order by r.id desc limit 1;
  select case when r.operation <> 'delete' then r.body end into before from public.revisions r
  where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package and r.id < first_id order by r.id desc limit 1;
  select case when r.operation <> 'delete' then r.body end into now from public.revisions r
  where r.workspace_id = workspace and r.kind = 'package' and r.entity_id = package order by r.id desc limit 1;
  -- A package that it made or removed is taken back as a whole, as is one that nobody has touched since.
  if before is null or mine is null or now is null or now -> 'version' = mine -> 'version' or before -> 'extras' is distinct from mine -> 'extras' then
    return null;
  end if;
  done := private.undone_package(before -> 'body', mine -> 'body', now -> 'body');
  return case when done is not null then now || jsonb_build_object('body', done) end;
end
$$;
comment on function private.package_undone is 'The row of a package as undoing this change set leaves it, where others have edited it since; null where it goes back as a whole, or cannot.';

create or replace function public.undo_change_set(p_change_set uuid) returns uuid
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
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
  -- Who may not approve may not take an approval back either, or bring it back.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action = 'approval'
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
$$;
