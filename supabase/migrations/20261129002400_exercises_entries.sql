-- The exercises of packages, a row each, and their versions (docs/decisions/085-exercises-in-rows-of-their-own.md). The document in
-- packages.body is what is stored and exchanged; both tables are written from it by triggers alone.

create table private.exercise_entries (
  package_id uuid not null,
  -- From 0, as JSON pointers count.
  place integer not null,
  workspace_id uuid not null,
  spark_id uuid not null,
  -- Null where it has none that could be a name.
  exercise_id text,
  exercise_type text,
  category text,
  level text,
  difficulty text,
  objective text,
  -- From 0; null where it is not in the quiz.
  quiz_place integer,
  has_image boolean not null,
  -- The question without markup, cut for lists.
  stem text not null,
  hash uuid not null,
  -- Null where its id does not tell it from the others.
  version integer,
  -- Broken hard rules, but for its objective: that depends on what others write, and is looked up when it is asked for.
  problems text[] not null,
  -- Written from rows that have a workspace and a spark, and removed with them; a foreign key would be looked up for each exercise.
  constraint exercise_entries_pkey primary key (package_id, place)
);
comment on table private.exercise_entries is 'Of each exercise what banks show, filter and count by. Written by triggers of public.packages alone.';
-- By hash: the same exercise, word for word, in several banks.
create index exercise_entries_workspace_idx on private.exercise_entries (workspace_id, hash);
create index exercise_entries_spark_idx on private.exercise_entries (spark_id);

create table private.exercise_versions (
  package_id uuid not null,
  exercise_id text not null,
  version integer not null,
  workspace_id uuid not null,
  -- Of the package: who, when, and in which change set.
  revision_id bigint not null,
  -- Both null where this version is that it was taken out of the bank.
  hash uuid,
  body jsonb,
  constraint exercise_versions_pkey primary key (package_id, exercise_id, version)
);
comment on table private.exercise_versions is 'Every saved version of an exercise, written only when that exercise has changed. Goes when the revisions of its package are purged.';

create function private.exercise_name(exercise jsonb) returns text
language sql immutable
return case when private.is_named(exercise -> 'id') then
  case when length(exercise ->> 'id') <= 200 then exercise ->> 'id' else left(exercise ->> 'id', 160) || '#' || md5(exercise ->> 'id') end end;
comment on function private.exercise_name is 'The id of an exercise, cut where it is longer than any id should be.';

create function private.shown(value jsonb, most integer default 200) returns text
language sql immutable
return case when private.is_named(value) then left(value #>> '{}', most) end;

create function private.list_text(markdown text) returns text
language sql immutable set search_path = ''
-- Most questions have no mark at all, and then there is nothing to take away. Around a word in bold no blank is left.
return left(btrim(regexp_replace(case when markdown ~ '[][<*`|~_#>\x02\x03\x1f]|(^|\n)[ \t]*[-+]' then private.plain_text(regexp_replace(left(markdown, 1000), '\*\*|`', '', 'g')) else left(markdown, 400) end,
  '\s+', ' ', 'g')), 300);

create function private.write_exercises(packages uuid[]) returns void
-- How many exercises there are is in no statistics: expecting a hundred, the planner joins ten thousand with ten thousand in loops. Hashed
-- it takes as long as there are exercises.
language plpgsql security definer set search_path = '' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
begin
  with fresh as materialized (
    select n.*, row_number() over (partition by n.package_id, n.exercise_id order by n.place) as nth from (
      select k.id as package_id, k.workspace_id, k.spark_id, (e.place - 1)::integer as place, e.exercise,
        private.exercise_name(e.exercise) as exercise_id, md5(s.source)::uuid as hash,
        strpos(s.source, '![') > 0 or strpos(s.source, '<img') > 0 as has_image
      from public.packages k
      cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) with ordinality e (exercise, place)
      cross join lateral (select e.exercise::text as source offset 0) s
      where k.id = any (packages)
    ) n
  ), quiz as materialized (
    select k.id as package_id, q.id, (min(q.place) - 1)::integer as place
    from public.packages k cross join lateral jsonb_array_elements(private.list_of(k.body -> 'quiz')) with ordinality q (id, place)
    where k.id = any (packages) group by k.id, q.id
  ), revision as materialized (
    select k.id as package_id, (select max(r.id) from public.revisions r where r.workspace_id = k.workspace_id and r.kind = 'package' and r.entity_id = k.id) as id
    from public.packages k where k.id = any (packages)
  ), newest as materialized (
    select distinct on (v.package_id, v.exercise_id) v.package_id, v.exercise_id, v.version, v.hash
    from private.exercise_versions v where v.package_id = any (packages) order by v.package_id, v.exercise_id, v.version desc
  ), written as (
    insert into private.exercise_versions (package_id, exercise_id, version, workspace_id, revision_id, hash, body)
    select f.package_id, f.exercise_id, coalesce(v.version, 0) + 1, f.workspace_id, r.id, f.hash, f.exercise
    from fresh f join revision r on r.package_id = f.package_id
    left join newest v on v.package_id = f.package_id and v.exercise_id = f.exercise_id
    where f.nth = 1 and f.exercise_id is not null and v.hash is distinct from f.hash
    union all
    -- What has left the bank.
    select o.package_id, o.exercise_id, o.version + 1, o.workspace_id, r.id, null, null
    from private.exercise_entries o join revision r on r.package_id = o.package_id
    where o.version is not null and o.package_id = any (packages)
      and not exists (select from fresh f where f.package_id = o.package_id and f.exercise_id = o.exercise_id)
    returning package_id, exercise_id, version
  ), before as materialized (
    -- What has not changed is not read again.
    select distinct on (o.package_id, o.hash) o.package_id, o.hash, o.stem, array_remove(o.problems, 'duplicate_exercise') as problems
    from private.exercise_entries o where o.package_id = any (packages) order by o.package_id, o.hash
  )
  insert into private.exercise_entries as e (package_id, place, workspace_id, spark_id, exercise_id, exercise_type, category, level, difficulty, objective,
    quiz_place, has_image, stem, hash, version, problems)
  select f.package_id, f.place, f.workspace_id, f.spark_id, f.exercise_id,
    left(f.exercise ->> 'exercise_type', 100), private.shown(f.exercise -> 'exercise_category'), private.shown(f.exercise -> 'cognitive_level'),
    private.shown(f.exercise -> 'difficulty'), private.shown(f.exercise -> 'aligned_learning_objective'),
    case when f.nth = 1 then q.place end, f.has_image,
    coalesce(b.stem, private.list_text(coalesce(private.shown(f.exercise -> 'stem', 1000), private.shown(f.exercise -> 'text', 1000), ''))),
    f.hash, case when f.nth = 1 and f.exercise_id is not null then coalesce(w.version, v.version) end,
    coalesce(b.problems, p.codes, '{}') || case when f.nth > 1 and f.exercise_id is not null then array['duplicate_exercise'] else '{}' end
  from fresh f
  left join quiz q on q.package_id = f.package_id and q.id = f.exercise -> 'id'
  left join written w on w.package_id = f.package_id and w.exercise_id = f.exercise_id
  left join newest v on v.package_id = f.package_id and v.exercise_id = f.exercise_id
  left join before b on b.package_id = f.package_id and b.hash = f.hash
  left join lateral (select array_agg(distinct x.code) as codes from unnest(private.exercise_problems(f.exercise)) x where b.hash is null) p on true
  on conflict (package_id, place) do update set exercise_id = excluded.exercise_id, exercise_type = excluded.exercise_type, category = excluded.category,
    level = excluded.level, difficulty = excluded.difficulty, objective = excluded.objective, quiz_place = excluded.quiz_place,
    has_image = excluded.has_image, stem = excluded.stem, hash = excluded.hash, version = excluded.version, problems = excluded.problems
  where (e.hash, e.exercise_id, e.quiz_place, e.version, e.problems) is distinct from (excluded.hash, excluded.exercise_id, excluded.quiz_place, excluded.version, excluded.problems);

  -- Once for a package: the document would be read again for each of its rows.
  with size as materialized (
    select k.id, jsonb_array_length(private.list_of(k.body -> 'exercise_bank')) as length from public.packages k where k.id = any (packages)
  )
  delete from private.exercise_entries e using size s where e.package_id = s.id and e.place >= s.length;
end
$$;
comment on function private.write_exercises is 'Writes the rows and the new versions of the exercises of these packages, from the documents. Rows that say the same are left alone.';

create function private.keep_exercises() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    delete from private.exercise_entries e using old_rows o where e.package_id = o.id;
  elsif tg_op = 'INSERT' then
    perform private.write_exercises(array(select n.id from new_rows n));
  else
    perform private.write_exercises(ids.changed)
    from (select array_agg(n.id) as changed from new_rows n join old_rows o on o.id = n.id and o.version <> n.version and o.body <> n.body) ids
    where ids.changed is not null;
  end if;
  return null;
end
$$;
comment on function private.keep_exercises is 'Keeps the exercises of the packages that a statement touched, after their revisions are written.';

-- Triggers of one kind run in the order of their names: these come after track_insert and track_update.
create trigger write_exercises_insert after insert on public.packages referencing new table as new_rows
  for each statement execute function private.keep_exercises();
create trigger write_exercises_update after update on public.packages referencing new table as new_rows old table as old_rows
  for each statement execute function private.keep_exercises();
create trigger write_exercises_delete after delete on public.packages referencing old table as old_rows
  for each statement execute function private.keep_exercises();

create function private.forget_exercises() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.exercise_versions v using old_rows o where o.kind = 'package' and v.package_id = o.entity_id;
  return null;
end
$$;
comment on function private.forget_exercises is 'History of a package is purged as a whole, and that of its exercises with it.';
create trigger forget_exercises after delete on public.revisions referencing old table as old_rows
  for each statement execute function private.forget_exercises();

do $$
declare
  batch uuid[];
begin
  for batch in select array_agg(n.id) from (select k.id, row_number() over (order by k.id) / 200 as nth from public.packages k) n group by n.nth loop
    perform private.write_exercises(batch);
  end loop;
end
$$;
