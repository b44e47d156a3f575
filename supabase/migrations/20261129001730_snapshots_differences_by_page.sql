-- What differs from a snapshot, counted at once and read a page at a time (docs/decisions/078-differences-come-by-the-page.md).

create type private.state_key as (kind public.content_kind, entity_id uuid, slug text, title text, was boolean, is_alive boolean);
comment on type private.state_key is 'An entity that may differ: whether the snapshot has it, and whether the working content has it.';

create function private.keys_since(workspace uuid, since integer, with_titles boolean) returns setof private.state_key
language plpgsql stable security definer set search_path = ''
as $$
declare
  of_kind record;
begin
  for of_kind in
    select k.kind, k.table_name, k.has_slug, k.name_column, array_agg(d.entity_id) as ids
    from private.differing_keys(workspace, since) d join private.kinds k on k.kind = d.kind group by k.kind order by k.kind
  loop
    return query execute format($sql$
      select $2, i.id, coalesce(%2$s, v.slug), %3$s, v.entity_id is not null, t.id is not null
      from unnest($3) i (id)
      left join public.%1$I t on t.workspace_id = $1 and t.id = i.id
      left join public.entity_versions v on v.workspace_id = $1 and v.kind = $2 and v.entity_id = i.id and v.from_seq <= $4 and v.to_seq > $4
      where t.id is not null or v.entity_id is not null
      $sql$, of_kind.table_name,
      case when of_kind.has_slug then 't.slug' else 'null' end,
      case when with_titles and of_kind.name_column is not null
        then format('concat_ws(chr(10), t.%1$I, case when t.%1$I is distinct from v.body ->> %1$L then v.body ->> %1$L end)', of_kind.name_column) else 'null::text' end)
    using workspace, of_kind.kind, of_kind.ids, since;
  end loop;
end
$$;
comment on function private.keys_since is 'differing_keys with what can be said of them without comparing: of those in neither state nothing. Titles, old and new, only where they are asked for.';

create function private.seq_of(workspace uuid, snapshot uuid) returns integer
language plpgsql stable security definer set search_path = ''
as $$
declare
  found public.snapshots;
begin
  if snapshot is null then
    return coalesce((private.base_snapshot(workspace)).seq, 0);
  end if;
  select * into found from public.snapshots s where s.id = snapshot and s.workspace_id = workspace;
  if found.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  if found.seq is null then
    raise exception 'a draft has nothing to compare yet' using errcode = 'TW002';
  end if;
  return found.seq;
end
$$;
comment on function private.seq_of is 'Where a snapshot of a workspace stands; without one, what a new one would build on.';

drop function public.count_differences(uuid, uuid, uuid);
create function public.count_differences(p_workspace uuid, p_before uuid default null, p_after uuid default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  -- To compare takes 0.1 ms each: more are counted without.
  most constant integer := 500;
  since integer;
  is_exact boolean := true;
  counts jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_after is null then
    since := private.seq_of(p_workspace, p_before);
    is_exact := (select count(*) from (select from private.differing_keys(p_workspace, since) limit most + 1) n) <= most;
  end if;
  select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') into counts from (
    select c.kind, jsonb_build_object('added', count(*) filter (where c.change = 'added'), 'changed', count(*) filter (where c.change = 'changed'),
      'removed', count(*) filter (where c.change = 'removed')) as counts
    from (
      select d.kind, case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end as change
      from private.differences_since(p_workspace, since) d where p_after is null and is_exact
      union all
      select k.kind, case when not k.was then 'added' when not k.is_alive then 'removed' else 'changed' end
      from private.keys_since(p_workspace, since, false) k where p_after is null and not is_exact
      union all
      select e.kind, e.change from public.diff_snapshots(p_before, p_after) e where p_after is not null
    ) c group by c.kind) n;
  return jsonb_build_object('kinds', counts, 'is_exact', is_exact);
end
$$;
comment on function public.count_differences is
  'How many entities of each kind differ: {kinds: {kind: {added, changed, removed}}, is_exact}. Of the working content from a snapshot (p_before; null: what it builds on), or between two snapshots. Above 500 (is_exact false) what was saved since counts, even if it is as it was again.';
grant execute on function public.count_differences to authenticated, service_role;

create function public.read_differences(p_workspace uuid, p_before uuid default null, p_after uuid default null, p_kind public.content_kind default null,
  p_change text default null, p_search text default '', p_only uuid default null, p_from jsonb default null, p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  most constant integer := least(greatest(p_limit, 1), 200);
  -- Whatever turns out to be as it was before, a page is answered in time; the next one goes on from there.
  looked_at_most constant integer := 2000;
  wanted constant text := lower(btrim(left(coalesce(p_search, ''), 200)));
  keys private.state_key[];
  since integer;
  items jsonb := '[]';
  found jsonb;
  at integer := 0;
  batch private.state_key[];
begin
  perform private.require_role(p_workspace, 'editor');
  if p_after is not null then
    perform private.seq_of(p_workspace, p_before), private.seq_of(p_workspace, p_after);
    select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'entity_id', d.entity_id, 'slug', d.slug, 'change', d.change, 'before', d.before, 'after', d.after)
      order by d.kind, coalesce(d.slug, ''), d.entity_id), '[]') into items
    from (
      select e.* from public.diff_snapshots(p_before, p_after) e
      where (p_kind is null or e.kind = p_kind) and (p_change is null or e.change = p_change) and (p_only is null or e.entity_id = p_only)
        and (wanted = '' or strpos(lower(concat_ws(chr(10), e.slug, e.after ->> 'title', e.before ->> 'title', e.after ->> 'name', e.before ->> 'name')), wanted) > 0)
        and (p_from is null or (e.kind, coalesce(e.slug, ''), e.entity_id) > ((p_from ->> 0)::public.content_kind, coalesce(p_from ->> 1, ''), (p_from ->> 2)::uuid))
      order by e.kind, coalesce(e.slug, ''), e.entity_id limit most) d;
    return jsonb_build_object('items', items, 'next', case when jsonb_array_length(items) = most
      then jsonb_build_array(items -> -1 -> 'kind', items -> -1 -> 'slug', items -> -1 -> 'entity_id') end);
  end if;

  since := private.seq_of(p_workspace, p_before);
  select coalesce(array_agg(k order by k.kind, coalesce(k.slug, ''), k.entity_id), '{}') into keys
  from private.keys_since(p_workspace, since, wanted <> '') k
  where (p_kind is null or k.kind = p_kind) and (p_only is null or k.entity_id = p_only)
    and (p_change is null or p_change = case when not k.was then 'added' when not k.is_alive then 'removed' else 'changed' end)
    and (wanted = '' or strpos(lower(concat_ws(chr(10), k.slug, k.title)), wanted) > 0)
    and (p_from is null or (k.kind, coalesce(k.slug, ''), k.entity_id) > ((p_from ->> 0)::public.content_kind, coalesce(p_from ->> 1, ''), (p_from ->> 2)::uuid));
  while at < least(cardinality(keys), looked_at_most) and jsonb_array_length(items) < most loop
    -- As many as are missing, so that none is compared for nothing where all differ.
    batch := keys[at + 1 : at + greatest(most - jsonb_array_length(items), 1)];
    select coalesce(jsonb_agg(jsonb_build_object('kind', d.kind, 'entity_id', d.entity_id, 'slug', coalesce(d.after_slug, d.before_slug), 'change',
      case when d.before_hash is null then 'added' when d.after_hash is null then 'removed' else 'changed' end, 'before', d.before_body, 'after', d.after_body)
      order by d.kind, coalesce(d.after_slug, d.before_slug, ''), d.entity_id), '[]') into found
    from (select b.kind, array_agg(b.entity_id) as ids from unnest(batch) b group by b.kind) k
    cross join lateral private.differences_among(p_workspace, since, k.kind, k.ids) d;
    items := items || found;
    at := at + cardinality(batch);
  end loop;
  return jsonb_build_object('items', items, 'next', case when at < cardinality(keys)
    then jsonb_build_array((keys[at]).kind, (keys[at]).slug, (keys[at]).entity_id) end);
end
$$;
comment on function public.read_differences is
  'A page of what differs, by kind and slug: {items: [{kind, entity_id, slug, change, before, after}], next: where the next page begins, or null}. Of the working content from a snapshot (p_before; null: what it builds on), or between two snapshots; p_only: of one entity. A page may be short, and is never the last while next is there.';
grant execute on function public.read_differences to authenticated, service_role;
