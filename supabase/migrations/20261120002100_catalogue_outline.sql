-- What the studio reads and does around the outline. These run as the person: row level security and column grants decide.

create function private.kind(p_kind public.content_kind) returns private.kinds
language sql stable security definer set search_path = ''
as $$ select k from private.kinds k where k.kind = p_kind $$;
grant execute on function private.kind, private.require_role to authenticated, service_role;

create function public.read_outline(p_workspace uuid) returns jsonb
language plpgsql stable set search_path = ''
as $$
declare
  me constant uuid := private.actor();
begin
  perform private.require_role(p_workspace, 'editor');
  return (select jsonb_build_object(
    'domains', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'slug', d.slug, 'title', d.name, 'is_published', d.is_published,
      'icon', d.icon, 'color', d.color, 'version', d.version, 'mine', d.updated_by = me) order by d.order_index, d.ordinal), '[]')
      from public.domains d where d.workspace_id = p_workspace),
    'trails', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'slug', t.slug, 'title', t.title, 'is_published', t.is_published,
      'domain_id', t.domain_id, 'difficulty', t.difficulty_level, 'version', t.version, 'mine', t.updated_by = me) order by t.order_index, t.ordinal), '[]')
      from public.trails t where t.workspace_id = p_workspace),
    'concepts', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title, 'is_published', c.is_published,
      'trail_id', c.trail_id, 'version', c.version, 'mine', c.updated_by = me) order by c.order_index, c.ordinal), '[]')
      from public.concepts c where c.workspace_id = p_workspace),
    'places', (select coalesce(jsonb_agg(jsonb_build_array(p.id, p.concept_id, p.spark_id) order by p.order_index, p.ordinal), '[]')
      from public.concept_sparks p where p.workspace_id = p_workspace),
    'sparks', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'slug', s.slug, 'title', s.title, 'is_published', s.is_published,
      'difficulty', s.difficulty, 'mins', s.estimated_mins, 'review', s.ai_metadata ->> 'review_status', 'check', q.validation_status, 'again', a.spark_id is not null,
      'version', s.version, 'mine', s.updated_by = me) order by s.ordinal), '[]')
      from public.sparks s left join public.lesson_profiles q on q.spark_id = s.id
      left join (select distinct m.spark_id from public.review_marks m where m.workspace_id = p_workspace) a on a.spark_id = s.id
      where s.workspace_id = p_workspace),
    'beacons', (select coalesce(jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'title', b.name, 'category', b.category,
      'version', b.version, 'mine', b.updated_by = me, 'marks', coalesce(m.marks, 0)) order by b.name), '[]')
      from public.beacons b
      left join (select k.beacon_id, count(*) as marks from public.spark_beacons k where k.workspace_id = p_workspace group by k.beacon_id) m on m.beacon_id = b.id
      where b.workspace_id = p_workspace)));
end
$$;
comment on function public.read_outline is
  'The outline in one answer: every level in order, without texts. mine: the caller saved it last. places: [id, concept_id, spark_id] in order of the concept.';

create function public.read_changed(p_workspace uuid) returns jsonb
language plpgsql stable set search_path = '' set statement_timeout = '1min'
as $$
begin
  perform private.require_role(p_workspace, 'editor');
  -- One value and not rows: a hosted Data API cuts rows off at a thousand, and after an import everything differs.
  return (select coalesce(jsonb_agg(jsonb_build_object('kind', c.kind, 'entity_id', c.entity_id, 'change', c.change, 'owner_id', c.owner_id)), '[]')
    from public.changed_entities(p_workspace) c);
end
$$;
comment on function public.read_changed is 'changed_entities in one value: what badges are drawn from.';

create function public.create_entity(p_workspace uuid, p_kind public.content_kind, p_fields jsonb, p_parent uuid default null)
returns jsonb
language plpgsql set search_path = ''
as $$
declare
  k private.kinds := private.kind(p_kind);
  names text;
  made jsonb;
begin
  if k.is_creatable is not true then
    raise exception 'this kind is not created by itself' using errcode = 'TW006';
  end if;
  -- Only columns of the table; which of them a person may write is for the grants to say.
  select string_agg(quote_ident(f.key), ', ') into names
  from jsonb_object_keys(p_fields) f (key)
  join pg_catalog.pg_attribute a on a.attrelid = format('public.%I', k.table_name)::regclass and a.attname = f.key and a.attnum > 0;

  execute format(
    'insert into public.%1$I as t (workspace_id %2$s %3$s %6$s)
     select $2 %4$s %5$s %7$s from jsonb_populate_record(null::public.%1$I, $1) r
     returning to_jsonb(t)',
    k.table_name,
    case when k.ref_a is not null then ', ' || quote_ident(k.ref_a) else '' end,
    coalesce(', ' || names, ''),
    case when k.ref_a is not null then ', $3' else '' end,
    coalesce(', ' || (select string_agg('r.' || n, ', ') from unnest(string_to_array(names, ', ')) n), ''),
    case when k.is_placed then ', order_index' else '' end,
    -- Last among its siblings.
    case when k.is_placed then format(
      ', (select coalesce(max(s.order_index) + 1, 0) from public.%I s where s.workspace_id = $2 %s)', k.table_name,
      case when k.ref_a is not null then format('and s.%I is not distinct from $3', k.ref_a) else '' end) else '' end)
  into made using p_fields, p_workspace, p_parent;

  if k.placed_by is not null and p_parent is not null then
    k := private.kind(k.placed_by);
    execute format(
      'insert into public.%1$I (workspace_id, %2$I, %3$I, order_index)
       select $1, $2, $3, coalesce(max(s.order_index) + 1, 0) from public.%1$I s where s.%2$I = $2', k.table_name, k.ref_a, k.ref_b)
    using p_workspace, p_parent, (made ->> 'id')::uuid;
  end if;
  return made;
end
$$;
comment on function public.create_entity is
  'Creates an entity of a kind that is creatable, last under its parent (for a spark: the concept it shall stand in). One change set.';

grant execute on function public.read_outline, public.read_changed, public.create_entity to authenticated, service_role;
