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
