-- How some entities differ from the current snapshot, without reading what else differs: badges of the rows that are on a screen.

create index dirty_entities_entity_idx on public.dirty_entities (entity_id);

create function private.differences_among(workspace uuid, since integer, row_kind public.content_kind, ids uuid[]) returns setof private.difference
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
begin
  select * into strict k from private.kinds n where n.kind = row_kind;
  -- "offset 0" keeps the planner from writing body and hash out once for every use of them.
  return query execute format($sql$
    select $2, coalesce(w.id, v.entity_id), v.slug, v.ref_a, v.ref_b, v.hash, v.body, w.slug, w.ref_a, w.ref_b, w.hash, w.body
    from (
      select b.*, private.state_hash($2, b.id, b.body) as hash
      from (
        select t.id, %2$s as slug, %3$s as ref_a, %4$s as ref_b, private.snapshot_body(to_jsonb(t)) as body
        from public.%1$I t where t.workspace_id = $1 and t.id = any ($3) offset 0
      ) b offset 0
    ) w
    full join (
      select e.entity_id, e.slug, e.ref_a, e.ref_b, e.hash, e.body from public.entity_versions e
      where e.workspace_id = $1 and e.kind = $2 and e.entity_id = any ($3) and e.from_seq <= $4 and e.to_seq > $4
    ) v on v.entity_id = w.id
    where v.hash is distinct from w.hash
    $sql$, k.table_name,
    case when k.has_slug then 't.slug' else 'null::text' end,
    coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'),
    coalesce('t.' || quote_ident(k.ref_b), 'null::uuid'))
  using workspace, k.kind, ids, since;
end
$$;
comment on function private.differences_among is 'differences_since, of some entities of a kind alone.';

create or replace function private.differences_since(workspace uuid, since integer) returns setof private.difference
language plpgsql stable security definer set search_path = ''
as $$
declare
  of_kind record;
begin
  for of_kind in
    select d.kind, array_agg(d.entity_id) as ids from private.differing_keys(workspace, since) d group by d.kind order by d.kind
  loop
    return query select * from private.differences_among(workspace, since, of_kind.kind, of_kind.ids);
  end loop;
end
$$;

create function private.may_differ(workspace uuid, since integer, row_kind public.content_kind, ids uuid[]) returns uuid[]
language sql stable security definer set search_path = ''
as $$
  select coalesce(array_agg(i.id), '{}') from (select distinct unnest(ids)) i (id)
  where exists (select from public.dirty_entities d where d.entity_id = i.id and d.workspace_id = workspace and d.kind = row_kind)
    or exists (select from public.entity_versions v where v.workspace_id = workspace and v.kind = row_kind and v.entity_id = i.id
      and (v.from_seq > since or v.to_seq > since and v.to_seq < 2147483647))
$$;
comment on function private.may_differ is 'differing_keys, of some entities of a kind alone.';

create function private.pending_of(workspace uuid, row_kind public.content_kind, ids uuid[])
returns table (kind public.content_kind, entity_id uuid, owner_id uuid, change text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  since constant integer := coalesce((private.base_snapshot(workspace)).seq, 0);
  part private.kinds;
  parts uuid[];
begin
  return query
    select d.kind, d.entity_id, d.entity_id, case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end
    from private.differences_among(workspace, since, row_kind, private.may_differ(workspace, since, row_kind, ids)) d;
  for part in select * from private.kinds n where n.ref_a_kind = row_kind and not n.is_link and not n.is_creatable order by n.kind loop
    execute format('select coalesce(array_agg(t.id), ''{}'') from public.%I t where t.workspace_id = $1 and t.%I = any ($2)', part.table_name, part.ref_a)
    into parts using workspace, ids;
    -- What is gone by now belonged to them in the snapshot.
    parts := parts || array(
      select v.entity_id from public.entity_versions v
      where v.ref_a = any (ids) and v.kind = part.kind and v.workspace_id = workspace and v.from_seq <= since and v.to_seq > since);
    return query
      select d.kind, d.entity_id, o.id, case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end
      from private.differences_among(workspace, since, part.kind, private.may_differ(workspace, since, part.kind, parts)) d
      -- A place that moved is a change of the concept it came to, and of the one it left.
      cross join lateral (select distinct r.id from unnest(array[d.after_a, d.before_a]) r (id) where r.id = any (ids)) o;
  end loop;
end
$$;
comment on function private.pending_of is 'What differs from the current snapshot of some entities of a kind, and of what belongs to them: packages, places, beacons, profiles.';

create function private.changes_of(workspace uuid, row_kind public.content_kind, ids uuid[]) returns table (id uuid, change text)
language sql stable security definer set search_path = ''
as $$
  select p.owner_id, coalesce(max(p.change) filter (where p.entity_id = p.owner_id), 'changed')
  from private.pending_of(workspace, row_kind, ids) p group by p.owner_id
$$;
comment on function private.changes_of is 'Of some entities of a kind those that differ from the current snapshot, by themselves or by what belongs to them.';

create function public.read_pending(p_workspace uuid, p_items jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_typeof(p_items) is distinct from 'array' or jsonb_array_length(p_items) > 1000 then
    raise exception 'up to 1,000 entities are asked for at once' using errcode = 'TW006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'entity_id', p.entity_id, 'owner_id', p.owner_id, 'change', p.change) order by p.kind, p.entity_id), '[]')
    from (select i.kind, array_agg(distinct i.id) as ids from private.bulk_items(p_items) i group by i.kind) k
    cross join lateral private.pending_of(p_workspace, k.kind, k.ids) p);
end
$$;
comment on function public.read_pending is 'What staging some entities would take along, and whether they have changed: [{kind, entity_id, owner_id, change}] of [{kind, id}] and of what belongs to them; owner_id is the one that was asked for.';
grant execute on function public.read_pending to authenticated, service_role;

create function private.changed_nodes(workspace uuid) returns table (kind public.content_kind, id uuid)
language plpgsql stable security definer set search_path = ''
as $$
declare
  base constant public.snapshots := private.base_snapshot(workspace);
  of_kind record;
  k private.kinds;
begin
  for of_kind in
    select d.kind, array_agg(d.entity_id) as ids, sum(count(*)) over () as total
    from private.differing_keys(workspace, coalesce(base.seq, 0)) d group by d.kind order by d.kind
  loop
    select * into strict k from private.kinds n where n.kind = of_kind.kind;
    continue when k.is_link or not k.is_creatable and k.ref_a is null;
    -- To compare them is exact and takes 0.2 ms each; of more nobody counts after.
    if of_kind.total <= 500 then
      return query
        select case when k.is_creatable then d.kind else k.ref_a_kind end, case when k.is_creatable then d.entity_id else coalesce(d.after_a, d.before_a) end
        from private.differences_among(workspace, coalesce(base.seq, 0), of_kind.kind, of_kind.ids) d
        where not k.is_creatable or d.after_hash is not null;
    elsif k.is_creatable then
      return query execute format('select $1, t.id from public.%I t where t.workspace_id = $2 and t.id = any ($3)', k.table_name)
        using k.kind, workspace, of_kind.ids;
    else
      return query execute format('select distinct $1, t.%I from public.%I t where t.workspace_id = $2 and t.id = any ($3)', k.ref_a, k.table_name)
        using k.ref_a_kind, workspace, of_kind.ids;
      return query
        select distinct k.ref_a_kind, v.ref_a from public.entity_versions v
        where v.workspace_id = workspace and v.kind = of_kind.kind and v.entity_id = any (of_kind.ids) and v.from_seq <= base.seq and v.to_seq > base.seq;
    end if;
  end loop;
end
$$;
comment on function private.changed_nodes is 'What has changed since the current snapshot, by itself or by what belongs to it; may name one twice. Above 500 differences: what was saved since, even if it is as it was again.';
