-- The gate of lesson packages when staging: the same list as everywhere, with the objectives that the snapshot would have, each
-- problem with its place and its exercise. Also where the package did not change and its objectives did.

drop function private.stage_blockers(uuid, integer);

create function private.content_blockers(workspace uuid, base_seq integer) returns table (
  rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text)
language plpgsql security definer set search_path = ''
as $$
declare
  lets_pending boolean;
  kept public.content_kind[];
  gone public.content_kind[];
  link private.kinds;
  lost integer;
begin
  select w.allows_pending_drafts into lets_pending from public.workspaces w where w.id = workspace;
  -- Most stagings touch few kinds: what cannot apply is not even planned.
  select coalesce(array_agg(distinct c.kind) filter (where c.after_hash is not null), '{}'),
    coalesce(array_agg(distinct c.kind) filter (where c.after_hash is null), '{}')
  into kept, gone from pg_temp.stage_differences c where c.is_chosen;

  if exists (select from private.kinds k where k.kind = any (kept) and k.ref_a is not null) then
    -- After staging, an entity is there when its chosen change leaves it there or, untouched, the base has it.
    return query
      select 'closed_set', c.kind, c.entity_id, c.after_slug, c.after_body ->> n.name_column::text,
        format('This %s refers to something that is not part of the snapshot.', replace(c.kind::text, '_', ' '))
      from pg_temp.stage_differences c
      join private.kinds n on n.kind = c.kind
      cross join lateral (values (c.after_a), (c.after_b)) r (ref)
      where c.is_chosen and c.after_hash is not null and r.ref is not null
        and not exists (select from pg_temp.stage_differences p where p.entity_id = r.ref and p.is_chosen and p.after_hash is not null)
        and not exists (
          select from public.entity_versions v
          where v.workspace_id = workspace and v.kind in (n.ref_a_kind, n.ref_b_kind)
            and v.entity_id = r.ref and v.from_seq <= base_seq and v.to_seq > base_seq
            and not exists (select from pg_temp.stage_differences p where p.entity_id = r.ref and p.is_chosen and p.after_hash is null));
  end if;

  if gone <> '{}' then
    return query
      select 'closed_set', v.kind, v.entity_id, v.slug, v.body ->> n.name_column::text,
        format('This %s is part of the snapshot, but what it refers to would be removed.', replace(v.kind::text, '_', ' '))
      from pg_temp.stage_differences c
      join public.entity_versions v on (v.ref_a = c.entity_id or v.ref_b = c.entity_id)
        and v.workspace_id = workspace and v.from_seq <= base_seq and v.to_seq > base_seq
      join private.kinds n on n.kind = v.kind
      where c.is_chosen and c.after_hash is null
        and not exists (select from pg_temp.stage_differences p where p.kind = v.kind and p.entity_id = v.entity_id and p.is_chosen);
  end if;

  if 'spark' = any (kept) and not lets_pending then
    return query
      select 'ai_draft_approved', c.kind, c.entity_id, c.after_slug, c.after_body ->> 'title',
        format('This AI draft is %s. Approve it, or leave it out of the snapshot.', c.after_body #>> '{ai_metadata,review_status}')
      from pg_temp.stage_differences c
      where c.is_chosen and c.kind = 'spark' and (c.after_body ->> 'is_published')::boolean
        and c.after_body #>> '{ai_metadata,review_status}' in ('pending', 'rejected');
  end if;

  if 'spark' = any (kept) or 'asset' = any (gone) then
    return query select * from private.file_blockers(workspace, base_seq);
  end if;

  if exists (select from private.kinds k where k.kind = any (kept) and k.is_placed and k.is_publishable) then
    -- Published under unpublished. Only what changed, and the children of what changed, can have become wrong.
    return query
      with tree as materialized (
        select k.kind, k.ref_a_kind as parent from private.kinds k
        join private.kinds p on p.kind = k.ref_a_kind and p.is_publishable where k.is_placed and k.is_publishable
      -- Not materialized: it is looked into by id, once for every thing concerned.
      ), state as not materialized (
        select c.kind, c.entity_id, c.after_slug as slug, c.after_a as ref_a, c.after_b as ref_b, c.after_body as body
        from pg_temp.stage_differences c where c.is_chosen and c.after_hash is not null
      ), concerned as (
        select s.kind, s.entity_id from state s join tree n on n.kind = s.kind
        union
        select n.kind, v.entity_id
        from state s
        join tree n on n.parent = s.kind
        join public.entity_versions v on v.ref_a = s.entity_id and v.kind = n.kind and v.workspace_id = workspace
          and v.from_seq <= base_seq and v.to_seq > base_seq
          and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = v.kind and c.entity_id = v.entity_id and c.after_hash is null)
        where not (s.body ->> 'is_published')::boolean
      ), resolved as (
        select k.kind, n.parent, k.entity_id, coalesce(s.body, v.body) as body, coalesce(s.slug, v.slug) as slug, coalesce(s.ref_a, v.ref_a) as ref_a
        from concerned k
        join tree n on n.kind = k.kind
        left join state s on s.kind = k.kind and s.entity_id = k.entity_id
        left join public.entity_versions v on v.workspace_id = workspace and v.kind = k.kind and v.entity_id = k.entity_id
          and v.from_seq <= base_seq and v.to_seq > base_seq
      )
      select 'published_parent', r.kind, r.entity_id, r.slug, r.body ->> 'title',
        format('This %s is published, but its %s is not.', r.kind, r.parent)
      from resolved r
      where r.ref_a is not null and (r.body ->> 'is_published')::boolean
        and not coalesce(
          (select (p.body ->> 'is_published')::boolean from state p where p.entity_id = r.ref_a),
          (select (v.body ->> 'is_published')::boolean from public.entity_versions v
            where v.workspace_id = workspace and v.kind = r.parent
              and v.entity_id = r.ref_a and v.from_seq <= base_seq and v.to_seq > base_seq),
          true);
  end if;

  -- A spark may stand in several concepts: one of them published is enough.
  if (kept || gone) && array['spark', 'concept', 'concept_spark']::public.content_kind[] then
    return query
      with lessons as (
        -- Sparks whose own state, membership or concept changed.
        select c.entity_id as id from pg_temp.stage_differences c where c.is_chosen and c.kind = 'spark' and c.after_hash is not null
        union select coalesce(c.after_b, c.before_b) from pg_temp.stage_differences c where c.is_chosen and c.kind = 'concept_spark'
        union select v.ref_b from pg_temp.stage_differences c
          join public.entity_versions v on v.ref_a = c.entity_id and v.kind = 'concept_spark' and v.workspace_id = workspace
            and v.from_seq <= base_seq and v.to_seq > base_seq
          where c.is_chosen and c.kind = 'concept' and not coalesce((c.after_body ->> 'is_published')::boolean, false)
      ), published as (
        select l.id, s.slug, s.title
        from lessons l
        cross join lateral (
          select c.after_slug as slug, c.after_body ->> 'title' as title, (c.after_body ->> 'is_published')::boolean as shown
          from pg_temp.stage_differences c where c.is_chosen and c.kind = 'spark' and c.entity_id = l.id
          union all
          select v.slug, v.body ->> 'title', (v.body ->> 'is_published')::boolean from public.entity_versions v
          where v.workspace_id = workspace and v.kind = 'spark' and v.entity_id = l.id and v.from_seq <= base_seq and v.to_seq > base_seq
            and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = 'spark' and c.entity_id = l.id)
        ) s
        where s.shown
      ), places as (
        select p.id, m.concept_id
        from published p
        cross join lateral (
          select c.after_a as concept_id from pg_temp.stage_differences c
          where c.is_chosen and c.kind = 'concept_spark' and c.after_hash is not null and c.after_b = p.id
          union all
          select v.ref_a from public.entity_versions v
          where v.ref_b = p.id and v.kind = 'concept_spark' and v.workspace_id = workspace and v.from_seq <= base_seq and v.to_seq > base_seq
            and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = 'concept_spark' and c.entity_id = v.entity_id)
        ) m
      ), shown as (
        select p.id, coalesce(
          (select (c.after_body ->> 'is_published')::boolean from pg_temp.stage_differences c
            where c.is_chosen and c.kind = 'concept' and c.entity_id = p.concept_id and c.after_hash is not null),
          (select (v.body ->> 'is_published')::boolean from public.entity_versions v where v.workspace_id = workspace and v.kind = 'concept'
            and v.entity_id = p.concept_id and v.from_seq <= base_seq and v.to_seq > base_seq), false) as is_shown
        from places p
      )
      select 'published_parent', 'spark'::public.content_kind, p.id, p.slug, p.title,
        'This spark is published, but no concept that holds it is.'
      from published p
      where exists (select from shown s where s.id = p.id) and not exists (select from shown s where s.id = p.id and s.is_shown);
  end if;

  -- Working links have no loop, and neither has any part of them. Only a link that is kept although it has been deleted
  -- can close one with the new links; then the whole graph of the snapshot is checked.
  for link in select * from private.kinds k where k.is_link order by k.kind loop
    if exists (
      select from pg_temp.stage_differences c
      where c.kind = link.kind and c.before_hash is not null and c.after_hash is null and not c.is_chosen
    ) and exists (
      select from pg_temp.stage_differences c
      where c.kind = link.kind and c.before_hash is null and c.after_hash is not null and c.is_chosen
    ) then
      select o.looped into lost from (
        select array_agg(l.source) as sources, array_agg(l.target) as targets from (
        select v.ref_a as source, v.ref_b as target from public.entity_versions v
        where v.workspace_id = workspace and v.kind = link.kind
          and v.from_seq <= base_seq and v.to_seq > base_seq
          and not exists (select from pg_temp.stage_differences c where c.kind = v.kind and c.entity_id = v.entity_id and c.is_chosen)
        union all
        select c.after_a, c.after_b from pg_temp.stage_differences c
        where c.kind = link.kind and c.is_chosen and c.after_hash is not null) l
      ) g cross join lateral private.topological_order(g.sources, g.targets) o;
      if lost > 0 then
        return query select 'acyclic', link.kind, null::uuid, null::text, null::text,
          format('The chosen %ss close a loop with links that the snapshot still has. Stage the removal of those, too.', replace(link.kind::text, '_', ' '));
      end if;
    end if;
  end loop;
end
$$;
comment on function private.content_blockers is 'The rules of staging but for lesson packages. Part of private.stage_blockers.';

create function private.staged_below(workspace uuid, base_seq integer, row_kind public.content_kind, owners_a uuid[], owners_b uuid[] default null)
returns table (entity_id uuid, ref_a uuid, ref_b uuid, body jsonb)
language plpgsql stable security definer set search_path = ''
as $$
begin
  return query
  select c.entity_id, c.after_a, c.after_b, c.after_body from pg_temp.stage_differences c
  where c.is_chosen and c.kind = row_kind and c.after_hash is not null and (c.after_a = any (owners_a) or c.after_b = any (owners_b))
  union all
  select v.entity_id, v.ref_a, v.ref_b, v.body from public.entity_versions v
  where v.workspace_id = workspace and v.kind = row_kind and (v.ref_a = any (owners_a) or v.ref_b = any (owners_b))
    and v.from_seq <= base_seq and v.to_seq > base_seq
    and not exists (select from pg_temp.stage_differences c where c.is_chosen and c.kind = row_kind and c.entity_id = v.entity_id);
end
$$;
comment on function private.staged_below is 'What of a kind the snapshot would hold below these (by the first or the second reference).';

create function private.staged_objectives(workspace uuid, base_seq integer, sparks uuid[]) returns table (spark_id uuid, objective text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  concepts uuid[];
  lessons uuid[];
  trails uuid[];
begin
  -- Pairs of a concept and a spark that stands in it.
  select coalesce(array_agg(p.ref_a), '{}'), coalesce(array_agg(p.ref_b), '{}') into concepts, lessons
  from private.staged_below(workspace, base_seq, 'concept_spark', null, sparks) p;
  -- And the trail of each: an entity is looked up by its id among the chosen changes, then in the base.
  trails := array(
    select coalesce(c.after_a, case when c.entity_id is null then v.ref_a end)
    from unnest(concepts) with ordinality n (id, nth)
    left join pg_temp.stage_differences c on c.entity_id = n.id and c.kind = 'concept' and c.is_chosen
    left join public.entity_versions v on v.workspace_id = workspace and v.kind = 'concept' and v.entity_id = n.id
      and v.from_seq <= base_seq and v.to_seq > base_seq
    order by n.nth);
  return query
    select distinct n.lesson, o.body ->> 'objective_id'
    from private.staged_below(workspace, base_seq, 'objective', concepts) o
    join unnest(concepts, lessons) n (concept, lesson) on n.concept = o.ref_a
    union
    select n.lesson, t.objective
    from private.staged_below(workspace, base_seq, 'course_profile', trails) f
    cross join lateral private.course_objectives(f.body -> 'learning_objectives') t (objective)
    join unnest(trails, lessons) n (trail, lesson) on n.trail = f.ref_a;
end
$$;
comment on function private.staged_objectives is 'The objectives of these lessons as the snapshot would have them.';

create function private.staged_elsewhere(workspace uuid, base_seq integer) returns uuid[]
language plpgsql stable security definer set search_path = ''
as $$
declare
  concepts uuid[];
  trails uuid[];
begin
  if not exists (
    select from pg_temp.stage_differences c
    where c.is_chosen and c.before_hash is not null and c.kind in ('objective', 'concept_spark', 'concept', 'course_profile')
  ) then
    return '{}';
  end if;
  trails := array(select c.before_a from pg_temp.stage_differences c where c.is_chosen and c.kind = 'course_profile' and c.before_hash is not null);
  concepts := array(
    select c.before_a from pg_temp.stage_differences c where c.is_chosen and c.kind = 'objective' and c.before_hash is not null
    union
    select c.entity_id from pg_temp.stage_differences c
    where c.is_chosen and c.kind = 'concept' and c.before_hash is not null and c.after_hash is not null and c.before_a is distinct from c.after_a
    union
    select p.entity_id from private.staged_below(workspace, base_seq, 'concept', trails) p);
  return array(
    select p.ref_b from private.staged_below(workspace, base_seq, 'concept_spark', concepts) p
    union
    select c.before_b from pg_temp.stage_differences c where c.is_chosen and c.kind = 'concept_spark' and c.before_hash is not null);
end
$$;
comment on function private.staged_elsewhere is 'Lessons that may have lost an objective by the chosen changes, whatever became of their packages.';

create function private.package_blockers(workspace uuid, base_seq integer) returns table (
  rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
language plpgsql security definer set search_path = ''
as $$
declare
  changed uuid[];
  concerned uuid[];
begin
  changed := array(select c.after_a from pg_temp.stage_differences c where c.is_chosen and c.kind = 'package' and c.after_hash is not null);
  concerned := array(select unnest(changed) union select unnest(private.staged_elsewhere(workspace, base_seq)));
  if concerned = '{}' then
    return;
  end if;
  return query
    with objectives as materialized (
      select o.spark_id, array_agg(o.objective) as ids from private.staged_objectives(workspace, base_seq, concerned) o group by o.spark_id
    )
    select 'package_valid', 'package'::public.content_kind, k.ref_a, s.slug, s.title,
      format('The lesson package has a problem at %s: %s', coalesce(nullif(p.pointer, ''), '/'), p.message),
      jsonb_build_object('code', p.code, 'pointer', p.pointer, 'message', p.message, 'fix', p.fix, 'place', p.place,
        'exercise_id', case when p.place is not null then private.exercise_name(k.body #> array['body', 'exercise_bank', p.place::text]) end)
    from private.staged_below(workspace, base_seq, 'package', concerned) k
    left join objectives o on o.spark_id = k.ref_a
    cross join lateral private.package_problems(k.body -> 'body', coalesce(o.ids, '{}')) p
    left join public.sparks s on s.id = k.ref_a;
end
$$;
comment on function private.package_blockers is 'What the lesson packages of the snapshot to be would break. Part of private.stage_blockers.';

create function private.stage_blockers(workspace uuid, base_seq integer) returns table (
  rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
language sql security definer set search_path = ''
as $$
  select b.*, null::jsonb from private.content_blockers(workspace, base_seq) b
  union all
  select * from private.package_blockers(workspace, base_seq)
$$;
comment on function private.stage_blockers is
  'Why the chosen changes may not become a snapshot on this base; empty when they may. Looks at changes only. detail: of a package, {code, pointer, message, fix, place, exercise_id}.';

create or replace function public.preview_blockers(p_workspace uuid) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  base_seq integer;
begin
  perform private.require_role(p_workspace, 'editor');
  -- Beyond 5,000 changes (after an import) looking takes longer than a page may wait: staging tells then.
  if (select count(*) from (select from public.dirty_entities d where d.workspace_id = p_workspace limit 5001) n) > 5000 then
    return jsonb_build_object('is_complete', false, 'rules', '[]'::jsonb);
  end if;
  base_seq := coalesce((private.base_snapshot(p_workspace)).seq, 0);
  perform private.collect_differences(p_workspace, base_seq);
  return jsonb_build_object('is_complete', true, 'rules', (
    select coalesce(jsonb_agg(jsonb_build_object('rule', r.rule, 'total', r.total, 'items', r.items) order by r.rule), '[]')
    from (
      select b.rule, count(*) as total, jsonb_agg(jsonb_build_object('kind', b.kind, 'entity_id', b.entity_id, 'slug', b.slug,
        'label', b.label, 'message', b.message, 'detail', b.detail) order by b.kind, b.slug) filter (where b.nth <= 5) as items
      from (select b.*, row_number() over (partition by b.rule order by b.kind, b.slug) as nth from private.stage_blockers(p_workspace, base_seq) b) b
      group by b.rule
    ) r));
end
$$;
