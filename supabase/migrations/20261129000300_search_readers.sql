-- The search of readers: the same words, the same query and the same judgement as that of authors. The words of a snapshot are
-- taken by the worker after it was staged. Whoever searches before that takes some of them, for a third of a second at most and
-- never twice at once, and the answer says that it is not complete.

truncate private.search_progress;
delete from private.search_texts;
alter table private.search_texts add column title_key text not null, add column passages text[] not null, add column begins integer[] not null;
comment on column private.search_texts.title_key is 'The title as it is compared with what was asked.';
comment on column private.search_texts.passages is 'What excerpts are made of: the summary and the text as people read them, cut at blanks.';
comment on column private.search_texts.begins is 'Of each passage the place of its first word in `words`.';
create index search_texts_title_key_idx on private.search_texts (workspace_id, title_key);

drop function private.prepare_search(public.snapshots);
create function private.prepare_search(shot public.snapshots, within interval) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  began constant timestamptz := clock_timestamp();
  state public.entity_versions;
  taken private.taken_words;
begin
  if exists (select from private.search_progress p where p.snapshot_id = shot.id) then
    return true;
  end if;
  -- Nobody waits: who comes second searches in what is there.
  if not pg_try_advisory_xact_lock(hashtextextended('search ' || shot.workspace_id, 0)) then
    return false;
  end if;
  for state in
    select v.* from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = 'spark' and v.from_seq <= shot.seq and v.to_seq > shot.seq
      and not exists (select from private.search_texts t where t.workspace_id = v.workspace_id and t.kind = 'spark'
        and t.entity_id = v.entity_id and t.from_seq = v.from_seq)
      and (v.body ->> 'is_published')::boolean
  loop
    if clock_timestamp() - began > within then
      return false;
    end if;
    taken := private.words_of(state.body ->> 'title', state.slug, state.body ->> 'summary', private.plain_text(state.body ->> 'content_md'));
    insert into private.search_texts (workspace_id, entity_id, from_seq, words, title_key, passages, begins)
    values (state.workspace_id, state.entity_id, state.from_seq, taken.words, private.title_key(state.body ->> 'title'),
      coalesce(taken.passages, '{}'), coalesce(taken.begins, '{}'))
    on conflict do nothing;
  end loop;
  insert into private.search_progress values (shot.id) on conflict do nothing;
  return true;
end
$$;
comment on function private.prepare_search is 'Takes the words of the sparks of a snapshot that no search has seen yet, for no longer than that; whether all are there.';

create function private.prepare_snapshots(within interval default '5 seconds') returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots;
begin
  -- What readers have first, then what may become it.
  for shot in
    select s.* from public.snapshots s where s.status in ('current', 'ready')
      and not exists (select from private.search_progress p where p.snapshot_id = s.id)
    order by s.status <> 'current', s.created_at
  loop
    if not private.prepare_search(shot, within) then
      return true;
    end if;
  end loop;
  return false;
end
$$;
comment on function private.prepare_snapshots is 'For the worker: takes words of snapshots for about that long; whether there is more to do.';
grant execute on function private.prepare_snapshots to service_role;

drop function public.content_search(uuid, text, text, real, text, integer);
create function public.content_search(
  p_snapshot uuid, p_query text, p_key_hash text default null,
  p_after_rank real default null, p_after_slug text default null, p_limit integer default 20
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  it private.asked_words := private.search_query(trim(left(p_query, 200)));
  key text := private.title_key(left(p_query, 200));
  is_complete boolean := private.prepare_search(shot, '300 milliseconds');
  items jsonb := '[]';
  hit record;
begin
  for hit in
    with candidates as materialized (
      -- As many as are ranked in a moment, whatever their length (see search_content).
      select c.entity_id, c.from_seq from (
        select t.entity_id, t.from_seq, sum(pg_column_size(t.words)) over (rows unbounded preceding) as so_far
        from private.search_texts t
        join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
        where t.workspace_id = shot.workspace_id and t.words @@ it.wanted and t.from_seq <= shot.seq and v.to_seq > shot.seq
        limit 5000
      ) c where c.so_far < 20000000
      union
      (select t.entity_id, t.from_seq from private.search_texts t
        join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
        where it.wanted is not null and t.workspace_id = shot.workspace_id and t.title_key = key and t.from_seq <= shot.seq and v.to_seq > shot.seq
        limit 100)
    ), ranked as (
      select v.entity_id, v.slug, t.from_seq, private.search_rank(t.words, it.wanted, it.liked, t.title_key, key) as rank
      from candidates c
      join private.search_texts t on t.workspace_id = shot.workspace_id and t.kind = 'spark' and t.entity_id = c.entity_id and t.from_seq = c.from_seq
      join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
    )
    select r.* from ranked r
    where p_after_slug is null or r.rank < p_after_rank or (r.rank = p_after_rank and r.slug > p_after_slug)
    order by r.rank desc, r.slug
  loop
    -- Asked of the best alone, one after the other.
    continue when not private.shows(shot.workspace_id, shot.seq, 'spark', hit.entity_id);
    items := items || private.search_hit(shot, hit.entity_id, hit.from_seq, hit.rank, it);
    exit when jsonb_array_length(items) >= least(p_limit, 101);
  end loop;
  return jsonb_build_object('items', items, 'is_complete', is_complete);
end
$$;
comment on function public.content_search is
  'Visible sparks whose title, summary or lesson match, best first: {items: [{rank, slug, item}], is_complete}; words in quotes, or, and - as in a web search. is_complete: false while the words of a new snapshot are being taken.';
grant execute on function public.content_search to anon, authenticated, service_role;

create function private.search_hit(shot public.snapshots, spark uuid, since integer, rank real, query private.asked_words) returns jsonb
language sql stable set search_path = ''
return (
  select jsonb_build_object('rank', rank, 'slug', v.slug, 'item', private.reader_body(v.body) || jsonb_build_object(
    'concept_slug', (
      select c.slug from public.entity_versions p
      join public.entity_versions c on c.workspace_id = shot.workspace_id and c.kind = 'concept' and c.entity_id = p.ref_a
        and c.from_seq <= shot.seq and c.to_seq > shot.seq
      where p.ref_b = spark and p.workspace_id = shot.workspace_id and p.kind = 'concept_spark'
        and p.from_seq <= shot.seq and p.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'concept', c.entity_id)
      order by c.slug limit 1),
    'excerpt', private.excerpt_of(t.words, t.passages, t.begins, query)))
  from public.entity_versions v
  join private.search_texts t on t.workspace_id = v.workspace_id and t.kind = v.kind and t.entity_id = v.entity_id and t.from_seq = v.from_seq
  where v.workspace_id = shot.workspace_id and v.kind = 'spark' and v.entity_id = spark and v.from_seq = since);
comment on function private.search_hit is 'One hit as readers get it; control characters mark the words, for the API to turn into <mark>.';
