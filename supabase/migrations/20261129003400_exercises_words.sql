-- What is said in an exercise besides its question can be searched as well; a bank can be asked for a concept, a trail, or some exercises.

alter table private.exercise_entries add column words text not null default '';
comment on column private.exercise_entries.words is 'Everything that people read in it, in lower case: options, answers, reasons.';

create function private.exercise_words(exercise jsonb) returns text
language sql immutable set search_path = ''
-- Names of types and levels are no words of its author.
return (
  select coalesce(left(lower(string_agg(t.value #>> '{}', ' ')), 20000), '')
  from jsonb_path_query(private.object_of(exercise) - array['id', 'exercise_type', 'exercise_category', 'cognitive_level', 'difficulty', 'aligned_learning_objective', 'scoring', 'unit_mode'],
    'strict $.** ? (@.type() == "string")') t (value));

create or replace function private.write_exercises(packages uuid[]) returns void
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
    select distinct on (o.package_id, o.hash) o.package_id, o.hash, o.stem, o.words, array_remove(o.problems, 'duplicate_exercise') as problems
    from private.exercise_entries o where o.package_id = any (packages) order by o.package_id, o.hash
  )
  insert into private.exercise_entries as e (package_id, place, workspace_id, spark_id, exercise_id, exercise_type, category, level, difficulty, objective,
    quiz_place, has_image, stem, words, hash, version, problems)
  select f.package_id, f.place, f.workspace_id, f.spark_id, f.exercise_id,
    left(f.exercise ->> 'exercise_type', 100), private.shown(f.exercise -> 'exercise_category'), private.shown(f.exercise -> 'cognitive_level'),
    private.shown(f.exercise -> 'difficulty'), private.shown(f.exercise -> 'aligned_learning_objective'),
    case when f.nth = 1 then q.place end, f.has_image,
    coalesce(b.stem, private.list_text(coalesce(private.shown(f.exercise -> 'stem', 1000), private.shown(f.exercise -> 'text', 1000), ''))),
    coalesce(b.words, private.exercise_words(f.exercise)),
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
    has_image = excluded.has_image, stem = excluded.stem, words = excluded.words, hash = excluded.hash, version = excluded.version, problems = excluded.problems
  where (e.hash, e.exercise_id, e.quiz_place, e.version, e.problems) is distinct from (excluded.hash, excluded.exercise_id, excluded.quiz_place, excluded.version, excluded.problems);

  -- Once for a package: the document would be read again for each of its rows.
  with size as materialized (
    select k.id, jsonb_array_length(private.list_of(k.body -> 'exercise_bank')) as length from public.packages k where k.id = any (packages)
  )
  delete from private.exercise_entries e using size s where e.package_id = s.id and e.place >= s.length;
end
$$;

-- Once for a package: the document would be read again for each of its rows.
update private.exercise_entries e set words = private.exercise_words(n.exercise)
from (
  select k.id, b.nth - 1 as place, b.exercise from public.packages k
  cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) with ordinality b (exercise, nth)) n
where n.id = e.package_id and n.place = e.place;

create or replace function public.read_bank(
  p_workspace uuid, p_spark uuid default null, p_filter jsonb default '{}', p_sort text default 'place', p_offset integer default 0, p_limit integer default 200
) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  sought constant text := nullif(btrim(p_filter ->> 'text'), '');
  pattern constant text := '%' || replace(replace(replace(sought, '\', '\\'), '%', '\%'), '_', '\_') || '%';
  answer jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  with bank as materialized (
    select (b.entry).*, b.codes, b.codes <> '{}' as is_blocked from private.bank_rows(p_workspace, p_spark) b
  ), matched as materialized (
    select b.*, s.slug, s.title from bank b join public.sparks s on s.id = b.spark_id
    where private.is_asked(b.exercise_type, p_filter -> 'types') and private.is_asked(b.difficulty, p_filter -> 'difficulties')
      and private.is_asked(b.level, p_filter -> 'levels') and private.is_asked(b.objective, p_filter -> 'objectives')
      and (p_filter -> 'in_quiz' is null or (b.quiz_place is not null) = (p_filter ->> 'in_quiz')::boolean)
      and (p_filter -> 'is_blocked' is null or b.is_blocked = (p_filter ->> 'is_blocked')::boolean)
      and (p_filter -> 'has_image' is null or b.has_image = (p_filter ->> 'has_image')::boolean)
      and (sought is null or b.stem ilike pattern or b.exercise_id ilike pattern or b.words like lower(pattern))
      and (p_filter -> 'hashes' is null or b.hash in (select h::uuid from jsonb_array_elements_text(p_filter -> 'hashes') h))
      and (p_filter -> 'within' is null or exists (
        select from public.concept_sparks h join public.concepts c on c.id = h.concept_id and c.workspace_id = h.workspace_id
        where h.workspace_id = p_workspace and h.spark_id = b.spark_id and (p_filter ->> 'within')::uuid in (c.id, c.trail_id)))
  ), page as (
    select m.*, row_number() over (order by
      case p_sort when 'stem' then lower(m.stem) when 'type' then m.exercise_type when 'objective' then m.objective end,
      case p_sort when 'level' then coalesce(array_position(array['Recall', 'Comprehension', 'Application', 'Transfer'], m.level), 9)
        when 'difficulty' then coalesce(array_position(array['easy', 'medium', 'hard'], m.difficulty), 9)
        when 'quiz' then m.quiz_place when 'blocked' then case when m.is_blocked then 0 else 1 end end,
      lower(m.title), m.spark_id, m.place) as nth
    from matched m order by nth offset greatest(p_offset, 0) limit least(greatest(p_limit, 1), 2000)
  )
  select jsonb_build_object(
    'total', (select count(*) from matched), 'all', (select count(*) from bank),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', p.spark_id, 'spark_slug', p.slug, 'spark_title', p.title, 'place', p.place,
      'exercise_id', p.exercise_id, 'type', p.exercise_type, 'category', p.category, 'level', p.level, 'difficulty', p.difficulty, 'objective', p.objective,
      'quiz_place', p.quiz_place, 'has_image', p.has_image, 'stem', p.stem, 'hash', p.hash, 'version', p.version, 'problems', p.codes) order by p.nth), '[]') from page p),
    'counts', (select jsonb_build_object('types', private.count_by(array_agg(b.exercise_type)), 'levels', private.count_by(array_agg(b.level)),
      'difficulties', private.count_by(array_agg(b.difficulty)), 'objectives', private.count_by(array_agg(b.objective)),
      'in_quiz', count(b.quiz_place), 'is_blocked', count(*) filter (where b.is_blocked), 'has_image', count(*) filter (where b.has_image)) from bank b)
  ) into answer;
  return answer;
end
$$;
comment on function public.read_bank is
  'Exercises of a lesson, or of the workspace, by a filter whose conditions are joined by AND ({types, difficulties, levels, objectives: [] with "" for what is not set, in_quiz, is_blocked, has_image, text, within: a concept or trail, hashes}), a page at a time: {total, all, rows, counts}. counts are of all there are, by value. p_sort: place, stem, type, level, difficulty, objective, quiz, blocked.';
