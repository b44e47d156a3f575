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

create function private.begin_change_set(workspace uuid, action public.change_action, headline text) returns uuid
language plpgsql security definer set search_path = ''
as $$
begin
  perform from public.workspaces w where w.id = workspace for no key update;
  return private.open_change_set(workspace, action, headline);
end
$$;
comment on function private.begin_change_set is 'Starts a change set in the queue of the workspace, where moves, imports, the trash and bulk edits stand.';

create function private.end_change_set(workspace uuid, made uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.revisions r where r.change_set_id = made) then
    return made;
  end if;
  -- A change set in which nothing differs from before is no line in the history: moving a spark to where it stands.
  delete from public.change_sets c where c.id = made;
  perform set_config('trailwright.change_set', '', true);
  return null;
end
$$;
comment on function private.end_change_set is 'Its id, or null (and no change set) when nothing was written.';

-- ------------------------------------------------------------------------------------------------ names

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
