-- Verifying a snapshot, and what differs: between two snapshots, or between a snapshot and the working content.

create function public.verify_snapshot(p_snapshot uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  target public.snapshots;
  counted jsonb;
  summed text;
  dangling integer;
  damaged integer;
  problems jsonb := '[]';
  link private.kinds;
begin
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'editor');
  if target.seq is null then
    raise exception 'a draft has nothing to verify yet' using errcode = 'TW002';
  end if;

  select private.number_hash(coalesce(sum(private.hash_number(v.hash)), 0)),
    count(*) filter (where v.hash <> private.state_hash(v.kind, v.entity_id, v.body))
  into summed, damaged
  from public.entity_versions v
  where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq;
  select coalesce(jsonb_object_agg(n.kind, n.total), '{}') into counted from (
    select v.kind, count(*) as total from public.entity_versions v
    where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq group by v.kind) n;
  select count(*) into dangling
  from (
    select k.ref_a_kind as kind, v.ref_a as id from public.entity_versions v join private.kinds k on k.kind = v.kind
    where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq and v.ref_a is not null
    union all
    select k.ref_b_kind, v.ref_b from public.entity_versions v join private.kinds k on k.kind = v.kind
    where v.workspace_id = target.workspace_id and v.from_seq <= target.seq and v.to_seq > target.seq and v.ref_b is not null
  ) r
  where not exists (
    select from public.entity_versions p
    where p.workspace_id = target.workspace_id and p.kind = r.kind and p.entity_id = r.id
      and p.from_seq <= target.seq and p.to_seq > target.seq);

  if summed <> target.content_hash then
    problems := problems || jsonb_build_object('rule', 'content_hash', 'message', 'The content differs from what was staged.');
  end if;
  if damaged > 0 then
    problems := problems || jsonb_build_object('rule', 'state_hash', 'message', format('%s entities differ from their own hash.', damaged));
  end if;
  if dangling > 0 then
    problems := problems || jsonb_build_object('rule', 'closed_set', 'message', format('%s references lead outside the snapshot.', dangling));
  end if;
  if counted <> (select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(target.entity_counts) e where e.value <> '0') then
    problems := problems || jsonb_build_object('rule', 'entity_counts', 'message', 'The counts differ from what was staged.');
  end if;
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if (
      select o.looped > 0 from (
        select array_agg(v.ref_a) as sources, array_agg(v.ref_b) as targets from public.entity_versions v
        where v.workspace_id = target.workspace_id and v.kind = link.kind
          and v.from_seq <= target.seq and v.to_seq > target.seq
      ) g cross join lateral private.topological_order(g.sources, g.targets) o
    ) then
      problems := problems || jsonb_build_object('rule', 'acyclic', 'message', format('The %ss close a loop.', replace(link.kind::text, '_', ' ')));
    end if;
  end loop;
  return jsonb_build_object('ok', problems = '[]', 'snapshot_id', target.id, 'content_hash', summed, 'entity_counts', counted,
    'problems', problems);
end
$$;
comment on function public.verify_snapshot is 'Recomputes hash, counts, references and loops of a snapshot from its content. {ok, problems}.';

create function public.diff_snapshots(p_before uuid, p_after uuid)
returns table (kind public.content_kind, entity_id uuid, slug text, change text, before jsonb, after jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  a public.snapshots;
  b public.snapshots;
begin
  select * into a from public.snapshots s where s.id = p_before;
  select * into b from public.snapshots s where s.id = p_after;
  if a.id is null or b.id is null or a.workspace_id <> b.workspace_id then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(a.workspace_id, 'editor');
  if a.seq is null or b.seq is null then
    raise exception 'a draft has nothing to compare yet' using errcode = 'TW002';
  end if;
  return query
    with touched as (
      select v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = a.workspace_id and v.from_seq > least(a.seq, b.seq) and v.from_seq <= greatest(a.seq, b.seq)
      union
      select v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = a.workspace_id and v.to_seq > least(a.seq, b.seq) and v.to_seq <= greatest(a.seq, b.seq)
        and v.to_seq < 2147483647
    )
    select t.kind, t.entity_id, coalesce(n.slug, o.slug),
      case when o.hash is null then 'added' when n.hash is null then 'removed' else 'changed' end, o.body, n.body
    from touched t
    left join public.entity_versions o on o.workspace_id = a.workspace_id and o.kind = t.kind and o.entity_id = t.entity_id
      and o.from_seq <= a.seq and o.to_seq > a.seq
    left join public.entity_versions n on n.workspace_id = a.workspace_id and n.kind = t.kind and n.entity_id = t.entity_id
      and n.from_seq <= b.seq and n.to_seq > b.seq
    where o.hash is distinct from n.hash
    order by t.kind, 3, 2;
end
$$;
comment on function public.diff_snapshots is 'Entities that differ between two snapshots of one workspace, with both bodies.';

create function public.pending_differences(p_workspace uuid, p_snapshot uuid default null)
returns table (kind public.content_kind, entity_id uuid, slug text, change text, before jsonb, after jsonb)
language plpgsql stable security definer set search_path = ''
as $$
declare
  base_seq integer;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_snapshot is not null then
    select s.seq into base_seq from public.snapshots s where s.id = p_snapshot and s.workspace_id = p_workspace;
    if base_seq is null then
      raise exception 'no such snapshot' using errcode = 'TW004';
    end if;
  end if;
  return query
    select c.kind, c.entity_id, coalesce(c.after_slug, c.before_slug),
      case when c.before_hash is null then 'added' when c.after_hash is null then 'removed' else 'changed' end,
      c.before_body, c.after_body
    from private.differences_since(p_workspace, coalesce(base_seq, (private.base_snapshot(p_workspace)).seq, 0)) c
    order by c.kind, 3, 2;
end
$$;
comment on function public.pending_differences is 'How the working content differs from a snapshot (the current one unless named).';

create function public.changed_entities(p_workspace uuid)
returns table (kind public.content_kind, entity_id uuid, change text, owner_id uuid)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return query
    select c.kind, c.entity_id, case when c.before_hash is null then 'added' when c.after_hash is null then 'removed' else 'changed' end,
      coalesce(c.after_a, c.before_a)
    from private.differences_since(p_workspace, coalesce((private.base_snapshot(p_workspace)).seq, 0)) c;
end
$$;
comment on function public.changed_entities is 'pending_differences without the bodies, with what a part or relation belongs to: what badges are drawn from.';

create function public.count_differences(p_workspace uuid, p_before uuid default null, p_after uuid default null) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') from (
      select c.kind, jsonb_build_object(
        'added', count(*) filter (where c.change = 'added'),
        'changed', count(*) filter (where c.change = 'changed'),
        'removed', count(*) filter (where c.change = 'removed')) as counts
      from (
        select e.kind, e.change from public.changed_entities(p_workspace) e where p_before is null and p_after is null
        union all
        select e.kind, e.change from public.pending_differences(p_workspace, p_before) e where p_before is not null and p_after is null
        union all
        select e.kind, e.change from public.diff_snapshots(p_before, p_after) e where p_after is not null
      ) c group by c.kind) n);
end
$$;
comment on function public.count_differences is
  'How many entities of each kind differ: {kind: {added, changed, removed}}. Of the working content from a snapshot (p_before; null: what it builds on), or between two snapshots.';

grant execute on function public.verify_snapshot, public.diff_snapshots, public.pending_differences, public.changed_entities,
  public.count_differences to authenticated, service_role;
