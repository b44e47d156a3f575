-- What has to be there has to show something, a date is a day of the calendar, and a lesson has an end: on every road, this one included.

create function private.is_visible(said text) returns boolean
language sql immutable strict parallel safe set search_path = ''
return said ~ '[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]';
comment on function private.is_visible is 'Whether a text shows anything at all: more than spaces, controls, joiners and marks of direction. The same list stands in lib/base/core/visible.ts.';

create function private.is_date(said text) returns boolean
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  part constant text[] := regexp_match(said,
    '^(\d{4})-(\d{2})-(\d{2})([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):?[0-5]\d)?)?$');
begin
  if part is null then
    return false;
  end if;
  perform make_date(part[1]::integer, part[2]::integer, part[3]::integer);
  return true;
exception when datetime_field_overflow or invalid_datetime_format then
  return false;
end
$$;
comment on function private.is_date is 'Whether a text is a day of the calendar as ISO 8601 writes it, with or without a time; see isDate in lib/base/core/visible.ts.';

-- What an older release let in stays and is named by its slug, where it has one.
do $$
declare
  named record;
begin
  for named in select * from (values ('domains', 'name'), ('trails', 'title'), ('concepts', 'title'), ('sparks', 'title'), ('beacons', 'name')) n (table_name, name) loop
    execute format('update public.%I set %I = slug || case when char_length(slug) < 2 then ''-'' else '''' end where not private.is_visible(%2$I)', named.table_name, named.name);
  end loop;
  update public.objectives set title = objective_id where not private.is_visible(title);
  update public.workspaces set name = slug where not private.is_visible(name);
  update public.sparks set ai_metadata = ai_metadata - 'generation_date' || jsonb_build_object('generated', ai_metadata -> 'generation_date')
  where not private.is_date(ai_metadata ->> 'generation_date');
end
$$;

alter table public.domains add constraint domains_name_visible check (private.is_visible(name));
alter table public.trails add constraint trails_title_visible check (private.is_visible(title));
alter table public.concepts add constraint concepts_title_visible check (private.is_visible(title));
alter table public.sparks add constraint sparks_title_visible check (private.is_visible(title));
alter table public.beacons add constraint beacons_name_visible check (private.is_visible(name));
alter table public.workspaces add constraint workspaces_name_visible check (private.is_visible(name));
-- A row that was there before may stay as it is until somebody touches it.
alter table public.objectives
  add constraint objectives_objective_id_visible check (private.is_visible(objective_id)) not valid,
  add constraint objectives_title_visible check (private.is_visible(title)) not valid;
alter table public.assets
  add constraint assets_path_visible check (private.is_visible(path)) not valid,
  add constraint assets_media_type_visible check (private.is_visible(media_type)) not valid;
alter table public.profiles add constraint profiles_display_name_visible check (private.is_visible(display_name)) not valid;
alter table public.content_keys add constraint content_keys_name_visible check (private.is_visible(name)) not valid;
alter table public.snapshots add constraint snapshots_label_visible check (private.is_visible(version_label)) not valid;
alter table public.sparks
  add constraint sparks_generation_date check (private.is_date(ai_metadata ->> 'generation_date')) not valid,
  add constraint sparks_content_md_length check (char_length(content_md) <= 1000000) not valid;

grant execute on function private.is_visible, private.is_date to authenticated, service_role;
