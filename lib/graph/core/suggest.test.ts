import { describe, expect, test } from 'vitest';
import { indexGraph } from './graph.ts';
import { readTerms, type SuggestText, suggestLinks } from './suggest.ts';
import { readLesson, wordsOf } from './terms.ts';

const lesson = (id: string, title: string, content_md: string): SuggestText => ({ id, title, content_md });

const COURSE = [
  lesson(
    'tides',
    'Tidal charts',
    'A **tidal chart** tells when water is high. Each tidal chart has a mark of zero; read tidal charts from the left. The moon pulls.',
  ),
  lesson('knots', 'Knots', 'A bowline holds, a hitch slips. Tie each of the knots ten times. A knot dries slowly.'),
  lesson(
    'harbour',
    'Entering a harbour',
    'First of all, look at the tidal chart before you go in, and at the tidal charts of the next harbour. It falls dry.',
  ),
  lesson('cooking', 'Cooking aboard', 'Rice, beans and patience.'),
];

const suggest = (links: [string, string][] = [], dismissed: string[] = [], texts = COURSE) =>
  suggestLinks(texts.map(readTerms), {
    index: indexGraph(
      texts,
      links.map(([source_id, target_id]) => ({ source_id, target_id })),
    ),
    dismissed: new Set(dismissed),
  });
const pairs = (found: ReturnType<typeof suggest>) =>
  found.map(({ source_id, target_id }) => `${source_id}>${target_id}`);

describe('suggestions', () => {
  test('lead from where a term is introduced to where it is used, with the passages', () => {
    const found = suggest();
    expect(pairs(found)).toEqual(['tides>harbour']);
    expect(found[0]?.evidence).toEqual([
      {
        term: 'tidal chart',
        introduced_in: 'title',
        count: 2,
        passages: [
          {
            before: 'First of all, look at the ',
            term: 'tidal chart',
            after: ' before you go in, and at the tidal charts of the next…',
          },
          {
            before: '…all, look at the tidal chart before you go in, and at the ',
            term: 'tidal charts',
            after: ' of the next harbour. It falls dry.',
          },
        ],
      },
    ]);
  });

  test('leave out what is linked, what follows from links, what would close a loop and what was dismissed', () => {
    expect(suggest([['tides', 'harbour']])).toEqual([]);
    expect(suggest([['harbour', 'tides']])).toEqual([]);
    expect(
      suggest([
        ['tides', 'knots'],
        ['knots', 'harbour'],
      ]),
    ).toEqual([]);
    expect(
      suggest([
        ['harbour', 'knots'],
        ['knots', 'tides'],
      ]),
    ).toEqual([]);
    expect(suggest([], ['tides>harbour'])).toEqual([]);
    expect(pairs(suggest([['tides', 'knots']]))).toEqual(['tides>harbour']);
  });

  test('are fewer for a term that everybody uses, and none for words in code and addresses', () => {
    const all = COURSE.map((each) => ({ ...each, content_md: `${each.content_md} Every tidal chart.` }));
    expect(suggest([], [], all)).toEqual([]);
    const hidden = COURSE.map((each) =>
      each.id === 'harbour' ? lesson('harbour', 'Harbours', '```\ntidal chart\n```\n[Here](/tidal-chart)') : each,
    );
    expect(suggest([], [], hidden)).toEqual([]);
  });

  test('nothing comes of nothing', () => {
    expect(suggest([], [], [])).toEqual([]);
    expect(suggest([], [], [lesson('a', '', ''), lesson('b', '!', '**')])).toEqual([]);
  });
});

describe('a lesson as text', () => {
  test('has headings, words set off, and prose without code, addresses and marks', () => {
    const text = [
      '---\ntitle: Off\n---',
      '# The *first* one #',
      'Call `map/2` on a **linked list**, _lazy_ or snake_case. See [the docs](https://x.org/lists) and ![a tree](tree.png).',
      '```js\nconst list = 1;\n```',
      '1. Step\n\n    ```elixir\n    fn\n    ```',
      '[ref]: https://x.org',
      '## Second',
      'Done.',
    ].join('\n\n');
    const { headings, marked, prose } = readLesson(text);
    expect(headings).toEqual(['The first one', 'Second']);
    expect(marked).toEqual(['linked list', 'lazy']);
    expect(prose.replace(/\s+/g, ' ').trim()).toBe(
      'Call map/2 on a linked list, lazy or snake_case. See the docs and . Step Done.',
    );
  });

  test('has words without their plural, and where they stand', () => {
    expect(wordsOf('Boxes, queries & class’s lists: Öle, C++').map(({ stem }) => stem)).toEqual([
      'box',
      'query',
      'class',
      'list',
      'öle',
      'c++',
    ]);
    expect(wordsOf('two lists')[1]).toEqual({ stem: 'list', start: 4, end: 9 });
  });

  test('is read in time whatever it holds', () => {
    for (const odd of [
      '*_'.repeat(50_000),
      '[![](('.repeat(20_000),
      '`'.repeat(100_000),
      '#'.repeat(100_000),
      '<a '.repeat(30_000),
    ])
      expect(readLesson(odd).marked.length).toBeGreaterThanOrEqual(0);
  });
});
