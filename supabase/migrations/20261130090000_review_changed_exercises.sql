-- A proposal may change and remove exercises of a lesson beside adding some. Each of those has a base: what the exercise was when it was drafted.

alter table public.proposals add column exercise_bases jsonb not null default '{}';
-- Columns are granted one by one, since some of this table show to no member.
grant select (exercise_bases) on public.proposals to authenticated;
comment on column public.proposals.exercise_bases is 'Of each exercise that it changes or removes, the hash of what it was when it was drafted: {exercise_id: hash}. While one of them is something else, the proposal is stale.';
comment on column public.proposals.body is 'By kind, as lib/generation/core/proposal.ts has it. outline: {title, modules: [{title, lessons}]}; spark: {title, summary, content_md, ...}; exercises: {exercises: [{do: add, exercise, needs_distractors} | {do: change, exercise_id, before, exercise} | {do: remove, exercise_id, before, why}]}, add where do is not said; links: {links: [{source, target, term, reason, confidence}]}.';
comment on column public.proposals.parts is 'Of a proposal with parts, what became of each: [{nth, is_approved, reason_code, exercise, exercise_hash}]. exercise: what was written instead of the draft; exercise_hash: what whoever merged it saw in the lesson.';

create function private.exercises_named(workspace uuid, spark uuid, ids text[]) returns table (exercise_id text, exercise jsonb, hash text)
language sql stable security definer set search_path = ''
as $$
  select distinct on (1) private.exercise_name(e.exercise), e.exercise, md5(e.exercise::text)
  from public.packages k cross join lateral jsonb_array_elements(private.list_of(k.body -> 'exercise_bank')) with ordinality e (exercise, nth)
  where k.workspace_id = workspace and k.spark_id = spark and private.exercise_name(e.exercise) = any (ids) order by 1, e.nth
$$;
comment on function private.exercises_named is 'Exercises of a lesson by their ids, as they are now, each with its hash.';

create function private.proposed_exercises(body jsonb) returns table (nth integer, does text, exercise_id text, part jsonb)
language sql immutable set search_path = ''
as $$
  select (e.nth - 1)::integer, coalesce(e.part ->> 'do', 'add'), e.part ->> 'exercise_id', e.part
  from jsonb_array_elements(private.list_of(body -> 'exercises')) with ordinality e (part, nth)
$$;
comment on function private.proposed_exercises is 'What a proposal would do with exercises, part by part from 0: add, change or remove.';

create function private.moved_exercises(p public.proposals) returns text[]
language sql stable security definer set search_path = ''
as $$
  select array(
    select b.key from jsonb_each_text(p.exercise_bases) b
    left join private.exercises_named(p.workspace_id, p.place_id, array(select jsonb_object_keys(p.exercise_bases))) n on n.exercise_id = b.key
    where n.hash is distinct from b.value order by b.key)
$$;
comment on function private.moved_exercises is 'The exercises that a proposal changes or removes and that are another now than when it was drafted.';

create function private.note_exercise_bases() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  one record;
begin
  for one in select e.* from private.proposed_exercises(new.body) e where e.does <> 'add' or e.exercise_id is not null loop
    if one.does not in ('change', 'remove') or new.place_kind is distinct from 'spark' or not private.is_named(one.part -> 'exercise_id')
      or jsonb_typeof(one.part -> 'before') is distinct from 'object' or one.does = 'change' and jsonb_typeof(one.part -> 'exercise') is distinct from 'object'
      or new.exercise_bases ? one.exercise_id
    then
      raise exception 'part % of this proposal says of no exercise of a lesson what becomes of it', one.nth using errcode = 'TW006';
    end if;
    new.exercise_bases := new.exercise_bases || jsonb_build_object(one.exercise_id, md5((one.part -> 'before')::text));
  end loop;
  if new.exercise_bases = '{}' then
    return new;
  end if;
  -- Whoever saves exercises of this lesson meanwhile goes before this or comes after it, and then sees it.
  perform from public.packages k where k.workspace_id = new.workspace_id and k.spark_id = new.place_id for share;
  -- What a worker read may write a number otherwise (1 for 1.0): it is the same exercise.
  select new.exercise_bases || coalesce(jsonb_object_agg(n.exercise_id, n.hash), '{}') into new.exercise_bases
  from private.proposed_exercises(new.body) e join private.exercises_named(new.workspace_id, new.place_id, array(select jsonb_object_keys(new.exercise_bases))) n on n.exercise_id = e.exercise_id
  where n.exercise = e.part -> 'before';
  if new.status = 'pending' and private.moved_exercises(new) <> '{}' then
    new.status := 'stale';
    new.stale_because := 'changed';
  end if;
  return new;
end
$$;
-- After note_base, which says what it knows of the text.
create trigger note_exercise_bases before insert on public.proposals for each row when (new.kind in ('exercises', 'quiz')) execute function private.note_exercise_bases();

create function private.hold_bank(workspace uuid, spark uuid) returns void
language plpgsql security definer set search_path = '' set lock_timeout = '500ms'
as $$
begin
  -- Whoever saves exercises has their bank and may wait for the proposal that is decided here: waiting for them in turn would be a ring.
  perform from public.packages k where k.workspace_id = workspace and k.spark_id = spark for update;
exception when lock_not_available then
  raise exception 'Somebody is saving exercises of this lesson right now. Try again in a moment.' using errcode = 'TW003';
end
$$;
comment on function private.hold_bank is 'Locks the exercises of a lesson for a decision, or refuses soon where somebody is writing them.';

create function private.guard_exercises() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  moved text;
begin
  if new.exercise_bases <> old.exercise_bases then
    raise exception 'a proposal stays as it was made' using errcode = 'TW002';
  elsif new.status = old.status or new.exercise_bases = '{}' then
    return new;
  elsif new.status = 'approved' and new.decided_at = old.decided_at and exists (
    select from public.change_sets c where c.id = old.change_set_id and c.undone_by is null
  ) then
    -- What was approved, undone and done again stands in the lesson already.
    return new;
  elsif new.status = 'approved' then
    perform private.hold_bank(new.workspace_id, new.place_id);
    select e.exercise_id into moved from private.proposed_exercises(new.body) e
    left join jsonb_array_elements(private.list_of(new.parts)) d (part) on (d.part ->> 'nth')::integer = e.nth
    left join private.exercises_named(new.workspace_id, new.place_id, array(select jsonb_object_keys(new.exercise_bases))) n on n.exercise_id = e.exercise_id
    where e.does <> 'add' and coalesce((d.part ->> 'is_approved')::boolean, true)
      -- Who merged it says which exercise they saw.
      and n.hash is distinct from coalesce(d.part ->> 'exercise_hash', new.exercise_bases ->> e.exercise_id) order by e.nth limit 1;
    if moved is not null then
      raise exception 'The exercise “%” changed since this was written.', moved using errcode = 'TW003';
    end if;
  -- Whoever decides a stale one lets it wait first, and is looked at above. What waits again by itself has to be as it was drafted.
  elsif new.status = 'pending' and (old.status <> 'stale' or pg_trigger_depth() > 1) and private.moved_exercises(new) <> '{}' then
    new.status := 'stale';
    new.stale_because := 'changed';
  end if;
  return new;
end
$$;
-- After guard_decision, by its name.
create trigger guard_exercises before update on public.proposals for each row when (new.kind in ('exercises', 'quiz')) execute function private.guard_exercises();

create function private.follow_exercises() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.proposals p set status = case when w.is_as_drafted then 'pending' else 'stale' end::public.proposal_status,
    stale_because = case when not w.is_as_drafted then 'changed' end
  from (
    select q.id, private.moved_exercises(q) = '{}' and q.base_hash = private.text_hash(s.content_md) as is_as_drafted
    from rows_now n join public.proposals q on q.workspace_id = n.workspace_id and q.place_id = n.spark_id
    join public.sparks s on s.workspace_id = q.workspace_id and s.id = q.place_id
    where q.place_kind = 'spark' and q.status in ('pending', 'stale') and q.exercise_bases <> '{}' order by q.id) w
  where p.id = w.id and p.status in ('pending', 'stale') and (p.status = 'pending') <> w.is_as_drafted;
  return null;
end
$$;
create trigger follow_exercises_insert after insert on public.packages referencing new table as rows_now for each statement execute function private.follow_exercises();
create trigger follow_exercises_update after update on public.packages referencing new table as rows_now for each statement execute function private.follow_exercises();
create trigger follow_exercises_delete after delete on public.packages referencing old table as rows_now for each statement execute function private.follow_exercises();

create or replace function private.write_exercises_of(p public.proposals, written jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  spark constant uuid := case when p.place_kind = 'spark' then p.place_id else private.approved_spark(p, p.body ->> 'spark') end;
  edits jsonb;
  outcome jsonb;
begin
  if spark is null then
    raise exception 'These exercises belong to a lesson that is not approved yet. Approve the lesson first.' using errcode = 'TW002';
  end if;
  -- Which exercise a part is about stands in the draft alone, whatever was written instead of its words.
  select jsonb_agg(jsonb_build_object('spark_id', spark, 'nth', e.nth) || case e.does
      when 'add' then jsonb_build_object('do', 'add', 'exercise', w.exercise)
      when 'remove' then jsonb_build_object('do', 'remove', 'exercise_id', e.exercise_id, 'hash', n.hash)
      else jsonb_build_object('do', 'set', 'exercise_id', e.exercise_id, 'hash', n.hash, 'fields', w.exercise - 'id',
        'drop', array(select k from jsonb_object_keys(private.object_of(n.exercise)) k where k <> 'id' and not w.exercise ? k)) end order by e.nth) into edits
  from private.proposed_exercises(p.body) e
  left join jsonb_array_elements(private.list_of(p.parts)) d (part) on (d.part ->> 'nth')::integer = e.nth
  left join private.exercises_named(p.workspace_id, spark, array(select jsonb_object_keys(p.exercise_bases))) n on n.exercise_id = e.exercise_id
  cross join lateral (select coalesce(nullif(d.part -> 'exercise', 'null'), written #> array['exercises', e.nth::text, 'exercise'], e.part -> 'exercise') as exercise) w
  where coalesce((d.part ->> 'is_approved')::boolean, true);
  if edits is null then
    return '[]';
  end if;
  perform private.make_packages(p.workspace_id, array[spark]);
  perform private.hold_bank(p.workspace_id, spark);
  outcome := private.edit_banks(p.workspace_id, edits, false);
  if outcome -> 'refused' <> '[]' then
    raise exception 'An exercise of this draft changed since it was written.' using errcode = 'TW003';
  end if;
  if p.kind = 'quiz' and outcome -> 'made' <> '[]' then
    perform private.edit_banks(p.workspace_id, jsonb_build_array(jsonb_build_object('do', 'quiz_add', 'nth', 0, 'spark_id', spark,
      'exercise_ids', (select jsonb_agg(m -> 'exercise_id' order by (m ->> 'nth')::integer) from jsonb_array_elements(outcome -> 'made') m))), false);
  end if;
  return jsonb_build_array(jsonb_build_object('kind', 'package', 'id', spark, 'exercises', jsonb_array_length(edits)));
end
$$;

create function public.read_proposed_exercises(p_workspace uuid, p_proposal uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('exercise_id', b.key, 'is_as_drafted', n.hash is not distinct from b.value, 'hash', n.hash, 'exercise', n.exercise,
      'by_name', l.by_name) order by b.key), '[]')
    from public.proposals p
    cross join lateral jsonb_each_text(p.exercise_bases) b
    left join private.exercises_named(p.workspace_id, p.place_id, array(select jsonb_object_keys(p.exercise_bases))) n on n.exercise_id = b.key
    -- Who wrote it last; of one that is gone, who took it out.
    left join lateral (
      select f.display_name as by_name from private.exercise_versions v join public.packages k on k.id = v.package_id join public.revisions r on r.id = v.revision_id
      left join public.profiles f on f.user_id = r.author
      where k.workspace_id = p_workspace and k.spark_id = p.place_id and v.exercise_id = b.key order by v.version desc limit 1) l on true
    where p.workspace_id = p_workspace and p.id = p_proposal);
end
$$;
comment on function public.read_proposed_exercises is 'The exercises that a proposal changes or removes, as they are now: [{exercise_id, is_as_drafted, hash, exercise, by_name}]; exercise and hash null where it is in the bank no more.';
grant execute on function public.read_proposed_exercises to authenticated, service_role;
