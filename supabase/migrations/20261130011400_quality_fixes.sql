-- Fixes that need no decision, in many lessons at once (docs/decisions/135).

create function public.read_fixable(p_workspace uuid, p_ids uuid[] default null) returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '30s'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    with asked as materialized (
      select distinct a.id from unnest(p_ids[1:500]) a (id)
    ), below as materialized (
      select s.spark_id from private.quality_findings s where s.workspace_id = p_workspace and (p_ids is null or s.spark_id in (select a.id from asked a))
      union
      select p.spark_id from public.trails t join public.concepts c on c.workspace_id = p_workspace and c.trail_id = t.id
      join public.concept_sparks p on p.workspace_id = p_workspace and p.concept_id = c.id
      where t.workspace_id = p_workspace and (t.id in (select a.id from asked a) or t.domain_id in (select a.id from asked a))
      union
      select p.spark_id from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id in (select a.id from asked a)
    ), faulty as materialized (
      select s.id, s.ordinal, octet_length(s.content_md) as size from below b
      join private.quality_findings f on f.workspace_id = p_workspace and f.spark_id = b.spark_id and f.held_codes && private.fixable_codes()
      join public.sparks s on s.workspace_id = p_workspace and s.id = b.spark_id
    ), chosen as materialized (
      -- No more than one answer and one request can bear; the first in any case.
      select n.id, n.ordinal from (select f.*, row_number() over (order by f.ordinal) as nth, sum(f.size) over (order by f.ordinal) as total from faulty f) n
      where n.nth = 1 or n.nth <= 500 and n.total <= 8000000
    )
    select jsonb_build_object(
      'all_lessons', (select count(*) from faulty),
      'lessons', coalesce((select jsonb_agg(jsonb_build_object('spark_id', s.id, 'slug', s.slug, 'title', s.title, 'version', s.version, 'content_md', s.content_md,
        'dismissed', (select coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'subject', d.subject)), '[]') from public.quality_dismissals d
          where d.workspace_id = p_workspace and d.spark_id = s.id)) order by c.ordinal)
        from chosen c join public.sparks s on s.id = c.id), '[]')));
end
$$;
comment on function public.read_fixable is 'Lessons with findings whose fix needs no decision, below what is named (null: all), in their order, 500 or 8 MB at most: {all_lessons, lessons: [{spark_id, slug, title, version, content_md, dismissed: [{code, subject}]}]}.';
grant execute on function public.read_fixable to authenticated, service_role;

create function public.fix_lessons(p_workspace uuid, p_lessons jsonb) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '30s'
as $$
declare
  made uuid;
  fixed uuid[];
begin
  perform private.require_role(p_workspace, 'editor');
  if jsonb_array_length(p_lessons) > 500 then
    raise exception 'at most 500 lessons at a time' using errcode = 'TW006';
  end if;
  made := private.begin_change_set(p_workspace, 'bulk_edit', private.headline_of(p_workspace, 'spark', (p_lessons -> 0 ->> 'spark_id')::uuid));
  perform private.hold(p_workspace, 'spark', array(select l.spark_id from jsonb_to_recordset(p_lessons) l (spark_id uuid)));
  with written as (
    update public.sparks s set content_md = l.content_md
    from jsonb_to_recordset(p_lessons) l (spark_id uuid, version integer, content_md text)
    where s.workspace_id = p_workspace and s.id = l.spark_id and s.version = l.version and l.content_md is not null returning s.id
  )
  select coalesce(array_agg(w.id), '{}') into fixed from written w;
  return jsonb_build_object(
    'change_set_id', private.end_change_set(p_workspace, made),
    'fixed', cardinality(fixed),
    'left_out', (select coalesce(jsonb_agg(jsonb_build_object('spark_id', l.spark_id, 'title', s.title) order by s.ordinal), '[]')
      from jsonb_to_recordset(p_lessons) l (spark_id uuid) left join public.sparks s on s.workspace_id = p_workspace and s.id = l.spark_id
      where not l.spark_id = any (fixed)));
end
$$;
comment on function public.fix_lessons is 'Writes lessons as they are after their fixes, as one change set: [{spark_id, version, content_md}], 500 at most. What was saved since that version (or has no content_md) is left out and named: {change_set_id, fixed, left_out: [{spark_id, title}]}.';
grant execute on function public.fix_lessons to authenticated, service_role;
