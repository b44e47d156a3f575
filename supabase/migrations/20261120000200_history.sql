-- History: every saved version of every entity, grouped in change sets that can be undone as one.
--
-- Working tables hold only what is alive. A row that is deleted lives on as its last revision, so the trash is a view of
-- history, restoring is undoing, and no query needs an "and not deleted".

create type public.change_action as enum (
  'edit', 'bulk_edit', 'move', 'import', 'trash', 'undo', 'restore', 'merge', 'generation', 'approval', 'revert'
);

create table public.change_sets (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  action public.change_action not null,
  title text,
  author uuid,
  created_at timestamptz not null default now(),
  undoes uuid,
  undone_by uuid,
  constraint change_sets_pkey primary key (id),
  constraint change_sets_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint change_sets_undoes_fkey foreign key (undoes) references public.change_sets (id),
  constraint change_sets_undone_by_fkey foreign key (undone_by) references public.change_sets (id),
  constraint change_sets_title_length check (char_length(title) <= 300)
);
comment on table public.change_sets is 'What one act of a person or of the system wrote, over any number of entities: undone as one.';
create index change_sets_workspace_idx on public.change_sets (workspace_id, created_at desc);
create index change_sets_undoes_idx on public.change_sets (undoes) where undoes is not null;
create index change_sets_undone_by_idx on public.change_sets (undone_by) where undone_by is not null;

create type public.revision_operation as enum ('create', 'update', 'delete');

create table public.revisions (
  id bigint generated always as identity,
  workspace_id uuid not null,
  change_set_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  operation public.revision_operation not null,
  version integer not null,
  slug text,
  label text,
  ref_a uuid,
  body jsonb not null,
  author uuid,
  created_at timestamptz not null default now(),
  constraint revisions_pkey primary key (id),
  -- The change set leads on to the workspace; a second foreign key would cost every write a second look at its row.
  constraint revisions_change_set_fkey foreign key (change_set_id) references public.change_sets (id) on delete cascade
);
comment on table public.revisions is 'Immutable. The row as it was saved (for a delete: as it was last), who, when, and in which change set.';
comment on column public.revisions.ref_a is 'What it stood below or belonged to (private.kinds.ref_a), so that what was removed is found from there.';
create index revisions_workspace_idx on public.revisions (workspace_id, id desc);
create index revisions_entity_idx on public.revisions (workspace_id, kind, entity_id, id desc);
create index revisions_change_set_idx on public.revisions (change_set_id, id);
create index revisions_deleted_slug_idx on public.revisions (workspace_id, kind, slug) where operation = 'delete';
create index revisions_deleted_below_idx on public.revisions (ref_a) where operation = 'delete' and ref_a is not null;

create table public.slug_redirects (
  workspace_id uuid not null,
  kind public.content_kind not null,
  old_slug text not null,
  origin_id uuid not null,
  entity_id uuid not null,
  created_at timestamptz not null default now(),
  constraint slug_redirects_pkey primary key (workspace_id, kind, old_slug),
  constraint slug_redirects_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table public.slug_redirects is
  'Slugs that once named an entity (origin_id), and what stands for it now (entity_id: itself, or what it was merged into). A live entity with that slug wins.';
create index slug_redirects_origin_idx on public.slug_redirects (origin_id);

create table private.merges (
  from_id uuid not null,
  into_id uuid not null,
  workspace_id uuid not null,
  kind public.content_kind not null,
  change_set_id uuid not null,
  constraint merges_pkey primary key (from_id),
  constraint merges_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.merges is 'What an entity was merged into, and by which change set. Counts while that one is not undone.';
create index merges_workspace_idx on private.merges (workspace_id, kind);

create table public.dirty_entities (
  stamp bigint generated always as identity,
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  -- Written by triggers of rows that have a workspace; private.forget_workspace empties it.
  constraint dirty_entities_pkey primary key (stamp)
);
comment on table public.dirty_entities is
  'Entities whose working state may differ from the newest snapshot, a line for each change since. Kept by triggers, so that staging looks at what changed and never at the whole catalogue.';
comment on column public.dirty_entities.stamp is
  'Staging removes the lines it has read, so an edit that commits meanwhile stays dirty. Lines are only added and removed, never changed: no writer waits for another, or for a stager.';
create index dirty_entities_workspace_idx on public.dirty_entities (workspace_id);

-- ------------------------------------------------------------------------------------------ change sets

create function private.open_change_set(
  workspace uuid, action public.change_action, headline text default null, undone uuid default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  insert into public.change_sets (workspace_id, action, title, author, undoes)
  values (workspace, action, left(headline, 300), private.actor(), undone)
  returning id into made;
  -- Local to the transaction. People cannot set it: the Data API offers no way to run set_config.
  perform set_config('trailwright.change_set', workspace || ':' || made, true);
  return made;
end
$$;
comment on function private.open_change_set is 'Starts the change set that every write of this transaction joins.';

create function private.change_set(workspace uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  current text := current_setting('trailwright.change_set', true);
begin
  if current like workspace || ':%' then
    return split_part(current, ':', 2)::uuid;
  end if;
  return private.open_change_set(workspace, 'edit');
end
$$;
comment on function private.change_set is 'The change set of this transaction, made on first need: a lone edit is a change set of one.';

-- ----------------------------------------------------------------------------------------- what triggers do

create function private.without_stamps(body jsonb) returns jsonb
language sql immutable
return body - array['version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'bundle_style'];
comment on function private.without_stamps is 'What of a row makes it another state when it differs.';

create function private.stamp() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.workspace_id <> old.workspace_id or new.id <> old.id then
    raise exception 'content does not move between workspaces' using errcode = '42501';
  end if;
  new.created_at := old.created_at;
  new.created_by := old.created_by;
  -- Saving what is already there is not a change: no version, no revision, nothing to stage.
  if private.without_stamps(to_jsonb(new)) = private.without_stamps(to_jsonb(old)) then
    new.version := old.version;
    new.updated_at := old.updated_at;
    new.updated_by := old.updated_by;
  else
    new.version := old.version + 1;
    new.updated_at := now();
    new.updated_by := private.actor();
  end if;
  return new;
end
$$;

create function private.track() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  row_kind constant public.content_kind := tg_argv[0];
  name_column constant text := tg_argv[1];
  parent_column constant text := tg_argv[2];
  touched uuid;
  made uuid;
begin
  -- One statement may touch thousands of rows (imports), so revisions are written as a set. "offset 0" keeps the planner
  -- from writing to_jsonb out once for every use of it.
  if tg_op = 'INSERT' then
    for touched in select distinct n.workspace_id from new_rows n order by 1 loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select n.workspace_id, made, row_kind, n.id, 'create', n.version, n.b ->> 'slug', n.b ->> name_column, (n.b ->> parent_column)::uuid, n.b, private.actor()
      from (select r.id, r.workspace_id, r.version, to_jsonb(r) as b from new_rows r where r.workspace_id = touched offset 0) n;
    end loop;
    insert into public.dirty_entities (workspace_id, kind, entity_id) select n.workspace_id, row_kind, n.id from new_rows n;

  elsif tg_op = 'UPDATE' then
    for touched in
      select distinct n.workspace_id from new_rows n join old_rows o on o.id = n.id where n.version <> o.version order by 1
    loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select n.workspace_id, made, row_kind, n.id, 'update', n.version, n.b ->> 'slug', n.b ->> name_column, (n.b ->> parent_column)::uuid, n.b, private.actor()
      from (
        select r.id, r.workspace_id, r.version, to_jsonb(r) as b
        from new_rows r join old_rows o on o.id = r.id and o.version <> r.version where r.workspace_id = touched offset 0
      ) n;
      insert into public.dirty_entities (workspace_id, kind, entity_id)
      select n.workspace_id, row_kind, n.id
      from new_rows n join old_rows o on o.id = n.id and o.version <> n.version where n.workspace_id = touched;
    end loop;

  else
    -- A workspace that is being deleted takes its history along; there is nothing to write it to.
    for touched in select distinct o.workspace_id from old_rows o join public.workspaces w on w.id = o.workspace_id order by 1 loop
      made := private.change_set(touched);
      insert into public.revisions (workspace_id, change_set_id, kind, entity_id, operation, version, slug, label, ref_a, body, author)
      select o.workspace_id, made, row_kind, o.id, 'delete', o.version + 1, o.b ->> 'slug', o.b ->> name_column, (o.b ->> parent_column)::uuid, o.b, private.actor()
      from (select r.id, r.workspace_id, r.version, to_jsonb(r) as b from old_rows r where r.workspace_id = touched offset 0) o;
      insert into public.dirty_entities (workspace_id, kind, entity_id)
      select o.workspace_id, row_kind, o.id from old_rows o where o.workspace_id = touched;
    end loop;
  end if;
  return null;
end
$$;
comment on function private.track is 'Writes revisions and the dirty set for one statement. Arguments: the kind, its name_column and its ref_a ('''' without one): a look into private.kinds would be paid at every save.';

create function private.track_slug() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.slug_redirects r
  where r.workspace_id = new.workspace_id and r.kind = tg_argv[0]::public.content_kind and r.old_slug = new.slug;
  insert into public.slug_redirects (workspace_id, kind, old_slug, origin_id, entity_id)
  values (new.workspace_id, tg_argv[0]::public.content_kind, old.slug, new.id, new.id)
  on conflict (workspace_id, kind, old_slug) do update set origin_id = excluded.origin_id, entity_id = excluded.entity_id, created_at = now();
  return null;
end
$$;
comment on function private.track_slug is 'Keeps a redirect from a renamed slug, and drops one that the entity takes over.';

create function private.follow_merges(workspace uuid, row_kind public.content_kind) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  line record;
  stands_for uuid;
  next uuid;
begin
  for line in
    select distinct r.origin_id from public.slug_redirects r
    where r.workspace_id = workspace and r.kind = row_kind
      and (r.origin_id in (select m.from_id from private.merges m where m.workspace_id = workspace and m.kind = row_kind) or r.entity_id <> r.origin_id)
  loop
    stands_for := line.origin_id;
    -- As long as what it was merged into has itself been merged; a ring ends where somebody lives, or after as many steps.
    for step in 1 .. 100 loop
      exit when private.is_alive(workspace, row_kind, stands_for);
      select m.into_id into next from private.merges m where m.from_id = stands_for;
      exit when next is null;
      stands_for := next;
    end loop;
    update public.slug_redirects r set entity_id = stands_for
    where r.workspace_id = workspace and r.kind = row_kind and r.origin_id = line.origin_id and r.entity_id <> stands_for;
  end loop;
end
$$;
comment on function private.follow_merges is 'Lets the old names of merged entities lead to what stands for them now.';

create function private.take_slugs() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  back uuid;
begin
  delete from public.slug_redirects r using new_rows n
  where r.workspace_id = n.workspace_id and r.kind = tg_argv[0]::public.content_kind and r.old_slug = n.slug;
  -- One that was merged away is back, and so are its names.
  for back in select distinct n.workspace_id from new_rows n join private.merges m on m.from_id = n.id or m.into_id = n.id loop
    perform private.follow_merges(back, tg_argv[0]::public.content_kind);
  end loop;
  return null;
end
$$;
comment on function private.take_slugs is 'Drops redirects from slugs that new entities take over.';

create function private.leave_slugs() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  gone uuid;
begin
  insert into public.slug_redirects (workspace_id, kind, old_slug, origin_id, entity_id)
  select o.workspace_id, tg_argv[0]::public.content_kind, o.slug, o.id, m.into_id
  from old_rows o join private.merges m on m.from_id = o.id
  join public.change_sets c on c.id = m.change_set_id and c.undone_by is null
  join public.workspaces w on w.id = o.workspace_id
  on conflict (workspace_id, kind, old_slug) do update set origin_id = excluded.origin_id, entity_id = excluded.entity_id, created_at = now();
  for gone in
    select distinct o.workspace_id from old_rows o join private.merges m on m.from_id = o.id or m.into_id = o.id
    join public.workspaces w on w.id = o.workspace_id
  loop
    perform private.follow_merges(gone, tg_argv[0]::public.content_kind);
  end loop;
  return null;
end
$$;
comment on function private.leave_slugs is 'The name of an entity that was merged into another leads on to that, whoever deletes it: the merge, or undoing its undo.';

create function private.register_kind(
  row_kind public.content_kind, tab name, key name[],
  a name default null, a_kind public.content_kind default null, b name default null, b_kind public.content_kind default null,
  placed_by public.content_kind default null, name_column name default null, name_length integer default null,
  summary_column name default null, difficulty_column name default null, text_expression text default null, search_weight real default null,
  is_owned boolean default false, is_link boolean default false, is_placed boolean default false, is_creatable boolean default false,
  is_publishable boolean default false, is_copied boolean default false, is_below boolean default false, outlives_ref_b boolean default false
) returns void
language plpgsql set search_path = ''
as $$
begin
  insert into private.kinds as k (kind, table_name, natural_key, ref_a, ref_a_kind, ref_b, ref_b_kind, placed_by, name_column, name_length,
    summary_column, difficulty_column, text_expression, search_weight, is_owned, is_link, is_placed, is_creatable, is_publishable,
    is_copied, is_below, outlives_ref_b)
  values (row_kind, tab, key, a, a_kind, b, b_kind, placed_by, name_column, name_length, summary_column, difficulty_column,
    text_expression, search_weight, is_owned, is_link, is_placed, is_creatable, is_publishable, is_copied, is_below, outlives_ref_b);
  execute format('create trigger stamp before update on public.%1$I for each row execute function private.stamp()', tab);
  execute format('create trigger track_insert after insert on public.%1$I referencing new table as new_rows
    for each statement execute function private.track(%2$L, %3$L, %4$L)', tab, row_kind, coalesce(name_column, ''), coalesce(a, ''));
  execute format('create trigger track_update after update on public.%1$I referencing new table as new_rows old table as old_rows
    for each statement execute function private.track(%2$L, %3$L, %4$L)', tab, row_kind, coalesce(name_column, ''), coalesce(a, ''));
  execute format('create trigger track_delete after delete on public.%1$I referencing old table as old_rows
    for each statement execute function private.track(%2$L, %3$L, %4$L)', tab, row_kind, coalesce(name_column, ''), coalesce(a, ''));
  if 'slug' = any (key) then
    execute format('create trigger track_slug after update of slug on public.%1$I
      for each row when (old.slug is distinct from new.slug) execute function private.track_slug(%2$L)', tab, row_kind);
    execute format('create trigger take_slugs after insert on public.%1$I referencing new table as new_rows
      for each statement execute function private.take_slugs(%2$L)', tab, row_kind);
    execute format('create trigger leave_slugs after delete on public.%1$I referencing old table as old_rows
      for each statement execute function private.leave_slugs(%2$L)', tab, row_kind);
  end if;
  if search_weight is not null then
    execute format('create trigger note_search_insert after insert on public.%1$I referencing new table as new_rows
      for each statement execute function private.note_search(%2$L)', tab, row_kind);
    execute format('create trigger note_search_update after update on public.%1$I referencing new table as new_rows
      for each statement execute function private.note_search(%2$L)', tab, row_kind);
    execute format('create trigger note_search_delete after delete on public.%1$I referencing old table as old_rows
      for each statement execute function private.note_search(%2$L)', tab, row_kind);
  end if;

  execute format('alter table public.%1$I enable row level security', tab);
  execute format('grant select, delete on public.%1$I to authenticated', tab);
  execute format('grant select, insert, update, delete on public.%1$I to service_role', tab);
  execute format('create policy "Members read" on public.%1$I for select to authenticated
    using (workspace_id in (select private.my_workspaces()))', tab);
  execute format('create policy "Editors create" on public.%1$I for insert to authenticated
    with check (workspace_id in (select private.my_workspaces()))', tab);
  execute format('create policy "Editors change" on public.%1$I for update to authenticated
    using (workspace_id in (select private.my_workspaces())) with check (workspace_id in (select private.my_workspaces()))', tab);
  execute format('create policy "Editors trash" on public.%1$I for delete to authenticated
    using (workspace_id in (select private.my_workspaces()))', tab);
end
$$;
comment on function private.register_kind is
  'Makes a table a kind of content: writes down what private.kinds says of it, and gives it what all of them have alike: versions, history, dirty set, slug redirects, search, and the policies of working content. Columns that people may write are granted by the table itself.';

-- ---------------------------------------------------------------------------------------------------- undo

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

-- --------------------------------------------------------------------------------------------------- trash

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

create function private.label_of(workspace uuid, row_kind public.content_kind, entity uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object('slug', r.slug, 'label', r.label) from public.revisions r
  where r.workspace_id = workspace and r.kind = row_kind and r.entity_id = entity order by r.id desc limit 1
$$;

create function private.name_of(workspace uuid, row_kind public.content_kind, body jsonb) returns text
language sql stable security definer set search_path = ''
as $$
  select coalesce(body ->> k.name_column::text, nullif(concat_ws(case when k.is_link then ' → ' else ' › ' end,
    private.label_of(workspace, k.ref_a_kind, (body ->> k.ref_a::text)::uuid) ->> 'label',
    private.label_of(workspace, k.ref_b_kind, (body ->> k.ref_b::text)::uuid) ->> 'label'), ''))
  from private.kinds k where k.kind = row_kind
$$;
comment on function private.name_of is
  'What people call a row. What has no name of its own is called by what it joins: a concept and the spark in it, the ends of a link.';

create function private.headline_of(workspace uuid, row_kind public.content_kind, entity uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select private.name_of(workspace, row_kind, r.body) from public.revisions r
  where r.workspace_id = workspace and r.kind = row_kind and r.entity_id = entity order by r.id desc limit 1
$$;
comment on function private.headline_of is 'What a change set that begins with this entity is called in the list of them.';

create function private.is_alive(workspace uuid, row_kind public.content_kind, entity uuid) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
declare
  found_it boolean;
begin
  execute format('select exists (select from public.%I t where t.workspace_id = $1 and t.id = $2)',
    (select k.table_name from private.kinds k where k.kind = row_kind)) into found_it using workspace, entity;
  return found_it;
end
$$;

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

grant execute on function public.preview_trash, public.trash, public.purge_trash to authenticated, service_role;

create function private.refuse_rewriting() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'history is not rewritten' using errcode = 'TW002';
end
$$;
create trigger keep_history before update on public.revisions for each statement execute function private.refuse_rewriting();

-- ------------------------------------------------------------------------------------- grants and policies
-- History is written by triggers and functions only: nobody, the secret key included, may write these tables.

alter table public.change_sets enable row level security;
grant select on public.change_sets to authenticated;
grant select on public.change_sets to service_role;
create policy "Members read change sets" on public.change_sets for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

alter table public.revisions enable row level security;
grant select on public.revisions to authenticated;
grant select on public.revisions to service_role;
create policy "Members read history" on public.revisions for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

alter table public.slug_redirects enable row level security;
grant select on public.slug_redirects to authenticated;
grant select on public.slug_redirects to service_role;
create policy "Members read redirects" on public.slug_redirects for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

alter table public.dirty_entities enable row level security;
grant select on public.dirty_entities to authenticated;
grant select on public.dirty_entities to service_role;
create policy "Members read what changed" on public.dirty_entities for select to authenticated
  using (workspace_id in (select private.my_workspaces()));
