-- Snapshots: what readers see, atomically, with a way back.
--
-- A snapshot is a number (seq) in its workspace. entity_versions holds each state of each entity with the range of seqs in
-- which it is valid, so a snapshot costs what changed and not what is there, and any old one can be read at once.
-- A snapshot is built on a parent (the current one unless told otherwise), which after a rollback is not the newest: then
-- what lies between is closed again at the new seq. The chain of seqs is linear, the chain of parents need not be.

create type public.snapshot_status as enum ('draft', 'ready', 'current', 'archived');

create table public.snapshots (
  id uuid not null default gen_random_uuid(),
  workspace_id uuid not null,
  seq integer,
  name text,
  version_label text not null,
  description text,
  status public.snapshot_status not null default 'draft',
  parent_id uuid,
  is_pinned boolean not null default false,
  content_hash text,
  entity_counts jsonb not null default '{}',
  change_counts jsonb not null default '{}',
  header jsonb,
  created_at timestamptz not null default now(),
  created_by uuid default auth.uid(),
  staged_at timestamptz,
  promoted_at timestamptz,
  promoted_by uuid,
  constraint snapshots_pkey primary key (id),
  constraint snapshots_seq_key unique (workspace_id, seq),
  constraint snapshots_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint snapshots_parent_fkey foreign key (parent_id) references public.snapshots (id) on delete set null,
  constraint snapshots_label_length check (char_length(version_label) between 1 and 100),
  constraint snapshots_name_length check (char_length(name) <= 200),
  constraint snapshots_description_length check (char_length(description) <= 1000),
  constraint snapshots_filled_once_ready check (status = 'draft' or (seq is not null and content_hash is not null))
);
comment on table public.snapshots is 'draft (being filled) -> ready -> current -> archived. Content is in entity_versions.';
comment on column public.snapshots.content_hash is
  'Sum modulo 2^128 of the MD5 of all states, as hex: it follows a change without reading the catalogue. It finds damage; it is no signature.';
comment on column public.snapshots.header is 'What an import said of itself (label, name, metadata), so that export gives it back.';
create unique index snapshots_one_current on public.snapshots (workspace_id) where status = 'current';
create index snapshots_workspace_idx on public.snapshots (workspace_id, created_at desc);
create index snapshots_parent_idx on public.snapshots (parent_id) where parent_id is not null;

create table private.snapshot_clocks (
  workspace_id uuid not null,
  last_seq integer not null,
  constraint snapshot_clocks_pkey primary key (workspace_id),
  constraint snapshot_clocks_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade
);
comment on table private.snapshot_clocks is
  'The last seq given out. Not max(seq): when the newest snapshot is cleaned up its seq must not be given again, for versions still carry it.';

create function private.guard_snapshot() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    if (old.status = 'current' or old.is_pinned) and exists (select from public.workspaces w where w.id = old.workspace_id) then
      raise exception 'the current and the pinned snapshots stay' using errcode = 'TW002';
    end if;
    return old;
  end if;
  if old.status <> 'draft' and (new.workspace_id, new.seq, new.content_hash, new.entity_counts, new.change_counts)
    is distinct from (old.workspace_id, old.seq, old.content_hash, old.entity_counts, old.change_counts)
  then
    raise exception 'a finished snapshot keeps its content' using errcode = 'TW002';
  end if;
  if new.status <> old.status and (old.status, new.status) not in (
    ('draft', 'ready'), ('ready', 'current'), ('archived', 'current'), ('current', 'archived')
  ) then
    raise exception 'a % snapshot cannot become %', old.status, new.status using errcode = 'TW002';
  end if;
  return new;
end
$$;
create trigger guard_snapshot before update or delete on public.snapshots
  for each row execute function private.guard_snapshot();

create table public.entity_versions (
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  from_seq integer not null,
  to_seq integer not null default 2147483647,
  slug text,
  ref_a uuid,
  ref_b uuid,
  hash uuid not null,
  body jsonb not null,
  constraint entity_versions_pkey primary key (workspace_id, kind, entity_id, from_seq),
  -- No foreign key to the workspace: only fill_snapshot writes here, hundreds of thousands of rows the first time, and
  -- private.forget_workspace does what the cascade would.
  constraint entity_versions_range check (from_seq < to_seq)
);
comment on table public.entity_versions is 'A state of an entity, valid for snapshots with from_seq <= seq < to_seq. Never changed but for closing to_seq.';
comment on column public.entity_versions.hash is 'MD5 of kind, id and body, kept as uuid for its 16 bytes.';
create index entity_versions_slug_idx on public.entity_versions (workspace_id, kind, slug, from_seq) where slug is not null;
create index entity_versions_ref_a_idx on public.entity_versions (ref_a, kind) where ref_a is not null;
create index entity_versions_ref_b_idx on public.entity_versions (ref_b, kind) where ref_b is not null;
create index entity_versions_from_idx on public.entity_versions (workspace_id, from_seq);
create index entity_versions_asset_idx on public.entity_versions (left(body ->> 'sha256', 32)) where kind = 'asset';
create index entity_versions_to_idx on public.entity_versions (workspace_id, to_seq) where to_seq < 2147483647;

create function private.refuse_changing_versions() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'what a snapshot holds is not changed' using errcode = 'TW002';
end
$$;
create trigger keep_versions before update on public.entity_versions for each row
  when (old.to_seq <> 2147483647
    or (old.workspace_id, old.kind, old.entity_id, old.from_seq, old.hash) is distinct from (new.workspace_id, new.kind, new.entity_id, new.from_seq, new.hash)
    or old.body is distinct from new.body or old.slug is distinct from new.slug
    or old.ref_a is distinct from new.ref_a or old.ref_b is distinct from new.ref_b)
  execute function private.refuse_changing_versions();

create function private.forget_workspace() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.entity_versions v where v.workspace_id = old.id;
  delete from public.dirty_entities d where d.workspace_id = old.id;
  delete from private.imported_states s where s.workspace_id = old.id;
  return null;
end
$$;
create trigger forget_workspace after delete on public.workspaces
  for each row execute function private.forget_workspace();

-- ------------------------------------------------------------------------------------------- working states

-- Bodies written with `return` are bound when they are made (so they need no search_path) and become part of the query that
-- calls them: a hundred thousand calls cost nothing.
create function private.snapshot_body(row_body jsonb) returns jsonb
language sql immutable
return row_body - array['workspace_id', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'];
comment on function private.snapshot_body is 'What of a row belongs into a snapshot: all but who saved it when.';

create function private.state_hash(row_kind public.content_kind, entity uuid, body jsonb) returns uuid
language sql immutable
return md5(row_kind::text || entity::text || body::text)::uuid;

create function private.hash_number(hash uuid) returns numeric
language sql immutable
-- 128 bits as four unsigned 32-bit words: PostgreSQL has no wider cast from bits.
return ((('x' || substr(hash::text, 1, 8))::bit(32)::bigint & 4294967295)::numeric * 4294967296
    + (('x' || substr(hash::text, 10, 4) || substr(hash::text, 15, 4))::bit(32)::bigint & 4294967295)) * 18446744073709551616
  + (('x' || substr(hash::text, 20, 4) || substr(hash::text, 25, 4))::bit(32)::bigint & 4294967295)::numeric * 4294967296
  + (('x' || substr(hash::text, 29, 8))::bit(32)::bigint & 4294967295);

create function private.number_hash(value numeric) returns text
language sql immutable set search_path = ''
as $$
  select lpad(to_hex(div(m, 79228162514264337593543950336)::bigint), 8, '0')
    || lpad(to_hex(mod(div(m, 18446744073709551616), 4294967296)::bigint), 8, '0')
    || lpad(to_hex(mod(div(m, 4294967296), 4294967296)::bigint), 8, '0')
    || lpad(to_hex(mod(m, 4294967296)::bigint), 8, '0')
  from (select mod(mod(value, 340282366920938463463374607431768211456) + 340282366920938463463374607431768211456,
    340282366920938463463374607431768211456) as m) t
$$;
comment on function private.number_hash is 'The sum modulo 2^128, as 32 hex digits.';

create function private.hash_value(hash text) returns numeric
language sql immutable set search_path = ''
return private.hash_number(coalesce(hash, '00000000000000000000000000000000')::uuid);

create function private.next_seq(workspace uuid) returns integer
language sql security definer set search_path = ''
as $$
  insert into private.snapshot_clocks as c (workspace_id, last_seq) values (workspace, 1)
  on conflict (workspace_id) do update set last_seq = c.last_seq + 1
  returning last_seq
$$;

create function private.base_snapshot(workspace uuid) returns public.snapshots
language sql stable set search_path = ''
as $$
  select s from public.snapshots s
  where s.workspace_id = workspace and s.status in ('current', 'ready')
  order by s.status = 'current' desc, s.seq desc limit 1
$$;
comment on function private.base_snapshot is 'What a new snapshot builds on: the current one, before the first promotion the newest ready one.';

create function private.differing_keys(workspace uuid, since integer)
returns table (kind public.content_kind, entity_id uuid)
language sql stable set search_path = ''
as $$
  select d.kind, d.entity_id from public.dirty_entities d where d.workspace_id = workspace
  union
  select v.kind, v.entity_id from public.entity_versions v
    where v.workspace_id = workspace and v.from_seq > since
  union
  select v.kind, v.entity_id from public.entity_versions v
    where v.workspace_id = workspace and v.to_seq > since and v.to_seq < 2147483647
$$;
comment on function private.differing_keys is 'A superset of the entities whose working state differs from the snapshot with that seq, found without reading the rest.';

create type private.difference as (
  kind public.content_kind, entity_id uuid,
  before_slug text, before_a uuid, before_b uuid, before_hash uuid, before_body jsonb,
  after_slug text, after_a uuid, after_b uuid, after_hash uuid, after_body jsonb
);

create function private.differences_since(workspace uuid, since integer) returns setof private.difference
language plpgsql stable security definer set search_path = ''
as $$
declare
  k record;
begin
  for k in
    select n.*, c.ids
    from (select d.kind, array_agg(d.entity_id) as ids from private.differing_keys(workspace, since) d group by d.kind) c
    join private.kinds n on n.kind = c.kind
    order by c.kind
  loop
    -- "offset 0" keeps the planner from writing body and hash out once for every use of them.
    return query execute format($sql$
      select $2, coalesce(w.id, v.entity_id), v.slug, v.ref_a, v.ref_b, v.hash, v.body, w.slug, w.ref_a, w.ref_b, w.hash, w.body
      from (
        select b.*, private.state_hash($2, b.id, b.body) as hash
        from (
          select t.id, %2$s as slug, %3$s as ref_a, %4$s as ref_b, private.snapshot_body(to_jsonb(t)) as body
          from public.%1$I t where t.workspace_id = $1 and t.id = any ($3) offset 0
        ) b offset 0
      ) w
      full join (
        select e.entity_id, e.slug, e.ref_a, e.ref_b, e.hash, e.body from public.entity_versions e
        where e.workspace_id = $1 and e.kind = $2 and e.entity_id = any ($3) and e.from_seq <= $4 and e.to_seq > $4
      ) v on v.entity_id = w.id
      where v.hash is distinct from w.hash
      $sql$, k.table_name,
      case when k.has_slug then 't.slug' else 'null::text' end,
      coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'),
      coalesce('t.' || quote_ident(k.ref_b), 'null::uuid'))
    using workspace, k.kind, k.ids, since;
  end loop;
end
$$;
comment on function private.differences_since is 'How the working content differs from a snapshot: state before (in the snapshot) and after (working).';

-- --------------------------------------------------------------------------------------------------- staging

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
  -- After an import everything is new; whoever stages that sees for themselves what it takes.
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

-- ------------------------------------------------------------------------------------ promote and roll back

create function private.point_to(target public.snapshots, action text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update public.snapshots set status = 'archived' where workspace_id = target.workspace_id and status = 'current' and id <> target.id;
  update public.snapshots set status = 'current', promoted_at = now(), promoted_by = private.actor() where id = target.id;
  perform private.note(target.workspace_id, action, target.version_label, jsonb_build_object('snapshot_id', target.id, 'seq', target.seq));
  -- Readers hold the pointer in memory and follow this.
  perform pg_notify('snapshot_moved', target.workspace_id::text);
end
$$;
comment on function private.point_to is 'The one pointer write of promotion and rollback.';

create function private.require_current(workspace uuid, expected uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  -- All zeros stands for "nothing so far": two first promotions at once are two as well.
  if expected is not null and expected is distinct from coalesce(
    (select s.id from public.snapshots s where s.workspace_id = workspace and s.status = 'current'),
    '00000000-0000-0000-0000-000000000000')
  then
    raise exception 'readers get another snapshot by now than the one this was compared with; look at the difference again' using errcode = 'TW003';
  end if;
end
$$;
comment on function private.require_current is 'Two admins at once: what one of them was shown as the difference for readers must still be it.';

create function public.promote_snapshot(p_snapshot uuid, p_instead_of uuid default null) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  target public.snapshots;
begin
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.id is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  perform from public.workspaces w where w.id = target.workspace_id for no key update;
  select * into target from public.snapshots s where s.id = p_snapshot;
  if target.status not in ('ready', 'archived') then
    raise exception '%', case target.status when 'current' then 'this snapshot is what readers get already' else 'a draft cannot be promoted; stage it first' end
      using errcode = 'TW002', detail = target.status::text;
  end if;
  perform private.require_current(target.workspace_id, p_instead_of);
  perform private.point_to(target, 'snapshot.promoted');
  select * into target from public.snapshots s where s.id = p_snapshot;
  return target;
end
$$;
comment on function public.promote_snapshot is
  'Admin only. Makes a ready or archived snapshot the one that readers get. p_instead_of: the current one that the decision was made on; TW003 when it is another by now.';

create function public.rollback_snapshot(p_workspace uuid, p_snapshot uuid default null, p_instead_of uuid default null) returns public.snapshots
language plpgsql security definer set search_path = ''
as $$
declare
  current_one public.snapshots;
  target public.snapshots;
begin
  perform private.require_role(p_workspace, 'admin');
  perform from public.workspaces w where w.id = p_workspace for no key update;
  select * into current_one from public.snapshots s where s.workspace_id = p_workspace and s.status = 'current';
  if current_one.id is null then
    raise exception 'nothing has been promoted yet' using errcode = 'TW002';
  end if;
  perform private.require_current(p_workspace, p_instead_of);
  select * into target from public.snapshots s
    where s.workspace_id = p_workspace and s.id = coalesce(p_snapshot, current_one.parent_id);
  if target.id is null then
    raise exception 'there is no snapshot to roll back to' using errcode = 'TW004';
  elsif target.status <> 'archived' then
    raise exception 'only an archived snapshot can be rolled back to' using errcode = 'TW002', detail = target.status::text;
  end if;
  perform private.point_to(target, 'snapshot.rolled_back');
  select * into target from public.snapshots s where s.id = target.id;
  return target;
end
$$;
comment on function public.rollback_snapshot is 'Admin only. Back to the parent of the current snapshot, or to an archived one. Working content stays as it is.';

create function public.set_snapshot_pin(p_snapshot uuid, p_is_pinned boolean) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  workspace uuid := (select s.workspace_id from public.snapshots s where s.id = p_snapshot);
begin
  if workspace is null then
    raise exception 'no such snapshot' using errcode = 'TW004';
  end if;
  perform private.require_role(workspace, 'admin');
  update public.snapshots set is_pinned = p_is_pinned where id = p_snapshot;
end
$$;
comment on function public.set_snapshot_pin is 'Admin only. Pinned snapshots are never cleaned up.';

create function public.cleanup_old_snapshots(p_workspace uuid, p_keep_count integer default 5) returns integer
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
    where s.workspace_id = p_workspace and s.promoted_at is not null
    order by s.status = 'current' desc, s.promoted_at desc limit p_keep_count
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
comment on function public.cleanup_old_snapshots is
  'Admin only. Keeps the most recently promoted snapshots; current, ready and pinned ones stay in any case. Returns how many went.';

-- --------------------------------------------------------------------------------------- verify and compare

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
grant execute on function public.count_differences to authenticated, service_role;

grant execute on function public.preview_blockers, public.create_import_snapshot, public.stage_snapshot, public.delete_draft_snapshot,
  public.promote_snapshot, public.rollback_snapshot, public.set_snapshot_pin, public.cleanup_old_snapshots, public.verify_snapshot,
  public.diff_snapshots, public.pending_differences, public.changed_entities to authenticated, service_role;

alter table public.snapshots enable row level security;
grant select on public.snapshots to authenticated;
grant select on public.snapshots to service_role;
create policy "Members see snapshots" on public.snapshots for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

alter table public.entity_versions enable row level security;
grant select on public.entity_versions to authenticated;
grant select on public.entity_versions to service_role;
create policy "Members read snapshots" on public.entity_versions for select to authenticated
  using (workspace_id in (select private.my_workspaces()));
