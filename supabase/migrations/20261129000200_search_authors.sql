-- The search of authors, over words that are taken in linear time, in steps of bounded length, and shown from passages cut before.

alter table private.search_entries add column title_key text not null default '', add column passages text[] not null default '{}',
  add column begins integer[] not null default '{}';
comment on column private.search_entries.title_key is 'The title as it is compared with what was asked.';
comment on column private.search_entries.passages is 'What excerpts are made of: the summary and the text as people read them, cut at blanks.';
comment on column private.search_entries.begins is 'Of each passage the place of its first word in `words`.';
create index search_entries_title_key_idx on private.search_entries (workspace_id, title_key);

drop function private.searchable(public.content_kind, uuid[]);
create function private.searchable(row_kind public.content_kind, ids uuid[])
returns table (entity_id uuid, workspace_id uuid, owner_id uuid, title text, taken private.taken_words)
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  owner private.kinds;
  key name;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  if k.search_weight is null then
    return;
  end if;
  key := k.natural_key[cardinality(k.natural_key)];
  -- What has no name (an exercise) is found under the name of its owner, whose words count for the owner itself.
  if k.name_column is null then
    select * into owner from private.kinds n where n.kind = k.ref_a_kind;
  end if;
  return query execute format(
    'select t.id, t.workspace_id, %2$s, %3$s, private.words_of(%4$s, %5$s, %6$s, %7$s) from public.%1$I t %8$s where t.id = any ($1)',
    k.table_name,
    case when k.is_owned then format('t.%I', k.ref_a) else 't.id' end,
    case when k.name_column is null then format('o.%I', owner.name_column) else format('t.%I', k.name_column) end,
    case when k.name_column is null then 'null' else format('t.%I', k.name_column) end,
    case when k.name_column is null then 'null' else format('t.%I', key) end,
    coalesce('t.' || quote_ident(k.summary_column), 'null'),
    coalesce(k.text_expression, 'null'),
    case when k.name_column is null then format('join public.%I o on o.id = t.%I', owner.table_name, k.ref_a) end)
  using ids;
end
$$;
comment on function private.searchable is 'What is searched of some entities of a kind: on whose page they are found, under which title, and their words.';

create or replace function private.take_words(most integer default 500, workspace uuid default null) returns integer
language plpgsql security definer set search_path = '' set lock_timeout = '1s'
as $$
declare
  step record;
  taken integer;
  kinds public.content_kind[];
  ids uuid[];
begin
  workspace := coalesce(workspace, (select l.workspace_id from private.search_queue l order by l.stamp limit 1));
  if not exists (select from private.search_queue l where l.workspace_id = workspace) then
    return 0;
  end if;
  -- One at a time: two could write the words of one entity in the wrong order. Who comes second waits for the first a little.
  begin
    perform pg_advisory_xact_lock(hashtextextended('trailwright.search:' || workspace, 0));
  exception when lock_not_available then
    return 0;
  end;
  with lines as (
    delete from private.search_queue q where q.stamp in (
      select l.stamp from private.search_queue l where l.workspace_id = workspace order by l.stamp limit most)
    returning q.kind, q.entity_id
  )
  select count(*), array_agg(l.kind), array_agg(l.entity_id) into taken, kinds, ids from lines l;
  -- Each statement sees what was committed before it, and so at least what the lines it has taken speak of.
  for step in select l.kind, array_agg(distinct l.id) as ids from unnest(kinds, ids) l (kind, id) group by l.kind loop
    delete from private.search_entries e where e.entity_id = any (step.ids);
    insert into private.search_entries (entity_id, workspace_id, kind, owner_id, title, title_key, words, passages, begins)
    select s.entity_id, s.workspace_id, step.kind, s.owner_id, s.title, private.title_key(s.title), (s.taken).words,
      coalesce((s.taken).passages, '{}'), coalesce((s.taken).begins, '{}')
    from private.searchable(step.kind, step.ids) s;
    -- An exercise is listed by the title of its spark.
    update private.search_entries e set title = o.title, title_key = o.title_key from private.search_entries o
    where o.entity_id = any (step.ids) and e.owner_id = o.entity_id and e.owner_id <> e.entity_id and e.title <> o.title
      and e.kind in (select k.kind from private.kinds k where k.name_column is null);
  end loop;
  return taken;
end
$$;
comment on function private.take_words is 'Takes the words of up to `most` entities of the queue of a workspace (of the one that waits longest unless told); returns how many lines it has taken.';

create function private.take_words_for(workspace uuid, within interval) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  began constant timestamptz := clock_timestamp();
begin
  -- A few at a time: one long lesson takes half a second of its own.
  for step in 1..100 loop
    exit when private.take_words(5, workspace) = 0 or clock_timestamp() - began > within;
  end loop;
end
$$;
comment on function private.take_words_for is 'Takes the words of up to 500 entities of a workspace, for no longer than that and one step.';

create or replace function public.search_content(
  p_workspace uuid, p_query text, p_kinds public.content_kind[] default null, p_difficulty public.difficulty default null, p_state text default null,
  p_found_in text default null, p_beacon uuid default null, p_trail uuid default null, p_after integer default 0, p_limit integer default 20
) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  asked text := trim(left(p_query, 200));
  -- What a title is compared with, and in what the finger may have slipped: longer than any word is no slip.
  key text := private.title_key(asked);
  mistyped text := left(asked, 60);
  it private.asked_words := private.search_query(asked);
  is_close boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  if it.wanted is null then
    return jsonb_build_object('items', '[]'::jsonb, 'total', 0, 'kinds', '{}'::jsonb, 'is_close', false, 'is_cut', false, 'is_complete', true);
  end if;
  perform private.take_words_for(p_workspace, '300 milliseconds');
  -- Here and not in a `set` clause: only a superuser may write a setting of an extension into one, and a hosted project has none.
  perform set_config('pg_trgm.word_similarity_threshold', '0.25', true);
  -- Only where nothing at all is written like that may it be a slip of the finger; a filter that leaves nothing is none.
  is_close := it.is_plain and it.runs = '{}' and char_length(asked) >= 4
    and not exists (select from private.search_entries e where e.workspace_id = p_workspace and e.words @@ it.wanted);
  return (
    with candidates as materialized (
      -- A word that is in most lessons says little: ranking 5,000 lessons takes 30 ms, all of 100,000 more than a second. Lessons
      -- of any length: no more of their words than 20 MB are read.
      select c.entity_id from (
        select e.entity_id, sum(pg_column_size(e.words)) over (rows unbounded preceding) as so_far from private.search_entries e
        where e.workspace_id = p_workspace and e.words @@ it.wanted and (p_kinds is null or e.kind = any (p_kinds)) limit 5000
      ) c where c.so_far < 20000000
      union
      -- Whatever else there is: what is called exactly like that.
      (select e.entity_id from private.search_entries e where e.workspace_id = p_workspace and e.title_key = key limit 100)
    ), hits as (
      select e.entity_id, e.kind, e.title, private.search_rank(e.words, it.wanted, it.liked, e.title_key, key) as rank
      from candidates c join private.search_entries e on e.entity_id = c.entity_id
      where case p_found_in
          when 'title' then ts_filter(e.words, '{a,c}') @@ it.wanted
          when 'summary' then ts_filter(e.words, '{b}') @@ it.wanted
          when 'lesson' then e.kind = 'spark' and ts_filter(e.words, '{d}') @@ it.wanted
          when 'exercise' then e.kind = 'package'
          else true end
      union all
      -- Two letters swapped leave about 0.28; the longer the word, the more of it is left after a slip. Where one title is very
      -- close, those that share no more than the beginning of a word with it are noise.
      select c.entity_id, c.kind, c.title, (0.3 * c.near)::real
      from (
        select e.entity_id, e.kind, e.title, extensions.word_similarity(mistyped, e.title) as near,
          max(extensions.word_similarity(mistyped, e.title)) over () as nearest
        from private.search_entries e
        where is_close and coalesce(p_found_in, 'title') = 'title' and e.workspace_id = p_workspace and mistyped operator(extensions.<%) e.title
      ) c
      where c.near >= greatest(case when char_length(asked) > 7 then 0.4 else 0.25 end, 0.6 * c.nearest)
    ), best as (
      select h.entity_id, h.kind, h.title,
        -- Among equals, what holds the others comes first.
        max(h.rank) + k.search_weight as rank
      from hits h join private.kinds k on k.kind = h.kind
      where (p_kinds is null or h.kind = any (p_kinds))
      group by h.entity_id, h.kind, h.title, k.search_weight
    ), chosen as (
      select b.*, e.owner_id from best b join private.search_entries e on e.entity_id = b.entity_id
    ), drafts as materialized (
      select d.id from private.drafts_among(array(select c.owner_id from chosen c where p_state is not null)) d (id)
    ), changed as materialized (
      select c.entity_id as id from public.changed_entities(p_workspace) c where p_state in ('published', 'changed')
      union
      -- Where a link begins says as much as before.
      select c.owner_id from public.changed_entities(p_workspace) c
      where p_state in ('published', 'changed') and c.kind in (select k.kind from private.kinds k where not k.is_link)
    ), kept as (
      select c.* from chosen c
      where (p_difficulty is null or exists (select from public.sparks s where s.id = c.owner_id and s.difficulty = p_difficulty)
          or exists (select from public.trails t where t.id = c.entity_id and t.difficulty_level = p_difficulty))
        and (p_state is null or (
          case when c.owner_id not in (select d.id from drafts d)
            then case when exists (select from changed d where d.id = c.owner_id) then 'changed' else 'published' end else 'draft' end = p_state))
        and (p_beacon is null or c.entity_id = p_beacon
          or exists (select from public.spark_beacons m where m.spark_id = c.owner_id and m.beacon_id = p_beacon))
        and (p_trail is null or c.entity_id = p_trail
          or exists (select from public.concepts k where k.id = c.owner_id and k.trail_id = p_trail)
          or exists (select from public.concept_sparks p join public.concepts k on k.id = p.concept_id where p.spark_id = c.owner_id and k.trail_id = p_trail))
    ), page as (
      select k.* from kept k order by k.rank desc, k.title, k.entity_id offset p_after limit least(p_limit, 100)
    ), shown as materialized (
      select p.*, private.found_place(p.kind, p.entity_id) as place from page p
    )
    select jsonb_build_object(
      'items', coalesce((
        select jsonb_agg(jsonb_build_object('kind', p.kind, 'entity_id', p.entity_id, 'owner_id', p.owner_id, 'title', p.title, 'rank', p.rank,
            'marked_title', private.mark_hits(p.title, it),
            'excerpt', private.excerpt_of(e.words, e.passages, e.begins, it),
            'found_in', array_remove(array[
              case when ts_filter(e.words, '{a,c}') @@ it.wanted then 'title' end,
              case when ts_filter(e.words, '{b}') @@ it.wanted then 'summary' end,
              case when p.kind = 'package' then 'exercise' when p.kind = 'spark' and ts_filter(e.words, '{d}') @@ it.wanted then 'lesson' end], null))
          || p.place order by p.rank desc, p.title, p.entity_id)
        from shown p join private.search_entries e on e.entity_id = p.entity_id
        where p.place is not null), '[]'),
      'total', (select count(*) from kept),
      'kinds', (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (select k.kind, count(*) as total from kept k group by k.kind) n),
      'is_close', is_close,
      'is_cut', (select count(*) from candidates) < (
        select count(*) from (select from private.search_entries e where e.workspace_id = p_workspace and e.words @@ it.wanted and (p_kinds is null or e.kind = any (p_kinds)) limit 5001) m),
      'is_complete', not exists (select from private.search_queue q where q.workspace_id = p_workspace)));
end
$$;
comment on function public.search_content is
  'What matches in titles, summaries, lessons and exercises, best first: {items: [{kind, entity_id, owner_id, slug, title, marked_title, excerpt, found_in, path, rank, ...}], total, kinds: {kind: total}, is_close, is_cut, is_complete}. p_state: draft, published or changed; p_found_in: title, summary, lesson or exercise. \x02 and \x03 mark hits; is_close: nothing is written like that, these titles are close to it; is_cut: more matched than were looked at; is_complete: false while an import is still being read in.';
grant execute on function public.search_content to authenticated, service_role;

drop function private.excerpt(text, text, tsquery, boolean);
drop function private.shown_text(public.content_kind, uuid);
drop function private.beginning_query(text);

-- Everything is taken anew, by the worker and whoever searches first.
select private.search_again();
