-- The versions of an entity and of what stands below it, and going back to an older one.

create function public.restore_revision(p_workspace uuid, p_revision bigint, p_version integer default null) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  old public.revisions;
  newest public.revisions;
  k private.kinds;
  body jsonb;
  made uuid;
  missing text;
  may_review boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select * into old from public.revisions r where r.workspace_id = p_workspace and r.id = p_revision;
  if old.id is null then
    raise exception 'no such version' using errcode = 'TW004';
  end if;
  perform private.hold(p_workspace, old.kind, array[old.entity_id]);
  select * into newest from public.revisions r
  where r.workspace_id = p_workspace and r.kind = old.kind and r.entity_id = old.entity_id order by r.id desc limit 1;
  if newest.version <> coalesce(p_version, newest.version) then
    raise exception 'it has been saved since; look at the newest version first' using errcode = 'TW003', detail = jsonb_build_object('version', newest.version)::text;
  end if;
  made := private.open_change_set(p_workspace, 'restore', private.name_of(p_workspace, old.kind, old.body));
  select * into k from private.kinds n where n.kind = old.kind;
  -- What it says comes back, not where it stands or what a reviewer has decided about it since.
  select old.body || coalesce(jsonb_object_agg(n.name, newest.body -> n.name) filter (where newest.body ? n.name), '{}') into body
  from unnest(array['order_index', k.ref_a, k.ref_b]::text[]) n (name) where n.name is not null;
  may_review := private.is_system() or p_workspace in (select private.my_workspaces('reviewer'));
  if body ? 'ai_metadata' then
    body := body || jsonb_build_object('ai_metadata', private.reviewed(may_review, nullif(newest.body -> 'ai_metadata', 'null'), nullif(body -> 'ai_metadata', 'null')));
  end if;
  if newest.operation = 'delete' then
    select private.headline_of(p_workspace, n.kind, (body ->> n.name)::uuid) into missing
    from (values (k.ref_a::text, k.ref_a_kind), (k.ref_b::text, k.ref_b_kind)) n (name, kind)
    where body ->> n.name is not null and not private.is_alive(p_workspace, n.kind, (body ->> n.name)::uuid) limit 1;
    if found then
      raise exception 'it belongs to “%”, which is in the trash; bring that back first', coalesce(missing, '?') using errcode = 'TW005';
    end if;
    perform private.put_back(p_workspace, old.kind, jsonb_build_array(body || jsonb_build_object('version', newest.version + 1)));
    return made;
  end if;
  perform private.set_to(p_workspace, old.kind, jsonb_build_array(body));
  return private.end_change_set(p_workspace, made);
end
$$;
comment on function public.restore_revision is
  'Makes an older version the newest again, as a new version: what it said, not where it stood. Brings it back from the trash if it lies there, to where it stood last; TW005 when that is gone as well. Null when it says that already. p_version: the newest one the caller knows; TW003 when there is a newer one.';

create function private.below(workspace uuid, root_kind public.content_kind, root uuid) returns table (kind public.content_kind, entity_id uuid)
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  places private.kinds;
  found_kinds public.content_kind[] := array[root_kind];
  found_ids uuid[] := array[root];
  level uuid[] := array[root];
  more_kinds public.content_kind[];
  more_ids uuid[];
  alive uuid[];
begin
  -- A level at a time: what stands below all of it now ...
  while cardinality(level) > 0 loop
    more_kinds := '{}';
    more_ids := '{}';
    for k in select * from private.kinds n where n.is_below order by n.kind loop
      if k.ref_a is not null then
        execute format('select array_agg(t.id) from public.%I t where t.%I = any ($1) and t.workspace_id = $2', k.table_name, k.ref_a) into alive using level, workspace;
      else
        select * into places from private.kinds n where n.kind = k.placed_by;
        execute format('select array_agg(distinct p.%I) from public.%I p where p.%I = any ($1) and p.workspace_id = $2', places.ref_b, places.table_name, places.ref_a)
        into alive using level, workspace;
      end if;
      more_ids := more_ids || alive;
      more_kinds := more_kinds || array_fill(k.kind, array[coalesce(cardinality(alive), 0)]);
    end loop;
    -- ... what lies in the trash and stood there, and what was placed there by that and is gone as well.
    select more_kinds || coalesce(array_agg(e.kind), '{}'), more_ids || coalesce(array_agg(e.id), '{}') into more_kinds, more_ids
    from public.revisions r
    join private.kinds n on n.kind = r.kind and n.is_below
    left join private.kinds p on p.placed_by = r.kind
    cross join lateral (
      select r.kind, r.entity_id as id
      union all select p.kind, (r.body ->> n.ref_b::text)::uuid
      where p.kind is not null and not private.is_alive(workspace, p.kind, (r.body ->> n.ref_b::text)::uuid)
    ) e
    where r.operation = 'delete' and r.ref_a = any (level) and r.workspace_id = workspace
      and not exists (select from public.revisions l where l.workspace_id = workspace and l.kind = r.kind and l.entity_id = r.entity_id and l.id > r.id);
    select coalesce(array_agg(m.kind), '{}'), coalesce(array_agg(m.id), '{}') into more_kinds, level
    from (select distinct m.kind, m.id from unnest(more_kinds, more_ids) m (kind, id)
      where not exists (select from unnest(found_ids) f (id) where f.id = m.id)) m;
    found_kinds := found_kinds || more_kinds;
    found_ids := found_ids || level;
  end loop;
  return query select * from unnest(found_kinds, found_ids);
end
$$;
comment on function private.below is 'An entity and all that stands below it now, or did when it was removed.';

create function private.before_change_set(r public.revisions) returns public.revisions
language sql stable security definer set search_path = ''
as $$
  select b from public.revisions b
  where b.workspace_id = r.workspace_id and b.kind = r.kind and b.entity_id = r.entity_id and b.id < r.id and b.change_set_id <> r.change_set_id
  order by b.id desc limit 1
$$;
comment on function private.before_change_set is 'What was saved before the change set of this revision: it may save one thing more than once.';

create function private.version_line(r public.revisions) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  old constant public.revisions := private.before_change_set(r);
  -- Made and then moved by one change set is made.
  operation constant text := case when r.operation = 'update' and coalesce(old.operation, 'delete') = 'delete' then 'create' else r.operation::text end;
begin
  return jsonb_build_object('id', r.id, 'kind', r.kind, 'entity_id', r.entity_id, 'slug', r.slug, 'operation', operation, 'version', r.version,
    'label', private.name_of(r.workspace_id, r.kind, r.body),
    'newest', (
      select jsonb_build_object('id', n.id, 'version', n.version, 'is_gone', n.operation = 'delete') from public.revisions n
      where n.workspace_id = r.workspace_id and n.kind = r.kind and n.entity_id = r.entity_id order by n.id desc limit 1),
    'fields', case when operation <> 'update' then '[]' else (
      select coalesce(jsonb_agg(f.key order by f.key), '[]') from jsonb_each(private.without_stamps(r.body)) f
      where f.value is distinct from old.body -> f.key) end);
end
$$;
comment on function private.version_line is 'A saved version without its text: whose it is, what its change set changed, and which one is the newest.';

create type private.things as (kinds public.content_kind[], ids uuid[]);

create function private.history_of(workspace uuid, root_kind public.content_kind, root uuid, with_below boolean) returns private.things
language sql stable security definer set search_path = ''
as $$
  select array_agg(t.kind), array_agg(t.entity_id)
  from (select b.kind, b.entity_id from private.below(workspace, root_kind, root) b where with_below union select root_kind, root) t
$$;
comment on function private.history_of is 'The things whose versions are the history of an entity.';

create function private.versions_of(workspace uuid, things private.things, root uuid, change_set uuid, skipped integer, most integer) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(private.version_line(v.r) order by v.nth), '[]') from (
    -- What one change set touched twice is told as what became of it in the end; the entity itself comes first.
    select e.r, row_number() over (order by (e.r).entity_id <> root, (e.r).kind, (e.r).id) as nth from (
      select distinct on (r.kind, r.entity_id) r from public.revisions r
      join unnest(things.kinds, things.ids) t (kind, id) on t.kind = r.kind and t.id = r.entity_id
      where r.change_set_id = change_set and r.workspace_id = workspace
      order by r.kind, r.entity_id, r.id desc
    ) e order by 2 offset greatest(skipped, 0) limit least(greatest(most, 1), 200)
  ) v
$$;

create function public.read_history(
  p_workspace uuid, p_kind public.content_kind, p_id uuid, p_below boolean default true, p_before bigint default null, p_limit integer default 20
) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '1min'
as $$
declare
  things private.things;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Once for all change sets of the page: below a domain there may be thousands of entities.
  things := private.history_of(p_workspace, p_kind, p_id, p_below);
  return (
    with touched as (
      select r.change_set_id, max(r.id) as last, count(distinct r.entity_id) as total
      from unnest(things.kinds, things.ids) b (kind, entity_id)
      join public.revisions r on r.workspace_id = p_workspace and r.kind = b.kind and r.entity_id = b.entity_id
      group by r.change_set_id having max(r.id) < coalesce(p_before, 9223372036854775807)
      order by 2 desc limit least(greatest(p_limit, 1), 100)
    )
    select coalesce(jsonb_agg(jsonb_build_object('change_set_id', c.id, 'action', c.action, 'title', c.title, 'author', c.author,
      'created_at', c.created_at, 'is_undone', c.undone_by is not null, 'last', t.last, 'total', t.total,
      'versions', private.versions_of(p_workspace, things, p_id, c.id, 0, 5)) order by t.last desc), '[]')
    from touched t join public.change_sets c on c.id = t.change_set_id);
end
$$;
comment on function public.read_history is
  'The change sets that touched an entity (p_below: or what is below it), newest first, in pages: [{change_set_id, action, title, author, created_at, is_undone, last, total, versions}]. `last` of the last one begins the next page; versions: the first five of read_versions.';

create function public.read_versions(
  p_workspace uuid, p_kind public.content_kind, p_id uuid, p_change_set uuid, p_below boolean default true, p_offset integer default 0, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '1min'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return private.versions_of(p_workspace, private.history_of(p_workspace, p_kind, p_id, p_below), p_id, p_change_set, p_offset, p_limit);
end
$$;
comment on function public.read_versions is
  'What one change set did to an entity (p_below: and to what is below it): [{id, kind, entity_id, slug, label, operation, version, fields, newest: {id, version, is_gone}}].';

grant execute on function public.restore_revision, public.read_history, public.read_versions to authenticated, service_role;
