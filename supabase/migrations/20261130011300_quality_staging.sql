-- Who stages with a gate on has what waits looked at first, as a part of staging (docs/decisions/134).

create function private.gates_wait(workspace uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (select from public.quality_gates g where g.workspace_id = workspace and g.is_on)
    and exists (select from private.quality_queue q where q.workspace_id = workspace)
$$;
comment on function private.gates_wait is 'Whether a workspace has gates and lessons at which they have not looked.';

CREATE OR REPLACE FUNCTION public.start_task(p_workspace uuid, p_kind text, p_subject uuid DEFAULT NULL::uuid, p_input jsonb DEFAULT '{}'::jsonb, p_inline_up_to integer DEFAULT '-1'::integer)
 RETURNS uuid
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  role_needed public.member_role := (select k.role from private.task_kinds k where k.kind = p_kind);
  about integer;
  made uuid;
begin
  perform private.require_role(p_workspace, coalesce(role_needed, 'editor'));
  if role_needed is null then
    raise exception 'there is no task of this kind' using errcode = 'TW006';
  end if;
  about := private.task_weight(p_workspace, p_kind, p_subject);
  -- A task is done for a person: the system itself has nobody to wait with it, and no gateway that ends its requests.
  -- Gates have to be answered first: only a worker looks at lessons.
  if private.actor() is null or about <= p_inline_up_to and not (p_kind in ('snapshot.stage', 'import.stage') and private.gates_wait(p_workspace)) then
    return null;
  end if;
  insert into public.tasks (workspace_id, kind, subject_id, input, weight, created_by)
  values (p_workspace, p_kind, p_subject, coalesce(p_input, '{}'), about, private.actor())
  on conflict do nothing returning id into made;
  if made is null then
    raise exception 'this has been asked for already and is under way' using errcode = 'TW005';
  end if;
  perform pg_notify('task_waiting', '');
  return made;
end
$function$;

drop function private.take_unmeasured(integer);
CREATE OR REPLACE FUNCTION private.take_unmeasured(most integer, only_of uuid DEFAULT NULL::uuid)
 RETURNS TABLE(workspace_id uuid, spark_id uuid, version integer, text_hash text, content_md text, estimated_mins integer, summary text, has_scores boolean, looked_at text, taken integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  ids uuid[];
  whole_trails uuid[];
  whole_workspaces uuid[];
  lines integer;
  begun text;
begin
  with gone as (
    delete from private.quality_queue q where q.stamp in (
      select l.stamp from private.quality_queue l where only_of is null or l.workspace_id = only_of order by l.stamp limit most for update skip locked)
    returning q.*
  )
  select count(*), coalesce(array_agg(distinct g.spark_id) filter (where g.spark_id is not null), '{}'), array_agg(distinct g.trail_id) filter (where g.trail_id is not null),
    array_agg(distinct g.workspace_id) filter (where g.spark_id is null and g.trail_id is null)
  into lines, ids, whole_trails, whole_workspaces from gone g;
  -- What is asked of many becomes a line each: nobody reads ten thousand texts in one transaction.
  insert into private.quality_queue (workspace_id, spark_id, about)
    select distinct c.workspace_id, p.spark_id, 'terms' from public.concepts c join public.concept_sparks p on p.workspace_id = c.workspace_id and p.concept_id = c.id
    where c.trail_id = any (whole_trails)
    union all
    select s.workspace_id, s.id, 'rules' from public.sparks s where s.workspace_id = any (whole_workspaces);
  -- One look answers all that asks for the same spark. A line that somebody else holds stays: it may ask for what came later.
  delete from private.quality_queue q where q.stamp in (
    select l.stamp from private.quality_queue l where l.spark_id = any (ids) for update skip locked);
  -- Before anything is read: of two looks at a spark the one that began later has seen all that the other has.
  begun := clock_timestamp()::text;
  -- A row that only counts: whoever asks goes on until no line was left, whatever had to be read.
  return query
    select null::uuid, null::uuid, null::integer, null::text, null::text, null::integer, null::text, null::boolean, begun, lines
    union all
    select s.workspace_id, s.id, s.version,
      private.quality_hash(jsonb_build_object('content_md', s.content_md, 'estimated_mins', s.estimated_mins, 'summary', s.summary)),
      s.content_md, s.estimated_mins, s.summary,
      exists (select from public.quality_scores q where q.workspace_id = s.workspace_id and q.spark_id = s.id and q.version = s.version), begun, lines
    from public.sparks s where s.id = any (ids);
end
$function$;
comment on function private.take_unmeasured is 'Takes up to so many lines of the queue, of one workspace or of all, and gives the sparks that are to be looked at. In one transaction with private.keep_findings: what is not kept is taken again.';
