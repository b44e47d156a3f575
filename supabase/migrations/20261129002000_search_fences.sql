-- An excerpt shows what people read: neither the line that opens a block of code (```sql), nor the mark of a callout ([!note]-).
-- A lesson that was read in before keeps its excerpt until it is saved again; its words are the same but for the language of code.

create or replace function private.plain_text(markdown text) returns text
language sql immutable set search_path = ''
-- Lines that open or close code, marks of Markdown and the targets of its links are no text (but in code `list[first][second]` is);
-- neither are the characters that mark hits and ends of passages. The first 100,000 characters of a lesson stand for it.
return regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(left(coalesce(markdown, ''), 100000),
    '^[ \t]{0,12}(?:(?:[-+*>]|\d{1,9}[.)])[ \t]+){0,6}(?:`{3,}[^`\n]*|~{3,}[^\n]*)$|^ {0,3}(?:>[ \t]?){1,6}\[![a-zA-Z]{1,20}\][-+]?', '', 'gn'),
    '^ {0,3}\[[^\]\n]+\]:[ \t]+\S[^\n]*$', '', 'gn'),
    '!?\[([^\]\n]*)\]\([^)\n]*\)', '\1', 'g'),
    '(^|[^[:alnum:]_\]])\[([^\]\n]+)\]\[[^\]\n]*\]', '\1\2', 'g'),
    '<[a-zA-Z/!][^>\n]{0,200}>', ' ', 'g'),
    '[*`|~\x02\x03\x1f]+|^[ \t]{0,12}(?:[-+>][ \t]+)+|^ {0,3}#{1,6}[ \t]|(?<![[:alnum:]_])_+|_+(?![[:alnum:]_])', ' ', 'gn');
