-- What reviewers caught and missed, and how far two who do not see each other agree.

create function public.read_checks(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.refuse_other_filter(p_filter);
  return (
    with met as (
      select c.user_id as key, c.fault, count(*) as met, count(*) filter (where c.outcome = 'caught') as caught, count(*) filter (where c.outcome = 'missed') as missed,
        private.wilson(count(*) filter (where c.outcome = 'caught'), count(*)) as between
      from private.proposal_checks c
      where c.workspace_id = p_workspace and c.outcome in ('caught', 'missed') and c.met_at >= private.since_of(p_filter)
        and (private.may_see_people(p_workspace) or c.user_id = private.actor())
      group by c.user_id, c.fault
    )
    select coalesce(jsonb_agg(jsonb_build_object('key', m.key, 'label', f.display_name, 'fault', m.fault, 'met', m.met, 'caught', m.caught, 'missed', m.missed,
      'low', m.between[1], 'high', m.between[2]) order by lower(f.display_name), m.key, m.fault), '[]')
    from met m left join public.profiles f on f.user_id = m.key);
end
$$;
comment on function public.read_checks is 'Checks that reviewers met, by name and kind of fault: [{key, label, fault, met, caught, missed, low, high}]. A reviewer sees their own, admins all.';

create function public.read_check_weeks(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.refuse_other_filter(p_filter);
  return (
    with weeks as (
      select private.week_of(c.met_at) as week, count(*) as met, count(*) filter (where c.outcome = 'caught') as caught
      from private.proposal_checks c
      where c.workspace_id = p_workspace and c.outcome in ('caught', 'missed') and c.met_at >= private.since_of(p_filter)
        and (private.may_see_people(p_workspace) or c.user_id = private.actor())
      group by 1
    )
    select coalesce(jsonb_agg(jsonb_build_object('week', w.week, 'met', w.met, 'caught', w.caught, 'share', round(w.caught::numeric / w.met, 4)) order by w.week), '[]') from weeks w);
end
$$;
comment on function public.read_check_weeks is 'Checks met and caught week by week: [{week, met, caught, share}]. A reviewer sees their own, admins those of all.';

create function public.read_agreement(p_workspace uuid, p_filter jsonb default '{}') returns jsonb
language plpgsql stable security definer set search_path = '' set statement_timeout = '10s'
as $$
begin
  perform private.require_role(p_workspace, 'reviewer');
  perform private.refuse_other_filter(p_filter);
  return (
    with judged as (
      -- Once for each of the two who judged it.
      select v.user_id, v.own, v.other from private.second_opinions o
      cross join lateral (values (o.first_by, o.first_approved, o.second_approved), (o.second_by, o.second_approved, o.first_approved)) v (user_id, own, other)
      where o.workspace_id = p_workspace and o.second_by is not null and o.given_at >= private.since_of(p_filter)
        and (private.may_see_people(p_workspace) or v.user_id = private.actor())
    ), counted as (
      select j.user_id as key, count(*) as compared, count(*) filter (where j.own = j.other) as alike,
        avg((j.own = j.other)::integer) as observed,
        avg(j.own::integer) * avg(j.other::integer) + (1 - avg(j.own::integer)) * (1 - avg(j.other::integer)) as by_chance
      from judged j group by j.user_id
    )
    select coalesce(jsonb_agg(jsonb_build_object('key', c.key, 'label', f.display_name, 'compared', c.compared, 'alike', c.alike,
      -- Where all said the same there is nothing that chance could have missed.
      'kappa', case when c.by_chance < 1 then round(((c.observed - c.by_chance) / (1 - c.by_chance))::numeric, 3) end)
      order by lower(f.display_name), c.key), '[]')
    from counted c left join public.profiles f on f.user_id = c.key);
end
$$;
comment on function public.read_agreement is 'How far reviewers agree with a second one who does not see their decision: [{key, label, compared, alike, kappa (Cohen 1960; null where all said the same)}]. A reviewer sees their own, admins all.';
grant execute on function public.read_checks, public.read_check_weeks, public.read_agreement to authenticated, service_role;
