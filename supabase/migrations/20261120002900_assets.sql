-- Files that lessons show: where their bytes are, who may have them, which lessons use them, and what is wrong with that.
--
-- A row of public.assets is a kind of content like any other: it has history, goes to the trash and is part of snapshots. The bytes
-- are an object of Supabase Storage, bucket `assets`, under `{workspace}/{sha256}`. Lessons name a file by the first 32 digits of
-- its digest, `/assets/{key}/{name}`, so what a snapshot shows never changes, and a course that goes elsewhere keeps its addresses
-- (docs/decisions/033-assets.md).

-- ---------------------------------------------------------------------------------------------- the bytes

insert into storage.buckets (id, name, public, file_size_limit) values ('assets', 'assets', false, 52428800)
  on conflict (id) do nothing;

create function private.is_stored(workspace uuid, digest text) returns boolean
language sql stable security definer set search_path = ''
as $$ select exists (select from storage.objects o where o.bucket_id = 'assets' and o.name = workspace || '/' || digest) $$;
comment on function private.is_stored is 'Whether the bytes of a file have arrived. A bundle may name files that nobody has uploaded here.';

create function private.is_served(object text) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select from public.entity_versions v
    join public.snapshots s on s.workspace_id = v.workspace_id and s.status = 'current' and v.from_seq <= s.seq and v.to_seq > s.seq
    where v.kind = 'asset' and left(v.body ->> 'sha256', 32) = left(split_part(object, '/', 2), 32)
      and v.workspace_id || '/' || (v.body ->> 'sha256') = object)
$$;
comment on function private.is_served is 'Whether readers get this object with a current snapshot.';
grant execute on function private.is_served to anon, authenticated;

create policy "Members read the files of their workspaces" on storage.objects for select to authenticated
  using (bucket_id = 'assets' and split_part(name, '/', 1) in (select w::text from private.my_workspaces() w));
create policy "Editors add files to their workspaces" on storage.objects for insert to authenticated
  with check (bucket_id = 'assets' and name ~ '^[0-9a-f-]{36}/[0-9a-f]{64}$'
    and split_part(name, '/', 1) in (select w::text from private.my_workspaces() w));
-- The name of an object is a capability: public.find_asset tells it to whom may read, and nobody can list or sign what they were not told.
create policy "Readers get published files whose name they were told" on storage.objects for select to anon, authenticated
  using (bucket_id = 'assets' and storage.operation() = 'storage.object.get_authenticated' and private.is_served(name));

create function private.unused_files(most integer default 500, among text[] default null) returns setof text
language sql stable security definer set search_path = ''
as $$
  select o.name from storage.objects o
  where o.bucket_id = 'assets' and (among is null or o.name = any (among))
    -- Its row may be on the way.
    and o.created_at < now() - interval '1 day'
    and not exists (select from public.assets a where left(a.sha256, 32) = left(split_part(o.name, '/', 2), 32)
      and a.workspace_id || '/' || a.sha256 = o.name)
    and not exists (select from public.entity_versions v where v.kind = 'asset' and left(v.body ->> 'sha256', 32) = left(split_part(o.name, '/', 2), 32)
      and v.workspace_id || '/' || (v.body ->> 'sha256') = o.name)
    and not exists (select from public.revisions r where r.kind = 'asset' and r.workspace_id::text = split_part(o.name, '/', 1)
      and r.body ->> 'sha256' = split_part(o.name, '/', 2))
  order by o.name limit most
$$;
comment on function private.unused_files is 'Objects that nothing names any more: no file, no snapshot, nothing in the trash or in history. The worker removes them, after it has looked again under the lock of public.add_asset.';

-- ------------------------------------------------------------------------------- what a lesson shows
-- Markdown is read here by its letters and not by a parser, because a lesson comes in by many doors (editor, import, undo, Data API)
-- and a rule of staging has to hold for all of them. Code and comments are left out; the cases of supabase/tests/assets/mentions.test.ts
-- say how far this agrees with the parser.

create function private.without_code(markdown text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  plain text := replace(markdown, e'\r', '');
  kept text[] := '{}';
  line text;
  fence text;
  mark text;
begin
  if plain ~ '```|~~~' then
    foreach line in array string_to_array(plain, e'\n') loop
      if fence is null then
        select coalesce(m[1], m[2]) into fence
        from regexp_match(line, '^(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*(?:(`{3,})[^`]*|(~{3,}).*)$') m;
        kept := kept || case when fence is null then line else '' end;
      else
        mark := substring(line from '^[\s>]*(`{3,}|~{3,})\s*$');
        if left(mark, 1) = left(fence, 1) and length(mark) >= length(fence) then
          fence := null;
        end if;
      end if;
    end loop;
    plain := array_to_string(kept, e'\n');
  end if;
  plain := regexp_replace(plain, '<!--.*?-->', '', 'g');
  return regexp_replace(regexp_replace(plain, '``[^\n]*?``', '', 'g'), '`[^`\n]+`', '', 'g');
end
$$;
comment on function private.without_code is 'Markdown without fenced code, code in the text and comments.';

create function private.lesson_images(markdown text) returns table (address text, alt text)
language sql immutable set search_path = ''
as $$
  with lesson as materialized (
    select private.without_code(markdown) as plain
  ), definitions as (
    select lower(d[1]) as label, d[2] as address
    from lesson, regexp_matches(plain, '(?:^|\n) {0,3}\[([^][]+)\]:[ \t]*\n?[ \t]*<?([^\s<>]+)', 'g') d
  )
  select coalesce(i[2], i[3]), i[1]
  from lesson, regexp_matches(plain, '!\[((?:[^][\\]|\\.|\[[^][]*\])*)\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))', 'g') i
  union all
  select d.address, i[1]
  from lesson, regexp_matches(plain, '!\[([^][]*)\](?:\[([^][]*)\]|(?![(\[]))', 'g') i
  join definitions d on d.label = lower(coalesce(nullif(i[2], ''), i[1]))
  union all
  select coalesce(substring(t[1] from '(?i)\ssrc\s*=\s*"([^"]*)"'), substring(t[1] from '(?i)\ssrc\s*=\s*''([^'']*)'''),
      substring(t[1] from '(?i)\ssrc\s*=\s*([^\s"''>]+)'), ''),
    coalesce(substring(t[1] from '(?i)\salt\s*=\s*"([^"]*)"'), substring(t[1] from '(?i)\salt\s*=\s*''([^'']*)'''),
      substring(t[1] from '(?i)\salt\s*=\s*([^\s"''>]+)'), '')
  from lesson, regexp_matches(plain, '(<img\M[^>]*>)', 'gi') t
$$;
comment on function private.lesson_images is 'The images of a lesson: inline, by reference, and in HTML.';

create function private.asset_mentions(markdown text) returns table (asset text, lacks_alt boolean)
language sql immutable set search_path = ''
as $$
  -- From the root only: below another host or path it is somebody else's file.
  select m[1], coalesce(bool_or(trim(i.alt) = ''), false)
  from regexp_matches(private.without_code(markdown), '(?:^|[^\w.:/~%-])/assets/([0-9a-f]{32})(?=[/\s)"''>]|$)', 'g') m
  left join private.lesson_images(markdown) i on i.address like '/assets/' || m[1] || '%'
  group by m[1]
$$;
comment on function private.asset_mentions is 'The files that a lesson names, and whether it shows one of them without a description.';

-- ------------------------------------------------------------------------------------------------- uses

create table public.asset_uses (
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  asset text not null,
  lacks_alt boolean not null default false,
  constraint asset_uses_pkey primary key (entity_id, asset),
  constraint asset_uses_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table public.asset_uses is
  'Which working entities name which file (by the key in its address), kept by triggers that only look at what has such an address.';
create index asset_uses_asset_idx on public.asset_uses (workspace_id, asset);

alter table public.asset_uses enable row level security;
grant select on public.asset_uses to authenticated;
grant select on public.asset_uses to service_role;
create policy "Members see what is used where" on public.asset_uses for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function private.track_uses() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op <> 'INSERT' then
    delete from public.asset_uses u where u.entity_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into public.asset_uses (workspace_id, kind, entity_id, asset, lacks_alt)
    select new.workspace_id, tg_argv[0]::public.content_kind, new.id, m.asset, m.lacks_alt
    from private.asset_mentions(to_jsonb(new) ->> tg_argv[1]) m;
  end if;
  return null;
end
$$;
comment on function private.track_uses is 'Keeps public.asset_uses. Arguments: the kind, and the column that may name files.';

-- The conditions are tried for every row of an import: a search for eight letters, and no call where they are missing.
create trigger track_uses_insert after insert on public.sparks
  for each row when (strpos(new.content_md, '/assets/') > 0) execute function private.track_uses('spark', 'content_md');
create trigger track_uses_update after update of content_md on public.sparks
  for each row when (old.content_md <> new.content_md and (strpos(old.content_md, '/assets/') > 0 or strpos(new.content_md, '/assets/') > 0))
  execute function private.track_uses('spark', 'content_md');
create trigger track_uses_delete after delete on public.sparks
  for each row when (strpos(old.content_md, '/assets/') > 0) execute function private.track_uses('spark', 'content_md');

create trigger track_uses_insert after insert on public.packages
  for each row when (strpos(new.body::text, '/assets/') > 0) execute function private.track_uses('package', 'body');
create trigger track_uses_update after update of body on public.packages
  for each row when (strpos(old.body::text, '/assets/') > 0 or strpos(new.body::text, '/assets/') > 0) execute function private.track_uses('package', 'body');
create trigger track_uses_delete after delete on public.packages
  for each row when (strpos(old.body::text, '/assets/') > 0) execute function private.track_uses('package', 'body');

create trigger track_uses_insert after insert on public.unit_profiles
  for each row when (strpos(new.art_image::text, '/assets/') > 0) execute function private.track_uses('unit_profile', 'art_image');
create trigger track_uses_update after update of art_image on public.unit_profiles
  for each row when (strpos(old.art_image::text, '/assets/') > 0 or strpos(new.art_image::text, '/assets/') > 0)
  execute function private.track_uses('unit_profile', 'art_image');
create trigger track_uses_delete after delete on public.unit_profiles
  for each row when (strpos(old.art_image::text, '/assets/') > 0) execute function private.track_uses('unit_profile', 'art_image');

create function private.users_of(workspace uuid, key text) returns table (kind public.content_kind, entity_id uuid, slug text, label text, lacks_alt boolean)
language sql stable security definer set search_path = ''
as $$
  select 'spark'::public.content_kind, s.id, s.slug, s.title, bool_or(u.lacks_alt)
  from public.asset_uses u
  left join public.packages p on u.kind = 'package' and p.id = u.entity_id
  join public.sparks s on s.id = coalesce(p.spark_id, u.entity_id)
  where u.workspace_id = workspace and u.asset = key and u.kind in ('spark', 'package')
  group by s.id
  union all
  select 'concept', c.id, c.slug, c.title, false
  from public.asset_uses u join public.unit_profiles p on p.id = u.entity_id join public.concepts c on c.id = p.concept_id
  where u.workspace_id = workspace and u.asset = key and u.kind = 'unit_profile'
$$;
comment on function private.users_of is 'The lessons and concepts that name a file, the lesson of an exercise among them.';

-- ------------------------------------------------------------------------------------------------ the doors

create function public.add_asset(
  p_workspace uuid, p_path text, p_media_type text, p_byte_size bigint, p_sha256 text,
  p_width integer default null, p_height integer default null, p_alt_text text default null
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made public.assets;
  name text := p_path;
  is_new boolean := false;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Two who upload the same file at once: the second finds what the first made. And what is being swept away is no longer there.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if not private.is_stored(p_workspace, p_sha256) then
    raise exception 'the bytes of this file have not arrived' using errcode = 'TW002';
  end if;
  select * into made from public.assets a
  where a.workspace_id = p_workspace and left(a.sha256, 32) = left(p_sha256, 32) and a.sha256 = p_sha256 order by a.ordinal limit 1;
  if made.id is null then
    for nth in 2 .. 10000 loop
      exit when not exists (select from public.assets a where a.workspace_id = p_workspace and a.path = name);
      name := regexp_replace(p_path, '(\.[^./]*)?$', '-' || nth || '\1');
    end loop;
    insert into public.assets (workspace_id, path, media_type, byte_size, sha256, width, height, alt_text)
    values (p_workspace, name, p_media_type, p_byte_size, p_sha256, p_width, p_height, nullif(trim(p_alt_text), ''))
    returning * into made;
    is_new := true;
  -- A bundle may have said it in its own way.
  elsif (made.media_type, made.byte_size, made.width, made.height) is distinct from (p_media_type, p_byte_size, p_width, p_height) then
    update public.assets a set media_type = p_media_type, byte_size = p_byte_size, width = p_width, height = p_height
    where a.id = made.id returning * into made;
  end if;
  return jsonb_build_object('id', made.id, 'path', made.path, 'media_type', made.media_type, 'byte_size', made.byte_size,
    'sha256', made.sha256, 'width', made.width, 'height', made.height, 'alt_text', made.alt_text, 'is_new', is_new);
end
$$;
comment on function public.add_asset is
  'Enters a file whose bytes are in storage. The same bytes twice are one file: is_new says whether this made it. A name that is taken gets a number.';

create function public.find_asset(p_asset text, p_key_hash text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  found jsonb;
begin
  with named as materialized (
    select a.workspace_id, a.sha256, a.media_type, a.path, true as is_working, false as is_current
    from public.assets a where left(a.sha256, 32) = p_asset
    union all
    select v.workspace_id, v.body ->> 'sha256', v.body ->> 'media_type', v.body ->> 'path', false, exists (
      select from public.snapshots s where s.workspace_id = v.workspace_id and s.status = 'current' and v.from_seq <= s.seq and v.to_seq > s.seq)
    from public.entity_versions v where v.kind = 'asset' and left(v.body ->> 'sha256', 32) = p_asset
  ), ways as materialized (
    select n.workspace_id, private.content_way(n.workspace_id, p_key_hash) as way from (select distinct workspace_id from named) n
  ), files as (
    select distinct on (n.workspace_id, n.sha256) n.workspace_id, n.sha256, n.media_type, n.path, o.created_at,
      array_position('{member,key,open}', y.way) as way,
      -- What replaces the bytes below a name is another object.
      md5(o.id || ' ' || coalesce(o.updated_at, o.created_at)) as stored_as,
      w.content_is_open and bool_or(n.is_current) over (partition by n.workspace_id, n.sha256) as is_public
    from named n
    join ways y on y.workspace_id = n.workspace_id
    join public.workspaces w on w.id = n.workspace_id
    join storage.objects o on o.bucket_id = 'assets' and o.name = n.workspace_id || '/' || n.sha256
    where y.way = 'member' or (y.way is not null and n.is_current)
    order by n.workspace_id, n.sha256, (y.way = 'member' and n.is_working) desc, n.is_current desc
  ), ranked as (
    select f.*, row_number() over (partition by f.workspace_id order by f.created_at, f.sha256) as nth from files f
  )
  -- Whoever makes up a file of the same key comes after those who have it, and no workspace takes all the places.
  select jsonb_agg(jsonb_build_object('workspace_id', r.workspace_id, 'sha256', r.sha256, 'media_type', r.media_type, 'path', r.path,
    'stored_as', r.stored_as, 'is_public', r.is_public) order by r.way, r.nth, r.created_at, r.workspace_id)
  into found
  from (select * from ranked order by way, nth, created_at, workspace_id limit 20) r;
  if found is null then
    raise exception 'there is no such file' using errcode = 'TW004';
  end if;
  return found;
end
$$;
comment on function public.find_asset is
  'Where the file of an address may be, best first, for whoever may see it: members with all that their workspace has or had in a snapshot, readers with what is in a current snapshot. Whether the bytes are what their name says is for the caller to find out. TW004 where there is none.';

create function public.read_assets(
  p_workspace uuid, p_filter text default 'all', p_search text default null, p_before bigint default null, p_limit integer default 60
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with files as materialized (
      select a.*, a.media_type like 'image/%' as is_image,
        exists (select from public.asset_uses u where u.workspace_id = p_workspace and u.asset = left(a.sha256, 32)) as is_used,
        coalesce(trim(a.alt_text), '') = '' as is_undescribed
      from public.assets a where a.workspace_id = p_workspace
    ), page as (
      select f.* from files f
      where f.ordinal < coalesce(p_before, 9223372036854775807)
        and case p_filter when 'images' then f.is_image when 'files' then not f.is_image when 'unused' then not f.is_used
          when 'undescribed' then f.is_image and f.is_undescribed else true end
        and (coalesce(trim(p_search), '') = '' or strpos(lower(f.path || ' ' || coalesce(f.alt_text, '')), lower(trim(p_search))) > 0)
      order by f.ordinal desc limit least(p_limit, 200) + 1
    )
    select jsonb_build_object(
      'counts', (select jsonb_build_object('all', count(*), 'images', count(*) filter (where is_image), 'files', count(*) filter (where not is_image),
        'unused', count(*) filter (where not is_used), 'undescribed', count(*) filter (where is_image and is_undescribed)) from files),
      'items', coalesce((
        select jsonb_agg(jsonb_build_object('id', p.id, 'path', p.path, 'media_type', p.media_type, 'byte_size', p.byte_size, 'sha256', p.sha256,
          'width', p.width, 'height', p.height, 'alt_text', p.alt_text, 'version', p.version, 'ordinal', p.ordinal,
          'created_at', p.created_at, 'created_by', p.created_by,
          'is_stored', p.sha256 is not null and private.is_stored(p_workspace, p.sha256),
          'users', (select coalesce(jsonb_agg(jsonb_build_object('kind', u.kind, 'entity_id', u.entity_id, 'slug', u.slug, 'label', u.label) order by u.kind desc, u.label), '[]')
            from private.users_of(p_workspace, left(p.sha256, 32)) u)) order by p.ordinal desc)
        from (select * from page order by ordinal desc limit least(p_limit, 200)) p), '[]'),
      'has_more', (select count(*) > least(p_limit, 200) from page)));
end
$$;
comment on function public.read_assets is
  'Files of a workspace, newest first: {counts, items, has_more}. p_filter: all, images, files, unused, undescribed; p_search looks in name and description; p_before is the ordinal of the last one shown.';

-- ------------------------------------------------------------------------------------------- what is wrong

create function private.file_state(workspace uuid, key text) returns text
language sql stable security definer set search_path = ''
as $$
  select case
    when exists (select from public.assets a where a.workspace_id = workspace and left(a.sha256, 32) = key and private.is_stored(workspace, a.sha256)) then 'there'
    when exists (select from public.assets a where a.workspace_id = workspace and left(a.sha256, 32) = key) then 'not_uploaded'
    when exists (select from public.revisions r where r.workspace_id = workspace and r.kind = 'asset' and left(r.body ->> 'sha256', 32) = key) then 'in_trash'
    else 'unknown' end
$$;

create function private.file_complaint(state text) returns text
language sql immutable set search_path = ''
return case state
  when 'in_trash' then 'It shows a file that lies in the trash. Restore the file, or take it out of the lesson.'
  when 'not_uploaded' then 'It shows a file that is known here but has not been uploaded. Upload it under Assets.'
  else 'It shows a file that is not part of the snapshot. Upload it, or take it out of the lesson.' end;

create function private.file_blockers(workspace uuid, base_seq integer) returns table (
  rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text)
language plpgsql security definer set search_path = ''
as $$
begin
  return query
    with lessons as (
      -- What published lessons name once this is staged, where it may have become wrong: lessons that change ...
      select c.entity_id, c.after_slug as slug, c.after_body ->> 'title' as title, m.asset, m.lacks_alt, true as is_changed
      from pg_temp.stage_differences c cross join lateral private.asset_mentions(c.after_body ->> 'content_md') m
      where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and (c.after_body ->> 'is_published')::boolean
        and c.after_body ->> 'content_md' like '%/assets/%'
      union all
      -- ... those that stay as they are while a file goes: as they were, where their change waits ...
      select c.entity_id, c.before_slug, c.before_body ->> 'title', m.asset, false, false
      from pg_temp.stage_differences c cross join lateral private.asset_mentions(c.before_body ->> 'content_md') m
      where not c.is_chosen and c.kind = 'spark' and c.before_hash is not null and (c.before_body ->> 'is_published')::boolean
        and c.before_body ->> 'content_md' like '%/assets/%'
      union all
      -- ... or as they are, where nothing about them changes.
      select v.entity_id, v.slug, v.body ->> 'title', u.asset, false, false
      from pg_temp.stage_differences c
      join public.asset_uses u on u.workspace_id = workspace and u.kind = 'spark' and u.asset = left(c.before_body ->> 'sha256', 32)
      join public.entity_versions v on v.workspace_id = workspace and v.kind = 'spark' and v.entity_id = u.entity_id
        and v.from_seq <= base_seq and v.to_seq > base_seq and (v.body ->> 'is_published')::boolean
      where c.is_chosen and c.kind = 'asset' and c.after_hash is null
        and not exists (select from pg_temp.stage_differences s where s.kind = 'spark' and s.entity_id = u.entity_id)
    ), held as (
      select l.*, exists (
          select from pg_temp.stage_differences a
          where a.is_chosen and a.kind = 'asset' and a.after_hash is not null and left(a.after_body ->> 'sha256', 32) = l.asset
            and private.is_stored(workspace, a.after_body ->> 'sha256'))
        or exists (
          select from public.entity_versions v
          where v.workspace_id = workspace and v.kind = 'asset' and left(v.body ->> 'sha256', 32) = l.asset and v.from_seq <= base_seq and v.to_seq > base_seq
            and private.is_stored(workspace, v.body ->> 'sha256')
            and not exists (select from pg_temp.stage_differences a where a.is_chosen and a.kind = 'asset' and a.entity_id = v.entity_id)) as is_there
      from lessons l
    )
    select 'image_described', 'spark'::public.content_kind, h.entity_id, h.slug, h.title,
      'It shows an image without a description. Describe it in the lesson, for those who cannot see it.'
    from held h where h.lacks_alt group by h.entity_id, h.slug, h.title
    union all
    select distinct 'file_there', 'spark'::public.content_kind, h.entity_id, h.slug, h.title, private.file_complaint(private.file_state(workspace, h.asset))
    from held h where not h.is_there;
end
$$;
comment on function private.file_blockers is 'Why published lessons of the snapshot to be would show broken or undescribed files. Part of private.stage_blockers.';

create function public.read_asset_problems(p_workspace uuid, p_limit integer default 200) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '60s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with found as (
      select s.id, s.slug, s.title, s.is_published, i.address, i.alt,
        substring(i.address from '^/assets/([0-9a-f]{32})(?:/|$)') as key,
        i.address !~* '^([a-z][a-z0-9+.-]*:|//)' as is_local
      from public.sparks s cross join lateral private.lesson_images(s.content_md) i
      where s.workspace_id = p_workspace and (s.content_md like '%![%' or s.content_md ilike '%<img%')
    ), problems as (
      select f.id, f.slug, f.title, f.is_published, 'image_described' as rule, f.address, null::text as state,
        f.key is not null and f.is_published as blocks
      from found f where trim(f.alt) = ''
      -- The same image twice in a lesson is one problem.
      union
      select f.id, f.slug, f.title, f.is_published, 'leads_nowhere', f.address, null, false
      from found f where f.is_local and f.key is null
      union
      select s.id, s.slug, s.title, s.is_published, 'file_there', '/assets/' || u.asset, u.state, s.is_published
      from (select u.entity_id, u.asset, private.file_state(p_workspace, u.asset) as state from public.asset_uses u
        where u.workspace_id = p_workspace and u.kind = 'spark' offset 0) u
      join public.sparks s on s.id = u.entity_id
      where u.state <> 'there'
    ), lessons as (
      select p.id, p.slug, p.title, p.is_published, bool_or(p.blocks) as blocks, count(*) as total,
        jsonb_agg(jsonb_build_object('rule', p.rule, 'address', left(p.address, 500), 'state', p.state, 'blocks', p.blocks) order by p.blocks desc, p.rule, p.address) as problems
      from problems p group by p.id, p.slug, p.title, p.is_published
    )
    select jsonb_build_object(
      'total', (select count(*) from lessons), 'blocking', (select count(*) from lessons l where l.blocks),
      'lessons', coalesce((
        select jsonb_agg(jsonb_build_object('entity_id', l.id, 'slug', l.slug, 'label', l.title, 'is_published', l.is_published,
          'blocks', l.blocks, 'total', l.total, 'problems', l.problems) order by l.blocks desc, l.title)
        from (select * from lessons order by blocks desc, title limit least(p_limit, 500)) l), '[]')));
end
$$;
comment on function public.read_asset_problems is
  'Lessons whose images are broken or not described: {total, blocking, lessons: [{entity_id, slug, label, blocks, total, problems: [{rule, address, state, blocks}]}]}. blocks: staging refuses it.';

grant execute on function public.add_asset, public.read_assets, public.read_asset_problems to authenticated, service_role;
grant execute on function public.find_asset to anon, authenticated, service_role;
