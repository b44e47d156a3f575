-- What banks show: the bank of a lesson and that of the workspace, an exercise, and its versions.

create function private.bank_rows(workspace uuid, spark uuid) returns table (entry private.exercise_entries, codes text[])
language sql stable security definer set search_path = ''
as $$
  -- Whether its objective exists is looked up now: whoever adds or removes objectives, places or trails changes it for many at once.
  with lesson as materialized (
    select o.spark_id, o.objective from private.lesson_objectives(workspace, case when spark is not null then array[spark] end) o
  )
  select e, e.problems || case when e.objective is not null and l.objective is null then array['unknown_objective'] else '{}' end
  from private.exercise_entries e
  left join lesson l on l.spark_id = e.spark_id and l.objective = e.objective
  where e.workspace_id = workspace and spark is null
  union all
  select e, e.problems || case when e.objective is not null and l.objective is null then array['unknown_objective'] else '{}' end
  from private.exercise_entries e
  left join lesson l on l.spark_id = e.spark_id and l.objective = e.objective
  where e.workspace_id = workspace and e.spark_id = spark
$$;
comment on function private.bank_rows is 'The exercises of a lesson, or of all, with the hard rules that each breaks.';

create function private.is_asked(value text, choices jsonb) returns boolean
language sql immutable
return choices is null or choices = '[]'::jsonb or choices ? coalesce(value, '');
comment on function private.is_asked is 'Whether a value is among the choices of a filter; "" stands for what is not set.';

create function private.count_by(names text[]) returns jsonb
language sql stable set search_path = ''
as $$ select coalesce(jsonb_object_agg(n.name, n.total), '{}') from (select coalesce(v, '') as name, count(*) as total from unnest(names) v group by 1) n $$;

create function public.read_bank(
  p_workspace uuid, p_spark uuid default null, p_filter jsonb default '{}', p_sort text default 'place', p_offset integer default 0, p_limit integer default 200
) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  words constant text := nullif(btrim(p_filter ->> 'text'), '');
  pattern constant text := '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%';
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
      and (words is null or b.stem ilike pattern or b.exercise_id ilike pattern)
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
  'Exercises of a lesson, or of the workspace, by a filter whose conditions are joined by AND ({types, difficulties, levels, objectives: [] with "" for what is not set, in_quiz, is_blocked, has_image, text}), a page at a time: {total, all, rows, counts}. counts are of all there are, by value. p_sort: place, stem, type, level, difficulty, objective, quiz, blocked.';

create function private.without_exercises(body jsonb) returns jsonb
language sql stable set search_path = ''
as $$
  select case when jsonb_typeof(body -> 'exercise_bank') = 'array' then body || jsonb_build_object('exercise_bank', (
    select coalesce(jsonb_agg(jsonb_build_object('id', e.exercise -> 'id') order by e.nth), '[]') from jsonb_array_elements(body -> 'exercise_bank') with ordinality e (exercise, nth)))
  else body end
$$;
comment on function private.without_exercises is 'A package with the ids of its exercises alone, which is all that its quiz is checked against.';

create function public.read_exercises(p_workspace uuid, p_spark uuid, p_ids text[] default null, p_places integer[] default null) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  package public.packages;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into package from public.packages k where k.workspace_id = p_workspace and k.spark_id = p_spark;
  return jsonb_build_object(
    'exercises', (
      select coalesce(jsonb_agg(jsonb_build_object('exercise_id', e.exercise_id, 'place', e.place, 'hash', e.hash, 'version', e.version, 'quiz_place', e.quiz_place,
        'is_repeated', 'duplicate_exercise' = any (e.problems), 'exercise', b.exercise) order by e.place), '[]')
      from private.exercise_entries e
      join jsonb_array_elements(private.list_of(package.body -> 'exercise_bank')) with ordinality b (exercise, nth) on b.nth = e.place + 1
      where e.package_id = package.id and (p_ids is null and p_places is null or e.exercise_id = any (p_ids) or e.place = any (p_places))),
    'objectives', (
      select coalesce(jsonb_agg(jsonb_build_object('objective', o.objective, 'title', coalesce(
        (select t.title from public.objectives t join public.concept_sparks p on p.concept_id = t.concept_id and p.workspace_id = t.workspace_id
          where t.workspace_id = p_workspace and p.spark_id = p_spark and t.objective_id = o.objective order by t.ordinal limit 1), o.objective)) order by o.objective), '[]')
      from private.lesson_objectives(p_workspace, array[p_spark]) o),
    'quiz', private.list_of(package.body -> 'quiz'),
    'quiz_metadata', private.object_of(package.body -> 'quiz_metadata'),
    -- Of the package itself: its shape and its quiz. Those of an exercise are told with it.
    'problems', case when package.id is null then '[]'::jsonb else (
      select coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'pointer', p.pointer, 'message', p.message, 'fix', p.fix)), '[]')
      from private.package_problems(private.without_exercises(package.body)) p where p.place is null) end);
end
$$;
comment on function public.read_exercises is
  'Exercises of a lesson as they are stored (some of them by p_ids or p_places), the objectives they may name, the quiz, and what is wrong with it: {exercises: [{exercise_id, place, hash, version, quiz_place, is_repeated, exercise}], objectives: [{objective, title}], quiz, quiz_metadata, problems}.';

create function public.find_objectives(p_workspace uuid, p_sparks text[], p_concepts text[], p_trails text[]) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'sparks', (select coalesce(jsonb_object_agg(n.slug, n.ids), '{}') from (
      select s.slug, jsonb_agg(o.objective) as ids from public.sparks s
      join private.lesson_objectives(p_workspace, array(select i.id from public.sparks i where i.workspace_id = p_workspace and i.slug = any (p_sparks))) o on o.spark_id = s.id
      where s.workspace_id = p_workspace group by s.slug) n),
    'concepts', (select coalesce(jsonb_object_agg(n.slug, n.ids), '{}') from (
      select c.slug, jsonb_agg(o.objective) as ids from public.concepts c
      cross join lateral (
        select b.objective_id as objective from public.objectives b where b.concept_id = c.id and b.workspace_id = p_workspace
        union
        select t.objective from public.course_profiles f cross join lateral private.course_objectives(f.learning_objectives) t (objective)
        where f.trail_id = c.trail_id and f.workspace_id = p_workspace
      ) o
      where c.workspace_id = p_workspace and c.slug = any (p_concepts) group by c.slug) n),
    'trails', (select coalesce(jsonb_object_agg(n.slug, n.ids), '{}') from (
      select t.slug, jsonb_agg(o.objective) as ids from public.trails t
      join public.course_profiles f on f.trail_id = t.id and f.workspace_id = p_workspace
      cross join lateral private.course_objectives(f.learning_objectives) o (objective)
      where t.workspace_id = p_workspace and t.slug = any (p_trails) group by t.slug) n));
end
$$;
comment on function public.find_objectives is
  'The text ids of the objectives of lessons, of concepts with their trails, and of trails, by their slugs, for the plan of an import: {sparks, concepts, trails: {slug: [id]}}.';
grant execute on function public.find_objectives to authenticated, service_role;

create function public.read_exercise_versions(p_workspace uuid, p_spark uuid, p_exercise text, p_before integer default null, p_limit integer default 20) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('version', n.version, 'hash', n.hash, 'exercise', n.body, 'change_set_id', c.id, 'action', c.action, 'title', c.title,
      'is_undone', c.undone_by is not null, 'author', r.author, 'created_at', r.created_at) order by n.version desc), '[]')
    from (
      select v.* from private.exercise_versions v join public.packages k on k.id = v.package_id
      where k.workspace_id = p_workspace and k.spark_id = p_spark and v.exercise_id = p_exercise and v.version < coalesce(p_before, 2147483647)
      order by v.version desc limit least(greatest(p_limit, 1), 100)
    ) n
    join public.revisions r on r.id = n.revision_id join public.change_sets c on c.id = r.change_set_id);
end
$$;
comment on function public.read_exercise_versions is
  'The versions of an exercise, newest first: [{version, hash, exercise, change_set_id, action, title, is_undone, author, created_at}]; exercise null where it was taken out of the bank. p_before: older than this version.';

create or replace function public.read_spark_context(p_workspace uuid, p_spark uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'places', (select coalesce(jsonb_agg(jsonb_build_object('id', p.id,
        'concept', jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'is_published', c.is_published, 'trail_id', c.trail_id),
        'trail', case when t.id is not null then jsonb_build_object('slug', t.slug, 'title', t.title) end,
        'path', case when t.id is null then '[]'::jsonb else jsonb_build_array(d.name, t.title) end) order by p.ordinal), '[]')
      from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p_workspace
      left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
      left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
      where p.workspace_id = p_workspace and p.spark_id = p_spark),
    'beacons', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'name', b.name, 'category', b.category) order by m.ordinal), '[]')
      from public.spark_beacons m join public.beacons b on b.id = m.beacon_id and b.workspace_id = p_workspace
      where m.workspace_id = p_workspace and m.spark_id = p_spark),
    'before', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'link_type', l.link_type, 'weight', l.weight, 'description', l.description, 'version', l.version,
        'spark', jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published)) order by l.ordinal), '[]')
      from public.spark_links l join public.sparks s on s.id = l.source_id and s.workspace_id = p_workspace
      where l.workspace_id = p_workspace and l.target_id = p_spark),
    'after', (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'link_type', l.link_type, 'weight', l.weight, 'description', l.description, 'version', l.version,
        'spark', jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published)) order by l.ordinal), '[]')
      from public.spark_links l join public.sparks s on s.id = l.target_id and s.workspace_id = p_workspace
      where l.workspace_id = p_workspace and l.source_id = p_spark),
    'exercises', (select count(*) from private.exercise_entries e where e.workspace_id = p_workspace and e.spark_id = p_spark));
end
$$;
comment on function public.read_spark_context is
  'Where a spark stands ({places: [{id, concept, trail, path}]}), what marks it ({beacons}), what it is linked with ({before, after}: the other spark of each link) and how many exercises it has.';

grant execute on function public.read_bank, public.read_exercises, public.read_exercise_versions to authenticated, service_role;
