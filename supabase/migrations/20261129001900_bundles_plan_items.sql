-- Reading the lines of a plan took the lock of the import for itself, so it could not be declared to only read, and waited for
-- whoever applied the import. It looks now; who may look is the same.

create or replace function public.import_plan_items(
  p_import uuid, p_actions text[] default array['conflict', 'update', 'create'], p_after integer default 0, p_limit integer default 200
) returns table (nth bigint, kind public.content_kind, "position" integer, key text, action text, entity_id uuid, label text, fields jsonb, before jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  log public.import_logs;
begin
  select * into log from public.import_logs l
  where l.id = p_import and (private.is_system() or l.workspace_id in (select private.my_workspaces()));
  if log.id is null then
    raise exception 'no such import' using errcode = 'TW004';
  end if;
  return query
    select p.nth, p.kind, p.position, p.key, p.action, p.entity_id,
      coalesce(p.fields ->> 'title', p.fields ->> 'name', private.label_of(log.workspace_id, p.kind, p.entity_id) ->> 'label', p.key),
      p.fields, r.body
    from (
      select row_number() over (order by array_position(p_actions, a.action), a.kind, a.block, a.position) as nth, a.*
      from (
        select i.kind, i.block, i.position, i.key, i.action, i.entity_id, i.fields from private.import_items i
        where i.import_id = p_import and i.action = any (p_actions)
        union all
        select b.kind, b.block, null, s.key, 'unchanged', s.entity_id, null
        from private.import_blocks b cross join lateral unnest(b.entity_ids) e (id)
        join private.imported_states s on s.entity_id = e.id
        where b.import_id = p_import and 'unchanged' = any (p_actions)
      ) a
    ) p
    left join lateral (
      select r.body from public.revisions r where p.action in ('conflict', 'update')
        and r.workspace_id = log.workspace_id and r.kind = p.kind and r.entity_id = p.entity_id order by r.id desc limit 1) r on true
    where p.nth > p_after order by p.nth limit least(p_limit, 1000);
end
$$;
