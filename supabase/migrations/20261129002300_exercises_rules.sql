-- The hard rules of lesson packages (docs/decisions/084-broken-exercises-are-kept.md): what lib/exercises/core/exercise-rules.ts finds is
-- found here as well, and one table of cases runs against both.

create table private.exercise_rules (
  code text not null,
  message text not null,
  fix text not null,
  constraint exercise_rules_pkey primary key (code)
);
comment on table private.exercise_rules is 'The sentences of the hard rules, as lib/exercises/core/rules.ts has them.';
insert into private.exercise_rules (code, message, fix) values
  ('package_shape', 'A package needs exercise_bank and quiz as lists.', 'Add both, empty if there is nothing yet.'),
  ('exercise_shape', 'This is no exercise.', 'Write an object with id, exercise_type and stem, or remove it.'),
  ('unknown_type', 'The type “{value}” is not known here, so nobody can answer the exercise.', 'Choose one of the nine types.'),
  ('missing_exercise_id', 'The exercise has no id.', 'Give it an id of its own.'),
  ('duplicate_exercise', 'The exercise id “{value}” is used twice.', 'Give each exercise its own id.'),
  ('nothing_to_answer', 'There is nothing to answer.', 'Add an option, a blank, a pair or a step.'),
  ('duplicate_option', 'Two options have the id “{value}”.', 'Give each option its own id.'),
  ('no_right_answer', 'There is no right answer.', 'Say what is right.'),
  ('answer_not_an_option', 'The right answer “{value}” is not among the options.', 'Choose one of the options, or add this one.'),
  ('ambiguous_answer', 'Two options have the label “{value}” of the right answer.', 'Give each option its own label, or name the right one by its id.'),
  ('undecided', 'Nobody has decided whether this is true or false.', 'Choose True or False.'),
  ('not_a_number', '“{value}” is not a number.', 'Write digits, like 4.1 or 6e23.'),
  ('duplicate_blank', 'Two blanks have the id “{value}”.', 'Give each its own id.'),
  ('blank_not_in_text', 'The blank “{value}” does not stand in the text.', 'Write {{id}} where it belongs, or remove the blank.'),
  ('blank_undefined', 'The text has the blank “{value}”, of which nothing is said.', 'Say what is accepted there, or take it out of the text.'),
  ('blank_without_answer', 'The blank “{value}” accepts no answer.', 'Write at least one accepted answer.'),
  ('duplicate_step', 'Two steps have the id “{value}”.', 'Give each step its own id.'),
  ('unknown_objective', 'The objective “{value}” is not one of this lesson: no concept that holds the spark has it, nor has its trail.', 'Choose an objective of the lesson, or add this one to its concept.'),
  ('unknown_quiz_item', 'The quiz names “{value}”, which is not in the bank.', 'Add the exercise to the bank, or take it out of the quiz.'),
  ('duplicate_quiz_item', 'The quiz names “{value}” twice.', 'Name it once.'),
  ('quiz_total', 'total_items is {value}, which is not the length of the quiz.', 'Write how many exercises the quiz has.');

create type private.exercise_problem as (code text, pointer text, value text);
comment on type private.exercise_problem is 'A broken hard rule: where (a JSON pointer), and what stands there.';

-- ------------------------------------------------------------------------------------------------ odd shapes
-- Bound when they are made and part of the query that calls them: an exercise asks each of them several times.

create function private.is_named(value jsonb) returns boolean
language sql immutable
return coalesce(case jsonb_typeof(value) when 'string' then value <> '""'::jsonb when 'number' then true when 'boolean' then true end, false);
comment on function private.is_named is 'Whether a value can name something or be shown as a text: not empty, and no list or object.';

create function private.list_of(value jsonb) returns jsonb
language sql immutable
return case jsonb_typeof(value) when 'array' then value else '[]'::jsonb end;

create function private.object_of(value jsonb) returns jsonb
language sql immutable
return case jsonb_typeof(value) when 'object' then value else '{}'::jsonb end;

create function private.named_of(value jsonb) returns jsonb
language sql immutable
return case when jsonb_typeof(value) = 'array'
    then jsonb_path_query_array(value, 'strict $[*] ? (@.type() == "number" || @.type() == "boolean" || (@.type() == "string" && @ != ""))')
  when private.is_named(value) then '[]'::jsonb || value else '[]'::jsonb end;
comment on function private.named_of is 'What a list has to show; one that is no list counts as a list of one.';

create function private.option_tag(option jsonb, nth bigint) returns jsonb
language sql stable
return case when private.is_named(option -> 'label') then option -> 'label'
  else to_jsonb(case when nth <= 26 then '' when nth <= 702 then chr(64 + ((nth - 1) / 26)::integer) else '#' || nth || '-' end || chr(65 + ((nth - 1) % 26)::integer)) end;
comment on function private.option_tag is 'The label of an option, or the one of its place: A to Z, AA to ZZ.';

create function private.option_key(option jsonb, nth bigint) returns jsonb
language sql stable
return case when private.is_named(option -> 'id') then option -> 'id' else private.option_tag(option, nth) end;
comment on function private.option_key is 'What an option goes by: its id, or where it has none its label, or its place.';

create function private.is_numeric(value jsonb) returns boolean
language plpgsql immutable set search_path = ''
as $$
declare
  -- What lies beyond is infinite to a browser.
  most constant numeric := 1.7976931348623158e308;
  words constant text := value #>> '{}';
begin
  if jsonb_typeof(value) = 'number' then
    return abs(words::numeric) < most;
  elsif jsonb_typeof(value) = 'string' and length(words) <= 100 and words ~ '^[ \t\n\r]*[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?[ \t\n\r]*$' then
    return abs(btrim(words, e' \t\n\r')::numeric) < most;
  end if;
  return false;
end
$$;
comment on function private.is_numeric is 'Whether it is a number, or a text that is one, and finite.';

create function private.repeated(problem text, names jsonb[], pointer text) returns private.exercise_problem[]
language plpgsql immutable set search_path = ''
as $$
begin
  if (select count(distinct n) from unnest(names) n where private.is_named(n)) = (select count(*) from unnest(names) n where private.is_named(n)) then
    return '{}';
  end if;
  return array(
    select (problem, format(pointer, r.nth - 1), r.name #>> '{}')::private.exercise_problem
    from (
      select n.name, n.nth, row_number() over (partition by n.name order by n.nth) as time
      from unnest(names) with ordinality n (name, nth) where private.is_named(n.name)
    ) r where r.time > 1 order by r.nth);
end
$$;
comment on function private.repeated is 'A problem for each name that has come before; `pointer` has %s for its place.';

-- ---------------------------------------------------------------------------------------------- by their type

create function private.choice_problems(exercise jsonb) returns private.exercise_problem[]
language plpgsql immutable set search_path = ''
as $$
declare
  keys jsonb[];
  key constant jsonb := private.object_of(exercise -> 'answer_key');
  found private.exercise_problem[];
  named integer;
  list text;
  right_ones jsonb;
begin
  keys := array(select private.option_key(o.option, o.nth)
    from jsonb_array_elements(private.list_of(exercise -> 'options')) with ordinality o (option, nth) order by o.nth);
  if cardinality(keys) = 0 then
    return array[('nothing_to_answer', '/options', null)::private.exercise_problem];
  end if;
  found := private.repeated('duplicate_option', keys, '/options/%s/id');

  if exercise ->> 'exercise_type' = 'mcq' then
    if private.is_named(key -> 'option_id') then
      if not (key -> 'option_id') = any (keys) then
        found := found || ('answer_not_an_option', '/answer_key/option_id', key ->> 'option_id')::private.exercise_problem;
      end if;
    elsif private.is_named(key -> 'label') then
      select count(*) into named from jsonb_array_elements(exercise -> 'options') with ordinality o (option, nth)
      where private.option_tag(o.option, o.nth) = key -> 'label';
      if named <> 1 then
        found := found || (case when named = 0 then 'answer_not_an_option' else 'ambiguous_answer' end, '/answer_key/label', key ->> 'label')::private.exercise_problem;
      end if;
    else
      found := found || ('no_right_answer', '/answer_key', null)::private.exercise_problem;
    end if;
    return found;
  end if;

  list := case when coalesce(key -> 'option_ids', 'null') = 'null' and coalesce(key -> 'option_id', 'null') <> 'null' then 'option_id' else 'option_ids' end;
  right_ones := key -> list;
  if jsonb_typeof(right_ones) = 'array' and right_ones <> '[]' then
    return found || array(
      select ('answer_not_an_option', format('/answer_key/%s/%s', list, a.nth - 1), a.id #>> '{}')::private.exercise_problem
      from jsonb_array_elements(right_ones) with ordinality a (id, nth)
      -- "not in" is looked up in a hash, however many there are of both.
      where a.id not in (select k from unnest(keys) k) order by a.nth);
  elsif not private.is_named(right_ones) then
    return found || ('no_right_answer', '/answer_key/' || list, null)::private.exercise_problem;
  elsif not right_ones = any (keys) then
    return found || ('answer_not_an_option', '/answer_key/' || list, right_ones #>> '{}')::private.exercise_problem;
  end if;
  return found;
end
$$;

create function private.cloze_problems(exercise jsonb) returns private.exercise_problem[]
language plpgsql immutable set search_path = ''
as $$
declare
  -- What a browser takes for a blank; `\s` depends on where the database was made.
  gap constant text := ' \t\n\r\f\v\u00a0\ufeff\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000';
  words constant text := case when private.is_named(exercise -> 'text') then exercise ->> 'text' else '' end;
  in_text jsonb[];
  ids jsonb[];
begin
  in_text := array(select distinct to_jsonb(m[1]) from regexp_matches(words, format('\{\{[%1$s]*([^{}%1$s]+)[%1$s]*\}\}', gap), 'g') m);
  ids := array(select coalesce(b.blank -> 'id', 'null') from jsonb_array_elements(private.list_of(exercise -> 'blanks')) with ordinality b (blank, nth) order by b.nth);
  if cardinality(in_text) = 0 and cardinality(ids) = 0 then
    return array[('nothing_to_answer', '/text', null)::private.exercise_problem];
  end if;
  return private.repeated('duplicate_blank', ids, '/blanks/%s/id') || array(
    select (p.code, p.pointer, p.value #>> '{}')::private.exercise_problem
    from jsonb_array_elements(private.list_of(exercise -> 'blanks')) with ordinality b (blank, nth)
    cross join lateral (
      select private.named_of(b.blank -> 'accepted') as accepted,
        private.list_of(b.blank -> 'options') as options
    ) s
    cross join lateral (
      select 'blank_not_in_text' as code, format('/blanks/%s/id', b.nth - 1) as pointer, b.blank -> 'id' as value
      where coalesce(b.blank -> 'id', 'null') not in (select t from unnest(in_text) t)
      union all
      select 'blank_without_answer', format('/blanks/%s/accepted', b.nth - 1), b.blank -> 'id' where s.accepted = '[]'
      union all
      select 'answer_not_an_option', format('/blanks/%s/accepted', b.nth - 1), s.accepted -> 0
      where s.accepted <> '[]' and s.options <> '[]' and not exists (
        select jsonb_array_elements(s.accepted) intersect select jsonb_array_elements(s.options))
    ) p order by b.nth
  ) || array(
    select ('blank_undefined', '/text', t #>> '{}')::private.exercise_problem from unnest(in_text) t
    where t not in (select i from unnest(ids) i));
end
$$;

create function private.exercise_problems(exercise jsonb) returns private.exercise_problem[]
language plpgsql immutable set search_path = ''
as $$
declare
  found private.exercise_problem[] := '{}';
  tolerance constant jsonb := exercise -> 'tolerance';
  names jsonb[];
begin
  if jsonb_typeof(exercise) is distinct from 'object' then
    return array[('exercise_shape', '', null)::private.exercise_problem];
  end if;
  if not private.is_named(exercise -> 'id') then
    found := found || ('missing_exercise_id', '/id', null)::private.exercise_problem;
  end if;
  case exercise ->> 'exercise_type'
    when 'mcq', 'multi_select' then
      found := found || private.choice_problems(exercise);
    when 'true_false' then
      if not coalesce(exercise -> 'answer', 'null') in ('true', 'false', '"true"', '"false"') then
        found := found || ('undecided', '/answer', null)::private.exercise_problem;
      end if;
    when 'short_answer' then
      if not private.is_named(exercise -> 'canonical_answer') and private.named_of(exercise -> 'acceptable_answers') = '[]' then
        found := found || ('no_right_answer', '/canonical_answer', null)::private.exercise_problem;
      end if;
    when 'numeric' then
      if not private.is_numeric(exercise -> 'value') then
        found := found || ('not_a_number', '/value', exercise ->> 'value')::private.exercise_problem;
      end if;
      if jsonb_typeof(tolerance) = 'object' then
        if not private.is_numeric(tolerance -> 'value') then
          found := found || ('not_a_number', '/tolerance/value', tolerance ->> 'value')::private.exercise_problem;
        end if;
      elsif coalesce(tolerance, 'null') <> 'null' and not private.is_numeric(tolerance) then
        found := found || ('not_a_number', '/tolerance', tolerance #>> '{}')::private.exercise_problem;
      end if;
    when 'cloze' then
      found := found || private.cloze_problems(exercise);
    when 'matching' then
      if private.list_of(exercise -> 'pairs') = '[]' then
        found := found || ('nothing_to_answer', '/pairs', null)::private.exercise_problem;
      end if;
    when 'ordering' then
      names := array(select case when private.is_named(i.item -> 'id') then i.item -> 'id' else to_jsonb(i.nth::text) end
        from jsonb_array_elements(private.list_of(exercise -> 'items')) with ordinality i (item, nth) order by i.nth);
      found := found || case when cardinality(names) = 0 then array[('nothing_to_answer', '/items', null)::private.exercise_problem]
        else private.repeated('duplicate_step', names, '/items/%s/id') end;
    when 'open_response' then
      found := found || array(
        select ('not_a_number', format('/rubric/%s/levels/%s/points', r.nth - 1, l.nth - 1), l.level ->> 'points')::private.exercise_problem
        from jsonb_array_elements(private.list_of(exercise -> 'rubric')) with ordinality r (criterion, nth)
        cross join lateral jsonb_array_elements(private.list_of(r.criterion -> 'levels')) with ordinality l (level, nth)
        where not private.is_numeric(l.level -> 'points') order by r.nth, l.nth);
    else
      found := found || ('unknown_type', '/exercise_type', exercise ->> 'exercise_type')::private.exercise_problem;
  end case;
  return found;
end
$$;
comment on function private.exercise_problems is
  'The hard rules that an exercise breaks by itself, pointers into the exercise. What has to do with the others of its bank is in private.package_problems.';

-- --------------------------------------------------------------------------------------- a package as a whole

drop function private.package_problems(jsonb);
create function private.package_problems(body jsonb, objectives text[] default null)
returns table (code text, pointer text, message text, fix text, place bigint)
language sql stable set search_path = ''
as $$
  with shape as (
    select coalesce(jsonb_typeof(body -> 'exercise_bank') = 'array' and jsonb_typeof(body -> 'quiz') = 'array', false) as is_whole
  ), bank as materialized (
    select e.exercise, e.exercise -> 'id' as id, e.place - 1 as place
    from shape s cross join lateral jsonb_array_elements(case when s.is_whole then body -> 'exercise_bank' end)
      with ordinality e (exercise, place)
  ), named as materialized (
    select b.id, b.place, row_number() over (partition by b.id order by b.place) as nth from bank b where private.is_named(b.id)
  ), quiz as materialized (
    select q.id, q.place - 1 as place, private.is_named(q.id) as is_named,
      row_number() over (partition by q.id order by q.place) as nth
    from shape s cross join lateral jsonb_array_elements(case when s.is_whole then body -> 'quiz' end)
      with ordinality q (id, place)
  ), found as (
    select 'package_shape' as code, '' as pointer, null as value, null::bigint as place from shape s where not s.is_whole
    union all
    select p.code, format('/exercise_bank/%s%s', b.place, p.pointer), p.value, b.place
      from bank b cross join lateral unnest(private.exercise_problems(b.exercise)) p
    union all
    select 'duplicate_exercise', format('/exercise_bank/%s/id', n.place), n.id #>> '{}', n.place from named n where n.nth > 1
    union all
    select 'unknown_objective', format('/exercise_bank/%s/aligned_learning_objective', b.place), b.exercise ->> 'aligned_learning_objective', b.place
      from bank b
      where objectives is not null and private.is_named(b.exercise -> 'aligned_learning_objective')
        and not (jsonb_typeof(b.exercise -> 'aligned_learning_objective') = 'string' and b.exercise ->> 'aligned_learning_objective' in (select unnest(objectives)))
    union all
    select 'unknown_quiz_item', format('/quiz/%s', q.place), q.id #>> '{}', null
      from quiz q where not q.is_named or q.id not in (select n.id from named n)
    union all
    select 'duplicate_quiz_item', format('/quiz/%s', q.place), q.id #>> '{}', null from quiz q where q.is_named and q.nth > 1
    union all
    select 'quiz_total', '/quiz_metadata/total_items', body #>> '{quiz_metadata,total_items}', null
      from shape s
      where s.is_whole and jsonb_typeof(body -> 'quiz_metadata') = 'object' and jsonb_typeof(body #> '{quiz_metadata,total_items}') = 'number'
        and (body #>> '{quiz_metadata,total_items}')::numeric <> (select count(*) from quiz)
  )
  select f.code, f.pointer, replace(r.message, '{value}', left(coalesce(f.value, ''), 80)), r.fix, f.place
  from found f join private.exercise_rules r on r.code = f.code order by f.place nulls last, f.pointer, f.code
$$;
comment on function private.package_problems is
  'The hard rules that a package breaks: where (a JSON pointer, and the place of the exercise in the bank), in words, and what to do. objectives: the text ids that its lesson has; null: nobody knows.';

-- ------------------------------------------------------------------------------------ objectives of a lesson

create function private.course_objectives(learning_objectives jsonb) returns setof text
language sql immutable set search_path = ''
as $$
  -- A course that lists its objectives as texts numbers them: lo_1, lo_2.
  select coalesce(case when private.is_named(o.item -> 'id') then o.item ->> 'id' when private.is_named(o.item -> 'objective_id') then o.item ->> 'objective_id' end, 'lo_' || o.nth)
  from jsonb_array_elements(private.list_of(learning_objectives)) with ordinality o (item, nth)
$$;
comment on function private.course_objectives is 'The text ids of the objectives of a trail, from its course profile.';

create function private.lesson_objectives(workspace uuid, sparks uuid[] default null) returns table (spark_id uuid, objective text)
language sql stable set search_path = ''
as $$
  select p.spark_id, o.objective_id
  from public.concept_sparks p join public.objectives o on o.concept_id = p.concept_id and o.workspace_id = p.workspace_id
  where p.workspace_id = workspace and (sparks is null or p.spark_id = any (sparks))
  union
  select p.spark_id, t.objective
  from public.course_profiles f
  cross join lateral private.course_objectives(f.learning_objectives) t (objective)
  join public.concepts c on c.trail_id = f.trail_id and c.workspace_id = f.workspace_id
  join public.concept_sparks p on p.concept_id = c.id and p.workspace_id = c.workspace_id
  where f.workspace_id = workspace and (sparks is null or p.spark_id = any (sparks))
$$;
comment on function private.lesson_objectives is
  'The objectives that exercises of a spark may name: of each concept that holds it, and of the trails of those. sparks: null for all of the workspace.';

create function private.objectives_of(workspace uuid, spark uuid) returns text[]
language sql stable set search_path = ''
as $$ select coalesce(array_agg(o.objective), '{}') from private.lesson_objectives(workspace, array[spark]) o $$;

-- ------------------------------------------------------------------------------------------- direct writes

create function private.problem_list(body jsonb, objectives text[]) returns jsonb
language sql stable set search_path = ''
as $$
  select jsonb_agg(jsonb_build_object('code', p.code, 'pointer', p.pointer, 'message', p.message, 'fix', p.fix) order by p.nth)
  from (select l.*, row_number() over () as nth from private.package_problems(body, objectives) l limit 500) p
$$;

create function private.refuse_broken_package(workspace uuid, spark uuid, body jsonb) returns void
language plpgsql stable security definer set search_path = ''
as $$
declare
  found constant jsonb := private.problem_list(body, private.objectives_of(workspace, spark));
begin
  if found is not null then
    raise exception 'this lesson package breaks % of the rules; nothing was written', case when jsonb_array_length(found) = 1 then 'one' else jsonb_array_length(found)::text end
      using errcode = 'TW006', detail = found::text;
  end if;
end
$$;
comment on function private.refuse_broken_package is 'Refuses with the list of problems: TW006, detail [{code, pointer, message, fix}].';
create function private.guard_package() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.refuse_broken_package(new.workspace_id, new.spark_id, new.body);
  return null;
end
$$;
-- Who writes is asked in the condition, which is looked at with the rights of whoever does: people and programs write through the
-- Data API as themselves, and get what they wrote refused. Functions of the studio (imports, undoing, the form of an exercise) write as
-- their owner, keep what is broken and mark it.
create trigger guard_package_insert after insert on public.packages for each row
  when (current_user in ('authenticated', 'service_role')) execute function private.guard_package();
create trigger guard_package_update after update of body on public.packages for each row
  when (current_user in ('authenticated', 'service_role') and old.body is distinct from new.body) execute function private.guard_package();
