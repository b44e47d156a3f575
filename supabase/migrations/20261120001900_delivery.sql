-- What readers see: published content of one snapshot, for apps that never sign in.
--
-- Every function below is called by the content API (lib/delivery/data/content.ts) as anon or as the person of the request. Each
-- checks first whether the caller may read the workspace: it is open, or the SHA-256 of a valid content key was sent, or
-- the caller is a member. A snapshot is immutable, so answers depend on their arguments alone and may be cached for ever.
--
-- Visible is what is published below published things: a trail below its domain, a concept below its trail or alone, a
-- spark that stands in no concept or in at least one visible one; links between visible ends. Beacons are always visible.

-- ---------------------------------------------------------------------------------------------- who may read

create function private.content_way(workspace uuid, key_hash text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  is_open boolean := coalesce((select w.content_is_open from public.workspaces w where w.id = workspace), false);
  key uuid := (select k.id from public.content_keys k
    where k.workspace_id = workspace and k.key_hash = content_way.key_hash and k.revoked_at is null);
begin
  if key is not null then
    -- At most once a minute, and never by waiting for another reader who is just writing the same.
    update public.content_keys k set last_used_at = now()
    where k.id = (
      select u.id from public.content_keys u
      where u.id = key and (u.last_used_at is null or u.last_used_at < now() - interval '1 minute')
      for update skip locked);
  end if;
  return case
    when exists (select from public.workspaces w where w.id = workspace)
      and (private.is_system() or exists (select from private.my_workspaces() m where m = workspace)) then 'member'
    when is_open then 'open'
    when key is not null then 'key'
  end;
end
$$;
comment on function private.content_way is 'How the caller may read a workspace: member, open, key; null for not at all.';

create function private.readable_snapshot(snapshot uuid, key_hash text) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  found_one public.snapshots;
  way text;
begin
  select * into found_one from public.snapshots s where s.id = snapshot and s.status <> 'draft';
  way := private.content_way(found_one.workspace_id, key_hash);
  if found_one.id is null or way is null or (found_one.status = 'ready' and way <> 'member') then
    -- One sentence for all: whether a foreign snapshot exists is nobody's business.
    raise exception 'there is no such snapshot' using errcode = 'TW004';
  end if;
  return found_one;
end
$$;
comment on function private.readable_snapshot is 'First line of every read: the snapshot, or TW004 when it is not there for the caller.';

create function public.content_access(p_workspace text, p_key_hash text default null, p_snapshot uuid default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  space public.workspaces;
  way text;
  target public.snapshots;
begin
  select * into space from public.workspaces w where w.slug = p_workspace;
  way := private.content_way(space.id, p_key_hash);
  if way is null then
    raise exception 'there is no such workspace' using errcode = 'TW004';
  end if;
  select * into target from public.snapshots s
    where s.workspace_id = space.id and case
      when p_snapshot is null then s.status = 'current'
      else s.id = p_snapshot and (s.status in ('current', 'archived') or (s.status = 'ready' and way = 'member')) end;
  return jsonb_build_object('workspace_id', space.id, 'is_open', space.content_is_open, 'way', way,
    'snapshot_id', target.id, 'status', target.status);
end
$$;
comment on function public.content_access is
  'The pointer that readers follow: {workspace_id, is_open, way, snapshot_id, status} of the current snapshot or the named one. TW004 for a workspace that is not there for the caller.';

-- Readers hold pointers and checked keys in memory; whatever takes a right away or moves a name is said on the same channel.

create function private.readers_changed() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform pg_notify('snapshot_moved', case tg_table_name when 'workspaces' then old.id else (to_jsonb(old) ->> 'workspace_id')::uuid end::text);
  return null;
end
$$;
create trigger tell_readers_of_access after update of slug, content_is_open or delete on public.workspaces
  for each row execute function private.readers_changed();
create trigger tell_readers_of_keys after update of revoked_at or delete on public.content_keys
  for each row execute function private.readers_changed();
create trigger tell_readers_of_removal after delete on public.snapshots
  for each row when (old.status in ('current', 'archived')) execute function private.readers_changed();

-- ------------------------------------------------------------------------------------------ what is visible

create function private.shows(workspace uuid, at_seq integer, row_kind public.content_kind, entity uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  state public.entity_versions;
begin
  select * into state from public.entity_versions v
    where v.workspace_id = workspace and v.kind = row_kind and v.entity_id = entity and v.from_seq <= at_seq and v.to_seq > at_seq;
  if state.entity_id is null or not coalesce((state.body ->> 'is_published')::boolean, row_kind = 'beacon') then
    return false;
  end if;
  return case row_kind
    when 'trail' then private.shows(workspace, at_seq, 'domain', state.ref_a)
    when 'concept' then state.ref_a is null or private.shows(workspace, at_seq, 'trail', state.ref_a)
    when 'spark' then (
      select count(*) = 0 or bool_or(private.shows(workspace, at_seq, 'concept', p.ref_a)) from public.entity_versions p
      where p.ref_b = entity and p.workspace_id = workspace and p.kind = 'concept_spark' and p.from_seq <= at_seq and p.to_seq > at_seq)
    else true end;
end
$$;
comment on function private.shows is 'Whether readers see one entity at a seq. For sets, shown_concepts and shown_sparks.';

create function private.shown_concepts(workspace uuid, at_seq integer) returns table (
  entity_id uuid, slug text, title text, trail_id uuid, trail_slug text, domain_order integer, trail_order integer,
  concept_order integer)
language sql stable security definer set search_path = ''
as $$
  select c.entity_id, c.slug, c.body ->> 'title', t.entity_id, t.slug, (d.body ->> 'order_index')::integer,
    (t.body ->> 'order_index')::integer, (c.body ->> 'order_index')::integer
  from public.entity_versions c
  left join public.entity_versions t on t.workspace_id = workspace and t.kind = 'trail' and t.entity_id = c.ref_a
    and t.from_seq <= at_seq and t.to_seq > at_seq and (t.body ->> 'is_published')::boolean
  left join public.entity_versions d on d.workspace_id = workspace and d.kind = 'domain' and d.entity_id = t.ref_a
    and d.from_seq <= at_seq and d.to_seq > at_seq and (d.body ->> 'is_published')::boolean
  where c.workspace_id = workspace and c.kind = 'concept' and c.from_seq <= at_seq and c.to_seq > at_seq
    and (c.body ->> 'is_published')::boolean and (c.ref_a is null or d.entity_id is not null)
$$;
comment on function private.shown_concepts is 'All visible concepts at a seq, with what orders them.';

create function private.shown_sparks(workspace uuid, at_seq integer) returns table (
  entity_id uuid, slug text, body jsonb, concept_slug text, trail_slug text, place bigint)
language sql stable security definer set search_path = ''
as $$
  with places as materialized (
    select p.ref_b as spark_id, p.ref_a as concept_id, (p.body ->> 'order_index')::integer as order_index
    from public.entity_versions p
    where p.workspace_id = workspace and p.kind = 'concept_spark' and p.from_seq <= at_seq and p.to_seq > at_seq
  ), spots as (
    -- A spark may stand in several concepts; it is learned where it comes first.
    select distinct on (p.spark_id) p.spark_id, c.slug, c.trail_slug, c.domain_order, c.trail_order, c.concept_order, p.order_index
    from places p join private.shown_concepts(workspace, at_seq) c on c.entity_id = p.concept_id
    order by p.spark_id, c.domain_order nulls last, c.trail_order, c.trail_slug, c.concept_order, c.slug, p.order_index
  )
  select v.entity_id, v.slug, v.body, s.slug, s.trail_slug, row_number() over (
    order by s.slug is null, s.domain_order nulls last, s.trail_order, s.trail_slug, s.concept_order, s.slug, s.order_index, v.slug)
  from public.entity_versions v
  left join spots s on s.spark_id = v.entity_id
  where v.workspace_id = workspace and v.kind = 'spark' and v.from_seq <= at_seq and v.to_seq > at_seq
    and (v.body ->> 'is_published')::boolean
    and (s.spark_id is not null or v.entity_id not in (select p.spark_id from places p))
$$;
comment on function private.shown_sparks is 'All visible sparks at a seq; `place` numbers them in the order of the trails.';

-- ------------------------------------------------------------------------------------------------- shapes

create function private.reader_body(body jsonb) returns jsonb
language sql immutable set search_path = ''
as $$
  -- What readers get is decided by the schemas of lib/delivery/core/contract.ts; this leaves the heavy and the internal behind.
  select body - array['content_md', 'ai_metadata', 'extras', 'bundle_style', 'ordinal', 'is_published', 'order_index']
$$;

create function private.spark_items(workspace uuid, at_seq integer, concept uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.reader_body(s.body) order by (p.body ->> 'order_index')::integer, s.slug), '[]')
  from public.entity_versions p
  -- One by one (offset): before the statistics know of a large import, the planner would read every lesson for every concept.
  cross join lateral (
    select v.slug, v.body from public.entity_versions v
    where v.workspace_id = workspace and v.kind = 'spark' and v.entity_id = p.ref_b and v.from_seq <= at_seq and v.to_seq > at_seq offset 0
  ) s
  where p.ref_a = concept and p.workspace_id = workspace and p.kind = 'concept_spark' and p.from_seq <= at_seq and p.to_seq > at_seq
    and (s.body ->> 'is_published')::boolean
$$;
comment on function private.spark_items is 'The published sparks of a visible concept in their order.';

create function private.concept_items(workspace uuid, at_seq integer, trail uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(
    private.reader_body(c.body) || jsonb_build_object('sparks', private.spark_items(workspace, at_seq, c.entity_id))
    order by (c.body ->> 'order_index')::integer, c.slug), '[]')
  from public.entity_versions c
  where c.ref_a = trail and c.workspace_id = workspace and c.kind = 'concept' and c.from_seq <= at_seq and c.to_seq > at_seq
    and (c.body ->> 'is_published')::boolean
$$;
comment on function private.concept_items is 'The published concepts of a visible trail in their order, with their sparks.';

create function private.link_items(workspace uuid, at_seq integer, row_kind public.content_kind, entity uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'before', coalesce(jsonb_agg(n.item order by n.item ->> 'weight' desc nulls last, n.item ->> 'slug') filter (where n.is_before), '[]'),
    'after', coalesce(jsonb_agg(n.item order by n.item ->> 'weight' desc nulls last, n.item ->> 'slug') filter (where not n.is_before), '[]'))
  from (
    select e.is_before, jsonb_build_object('slug', o.slug, 'title', o.body ->> 'title', 'link_type', e.body ->> 'link_type',
      'weight', e.body -> 'weight', 'description', e.body -> 'description') as item
    from (
      select true as is_before, v.ref_a as other, v.kind, v.workspace_id, v.from_seq, v.to_seq, v.body
        from public.entity_versions v where v.ref_b = entity
      union all
      select false, v.ref_b, v.kind, v.workspace_id, v.from_seq, v.to_seq, v.body from public.entity_versions v where v.ref_a = entity
    ) e
    join public.entity_versions o on o.workspace_id = workspace and o.kind = row_kind and o.entity_id = e.other
      and o.from_seq <= at_seq and o.to_seq > at_seq
    where e.workspace_id = workspace and e.kind = (row_kind::text || '_link')::public.content_kind
      and e.from_seq <= at_seq and e.to_seq > at_seq and private.shows(workspace, at_seq, row_kind, o.entity_id)
  ) n
$$;
comment on function private.link_items is 'What is learned before and after an entity, visible ends only.';

create function private.list_item(workspace uuid, at_seq integer, state public.entity_versions) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  concepts jsonb;
begin
  case state.kind
    when 'domain' then
      return private.reader_body(state.body) || jsonb_build_object('trail_count', (
        select count(*) from public.entity_versions t where t.ref_a = state.entity_id and t.workspace_id = workspace
          and t.kind = 'trail' and t.from_seq <= at_seq and t.to_seq > at_seq and (t.body ->> 'is_published')::boolean));
    when 'trail' then
      concepts := private.concept_items(workspace, at_seq, state.entity_id);
      return private.reader_body(state.body) || jsonb_build_object(
        'domain_slug', (select d.slug from public.entity_versions d where d.workspace_id = workspace and d.kind = 'domain'
          and d.entity_id = state.ref_a and d.from_seq <= at_seq and d.to_seq > at_seq),
        'concept_count', jsonb_array_length(concepts),
        'spark_count', (select count(distinct s ->> 'id') from jsonb_array_elements(concepts) c, jsonb_array_elements(c -> 'sparks') s),
        'estimated_mins', (select coalesce(sum(m.mins), 0) from (
          select distinct s ->> 'id', (s ->> 'estimated_mins')::integer as mins
          from jsonb_array_elements(concepts) c, jsonb_array_elements(c -> 'sparks') s) m));
    when 'concept' then
      return private.reader_body(state.body) || jsonb_build_object(
        'trail_slug', (select t.slug from public.entity_versions t where t.workspace_id = workspace and t.kind = 'trail'
          and t.entity_id = state.ref_a and t.from_seq <= at_seq and t.to_seq > at_seq),
        'spark_count', jsonb_array_length(private.spark_items(workspace, at_seq, state.entity_id)));
    else
      return private.reader_body(state.body);
  end case;
end
$$;

-- -------------------------------------------------------------------------------------------------- reads

create function public.content_snapshot(p_snapshot uuid, p_key_hash text default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return jsonb_build_object('id', shot.id, 'version_label', shot.version_label, 'name', shot.name, 'description', shot.description,
    'staged_at', shot.staged_at, 'content_hash', shot.content_hash,
    'counts', jsonb_build_object(
      'domains', (select count(*) from public.entity_versions v where v.workspace_id = shot.workspace_id and v.kind = 'domain'
        and v.from_seq <= shot.seq and v.to_seq > shot.seq and (v.body ->> 'is_published')::boolean),
      'trails', (select count(*) from public.entity_versions v where v.workspace_id = shot.workspace_id and v.kind = 'trail'
        and v.from_seq <= shot.seq and v.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'trail', v.entity_id)),
      'concepts', (select count(*) from private.shown_concepts(shot.workspace_id, shot.seq)),
      'sparks', (select count(*) from private.shown_sparks(shot.workspace_id, shot.seq)),
      'beacons', (select count(*) from public.entity_versions v where v.workspace_id = shot.workspace_id and v.kind = 'beacon'
        and v.from_seq <= shot.seq and v.to_seq > shot.seq)));
end
$$;
comment on function public.content_snapshot is 'What a snapshot says of itself, and how much of it readers see. Nothing that changes while the snapshot exists.';

create function public.content_list(
  p_snapshot uuid, p_kind public.content_kind, p_key_hash text default null, p_of text default null,
  p_after_order integer default null, p_after_slug text default null, p_limit integer default 50
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  parent uuid;
  after_order integer;
  after_arrival bigint;
  listed jsonb;
begin
  if p_kind not in ('domain', 'trail', 'concept', 'spark', 'beacon') then
    raise exception 'there is no list of this kind' using errcode = 'TW006';
  end if;
  if p_of is not null then
    select v.entity_id into parent from public.entity_versions v
      where v.workspace_id = shot.workspace_id and v.slug = p_of and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and v.kind = case p_kind when 'trail' then 'domain'::public.content_kind when 'concept' then 'trail' when 'spark' then 'beacon' end;
    if parent is null then
      return '[]';
    end if;
  end if;

  if p_kind in ('spark', 'beacon') then
    -- Many rows: walks the index of slugs and stops after a page.
    select coalesce(jsonb_agg(jsonb_build_object('order', 0, 'slug', n.slug,
        'item', private.list_item(shot.workspace_id, shot.seq, n)) order by n.slug), '[]')
    into listed from (
      select v.* from public.entity_versions v
      where v.workspace_id = shot.workspace_id and v.kind = p_kind and v.slug is not null and v.slug > coalesce(p_after_slug, '')
        and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and (parent is null or exists (
          select from public.entity_versions b where b.ref_a = v.entity_id and b.ref_b = parent and b.workspace_id = shot.workspace_id
            and b.kind = 'spark_beacon' and b.from_seq <= shot.seq and b.to_seq > shot.seq))
        and private.shows(shot.workspace_id, shot.seq, p_kind, v.entity_id)
      order by v.slug limit least(p_limit, 501)
    ) n;
  else
    -- In the order of their parent; trails and domains of a bundle have no index, so the order of arrival decides.
    select (v.body ->> 'order_index')::integer, (v.body ->> 'ordinal')::bigint into after_order, after_arrival
    from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = p_kind and v.slug = p_after_slug and v.from_seq <= shot.seq and v.to_seq > shot.seq;
    select coalesce(jsonb_agg(jsonb_build_object('order', (n.body ->> 'order_index')::integer, 'slug', n.slug,
        'item', private.list_item(shot.workspace_id, shot.seq, n)) order by (n.body ->> 'order_index')::integer, (n.body ->> 'ordinal')::bigint), '[]')
    into listed from (
      select v.* from public.entity_versions v
      where v.workspace_id = shot.workspace_id and v.kind = p_kind and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and (after_arrival is null or ((v.body ->> 'order_index')::integer, (v.body ->> 'ordinal')::bigint) > (after_order, after_arrival))
        and (parent is null or v.ref_a = parent)
        and private.shows(shot.workspace_id, shot.seq, p_kind, v.entity_id)
      order by (v.body ->> 'order_index')::integer, (v.body ->> 'ordinal')::bigint limit least(p_limit, 501)
    ) n;
  end if;
  return listed;
end
$$;
comment on function public.content_list is
  'A page of visible entities as [{order, slug, item}]: the key of the last one is where the next page goes on. p_of: domain of trails, trail of concepts, beacon of sparks.';

create function public.content_moved(p_snapshot uuid, p_kind public.content_kind, p_slugs text[], p_key_hash text default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return (
    select coalesce(jsonb_object_agg(m.old_slug, m.slug), '{}') from (
      select distinct on (o.old_slug) o.old_slug, v.slug
      from (
        select r.old_slug, r.entity_id, 2147483647 as since from public.slug_redirects r
          where r.workspace_id = shot.workspace_id and r.kind = p_kind and r.old_slug = any (p_slugs[1:1000])
        union all
        select h.slug, h.entity_id, h.from_seq from public.entity_versions h
          where h.workspace_id = shot.workspace_id and h.kind = p_kind and h.slug = any (p_slugs[1:1000]) and h.from_seq <= shot.seq
      ) o
      join public.entity_versions v on v.workspace_id = shot.workspace_id and v.kind = p_kind and v.entity_id = o.entity_id
        and v.from_seq <= shot.seq and v.to_seq > shot.seq and v.slug <> o.old_slug
      where private.shows(shot.workspace_id, shot.seq, p_kind, v.entity_id)
      order by o.old_slug, o.since desc
    ) m);
end
$$;
comment on function public.content_moved is 'Of slugs that name nothing in this snapshot any more: {old: new} for those whose entity goes by another now.';

create function public.content_titles(p_snapshot uuid, p_slugs text[], p_key_hash text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return (
    select coalesce(jsonb_object_agg(v.slug, v.body ->> 'title'), '{}') from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = 'spark' and v.slug = any (p_slugs[1:1000])
      and v.from_seq <= shot.seq and v.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'spark', v.entity_id));
end
$$;
comment on function public.content_titles is '{slug: title} of those sparks that readers see: where the links of a lesson may lead.';

create function public.content_entity(p_snapshot uuid, p_kind public.content_kind, p_slug text, p_key_hash text default null)
returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  space uuid := shot.workspace_id;
  state public.entity_versions;
begin
  select * into state from public.entity_versions v
    where v.workspace_id = space and v.kind = p_kind and v.slug = p_slug and v.from_seq <= shot.seq and v.to_seq > shot.seq;
  if state.entity_id is null or not private.shows(space, shot.seq, p_kind, state.entity_id) then
    return null;
  end if;
  return private.list_item(space, shot.seq, state) || case p_kind
    when 'trail' then jsonb_build_object(
      'domain', (select private.reader_body(d.body) from public.entity_versions d where d.workspace_id = space and d.kind = 'domain'
        and d.entity_id = state.ref_a and d.from_seq <= shot.seq and d.to_seq > shot.seq),
      'concepts', private.concept_items(space, shot.seq, state.entity_id))
    when 'concept' then jsonb_build_object(
      'objectives', (
        select coalesce(jsonb_agg(private.reader_body(o.body) || jsonb_build_object('id', o.body ->> 'objective_id')
          order by (o.body ->> 'order_index')::integer, o.body ->> 'objective_id'), '[]')
        from public.entity_versions o where o.ref_a = state.entity_id and o.workspace_id = space and o.kind = 'objective'
          and o.from_seq <= shot.seq and o.to_seq > shot.seq),
      'sparks', private.spark_items(space, shot.seq, state.entity_id),
      'links', private.link_items(space, shot.seq, 'concept', state.entity_id))
    when 'spark' then jsonb_build_object(
      'content_md', state.body ->> 'content_md',
      'has_package', exists (select from public.entity_versions p where p.ref_a = state.entity_id and p.workspace_id = space
        and p.kind = 'package' and p.from_seq <= shot.seq and p.to_seq > shot.seq),
      'concepts', (
        select coalesce(jsonb_agg(jsonb_build_object('slug', c.slug, 'title', c.body ->> 'title', 'trail_slug', (
            select t.slug from public.entity_versions t where t.workspace_id = space and t.kind = 'trail' and t.entity_id = c.ref_a
              and t.from_seq <= shot.seq and t.to_seq > shot.seq)) order by c.slug), '[]')
        from public.entity_versions p
        join public.entity_versions c on c.workspace_id = space and c.kind = 'concept' and c.entity_id = p.ref_a
          and c.from_seq <= shot.seq and c.to_seq > shot.seq
        where p.ref_b = state.entity_id and p.workspace_id = space and p.kind = 'concept_spark'
          and p.from_seq <= shot.seq and p.to_seq > shot.seq and private.shows(space, shot.seq, 'concept', c.entity_id)),
      'beacons', (
        select coalesce(jsonb_agg(private.reader_body(b.body) order by b.slug), '[]')
        from public.entity_versions p
        join public.entity_versions b on b.workspace_id = space and b.kind = 'beacon' and b.entity_id = p.ref_b
          and b.from_seq <= shot.seq and b.to_seq > shot.seq
        where p.ref_a = state.entity_id and p.workspace_id = space and p.kind = 'spark_beacon'
          and p.from_seq <= shot.seq and p.to_seq > shot.seq),
      'links', private.link_items(space, shot.seq, 'spark', state.entity_id))
    else '{}' end;
end
$$;
comment on function public.content_entity is 'One visible entity by slug, with what belongs to its page; null when there is none.';

create function public.content_package(p_snapshot uuid, p_slug text, p_key_hash text default null) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
begin
  return (
    select p.body -> 'body'
    from public.entity_versions s
    join public.entity_versions p on p.ref_a = s.entity_id and p.workspace_id = shot.workspace_id and p.kind = 'package'
      and p.from_seq <= shot.seq and p.to_seq > shot.seq
    where s.workspace_id = shot.workspace_id and s.kind = 'spark' and s.slug = p_slug and s.from_seq <= shot.seq and s.to_seq > shot.seq
      and private.shows(shot.workspace_id, shot.seq, 'spark', s.entity_id));
end
$$;
comment on function public.content_package is 'The lesson package of a visible spark, as it was imported or edited; null when there is none.';

create function public.content_graph(p_snapshot uuid, p_level public.graph_level, p_trail text default null, p_key_hash text default null)
returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  graph jsonb;
begin
  if p_trail is not null and not exists (
    select from public.entity_versions t where t.workspace_id = shot.workspace_id and t.kind = 'trail' and t.slug = p_trail
      and t.from_seq <= shot.seq and t.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'trail', t.entity_id)
  ) then
    return null;
  end if;

  create temporary table if not exists content_nodes (entity_id uuid primary key, slug text, place bigint, item jsonb) on commit drop;
  truncate pg_temp.content_nodes;
  if p_level = 'spark' then
    insert into pg_temp.content_nodes
      select s.entity_id, s.slug, s.place, jsonb_build_object('id', s.entity_id, 'slug', s.slug, 'title', s.body ->> 'title',
        'difficulty', s.body ->> 'difficulty', 'estimated_mins', (s.body ->> 'estimated_mins')::integer,
        'concept_slug', s.concept_slug, 'trail_slug', s.trail_slug)
      from private.shown_sparks(shot.workspace_id, shot.seq) s
      where p_trail is null or s.trail_slug = p_trail or exists (
        select from public.entity_versions p join private.shown_concepts(shot.workspace_id, shot.seq) c on c.entity_id = p.ref_a
        where p.ref_b = s.entity_id and p.workspace_id = shot.workspace_id and p.kind = 'concept_spark'
          and p.from_seq <= shot.seq and p.to_seq > shot.seq and c.trail_slug = p_trail);
  else
    insert into pg_temp.content_nodes
      select c.entity_id, c.slug, row_number() over (order by c.trail_slug is null, c.domain_order, c.trail_order, c.trail_slug, c.concept_order, c.slug),
        jsonb_build_object('id', c.entity_id, 'slug', c.slug, 'title', c.title, 'trail_slug', c.trail_slug,
          'spark_count', jsonb_array_length(n.sparks),
          'estimated_mins', (select coalesce(sum((s ->> 'estimated_mins')::integer), 0) from jsonb_array_elements(n.sparks) s))
      from private.shown_concepts(shot.workspace_id, shot.seq) c
      cross join lateral (select private.spark_items(shot.workspace_id, shot.seq, c.entity_id) as sparks) n
      where p_trail is null or c.trail_slug = p_trail;
  end if;
  analyze pg_temp.content_nodes;

  select jsonb_build_object(
    'nodes', (select coalesce(jsonb_agg(n.item order by n.place), '[]') from pg_temp.content_nodes n),
    'links', (
      select coalesce(jsonb_agg(jsonb_build_object('source', s.slug, 'target', t.slug, 'link_type', v.body ->> 'link_type',
        'weight', v.body -> 'weight', 'description', v.body -> 'description') order by s.place, t.place), '[]')
      from public.entity_versions v
      join pg_temp.content_nodes s on s.entity_id = v.ref_a
      join pg_temp.content_nodes t on t.entity_id = v.ref_b
      where v.workspace_id = shot.workspace_id and v.kind = (p_level::text || '_link')::public.content_kind
        and v.from_seq <= shot.seq and v.to_seq > shot.seq)) into graph;
  return graph;
end
$$;
comment on function public.content_graph is
  'Visible sparks or concepts in the order of the trails, and the links between them; of one trail if named (null when it is not there).';

grant execute on function public.content_access, public.content_snapshot, public.content_list, public.content_moved,
  public.content_titles, public.content_entity, public.content_package, public.content_graph
  to anon, authenticated, service_role;
