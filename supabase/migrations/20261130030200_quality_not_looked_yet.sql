-- Whoever stages as a person waits for the gates by a task; the secret key has no task, and is told what to do.

CREATE OR REPLACE FUNCTION private.quality_blockers(workspace uuid)
 RETURNS TABLE(rule text, kind public.content_kind, entity_id uuid, slug text, label text, message text, detail jsonb)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO ''
AS $function$
declare
  gates text[] := private.gates_on(workspace);
begin
  if gates = '{}' then
    return;
  end if;
  return query
    with staged as materialized (
      select c.entity_id, c.after_slug, c.after_body ->> 'title' as title, private.quality_hash(c.after_body) as hash
      from pg_temp.stage_differences c
      where c.is_chosen and c.kind = 'spark' and c.after_hash is not null and (c.after_body ->> 'is_published')::boolean
    ), waiting as materialized (
      select * from private.quality_waiting(workspace)
    ), seen as materialized (
      select s.*, f.findings, f.workspace_id, f.held_codes,
        f.spark_id is not null and f.text_hash = s.hash and not exists (
          select from waiting w where (w.spark_id = s.entity_id or w.spark_id is null) and (w.is_whole or w.codes && gates)) as is_seen
      from staged s left join private.quality_findings f on f.workspace_id = workspace and f.spark_id = s.entity_id
    )
    select 'quality_gate', 'spark'::public.content_kind, s.entity_id, s.after_slug, s.title,
      'The gates have not looked at it yet. A worker does so within seconds: stage again then, or stage as a person, which waits for it.', null::jsonb
    from seen s where not s.is_seen
    union all
    select 'quality_gate', 'spark', s.entity_id, s.after_slug, s.title,
      format('Held back by quality gates: %s. Open the lesson and settle what was found.',
        (select string_agg(format('“%s”', private.finding_name(g.code)), ', ' order by g.nth) from unnest(gates) with ordinality g (code, nth) where g.code = any (s.held_codes))), null
    from seen s where s.is_seen and s.held_codes && gates;
end
$function$;
