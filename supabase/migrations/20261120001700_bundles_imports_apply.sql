-- Applying an import in one transaction, and its way on to a snapshot.

create function private.apply_items(log public.import_logs, k private.kinds, action text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  names text;
  fresh text;
  changed text;
  may_review constant boolean := private.is_system() or log.workspace_id in (select private.my_workspaces('reviewer'));
  written integer;
begin
  -- Columns an item may carry; what it does not carry keeps its default or its present value.
  select
    string_agg(quote_ident(a.attname), ', ' order by a.attnum),
    string_agg(case when a.attname = 'ai_metadata' then 'private.reviewed($5, null, r.ai_metadata)'
      when d.adbin is null then format('r.%I', a.attname)
      else format('case when i.fields ? %L then r.%I else %s end', a.attname, a.attname, pg_get_expr(d.adbin, d.adrelid)) end, ', ' order by a.attnum),
    -- The slug stays: where it differs, a redirect led here, and the studio has given the entity another name since.
    string_agg(format(case when a.attname = 'bundle_style' then '%1$I = r.%1$I' else '%1$I = case when i.fields ? %2$L then %3$s else t.%1$I end' end,
      a.attname, a.attname, case when a.attname = 'ai_metadata' then 'private.reviewed($5, t.ai_metadata, r.ai_metadata)' else format('r.%I', a.attname) end),
      ', ' order by a.attnum) filter (where a.attname <> 'slug')
  into names, fresh, changed
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped
    and a.attname not in ('id', 'workspace_id', 'ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by')
    and a.attname is distinct from k.ref_a and a.attname is distinct from k.ref_b;

  if action = 'create' then
    execute format(
      'insert into public.%1$I (id, workspace_id, created_by, updated_by, %2$s %4$s)
       select i.entity_id, $3, $4, $4, %3$s %5$s
       from private.import_items i cross join lateral jsonb_populate_record(null::public.%1$I, i.fields) r
       where i.import_id = $1 and i.kind = $2 and i.action = ''create'' and not i.is_skipped order by i.position',
      k.table_name, names, fresh,
      concat(', ' || quote_ident(k.ref_a), ', ' || quote_ident(k.ref_b)),
      concat(case when k.ref_a is not null then ', i.ref_a' end, case when k.ref_b is not null then ', i.ref_b' end))
    using log.id, k.kind, log.workspace_id, private.actor(), may_review;
  else
    -- Who owns a link or a membership is its identity and stays; a trail may change its domain, a concept its trail.
    execute format(
      'update public.%1$I t set %2$s %3$s
       from private.import_items i cross join lateral jsonb_populate_record(null::public.%1$I, i.fields) r
       where i.import_id = $1 and i.kind = $2 and i.action = ''update'' and not i.is_skipped and t.id = i.entity_id
         and t.version = i.base_version',
      k.table_name, changed,
      case when k.ref_a is not null and not k.ref_a = any (k.natural_key)
        then format(', %1$I = case when i.ref_a_slug is not null then i.ref_a when i.fields ? %2$L then null else t.%1$I end', k.ref_a, k.ref_a) else '' end)
    using log.id, k.kind, log.workspace_id, private.actor(), may_review;
    get diagnostics written = row_count;
    -- Editors do not stand in our queue: one may have saved between the plan and this line.
    if written < (select count(*) from private.import_items i
      where i.import_id = log.id and i.kind = k.kind and i.action = 'update' and not i.is_skipped)
    then
      raise exception 'somebody saved what this import is about to write; plan it again' using errcode = 'TW003';
    end if;
  end if;
end
$$;

create function public.apply_import(p_import uuid, p_conflicts text default 'refuse') returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs;
  k private.kinds;
  found jsonb;
  conflicts integer;
  moving integer;
  made uuid;
begin
  if p_conflicts not in ('refuse', 'ours', 'theirs') then
    raise exception 'conflicts are refused, or won by ours or theirs' using errcode = 'TW006';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_import::text, 0));
  log := private.own_import(p_import);
  if log.status not in ('validating', 'importing') or log.planned_at_revision is null then
    raise exception 'an import that is % cannot be applied', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  perform from public.workspaces w where w.id = log.workspace_id for no key update;
  if (select count(*) from private.import_items i where i.import_id = p_import)
    + (select coalesce(sum(cardinality(b.entity_ids)), 0) from private.import_blocks b where b.import_id = p_import)
    <> (select coalesce(sum(n.value::bigint), 0) from jsonb_each(log.plan_counts) c cross join jsonb_each_text(c.value) n)
  then
    raise exception 'the items of this import are gone; start it again' using errcode = 'TW002';
  end if;
  -- The world may have moved since the plan was read; then it is made again, under the lock.
  if log.planned_at_revision <> private.newest_revision(log.workspace_id) then
    perform private.plan_actions(log);
    found := private.import_problems(log);
    if found <> '[]' then
      return jsonb_build_object('ok', false, 'problems', found);
    end if;
  end if;

  select count(*) into conflicts from private.import_items i where i.import_id = p_import and i.action = 'conflict' and not i.is_skipped;
  if conflicts > 0 and p_conflicts = 'refuse' then
    return jsonb_build_object('ok', false, 'problems', (
      select jsonb_agg(jsonb_build_object('code', 'conflict', 'kind', i.kind, 'position', i.position, 'key', i.key) order by i.kind, i.position)
      from private.import_items i where i.import_id = p_import and i.action = 'conflict' and not i.is_skipped));
  end if;
  update private.import_items i set action = case p_conflicts when 'theirs' then 'update' else 'unchanged' end
    where i.import_id = p_import and i.action = 'conflict';

  select count(*) into moving from private.import_items i where i.import_id = p_import and i.action in ('create', 'update') and not i.is_skipped;
  if moving > 0 then
    made := private.open_change_set(log.workspace_id, 'import', coalesce(log.name, log.version_label));
    for k in
      select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = p_import) order by n.kind
    loop
      -- Updates first: rows before the graph, as everybody locks.
      if exists (select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'update') then
        perform private.apply_items(log, k, 'update');
      end if;
      if exists (select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'create') then
        perform private.apply_items(log, k, 'create');
      end if;
    end loop;
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = p_import) order by n.kind
  loop
    -- The same content may be written another way now, and export gives back how it was written last. No new version.
    -- Where the studio has won a conflict, its text stays as it is written here.
    if p_conflicts <> 'ours' and exists (
      select from private.import_items i where i.import_id = p_import and i.kind = k.kind and i.action = 'unchanged')
    then
      execute format(
        'update public.%I t set bundle_style = i.fields -> ''bundle_style'' from private.import_items i
         where i.import_id = $1 and i.kind = $2 and i.action = ''unchanged'' and not i.is_skipped and t.id = i.entity_id
           and t.bundle_style is distinct from i.fields -> ''bundle_style''', k.table_name)
      using p_import, k.kind;
    end if;
    -- An item that is as last imported says nothing new: the version noted then tells whether the studio has edited since.
    execute format(
      'insert into private.imported_states as s (workspace_id, kind, entity_id, key, hash, version)
       select $3, $2, i.entity_id, i.key, i.hash, t.version from private.import_items i
       cross join lateral (select t.version from public.%I t where t.id = i.entity_id limit 1) t
       where i.import_id = $1 and i.kind = $2 and not i.is_skipped and ($4 or i.action <> ''unchanged'')
       on conflict (entity_id) do update set key = excluded.key, hash = excluded.hash,
         version = case when s.hash = excluded.hash then s.version else excluded.version end
       where (s.hash, s.key) <> (excluded.hash, excluded.key)', k.table_name)
    using p_import, k.kind, log.workspace_id, p_conflicts <> 'ours';
  end loop;
  insert into private.import_blocks (import_id, kind, block, digest, entity_ids)
    select p_import, i.kind, i.block, md5(string_agg(i.hash, '' order by i.position)), array_agg(i.entity_id order by i.position)
    from private.import_items i where i.import_id = p_import and not i.is_skipped group by i.kind, i.block;

  update public.import_logs set status = 'ready', completed_at = now(), touched_at = now(), change_set_id = made,
    entity_counts = (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
      select b.kind, sum(cardinality(b.entity_ids)) as total from private.import_blocks b where b.import_id = p_import group by b.kind) n)
  where id = p_import returning * into log;
  delete from private.import_items where import_id = p_import;
  return jsonb_build_object('ok', true, 'import_id', p_import, 'change_set_id', made, 'changed', moving, 'entity_counts', log.entity_counts);
end
$$;
comment on function public.apply_import is
  'Applies a planned import in this one transaction: all or nothing. p_conflicts: refuse, ours (keep the studio''s) or theirs.';

-- ---------------------------------------------------------------------------------------- on to a snapshot

create function public.finalize_import(p_import uuid, p_snapshot uuid, p_entity_counts jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  outcome jsonb;
begin
  if log.status <> 'ready' then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  if not exists (select from public.snapshots s where s.id = p_snapshot and s.workspace_id = log.workspace_id) then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  outcome := private.fill_snapshot(p_snapshot, array(select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import));
  if (outcome ->> 'ok')::boolean then
    update public.import_logs set snapshot_id = p_snapshot, entity_counts = coalesce(p_entity_counts, entity_counts) where id = p_import;
    update public.snapshots set header = log.header where id = p_snapshot;
  end if;
  return outcome;
end
$$;
comment on function public.finalize_import is 'Fills a draft snapshot with exactly what the import brought and makes it ready; or returns the blockers.';

create function public.stage_import(p_import uuid, p_version_label text default null) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  log public.import_logs := private.own_import(p_import);
  base public.snapshots;
  draft uuid;
  outcome jsonb;
begin
  if log.status not in ('ready', 'promoted', 'rolled_back') then
    raise exception 'an import that is % cannot be staged', log.status using errcode = 'TW002', detail = log.status::text;
  end if;
  perform from public.workspaces w where w.id = log.workspace_id for no key update;
  base := private.base_snapshot(log.workspace_id);
  if base.id is not null and not exists (
    select from private.differences_since(log.workspace_id, base.seq) c
    where c.entity_id in (select e.id from private.import_blocks b cross join unnest(b.entity_ids) e (id) where b.import_id = p_import)
  ) then
    return jsonb_build_object('ok', true, 'snapshot_id', base.id, 'status', base.status, 'nothing_to_stage', true);
  end if;
  draft := public.create_import_snapshot(log.workspace_id, log.name, coalesce(p_version_label, log.version_label));
  outcome := public.finalize_import(p_import, draft);
  if not (outcome ->> 'ok')::boolean then
    delete from public.snapshots where id = draft;
  end if;
  return outcome;
end
$$;
comment on function public.stage_import is 'create_import_snapshot and finalize_import in one. When all of it is in the base snapshot already, names that one.';

create function public.promote_import(p_import uuid, p_snapshot uuid default null) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  target public.snapshots;
begin
  if coalesce(p_snapshot, log.snapshot_id) is null or coalesce(p_snapshot, log.snapshot_id) is distinct from log.snapshot_id then
    raise exception 'stage the import first' using errcode = 'TW002';
  end if;
  target := public.promote_snapshot(log.snapshot_id);
  update public.import_logs set status = 'promoted' where id = p_import;
  return target;
end
$$;
comment on function public.promote_import is 'Admin only. Promotes the snapshot of an import.';

create function public.rollback_import(p_import uuid) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
  target public.snapshots;
begin
  perform private.require_role(log.workspace_id, 'admin');
  if not exists (select from public.snapshots s where s.id = log.snapshot_id and s.status = 'current') then
    raise exception 'the snapshot of this import is not the current one' using errcode = 'TW002';
  end if;
  target := public.rollback_snapshot(log.workspace_id);
  update public.import_logs set status = 'rolled_back' where id = p_import;
  return target;
end
$$;
comment on function public.rollback_import is 'Admin only. Back to the snapshot before the import''s. Working content stays; undo the change set for that.';

create function public.get_import_stats(p_workspace uuid, p_days integer default 30) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return jsonb_build_object(
    'days', p_days,
    'imports', (
      select jsonb_build_object(
        'total', count(*),
        'failed', count(*) filter (where l.status = 'failed'),
        'applied', count(*) filter (where l.status in ('ready', 'promoted', 'rolled_back')),
        'entities', coalesce(sum((select sum(e.value::bigint) from jsonb_each_text(l.entity_counts) e)), 0),
        'average_seconds', round(avg(extract(epoch from l.completed_at - l.started_at))::numeric, 3),
        'slowest_seconds', round(max(extract(epoch from l.completed_at - l.started_at))::numeric, 3))
      from public.import_logs l where l.workspace_id = p_workspace and l.started_at > now() - make_interval(days => p_days)),
    'snapshots', (
      select jsonb_build_object('total', count(*), 'promoted', count(*) filter (where s.promoted_at is not null),
        'ready', count(*) filter (where s.status = 'ready'))
      from public.snapshots s where s.workspace_id = p_workspace and s.created_at > now() - make_interval(days => p_days)));
end
$$;

grant execute on function public.apply_import, public.finalize_import, public.stage_import, public.promote_import,
  public.rollback_import, public.get_import_stats to authenticated, service_role;
