-- Undoing a change set: every entity goes back to where it was before, as one new change set.

create function private.put_back(workspace uuid, row_kind public.content_kind, bodies jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  tab name := (select k.table_name from private.kinds k where k.kind = row_kind);
begin
  execute format(
    'insert into public.%1$I overriding system value
     select r.* from jsonb_array_elements($1) b
     cross join lateral jsonb_populate_record(null::public.%1$I, b || jsonb_build_object(''updated_at'', now(), ''updated_by'', private.actor())) r', tab)
  using bodies;
end
$$;
comment on function private.put_back is 'Inserts rows again from their revision bodies, ids and all.';

create function private.set_to(workspace uuid, row_kind public.content_kind, bodies jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  ids uuid[];
  columns text;
  same_key text;
  text_key name;
  done integer := 0;
  before integer;
  has_parked boolean := false;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  ids := array(select (b ->> 'id')::uuid from jsonb_array_elements(bodies) b);
  select string_agg(format('%1$I = r.%1$I', a.attname), ', ') filter (where a.attname not in (
      'id', 'workspace_id', 'ordinal', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by')),
    string_agg(format('o.%1$I = r.%1$I', a.attname), ' and ') filter (where a.attname = any (k.natural_key)),
    min(a.attname::text) filter (where a.attname = any (k.natural_key) and a.atttypid = 'text'::regtype)
  into columns, same_key, text_key
  from pg_catalog.pg_attribute a
  where a.attrelid = format('public.%I', k.table_name)::regclass and a.attnum > 0 and not a.attisdropped;

  -- A row waits while another of them still has the key it gets back. Where they wait for each other (two slugs were
  -- swapped), all that wait step aside first.
  loop
    before := done;
    execute format(
      'update public.%1$I t set %2$s from jsonb_array_elements($1) b cross join lateral jsonb_populate_record(null::public.%1$I, b) r
       where t.id = r.id and t.workspace_id = $2
         and not exists (select from public.%1$I o where o.workspace_id = $2 and %3$s and o.id <> r.id and o.id = any ($3))',
      k.table_name, columns, same_key)
    using bodies, workspace, ids;
    get diagnostics done = row_count;
    exit when done >= cardinality(ids);
    if done = before then
      if text_key is null or has_parked then
        raise exception 'these have taken each other''s place' using errcode = '23505';
      end if;
      has_parked := true;
      execute format(
        'update public.%1$I t set %4$I = ''parked-'' || t.id from jsonb_array_elements($1) b cross join lateral jsonb_populate_record(null::public.%1$I, b) r
         where t.id = r.id and t.workspace_id = $2
           and exists (select from public.%1$I o where o.workspace_id = $2 and %3$s and o.id <> r.id and o.id = any ($3))',
        k.table_name, columns, same_key, text_key)
      using bodies, workspace, ids;
    end if;
  end loop;
  if k.has_slug then
    delete from public.slug_redirects s where s.workspace_id = workspace and s.kind = row_kind and s.entity_id = any (ids)
      and s.old_slug = 'parked-' || s.entity_id;
  end if;
end
$$;
comment on function private.set_to is 'Sets rows to the state of the given revision bodies, as a new version.';

create function private.remove(workspace uuid, row_kind public.content_kind, ids uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  execute format('delete from public.%I where workspace_id = $1 and id = any ($2)',
    (select k.table_name from private.kinds k where k.kind = row_kind))
  using workspace, ids;
end
$$;
comment on function private.remove is 'Deletes rows of one kind. History keeps them.';

create function private.hold(workspace uuid, row_kind public.content_kind, ids uuid[]) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  execute format('select from public.%I t where t.workspace_id = $1 and t.id = any ($2) order by t.id for update',
    (select k.table_name from private.kinds k where k.kind = row_kind))
  using workspace, ids;
end
$$;
comment on function private.hold is
  'Waits for whoever is editing these rows and keeps them. Everybody locks in this order: the workspace, rows, then the graph (which the triggers of links take last).';

create function public.undo_change_set(p_change_set uuid) returns uuid
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  target public.change_sets;
  newer jsonb;
  undoing uuid;
  above public.change_sets;
  counts boolean := false;
  step record;
begin
  select * into target from public.change_sets c where c.id = p_change_set;
  if target.id is null or not exists (
    select from private.my_workspaces() w where w = target.workspace_id union all select where private.is_system()
  ) then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  -- Who may not approve may not take an approval back either, or bring it back.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action = 'approval'
  ) then
    perform private.require_role(target.workspace_id, 'reviewer');
  end if;

  perform from public.workspaces w where w.id = target.workspace_id for no key update;
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.undone_by is not null then
    raise exception 'this change has been undone already' using errcode = 'TW002';
  end if;
  if not exists (select from public.revisions r where r.change_set_id = p_change_set) then
    raise exception 'there is nothing left of this change' using errcode = 'TW004';
  end if;
  -- Whatever is being saved right now is saved first, and then it is newer.
  for step in
    select r.kind, array_agg(distinct r.entity_id) as ids from public.revisions r where r.change_set_id = p_change_set
    group by r.kind order by r.kind
  loop
    perform private.hold(target.workspace_id, step.kind, step.ids);
  end loop;

  -- Newer is what left another state than this change set did: an edit that has itself been undone is not in the way.
  select jsonb_agg(jsonb_build_object('kind', n.kind, 'entity_id', n.entity_id, 'slug', n.slug, 'label', n.label)
    order by n.kind, n.label) into newer
  from (
    select mine.kind, mine.entity_id, latest.slug, private.name_of(target.workspace_id, mine.kind, latest.body) as label
    from (
      select distinct on (r.kind, r.entity_id) r.* from public.revisions r where r.change_set_id = p_change_set
      order by r.kind, r.entity_id, r.id desc
    ) mine
    cross join lateral (
      select l.* from public.revisions l
      where l.workspace_id = target.workspace_id and l.kind = mine.kind and l.entity_id = mine.entity_id order by l.id desc limit 1
    ) latest
    where latest.id <> mine.id
      and ((latest.operation = 'delete') <> (mine.operation = 'delete')
        or (latest.operation <> 'delete' and private.without_stamps(latest.body) <> private.without_stamps(mine.body)))
    limit 100
  ) n;
  if newer is not null then
    raise exception 'something newer stands in the way' using errcode = 'TW005', detail = newer::text;
  end if;

  undoing := private.open_change_set(target.workspace_id, 'undo', target.title, target.id);
  -- Undoing an undo makes the first change count again, undoing that undo takes it back, and so on up to the first one.
  update public.change_sets set undone_by = undoing where id = p_change_set;
  above := target;
  while above.action = 'undo' loop
    counts := not counts;
    update public.change_sets c set undone_by = case when counts then null else above.id end where c.id = above.undoes;
    select * into above from public.change_sets c where c.id = above.undoes;
  end loop;
  -- References are looked at once all is in place again: what comes back may lean on what comes back later.
  set constraints all deferred;
  for step in
    with touched as (
      select r.kind, r.entity_id, min(r.id) as first_id from public.revisions r where r.change_set_id = p_change_set
      group by r.kind, r.entity_id
    ), net as (
      select t.kind, t.entity_id, case when before.operation <> 'delete' then before.body end as before_body,
        latest.operation = 'delete' as is_gone, latest.version as last_version
      from touched t
      cross join lateral (
        select l.operation, l.version from public.revisions l
        where l.workspace_id = target.workspace_id and l.kind = t.kind and l.entity_id = t.entity_id order by l.id desc limit 1
      ) latest
      left join lateral (
        select p.operation, p.body from public.revisions p
        where p.workspace_id = target.workspace_id and p.kind = t.kind and p.entity_id = t.entity_id and p.id < t.first_id
        order by p.id desc limit 1
      ) before on true
    )
    select 1 as phase, n.kind, array_agg(n.entity_id) as ids, null::jsonb as bodies, -array_position(enum_range(null::public.content_kind), n.kind) as place
    from net n where n.before_body is null and not n.is_gone group by n.kind
    union all
    select 2, n.kind, null, jsonb_agg(n.before_body), array_position(enum_range(null::public.content_kind), n.kind)
    from net n where n.before_body is not null and not n.is_gone group by n.kind
    union all
    select 3, n.kind, null, jsonb_agg(n.before_body || jsonb_build_object('version', n.last_version + 1)),
      array_position(enum_range(null::public.content_kind), n.kind)
    from net n where n.before_body is not null and n.is_gone group by n.kind
    order by 1, 5
  loop
    if step.phase = 1 then
      perform private.remove(target.workspace_id, step.kind, step.ids);
    elsif step.phase = 2 then
      perform private.set_to(target.workspace_id, step.kind, step.bodies);
    else
      perform private.put_back(target.workspace_id, step.kind, step.bodies);
    end if;
  end loop;
  set constraints all immediate;

  -- An import that was undone may be run again: its items no longer count as brought.
  if exists (
    with recursive line as (
      select target.action, target.undoes
      union all
      select c.action, c.undoes from line join public.change_sets c on c.id = line.undoes
    )
    select from line where line.action = 'import'
  ) then
    delete from private.imported_states s using public.revisions r
    where r.change_set_id = p_change_set and s.workspace_id = target.workspace_id and s.entity_id = r.entity_id;
  end if;
  return undoing;
end
$$;
comment on function public.undo_change_set is
  'Puts every entity of the change set back to where it was before, as one new change set. TW005 with the list when something newer stands in the way; 23503 when something else has come to depend on what it made.';

grant execute on function public.undo_change_set to authenticated, service_role;
