-- Lists and cleaning up go by the order in which things happened, as a sequence has it. A clock may jump back: then the newest
-- change set stood below older ones, a page of the list left some out, and the wrong snapshots were cleaned up.

alter table public.change_sets add column ordinal bigint;
update public.change_sets t set ordinal = n.nth from (select o.id, row_number() over (order by o.created_at, o.id) as nth from public.change_sets o) n where n.id = t.id;
alter table public.change_sets alter column ordinal set not null, alter column ordinal add generated always as identity;
select setval(pg_get_serial_sequence('public.change_sets', 'ordinal'), coalesce((select max(t.ordinal) from public.change_sets t), 0) + 1, false);
create index change_sets_ordinal_idx on public.change_sets (workspace_id, ordinal desc);
drop index public.change_sets_workspace_idx;

alter table public.snapshots add column ordinal bigint;
update public.snapshots t set ordinal = n.nth from (select o.id, row_number() over (order by o.created_at, o.id) as nth from public.snapshots o) n where n.id = t.id;
alter table public.snapshots alter column ordinal set not null, alter column ordinal add generated always as identity;
select setval(pg_get_serial_sequence('public.snapshots', 'ordinal'), coalesce((select max(t.ordinal) from public.snapshots t), 0) + 1, false);
create index snapshots_ordinal_idx on public.snapshots (workspace_id, ordinal desc);

alter table public.import_logs add column ordinal bigint;
update public.import_logs t set ordinal = n.nth from (select o.id, row_number() over (order by o.started_at, o.id) as nth from public.import_logs o) n where n.id = t.id;
alter table public.import_logs alter column ordinal set not null, alter column ordinal add generated always as identity;
select setval(pg_get_serial_sequence('public.import_logs', 'ordinal'), coalesce((select max(t.ordinal) from public.import_logs t), 0) + 1, false);
create index import_logs_ordinal_idx on public.import_logs (workspace_id, ordinal desc);
drop index public.import_logs_workspace_idx;

alter table public.snapshots add column promotion bigint;
comment on column public.snapshots.promotion is 'When it was last promoted, in the order of all promotions; null for never.';
update public.snapshots t set promotion = n.nth
from (select o.id, row_number() over (order by o.promoted_at, o.id) as nth from public.snapshots o where o.promoted_at is not null) n where n.id = t.id;
create sequence private.promotions;
select setval('private.promotions', coalesce((select max(t.promotion) from public.snapshots t), 0) + 1, false);

create or replace function private.point_to(target public.snapshots, action text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.snapshots set status = 'archived' where workspace_id = target.workspace_id and status = 'current' and id <> target.id;
  update public.snapshots set status = 'current', promoted_at = now(), promoted_by = private.actor(), promotion = nextval('private.promotions')
  where id = target.id;
  perform private.note(target.workspace_id, action, target.version_label, jsonb_build_object('snapshot_id', target.id, 'seq', target.seq));
  perform private.move_readers(target.workspace_id);
end
$$;

create or replace function public.cleanup_old_snapshots(p_workspace uuid, p_keep_count integer default 5) returns integer
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  removed integer;
begin
  perform private.require_role(p_workspace, 'admin');
  if p_keep_count < 1 then
    raise exception 'keep at least one snapshot' using errcode = 'TW006';
  end if;
  perform from public.workspaces w where w.id = p_workspace for no key update;
  with kept as (
    select s.id from public.snapshots s
    where s.workspace_id = p_workspace and s.promotion is not null
    order by s.status = 'current' desc, s.promotion desc limit p_keep_count
  ), gone as (
    delete from public.snapshots s
    where s.workspace_id = p_workspace and s.status = 'archived' and not s.is_pinned and s.id not in (select id from kept)
    returning s.id
  )
  select count(*) into removed from gone;
  -- Versions that no snapshot can see any more.
  delete from public.entity_versions v
  where v.workspace_id = p_workspace and v.to_seq < 2147483647 and not exists (
    select from public.snapshots s where s.workspace_id = p_workspace and s.seq >= v.from_seq and s.seq < v.to_seq);
  if removed > 0 then
    perform private.note(p_workspace, 'snapshot.cleaned_up', null, jsonb_build_object('removed', removed, 'keep', p_keep_count));
  end if;
  return removed;
end
$$;

create or replace function public.list_change_sets(
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
      order by c.ordinal desc), '[]')
    from (
      select s.*, t.total, t.counts, f.first
      from (
        select l.* from public.change_sets l
        where l.workspace_id = p_workspace and (p_action is null or l.action = p_action) and (p_author is null or l.author = p_author)
          and (p_only is null or l.id = p_only)
          and (p_before is null or l.ordinal < (select b.ordinal from public.change_sets b where b.workspace_id = p_workspace and b.id = p_before))
        order by l.ordinal desc limit least(greatest(p_limit, 1), 200)
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

create or replace function public.read_trash(p_workspace uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (select coalesce(jsonb_agg(t.item order by t.ordinal desc), '[]') from (
    select c.ordinal, jsonb_build_object('change_set_id', c.id, 'title', c.title, 'author', c.author, 'created_at', c.created_at,
      'counts', (select jsonb_object_agg(n.kind, n.total) from (
        select r.kind, count(*) as total from public.revisions r where r.change_set_id = c.id and r.operation = 'delete' group by r.kind) n)) as item
    from public.change_sets c
    where c.workspace_id = p_workspace and c.action = 'trash' and c.undone_by is null
      and exists (select from public.revisions r where r.change_set_id = c.id)
    order by c.ordinal desc limit 200
  ) t);
end
$$;
