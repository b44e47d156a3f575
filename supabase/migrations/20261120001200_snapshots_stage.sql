-- Staging: what of the working content differs is looked at, closed over its references, checked, and becomes a snapshot.

create function private.close_selection() returns void
language plpgsql set search_path = ''
as $$
declare
  more integer;
begin
  -- The natural key before and after, so that a slug (or a pair) never stands twice in a snapshot.
  update pg_temp.stage_differences c set
    before_key = (select string_agg(coalesce(c.before_body ->> n, ''), '>' order by nth) from unnest(k.natural_key) with ordinality u (n, nth)),
    after_key = (select string_agg(coalesce(c.after_body ->> n, ''), '>' order by nth) from unnest(k.natural_key) with ordinality u (n, nth))
  from private.kinds k where k.kind = c.kind;
  -- References must resolve: a new thing brings what it refers to; a removed thing takes along what referred to it, be that
  -- removed as well or moved elsewhere; who takes over a key brings who gave it up.
  -- What belongs to a chosen thing (package, objectives, profiles) comes with it.
  loop
    insert into pg_temp.stage_chosen
      select p.entity_id from pg_temp.stage_differences c
        join pg_temp.stage_chosen s on s.id = c.entity_id
        cross join lateral (values (c.after_a), (c.after_b)) r (ref)
        join pg_temp.stage_differences p on p.entity_id = r.ref and p.before_hash is null
      union
      select c.entity_id from pg_temp.stage_differences c
        cross join lateral (values (c.before_a), (c.before_b)) r (ref)
        join pg_temp.stage_differences p on p.entity_id = r.ref and p.after_hash is null
        join pg_temp.stage_chosen s on s.id = p.entity_id
      union
      select p.entity_id from pg_temp.stage_differences c
        join pg_temp.stage_chosen s on s.id = c.entity_id
        join pg_temp.stage_differences p on p.kind = c.kind and p.before_key = c.after_key and p.entity_id <> c.entity_id
      union
      -- A lesson brings the new files that it shows.
      select p.entity_id from pg_temp.stage_differences c
        join pg_temp.stage_chosen s on s.id = c.entity_id
        cross join lateral private.asset_mentions(c.after_body ->> 'content_md') m
        join pg_temp.stage_differences p on p.kind = 'asset' and p.before_hash is null and left(p.after_body ->> 'sha256', 32) = m.asset
        where c.kind = 'spark' and c.after_body ->> 'content_md' like '%/assets/%'
      union
      select c.entity_id from pg_temp.stage_differences c
        join private.kinds k on k.kind = c.kind and k.is_owned
        join pg_temp.stage_chosen s on s.id = coalesce(c.after_a, c.before_a)
    on conflict do nothing;
    get diagnostics more = row_count;
    exit when more = 0;
  end loop;
end
$$;
comment on function private.close_selection is 'Adds to the chosen entities (temporary table stage_chosen) whatever must come along.';

create function private.stage_blockers(workspace uuid, base_seq integer) returns table (
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

  if 'package' = any (kept) then
    return query
      select 'package_valid', c.kind, c.after_a, s.slug, s.title,
        format('The lesson package has a problem at %s: %s', coalesce(nullif(p.pointer, ''), '/'), p.message)
      from pg_temp.stage_differences c
      cross join lateral private.package_problems(c.after_body -> 'body') p
      left join public.sparks s on s.id = c.after_a
      where c.is_chosen and c.kind = 'package' and c.after_hash is not null;
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
comment on function private.stage_blockers is 'Why the chosen changes may not become a snapshot on this base; empty when they may. Looks at changes only.';

create function private.collect_differences(workspace uuid, base_seq integer) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  create temporary table if not exists stage_differences (
    kind public.content_kind, entity_id uuid,
    before_slug text, before_a uuid, before_b uuid, before_hash uuid, before_body jsonb,
    after_slug text, after_a uuid, after_b uuid, after_hash uuid, after_body jsonb,
    is_chosen boolean not null default true, before_key text, after_key text
  ) on commit drop;
  truncate pg_temp.stage_differences;
  -- differences_since is stable, so the whole of it reads one picture of the working content.
  insert into pg_temp.stage_differences select c.*, true from private.differences_since(workspace, base_seq) c;
  -- A hundred changes are looked through faster than they are indexed.
  if (select count(*) from pg_temp.stage_differences) > 1000 then
    create index if not exists stage_differences_entity_idx on pg_temp.stage_differences (entity_id);
    create index if not exists stage_differences_place_idx on pg_temp.stage_differences (after_b) where kind = 'concept_spark';
    analyze pg_temp.stage_differences;
  end if;
end
$$;
comment on function private.collect_differences is 'Puts what differs from the snapshot with that seq into the temporary table stage_differences, all of it chosen.';

create function private.fill_snapshot(snapshot uuid, chosen uuid[]) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  draft public.snapshots;
  parent public.snapshots;
  base_seq integer;
  new_seq integer;
  stamps bigint[];
  found jsonb;
  added numeric;
begin
  -- Stagers, promoters and importers of one workspace queue here.
  perform from public.workspaces w where w.id = (select s.workspace_id from public.snapshots s where s.id = snapshot) for no key update;
  select * into draft from public.snapshots s where s.id = snapshot for update;
  if draft.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  elsif draft.status <> 'draft' then
    raise exception 'only a draft can be filled' using errcode = 'TW002';
  end if;
  -- A draft whose parent has been cleaned up meanwhile builds on what there is.
  select * into parent from public.snapshots s where s.id = coalesce(draft.parent_id, (private.base_snapshot(draft.workspace_id)).id);
  base_seq := coalesce(parent.seq, 0);

  -- The stamps first: an edit that commits from here on leaves a line that is not among them and stays dirty.
  stamps := array(select d.stamp from public.dirty_entities d where d.workspace_id = draft.workspace_id);
  perform private.collect_differences(draft.workspace_id, base_seq);

  if chosen is not null then
    create temporary table if not exists stage_chosen (id uuid primary key) on commit drop;
    truncate pg_temp.stage_chosen;
    insert into pg_temp.stage_chosen select distinct c.id from unnest(chosen) c (id);
    perform private.close_selection();
    update pg_temp.stage_differences c set is_chosen = false
      where not exists (select from pg_temp.stage_chosen s where s.id = c.entity_id);
  end if;

  select jsonb_agg(to_jsonb(b)) into found from (
    select b.* from private.stage_blockers(draft.workspace_id, base_seq) b order by b.rule, b.kind, b.slug limit 500) b;
  if found is not null then
    return jsonb_build_object('ok', false, 'blockers', found);
  end if;
  new_seq := private.next_seq(draft.workspace_id);

  -- Back to the base where the newest seq has gone another way (after a rollback); then the chosen changes.
  if base_seq < new_seq - 1 then
    create temporary table if not exists stage_reset (kind public.content_kind, entity_id uuid) on commit drop;
    truncate pg_temp.stage_reset;
    insert into pg_temp.stage_reset
      select distinct v.kind, v.entity_id from public.entity_versions v
      where v.workspace_id = draft.workspace_id and (v.from_seq > base_seq or (v.to_seq > base_seq and v.to_seq < 2147483647));
    update public.entity_versions v set to_seq = new_seq from pg_temp.stage_reset r
      where v.workspace_id = draft.workspace_id and v.kind = r.kind and v.entity_id = r.entity_id and v.to_seq = 2147483647;
    insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, slug, ref_a, ref_b, hash, body)
      select v.workspace_id, v.kind, v.entity_id, new_seq, v.slug, v.ref_a, v.ref_b, v.hash, v.body
      from public.entity_versions v join pg_temp.stage_reset r on r.kind = v.kind and r.entity_id = v.entity_id
      where v.workspace_id = draft.workspace_id and v.from_seq <= base_seq and v.to_seq > base_seq
        and not exists (select from pg_temp.stage_differences c where c.kind = v.kind and c.entity_id = v.entity_id and c.is_chosen);
  end if;
  update public.entity_versions v set to_seq = new_seq from pg_temp.stage_differences c
    where c.is_chosen and v.workspace_id = draft.workspace_id and v.kind = c.kind and v.entity_id = c.entity_id and v.to_seq = 2147483647;
  insert into public.entity_versions (workspace_id, kind, entity_id, from_seq, slug, ref_a, ref_b, hash, body)
    select draft.workspace_id, c.kind, c.entity_id, new_seq, c.after_slug, c.after_a, c.after_b, c.after_hash, c.after_body
    from pg_temp.stage_differences c where c.is_chosen and c.after_hash is not null;

  -- What is left differing from this snapshot, which is now the newest. Nobody is waited for: lines are never changed.
  delete from public.dirty_entities d where d.stamp = any (stamps) and d.workspace_id = draft.workspace_id;
  insert into public.dirty_entities (workspace_id, kind, entity_id)
    select draft.workspace_id, c.kind, c.entity_id from pg_temp.stage_differences c where not c.is_chosen;

  select coalesce(sum(coalesce(private.hash_number(c.after_hash), 0) - coalesce(private.hash_number(c.before_hash), 0)), 0)
    into added from pg_temp.stage_differences c where c.is_chosen;

  update public.snapshots s set
    seq = new_seq, status = 'ready', staged_at = now(), parent_id = parent.id,
    content_hash = private.number_hash(private.hash_value(parent.content_hash) + added),
    change_counts = (
      select coalesce(jsonb_object_agg(n.kind, n.counts), '{}') from (
        select c.kind, jsonb_build_object(
          'added', count(*) filter (where c.before_hash is null),
          'changed', count(*) filter (where c.before_hash is not null and c.after_hash is not null),
          'removed', count(*) filter (where c.after_hash is null)) as counts
        from pg_temp.stage_differences c where c.is_chosen group by c.kind) n),
    entity_counts = coalesce(parent.entity_counts, '{}') || (
      select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (
        select c.kind, coalesce((parent.entity_counts ->> c.kind::text)::integer, 0)
          + count(*) filter (where c.before_hash is null) - count(*) filter (where c.after_hash is null) as total
        from pg_temp.stage_differences c where c.is_chosen group by c.kind) n)
  where s.id = snapshot
  returning * into draft;
  return jsonb_build_object('ok', true, 'snapshot_id', draft.id, 'seq', draft.seq, 'change_counts', draft.change_counts,
    'entity_counts', draft.entity_counts, 'content_hash', draft.content_hash);
end
$$;
comment on function private.fill_snapshot is
  'Fills a draft with the chosen changes (null: all) on top of its parent and makes it ready, or returns the blockers and writes nothing.';

create function public.preview_blockers(p_workspace uuid) returns jsonb
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
        'label', b.label, 'message', b.message) order by b.kind, b.slug) filter (where b.nth <= 5) as items
      from (select b.*, row_number() over (partition by b.rule order by b.kind, b.slug) as nth from private.stage_blockers(p_workspace, base_seq) b) b
      group by b.rule
    ) r));
end
$$;
comment on function public.preview_blockers is
  'What would keep a snapshot of all pending changes back, without staging: {is_complete, rules: [{rule, total, items (the first 5)}]}. Not looked at (is_complete false) beyond 5,000 changes.';

create function public.create_import_snapshot(
  p_workspace uuid, p_name text default null, p_version_label text default null, p_description text default null,
  p_parent_id uuid default null
) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  made uuid;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_parent_id is not null and not exists (
    select from public.snapshots s where s.id = p_parent_id and s.workspace_id = p_workspace and s.status <> 'draft'
  ) then
    raise exception 'the parent must be a finished snapshot of this workspace' using errcode = 'TW004';
  end if;
  insert into public.snapshots (workspace_id, name, version_label, description, parent_id, created_by)
  values (p_workspace, nullif(trim(p_name), ''), coalesce(nullif(trim(p_version_label), ''), to_char(now() at time zone 'utc', 'YYYY-MM-DD HH24:MI')),
    nullif(trim(p_description), ''), coalesce(p_parent_id, (private.base_snapshot(p_workspace)).id), private.actor())
  returning id into made;
  return made;
end
$$;
comment on function public.create_import_snapshot is 'Makes an empty draft. It builds on p_parent_id, else on the current snapshot.';

create function public.stage_snapshot(
  p_workspace uuid, p_version_label text default null, p_name text default null, p_description text default null,
  p_only uuid[] default null, p_change_set uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '15min'
as $$
declare
  draft uuid;
  outcome jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  if p_change_set is not null then
    p_only := coalesce(p_only, '{}') || array(
      select distinct r.entity_id from public.revisions r where r.change_set_id = p_change_set and r.workspace_id = p_workspace);
  end if;
  draft := public.create_import_snapshot(p_workspace, p_name, p_version_label, p_description);
  outcome := private.fill_snapshot(draft, p_only);
  if not (outcome ->> 'ok')::boolean then
    delete from public.snapshots where id = draft;
  else
    perform private.note(p_workspace, 'snapshot.staged', (select s.version_label from public.snapshots s where s.id = draft),
      jsonb_build_object('snapshot_id', draft));
  end if;
  return outcome;
end
$$;
comment on function public.stage_snapshot is
  'Stages pending changes (all; or p_only entity ids and what a change set touched, closed over references) as a ready snapshot. {ok, snapshot_id, ...} or {ok: false, blockers}.';

create function public.delete_draft_snapshot(p_snapshot uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  draft public.snapshots;
begin
  select * into draft from public.snapshots s where s.id = p_snapshot for update;
  if draft.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(draft.workspace_id, 'editor');
  if draft.status <> 'draft' then
    raise exception 'only a draft can be deleted' using errcode = 'TW002';
  end if;
  -- A draft has no content before it is ready: filling it and becoming ready are one transaction.
  delete from public.snapshots where id = p_snapshot;
end
$$;

grant execute on function public.preview_blockers, public.create_import_snapshot, public.stage_snapshot,
  public.delete_draft_snapshot to authenticated, service_role;
