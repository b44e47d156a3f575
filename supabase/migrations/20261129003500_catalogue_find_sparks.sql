-- Sparks are found by their words as well: an exercise is moved to another lesson.

create or replace function public.find_places(p_workspace uuid, p_kind public.content_kind, p_text text default '', p_limit integer default 50) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  words constant text[] := array(select w from regexp_split_to_table(lower(btrim(left(coalesce(p_text, ''), 200))), '\s+') w where w <> '' limit 8);
begin
  perform private.require_role(p_workspace, 'editor');
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'slug', f.slug, 'title', f.title, 'path', f.path, 'color', f.color, 'children', case p_kind
        when 'domain' then (select count(*) from public.trails t where t.workspace_id = p_workspace and t.domain_id = f.id)
        when 'spark' then 0
        when 'trail' then (select count(*) from public.concepts c where c.workspace_id = p_workspace and c.trail_id = f.id)
        else (select count(*) from public.concept_sparks p where p.workspace_id = p_workspace and p.concept_id = f.id) end) order by f.place), '[]')
    from (
      select n.* from (
        select d.id, d.slug, d.name as title, '' as path, d.color, array[d.order_index, d.ordinal] as place
        from public.domains d where p_kind = 'domain' and d.workspace_id = p_workspace
        union all
        select t.id, t.slug, t.title, d.name, null, array[d.order_index, d.ordinal, t.order_index, t.ordinal]
        from public.trails t join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'trail' and t.workspace_id = p_workspace
        union all
        -- What stands alone comes last, as in the outline.
        select c.id, c.slug, c.title, concat_ws(' › ', d.name, t.title), null,
          array[coalesce(d.order_index, 2147483647), d.ordinal, t.order_index, t.ordinal, c.order_index, c.ordinal]
        from public.concepts c
        left join public.trails t on t.id = c.trail_id and t.workspace_id = p_workspace
        left join public.domains d on d.id = t.domain_id and d.workspace_id = p_workspace
        where p_kind = 'concept' and c.workspace_id = p_workspace
        union all
        -- A spark by the first concept that holds it; those in none come last.
        select s.id, s.slug, s.title, coalesce(h.title, ''), null, array[case when h.title is null then 1 else 0 end, s.ordinal]
        from public.sparks s
        left join lateral (
          select c.title from public.concept_sparks p join public.concepts c on c.id = p.concept_id and c.workspace_id = p_workspace
          where p.spark_id = s.id and p.workspace_id = p_workspace order by p.ordinal limit 1) h on true
        where p_kind = 'spark' and s.workspace_id = p_workspace
      ) n
      where not exists (select from unnest(words) w where strpos(lower(n.title || ' ' || n.path), w) = 0)
      order by n.place limit least(greatest(p_limit, 1), 100)
    ) f);
end
$$;
comment on function public.find_places is 'Domains, trails, concepts or sparks whose title and path hold all words, in the order of the outline: [{id, slug, title, path, children, color}].';
