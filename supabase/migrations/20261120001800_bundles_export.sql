-- Export: entities in the order in which they came.

create function public.export_rows(
  p_workspace uuid, p_kind public.content_kind, p_snapshot uuid default null, p_import uuid default null,
  p_after bigint default -1, p_limit integer default 2000
) returns table (ordinal bigint, body jsonb, ref_a_slug text, ref_b_slug text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  at_seq integer;
  slug_of constant text := '(select n.slug from public.%I n where n.id = %s)';
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  if p_snapshot is not null then
    select s.seq into at_seq from public.snapshots s where s.id = p_snapshot and s.workspace_id = p_workspace;
    if at_seq is null then
      raise exception 'no such snapshot' using errcode = 'TW004';
    end if;
    return query
      select (v.body ->> 'ordinal')::bigint, v.body,
        (select a.slug from public.entity_versions a where a.workspace_id = p_workspace and a.kind = k.ref_a_kind and a.entity_id = v.ref_a
          and a.from_seq <= at_seq and a.to_seq > at_seq),
        (select b.slug from public.entity_versions b where b.workspace_id = p_workspace and b.kind = k.ref_b_kind and b.entity_id = v.ref_b
          and b.from_seq <= at_seq and b.to_seq > at_seq)
      from public.entity_versions v
      where v.workspace_id = p_workspace and v.kind = p_kind and v.from_seq <= at_seq and v.to_seq > at_seq
        and (v.body ->> 'ordinal')::bigint > p_after
      order by 1 limit p_limit;
    return;
  end if;
  return query execute format(
    'select %4$s, private.snapshot_body(to_jsonb(t)), %2$s, %3$s
     from public.%1$I t %5$s where t.workspace_id = $1 and %4$s > $2 order by 1 limit $3',
    k.table_name,
    case when k.ref_a is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_a_kind), 't.' || quote_ident(k.ref_a)) end,
    case when k.ref_b is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_b_kind), 't.' || quote_ident(k.ref_b)) end,
    case when p_import is null then 't.ordinal' else 's.position' end,
    -- Places in a block are counted below its number, so that a page starts at its block.
    case when p_import is null then '' else 'join (
      select e.id, (b.block::bigint << 16) + e.nth as position from private.import_blocks b cross join unnest(b.entity_ids) with ordinality e (id, nth)
      where b.import_id = $4 and b.kind = $5 and b.block >= $2 >> 16) s on s.id = t.id' end)
  using p_workspace, p_after, p_limit, p_import, p_kind;
end
$$;
comment on function public.export_rows is
  'Entities of one kind in order of arrival, a page at a time: of the working content, of a snapshot, or of what an import named (in its order).';

grant execute on function public.export_rows to authenticated, service_role;
