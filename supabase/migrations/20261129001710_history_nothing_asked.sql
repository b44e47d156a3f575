-- Rows that are on a screen are asked by kind, and most kinds have none that may differ: nothing is planned for those.

create or replace function private.differences_among(workspace uuid, since integer, row_kind public.content_kind, ids uuid[]) returns setof private.difference
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
begin
  if cardinality(ids) = 0 then
    return;
  end if;
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

create or replace function private.pending_of(workspace uuid, row_kind public.content_kind, ids uuid[])
returns table (kind public.content_kind, entity_id uuid, owner_id uuid, change text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  since constant integer := coalesce((private.base_snapshot(workspace)).seq, 0);
  part private.kinds;
  parts uuid[];
begin
  if cardinality(ids) = 0 then
    return;
  end if;
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
