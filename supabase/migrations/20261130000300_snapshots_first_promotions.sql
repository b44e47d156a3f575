-- When a course was first promoted is what its `published_at` says where no file says it (docs/decisions/116-performance-records-are-content.md).
-- It stands beside what is versioned: a promotion changes no content.

create table public.first_promotions (
  workspace_id uuid not null,
  trail_id uuid not null,
  published_at text not null,
  constraint first_promotions_pkey primary key (workspace_id, trail_id),
  constraint first_promotions_workspace_fkey foreign key (workspace_id) references public.workspaces (id) on delete cascade,
  constraint first_promotions_published_at_date check (private.is_date(published_at))
);
comment on table public.first_promotions is
  'When a course was first part of a promoted snapshot. No foreign key to trails: the trash must not take it, and rolling back does not either; purging does.';
alter table public.first_promotions enable row level security;
grant select on public.first_promotions to authenticated, service_role;
create policy "Members read" on public.first_promotions for select to authenticated
  using (workspace_id in (select private.my_workspaces()));

create function private.note_first_promotions(target public.snapshots, happened_at timestamptz default now()) returns void
language sql security definer set search_path = ''
as $$
  insert into public.first_promotions (workspace_id, trail_id, published_at)
  select v.workspace_id, v.ref_a, to_char(happened_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  from public.entity_versions v
  where v.workspace_id = target.workspace_id and v.kind = 'course_profile' and v.from_seq <= target.seq and v.to_seq > target.seq
    -- A file that brings its own keeps it.
    and v.body ->> 'published_at' is null
  on conflict do nothing
$$;
comment on function private.note_first_promotions is
  'Notes each course that a snapshot carries, unless an earlier promotion carried it. Part of public.promote_snapshot, whose callers queue at the workspace.';

create function private.with_publication(profile jsonb) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select case when profile ->> 'published_at' is null then profile || coalesce((
      select jsonb_build_object('published_at', f.published_at) from public.first_promotions f
      where f.workspace_id = (profile ->> 'workspace_id')::uuid and f.trail_id = (profile ->> 'trail_id')::uuid), '{}')
    else profile end
$$;
comment on function private.with_publication is 'The row of a course profile as panels and exports say it: published_at as its file has it, else as the first promotion set it.';

-- What was promoted so far, in the order in which it was.
do $$
declare
  promoted record;
begin
  for promoted in
    select s.id, min(l.created_at) as happened_at from public.snapshots s
    join public.audit_log l on l.workspace_id = s.workspace_id and l.action = 'snapshot.promoted' and l.detail ->> 'snapshot_id' = s.id::text
    where s.seq is not null group by s.id order by 2
  loop
    perform private.note_first_promotions(s, promoted.happened_at) from public.snapshots s where s.id = promoted.id;
  end loop;
end
$$;

create or replace function public.promote_snapshot(p_snapshot uuid, p_instead_of uuid default null) returns public.snapshots
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
  perform private.note_first_promotions(target);
  select * into target from public.snapshots s where s.id = p_snapshot;
  return target;
end
$$;

create or replace function public.purge_trash(p_change_set uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  target public.change_sets;
  purged integer;
  ids uuid[];
begin
  select * into target from public.change_sets c where c.id = p_change_set for update;
  if target.id is null then
    raise exception 'no such change set' using errcode = 'TW004';
  end if;
  perform private.require_role(target.workspace_id, 'admin');
  if target.action <> 'trash' or target.undone_by is not null then
    raise exception 'only what lies in the trash can be purged' using errcode = 'TW002';
  end if;
  with gone as (
    select distinct r.kind, r.entity_id from public.revisions r
    where r.change_set_id = p_change_set and r.operation = 'delete'
      and not exists (
        select from public.revisions l where l.workspace_id = r.workspace_id and l.kind = r.kind
          and l.entity_id = r.entity_id and l.id > r.id)
  ), removed as (
    delete from public.revisions r using gone g
    where r.workspace_id = target.workspace_id and r.kind = g.kind and r.entity_id = g.entity_id
    returning r.kind, r.entity_id
  )
  select count(distinct (kind, entity_id)), array_agg(distinct entity_id) into purged, ids from removed;
  delete from public.slug_redirects r where r.workspace_id = target.workspace_id and (r.entity_id = any (ids) or r.origin_id = any (ids));
  delete from private.merges m where m.workspace_id = target.workspace_id and (m.from_id = any (ids) or m.into_id = any (ids));
  delete from private.imported_states s where s.workspace_id = target.workspace_id and s.entity_id = any (ids);
  delete from public.first_promotions p where p.workspace_id = target.workspace_id and p.trail_id = any (ids);
  delete from public.flow_runs f where f.workspace_id = target.workspace_id and f.entity_id = any (ids);
  delete from public.conversations c where c.workspace_id = target.workspace_id and c.concept_id = any (ids);
  perform private.note(target.workspace_id, 'trash.purged', target.title, jsonb_build_object('entities', purged));
  return purged;
end
$$;

create or replace function public.read_profile(p_workspace uuid, p_kind public.content_kind, p_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  k private.kinds;
  profile jsonb;
begin
  perform private.require_role(p_workspace, 'editor');
  if p_kind not in ('concept', 'spark', 'trail') then
    raise exception 'only concepts, sparks and trails have a profile' using errcode = 'TW006';
  end if;
  if not private.is_alive(p_workspace, p_kind, p_id) then
    raise exception 'there is nothing here' using errcode = 'TW004';
  end if;
  select * into k from private.kinds n
  where n.kind = case p_kind when 'concept' then 'unit_profile' when 'spark' then 'lesson_profile' else 'course_profile' end::public.content_kind;
  execute format('select to_jsonb(t) from public.%I t where t.workspace_id = $1 and t.%I = $2', k.table_name, k.ref_a)
  into profile using p_workspace, p_id;
  profile := private.with_publication(profile);
  return jsonb_build_object(
    'profile', profile - '{bundle_style,file_form,ordinal,workspace_id}'::text[],
    'research', (select to_jsonb(m) - '{bundle_style,file_form,ordinal,workspace_id}'::text[] from public.market_research m
      where p_kind = 'trail' and m.workspace_id = p_workspace and m.trail_id = p_id),
    'resources', (
      select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'resource_type', r.resource_type, 'filename', r.filename, 'source_url', r.source_url,
        'file_size', r.file_size, 'characters', char_length(r.extracted_text)) order by r.order_index, r.ordinal), '[]')
      from public.resources r where p_kind = 'concept' and r.workspace_id = p_workspace and r.concept_id = p_id),
    'conversations', (
      select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'role', c.role, 'title', c.title, 'status', c.status,
        'message_count', c.message_count, 'last_message_at', c.last_message_at) order by c.role, c.nth), '[]')
      from public.conversations c where p_kind = 'concept' and c.workspace_id = p_workspace and c.concept_id = p_id),
    'runs', (
      select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'flow_name', f.flow_name, 'status', f.status, 'total_tokens', f.total_tokens,
        'cost_micros', f.cost_micros, 'execution_time_ms', f.execution_time_ms, 'completed_at', f.completed_at, 'is_imported', f.is_imported,
        'steps', (select count(*) from public.step_runs s where s.flow_run_id = f.id),
        'models', (select coalesce(jsonb_agg(distinct q.model) filter (where q.model is not null), '[]') from public.llm_requests q where q.flow_run_id = f.id))
        order by f.created_at), '[]')
      from public.flow_runs f where f.workspace_id = p_workspace and f.entity_id = p_id),
    'personas', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'display_name', p.display_name) order by p.display_name), '[]')
      from public.personas p where p_kind = 'trail' and p.workspace_id = p_workspace),
    'counted', case p_kind
      when 'concept' then (
        select jsonb_build_object('lessons', count(*), 'minutes', coalesce(sum(s.estimated_mins), 0)) from public.concept_sparks c
        join public.sparks s on s.id = c.spark_id where c.workspace_id = p_workspace and c.concept_id = p_id)
      when 'trail' then (
        select jsonb_build_object('modules', (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = p_id),
          'lessons', count(*), 'minutes', coalesce(sum(s.estimated_mins), 0))
        from public.sparks s where s.workspace_id = p_workspace and s.id in (
          select c.spark_id from public.concept_sparks c join public.concepts n on n.id = c.concept_id where n.workspace_id = p_workspace and n.trail_id = p_id))
      else '{}'::jsonb end);
end
$$;
comment on function public.read_profile is
  'What a concept is as a unit, a spark as a lesson, a trail as a course: {profile, research, resources, conversations, runs, personas, counted}. Long texts of resources and conversations are read one by one.';

-- An export says it, and importing that again brings nothing.
create or replace function public.export_rows(p_workspace uuid, p_kind public.content_kind, p_snapshot uuid default null, p_import uuid default null, p_after bigint default -1, p_limit integer default 2000) returns TABLE(ordinal bigint, body jsonb, ref_a_slug text, ref_b_slug text)
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  at_seq integer;
  slug_of constant text := '(select n.slug from public.%I n where n.id = %s)';
begin
  perform private.require_role(p_workspace, 'editor');
  select * into k from private.kinds n where n.kind = p_kind;
  if p_snapshot is not null then
    select s.seq into at_seq from public.snapshots s where s.id = p_snapshot and s.workspace_id = p_workspace;
    if at_seq is null then
      raise exception 'no such snapshot' using errcode = 'TW004';
    end if;
    return query
      select (v.body ->> 'ordinal')::bigint,
        case when p_kind = 'course_profile' then private.with_publication(v.body || jsonb_build_object('workspace_id', p_workspace)) - 'workspace_id' else v.body end,
        (select a.slug from public.entity_versions a where a.workspace_id = p_workspace and a.kind = k.ref_a_kind and a.entity_id = v.ref_a
          and a.from_seq <= at_seq and a.to_seq > at_seq),
        (select b.slug from public.entity_versions b where b.workspace_id = p_workspace and b.kind = k.ref_b_kind and b.entity_id = v.ref_b
          and b.from_seq <= at_seq and b.to_seq > at_seq)
      from public.entity_versions v
      where v.workspace_id = p_workspace and v.kind = p_kind and v.from_seq <= at_seq and v.to_seq > at_seq
        and (v.body ->> 'ordinal')::bigint > p_after
      order by 1 limit p_limit;
    return;
  end if;
  return query execute format(
    'select %4$s, private.snapshot_body(%6$s), %2$s, %3$s
     from public.%1$I t %5$s where t.workspace_id = $1 and %4$s > $2 order by 1 limit $3',
    k.table_name,
    case when k.ref_a is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_a_kind), 't.' || quote_ident(k.ref_a)) end,
    case when k.ref_b is null then 'null::text' else format(slug_of, (select n.table_name from private.kinds n where n.kind = k.ref_b_kind), 't.' || quote_ident(k.ref_b)) end,
    case when p_import is null then 't.ordinal' else 's.position' end,
    -- Places in a block are counted below its number, so that a page starts at its block.
    case when p_import is null then '' else 'join (
      select e.id, (b.block::bigint << 16) + e.nth as position from private.import_blocks b cross join unnest(b.entity_ids) with ordinality e (id, nth)
      where b.import_id = $4 and b.kind = $5 and b.block >= $2 >> 16) s on s.id = t.id' end,
    case when p_kind = 'course_profile' then 'private.with_publication(to_jsonb(t))' else 'to_jsonb(t)' end)
  using p_workspace, p_after, p_limit, p_import, p_kind;
end
$$;

create or replace function private.plan_actions(log public.import_logs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
  -- Numbers of revisions mean something in the workspace they were read from only.
  made_from bigint := case when log.header #>> '{metadata,base_revision}' ~ '^[0-9]{1,18}$'
      and log.header #>> '{metadata,base_workspace}' = log.workspace_id::text
    then (log.header #>> '{metadata,base_revision}')::bigint end;
begin
  -- Blocks that were taken over as they are: still so?
  if log.recognised_at_revision is distinct from private.newest_revision(log.workspace_id) and exists (
    select from private.import_blocks b
    where b.import_id = log.id and b.id not in (
      select r.id from private.recognised_blocks(array(select o.id from private.import_blocks o where o.import_id = log.id)) r)
  ) then
    raise exception 'somebody renamed or removed something of this bundle meanwhile; nothing was written, import it again'
      using errcode = 'TW003', detail = '{"reason": "unrecognised"}';
  end if;
  if log.resolved_at_revision is distinct from private.newest_revision(log.workspace_id) then
    perform private.resolve_import_items(log);
  end if;
  for k in
    select n.* from private.kinds n where n.kind in (select distinct i.kind from private.import_items i where i.import_id = log.id) order by n.kind
  loop
    -- Unchanged: as last imported, or (by content) as it stands. A source that did not move never overwrites the studio.
    execute format($sql$
      update private.import_items i set base_version = r.version, action = r.action
      from (
        select o.ctid as at, t.version,
          case
            when s.hash = o.hash then 'unchanged'
            when d.is_same then 'unchanged'
            when $4::bigint is not null then case when exists (
                select from public.revisions r where r.workspace_id = $3 and r.kind = $2 and r.entity_id = o.entity_id and r.id > $4
                  -- What the last import of this source made is no edit of the studio.
                  and r.version > coalesce(s.version, 0))
              then 'conflict' else 'update' end
            when s.version <> t.version then 'conflict'
            else 'update'
          end as action
        from private.import_items o
        cross join lateral (select t.* from public.%1$I t where t.id = o.entity_id limit 1) t
        left join lateral (select s.hash, s.version from private.imported_states s where s.entity_id = o.entity_id limit 1) s on true
        -- offset 0: computed once a row, not once a field.
        cross join lateral (select case when s.hash is distinct from o.hash then %3$s end as body offset 0) b
        cross join lateral (
          -- A slug that differs led here by a redirect, see apply_items.
          select b.body is not null and coalesce(bool_and(b.body -> f.key is not distinct from f.value), true) and %2$s as is_same
          from jsonb_each(case when b.body is not null then o.fields end) f where f.key not in ('bundle_style', 'slug')
        ) d
        where o.import_id = $1 and o.kind = $2 and o.action is null
      ) r
      where i.ctid = r.at
      $sql$, k.table_name,
      concat_ws(' and ', 'true',
        case when k.ref_a is not null then format('(o.ref_a_slug is null or t.%I = o.ref_a)', k.ref_a) end,
        case when k.ref_b is not null then format('(o.ref_b_slug is null or t.%I = o.ref_b)', k.ref_b) end),
      -- What an export said of the first promotion is nothing new.
      case when k.kind = 'course_profile' then 'private.with_publication(to_jsonb(t))' else 'to_jsonb(t)' end)
    using log.id, k.kind, log.workspace_id, made_from;
  end loop;
end
$$;

create or replace view public.course_statistics with (security_invoker = true) as
select p.workspace_id, t.id as trail_id, t.slug, t.title, p.status, p.course_type, p.knowledge_level, p.pedagogical_framework, p.tool_name, p.keywords,
  p.persona_id, m.display_name as persona_name, p.voice_fidelity, coalesce(p.published_at, f.published_at) as published_at,
  coalesce(c.total_modules, 0) as total_modules, coalesce(l.total_lessons, 0) as total_lessons,
  coalesce(round(l.minutes / 60.0, 1), 0) as estimated_duration_hours, l.avg_gps_score, l.avg_didatica_score,
  -- The mean of both scores, or the one that was measured.
  (coalesce(l.avg_gps_score, l.avg_didatica_score) + coalesce(l.avg_didatica_score, l.avg_gps_score)) / 2 as quality,
  coalesce(l.passed_lessons, 0) as passed_lessons, coalesce(l.warned_lessons, 0) as warned_lessons, coalesce(l.failed_lessons, 0) as failed_lessons
from public.course_profiles p
join public.trails t on t.id = p.trail_id and t.workspace_id = p.workspace_id
left join public.personas m on m.id = p.persona_id and m.workspace_id = p.workspace_id
left join public.first_promotions f on f.trail_id = p.trail_id and f.workspace_id = p.workspace_id
-- Summed up for all courses of a workspace at once: asked course by course, a thousand take ten times as long.
left join (
  select o.workspace_id, o.trail_id, count(*) as total_modules from public.concepts o group by o.workspace_id, o.trail_id
) c on c.trail_id = t.id and c.workspace_id = p.workspace_id
left join (
  select i.workspace_id, i.trail_id, count(*) as total_lessons, sum(s.estimated_mins) as minutes,
    avg(f.gps_score) as avg_gps_score, avg(f.didatica_score) as avg_didatica_score,
    count(*) filter (where f.validation_status = 'passed') as passed_lessons,
    count(*) filter (where f.validation_status = 'warning') as warned_lessons,
    count(*) filter (where f.validation_status = 'failed') as failed_lessons
  -- A lesson that stands in two modules is one lesson.
  from (
    select distinct o.workspace_id, o.trail_id, n.spark_id from public.concepts o
    join public.concept_sparks n on n.concept_id = o.id and n.workspace_id = o.workspace_id
  ) i
  join public.sparks s on s.id = i.spark_id and s.workspace_id = i.workspace_id
  left join public.lesson_profiles f on f.spark_id = s.id and f.workspace_id = i.workspace_id
  group by i.workspace_id, i.trail_id
) l on l.trail_id = t.id and l.workspace_id = p.workspace_id;
