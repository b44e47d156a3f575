-- What somebody corrects of a day is what is sent: everything else of that day stays as a file or somebody else wrote it.

create or replace function public.save_performance(p_workspace uuid, p_trail uuid, p_day date, p_figures jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  given public.trail_performance := jsonb_populate_record(null::public.trail_performance, p_figures);
begin
  perform private.require_role(p_workspace, 'editor');
  if not private.is_alive(p_workspace, 'trail', p_trail) then
    raise exception 'there is no course here' using errcode = 'TW004';
  end if;
  insert into public.trail_performance as p (workspace_id, trail_id, measured_on, views, unique_visitors, avg_engagement_rate, conversion_rate,
    search_impressions, avg_search_position, key_learnings, suggested_improvements)
  values (p_workspace, p_trail, p_day, coalesce(given.views, 0), coalesce(given.unique_visitors, 0), given.avg_engagement_rate, given.conversion_rate,
    coalesce(given.search_impressions, 0), given.avg_search_position, given.key_learnings, given.suggested_improvements)
  on conflict on constraint trail_performance_day_key do update set
    views = case when p_figures ? 'views' then excluded.views else p.views end,
    unique_visitors = case when p_figures ? 'unique_visitors' then excluded.unique_visitors else p.unique_visitors end,
    avg_engagement_rate = case when p_figures ? 'avg_engagement_rate' then excluded.avg_engagement_rate else p.avg_engagement_rate end,
    conversion_rate = case when p_figures ? 'conversion_rate' then excluded.conversion_rate else p.conversion_rate end,
    search_impressions = case when p_figures ? 'search_impressions' then excluded.search_impressions else p.search_impressions end,
    avg_search_position = case when p_figures ? 'avg_search_position' then excluded.avg_search_position else p.avg_search_position end,
    key_learnings = case when p_figures ? 'key_learnings' then excluded.key_learnings else p.key_learnings end,
    suggested_improvements = case when p_figures ? 'suggested_improvements' then excluded.suggested_improvements else p.suggested_improvements end,
    -- An export writes what the file said; what is typed over it changes that alone.
    source = p.source || coalesce((
      select jsonb_object_agg(f.key, f.value) from jsonb_each(to_jsonb(excluded)) f
      where f.key in ('views', 'unique_visitors', 'avg_engagement_rate', 'conversion_rate', 'search_impressions', 'avg_search_position',
        'key_learnings', 'suggested_improvements')
        and p_figures ? f.key and f.value is distinct from to_jsonb(p) -> f.key), '{}');
end
$$;
comment on function public.save_performance is
  'Writes figures of a course on a day; those that are not given stay as they are: {views, unique_visitors, avg_engagement_rate, conversion_rate, search_impressions, avg_search_position, key_learnings, suggested_improvements}.';
