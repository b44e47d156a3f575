-- A plan is looked at again after a reload, by a colleague too: what the bundle was warned of stands in its log.

alter table public.import_logs add column warnings jsonb;
comment on column public.import_logs.warnings is 'Of a plan: {counts: [{code, total}], problems: [...]}, of each rule a few examples.';

drop function public.describe_import(uuid, text, text, text, text, jsonb);
create function public.describe_import(
  p_import uuid, p_version_label text, p_source_system text default null, p_source_version text default null, p_name text default null,
  p_header jsonb default null, p_warnings jsonb default null
) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  log public.import_logs := private.own_import(p_import);
begin
  if log.status <> 'pending' then
    raise exception 'this import has been planned' using errcode = 'TW002', detail = log.status::text;
  end if;
  if octet_length(p_warnings::text) > 1000000 then
    raise exception 'the warnings of an import are at most 1 MB' using errcode = 'TW006';
  end if;
  update public.import_logs set touched_at = now(), name = p_name, source_system = p_source_system,
    source_version = p_source_version, header = p_header, warnings = p_warnings,
    version_label = left(coalesce(nullif(trim(p_version_label), ''), version_label), 100)
  where id = p_import;
end
$$;
comment on function public.describe_import is 'What the bundle says of itself, and what it is warned of. A file is read and sent in one pass, and its header may stand at the end.';
revoke execute on function public.describe_import from public, anon;
grant execute on function public.describe_import to authenticated, service_role;
