import { describe, expect, it } from 'vitest';
import { readText } from './read-text.ts';
import { taughtAround } from './taught.ts';
import { explainedIn, taughtLater } from './terms.ts';

const teaching = (spark_id: string, ...terms: string[]) => ({
  spark_id,
  title: `On ${spark_id}`,
  terms: terms.map((term) => ({ key: term, term })),
});
const keys = ({ before, later }: ReturnType<typeof taughtAround>) => ({
  before,
  later: later.map(({ key, title }) => [key, title]),
});

describe('what is taught around a lesson', () => {
  const trail = [teaching('a', 'loam', 'clay'), teaching('b', 'silt'), teaching('c', 'clay', 'peat')];

  it('follows the order of its trail', () => {
    expect(keys(taughtAround('b', [trail], []))).toEqual({ before: ['loam', 'clay'], later: [['peat', 'On c']] });
  });

  it('follows prerequisites against that order', () => {
    const linked = [
      { ...teaching('c', 'clay', 'peat'), is_before: true },
      { ...teaching('a', 'loam', 'clay'), is_before: false },
    ];
    expect(keys(taughtAround('b', [trail], linked))).toEqual({ before: ['clay', 'peat'], later: [['loam', 'On a']] });
  });

  it('counts what any of its trails has taught before', () => {
    const other = [teaching('d', 'peat'), teaching('b', 'silt')];
    expect(keys(taughtAround('b', [trail, other], []))).toEqual({ before: ['loam', 'clay', 'peat'], later: [] });
  });
});

describe('terms that are taught later', () => {
  const later = [{ key: 'growing degree', term: 'growing degrees', title: 'Heat' }];
  const found = (markdown: string, before: string[] = []) =>
    taughtLater(readText(markdown), { before, later }).map(({ term, from, to }) => [term, markdown.slice(from, to)]);

  it('are found once, where they are used first, in any number', () => {
    expect(found('Plants wait.\n\nCount the growing degrees. A growing degree is little.')).toEqual([
      ['growing degrees', 'Count the growing degrees.'],
    ]);
  });

  it('are none where they are known, explained here or part of another word', () => {
    expect(found('Count the growing degrees.', ['growing degree'])).toEqual([]);
    expect(found('A **growing degree** is a unit.')).toEqual([]);
    expect(found('Overgrowing degrees.')).toEqual([]);
  });
});

describe('terms that a lesson explains', () => {
  it.each([
    ['A **snapshot** is what one sees.', ['snapshot']],
    ['This is called a **dead tuple**.', ['dead tuple']],
    ['**Bloat**: what is left behind.', ['Bloat']],
    ['_Row_ (or record) means a line.', ['Row']],
    ['The transaction is still *open* and that is bad.', []],
    ['It is a *single* row.', []],
  ])('are those its sentence is about: %s', (text, terms) => {
    expect(explainedIn(readText(text)).map(({ term }) => term)).toEqual(terms);
  });

  it.each(['**[customer]** is you.', '_<name>_ is yours.', '**{{date}}** is today.'])(
    'are no gaps to fill in: %s',
    (text) => {
      expect(explainedIn(readText(text))).toEqual([]);
    },
  );
  it('are those it makes stand out and says something of', () => {
    expect(explainedIn(readText('**Growing degrees** are a unit. See **soil**.'))).toEqual([
      { key: 'growing degree', term: 'Growing degrees' },
    ]);
  });
});
