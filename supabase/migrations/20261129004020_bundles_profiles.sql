-- What people have outside: the profiles of units, lessons and courses take everything that unit files, course folders and course
-- exports say (docs/decisions/095-profiles-are-kinds.md).

-- An id that something has elsewhere, and which system it has it in: it is found again by the two at the next import.
alter table public.unit_profiles
  add column external_id text, add column external_system text, add column owner_id uuid, add column file_form jsonb,
  add constraint unit_profiles_external_id_length check (char_length(external_id) between 1 and 200),
  add constraint unit_profiles_external_id_visible check (private.is_visible(external_id)),
  add constraint unit_profiles_external_system_length check (char_length(external_system) between 1 and 100),
  add constraint unit_profiles_external_system_visible check (private.is_visible(external_system)),
  add constraint unit_profiles_file_form_object check (jsonb_typeof(file_form) = 'object');
comment on column public.unit_profiles.owner_id is 'The person behind owner_key, if one is known here.';
comment on column public.unit_profiles.file_form is
  'How the file it came from said things, where that is not said anywhere else: empty lists, spellings. Written by imports, read by exports.';
alter table public.lesson_profiles
  add column external_id text, add column external_system text, add column package_version integer, add column flow_run_id text,
  add column file_path text, add column file_form jsonb,
  alter column podcast_generated_at type text using to_char(podcast_generated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  add constraint lesson_profiles_podcast_generated_at_date check (private.is_date(podcast_generated_at)),
  add constraint lesson_profiles_external_id_length check (char_length(external_id) between 1 and 200),
  add constraint lesson_profiles_external_id_visible check (private.is_visible(external_id)),
  add constraint lesson_profiles_external_system_length check (char_length(external_system) between 1 and 100),
  add constraint lesson_profiles_external_system_visible check (private.is_visible(external_system)),
  add constraint lesson_profiles_file_form_object check (jsonb_typeof(file_form) = 'object');
comment on column public.lesson_profiles.podcast_generated_at is 'As it was written: datetimes keep their spelling.';
comment on column public.lesson_profiles.file_form is 'As in unit_profiles.';
alter table public.course_profiles
  add column external_id text, add column external_system text, add column generation_execution_id text, add column published_at text,
  add column file_form jsonb,
  alter column keywords drop not null, alter column keywords drop default,
  add constraint course_profiles_published_at_date check (private.is_date(published_at)),
  add constraint course_profiles_external_id_length check (char_length(external_id) between 1 and 200),
  add constraint course_profiles_external_id_visible check (private.is_visible(external_id)),
  add constraint course_profiles_external_system_length check (char_length(external_system) between 1 and 100),
  add constraint course_profiles_external_system_visible check (private.is_visible(external_system)),
  add constraint course_profiles_file_form_object check (jsonb_typeof(file_form) = 'object');
comment on column public.course_profiles.file_form is 'As in unit_profiles.';
alter table public.market_research
  add column file_form jsonb,
  add constraint market_research_file_form_object check (jsonb_typeof(file_form) = 'object');
comment on column public.market_research.file_form is 'As in unit_profiles.';
alter table public.personas
  add column external_id text, add column external_system text,
  alter column voice_profile drop not null, alter column voice_profile drop default,
  add constraint personas_display_name_visible check (private.is_visible(display_name)),
  add constraint personas_external_id_length check (char_length(external_id) between 1 and 200),
  add constraint personas_external_id_visible check (private.is_visible(external_id)),
  add constraint personas_external_system_length check (char_length(external_system) between 1 and 100),
  add constraint personas_external_system_visible check (private.is_visible(external_system));
alter table public.resources
  add column order_index integer not null default 0,
  add constraint resources_order_index_range check (order_index >= 0),
  add constraint resources_resource_key_length check (char_length(resource_key) between 1 and 200),
  add constraint resources_resource_key_visible check (private.is_visible(resource_key));

-- Who owns a unit is written by people as well; how a file was written and what it is called elsewhere by imports alone.
grant insert (owner_id), update (owner_id) on public.unit_profiles to authenticated;
grant insert (order_index), update (order_index) on public.resources to authenticated;

create unique index unit_profiles_external_idx on public.unit_profiles (workspace_id, external_system, external_id) where external_id is not null;
create unique index lesson_profiles_external_idx on public.lesson_profiles (workspace_id, external_system, external_id) where external_id is not null;
create unique index course_profiles_external_idx on public.course_profiles (workspace_id, external_system, external_id) where external_id is not null;
create unique index personas_external_idx on public.personas (workspace_id, external_system, external_id) where external_id is not null;

create function private.release_external_id() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  is_taken boolean;
begin
  execute format('select exists (select from public.%I t where t.workspace_id = $1 and t.external_system = $2 and t.external_id = $3)', tg_table_name)
  into is_taken using new.workspace_id, new.external_system, new.external_id;
  if is_taken then
    new.external_id := null;
    new.external_system := null;
  end if;
  return new;
end
$$;
comment on function private.release_external_id is
  'An id from outside belongs to one of a kind: a copy, or what comes back from the trash after it was imported anew, is without.';
create trigger release_external_id before insert on public.unit_profiles
  for each row when (new.external_id is not null) execute function private.release_external_id();
create trigger release_external_id before insert on public.lesson_profiles
  for each row when (new.external_id is not null) execute function private.release_external_id();
create trigger release_external_id before insert on public.course_profiles
  for each row when (new.external_id is not null) execute function private.release_external_id();
create trigger release_external_id before insert on public.personas
  for each row when (new.external_id is not null) execute function private.release_external_id();

-- One history: that of a concept, spark or trail shows its profile and all that belongs to it.
update private.kinds set is_below = true
where kind in ('course_profile', 'market_research', 'unit_profile', 'resource', 'lesson_profile');

create function public.find_external(p_workspace uuid, p_kind public.content_kind, p_system text, p_asked jsonb) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  k private.kinds;
  profile private.kinds;
  facts text := case p_kind 
    when 'spark' then 't.estimated_mins, t.difficulty, null::text as parent'
    when 'trail' then 'null::integer as estimated_mins, t.difficulty_level as difficulty, (select d.slug from public.domains d where d.id = t.domain_id) as parent'
    else 'null::integer as estimated_mins, null::text as difficulty, null::text as parent' end;
  found jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  select * into profile from private.kinds n
  where n.kind = case p_kind when 'concept' then 'unit_profile' when 'spark' then 'lesson_profile' when 'trail' then 'course_profile' end::public.content_kind;
  if profile.kind is null and p_kind <> 'persona' then
    raise exception 'only concepts, sparks, trails and personas have ids from outside' using errcode = 'TW006';
  end if;
  -- By its id from outside; else, where the id is a slug, by that, unless what is there has another id of this system.
  execute format($sql$
    select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', t.slug, 'difficulty', t.difficulty, 'estimated_mins', t.estimated_mins,
      'parent', t.parent, 'is_taken', exists (select from public.%1$I l where l.workspace_id = $1 and l.slug = a.slug)
        or exists (select from public.slug_redirects r where r.workspace_id = $1 and r.kind = $2 and r.old_slug = a.slug)) order by a.nth), '[]')
    from jsonb_array_elements($4) with ordinality n (item, nth)
    cross join lateral (select n.nth, n.item ->> 'id' as id, n.item ->> 'slug' as slug, coalesce((n.item ->> 'is_slug')::boolean, false) as is_slug) a
    left join lateral (
      select t.slug, %2$s from public.%1$I t %3$s where t.workspace_id = $1 and %4$s.external_system = $3 and %4$s.external_id = a.id limit 1
    ) own on true
    left join lateral (
      select t.slug, %2$s from public.%1$I t left join public.%5$I p on p.%6$I = t.id
      where own.slug is null and a.is_slug and t.workspace_id = $1 and (p.external_id is null or p.external_system <> $3) and t.id = coalesce(
        (select l.id from public.%1$I l where l.workspace_id = $1 and l.slug = a.slug),
        (select r.entity_id from public.slug_redirects r where r.workspace_id = $1 and r.kind = $2 and r.old_slug = a.slug))
      limit 1
    ) same on true
    cross join lateral (select coalesce(own.slug, same.slug) as slug, coalesce(own.difficulty::text, same.difficulty::text) as difficulty,
      coalesce(own.estimated_mins, same.estimated_mins) as estimated_mins, coalesce(own.parent, same.parent) as parent) t
    $sql$, k.table_name, facts,
    case when profile.kind is not null then format('join public.%I p on p.%I = t.id', profile.table_name, profile.ref_a) end,
    case when profile.kind is null then 't' else 'p' end,
    coalesce(profile.table_name, k.table_name), coalesce(profile.ref_a, 'id'))
  into found using p_workspace, p_kind, p_system, p_asked;
  return found;
end
$$;
comment on function public.find_external is
  'What concepts, sparks, trails or personas of another system are here: p_asked [{id, slug, is_slug}] gives [{id, slug, difficulty, estimated_mins, parent, is_taken}] in its order. slug: of what has the id, or (is_slug: the id is a slug itself) of what has that slug; null when nothing has. parent: the domain of a trail. is_taken: whether the slug that was asked for is in use.';
grant execute on function public.find_external to authenticated, service_role;
