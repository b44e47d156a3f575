-- Ten thousand edits of one bank, and of as many banks, in seconds: a list that grows is not written anew for each edit, and a quiz is gone
-- through once for all that leaves it. And a copy is made in a bank that has exercises without an id, where it looked for one without end.

create function private.quiz_without(quiz jsonb[], gone jsonb[]) returns jsonb[]
language sql immutable set search_path = ''
as $$
  select case when gone = '{}' then quiz
    else array(select q.id from unnest(quiz) with ordinality q (id, nth) where q.id not in (select unnest(gone)) order by q.nth) end
$$;

create or replace function private.new_exercise_id(taken text[]) returns text
language plpgsql volatile set search_path = ''
as $$
declare
  made text;
begin
  loop
    select 'ex_' || string_agg(substr('abcdefghijklmnopqrstuvwxyz234567', get_byte(b.bytes, n) % 32 + 1, 1), '') into made
    from (select decode(replace(gen_random_uuid()::text, '-', ''), 'hex') as bytes) b cross join unnest(array[0, 1, 2, 3, 4, 5, 10, 11]) n;
    -- Beside an exercise without an id, "not made = any (taken)" would be null for ever.
    exit when array_position(taken, made) is null;
  end loop;
  return made;
end
$$;

create or replace function private.edit_quiz(quiz jsonb[], named jsonb[], what text, edit jsonb) returns jsonb[]
language plpgsql immutable set search_path = ''
as $$
declare
  place integer;
  fresh jsonb[];
begin
  -- Each once, where it is named first.
  named := array(select n.id from unnest(named) with ordinality n (id, nth) where n.id is not null group by n.id order by min(n.nth));
  if what = 'quiz_remove' then
    return private.quiz_without(quiz, named);
  elsif what = 'quiz_order' then
    -- What somebody else has put in meanwhile stays, after the others; what was taken out stays out.
    return array(select n.id from unnest(named) with ordinality n (id, nth) where n.id in (select unnest(quiz)) order by n.nth)
      || private.quiz_without(quiz, named);
  end if;
  fresh := private.quiz_without(named, quiz);
  place := case when not edit ? 'after' then cardinality(quiz) when edit ->> 'after' is null then 0
    else coalesce(array_position(quiz, edit -> 'after'), cardinality(quiz)) end;
  return quiz[:place] || fresh || quiz[place + 1:];
end
$$;

create or replace function private.edit_bank(workspace uuid, package public.packages, edits jsonb) returns jsonb
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
  -- Lists of SQL, not of JSON: what is added to one of these does not write all that was before it anew.
  made jsonb[] := '{}';
  written jsonb[] := '{}';
  refused jsonb[] := '{}';
  leaving jsonb[] := '{}';
  -- Ids of exercises that are out of the bank and maybe still in the quiz.
  gone jsonb[] := '{}';
  edit jsonb;
  what text;
  here integer;
  -- Where the bank has the one exercise that an edit names. It stays true until an exercise gets another id.
  known integer;
  is_known boolean;
  is_renamed boolean := false;
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

  for edit, known in
    select e.e, b.here from jsonb_array_elements(edits) with ordinality e (e, nth)
    left join (select i.id, min(i.nth)::integer as here from unnest(ids) with ordinality i (id, nth) group by i.id having count(*) = 1) b on b.id = e.e ->> 'exercise_id'
    order by e.nth
  loop
    what := edit ->> 'do';
    if what in ('set', 'duplicate', 'remove', 'move', 'transfer') then
      is_known := not is_renamed and ids[known] = edit ->> 'exercise_id';
      here := case when is_known then known else private.find_exercise(ids, items, edit) end;
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
        if is_known or private.is_alone(ids, items, here) then
          quiz := private.quiz_without(quiz, gone);
          gone := '{}';
          quiz := array_replace(quiz, items[here] -> 'id', merged -> 'exercise' -> 'id');
        end if;
        ids[here] := private.exercise_name(merged -> 'exercise');
        is_renamed := true;
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
      if place = cardinality(ordered) then
        ordered := ordered || cardinality(items);
      else
        ordered := ordered[:place] || cardinality(items) || ordered[place + 1:];
      end if;
      made := made || jsonb_build_object('nth', edit -> 'nth', 'spark_id', package.spark_id, 'exercise_id', id);

    elsif what in ('remove', 'transfer') then
      if what = 'remove' and md5(items[here]::text) <> replace(coalesce(edit ->> 'hash', md5(items[here]::text)), '-', '') then
        refused := refused || jsonb_build_object('nth', edit -> 'nth', 'code', 'changed', 'fields', '[]'::jsonb, 'hash', md5(items[here]::text)::uuid);
        continue;
      elsif what = 'transfer' then
        leaving := leaving || jsonb_build_object('nth', edit -> 'nth', 'spark_id', edit -> 'to_spark_id', 'do', 'arrive', 'exercise', items[here]);
        continue when coalesce((edit ->> 'is_copy')::boolean, false);
      end if;
      if is_known or private.is_alone(ids, items, here) then
        gone := gone || (items[here] -> 'id');
      end if;
      -- Its number stays in `ordered`, where null is passed over.
      items[here] := null;
      ids[here] := null;

    elsif what = 'move' then
      ordered := array_remove(ordered, here);
      place := private.place_after(ids, items, ordered, edit);
      ordered := ordered[:place] || here || ordered[place + 1:];

    elsif what in ('quiz_add', 'quiz_remove', 'quiz_order') then
      quiz := private.edit_quiz(private.quiz_without(quiz, gone), array(
        select items[b.here] -> 'id'
        from jsonb_array_elements_text(private.list_of(edit -> 'exercise_ids')) with ordinality n (id, nth)
        join (select i.id, min(i.nth)::integer as here from unnest(ids) with ordinality i (id, nth) group by i.id) b on b.id = n.id
        order by n.nth), what, edit);
      gone := '{}';

    else
      -- quiz_metadata: what its author decides.
      body := body || jsonb_build_object('quiz_metadata', private.object_of(body -> 'quiz_metadata') || (private.object_of(edit -> 'fields')
        - array['total_items', 'difficulty_distribution_actual', 'cognitive_mix_actual', 'coverage_by_LO']));
    end if;
  end loop;

  body := body || jsonb_build_object('quiz', to_jsonb(private.quiz_without(quiz, gone)),
    'exercise_bank', to_jsonb(array(select i.item from unnest(ordered) with ordinality o (nr, nth)
      join unnest(items) with ordinality i (item, nr) on i.nr = o.nr where i.item is not null order by o.nth)));
  -- An imported package keeps its metadata until bank or quiz differ.
  if body is distinct from package.body and coalesce(jsonb_typeof(body -> 'quiz_metadata'), 'object') = 'object' then
    body := body || jsonb_build_object('quiz_metadata', private.quiz_metadata(body));
  end if;
  return jsonb_build_object('body', body, 'made', to_jsonb(made), 'written', to_jsonb(written), 'refused', to_jsonb(refused), 'leaving', to_jsonb(leaving));
end
$$;

create or replace function private.edit_banks(workspace uuid, edits jsonb, keeps_broken boolean) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  step record;
  package public.packages;
  outcome jsonb;
  made jsonb[] := '{}';
  written jsonb[] := '{}';
  refused jsonb[] := '{}';
  leaving jsonb[] := '{}';
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
      refused := refused || array(select jsonb_build_object('nth', e -> 'nth', 'code', 'not_found', 'fields', '[]'::jsonb) from jsonb_array_elements(step.edits) e);
      continue;
    end if;
    outcome := private.edit_bank(workspace, package, step.edits);
    made := made || array(select jsonb_array_elements(outcome -> 'made'));
    written := written || array(select jsonb_array_elements(outcome -> 'written'));
    refused := refused || array(select jsonb_array_elements(outcome -> 'refused'));
    leaving := leaving || array(select jsonb_array_elements(outcome -> 'leaving'));
    if outcome -> 'body' <> package.body then
      if not keeps_broken then
        perform private.refuse_new_problems(workspace, package.spark_id, package.body, outcome -> 'body');
      end if;
      update public.packages set body = outcome -> 'body' where id = package.id;
    end if;
  end loop;
  return jsonb_build_object('made', to_jsonb(made), 'written', to_jsonb(written), 'refused', to_jsonb(refused), 'leaving', to_jsonb(leaving));
end
$$;
