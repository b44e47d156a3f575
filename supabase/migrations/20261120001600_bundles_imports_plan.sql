-- The plan of an import: what each item refers to, which entity it is, and what applying would do to it.

-- Rows are found one by one through their unique index, by subqueries with a limit, and not by joins: for a workspace or an
-- import younger than the last ANALYZE the planner expects a single row, and ten thousand items then took half a minute.

create function private.live_slug(row_kind public.content_kind, side text, condition text, slug_expression text) returns text
language sql stable set search_path = ''
as $$
  -- What is live under a slug, then where a renamed slug leads.
  select format(
    ' left join lateral (select l.id, l.slug from public.%1$I l where %2$s and l.workspace_id = $3 and l.slug = %3$s limit 1) %4$s_live on true
      left join lateral (select m.id, m.slug from public.slug_redirects r join public.%1$I m on m.id = r.entity_id
        where %2$s and %4$s_live.id is null and r.workspace_id = $3 and r.kind = %5$L and r.old_slug = %3$s limit 1) %4$s_at on true',
    (select k.table_name from private.kinds k where k.kind = row_kind), condition, slug_expression, side, row_kind)
$$;

create function private.reference_lookup(row_kind public.content_kind, side text) returns text
language sql stable set search_path = ''
as $$
  -- The bundle itself comes first.
  select format(
    ' left join lateral (select n.entity_id from private.import_items n
        where n.import_id = $1 and n.kind = %2$L and n.key = i.ref_%1$s_slug and not n.is_skipped limit 1) %1$s_new on true', side, row_kind)
    || private.live_slug(row_kind, side, format('%s_new.entity_id is null', side), format('i.ref_%s_slug', side))
$$;

create function private.resolve_import_items(log public.import_logs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  ref_a text;
  ref_b text;
  own text;
begin
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    ref_a := case when k.ref_a is null then 'null::uuid' else 'coalesce(a_new.entity_id, a_live.id, a_at.id)' end;
    ref_b := case when k.ref_b is null then 'null::uuid' else 'coalesce(b_new.entity_id, b_live.id, b_at.id)' end;
    -- What tells an entity apart. Kinds below another one (objectives) carry "owner#key" as key.
    select string_agg(case n
        when k.ref_a then format('t.%I = %s', n, ref_a)
        when k.ref_b then format('t.%I = %s', n, ref_b)
        else format('t.%I = %s', n, case when k.is_owned then 'substr(i.key, strpos(i.key, ''#'') + 1)' else 'i.key' end)
      end, ' and ') into own
    from unnest(k.natural_key) n;
    -- Each row is written once for all three: these rows are the bulk of an import.
    execute format(
      'update private.import_items o set ref_a = r.ref_a, ref_b = r.ref_b, base_version = null,
         entity_id = coalesce(r.entity_id, gen_random_uuid()), action = case when r.entity_id is null then ''create'' end
       from (
         select i.ctid as at, %1$s as ref_a, %2$s as ref_b, %3$s as entity_id
         from private.import_items i %4$s %5$s %6$s
         where i.import_id = $1 and i.kind = $2
       ) r
       where o.ctid = r.at',
      ref_a, ref_b,
      -- A redirect counts unless the bundle names the renamed entity by its new slug as well.
      case when k.has_slug then 'coalesce(s_live.id, case when s_at.id is not null and not exists (
          select from private.import_items n where n.import_id = $1 and n.kind = $2 and n.key = s_at.slug)
          and not exists (select from private.import_blocks b where b.import_id = $1 and b.kind = $2 and s_at.id = any (b.entity_ids)) then s_at.id end)' else 't.id' end,
      case when k.ref_a is not null then private.reference_lookup(k.ref_a_kind, 'a') end,
      case when k.ref_b is not null then private.reference_lookup(k.ref_b_kind, 'b') end,
      case when k.has_slug then private.live_slug(k.kind, 's', 'true', 'i.key')
        else format(' left join lateral (select t.id from public.%I t where t.workspace_id = $3 and %s limit 1) t on true', k.table_name, own) end)
    using log.id, k.kind, log.workspace_id;
  end loop;
  update public.import_logs l set resolved_at_revision = private.newest_revision(log.workspace_id) where l.id = log.id;
end
$$;
comment on function private.resolve_import_items is 'Finds what each item refers to and which entity it is; new ones get their id.';

create function private.plan_actions(log public.import_logs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  -- Numbers of revisions mean something in the workspace they were read from only.
  made_from bigint := case when log.header #>> '{metadata,base_revision}' ~ '^[0-9]{1,18}$'
      and log.header #>> '{metadata,base_workspace}' = log.workspace_id::text
    then (log.header #>> '{metadata,base_revision}')::bigint end;
begin
  -- Blocks that were taken over as they are: still so?
  if log.recognised_at_revision is distinct from private.newest_revision(log.workspace_id) and exists (
    select from private.import_blocks b
    where b.import_id = log.id and b.id not in (
      select r.id from private.recognised_blocks(array(select o.id from private.import_blocks o where o.import_id = log.id)) r)
  ) then
    raise exception 'somebody renamed or removed something of this bundle meanwhile; nothing was written, import it again'
      using errcode = 'TW003', detail = '{"reason": "unrecognised"}';
  end if;
  if log.resolved_at_revision is distinct from private.newest_revision(log.workspace_id) then
    perform private.resolve_import_items(log);
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    -- Unchanged: as last imported, or (by content) as it stands. A source that did not move never overwrites the studio.
    execute format($sql$
      update private.import_items i set base_version = r.version, action = r.action
      from (
        select o.ctid as at, t.version,
          case
            when s.hash = o.hash then 'unchanged'
            when d.is_same then 'unchanged'
            when $4::bigint is not null then case when exists (
                select from public.revisions r where r.workspace_id = $3 and r.kind = $2 and r.entity_id = o.entity_id and r.id > $4
                  -- What the last import of this source made is no edit of the studio.
                  and r.version > coalesce(s.version, 0))
              then 'conflict' else 'update' end
            when s.version <> t.version then 'conflict'
            else 'update'
          end as action
        from private.import_items o
        cross join lateral (select t.* from public.%1$I t where t.id = o.entity_id limit 1) t
        left join lateral (select s.hash, s.version from private.imported_states s where s.entity_id = o.entity_id limit 1) s on true
        -- offset 0: computed once a row, not once a field.
        cross join lateral (select case when s.hash is distinct from o.hash then to_jsonb(t) end as body offset 0) b
        cross join lateral (
          -- A slug that differs led here by a redirect, see apply_items.
          select b.body is not null and coalesce(bool_and(b.body -> f.key is not distinct from f.value), true) and %2$s as is_same
          from jsonb_each(case when b.body is not null then o.fields end) f where f.key not in ('bundle_style', 'slug')
        ) d
        where o.import_id = $1 and o.kind = $2 and o.action is null
      ) r
      where i.ctid = r.at
      $sql$, k.table_name,
      concat_ws(' and ', 'true',
        case when k.ref_a is not null then format('(o.ref_a_slug is null or t.%I = o.ref_a)', k.ref_a) end,
        case when k.ref_b is not null then format('(o.ref_b_slug is null or t.%I = o.ref_b)', k.ref_b) end))
    using log.id, k.kind, log.workspace_id, made_from;
  end loop;
end
$$;

create function private.slug_of(log public.import_logs, row_kind public.content_kind, entity uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  found_slug text;
begin
  execute format('select t.slug from public.%I t where t.id = $1', (select k.table_name from private.kinds k where k.kind = row_kind))
  into found_slug using entity;
  return coalesce(found_slug,
    (select i.key from private.import_items i where i.import_id = log.id and i.kind = row_kind and i.entity_id = entity limit 1));
end
$$;
comment on function private.slug_of is 'The slug of what an item of an import refers to, there or about to come.';

create function private.import_problems(log public.import_logs) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  found jsonb := '[]';
  link private.kinds;
  sources uuid[];
  targets uuid[];
  sorted record;
begin
  select found || coalesce(jsonb_agg(p.problem order by p.kind, p.position), '[]') into found from (
    select i.kind, i.position, jsonb_build_object(
      'code', case when t.is_trashed then 'reference_in_trash' else 'unresolved_reference' end,
      'kind', i.kind, 'position', i.position, 'key', i.key, 'field', r.field, 'refers_to_kind', r.kind, 'refers_to', r.slug) as problem
    from private.import_items i
    join private.kinds k on k.kind = i.kind
    cross join lateral (values ('a', i.ref_a_slug, i.ref_a, k.ref_a_kind), ('b', i.ref_b_slug, i.ref_b, k.ref_b_kind)) r (field, slug, id, kind)
    cross join lateral (select exists (
      select from public.revisions d where d.workspace_id = log.workspace_id and d.kind = r.kind and d.slug = r.slug and d.operation = 'delete') as is_trashed) t
    where i.import_id = log.id and not i.is_skipped and r.slug is not null and r.id is null
    order by i.kind, i.position limit 10000
  ) p;

  -- Loops over what is there and what would come. The caller names them: it gets the links that could not be ordered.
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if exists (select from private.import_items i where i.import_id = log.id and i.kind = link.kind
        and i.action = 'create' and not i.is_skipped) then
      execute format($sql$
        with edges as (
          select l.source_id, l.target_id from public.%1$I l where l.workspace_id = $2
          union
          select i.ref_a, i.ref_b from private.import_items i
          where i.import_id = $1 and i.kind = %2$L and i.action = 'create' and not i.is_skipped and i.ref_a is not null and i.ref_b is not null
        )
        select array_agg(source_id), array_agg(target_id) from edges$sql$, link.table_name, link.kind)
      into sources, targets using log.id, log.workspace_id;
      -- Peeled from the front and then from the back: what is left lies on a loop or between two.
      select * into sorted from private.topological_order(sources, targets);
      if sorted.looped > 0 then
        select array_agg(e.source), array_agg(e.target) into sources, targets
        from unnest(sources, targets) e (source, target)
        where e.source not in (select unnest(sorted.ordered)) and e.target not in (select unnest(sorted.ordered));
        select * into sorted from private.topological_order(targets, sources);
        found := found || jsonb_build_array(jsonb_build_object('code', 'loop', 'kind', link.kind, 'links', (
          select jsonb_agg(jsonb_build_array(private.slug_of(log, link.ref_a_kind, e.source), private.slug_of(log, link.ref_a_kind, e.target)))
          from unnest(sources, targets) e (source, target)
          where e.source not in (select unnest(sorted.ordered)) and e.target not in (select unnest(sorted.ordered)))));
      end if;
    end if;
  end loop;
  return found;
end
$$;
comment on function private.import_problems is 'References that lead nowhere or into the trash, and links that would close a loop with those already there.';

create function public.plan_import(p_import uuid, p_skip text[] default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  counts jsonb;
  found jsonb;
  unknown text[];
  reskipped integer;
begin
  if log.status not in ('pending', 'validating') then
    raise exception 'this import has been planned and applied' using errcode = 'TW002';
  end if;
  if p_skip is not null then
    select array_agg(n.name order by n.nth) into unknown
    from unnest(p_skip) with ordinality n (name, nth)
    where not exists (select from private.import_items i where i.import_id = p_import and i.kind::text = split_part(n.name, ':', 1)
      and i.key = substr(n.name, strpos(n.name, ':') + 1));
    update private.import_items i set is_skipped = (i.kind || ':' || i.key) = any (p_skip)
      where i.import_id = p_import and i.is_skipped <> ((i.kind || ':' || i.key) = any (p_skip));
    get diagnostics reskipped = row_count;
    if reskipped > 0 then
      update public.import_logs set resolved_at_revision = null where id = p_import returning * into log;
    end if;
  end if;
  perform private.plan_actions(log);
  found := private.import_problems(log);

  select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') into counts from (
    select a.kind, jsonb_build_object('create', sum(a.creates), 'update', sum(a.updates), 'unchanged', sum(a.same),
      'conflict', sum(a.conflicts), 'skipped', sum(a.skipped)) as counts
    from (
      select i.kind,
        count(*) filter (where i.action = 'create' and not i.is_skipped) as creates,
        count(*) filter (where i.action = 'update' and not i.is_skipped) as updates,
        count(*) filter (where i.action = 'unchanged' and not i.is_skipped) as same,
        count(*) filter (where i.action = 'conflict' and not i.is_skipped) as conflicts,
        count(*) filter (where i.is_skipped) as skipped
      from private.import_items i where i.import_id = p_import group by i.kind
      union all
      select b.kind, 0, 0, sum(cardinality(b.entity_ids)), 0, 0 from private.import_blocks b where b.import_id = p_import group by b.kind
    ) a
    group by a.kind) n;
  update public.import_logs set status = 'validating', touched_at = now(), plan_counts = counts,
    planned_at_revision = private.newest_revision(log.workspace_id)
  where id = p_import;
  return jsonb_build_object('counts', counts, 'problems', found, 'unknown_skips', coalesce(to_jsonb(unknown), '[]'));
end
$$;
comment on function public.plan_import is
  'What applying would do: {counts: {kind: {create, update, unchanged, conflict, skipped}}, problems, unknown_skips}. p_skip: "kind:key" to leave out; null leaves out what was left out before.';

create function public.import_plan_items(
  p_import uuid, p_actions text[] default array['conflict', 'update', 'create'], p_after integer default 0, p_limit integer default 200
) returns table (nth bigint, kind public.content_kind, "position" integer, key text, action text, entity_id uuid, label text, fields jsonb, before jsonb)
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  return query
    select p.nth, p.kind, p.position, p.key, p.action, p.entity_id,
      coalesce(p.fields ->> 'title', p.fields ->> 'name', private.label_of(log.workspace_id, p.kind, p.entity_id) ->> 'label', p.key),
      p.fields, r.body
    from (
      select row_number() over (order by array_position(p_actions, a.action), a.kind, a.block, a.position) as nth, a.*
      from (
        select i.kind, i.block, i.position, i.key, i.action, i.entity_id, i.fields from private.import_items i
        where i.import_id = p_import and i.action = any (p_actions)
        union all
        select b.kind, b.block, null, s.key, 'unchanged', s.entity_id, null
        from private.import_blocks b cross join lateral unnest(b.entity_ids) e (id)
        join private.imported_states s on s.entity_id = e.id
        where b.import_id = p_import and 'unchanged' = any (p_actions)
      ) a
    ) p
    left join lateral (
      select r.body from public.revisions r where p.action in ('conflict', 'update')
        and r.workspace_id = log.workspace_id and r.kind = p.kind and r.entity_id = p.entity_id order by r.id desc limit 1) r on true
    where p.nth > p_after order by p.nth limit least(p_limit, 1000);
end
$$;
comment on function public.import_plan_items is 'The plan line by line, in pages: what each item would do, with the state it would replace.';

grant execute on function public.plan_import, public.import_plan_items to authenticated, service_role;
