-- Search over the working content: titles, summaries, lessons and exercises, with tolerance for mistyped titles.
--
-- Taking the words of a lesson costs more than saving it, so saving only leaves a line in a queue. The words are taken by the
-- worker and by whoever searches first, for one workspace at a time: a search never misses what was saved before it, unless an
-- import is still being read in, and then it says so.

create extension if not exists pg_trgm with schema extensions;

create table private.search_queue (
  stamp bigint generated always as identity,
  workspace_id uuid not null,
  kind public.content_kind not null,
  entity_id uuid not null,
  constraint search_queue_pkey primary key (stamp)
);
comment on table private.search_queue is 'Entities whose words have to be taken anew; lines are only added and removed, so no writer waits for another.';
create index search_queue_workspace_idx on private.search_queue (workspace_id);

create table private.search_entries (
  entity_id uuid not null,
  workspace_id uuid not null,
  kind public.content_kind not null,
  title text not null,
  words tsvector not null,
  constraint search_entries_pkey primary key (entity_id)
);
comment on table private.search_entries is 'The words of each entity people search for. Derived: private.search_again has all of them taken anew.';
create index search_entries_words_idx on private.search_entries using gin (words);
create index search_entries_title_idx on private.search_entries using gin (title extensions.gin_trgm_ops);
create index search_entries_workspace_idx on private.search_entries (workspace_id);

create function private.note_search() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'DELETE' then
    insert into private.search_queue (workspace_id, kind, entity_id)
    select o.workspace_id, tg_argv[0]::public.content_kind, o.id from old_rows o;
  else
    insert into private.search_queue (workspace_id, kind, entity_id)
    select n.workspace_id, tg_argv[0]::public.content_kind, n.id from new_rows n;
  end if;
  return null;
end
$$;

do $triggers$
declare
  k private.kinds;
begin
  for k in select * from private.kinds n where n.kind in ('domain', 'trail', 'concept', 'spark', 'beacon', 'package', 'objective') loop
    execute format('create trigger note_search_insert after insert on public.%1$I referencing new table as new_rows
      for each statement execute function private.note_search(%2$L)', k.table_name, k.kind);
    execute format('create trigger note_search_update after update on public.%1$I referencing new table as new_rows
      for each statement execute function private.note_search(%2$L)', k.table_name, k.kind);
    execute format('create trigger note_search_delete after delete on public.%1$I referencing old table as old_rows
      for each statement execute function private.note_search(%2$L)', k.table_name, k.kind);
  end loop;
end
$triggers$;

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
language sql immutable
-- Marks of Markdown and the targets of its links are no text (but in code `list[first][second]` is); neither are the characters
-- that mark hits. A tsvector holds at most 1 MB: the first 100,000 characters of a lesson stand for it.
return regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(left(coalesce(markdown, ''), 100000),
  '^ {0,3}\[[^\]\n]+\]:[ \t]+\S[^\n]*$', '', 'gn'), '!?\[([^\]\n]*)\]\([^)\n]*\)', '\1', 'g'),
  '(^|[^[:alnum:]_\]])\[([^\]\n]+)\]\[[^\]\n]*\]', '\1\2', 'g'), '<[^>\n]{0,200}>', ' ', 'g'), '[#*`_|>~\x02\x03]+|^\s*[-+] ', ' ', 'gn');

create function private.exercise_text(body jsonb) returns text
language sql immutable
-- What people read of an exercise; ids, types and levels are strings without a blank.
return (select string_agg(t.value #>> '{}', ' ') from jsonb_path_query(body, 'strict $.** ? (@.type() == "string" && @ like_regex "[[:space:]]")') t (value));

create function private.words_of(title text, slug text, summary text, body text) returns tsvector
language sql immutable
-- Titles also word by word as they are written: beginnings of words are looked for in those.
return setweight(to_tsvector('pg_catalog.simple', coalesce(title, '')), 'A')
  || setweight(to_tsvector('pg_catalog.english', coalesce(title, '')), 'A')
  || setweight(to_tsvector('pg_catalog.english', coalesce(summary, '')), 'B')
  || setweight(to_tsvector('pg_catalog.simple', replace(coalesce(slug, ''), '-', ' ')), 'C')
  || setweight(to_tsvector('pg_catalog.english', coalesce(body, '')), 'D');

create function private.searchable(row_kind public.content_kind, ids uuid[])
returns table (entity_id uuid, workspace_id uuid, title text, words tsvector)
language plpgsql stable security definer set search_path = ''
as $$
begin
  if row_kind = 'spark' then
    return query select s.id, s.workspace_id, s.title, private.words_of(s.title, s.slug, s.summary, private.plain_text(s.content_md))
      from public.sparks s where s.id = any (ids);
  elsif row_kind = 'package' then
    -- Exercises are found under the name of their spark; its words count for the spark itself.
    return query select p.id, p.workspace_id, s.title, private.words_of(null, null, null, private.plain_text(private.exercise_text(p.body)))
      from public.packages p join public.sparks s on s.id = p.spark_id where p.id = any (ids);
  elsif row_kind = 'concept' then
    return query select c.id, c.workspace_id, c.title, private.words_of(c.title, c.slug, c.description, null) from public.concepts c where c.id = any (ids);
  elsif row_kind = 'objective' then
    return query select o.id, o.workspace_id, o.title, private.words_of(o.title, o.objective_id, o.description, null) from public.objectives o where o.id = any (ids);
  elsif row_kind = 'trail' then
    return query select t.id, t.workspace_id, t.title, private.words_of(t.title, t.slug, t.description, null) from public.trails t where t.id = any (ids);
  elsif row_kind = 'domain' then
    return query select d.id, d.workspace_id, d.name, private.words_of(d.name, d.slug, d.description, null) from public.domains d where d.id = any (ids);
  else
    return query select b.id, b.workspace_id, b.name, private.words_of(b.name, b.slug, b.description, null) from public.beacons b where b.id = any (ids);
  end if;
end
$$;

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
    insert into private.search_entries (entity_id, workspace_id, kind, title, words)
    select s.entity_id, s.workspace_id, step.kind, s.title, s.words from private.searchable(step.kind, step.ids) s;
    -- An exercise is listed by the title of its spark.
    if step.kind = 'spark' then
      update private.search_entries e set title = s.title from public.packages p join public.sparks s on s.id = p.spark_id
      where s.id = any (step.ids) and e.entity_id = p.id and e.title <> s.title;
    end if;
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
  for k in select * from private.kinds n where n.kind in ('domain', 'trail', 'concept', 'spark', 'beacon', 'package', 'objective') loop
    execute format('insert into private.search_queue (workspace_id, kind, entity_id)
      select t.workspace_id, $2, t.id from public.%I t where $1 is null or t.workspace_id = $1', k.table_name) using workspace, k.kind;
  end loop;
end
$$;
comment on function private.search_again is 'Has the words of everything taken anew, after a change of how that is done.';
grant execute on function private.take_words, private.search_again to service_role;

create function private.shown_text(row_kind public.content_kind, entity uuid) returns text
language sql stable security definer set search_path = ''
as $$
  select case row_kind
    when 'spark' then (select coalesce(s.summary || ' ', '') || private.plain_text(s.content_md) from public.sparks s where s.id = entity)
    when 'package' then (select private.plain_text(private.exercise_text(p.body)) from public.packages p where p.id = entity)
    when 'concept' then (select c.description from public.concepts c where c.id = entity)
    when 'trail' then (select t.description from public.trails t where t.id = entity)
    when 'domain' then (select d.description from public.domains d where d.id = entity)
    when 'objective' then (select o.description from public.objectives o where o.id = entity)
    when 'beacon' then (select b.description from public.beacons b where b.id = entity)
  end
$$;

create function private.path_to(concept uuid, trail uuid default null) returns jsonb
language sql stable security definer set search_path = ''
as $$
  -- What stands above, from the top down: the trail and the concept of a spark, the domain and the trail of a concept.
  select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'slug', s.slug, 'title', s.title) order by s.kind), '[]') from (
    select 'domain'::public.content_kind as kind, d.slug, d.name as title
    from public.trails t join public.domains d on d.id = t.domain_id where t.id = trail
    union all
    select 'trail', t.slug, t.title from public.trails t where t.id = coalesce(trail, (select c.trail_id from public.concepts c where c.id = concept))
    union all
    select 'concept', c.slug, c.title from public.concepts c where c.id = concept
  ) s
$$;

create function private.found_place(row_kind public.content_kind, entity uuid) returns jsonb
language sql stable security definer set search_path = ''
as $$
  -- Where it is opened (a page of its own, or that of what it belongs to) and what stands above it.
  select case row_kind
    when 'spark' then (
      select jsonb_build_object('slug', s.slug, 'is_published', s.is_published, 'difficulty', s.difficulty, 'path', private.path_to((
        select p.concept_id from public.concept_sparks p where p.spark_id = s.id order by p.ordinal limit 1)))
      from public.sparks s where s.id = entity)
    when 'package' then (select private.found_place('spark', p.spark_id) from public.packages p where p.id = entity)
    when 'concept' then (
      select jsonb_build_object('slug', c.slug, 'is_published', c.is_published, 'path', private.path_to(null, c.trail_id))
      from public.concepts c where c.id = entity)
    when 'objective' then (
      select jsonb_build_object('slug', c.slug, 'is_published', c.is_published, 'path', private.path_to(c.id))
      from public.objectives o join public.concepts c on c.id = o.concept_id where o.id = entity)
    when 'trail' then (
      select jsonb_build_object('slug', t.slug, 'is_published', t.is_published, 'difficulty', t.difficulty_level,
        'path', jsonb_build_array(jsonb_build_object('kind', 'domain', 'slug', d.slug, 'title', d.name)))
      from public.trails t join public.domains d on d.id = t.domain_id where t.id = entity)
    when 'domain' then (
      select jsonb_build_object('slug', d.slug, 'is_published', d.is_published, 'path', '[]'::jsonb) from public.domains d where d.id = entity)
    when 'beacon' then (select jsonb_build_object('slug', b.slug, 'path', '[]'::jsonb) from public.beacons b where b.id = entity)
  end
$$;

create function private.excerpt(body text, asked text, wanted tsquery, is_unspaced boolean) returns text
language sql stable
-- Words between blanks are for the dictionary to find; in scripts without blanks it is the letters around what was typed.
return case when is_unspaced and strpos(lower(body), lower(asked)) > 0 then (
    select case when at > 31 then '… ' else '' end || substr(body, greatest(at - 30, 1), least(at - 1, 30)) || e'\x02' || substr(body, at, char_length(asked))
      || e'\x03' || substr(body, at + char_length(asked), 60)
    from strpos(lower(body), lower(asked)) at)
  else ts_headline('pg_catalog.english', body, wanted, e'StartSel=\x02,StopSel=\x03,MaxWords=30,MinWords=12,MaxFragments=2,FragmentDelimiter=" … "') end;

create function private.beginning_query(query text) returns tsquery
language sql immutable
-- All words as they are written, the last one as the beginning of one: for whoever is still typing. None for a query with
-- operators: it says itself what it means.
return case when query ~ '"|(^|[[:space:]])-|\mor\M' then null else (
  select to_tsquery('pg_catalog.simple', string_agg(w.word, ' & ' order by w.nth) || ':*')
  from regexp_split_to_table(lower(query), '[^[:alnum:]]+') with ordinality w (word, nth) where w.word <> '') end;

create function public.search_content(
  p_workspace uuid, p_query text, p_kinds public.content_kind[] default null, p_difficulty public.difficulty default null, p_state text default null,
  p_found_in text default null, p_beacon uuid default null, p_trail uuid default null, p_after integer default 0, p_limit integer default 20
) returns jsonb
language plpgsql security definer set search_path = '' set statement_timeout = '20s' set pg_trgm.word_similarity_threshold = 0.25
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
          + case h.kind when 'domain' then 0.03 when 'trail' then 0.02 when 'concept' then 0.01 else 0 end as rank
      from hits h
      where (p_kinds is null or h.kind = any (p_kinds))
      group by h.entity_id, h.kind, h.title
    ), chosen as (
      -- On whose page it is found, and whose state it shares.
      select b.*, coalesce(p.spark_id, o.concept_id, b.entity_id) as owner_id
      from best b
      left join public.packages p on b.kind = 'package' and p.id = b.entity_id
      left join public.objectives o on b.kind = 'objective' and o.id = b.entity_id
    ), changed as materialized (
      select c.entity_id as id from public.changed_entities(p_workspace) c where p_state in ('published', 'changed')
      union
      -- Where a link begins says as much as before.
      select c.owner_id from public.changed_entities(p_workspace) c
      where p_state in ('published', 'changed') and c.kind not in ('spark_link', 'concept_link')
    ), kept as (
      select c.* from chosen c
      where (p_difficulty is null or exists (select from public.sparks s where s.id = c.owner_id and s.difficulty = p_difficulty)
          or exists (select from public.trails t where t.id = c.entity_id and t.difficulty_level = p_difficulty))
        and (p_state is null or (
          case when coalesce((private.found_place(c.kind, c.entity_id) ->> 'is_published')::boolean, true)
            then case when exists (select from changed d where d.id = c.owner_id) then 'changed' else 'published' end else 'draft' end = p_state))
        and (p_beacon is null or c.entity_id = p_beacon
          or exists (select from public.spark_beacons m where m.spark_id = c.owner_id and m.beacon_id = p_beacon))
        and (p_trail is null or c.entity_id = p_trail
          or exists (select from public.concepts k where k.id = c.owner_id and k.trail_id = p_trail)
          or exists (select from public.concept_sparks p join public.concepts k on k.id = p.concept_id where p.spark_id = c.owner_id and k.trail_id = p_trail))
    ), page as (
      select k.* from kept k order by k.rank desc, k.title, k.entity_id offset p_after limit least(p_limit, 100)
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
          || private.found_place(p.kind, p.entity_id) order by p.rank desc, p.title, p.entity_id)
        from page p left join private.search_entries e on e.entity_id = p.entity_id
        where private.found_place(p.kind, p.entity_id) is not null), '[]'),
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
