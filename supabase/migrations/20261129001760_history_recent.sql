-- The latest change sets for a page that opens with them. An import touches hundreds of thousands of things, and each of the
-- twelve lines counted all of its own.

create function public.read_recent_change_sets(p_workspace uuid, p_limit integer default 12) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  counted_most constant integer := 1000;
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'action', c.action, 'title', c.title, 'author', c.author, 'created_at', c.created_at,
      'is_undone', c.undone_by is not null, 'total', least(n.total, counted_most), 'is_more', n.total > counted_most, 'touched', t.touched) order by c.ordinal desc), '[]')
    from (select s.* from public.change_sets s where s.workspace_id = p_workspace order by s.ordinal desc limit least(greatest(p_limit, 1), 100)) c
    cross join lateral (
      select count(*) as total from (select from public.revisions r where r.change_set_id = c.id limit counted_most + 1) o) n
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'operation', f.operation, 'slug', f.slug, 'label', f.label) order by f.id), '[]') as touched
      from (select r.* from public.revisions r where r.change_set_id = c.id order by r.id limit 2) f) t);
end
$$;
comment on function public.read_recent_change_sets is
  'The latest change sets, each with the first two of what it touched, and how many (is_more: a thousand and more): [{id, action, title, author, created_at, is_undone, total, is_more, touched: [{kind, operation, slug, label}]}].';
grant execute on function public.read_recent_change_sets to authenticated, service_role;
