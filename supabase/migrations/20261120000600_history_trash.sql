-- The trash: what is deleted takes along what depends on it, and lives on as its last revisions. Restoring is undoing.

create function private.trash_scope(workspace uuid, root_kinds public.content_kind[], roots uuid[], with_sparks boolean)
returns table (kind public.content_kind, entity_id uuid)
language plpgsql stable security definer set search_path = ''
as $$
declare
  found_kinds public.content_kind[] := root_kinds;
  found_ids uuid[] := roots;
  before integer := 0;
  k private.kinds;
  p private.kinds;
  more uuid[];
begin
  while before < cardinality(found_ids) loop
    before := cardinality(found_ids);
    for k in select * from private.kinds order by kinds.kind loop
      -- Everything goes with what it refers to, except for what outlives it (a course profile its persona).
      execute format('select array_agg(t.id) from public.%1$I t where t.workspace_id = $1 and (%2$s) and not t.id = any ($2)',
        k.table_name,
        concat_ws(' or ',
          case when k.ref_a is not null then format('t.%I = any ($2)', k.ref_a) end,
          case when k.ref_b is not null and not k.outlives_ref_b then format('t.%I = any ($2)', k.ref_b) end,
          case when k.ref_a is null then 'false' end))
      into more using workspace, found_ids;
      found_ids := found_ids || more;
      found_kinds := found_kinds || array_fill(k.kind, array[coalesce(array_length(more, 1), 0)]);
    end loop;
    if with_sparks then
      for k in select * from private.kinds n where n.placed_by is not null loop
        select * into p from private.kinds n where n.kind = k.placed_by;
        execute format('select array_agg(t.id) from public.%1$I t where t.workspace_id = $1 and not t.id = any ($2)
            and exists (select from public.%2$I p where p.%3$I = t.id and p.id = any ($2))
            and not exists (select from public.%2$I p where p.%3$I = t.id and not p.id = any ($2))', k.table_name, p.table_name, p.ref_b)
        into more using workspace, found_ids;
        found_ids := found_ids || more;
        found_kinds := found_kinds || array_fill(k.kind, array[coalesce(array_length(more, 1), 0)]);
      end loop;
    end if;
  end loop;
  return query select * from unnest(found_kinds, found_ids);
end
$$;
comment on function private.trash_scope is
  'Everything that depends on some entities, themselves first. with_sparks: also the placed (sparks) that would stand nowhere afterwards, when all their places are gone.';

create function public.preview_trash(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_with_sparks boolean default false)
returns table (kind public.content_kind, entity_id uuid, slug text, label text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here to trash' using errcode = 'TW004';
  end if;
  return query
    select s.kind, s.entity_id, l ->> 'slug', l ->> 'label'
    from private.trash_scope(p_workspace, array[p_kind], array[p_id], p_with_sparks) s
    cross join lateral private.label_of(p_workspace, s.kind, s.entity_id) l
    order by s.kind, 4;
end
$$;
comment on function public.preview_trash is 'What would go to the trash together with this entity.';

create function private.trash_together(workspace uuid, root_kinds public.content_kind[], roots uuid[], with_sparks boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  step record;
  k private.kinds;
begin
  for step in
    select s.kind, array_agg(s.entity_id) as ids from private.trash_scope(workspace, root_kinds, roots, with_sparks) s group by s.kind order by s.kind
  loop
    perform private.hold(workspace, step.kind, step.ids);
  end loop;
  -- Once more, with what was attached while we waited; from here on nothing can be.
  set constraints all deferred;
  for step in
    select s.kind, array_agg(s.entity_id) as ids from private.trash_scope(workspace, root_kinds, roots, with_sparks) s group by s.kind order by s.kind desc
  loop
    for k in select * from private.kinds n where n.outlives_ref_b and n.ref_b_kind = step.kind loop
      execute format('update public.%1$I t set %2$I = null where t.workspace_id = $1 and t.%2$I = any ($2)', k.table_name, k.ref_b) using workspace, step.ids;
    end loop;
    perform private.remove(workspace, step.kind, step.ids);
  end loop;
  set constraints all immediate;
end
$$;
comment on function private.trash_together is 'Removes some entities and all that depends on them, within the change set that is open. The caller holds the queue of the workspace.';

create function public.trash(p_workspace uuid, p_kind public.content_kind, p_id uuid, p_with_sparks boolean default false)
returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  known jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  -- The same queue that moves and imports stand in, so that nothing is attached to what is on its way out.
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here to trash' using errcode = 'TW004';
  end if;
  select private.label_of(p_workspace, p_kind, p_id) into known;
  made := private.open_change_set(p_workspace, 'trash', coalesce(known ->> 'label', p_kind::text));
  perform private.trash_together(p_workspace, array[p_kind], array[p_id], p_with_sparks);
  return made;
end
$$;
comment on function public.trash is 'Moves an entity and all that depends on it to the trash, as one change set. Undo it to restore.';

create function public.purge_trash(p_change_set uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  target public.change_sets;
  purged integer;
  ids uuid[];
begin
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.id is null then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  if target.action <> 'trash' or target.undone_by is not null then
    raise exception 'only what lies in the trash can be purged' using errcode = 'TW002';
  end if;
  with gone as (
    select distinct r.kind, r.entity_id from public.revisions r
    where r.change_set_id = p_change_set and r.operation = 'delete'
      and not exists (
        select from public.revisions l where l.workspace_id = r.workspace_id and l.kind = r.kind
          and l.entity_id = r.entity_id and l.id > r.id)
  ), removed as (
    delete from public.revisions r using gone g
    where r.workspace_id = target.workspace_id and r.kind = g.kind and r.entity_id = g.entity_id
    returning r.kind, r.entity_id
  )
  select count(distinct (kind, entity_id)), array_agg(distinct entity_id) into purged, ids from removed;
  delete from public.slug_redirects r where r.workspace_id = target.workspace_id and (r.entity_id = any (ids) or r.origin_id = any (ids));
  delete from private.merges m where m.workspace_id = target.workspace_id and (m.from_id = any (ids) or m.into_id = any (ids));
  delete from private.imported_states s where s.workspace_id = target.workspace_id and s.entity_id = any (ids);
  delete from public.trail_performance p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$$;
comment on function public.purge_trash is 'Admin only. Deletes trashed entities for good, history included. Snapshots keep what they hold.';

create function public.read_trash(p_workspace uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (select coalesce(jsonb_agg(t.item order by t.created_at desc), '[]') from (
    select c.created_at, jsonb_build_object('change_set_id', c.id, 'title', c.title, 'author', c.author, 'created_at', c.created_at,
      'counts', (select jsonb_object_agg(n.kind, n.total) from (
        select r.kind, count(*) as total from public.revisions r where r.change_set_id = c.id and r.operation = 'delete' group by r.kind) n)) as item
    from public.change_sets c
    where c.workspace_id = p_workspace and c.action = 'trash' and c.undone_by is null
      and exists (select from public.revisions r where r.change_set_id = c.id)
    order by c.created_at desc limit 200
  ) t);
end
$$;
comment on function public.read_trash is 'What lies in the trash, a change set each: restoring is undoing it.';

grant execute on function public.preview_trash, public.trash, public.purge_trash, public.read_trash
  to authenticated, service_role;
