import { beforeAll, describe, expect, test } from 'vitest';
import { Author, list, publish, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// One judgement for both searches: every case is asked of the working content as an author and of the snapshot as a reader.

const db = testDatabase();

const LESSONS: Record<string, [title: string, content_md: string]> = {
  where: ['The WHERE clause', 'Rows that do not match are left out.'],
  clauses: ['Every clause', 'A clause of a query, and where it stands. A clause is a clause.'],
  having: ['Filtering groups', 'Only HAVING can see the result of `count(*)`.'],
  have: ['Owning things', 'We have rows, they have tables, all of us have something.'],
  this: ['The receiver of a call', 'In JavaScript the keyword `this` depends on the call.'],
  cafe: ['Coffee', 'Ein Café in München, and a nai\u0308ve guest.'],
  resume: ['The resume', 'Plain letters: resume, uber.'],
  hook: ['Side effects', 'Call `useEffect` after rendering, and snake_case_names elsewhere.'],
  dom: ['Nodes', 'Each HTMLElement has children.'],
  cpp: ['Templates', 'In C++ a template is expanded.'],
  csharp: ['Properties', 'In C# a property has accessors.'],
  c: ['Pointers', 'In C a pointer is an address.'],
  net: ['Runtimes', 'The .NET runtime compiles again.'],
  fishing: ['Fishing', 'A net is thrown over the water.'],
  zh: ['机器学习入门', '神经网络由许多神经元组成，可以学习数据中的模式。'],
  ja: ['センサー', '植物の成長を予測するための自動データ収集。'],
  th: ['บทเรียน', 'การเขียนโปรแกรมคอมพิวเตอร์เป็นเรื่องสนุก'],
  ko: ['색인', '데이터베이스는 색인으로 빨라진다.'],
  loops: ['Loops', 'Over and over.'],
  'more-loops': ['Loops and loops and more loops', 'Loops of loops, loops in loops, loops everywhere. '.repeat(50)],
  brazil: ['Ação', 'Uma ação.'],
};

let workspace: string;
let snapshot: string;
beforeAll(async () => {
  workspace = await db.createWorkspace(undefined, { open: true });
  const author = new Author(db.owner, workspace);
  for (const [slug, [title, content_md]] of Object.entries(LESSONS))
    await author.spark(`s-${slug}`, { title, content_md, is_published: true });
  snapshot = (await publish(db.owner, workspace)).snapshot_id;
});

interface Hit {
  slug: string;
  excerpt: string;
}

async function asAuthor(query: string): Promise<Hit[]> {
  const found = await value<{ items: Hit[]; is_close: boolean }>(db.owner, 'select public.search_content($1, $2)', [
    workspace,
    query,
  ]);
  return found.is_close ? [] : found.items;
}

const asReader = (query: string) =>
  db.asAnon(async (sql) => {
    const { items } = await value<{ items: { slug: string; item: { excerpt: string } }[] }>(
      sql,
      'select public.content_search($1, $2)',
      [snapshot, query],
    );
    return items.map(({ slug, item }): Hit => ({ slug, excerpt: item.excerpt }));
  });

const slugs = (hits: Hit[]) => hits.map(({ slug }) => slug.slice(2));

describe.each([
  ['authors', asAuthor],
  ['readers', asReader],
] as const)('what %s find', (_who, search) => {
  test.each<[string, string, string[]]>([
    ['a word that English is full of', 'where', ['where', 'clauses']],
    ['such a word beside another: it counts for the order', 'where clause', ['where', 'clauses']],
    ['not the form of it that is everywhere', 'having', ['having']],
    ['a word that English is full of, in a lesson alone', 'this', ['this']],
    ['a question whose small words are not there', 'what is a pointer?', ['c']],
    ['an accent that was left out', 'cafe munchen', ['cafe']],
    ['an accent that was written', 'résumé', ['resume']],
    ['an accent of its own in the lesson', 'naive', ['cafe']],
    ['an accent of its own in the query', 'nai\u0308ve', ['cafe']],
    ['accents in a title', 'acao', ['brazil']],
    ['a word in camelCase', 'useEffect', ['hook']],
    ['the same in small letters', 'useeffect', ['hook']],
    ['a part of it', 'effect rendering', ['hook']],
    ['a word with capitals before', 'HTMLElement', ['dom']],
    ['a part of that', 'element', ['dom']],
    ['a word with lines below', 'snake_case_names', ['hook']],
    ['C++ and no other', 'C++', ['cpp']],
    ['C# and no other', 'c#', ['csharp']],
    ['.NET and no other', '.NET', ['net']],
    ['Chinese within a run', '神经元', ['zh']],
    ['Chinese in a title', '学习入门', ['zh']],
    ['one character', '网', ['zh']],
    ['Japanese within a run', '成長を予測', ['ja']],
    ['Japanese beside a blank', '植物 収集', ['ja']],
    ['Thai within a run', 'โปรแกรม', ['th']],
    ['Korean without its particle', '데이터베이스', ['ko']],
    ['exact titles first', 'loops', ['loops', 'more-loops']],
    ['a phrase', '"rows that do not match"', ['where']],
    ['one or the other', 'pointer or accessors', ['c', 'csharp']],
    ['one without the other', 'template -pointer', ['cpp']],
    ['only what it is not', '-pointer', []],
    ['nothing that is no word', '- -- "" ((( or', []],
  ])('%s: %s', async (_what, query, expected) => {
    const found = slugs(await search(query));
    const isOrdered = /^(where|loops)/.test(query);
    expect(isOrdered ? found : found.toSorted()).toEqual(isOrdered ? expected : expected.toSorted());
  });

  test.each([
    ['where clause', 'The'],
    ['神经元', '神经网络由许多\u0002神经元\u0003组成，可以学习数据中的模式。'],
    ['โปรแกรม', 'การเขียน\u0002โปรแกรม\u0003คอมพิวเตอร์เป็นเรื่องสนุก'],
    ['c++', 'In \u0002C++\u0003 a template is expanded.'],
    ['cafe', 'Ein \u0002Café\u0003 in München, and a nai\u0308ve guest.'],
    ['naive', 'Ein Café in München, and a \u0002nai\u0308ve\u0003 guest.'],
    ['useeffect', 'Call \u0002useEffect\u0003 after rendering, and snake_case_names elsewhere.'],
  ])('hits are marked in what was written: %s', async (query, excerpt) => {
    const [hit] = await search(query);
    if (query === 'where clause') expect(hit?.excerpt).toBe('Rows that do not match are left out.');
    else expect(hit?.excerpt).toBe(excerpt);
  });
});

test('an excerpt shows where most of the words stand together, wherever that is', async () => {
  const id = await new Author(db.owner, workspace).spark('long', {
    title: 'Long',
    content_md: `${'A gnu somewhere. And more of it. '.repeat(300)} Here a gnu meets an okapi. ${'And so on. '.repeat(300)}`,
  });
  const [hit] = await asAuthor('gnu okapi');
  expect(hit?.slug).toBe('long');
  expect(hit?.excerpt).toContain('\u0002gnu\u0003 meets an \u0002okapi\u0003');
  expect(hit?.excerpt.length).toBeLessThan(450);
  await db.owner.query('delete from public.sparks where id = $1', [id]);
});

test('an excerpt keeps the end of the summary off the beginning of the text', async () => {
  const summary = 'A quokka looks on.';
  const id = await new Author(db.owner, workspace).spark('joint', {
    title: 'Joint',
    summary,
    content_md: 'Three times.',
  });
  const [hit] = await asAuthor('quokka');
  expect(hit?.excerpt).toBe('A \u0002quokka\u0003 looks on. Three times.');
  await db.owner.query('delete from public.sparks where id = $1', [id]);
});

test('an excerpt shows neither the language of code nor the mark of a callout', async () => {
  const content_md = [
    'The axolotl:',
    '```sql {1,3}',
    'select axolotl;',
    '```',
    '- ~~~python',
    '  print(axolotl)',
    '  ~~~',
    '> [!warning]- Mind `axolotl`',
    '> and ```this``` stays.',
  ].join('\n');
  const id = await new Author(db.owner, workspace).spark('code', { title: 'Code', content_md });
  const [hit] = await asAuthor('axolotl');
  expect(hit?.excerpt.replaceAll('\u0002', '').replaceAll('\u0003', '').replaceAll(/\s+/g, ' ')).toBe(
    'The axolotl: select axolotl; print(axolotl) Mind axolotl and this stays.',
  );
  await db.owner.query('delete from public.sparks where id = $1', [id]);
});

// Each of them cost the parser, or a regular expression, the square of its length, or once threatened to.
const HOSTILE: [string, string][] = [
  ['_xq', '_xq'.repeat(33_000)],
  ['fences', '```'.repeat(33_000)],
  ['fences in lists', '- - - - - - ```\n'.repeat(6_000)],
  ['callouts', '> > > > > > [!note'.repeat(5_000)],
  ['brackets', `${'['.repeat(99_000)}](x)`],
  ['empty links', '[a]('.repeat(25_000)],
  ['tags', `${'<a'.repeat(49_000)}>`],
  ['lines', '\n'.repeat(100_000)],
  ['dots', '.aA'.repeat(33_000)],
  ['camels', 'aA'.repeat(50_000)],
  ['plus', 'C++'.repeat(33_000)],
  ['accents', `a${'\u0301\u0323'.repeat(50_000)}`],
  ['one word', 'a'.repeat(100_000)],
  [
    'characters',
    Array.from({ length: 100_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join(''),
  ],
  ['wide letters', '.𐐨𐐀'.repeat(33_000)],
  ['ligatures', '\ufdfa'.repeat(100_000)],
  ['marks of hits', '\u0002\u0003\u001f'.repeat(33_000)],
];

describe('what is parsed is bounded', () => {
  test.each(HOSTILE)('%s: short words, few of them, short passages', async (_name, text) => {
    const [taken] = await list<{ longest: number; words: number; passage: number; size: number }>(
      db.owner,
      `with plain as (select private.plain_text($1) as text), taken as (select (private.words_of('t', 't', null, p.text)).* from plain p)
       select coalesce((select max(char_length(w)) from string_to_table(private.words_in(private.passages_of(p.text)), ' ') w), 0) as longest,
         (select count(*)::int from string_to_table(private.words_in(p.text), ' ')) as words,
         coalesce((select max(char_length(s)) from taken t, unnest(t.passages) s), 0) as passage,
         (select pg_column_size(t.words) from taken t) as size
       from plain p`,
      [text],
    );
    expect(taken?.longest).toBeLessThanOrEqual(48);
    expect(taken?.words).toBeLessThanOrEqual(15_000);
    expect(taken?.passage).toBeLessThanOrEqual(650);
    expect(taken?.size).toBeLessThan(1_000_000);
  });

  test.each([
    ...HOSTILE,
    ['minus', '-'.repeat(200)],
    ['quotes', '"'.repeat(200)],
    ['or', 'or '.repeat(66)],
    ['a word each', Array.from({ length: 100 }, (_, n) => n % 10).join(' ')],
  ])('%s as a query asks for no more than 14 words', async (_name, text) => {
    const terms = await value<string[]>(db.owner, 'select (private.search_query($1)).terms', [text]);
    expect(terms.length).toBeLessThanOrEqual(28);
  });

  test('no function gives a text of people to the parser of PostgreSQL or to ts_headline', async () => {
    const functions = await list<{ name: string }>(
      db.owner,
      `select p.oid::regproc::text as name from pg_proc p where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
         and coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) ~ 'ts_headline|websearch_to_tsquery|plainto_tsquery|phraseto_tsquery|to_tsvector' order by 1`,
    );
    // Of these three each gives it what private.words_in made.
    expect(functions.map(({ name }) => name)).toEqual([
      'private.mark_hits',
      'private.search_query',
      'private.words_of',
    ]);
  });
});

test('a snapshot whose words are not all taken says so, and the worker takes them', async () => {
  const other = await db.createWorkspace(undefined, { open: true });
  const author = new Author(db.owner, other);
  for (const nth of [1, 2, 3]) await author.spark(`walrus-${nth}`, { title: `Walrus ${nth}`, is_published: true });
  const { snapshot_id } = await publish(db.owner, other);
  const holder = await db.connect();
  await holder.query('begin');
  await holder.query("select pg_advisory_xact_lock(hashtextextended('search ' || $1, 0))", [other]);
  const found = () =>
    value<{ items: unknown[]; is_complete: boolean }>(db.owner, "select public.content_search($1, 'walrus')", [
      snapshot_id,
    ]);
  // Somebody takes them: nobody waits for that.
  expect(await found()).toEqual({ items: [], is_complete: false });
  await holder.query('rollback');
  while (await value<boolean>(db.owner, 'select private.prepare_snapshots()'));
  expect(await found()).toMatchObject({ is_complete: true, items: [{}, {}, {}] });
});
