-- What a lesson shows is found in time that grows with the lesson. 7,000 definitions of one name and as many images by that name
-- were 49 million rows, and saving the lesson held a connection until its time was over.

create or replace function private.lesson_images(markdown text)
returns table (address text, alt text)
language sql immutable set search_path = ''
as $$
  with lesson as materialized (
    select private.without_code(markdown) as plain
  ), definitions as (
    -- The first of a name counts. All of them with every reference were as many rows as the square of the lesson.
    select distinct on (lower(d[1])) lower(d[1]) as label, d[2] as address
    from lesson, regexp_matches(plain, '(?:^|\n) {0,3}\[([^][]+)\]:[ \t]*\n?[ \t]*<?([^\s<>]+)', 'g') with ordinality m (d, nth)
    order by lower(d[1]), m.nth
  )
  select coalesce(i[2], i[3]), i[1]
  from lesson, regexp_matches(plain, '!\[((?:[^][\\]|\\.|\[[^][]*\])*)\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]+))', 'g') i
  union all
  select d.address, i[1]
  from lesson, regexp_matches(plain, '!\[([^][]*)\](?:\[([^][]*)\]|(?![(\[]))', 'g') i
  join definitions d on d.label = lower(coalesce(nullif(i[2], ''), i[1]))
  union all
  select coalesce(substring(t[1] from '(?i)\ssrc\s*=\s*"([^"]*)"'), substring(t[1] from '(?i)\ssrc\s*=\s*''([^'']*)'''),
      substring(t[1] from '(?i)\ssrc\s*=\s*([^\s"''>]+)'), ''),
    coalesce(substring(t[1] from '(?i)\salt\s*=\s*"([^"]*)"'), substring(t[1] from '(?i)\salt\s*=\s*''([^'']*)'''),
      substring(t[1] from '(?i)\salt\s*=\s*([^\s"''>]+)'), '')
  from lesson, regexp_matches(plain, '(<img\M[^>]*>)', 'gi') t
$$;

create or replace function private.asset_mentions(markdown text)
returns table (asset text, lacks_alt boolean)
language sql immutable set search_path = ''
as $$
  -- From the root only: below another host or path it is somebody else's file.
  select m[1], coalesce(bool_or(trim(i.alt) = ''), false)
  from regexp_matches(private.without_code(markdown), '(?:^|[^\w.:/~%-])/assets/([0-9a-f]{32})(?=[/\s)"''>]|$)', 'g') m
  left join private.lesson_images(markdown) i on substring(i.address from '^/assets/([0-9a-f]{32})') = m[1]
  group by m[1]
$$;
