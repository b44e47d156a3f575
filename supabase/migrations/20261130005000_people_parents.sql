-- A workspace below another one, whose rules for drafting it follows where it has none of its own.

create function private.ancestors(workspace uuid) returns table (id uuid, name text, depth integer)
language sql stable security definer set search_path = ''
as $$
  with recursive up as (
    select w.id, w.name, w.parent_id, 0 as depth from public.workspaces w where w.id = workspace
    union all
    select w.id, w.name, w.parent_id, u.depth + 1 from up u join public.workspaces w on w.id = u.parent_id where u.depth < 8
  )
  select u.id, u.name, u.depth from up u
$$;
comment on function private.ancestors is 'A workspace (depth 0) and those above it.';

create function private.check_parent() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  most_levels constant integer := 8;
  above integer;
  below integer;
begin
  if new.parent_id is null then
    return new;
  end if;
  -- One after the other: two moves that are right alone can make a loop together.
  perform pg_advisory_xact_lock(hashtextextended('workspaces.parent_id', 0));
  if exists (select from private.ancestors(new.parent_id) a where a.id = new.id) then
    raise exception 'a workspace cannot stand below itself' using errcode = 'TW001';
  end if;
  select count(*) into above from private.ancestors(new.parent_id);
  with recursive down as (
    select new.id, 1 as level
    union all
    select w.id, d.level + 1 from down d join public.workspaces w on w.parent_id = d.id where d.level <= most_levels
  )
  select max(d.level) into below from down d;
  if above + below > most_levels then
    raise exception 'workspaces stand in at most % levels', most_levels using errcode = 'TW006';
  end if;
  return new;
end
$$;
comment on function private.check_parent is 'No workspace stands below itself, and none deeper than eight levels, also when two are moved at once.';
create trigger check_parent before insert or update of parent_id on public.workspaces for each row execute function private.check_parent();

create function public.set_workspace_parent(p_workspace uuid, p_parent uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'admin');
  if p_parent is not null then
    perform private.require_role(p_parent, 'admin');
  end if;
  update public.workspaces w set parent_id = p_parent where w.id = p_workspace and w.parent_id is distinct from p_parent;
  if found and p_parent is not null then
    perform private.note(p_parent, 'workspace.followed', (select w.name from public.workspaces w where w.id = p_workspace), jsonb_build_object('workspace_id', p_workspace));
  end if;
end
$$;
comment on function public.set_workspace_parent is
  'Puts a workspace below another one, or (null) below none. For an admin of both. TW001: it would stand below itself; TW006: more than eight levels.';
grant execute on function public.set_workspace_parent to authenticated, service_role;
