-- Copies: entities with all that is below them, under new names.

create function public.duplicate(p_workspace uuid, p_items jsonb) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
  failed jsonb;
  copies jsonb;
  roots uuid[];
  root private.bulk_item;
  k private.kinds;
  names text;
  suffix text;
  nth integer := 1;
  is_taken boolean;
  chosen uuid[];
  tree uuid[];
  below uuid[];
  level uuid[];
  next_level uuid[];
  found uuid[];
  places private.kinds;
begin
  perform private.require_role(p_workspace, 'editor');
  made := private.begin_change_set(p_workspace, 'edit', private.headline_of(p_workspace, (p_items -> 0 ->> 'kind')::public.content_kind, (p_items -> 0 ->> 'id')::uuid));
  if exists (select from private.bulk_items(p_items) i where i.kind not in (select n.kind from private.kinds n where n.is_copied and n.has_slug)) then
    raise exception 'only domains, trails, concepts and sparks are duplicated' using errcode = 'TW006';
  end if;
  failed := private.missing(p_workspace, p_items);
  -- Everything chosen that is there, and all below it that has a name of its own. What is below something else that was chosen
  -- comes with it.
  select coalesce(array_agg(distinct i.id), '{}') into chosen from private.bulk_items(p_items) i where private.is_alive(p_workspace, i.kind, i.id);
  level := chosen;
  tree := chosen;
  below := '{}';
  while cardinality(level) > 0 loop
    next_level := '{}';
    for k in select * from private.kinds n where n.is_copied and n.has_slug and (n.ref_a is not null or n.placed_by is not null) loop
      select * into places from private.kinds n where n.kind = coalesce(k.placed_by, k.kind);
      execute format('select array_agg(distinct t.%1$I) from public.%2$I t where t.%3$I = any ($1)',
        case when k.placed_by is null then 'id' else places.ref_b end, places.table_name, places.ref_a) into found using level;
      next_level := next_level || found;
    end loop;
    below := below || next_level;
    level := array(select n.id from unnest(next_level) n (id) where not n.id = any (tree));
    tree := tree || level;
  end loop;
  select jsonb_object_agg(t.id, gen_random_uuid()) into copies from unnest(tree) t (id);
  roots := array(select c.id from unnest(chosen) c (id) where not c.id = any (below));

  loop
    suffix := '-copy' || case nth when 1 then '' else '-' || nth end;
    is_taken := false;
    for k in select * from private.kinds n where n.is_copied and n.has_slug loop
      execute format('select exists (select from public.%1$I x where x.workspace_id = $1
        and x.slug in (select rtrim(left(o.slug, 185), ''-'') || $2 from public.%1$I o where o.id = any ($3)))', k.table_name)
      into is_taken using p_workspace, suffix, tree;
      exit when is_taken;
    end loop;
    exit when not is_taken;
    nth := nth + 1;
  end loop;

  for k in select * from private.kinds n where n.is_copied order by n.kind loop
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into names
    from pg_catalog.pg_attribute a
    where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped
      and a.attname not in ('ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by');
    -- A row is copied when it is in the tree itself, or all that makes its key is (a link with both ends, a place with its concept).
    execute format(
      'insert into public.%1$I (%2$s, created_by, updated_by)
       select %3$s, private.actor(), private.actor()
       from public.%1$I t
       cross join lateral jsonb_populate_record(null::public.%1$I, to_jsonb(t) || jsonb_build_object(''id'', coalesce(($1 ->> t.id::text)::uuid, gen_random_uuid())) %4$s %5$s %6$s) r
       where t.workspace_id = $2 and %7$s order by t.ordinal',
      k.table_name, names, (select string_agg('r.' || n, ', ') from unnest(string_to_array(names, ', ')) n),
      case when k.ref_a is not null then format('|| jsonb_build_object(%L, coalesce($1 -> t.%I::text, to_jsonb(t.%I)))', k.ref_a, k.ref_a, k.ref_a) end,
      case when k.ref_b is not null then format('|| jsonb_build_object(%L, coalesce($1 -> t.%I::text, to_jsonb(t.%I)))', k.ref_b, k.ref_b, k.ref_b) end,
      case when k.has_slug then format(
        '|| jsonb_build_object(''slug'', rtrim(left(t.slug, 185), ''-'') || $3) %3$s || case when t.id = any ($4) then jsonb_build_object(%1$L, left(t.%1$I, %2$s) || '' (copy)'') else ''{}'' end',
        k.name_column, k.name_length - char_length(' (copy)'), case when k.is_publishable then '|| ''{"is_published": false}''' end) end,
      case when k.has_slug then '$1 ? t.id::text'
        when k.is_link then format('$1 ? t.%I::text and $1 ? t.%I::text', k.ref_a, k.ref_b)
        else format('$1 ? t.%I::text', k.ref_a) end)
    using copies, p_workspace, suffix, roots;
  end loop;
  -- A copy stands last among its siblings; a copied spark beside the spark it was copied from.
  for root in select i.* from private.bulk_items(p_items) i where i.id = any (roots) loop
    select * into k from private.kinds n where n.kind = root.kind;
    if k.placed_by is not null then
      select * into places from private.kinds n where n.kind = k.placed_by;
      execute format('insert into public.%1$I (workspace_id, %2$I, %3$I, order_index)
        select $1, p.%2$I, $2, (select max(o.order_index) + 1 from public.%1$I o where o.%2$I = p.%2$I) from public.%1$I p where p.%3$I = $3',
        places.table_name, places.ref_a, places.ref_b)
      using p_workspace, (copies ->> root.id::text)::uuid, root.id;
    elsif k.is_placed then
      execute format('update public.%1$I t set order_index = (select max(o.order_index) + 1 from public.%1$I o where o.workspace_id = $1 %2$s) where t.id = $2',
        k.table_name, case when k.ref_a is not null then format('and o.%1$I is not distinct from t.%1$I', k.ref_a) end)
      using p_workspace, (copies ->> root.id::text)::uuid;
    end if;
  end loop;
  return jsonb_build_object('change_set_id', private.end_change_set(p_workspace, made), 'failed', failed, 'ids',
    (select coalesce(jsonb_agg(copies -> i.id::text), '[]') from private.bulk_items(p_items) i where i.id = any (roots)));
end
$$;
comment on function public.duplicate is
  'Copies domains, trails, concepts and sparks with all below them, as drafts under new names, with packages, objectives, resources, beacons and the links among the copies; what was measured or written about the course stays with the original: {ids, change_set_id, failed}, ids in the order of the items.';

grant execute on function public.duplicate to authenticated, service_role;
