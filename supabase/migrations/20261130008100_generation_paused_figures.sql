-- A job that somebody paused is counted as waiting, beside those that wait for an approval or a budget.

create or replace function private.generation_figures() returns jsonb
language sql stable security definer set search_path = ''
as $$
  with named as (
    -- A label for each of the first two hundred workspaces, one for all that came later: what is watched grows no further.
    select w.id, case when row_number() over (order by w.created_at, w.id) <= 200 then w.id::text else 'other' end as client_id
    from public.workspaces w
    where exists (select from private.job_counts c where c.workspace_id = w.id) or exists (select from public.book_totals t where t.workspace_id = w.id)
  )
  select jsonb_build_object(
    'counts', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
      select c.counted, n.client_id, c.name, sum(c.jobs) as jobs from private.job_counts c join named n on n.id = c.workspace_id group by 1, 2, 3 order by 1, 2, 3) g),
    'durations', (select jsonb_agg(jsonb_build_object('up_to', case when d.up_to < 'infinity' then d.up_to end, 'jobs', d.jobs, 'seconds', d.seconds) order by d.up_to)
      from private.job_durations d),
    'jobs', (select jsonb_build_object('pending', count(*) filter (where r.status = 'pending'), 'in_progress', count(*) filter (where r.status = 'in_progress' and r.held is null),
        'approval', count(*) filter (where r.held = 'approval'), 'budget', count(*) filter (where r.held = 'budget'), 'pause', count(*) filter (where r.held = 'pause'))
      from public.flow_runs r where r.job_kind is not null and r.status in ('pending', 'in_progress')),
    'steps', (select jsonb_build_object('ready', count(*) filter (where s.ready_at <= clock_timestamp()), 'later', count(*) filter (where s.ready_at > clock_timestamp()),
        'oldest_seconds', coalesce(extract(epoch from clock_timestamp() - min(s.ready_at) filter (where s.ready_at <= clock_timestamp())), 0))
      from public.step_runs s where s.kind is not null and s.status = 'pending' and s.ready_at is not null),
    'breakers', (select jsonb_build_object('closed', count(*) filter (where b.open_until is null), 'open', count(*) filter (where b.open_until > clock_timestamp()),
        'probing', count(*) filter (where b.open_until <= clock_timestamp())) from public.provider_breakers b),
    'spend', (select coalesce(jsonb_agg(to_jsonb(g)), '[]') from (
      select n.client_id, sum(t.spent_micros) as spent_micros, sum(t.reserved_micros) as reserved_micros, sum(t.unknown_micros) as unknown_micros
      from public.book_totals t join named n on n.id = t.workspace_id where t.month = '0001-01-01' group by 1 order by 1) g))
$$;
