-- Search in a snapshot.

-- Staging must cost what changed, so the words are not taken there: the first search of a snapshot takes those of the
-- sparks that no search has seen yet.

create table private.search_texts (
  workspace_id uuid not null,
  kind public.content_kind not null default 'spark',
  entity_id uuid not null,
  from_seq integer not null,
  words tsvector not null,
  constraint search_texts_pkey primary key (workspace_id, kind, entity_id, from_seq),
  constraint search_texts_version_fkey foreign key (workspace_id, kind, entity_id, from_seq)
    references public.entity_versions (workspace_id, kind, entity_id, from_seq) on delete cascade
);
comment on table private.search_texts is 'The words of published sparks, one row a state. Derived: may be emptied at any time, together with search_progress.';
create index search_texts_words_idx on private.search_texts using gin (words);

create table private.search_progress (
  snapshot_id uuid not null,
  constraint search_progress_pkey primary key (snapshot_id),
  constraint search_progress_snapshot_fkey foreign key (snapshot_id) references public.snapshots (id) on delete cascade
);
comment on table private.search_progress is 'Snapshots whose sparks are all in search_texts.';

create function private.prepare_search(shot public.snapshots) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from private.search_progress p where p.snapshot_id = shot.id) then
    return;
  end if;
  -- Searches that arrive meanwhile wait for the first one instead of doing its work again.
  perform pg_advisory_xact_lock(hashtextextended('search ' || shot.workspace_id, 0));
  -- A tsvector holds at most 1 MB: the first 100,000 characters of a lesson stand for it.
  insert into private.search_texts (workspace_id, entity_id, from_seq, words)
    select v.workspace_id, v.entity_id, v.from_seq,
      setweight(to_tsvector('pg_catalog.english', coalesce(v.body ->> 'title', '')), 'A')
      || setweight(to_tsvector('pg_catalog.english', coalesce(v.body ->> 'summary', '')), 'B')
      || setweight(to_tsvector('pg_catalog.english', left(coalesce(v.body ->> 'content_md', ''), 100000)), 'D')
    from public.entity_versions v
    where v.workspace_id = shot.workspace_id and v.kind = 'spark' and v.from_seq <= shot.seq and v.to_seq > shot.seq
      and (v.body ->> 'is_published')::boolean
      and not exists (select from private.search_texts t where t.workspace_id = v.workspace_id and t.kind = 'spark'
        and t.entity_id = v.entity_id and t.from_seq = v.from_seq)
    on conflict do nothing;
  insert into private.search_progress values (shot.id) on conflict do nothing;
end
$$;

create function public.content_search(
  p_snapshot uuid, p_query text, p_key_hash text default null,
  p_after_rank real default null, p_after_slug text default null, p_limit integer default 20
) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '60s'
as $$
declare
  shot public.snapshots := private.readable_snapshot(p_snapshot, p_key_hash);
  query tsquery := websearch_to_tsquery('pg_catalog.english', left(p_query, 200));
begin
  perform private.prepare_search(shot);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('rank', h.rank, 'slug', h.slug, 'item', private.reader_body(h.body) || jsonb_build_object(
        'concept_slug', (
          select c.slug from public.entity_versions p
          join public.entity_versions c on c.workspace_id = shot.workspace_id and c.kind = 'concept' and c.entity_id = p.ref_a
            and c.from_seq <= shot.seq and c.to_seq > shot.seq
          where p.ref_b = h.entity_id and p.workspace_id = shot.workspace_id and p.kind = 'concept_spark'
            and p.from_seq <= shot.seq and p.to_seq > shot.seq and private.shows(shot.workspace_id, shot.seq, 'concept', c.entity_id)
          order by c.slug limit 1),
        -- Marks of Markdown and the targets of its links are no text; control characters mark the hits, for the API to turn into <mark>.
        'excerpt', ts_headline('pg_catalog.english', regexp_replace(regexp_replace(regexp_replace(
            coalesce(h.body ->> 'summary', '') || ' ' || left(h.body ->> 'content_md', 100000),
            '!?\[([^\]\n]*)\]\([^)\n]*\)', '\1', 'g'), '<[^>\n]{0,200}>', ' ', 'g'), '[#*`_|>~\x02\x03]+|^\s*[-+] ', ' ', 'gn'),
          query, e'StartSel=\x02,StopSel=\x03,MaxWords=30,MinWords=12,MaxFragments=2,FragmentDelimiter=" … "'))) order by h.rank desc, h.slug), '[]')
    from (
      select v.entity_id, v.slug, v.body, ts_rank_cd('{0.1, 0.2, 0.5, 1}', t.words, query, 1)::real as rank
      from private.search_texts t
      join public.entity_versions v on v.workspace_id = t.workspace_id and v.kind = t.kind and v.entity_id = t.entity_id and v.from_seq = t.from_seq
      where t.workspace_id = shot.workspace_id and t.words @@ query and v.from_seq <= shot.seq and v.to_seq > shot.seq
        and (p_after_slug is null
          or ts_rank_cd('{0.1, 0.2, 0.5, 1}', t.words, query, 1)::real < p_after_rank
          or (ts_rank_cd('{0.1, 0.2, 0.5, 1}', t.words, query, 1)::real = p_after_rank and v.slug > p_after_slug))
        and private.shows(shot.workspace_id, shot.seq, 'spark', v.entity_id)
      order by 4 desc, 2 limit least(p_limit, 101)
    ) h);
end
$$;
comment on function public.content_search is
  'Visible sparks whose title, summary or lesson match, best first, as [{rank, slug, item}]; words in quotes, or, and - as in a web search.';

grant execute on function public.content_search to anon, authenticated, service_role;
