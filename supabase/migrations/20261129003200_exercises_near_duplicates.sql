-- Exercises that ask nearly the same. Which do is found by core (lib/exercises/core/alike-index.ts), by the hashes of what each says now:
-- what has not changed is not read again. Kept here: which pairs people have looked at and found to be two exercises.

create table private.distinct_exercises (
  workspace_id uuid not null,
  -- The smaller first, so that a pair has one row.
  one_package uuid not null,
  one_exercise text not null,
  other_package uuid not null,
  other_exercise text not null,
  created_by uuid default auth.uid(),
  created_at timestamptz not null default now(),
  constraint distinct_exercises_pkey primary key (workspace_id, one_package, one_exercise, other_package, other_exercise),
  constraint distinct_exercises_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint distinct_exercises_order check ((one_package, one_exercise) < (other_package, other_exercise))
);
comment on table private.distinct_exercises is
  'Pairs that are alike and no duplicates, as somebody decided. By id, so that it holds when either is edited; without foreign keys, so that it holds when a package comes back from the trash.';

create function public.read_exercise_marks(p_workspace uuid, p_spark uuid default null) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array((b.entry).spark_id, (b.entry).place, case when (b.entry).version is not null then (b.entry).exercise_id end, (b.entry).hash,
      b.codes <> '{}', (b.entry).quiz_place is not null) order by (b.entry).spark_id, (b.entry).place), '[]')
    from private.bank_rows(p_workspace, p_spark) b);
end
$$;
comment on function public.read_exercise_marks is
  'Of each exercise of a lesson, or of all, what tells whether it changed: [[spark_id, place, id (null where it has none of its own), hash, whether it blocks, whether it is in the quiz]].';

create function public.read_exercise_bodies(p_workspace uuid, p_hashes uuid[]) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if cardinality(p_hashes) > 2000 then
    raise exception 'at most 2,000 exercises are read at once' using errcode = 'TW006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_array(w.hash, coalesce(v.body, k.body -> 'exercise_bank' -> w.place))), '[]')
    from (
      select distinct on (e.hash) e.hash, e.package_id, e.place, e.exercise_id, e.version from private.exercise_entries e
      where e.workspace_id = p_workspace and e.hash = any (p_hashes) order by e.hash, e.version nulls last, e.package_id, e.place
    ) w
    left join private.exercise_versions v on v.package_id = w.package_id and v.exercise_id = w.exercise_id and v.version = w.version
    -- Only those without an id of their own are taken out of the document.
    left join public.packages k on k.id = w.package_id and v.body is null);
end
$$;
comment on function public.read_exercise_bodies is 'Exercises of the workspace by their hashes, at most 2,000: [[hash, exercise]]. Those that are there no more are left out.';

create function public.read_distinct_exercises(p_workspace uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_array(a.spark_id, d.one_exercise, b.spark_id, d.other_exercise)), '[]')
    from private.distinct_exercises d join public.packages a on a.id = d.one_package join public.packages b on b.id = d.other_package
    where d.workspace_id = p_workspace);
end
$$;
comment on function public.read_distinct_exercises is 'Pairs of exercises that are alike and no duplicates: [[spark_id, exercise_id, spark_id, exercise_id]].';

create function public.set_distinct_exercises(p_workspace uuid, p_one jsonb, p_other jsonb, p_are_distinct boolean default true) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
  other record;
begin
  perform private.require_role(p_workspace, 'editor');
  select k.id, p_one ->> 'exercise_id' as exercise into one from public.packages k where k.workspace_id = p_workspace and k.spark_id = (p_one ->> 'spark_id')::uuid;
  select k.id, p_other ->> 'exercise_id' as exercise into other from public.packages k where k.workspace_id = p_workspace and k.spark_id = (p_other ->> 'spark_id')::uuid;
  if one.id is null or other.id is null or one.exercise is null or other.exercise is null then
    raise exception 'one of these exercises is not there any more' using errcode = 'TW004';
  elsif (one.id, one.exercise) = (other.id, other.exercise) then
    raise exception 'an exercise is no pair' using errcode = 'TW006';
  end if;
  if p_are_distinct then
    insert into private.distinct_exercises (workspace_id, one_package, one_exercise, other_package, other_exercise)
    select p_workspace, n.* from (
      select one.id, one.exercise, other.id, other.exercise where (one.id, one.exercise) < (other.id, other.exercise)
      union all
      select other.id, other.exercise, one.id, one.exercise where (one.id, one.exercise) > (other.id, other.exercise)) n
    on conflict do nothing;
  else
    delete from private.distinct_exercises d
    where d.workspace_id = p_workspace and (d.one_package, d.one_exercise, d.other_package, d.other_exercise) in (
      (one.id, one.exercise, other.id, other.exercise), (other.id, other.exercise, one.id, one.exercise));
  end if;
end
$$;
comment on function public.set_distinct_exercises is 'Remembers that two exercises ({spark_id, exercise_id}) are no duplicates, or forgets it.';

create function public.keep_exercise(p_workspace uuid, p_keep jsonb, p_drop jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  kept private.exercise_entries;
  dropped private.exercise_entries;
  kept_body jsonb;
  dropped_body jsonb;
  fields jsonb;
  change_set uuid;
  edits jsonb := '[]';
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  change_set := private.open_change_set(p_workspace, 'edit', private.headline_of(p_workspace, 'spark', (p_drop ->> 'spark_id')::uuid));
  perform private.hold(p_workspace, 'package', array(
    select k.id from public.packages k where k.workspace_id = p_workspace and k.spark_id in ((p_keep ->> 'spark_id')::uuid, (p_drop ->> 'spark_id')::uuid)));
  select * into kept from private.exercise_entries e
  where e.workspace_id = p_workspace and e.spark_id = (p_keep ->> 'spark_id')::uuid and e.exercise_id = p_keep ->> 'exercise_id' and e.version is not null;
  select * into dropped from private.exercise_entries e
  where e.workspace_id = p_workspace and e.spark_id = (p_drop ->> 'spark_id')::uuid and e.exercise_id = p_drop ->> 'exercise_id' and e.version is not null;
  if kept.package_id is null or dropped.package_id is null then
    raise exception 'one of these exercises is not there any more' using errcode = 'TW004';
  elsif kept.package_id = dropped.package_id and kept.exercise_id = dropped.exercise_id then
    raise exception 'an exercise is no pair' using errcode = 'TW006';
  elsif kept.hash <> (p_keep ->> 'hash')::uuid or dropped.hash <> (p_drop ->> 'hash')::uuid then
    raise exception 'one of these exercises was changed since you saw it' using errcode = 'TW003';
  end if;

  if kept.package_id = dropped.package_id then
    if dropped.quiz_place is not null and kept.quiz_place is null then
      edits := edits || jsonb_build_object('do', 'quiz_add', 'exercise_ids', jsonb_build_array(kept.exercise_id), 'after', dropped.exercise_id);
    end if;
    edits := edits || jsonb_build_object('do', 'remove', 'exercise_id', dropped.exercise_id, 'hash', dropped.hash);
  elsif dropped.quiz_place is null then
    edits := edits || jsonb_build_object('do', 'remove', 'exercise_id', dropped.exercise_id, 'hash', dropped.hash);
  else
    -- A quiz is drawn from the bank of its own lesson: there the kept one takes the place of the other, word for word. Its id and its
    -- objective come along where they mean something there.
    select v.body into kept_body from private.exercise_versions v where v.package_id = kept.package_id and v.exercise_id = kept.exercise_id and v.version = kept.version;
    select v.body into dropped_body from private.exercise_versions v where v.package_id = dropped.package_id and v.exercise_id = dropped.exercise_id and v.version = dropped.version;
    fields := kept_body;
    if exists (select from private.exercise_entries e where e.package_id = dropped.package_id and e.exercise_id = kept.exercise_id and e.place <> dropped.place) then
      fields := fields || jsonb_build_object('id', dropped_body -> 'id');
    end if;
    if kept.objective is not null and not kept.objective = any (private.objectives_of(p_workspace, dropped.spark_id)) then
      fields := fields - 'aligned_learning_objective' || case when dropped_body ? 'aligned_learning_objective'
        then jsonb_build_object('aligned_learning_objective', dropped_body -> 'aligned_learning_objective') else '{}'::jsonb end;
    end if;
    edits := edits || jsonb_build_object('do', 'set', 'exercise_id', dropped.exercise_id, 'hash', dropped.hash, 'fields', fields,
      'drop', (select coalesce(jsonb_agg(k), '[]') from jsonb_object_keys(dropped_body) k where not fields ? k));
  end if;
  select jsonb_agg(e.e || jsonb_build_object('nth', e.nth, 'spark_id', dropped.spark_id) order by e.nth) into edits from jsonb_array_elements(edits) with ordinality e (e, nth);
  outcome := private.edit_banks(p_workspace, edits, true);
  if outcome -> 'refused' <> '[]' then
    raise exception 'one of these exercises was changed since you saw it' using errcode = 'TW003';
  end if;
  if fields is not null and fields ->> 'id' is not null and md5(fields::text)::uuid <> kept.hash then
    perform public.set_distinct_exercises(p_workspace, p_keep, jsonb_build_object('spark_id', dropped.spark_id, 'exercise_id', private.exercise_name(fields)));
  end if;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, change_set), 'quizzes', (dropped.quiz_place is not null)::integer);
end
$$;
comment on function public.keep_exercise is
  'Of two exercises that ask the same keeps one ({spark_id, exercise_id, hash} each): the other leaves its bank, and the quiz that it was in uses the kept one. {change_set_id, quizzes}. TW003 where one was changed since.';

grant execute on function public.read_exercise_marks, public.read_exercise_bodies, public.read_distinct_exercises, public.set_distinct_exercises, public.keep_exercise to authenticated, service_role;
