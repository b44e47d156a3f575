-- Edits of exercises. One call is one change set, over any number of banks. Edits of different exercises, and of different fields of one,
-- meet without asking; what two people changed in the same field is answered as a value, and all the rest is written.

create function private.merge_exercise(base jsonb, now jsonb, fields jsonb, dropped text[]) returns jsonb
language sql immutable set search_path = ''
as $$
  -- base null: whoever edits saw this very state.
  with mine as (
    select f.key as field, f.value from jsonb_each(fields) f where not f.key = any (dropped)
    union all
    select d, null from unnest(dropped) d
  ), judged as (
    select m.field, m.value, base -> m.field as before, now -> m.field as theirs,
      base is not null and now -> m.field is distinct from base -> m.field and now -> m.field is distinct from m.value as is_conflict
    from mine m
  )
  select jsonb_build_object(
    'exercise', (private.object_of(now) - dropped) || coalesce((select jsonb_object_agg(j.field, j.value) from judged j where j.value is not null), '{}'),
    'conflicts', coalesce((select jsonb_agg(jsonb_build_object('field', j.field, 'base', j.before, 'mine', j.value, 'theirs', j.theirs) order by j.field)
      from judged j where j.is_conflict), '[]'))
$$;
comment on function private.merge_exercise is
  'An exercise with some fields set and some dropped, by somebody who saw `base`: {exercise, conflicts: [{field, base, mine, theirs}]}. The same as mergeExercise in lib/exercises/core/merge.ts.';

create function private.quiz_metadata(body jsonb) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  known constant jsonb := private.object_of(body -> 'quiz_metadata');
  items jsonb[];
  total numeric;
begin
  items := array(
    select b.exercise from jsonb_array_elements(private.list_of(body -> 'quiz')) with ordinality q (id, place)
    left join (
      select distinct on (e.exercise -> 'id') e.exercise -> 'id' as id, e.exercise
      from jsonb_array_elements(private.list_of(body -> 'exercise_bank')) with ordinality e (exercise, place)
      where e.exercise -> 'id' in (select jsonb_array_elements(private.list_of(body -> 'quiz'))) order by e.exercise -> 'id', e.place
    ) b on b.id = q.id
    order by q.place);
  total := cardinality(items);
  -- Targets, reasons and gaps stay as they were written; what is counted is counted.
  return '{"quiz_type": "formative", "coverage_by_concept": {}, "normalizations_applied": [], "selection_rationale": [], "gaps_identified": []}'::jsonb || known
    || jsonb_build_object(
      'total_items', total,
      'difficulty_distribution_actual', (
        select jsonb_object_agg(n.name, case when total = 0 then 0 else trim_scale(round((select count(*) from unnest(items) i where private.shown(i -> 'difficulty') = n.name) / total, 4)) end)
        from (select unnest(array['easy', 'medium', 'hard']) as name union select private.shown(i -> 'difficulty') from unnest(items) i) n where n.name is not null),
      'cognitive_mix_actual', (
        select jsonb_object_agg(n.name, case when total = 0 then 0 else trim_scale(round((select count(*) from unnest(items) i where private.shown(i -> 'cognitive_level') = n.name) / total, 4)) end)
        from (select unnest(array['Recall', 'Comprehension', 'Application', 'Transfer']) as name union select private.shown(i -> 'cognitive_level') from unnest(items) i) n where n.name is not null),
      'coverage_by_LO', coalesce((
        select jsonb_object_agg(c.objective, jsonb_build_object('exercise_ids', c.ids)) from (
          select private.shown(i.item -> 'aligned_learning_objective') as objective, jsonb_agg(i.item -> 'id' order by i.nth) as ids
          from unnest(items) with ordinality i (item, nth) group by 1) c where c.objective is not null), '{}'));
end
$$;
comment on function private.quiz_metadata is
  'The metadata of a quiz as it follows from bank and quiz: length, distributions, coverage. What the author wrote (targets, type, reasons, gaps) is kept.';

create function private.new_exercise_id(taken text[]) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  made text;
begin
  loop
    select 'ex_' || string_agg(substr('abcdefghijklmnopqrstuvwxyz234567', get_byte(b.bytes, n) % 32 + 1, 1), '') into made
    from (select decode(replace(gen_random_uuid()::text, '-', ''), 'hex') as bytes) b cross join unnest(array[0, 1, 2, 3, 4, 5, 10, 11]) n;
    exit when not made = any (taken);
  end loop;
  return made;
end
$$;

create function private.find_exercise(ids text[], items jsonb[], edit jsonb) returns integer
language plpgsql immutable set search_path = ''
as $$
declare
  here integer;
  found_at integer;
  seen integer := 0;
begin
  -- Where several have one id, the hash tells which is meant; of true copies it is the last.
  foreach here in array array_positions(ids, edit ->> 'exercise_id') loop
    continue when items[here] is null;
    seen := seen + 1;
    if seen = 1 or md5(items[here]::text) = replace(edit ->> 'hash', '-', '') then
      found_at := here;
    end if;
  end loop;
  return found_at;
end
$$;

create function private.is_alone(ids text[], items jsonb[], here integer) returns boolean
language sql immutable set search_path = ''
as $$
  select case when cardinality(array_positions(ids, ids[here])) = 1 then true
    else not exists (select from unnest(items) with ordinality o (item, nth) where o.item -> 'id' = items[here] -> 'id' and o.nth <> here) end
$$;
comment on function private.is_alone is 'Whether no other exercise of the bank has the id of this one, so that the quiz means this one.';

create function private.place_after(ids text[], items jsonb[], ordered integer[], edit jsonb) returns integer
language sql immutable set search_path = ''
as $$
  select case when not edit ? 'after' then cardinality(ordered) when edit ->> 'after' is null then 0
    else coalesce(array_position(ordered, private.find_exercise(ids, items, jsonb_build_object('exercise_id', edit -> 'after'))), cardinality(ordered)) end
$$;
comment on function private.place_after is 'After the exercise that an edit names: the beginning for null, the end where it names none or one that is gone.';

create function private.edit_quiz(quiz jsonb[], named jsonb[], what text, edit jsonb) returns jsonb[]
language plpgsql immutable set search_path = ''
as $$
declare
  one jsonb;
  place integer;
  fresh jsonb[] := '{}';
begin
  named := array_remove(named, null);
  if what = 'quiz_order' then
    -- What somebody else has put in meanwhile stays, after the others; what was taken out stays out.
    return array(select n.id from unnest(named) with ordinality n (id, nth) where n.id = any (quiz) and n.nth = array_position(named, n.id) order by n.nth)
      || array(select q.id from unnest(quiz) with ordinality q (id, nth) where not q.id = any (named) order by q.nth);
  end if;
  foreach one in array named loop
    if what = 'quiz_remove' then
      quiz := array_remove(quiz, one);
    elsif not one = any (quiz || fresh) then
      fresh := fresh || one;
    end if;
  end loop;
  place := case when not edit ? 'after' then cardinality(quiz) when edit ->> 'after' is null then 0
    else coalesce(array_position(quiz, edit -> 'after'), cardinality(quiz)) end;
  return quiz[:place] || fresh || quiz[place + 1:];
end
$$;

create function private.edit_bank(workspace uuid, package public.packages, edits jsonb) returns jsonb
-- As in private.write_exercises: a bank is longer than the planner expects.
language plpgsql security definer set search_path = '' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
declare
  body jsonb := package.body;
  -- Exercises by number: those of the bank in its order, then what is added. Null is what was taken out; `ordered` is the bank.
  items jsonb[];
  ids text[];
  ordered integer[];
  quiz jsonb[];
  made jsonb := '[]';
  written jsonb := '[]';
  refused jsonb := '[]';
  leaving jsonb := '[]';
  edit jsonb;
  what text;
  here integer;
  place integer;
  base jsonb;
  merged jsonb;
  id text;
begin
  if coalesce(jsonb_typeof(body -> 'exercise_bank'), 'array') <> 'array' or coalesce(jsonb_typeof(body -> 'quiz'), 'array') <> 'array' then
    raise exception 'exercise_bank and quiz of this package are no lists; import it again as lists first' using errcode = 'TW002';
  end if;
  items := array(select e.exercise from jsonb_array_elements(private.list_of(body -> 'exercise_bank')) with ordinality e (exercise, nth) order by e.nth);
  ids := array(select private.exercise_name(i.item) from unnest(items) with ordinality i (item, nth) order by i.nth);
  ordered := array(select generate_series(1, cardinality(items)));
  quiz := array(select q.id from jsonb_array_elements(private.list_of(body -> 'quiz')) with ordinality q (id, nth) order by q.nth);

  for edit in select e from jsonb_array_elements(edits) with ordinality e (e, nth) order by e.nth loop
    what := edit ->> 'do';
    if what in ('set', 'duplicate', 'remove', 'move', 'transfer') then
      here := private.find_exercise(ids, items, edit);
      if here is null then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb);
        continue;
      end if;
    end if;

    if what = 'set' then
      base := null;
      if md5(items[here]::text) <> replace(coalesce(edit ->> 'hash', md5(items[here]::text)), '-', '') then
        select v.body into base from private.exercise_versions v
        where v.package_id = package.id and v.exercise_id = ids[here] and v.hash = (edit ->> 'hash')::uuid order by v.version desc limit 1;
        base := coalesce(base, '{}');
      end if;
      merged := private.merge_exercise(base, items[here], private.object_of(edit -> 'fields'),
        array(select jsonb_array_elements_text(private.list_of(edit -> 'drop'))));
      if merged -> 'conflicts' <> '[]' then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'conflict', 'fields', merged -> 'conflicts', 'hash', md5(items[here]::text)::uuid);
        continue;
      end if;
      if merged -> 'exercise' -> 'id' is distinct from items[here] -> 'id' then
        -- The quiz goes on naming it.
        if private.is_alone(ids, items, here) then
          quiz := array_replace(quiz, items[here] -> 'id', merged -> 'exercise' -> 'id');
        end if;
        ids[here] := private.exercise_name(merged -> 'exercise');
      end if;
      items[here] := merged -> 'exercise';
      written := written || jsonb_build_object('nth', edit -> 'nth', 'hash', md5(items[here]::text)::uuid);

    elsif what in ('add', 'duplicate', 'arrive') then
      merged := case when what = 'duplicate' then private.object_of(items[here]) else private.object_of(edit -> 'exercise') end;
      id := private.exercise_name(merged);
      -- A copy, and what comes without an id or with one that is taken, gets its own.
      if what = 'duplicate' or id is null or id = any (ids) then
        id := private.new_exercise_id(ids);
        merged := merged || jsonb_build_object('id', id);
      end if;
      items := items || merged;
      ids := ids || id;
      if what = 'duplicate' then
        place := array_position(ordered, here);
      else
        place := private.place_after(ids, items, ordered, edit);
      end if;
      ordered := ordered[:place] || cardinality(items) || ordered[place + 1:];
      made := made || jsonb_build_object('nth', edit -> 'nth', 'spark_id', package.spark_id, 'exercise_id', id);

    elsif what in ('remove', 'transfer') then
      if what = 'remove' and md5(items[here]::text) <> replace(coalesce(edit ->> 'hash', md5(items[here]::text)), '-', '') then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'changed', 'fields', '[]'::jsonb, 'hash', md5(items[here]::text)::uuid);
        continue;
      elsif what = 'transfer' then
        leaving := leaving || jsonb_build_object('nth', edit -> 'nth', 'spark_id', edit -> 'to_spark_id', 'do', 'arrive', 'exercise', items[here]);
        continue when coalesce((edit ->> 'is_copy')::boolean, false);
      end if;
      if private.is_alone(ids, items, here) then
        quiz := array_remove(quiz, items[here] -> 'id');
      end if;
      items[here] := null;
      ids[here] := null;
      ordered := array_remove(ordered, here);

    elsif what = 'move' then
      ordered := array_remove(ordered, here);
      place := private.place_after(ids, items, ordered, edit);
      ordered := ordered[:place] || here || ordered[place + 1:];

    elsif what in ('quiz_add', 'quiz_remove', 'quiz_order') then
      quiz := private.edit_quiz(quiz, array(
        select items[private.find_exercise(ids, items, jsonb_build_object('exercise_id', n.id))] -> 'id'
        from jsonb_array_elements(private.list_of(edit -> 'exercise_ids')) with ordinality n (id, nth) order by n.nth), what, edit);

    else
      -- quiz_metadata: what its author decides.
      body := body || jsonb_build_object('quiz_metadata', private.object_of(body -> 'quiz_metadata') || (private.object_of(edit -> 'fields')
        - array['total_items', 'difficulty_distribution_actual', 'cognitive_mix_actual', 'coverage_by_LO']));
    end if;
  end loop;

  body := body || jsonb_build_object('quiz', to_jsonb(quiz),
    'exercise_bank', to_jsonb(array(select i.item from unnest(ordered) with ordinality o (nr, nth)
      join unnest(items) with ordinality i (item, nr) on i.nr = o.nr order by o.nth)));
  -- An imported package keeps its metadata until bank or quiz differ.
  if body is distinct from package.body and coalesce(jsonb_typeof(body -> 'quiz_metadata'), 'object') = 'object' then
    body := body || jsonb_build_object('quiz_metadata', private.quiz_metadata(body));
  end if;
  return jsonb_build_object('body', body, 'made', made, 'written', written, 'refused', refused, 'leaving', leaving);
end
$$;
comment on function private.edit_bank is 'Works edits of one package out: {body, made, written, refused, leaving}. Writes nothing.';

create function private.refuse_new_problems(workspace uuid, spark uuid, old_body jsonb, new_body jsonb) returns void
language plpgsql stable security definer set search_path = '' set enable_nestloop = off set enable_mergejoin = off set jit = off
as $$
declare
  objectives constant text[] := private.objectives_of(workspace, spark);
  found jsonb;
begin
  -- What was broken before, word for word, is not what this call is about.
  with places as materialized (
    select 'before' as side, e.nth - 1 as place, md5(e.exercise::text) as hash from jsonb_array_elements(private.list_of(old_body -> 'exercise_bank')) with ordinality e (exercise, nth)
    union all
    select 'after', e.nth - 1, md5(e.exercise::text) from jsonb_array_elements(private.list_of(new_body -> 'exercise_bank')) with ordinality e (exercise, nth)
  ), old as materialized (
    select distinct o.code, coalesce(p.hash, o.message) as subject from private.package_problems(old_body, objectives) o
    left join places p on p.side = 'before' and p.place = o.place
  )
  select jsonb_agg(jsonb_build_object('spark_id', spark, 'code', n.code, 'pointer', n.pointer, 'message', n.message, 'fix', n.fix)) into found from (
    select n.* from private.package_problems(new_body, objectives) n
    left join places p on p.side = 'after' and p.place = n.place
    where not exists (select from old o where o.code = n.code and o.subject = coalesce(p.hash, n.message)) limit 500) n;
  if found is not null then
    raise exception 'this would break % of the rules of lesson packages; nothing was written', case when jsonb_array_length(found) = 1 then 'one' else jsonb_array_length(found)::text end
      using errcode = 'TW006', detail = found::text;
  end if;
end
$$;

create function private.make_packages(workspace uuid, sparks uuid[]) returns void
language sql security definer set search_path = ''
as $$
  insert into public.packages (workspace_id, spark_id, body)
  select s.workspace_id, s.id, jsonb_build_object('meta', jsonb_build_object('lesson_id', s.slug, 'title', s.title, 'package_schema_version', 2, 'content_version', 1),
    'unit_learning_objective_ids', '[]'::jsonb, 'exercise_bank', '[]'::jsonb, 'quiz', '[]'::jsonb)
  from public.sparks s
  where s.workspace_id = workspace and s.id = any (sparks) and not exists (select from public.packages k where k.spark_id = s.id and k.workspace_id = workspace)
  order by s.id
  on conflict (spark_id, workspace_id) do nothing
$$;
comment on function private.make_packages is 'Empty packages for lessons that have none yet.';

create function private.edit_banks(workspace uuid, edits jsonb, keeps_broken boolean) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  step record;
  package public.packages;
  outcome jsonb;
  made jsonb := '[]';
  written jsonb := '[]';
  refused jsonb := '[]';
  leaving jsonb := '[]';
begin
  for step in
    select e.e ->> 'spark_id' as spark_id, k.id, jsonb_agg(e.e order by (e.e ->> 'nth')::integer) as edits
    from jsonb_array_elements(edits) e (e)
    left join public.packages k on k.workspace_id = workspace and k.spark_id = (e.e ->> 'spark_id')::uuid
    group by 1, 2 order by k.id
  loop
    -- Whoever edits the same bank waits here, and then sees what the other wrote.
    select * into package from public.packages k where k.id = step.id for update;
    if package.id is null then
      refused := refused || (select jsonb_agg(jsonb_build_object('nth', e -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb)) from jsonb_array_elements(step.edits) e);
      continue;
    end if;
    outcome := private.edit_bank(workspace, package, step.edits);
    made := made || (outcome -> 'made');
    written := written || (outcome -> 'written');
    refused := refused || (outcome -> 'refused');
    leaving := leaving || (outcome -> 'leaving');
    if outcome -> 'body' <> package.body then
      if not keeps_broken then
        perform private.refuse_new_problems(workspace, package.spark_id, package.body, outcome -> 'body');
      end if;
      update public.packages set body = outcome -> 'body' where id = package.id;
    end if;
  end loop;
  return jsonb_build_object('made', made, 'written', written, 'refused', refused, 'leaving', leaving);
end
$$;

create function public.edit_exercises(p_workspace uuid, p_edits jsonb, p_keep_broken boolean default false, p_title text default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  change_set uuid;
  edits jsonb;
  sparks uuid[];
  outcome jsonb;
  arrived jsonb := '{"made": [], "refused": []}';
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_edits) is distinct from 'array' or jsonb_array_length(p_edits) not between 1 and 10000 or exists (
    select from jsonb_array_elements(p_edits) e
    where e ->> 'spark_id' is null or e ->> 'do' = 'transfer' and e ->> 'to_spark_id' is null or coalesce(e ->> 'do', '') not in (
      'set', 'add', 'duplicate', 'remove', 'move', 'transfer', 'quiz_add', 'quiz_remove', 'quiz_order', 'quiz_metadata')
  ) then
    raise exception 'edits are a list of 1 to 10,000, each with what to do and the spark it is about' using errcode = 'TW006';
  end if;
  select jsonb_agg(e.e || jsonb_build_object('nth', e.nth - 1) order by e.nth) into edits from jsonb_array_elements(p_edits) with ordinality e (e, nth);
  -- Not in the queue of the workspace: an import or a stage would keep everybody who writes an exercise waiting.
  change_set := private.open_change_set(p_workspace, case when jsonb_array_length(edits) = 1 then 'edit'::public.change_action else 'bulk_edit' end,
    coalesce(p_title, private.headline_of(p_workspace, 'spark', (edits -> 0 ->> 'spark_id')::uuid)));

  sparks := array(select distinct case when e ->> 'do' = 'transfer' then e ->> 'to_spark_id' else e ->> 'spark_id' end
    from jsonb_array_elements(edits) e where e ->> 'do' in ('add', 'transfer'))::uuid[];
  perform private.make_packages(p_workspace, sparks);
  -- All of them in one order, whatever is moved where: nobody waits in a ring.
  perform private.hold(p_workspace, 'package', array(
    select k.id from public.packages k where k.workspace_id = p_workspace
      and k.spark_id in (select (e ->> 'spark_id')::uuid from jsonb_array_elements(edits) e union select unnest(sparks))));

  -- What would go to a lesson that is not there, or to where it is, stays.
  select coalesce(jsonb_agg(e order by (e ->> 'nth')::integer) filter (where is_possible), '[]'),
    coalesce(jsonb_agg(jsonb_build_object('nth', e -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb) order by (e ->> 'nth')::integer) filter (where not is_possible), '[]')
  into edits, arrived
  from (
    select e, e ->> 'do' <> 'transfer' or e ->> 'to_spark_id' <> e ->> 'spark_id' and exists (
      select from public.packages k where k.workspace_id = p_workspace and k.spark_id = (e ->> 'to_spark_id')::uuid) as is_possible
    from jsonb_array_elements(edits) e) n;
  outcome := private.edit_banks(p_workspace, edits, p_keep_broken);
  outcome := jsonb_set(outcome, '{refused}', (outcome -> 'refused') || arrived);
  if outcome -> 'leaving' <> '[]' then
    arrived := private.edit_banks(p_workspace, outcome -> 'leaving', p_keep_broken);
    outcome := outcome || jsonb_build_object('made', (outcome -> 'made') || (arrived -> 'made'), 'refused', (outcome -> 'refused') || (arrived -> 'refused'));
  end if;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, change_set), 'made', outcome -> 'made', 'written', outcome -> 'written', 'refused', outcome -> 'refused');
end
$$;
comment on function public.edit_exercises is
  'Edits exercises and quizzes of any number of lessons as one change set: [{do: set (exercise_id, hash, fields, drop), add (exercise, after), duplicate, remove, move (after), transfer (to_spark_id, is_copy), quiz_add (exercise_ids, after), quiz_remove, quiz_order, quiz_metadata (fields), spark_id}]. {change_set_id, made: [{nth, spark_id, exercise_id}], written: [{nth, hash}] of each set, refused: [{nth, code: not_found, changed or conflict, fields: [{field, base, mine, theirs}], hash}]}. hash: of the state the person saw. Without p_keep_broken it refuses (TW006 with the list) what would break a rule of lesson packages.';
grant execute on function public.edit_exercises to authenticated, service_role;
