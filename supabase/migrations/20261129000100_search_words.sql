-- What a text is made of for both searches, authors' and readers': which words it has, and which a query asks for.
--
-- The parser of PostgreSQL is quadratic on some texts ('_xq' 33,000 times over: 27 s), and so is ts_headline. Neither is given a
-- text of people any more: private.words_in makes short words of letters and digits with blanks between them, which are parsed in
-- linear time, and the passages that excerpts are made of are cut when the words are taken (docs/decisions/063-words-of-our-own.md).

create extension if not exists unaccent with schema extensions;

-- English word forms, but no word left out: `where` and `having` are what a lesson of SQL is about.
create text search dictionary private.english_forms (template = pg_catalog.snowball, language = english);
create text search configuration private.as_written (copy = pg_catalog.simple);
alter text search configuration private.as_written
  alter mapping for asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, int, uint, float, sfloat, version
  with extensions.unaccent, pg_catalog.simple;
create text search configuration private.by_form (copy = pg_catalog.simple);
alter text search configuration private.by_form
  alter mapping for asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, int, uint, float, sfloat, version
  with extensions.unaccent, private.english_forms;

create function private.unspaced() returns text
language sql immutable set search_path = ''
return '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]';
comment on function private.unspaced is 'As a regular expression: Thai, Lao, Burmese, Khmer, Japanese, Korean, Chinese.';

create function private.pairs_in(words text) returns text
language sql immutable set search_path = ''
-- Scripts without blanks (and Korean, whose words carry their particles) become pairs of characters: any part of a sentence is
-- found by the pairs it holds. The last character of a run stands alone, so that one character is found as the beginning of a pair.
return (
  select string_agg(case when c.is_one then ' ' || c.letter || case when c.is_next then c.next else '' end || ' ' else c.letter end, '' order by c.nth)
  from (
    select l.letter, l.nth, lead(l.letter) over (order by l.nth) as next,
      l.letter ~ private.unspaced() as is_one,
      lead(l.letter) over (order by l.nth) ~ private.unspaced() as is_next
    from string_to_table(words, null) with ordinality l (letter, nth)
  ) c);

create function private.words_in(shown text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  -- One idea of what a letter is, whatever the database was created with.
  x text collate pg_catalog.pg_c_utf8 := left(shown, 120000);
begin
  -- Accents, vowel points and tone marks that stand for themselves, and what takes no room at all.
  x := regexp_replace(x, '[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0e47-\u0e4e\u200b-\u200f\u2060\ufeff]+', '', 'g');
  -- C++ and C# are no C, and .NET is no net: they are found by their whole names, and by the letters in them.
  if strpos(x, '++') > 0 then
    x := regexp_replace(x, '\m([[:alnum:]]{1,24})\+\+', '\1 \1plusplus ', 'g');
  end if;
  if strpos(x, '#') > 0 then
    x := regexp_replace(x, '\m([[:alpha:]]{1,3})#(?![[:alnum:]])', '\1 \1sharp ', 'g');
  end if;
  x := regexp_replace(x, '\.([[:alpha:]][[:alnum:]]{0,24})', ' dot0\1 \1', 'g');
  x := regexp_replace(x, '[^[:alnum:]\x1f]+', ' ', 'g');
  x := replace(x, e'\x1f', e' \x1f ');
  -- camelCase: the whole word, and its parts.
  if x ~ '[[:lower:]][[:upper:]]|[[:upper:]]{2}[[:lower:]]{2}' then
    x := (select string_agg(case when w.word ~ '[[:lower:]][[:upper:]]|[[:upper:]]{2}[[:lower:]]{2}'
        then lower(left(w.word, 48)) || ' ' || regexp_replace(regexp_replace(w.word, '([[:lower:][:digit:]])([[:upper:]])', '\1 \2', 'g'),
          '([[:upper:]])([[:upper:]][[:lower:]]{2})', '\1 \2', 'g')
        else w.word end, ' ' order by w.nth)
      from string_to_table(x, ' ') with ordinality w (word, nth));
  end if;
  -- The forms of English take `having` for `have`, which is in every lesson.
  x := regexp_replace(x, '\m(hav|be|do)ing\M', '\1ing0', 'gi');
  if x ~ private.unspaced() then
    -- Where a passage ends, the run of characters goes on.
    x := replace(private.pairs_in(regexp_replace(x, ' \x1f ', e'\x1f', 'g')), e'\x1f', e' \x1f ');
  end if;
  x := btrim(regexp_replace(regexp_replace(x, '([[:alnum:]]{48})[[:alnum:]]+', '\1', 'g'), ' {2,}', ' ', 'g'));
  -- A tsvector knows 16,383 places and 1 MB.
  if char_length(x) > 30000 then
    x := left(array_to_string((string_to_array(x, ' '))[1:15000], ' '), 125000);
  end if;
  return x;
end
$$;
comment on function private.words_in is 'The words of a text, a blank between two of them, none longer than 48 characters, at most 15,000; \x1f stays as a word of its own.';

create or replace function private.plain_text(markdown text) returns text
language sql immutable set search_path = ''
-- Marks of Markdown and the targets of its links are no text (but in code `list[first][second]` is); neither are the characters
-- that mark hits and ends of passages. The first 100,000 characters of a lesson stand for it.
return regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(left(coalesce(markdown, ''), 100000),
  '^ {0,3}\[[^\]\n]+\]:[ \t]+\S[^\n]*$', '', 'gn'), '!?\[([^\]\n]*)\]\([^)\n]*\)', '\1', 'g'),
  '(^|[^[:alnum:]_\]])\[([^\]\n]+)\]\[[^\]\n]*\]', '\1\2', 'g'), '<[a-zA-Z/!][^>\n]{0,200}>', ' ', 'g'),
  '[*`|~\x02\x03\x1f]+|^[ \t]{0,12}(?:[-+>][ \t]+)+|^ {0,3}#{1,6}[ \t]|(?<![[:alnum:]_])_+|_+(?![[:alnum:]_])', ' ', 'gn');

create function private.passages_of(shown text) returns text
language sql immutable set search_path = ''
-- Cut with \x1f into passages of 15 words; what goes on without a blank, at every 40 characters.
return (
  select coalesce(string_agg(p.passage, e' \x1f' order by p.at), '')
  from (
    select string_agg(w.word, ' ' order by w.nth) as passage, (w.nth - 1) / 15 as at
    from string_to_table(regexp_replace(regexp_replace(btrim(shown), '\s{2,}|[\n\t\r]', ' ', 'g'), '([^ ]{40})(?=[^ ])', e'\\1\x1f', 'g'), ' ')
      with ordinality w (word, nth)
    group by (w.nth - 1) / 15
  ) p);

create function private.title_key(title text) returns text
language sql stable set search_path = ''
-- What makes two titles one and the same to somebody who searches.
return btrim(regexp_replace(regexp_replace(lower(extensions.unaccent('extensions.unaccent', left(title, 300))), '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g'));

drop function private.words_of(text, text, text, text);
create type private.taken_words as (words tsvector, passages text[], begins integer[]);

create function private.words_of(title text, slug text, summary text, body text) returns private.taken_words
language plpgsql stable set search_path = ''
-- What is shown (summary and text) comes first, so that the place of a word leads to its passage. Titles also word by word as they
-- are written: beginnings of words are looked for in those.
as $$
declare
  short_cut text := private.passages_of(coalesce(summary, ''));
  long_cut text := private.passages_of(coalesce(body, ''));
  short_words text := coalesce(private.words_in(short_cut), '');
  long_words text := coalesce(private.words_in(long_cut), '');
  name_words text := private.words_in(coalesce(title, ''));
  taken private.taken_words;
begin
  taken.words := setweight(to_tsvector('private.by_form', replace(short_words, e' \x1f', '')), 'B')
    || setweight(to_tsvector('private.by_form', replace(long_words, e' \x1f', '')), 'D')
    || setweight(to_tsvector('private.as_written', name_words), 'A')
    || setweight(to_tsvector('private.by_form', name_words), 'A')
    || setweight(to_tsvector('private.as_written', replace(coalesce(slug, ''), '-', ' ')), 'C');
  select array_agg(p.passage order by p.nth), array_agg(1 + coalesce(w.before, 0) order by p.nth) into taken.passages, taken.begins
  -- The blank keeps the last word of the summary off the first one of the text.
  from string_to_table(concat_ws(e' \x1f', nullif(short_cut, ''), nullif(long_cut, '')), e'\x1f') with ordinality p (passage, nth)
  left join (
    select c.nth, sum(c.words) over (order by c.nth rows between unbounded preceding and 1 preceding)::integer as before
    from (
      select n.nth, case when btrim(n.part) = '' then 0 else 1 + char_length(btrim(n.part)) - char_length(replace(btrim(n.part), ' ', '')) end as words
      from string_to_table(concat_ws(e'\x1f', nullif(short_words, ''), nullif(long_words, '')), e'\x1f') with ordinality n (part, nth)
    ) c
  ) w on w.nth = p.nth
  where w.nth is not null or p.nth = 1;
  return taken;
end
$$;
comment on function private.words_of is 'Words, passages, and of each passage the place of its first word.';

create type private.asked_words as (wanted tsquery, liked tsquery, terms text[], beginnings text[], runs text[], is_plain boolean);

create function private.search_query(asked text) returns private.asked_words
language plpgsql stable set search_path = ''
-- All words, in any form; the last one also as the beginning of one, for whoever is still typing. Quotes, `or` and `-` mean what
-- they mean on the web. Words that are in every English text are asked for where there is no other; else they only count for the order.
as $$
declare
  part record;
  word text;
  words text[];
  one tsquery;
  whole tsquery;
  must tsquery;
  also tsquery;
  it private.asked_words := (null, null, '{}', '{}', '{}', asked !~* '"|(^|\s)-|\mor\M');
  left_over integer := 14;
  last_word text := substring(asked from '(\S+)\s*$');
  is_all boolean;
begin
  for part in
    select coalesce(m[1], '') || case when m[3] like '-%' then '-' else '' end as sign, m[2] as quoted, ltrim(m[3], '-') as word
    from regexp_matches(left(asked, 200), '(-?)"([^"]*)(?:"|$)|([^\s"]+)', 'g') m
  loop
    if part.quoted is null and lower(part.word) = 'or' and (must is not null or also is not null) then
      it.wanted := coalesce(it.wanted || coalesce(must, also), must, also);
      it.liked := coalesce(it.liked || coalesce(must && also, must, also), must && also, must, also);
      must := null;
      also := null;
      continue;
    end if;
    -- The last character of a run that is part of a pair already, and words that one said twice, ask for nothing more.
    words := array(
      select w.word
      from (
        select u.word, u.nth, lag(u.word) over (order by u.nth) as before
        from string_to_table(private.words_in(coalesce(part.quoted, part.word)), ' ') with ordinality u (word, nth)
      ) w
      where w.word <> '' and w.word <> e'\x1f' and (char_length(w.word) = 1 and char_length(w.before) = 2 and right(w.before, 1) = w.word and ascii(w.word) > 3000) is not true
      order by w.nth limit left_over);
    left_over := left_over - cardinality(words);
    if cardinality(words) = 0 then
      continue;
    end if;
    whole := null;
    is_all := true;
    foreach word in array words loop
      one := to_tsquery('private.by_form', word);
      if part.quoted is not null then
        whole := coalesce(whole <-> one, one);
        it.terms := it.terms || tsvector_to_array(to_tsvector('private.by_form', word));
        continue;
      end if;
      if one <> to_tsquery('private.as_written', word) then
        one := one || to_tsquery('private.as_written', word);
      end if;
      if part.sign = '' then
        it.terms := it.terms || tsvector_to_array(to_tsvector('private.by_form', word) || to_tsvector('private.as_written', word));
        if char_length(word) = 1 and ascii(word) > 3000 or it.is_plain and part.word = last_word and word = words[cardinality(words)] and char_length(word) > 1 then
          one := one || to_tsquery('private.as_written', word || ':*');
          it.beginnings := it.beginnings || tsvector_to_array(to_tsvector('private.as_written', word));
        end if;
        if cardinality(words) = 1 and ts_lexize('pg_catalog.english_stem', lower(word)) = '{}' then
          is_all := false;
        end if;
      end if;
      whole := coalesce(whole && one, one);
    end loop;
    -- camelCase: as one word, or by its parts.
    if part.quoted is null and cardinality(words) > 2 and part.word ~ '^[[:alnum:]]*[[:lower:]][[:upper:]][[:alnum:]]*$' then
      whole := whole || to_tsquery('private.as_written', words[1]);
    end if;
    if part.sign = '-' then
      must := coalesce(must && !!whole, !!whole);
    elsif is_all then
      must := coalesce(must && whole, whole);
    else
      also := coalesce(also && whole, whole);
    end if;
    it.runs := it.runs || array(select r[1] from regexp_matches(coalesce(part.quoted, part.word),
      '(' || private.unspaced() || '+)', 'g') r where part.sign = '');
    exit when left_over <= 0;
  end loop;
  it.wanted := coalesce(it.wanted || coalesce(must, also), it.wanted, must, also);
  it.liked := coalesce(it.liked || coalesce(must && also, must, also), it.liked, must && also, must, also);
  -- Who only says what it is not asks for nothing.
  if it.terms = '{}' then
    it.wanted := null;
  end if;
  return it;
end
$$;
comment on function private.search_query is 'What somebody searches for: {wanted, liked (what comes first), terms and beginnings that are marked as hits, runs (what was asked in scripts without blanks), is_plain}.';

create function private.search_rank(words tsvector, wanted tsquery, liked tsquery, title_key text, asked text) returns real
language sql stable
-- One judgement for both searches: between 0 and 1.5 by the words, where they stand and how near to each other; above all of that
-- the title that is exactly what was asked, and among the rest those that begin with it or hold it. No search_path, so that it is inlined.
return (ts_rank_cd('{0.05, 0.2, 0.4, 1}', words, wanted, 33)
  + case when liked <> wanted then 0.5 * ts_rank_cd('{0.05, 0.2, 0.4, 1}', words, liked, 33) else 0 end
  + case when title_key = asked then 4 when starts_with(title_key, asked) then 0.6 when strpos(title_key, asked) > 0 then 0.5 else 0 end)::real;

create function private.mark_hits(shown text, query private.asked_words) returns text
language sql stable set search_path = ''
-- \x02 and \x03 around each hit. For titles and passages only: each word is looked at by itself.
return (
  select string_agg(m.piece[1] || case
    when coalesce(m.piece[2], '') = '' then ''
    when m.piece[2] ~ private.unspaced() then
      coalesce((select replace(m.piece[2], r.run, e'\x02' || r.run || e'\x03') from unnest((query).runs) r (run) where strpos(m.piece[2], r.run) > 0 limit 1), m.piece[2])
    when exists (
      select from unnest(tsvector_to_array(to_tsvector('private.by_form', w.words) || to_tsvector('private.as_written', w.words))) l (lexeme)
      where l.lexeme = any ((query).terms) or exists (select from unnest((query).beginnings) b (beginning) where starts_with(l.lexeme, b.beginning)))
      then e'\x02' || m.piece[2] || e'\x03'
    else m.piece[2] end, '' order by m.nth)
  from regexp_matches(left(shown, 2000), '([^[:alnum:]\u0300-\u036f]*)([[:alnum:]\u0300-\u036f]*(?:\+\+|#)?)', 'g') with ordinality m (piece, nth)
  cross join lateral (select private.words_in(m.piece[2]) as words) w);

create function private.excerpt_of(words tsvector, passages text[], begins integer[], query private.asked_words) returns text
language plpgsql stable set search_path = ''
-- Three passages from where most of what was asked stands together.
as $$
declare
  at integer;
  here integer;
begin
  -- Around the rarest of them, where most of the others are near.
  with hits as (
    select h.lexeme, p.place, count(*) over (partition by h.lexeme) as times
    from unnest(words) h
    cross join lateral unnest(h.positions) with ordinality p (place, nth)
    where (h.lexeme = any ((query).terms) or exists (select from unnest((query).beginnings) b (beginning) where starts_with(h.lexeme, b.beginning)))
      and h.weights[p.nth] in ('B', 'D')
    limit 4000
  )
  select a.place into at from (select r.* from hits r order by r.times, r.lexeme, r.place limit 30) a
  order by (select count(distinct b.lexeme) from hits b where b.place between a.place - 12 and a.place + 12) desc, a.times, a.place limit 1;
  here := greatest(coalesce(width_bucket(at, begins), 1), 1);
  return private.mark_hits(case when here > 1 then '… ' else '' end || array_to_string(passages[here:here + 2], '')
    || case when here + 2 < cardinality(passages) then ' …' else '' end, query);
end
$$;
