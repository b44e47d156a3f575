-- The web server looks up with every read whether what readers get has moved. Its own role may ask exactly that, and reads no table.

create function private.content_moved(slugs text[]) returns table (slug text, moved text)
language sql stable security definer set search_path = ''
as $$
  select w.slug, w.id || ' ' || coalesce(m.move, 0)
  from public.workspaces w
  left join private.content_moves m on m.workspace_id = w.id
  where w.slug = any (slugs)
$$;
comment on function private.content_moved is 'What tells the present state of the content of these workspaces from every other one; nothing for one that is not there.';

grant usage on schema private to trailwright_web;
grant execute on function private.content_moved to trailwright_web;
