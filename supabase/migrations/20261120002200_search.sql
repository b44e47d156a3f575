-- Search over the working content: titles, summaries, lessons and exercises, with tolerance for mistyped titles. What has to be
-- read anew waits in private.search_queue. What of a kind is searched, and where it is found, private.kinds says.

create extension if not exists pg_trgm with schema extensions;

create table private.search_entries (
  entity_id uuid not null,
  workspace_id uuid not null,
  kind public.content_kind not null,
  owner_id uuid not null,
  title text not null,
  words tsvector not null,
  constraint search_entries_pkey primary key (entity_id)
);
comment on table private.search_entries is 'The words of each entity people search for. Derived: private.search_again has all of them taken anew.';
create index search_entries_words_idx on private.search_entries using gin (words);
create index search_entries_title_idx on private.search_entries using gin (title extensions.gin_trgm_ops);
comment on column private.search_entries.owner_id is 'On whose page it is found and whose state it shares: the spark of a package, the concept of an objective, else itself.';
create index search_entries_workspace_idx on private.search_entries (workspace_id);
create index search_entries_owner_idx on private.search_entries (owner_id) where owner_id <> entity_id;

create function private.forget_search() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from private.search_queue q where q.workspace_id = old.id;
  delete from private.search_entries e where e.workspace_id = old.id;
  return null;
end
$$;
create trigger forget_search after delete on public.workspaces for each row execute function private.forget_search();

create function private.plain_text(markdown text) returns text
language sql immutable set search_path = ''
-- Marks of Markdown and the targets of its links are no text (but in code `list[first][second]` is); neither are the characters
-- that mark hits. A tsvector holds at most 1 MB: the first 100,000 characters of a lesson stand for it.
return regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(left(coalesce(markdown, ''), 100000),
  '^ {0,3}\[[^\]\n]+\]:[ \t]+\S[^\n]*$', '', 'gn'), '!?\[([^\]\n]*)\]\([^)\n]*\)', '\1', 'g'),
  '(^|[^[:alnum:]_\]])\[([^\]\n]+)\]\[[^\]\n]*\]', '\1\2', 'g'), '<[^>\n]{0,200}>', ' ', 'g'), '[#*`_|>~\x02\x03]+|^\s*[-+] ', ' ', 'gn');

create function private.exercise_text(body jsonb) returns text
language sql immutable set search_path = ''
-- What people read of an exercise; ids, types and levels are strings without a blank.
return (select string_agg(t.value #>> '{}', ' ') from jsonb_path_query(body, 'strict $.** ? (@.type() == "string" && @ like_regex "[[:space:]]")') t (value));

create function private.words_of(title text, slug text, summary text, body text) returns tsvector
language sql immutable set search_path = ''
-- Titles also word by word as they are written: beginnings of words are looked for in those.
return setweight(to_tsvector('pg_catalog.simple', coalesce(title, '')), 'A')
  || setweight(to_tsvector('pg_catalog.english', coalesce(title, '')), 'A')
  || setweight(to_tsvector('pg_catalog.english', coalesce(summary, '')), 'B')
  || setweight(to_tsvector('pg_catalog.simple', replace(coalesce(slug, ''), '-', ' ')), 'C')
  || setweight(to_tsvector('pg_catalog.english', coalesce(body, '')), 'D');

create function private.searchable(row_kind public.content_kind, ids uuid[])
returns table (entity_id uuid, workspace_id uuid, owner_id uuid, title text, words tsvector)
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

create function private.take_words(most integer default 500, workspace uuid default null) returns integer
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
    insert into private.search_entries (entity_id, workspace_id, kind, owner_id, title, words)
    select s.entity_id, s.workspace_id, step.kind, s.owner_id, s.title, s.words from private.searchable(step.kind, step.ids) s;
    -- An exercise is listed by the title of its spark.
    update private.search_entries e set title = o.title from private.search_entries o
    where o.entity_id = any (step.ids) and e.owner_id = o.entity_id and e.owner_id <> e.entity_id and e.title <> o.title
      and e.kind in (select k.kind from private.kinds k where k.name_column is null);
  end loop;
  return taken;
end
$$;
comment on function private.take_words is 'Takes the words of up to `most` entities of the queue of a workspace (of the one that waits longest unless told); returns how many lines it has taken.';

create function private.search_again(workspace uuid default null) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  k private.kinds;
begin
  for k in select * from private.kinds n where n.search_weight is not null loop
    execute format('insert into private.search_queue (workspace_id, kind, entity_id)
      select t.workspace_id, $2, t.id from public.%I t where $1 is null or t.workspace_id = $1', k.table_name) using workspace, k.kind;
  end loop;
end
$$;
comment on function private.search_again is 'Has the words of everything taken anew, after a change of how that is done.';
grant execute on function private.take_words, private.search_again to service_role;

create function private.shown_text(row_kind public.content_kind, entity uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  shown text;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  execute format('select concat_ws('' '', %s) from public.%I t where t.id = $1',
    concat_ws(', ', 't.' || quote_ident(k.summary_column), k.text_expression, 'null'), k.table_name)
  into shown using entity;
  return shown;
end
$$;
comment on function private.shown_text is 'What an excerpt is taken from: the summary, and the text as people read it.';

create function private.found_place(row_kind public.content_kind, entity uuid) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
  places private.kinds;
  place jsonb;
  parent uuid;
  parent_kind public.content_kind;
  path jsonb := '[]';
  step jsonb;
begin
  select * into k from private.kinds n where n.kind = row_kind;
  -- What belongs to another is opened on its page: an objective below its concept, what has no name (a package) as its spark.
  if k.is_owned then
    execute format('select t.%I from public.%I t where t.id = $1', k.ref_a, k.table_name) into parent using entity;
    parent_kind := k.ref_a_kind;
    place := private.found_place(parent_kind, parent);
    if k.name_column is null or place is null then
      return place;
    end if;
    select * into k from private.kinds n where n.kind = parent_kind;
    execute format('select jsonb_build_object(''kind'', $2, ''slug'', t.slug, ''title'', t.%I) from public.%I t where t.id = $1', k.name_column, k.table_name)
    into step using parent, parent_kind;
    path := place -> 'path' || step;
    return place - 'difficulty' || jsonb_build_object('path', case when jsonb_array_length(path) > 2 then path - 0 else path end);
  end if;
  execute format('select jsonb_build_object(''slug'', t.slug %s %s), %s from public.%I t where t.id = $1',
    case when k.is_publishable then ', ''is_published'', t.is_published' end,
    case when k.difficulty_column is not null then format(', ''difficulty'', t.%I', k.difficulty_column) end,
    coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'), k.table_name)
  into place, parent using entity;
  if place is null then
    return null;
  end if;
  parent_kind := k.ref_a_kind;
  -- A spark is shown where it was put first.
  if k.placed_by is not null then
    select * into places from private.kinds n where n.kind = k.placed_by;
    execute format('select p.%I from public.%I p where p.%I = $1 order by p.ordinal limit 1', places.ref_a, places.table_name, places.ref_b)
    into parent using entity;
    parent_kind := places.ref_a_kind;
  end if;
  -- The two that stand next above, from the top down: the trail and the concept of a spark, the domain and the trail of a concept.
  while parent is not null and jsonb_array_length(path) < 2 loop
    select * into k from private.kinds n where n.kind = parent_kind;
    execute format('select jsonb_build_object(''kind'', $2, ''slug'', t.slug, ''title'', t.%I), %s from public.%I t where t.id = $1',
      k.name_column, coalesce('t.' || quote_ident(k.ref_a), 'null::uuid'), k.table_name)
    into step, parent using parent, parent_kind;
    path := step || path;
    parent_kind := k.ref_a_kind;
  end loop;
  return place || jsonb_build_object('path', path);
end
$$;
comment on function private.found_place is
  'Where it is opened (a page of its own, or that of what it belongs to) and what stands above it: {slug, is_published, difficulty, path: [{kind, slug, title}]}.';

create function private.drafts_among(ids uuid[]) returns setof uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  k private.kinds;
begin
  for k in select * from private.kinds n where n.is_publishable loop
    return query execute format('select t.id from public.%I t where not t.is_published and t.id = any ($1)', k.table_name) using ids;
  end loop;
end
$$;
comment on function private.drafts_among is 'Those of some entities that are not published.';

create function private.excerpt(body text, asked text, wanted tsquery, is_unspaced boolean) returns text
language sql stable set search_path = ''
-- Words between blanks are for the dictionary to find; in scripts without blanks it is the letters around what was typed.
return case when is_unspaced and strpos(lower(body), lower(asked)) > 0 then (
    select case when at > 31 then '… ' else '' end || substr(body, greatest(at - 30, 1), least(at - 1, 30)) || e'\x02' || substr(body, at, char_length(asked))
      || e'\x03' || substr(body, at + char_length(asked), 60)
    from strpos(lower(body), lower(asked)) at)
  else ts_headline('pg_catalog.english', body, wanted, e'StartSel=\x02,StopSel=\x03,MaxWords=30,MinWords=12,MaxFragments=2,FragmentDelimiter=" … "') end;

create function private.beginning_query(query text) returns tsquery
language sql immutable set search_path = ''
-- All words as they are written, the last one as the beginning of one: for whoever is still typing. None for a query with
-- operators: it says itself what it means.
return case when query ~ '"|(^|[[:space:]])-|\mor\M' then null else (
  select to_tsquery('pg_catalog.simple', string_agg(w.word, ' & ' order by w.nth) || ':*')
  from regexp_split_to_table(lower(query), '[^[:alnum:]]+') with ordinality w (word, nth) where w.word <> '') end;

create function public.search_content(
  p_workspace uuid, p_query text, p_kinds public.content_kind[] default null, p_difficulty public.difficulty default null, p_state text default null,
  p_found_in text default null, p_beacon uuid default null, p_trail uuid default null, p_after integer default 0, p_limit integer default 20
) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '20s'
as $$
declare
  asked text := trim(left(p_query, 200));
  wanted tsquery := websearch_to_tsquery('pg_catalog.english', asked);
  beginning tsquery := private.beginning_query(asked);
  -- Scripts that are written without blanks: a lesson of them is one long word for the parser.
  is_unspaced boolean := asked ~ '[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]';
  pattern text := '%' || regexp_replace(asked, '([\\%_])', '\\\1', 'g') || '%';
  is_close boolean;
begin
  perform private.require_role(p_workspace, 'editor');
  if asked = '' then
    return jsonb_build_object('items', '[]'::jsonb, 'total', 0, 'kinds', '{}'::jsonb, 'is_close', false, 'is_cut', false, 'is_complete', true);
  end if;
  perform private.take_words(500, p_workspace);
  -- Here and not in a `set` clause: only a superuser may write a setting of an extension into one, and a hosted project has none.
  perform set_config('pg_trgm.word_similarity_threshold', '0.25', true);
  wanted := coalesce(wanted || beginning, wanted, beginning);
  -- Only where nothing at all is written like that may it be a slip of the finger; a filter that leaves nothing is none.
  is_close := beginning is not null and not is_unspaced and char_length(asked) >= 4
    and not exists (select from private.search_entries e where e.workspace_id = p_workspace and e.words @@ wanted);
  return (
    with exact as (
      select e.entity_id, e.kind, e.title, ts_rank_cd('{0.05, 0.2, 0.4, 1}', e.words, wanted, 1)::real as rank
      from private.search_entries e
      where e.workspace_id = p_workspace and e.words @@ wanted and (p_kinds is null or e.kind = any (p_kinds))
        and case p_found_in
          when 'title' then ts_filter(e.words, '{a,c}') @@ wanted
          when 'summary' then ts_filter(e.words, '{b}') @@ wanted
          when 'lesson' then e.kind = 'spark' and ts_filter(e.words, '{d}') @@ wanted
          when 'exercise' then e.kind = 'package'
          else true end
      -- A word that is in most lessons says little: ranking 5,000 of them takes 30 ms, all of 100,000 more than a second.
      limit 5000
    ), hits as (
      select * from exact
      union all
      -- Two letters swapped leave about 0.28; the longer the word, the more of it is left after a slip. Where one title is very
      -- close, those that share no more than the beginning of a word with it are noise.
      select c.entity_id, c.kind, c.title, 0.3 * c.near
      from (
        select e.entity_id, e.kind, e.title, extensions.word_similarity(asked, e.title) as near,
          max(extensions.word_similarity(asked, e.title)) over () as nearest
        from private.search_entries e
        where is_close and coalesce(p_found_in, 'title') = 'title' and e.workspace_id = p_workspace and asked operator(extensions.<%) e.title
      ) c
      where c.near >= greatest(case when char_length(asked) > 7 then 0.4 else 0.25 end, 0.6 * c.nearest)
      union all
      select e.entity_id, e.kind, e.title, 0.5 from private.search_entries e
      where is_unspaced and coalesce(p_found_in, 'title') = 'title' and e.workspace_id = p_workspace and e.title ilike pattern
      union all
      select s.id, 'spark', s.title, 0.1 from public.sparks s
      where is_unspaced and coalesce(p_found_in, 'lesson') = 'lesson' and s.workspace_id = p_workspace and s.content_md ilike pattern
    ), best as (
      select h.entity_id, h.kind, h.title,
        max(h.rank) + case when lower(h.title) = lower(asked) then 2 when lower(h.title) like lower(pattern) then 0.5 else 0 end
          -- Among equals, what holds the others comes first.
          + k.search_weight as rank
      from hits h join private.kinds k on k.kind = h.kind
      where (p_kinds is null or h.kind = any (p_kinds))
      group by h.entity_id, h.kind, h.title, k.search_weight
    ), chosen as (
      -- A lesson that was found by its letters may not have been read in yet.
      select b.*, coalesce(e.owner_id, b.entity_id) as owner_id
      from best b left join private.search_entries e on e.entity_id = b.entity_id
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
            'marked_title', ts_headline('pg_catalog.english', p.title, wanted, e'HighlightAll=true,StartSel=\x02,StopSel=\x03'),
            'excerpt', private.excerpt(coalesce(private.shown_text(p.kind, p.entity_id), ''), asked, wanted, is_unspaced),
            'found_in', array_remove(array[
              case when ts_filter(e.words, '{a,c}') @@ wanted or is_unspaced and p.title ilike pattern then 'title' end,
              case when ts_filter(e.words, '{b}') @@ wanted then 'summary' end,
              case when p.kind = 'package' then 'exercise' when p.kind = 'spark' and (ts_filter(e.words, '{d}') @@ wanted
                or is_unspaced and exists (select from public.sparks s where s.id = p.entity_id and s.content_md ilike pattern)) then 'lesson' end], null))
          || p.place order by p.rank desc, p.title, p.entity_id)
        from shown p left join private.search_entries e on e.entity_id = p.entity_id
        where p.place is not null), '[]'),
      'total', (select count(*) from kept),
      'kinds', (select coalesce(jsonb_object_agg(n.kind, n.total), '{}') from (select k.kind, count(*) as total from kept k group by k.kind) n),
      'is_close', is_close,
      'is_cut', (select count(*) from exact) = 5000,
      'is_complete', not exists (select from private.search_queue q where q.workspace_id = p_workspace)));
end
$$;
comment on function public.search_content is
  'What matches in titles, summaries, lessons and exercises, best first: {items: [{kind, entity_id, owner_id, slug, title, marked_title, excerpt, found_in, path, rank, ...}], total, kinds: {kind: total}, is_close, is_cut, is_complete}. p_state: draft, published or changed; p_found_in: title, summary, lesson or exercise. \x02 and \x03 mark hits; is_close: nothing is written like that, these titles are close to it; is_cut: more matched than were looked at; is_complete: false while an import is still being read in.';
grant execute on function public.search_content to authenticated, service_role;
