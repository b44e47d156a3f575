-- The list of change sets, and what each of them touched.

create function public.list_change_sets(
  p_workspace uuid, p_action public.change_action default null, p_author uuid default null, p_before uuid default null, p_limit integer default 50,
  p_only uuid default null
) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'action', c.action, 'title', coalesce(c.title, c.first), 'author', c.author,
      'created_at', c.created_at, 'is_undone', c.undone_by is not null, 'total', c.total, 'counts', c.counts)
      order by c.created_at desc, c.id desc), '[]')
    from (
      select s.*, t.total, t.counts, f.first
      from (
        select l.* from public.change_sets l
        where l.workspace_id = p_workspace and (p_action is null or l.action = p_action) and (p_author is null or l.author = p_author)
          and (p_only is null or l.id = p_only)
          and (p_before is null or (l.created_at, l.id) < (select b.created_at, b.id from public.change_sets b where b.workspace_id = p_workspace and b.id = p_before))
        order by l.created_at desc, l.id desc limit least(greatest(p_limit, 1), 200)
      ) s
      -- How many of what it touched. What one change set touched twice counts once, as what became of it in the end.
      cross join lateral (
        select coalesce(sum(n.total), 0) as total,
          coalesce(jsonb_agg(jsonb_build_object('kind', n.kind, 'operation', n.operation, 'total', n.total) order by n.kind, n.operation), '[]') as counts
        from (
          select e.kind, e.operation, count(*) as total
          from (
            select distinct on (r.kind, r.entity_id) r.kind, r.operation from public.revisions r where r.change_set_id = s.id
            order by r.kind, r.entity_id, r.id desc
          ) e group by e.kind, e.operation
        ) n
      ) t
      left join lateral (
        select private.name_of(p_workspace, r.kind, r.body) as first from public.revisions r
        where s.title is null and r.change_set_id = s.id order by r.kind, r.id limit 1
      ) f on true
    ) c
  );
end
$$;
comment on function public.list_change_sets is
  'Change sets, newest first, after the one named by p_before, or p_only one: [{id, action, title, author, created_at, is_undone, total, counts: [{kind, operation, total}]}].';

create function public.read_change_set(p_workspace uuid, p_change_set uuid, p_offset integer default 0, p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  if not exists (select from public.change_sets c where c.id = p_change_set and c.workspace_id = p_workspace) then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('kind', p.kind, 'entity_id', p.entity_id, 'operation', p.operation, 'slug', p.slug,
      'label', private.name_of(p_workspace, p.kind, p.body)) order by p.kind, p.id), '[]')
    from (
      select e.* from (
        select distinct on (r.kind, r.entity_id) r.kind, r.entity_id, r.operation, r.slug, r.body, r.id
        from public.revisions r where r.change_set_id = p_change_set order by r.kind, r.entity_id, r.id desc
      ) e order by e.kind, e.id offset greatest(p_offset, 0) limit least(greatest(p_limit, 1), 200)
    ) p
  );
end
$$;
comment on function public.read_change_set is 'What a change set touched, with its name at that time: [{kind, entity_id, operation, slug, label}].';

grant execute on function public.list_change_sets, public.read_change_set to authenticated, service_role;
