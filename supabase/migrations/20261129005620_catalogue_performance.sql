-- Figures of a course that people type themselves, where no file brings them.

create function public.save_performance(p_workspace uuid, p_trail uuid, p_day date, p_figures jsonb) returns void
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
  on conflict on constraint trail_performance_day_key do update set views = excluded.views, unique_visitors = excluded.unique_visitors,
    avg_engagement_rate = excluded.avg_engagement_rate, conversion_rate = excluded.conversion_rate,
    search_impressions = excluded.search_impressions, avg_search_position = excluded.avg_search_position,
    key_learnings = excluded.key_learnings, suggested_improvements = excluded.suggested_improvements,
    -- An export writes what the file said; what is typed over it changes that alone.
    source = p.source || coalesce((
      select jsonb_object_agg(f.key, f.value) from jsonb_each(to_jsonb(excluded)) f
      where f.key in ('views', 'unique_visitors', 'avg_engagement_rate', 'conversion_rate', 'search_impressions', 'avg_search_position',
        'key_learnings', 'suggested_improvements')
        and f.value is distinct from to_jsonb(p) -> f.key), '{}');
end
$$;
comment on function public.save_performance is
  'Writes the figures of a course on a day, in the place of those that are there: {views, unique_visitors, avg_engagement_rate, conversion_rate, search_impressions, avg_search_position, key_learnings, suggested_improvements}.';
grant execute on function public.save_performance to authenticated, service_role;
