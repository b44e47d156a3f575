-- What people did with 0.1.0 before they got a newer version: run by supabase/tests/base/upgrade.test.ts on a database that has the
-- migrations of 0.1.0 and no other, with the functions of 0.1.0. Not edited any more, whatever those are called later.
-- $course stands for course.json: the items of the demo course, as the import of 0.1.0 sent them.

insert into auth.users (id, email, aud, role, email_confirmed_at) values
  ('00000000-0000-4000-8000-000000000001', 'admin@upgrade.test', 'authenticated', 'authenticated', now());
insert into public.workspaces (id, slug, name, content_is_open) values ('00000000-0000-4000-8000-000000000002', 'upgrade', 'Upgrade', true);
insert into public.memberships (workspace_id, user_id, role)
values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'admin');
insert into public.invitations (workspace_id, email, role) values ('00000000-0000-4000-8000-000000000002', 'later@upgrade.test', 'editor');
insert into public.content_keys (workspace_id, name, prefix, key_hash)
values ('00000000-0000-4000-8000-000000000002', 'App', 'twk_', repeat('a', 64));

do $acts$
declare
  space constant uuid := '00000000-0000-4000-8000-000000000002';
  course constant jsonb := $course;
  brought uuid;
  outcome jsonb;
  one uuid;
  two uuid;
  snapshot uuid;
begin
  -- Who signs in: change sets get an author, presence and marks a person.
  perform set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
  brought := public.start_import(space, '2026.1', 'upgrade test', '1', 'Demo course', 'bundle.json', '{"label": "demo"}');
  perform public.add_import_items(brought, course);
  outcome := public.plan_import(brought);
  if outcome -> 'problems' <> '[]' then
    raise exception 'the course has problems: %', outcome;
  end if;
  outcome := public.apply_import(brought);
  outcome := public.stage_import(brought);
  if not (outcome ->> 'ok')::boolean then
    raise exception 'the course cannot be staged: %', outcome;
  end if;
  perform public.promote_import(brought);
end
$acts$;

-- Of every kind that the course leaves out, one.
with persona as (
  insert into public.personas (workspace_id, slug, display_name) values ('00000000-0000-4000-8000-000000000002', 'ada', 'Ada') returning id
), trail as (
  select id from public.trails order by ordinal limit 1
), profile as (
  insert into public.course_profiles (workspace_id, trail_id, persona_id)
  select '00000000-0000-4000-8000-000000000002', trail.id, persona.id from trail, persona
), research as (
  insert into public.market_research (workspace_id, trail_id, research_summary)
  select '00000000-0000-4000-8000-000000000002', id, '"Much asked for."' from trail
), measured as (
  insert into public.trail_performance (workspace_id, trail_id, measured_on, views)
  select '00000000-0000-4000-8000-000000000002', id, '2026-11-20', 12 from trail
), concept as (
  select id from public.concepts order by ordinal limit 1
), unit as (
  insert into public.unit_profiles (workspace_id, concept_id, learner_level) select '00000000-0000-4000-8000-000000000002', id, 'first year' from concept
), resource as (
  insert into public.resources (workspace_id, concept_id, resource_key, filename)
  select '00000000-0000-4000-8000-000000000002', id, 'r1', 'handout.pdf' from concept
)
insert into public.lesson_profiles (workspace_id, spark_id, lesson_id)
select '00000000-0000-4000-8000-000000000002', id, '1.1' from public.sparks order by ordinal limit 1;
insert into public.assets (workspace_id, path, media_type, byte_size, sha256)
values ('00000000-0000-4000-8000-000000000002', 'art/a.png', 'image/png', 3, repeat('ab', 32));
insert into public.concept_links (workspace_id, source_id, target_id, link_type)
select '00000000-0000-4000-8000-000000000002', a.id, b.id, 'deepens' from
  (select id from public.concepts order by ordinal limit 1) a, (select id from public.concepts order by ordinal offset 1 limit 1) b
on conflict do nothing;

-- Edits, a new name, something in the trash, something that waits to be staged, places on the map, marks and searches.
do $acts$
declare
  space constant uuid := '00000000-0000-4000-8000-000000000002';
  one uuid;
  two uuid;
  three uuid;
begin
  perform set_config('request.jwt.claims', '{"sub": "00000000-0000-4000-8000-000000000001", "role": "authenticated"}', true);
  select id into one from public.sparks order by ordinal limit 1;
  select id into two from public.sparks order by ordinal offset 1 limit 1;
  select id into three from public.sparks order by ordinal offset 2 limit 1;
  update public.sparks set title = title || ' (second edition)', slug = slug || '-2' where id = one;
  perform public.trash(space, 'spark', three);
  perform public.set_positions(space, 'spark', jsonb_build_array(jsonb_build_array(one, 10, 20)));
  perform public.mark_for_review(space, array[two], one, 'It changed.');
  perform public.dismiss_suggestion(space, one, two);
  perform public.be_present(space, 'spark', one, true);
  perform public.search_content(space, 'edition');
  perform public.stage_snapshot(space, '2026.2');
  update public.concepts set title = title || ' and more' where id = (select id from public.concepts order by ordinal limit 1);
end
$acts$;
