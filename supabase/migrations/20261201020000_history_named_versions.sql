-- Versions that somebody gave a name, and what the history of a thing needs to be told in sittings: which version stood there before
-- each one, what it is called, and which one readers have.

create table public.named_versions (
  revision_id bigint not null,
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  name text not null,
  created_by uuid default auth.uid(),
  created_at timestamptz not null default now(),
  constraint named_versions_pkey primary key (revision_id),
  -- What is deleted for good loses its revisions, and with them their names.
  constraint named_versions_revision_fkey foreign key (revision_id) references public.revisions (id) on delete cascade,
  constraint named_versions_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint named_versions_name_length check (char_length(name) between 1 and 80),
  constraint named_versions_name_shape check (name = btrim(name) and name !~ '[\u0001-\u001f\u007f]'),
  constraint named_versions_name_visible check (private.is_visible(name))
);
comment on table public.named_versions is 'What people call a version of something. Whatever thins old versions out keeps these.';
-- Two names that differ only in capitals would be read as one.
create unique index named_versions_name_key on public.named_versions (workspace_id, kind, entity_id, lower(name));

alter table public.named_versions enable row level security;
grant select on public.named_versions to authenticated, service_role;
create policy "Members read" on public.named_versions for select to authenticated using (workspace_id in (select private.my_workspaces()));

create function public.name_version(p_workspace uuid, p_revision bigint, p_name text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  met public.revisions;
  wanted constant text := btrim(coalesce(p_name, ''));
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_visible(wanted) or char_length(wanted) > 80 or wanted ~ '[\u0001-\u001f\u007f]' then
    raise exception 'A name has 1 to 80 characters in one line.' using errcode = 'TW006';
  end if;
  select * into met from public.revisions r where r.workspace_id = p_workspace and r.id = p_revision;
  if met.id is null then
    raise exception 'This version is not there any more.' using errcode = 'TW004';
  elsif met.operation = 'delete' then
    raise exception 'Something was removed here: there is no version to name.' using errcode = 'TW002';
  end if;
  insert into public.named_versions as n (revision_id, workspace_id, kind, entity_id, name, created_by)
  values (met.id, met.workspace_id, met.kind, met.entity_id, wanted, private.actor())
  on conflict (revision_id) do update set name = excluded.name;
  return wanted;
exception when unique_violation then
  raise exception 'Another version is called “%” already.', wanted using errcode = 'TW005';
end
$$;
comment on function public.name_version is 'Names a version, or gives it another name; gives the name as it is kept.';
grant execute on function public.name_version to authenticated, service_role;

create function public.remove_version_name(p_workspace uuid, p_revision bigint) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  said text;
begin
  perform private.require_role(p_workspace, 'editor');
  delete from public.named_versions n where n.workspace_id = p_workspace and n.revision_id = p_revision returning n.name into said;
  if said is null then
    raise exception 'This version has no name any more.' using errcode = 'TW004';
  end if;
  return said;
end
$$;
comment on function public.remove_version_name is 'Takes the name of a version away; the version stays. Gives the name that it had.';
grant execute on function public.remove_version_name to authenticated, service_role;

create function public.read_readers_version(p_workspace uuid, p_kind public.content_kind, p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
declare
  -- Nearly always the first one is it: a state was staged as it was saved last. A stage that left changes out looks further back.
  most_looked_at constant integer := 100;
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select jsonb_build_object('revision_id', r.id, 'label', s.version_label)
    from public.snapshots s
    join public.entity_versions v on v.workspace_id = s.workspace_id and v.kind = p_kind and v.entity_id = p_id and v.from_seq <= s.seq and v.to_seq > s.seq
      -- A snapshot holds drafts as well; readers are not shown them.
      and coalesce(v.body ->> 'is_published', 'true') = 'true'
    left join public.snapshots f on f.workspace_id = s.workspace_id and f.seq = v.from_seq
    cross join lateral (
      select n.id from (
        select m.id, m.operation, m.body from public.revisions m
        -- What was saved while the snapshot was being staged may be in it: its staging began a little before.
        where m.workspace_id = p_workspace and m.kind = p_kind and m.entity_id = p_id and m.created_at <= coalesce(f.staged_at, 'infinity') + interval '1 minute'
        order by m.id desc limit most_looked_at) n
      where n.operation <> 'delete' and n.body @> v.body order by n.id desc limit 1) r
    where s.workspace_id = p_workspace and s.status = 'current');
end
$$;
comment on function public.read_readers_version is 'Which version of something the current snapshot holds: {revision_id, label: of the snapshot}. Null where readers do not have it, or where that version lies too far back.';
grant execute on function public.read_readers_version to authenticated, service_role;

create or replace function private.version_line(r public.revisions) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  old constant public.revisions := private.before_change_set(r);
  -- Made and then moved by one change set is made.
  operation constant text := case when r.operation = 'update' and coalesce(old.operation, 'delete') = 'delete' then 'create' else r.operation::text end;
begin
  return jsonb_build_object('id', r.id, 'kind', r.kind, 'entity_id', r.entity_id, 'slug', r.slug, 'operation', operation, 'version', r.version,
    'label', private.name_of(r.workspace_id, r.kind, r.body),
    'before', case when old.operation <> 'delete' then old.id end,
    'name', (select n.name from public.named_versions n where n.revision_id = r.id),
    'newest', (
      select jsonb_build_object('id', n.id, 'version', n.version, 'is_gone', n.operation = 'delete') from public.revisions n
      where n.workspace_id = r.workspace_id and n.kind = r.kind and n.entity_id = r.entity_id order by n.id desc limit 1),
    'fields', case when operation <> 'update' then '[]' else (
      select coalesce(jsonb_agg(f.key order by f.key), '[]') from jsonb_each(private.without_stamps(r.body)) f
      where f.value is distinct from old.body -> f.key) end);
end
$$;
comment on function private.version_line(public.revisions) is 'A saved version without its text: whose it is, what it is called, which version stood there before its change set, what that changed, and which one is the newest.';

comment on function public.read_versions(uuid,public.content_kind,uuid,uuid,boolean,integer,integer) is 'What one change set did to an entity (p_below: and to what is below it): [{id, kind, entity_id, slug, label, operation, version, before, name, fields, newest: {id, version, is_gone}}].';
