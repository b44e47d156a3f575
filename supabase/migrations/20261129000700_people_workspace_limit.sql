-- An account makes twenty workspaces and no more: whoever signs up by the minute may not fill the database by the second.

create or replace function public.create_workspace(p_slug text, p_name text) returns public.workspaces
language plpgsql security definer set search_path = ''
as $$
declare
  made public.workspaces;
begin
  if auth.uid() is null then
    raise exception 'sign in to make a workspace' using errcode = '42501';
  end if;
  -- Of two who make one at once with the same account, the second counts that of the first.
  perform from public.profiles p where p.user_id = auth.uid() for no key update;
  if (select count(*) from public.workspaces w where w.created_by = auth.uid()) >= 20 then
    raise exception 'you have made 20 workspaces, which is as many as an account may make' using errcode = 'TW002';
  end if;
  insert into public.workspaces (slug, name) values (p_slug, p_name) returning * into made;
  insert into public.memberships (workspace_id, user_id, role) values (made.id, auth.uid(), 'admin');
  return made;
end
$$;
create index workspaces_created_by_idx on public.workspaces (created_by);
