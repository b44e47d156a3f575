import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LessonChange } from './lesson-changes.ts';
import { sectionsOf } from './sections.ts';
import { summaryOf } from './summary.ts';

const words = (count: number, word = 'word') => Array.from({ length: count }, (_, at) => `${word}${at}`).join(' ');
const lesson = (sections: Record<string, string>) =>
  Object.entries(sections)
    .map(([heading, text]) => (heading ? `## ${heading}\n\n${text}\n` : `${text}\n`))
    .join('\n');
const changes = (before: string, after: string) =>
  summaryOf('spark', { content_md: before }, { content_md: after }).lesson.map(said);
const said = ({ did, words, places }: LessonChange) =>
  `${did} ${words} ${places.map((place) => (typeof place === 'string' ? place : place.section)).join(', ')}`;
const A = words(100, 'a');

describe('the sections of a lesson', () => {
  test.each<[why: string, markdown: string, headings: (string | null)[]]>([
    ['nothing', '', []],
    ['no heading', 'Only text.', [null]],
    ['headings of any level', 'Before\n# One\ntext\n### Two ###\ntext', [null, 'One', 'Two']],
    ['no heading in code', '# One\n```sh\n# no heading\n~~~\n# nor this\n```\n# Two', ['One', 'Two']],
    ['a fence in a longer fence', '````\n```\n# no\n```\n````\n# Two', [null, 'Two']],
    ['an underlined heading', 'One\n===\n\ntext\n\nTwo\n---\ntext', ['One', 'Two']],
    ['a rule is none', 'text\n\n---\n\ntext', [null]],
    ['a list before a rule is none', '- one\n---\n', [null]],
    ['marks and links are not read', '# The **bold** [link](http://x.test) and `code`', ['The bold link and code']],
    ['no space, no heading', '#tag', [null]],
  ])('%s', (_, markdown, headings) => {
    expect(sectionsOf(markdown).map(({ heading }) => heading)).toEqual(headings);
  });
});

describe('what changed in a lesson', () => {
  test.each<[why: string, before: string, after: string, told: string[]]>([
    ['a few words', lesson({ One: A }), lesson({ One: A.replace('a5 a6 a7', 'b5 b6 b7') }), ['corrected 3 One']],
    [
      'nine words are a correction',
      lesson({ One: A }),
      lesson({ One: A.replace(words(9, 'a'), words(9, 'b')) }),
      ['corrected 9 One'],
    ],
    [
      'ten are a change',
      lesson({ One: A }),
      lesson({ One: A.replace(words(10, 'a'), words(10, 'b')) }),
      ['changed 10 One'],
    ],
    [
      '40 of 100 words are a change',
      lesson({ One: A }),
      lesson({ One: A.replace(words(40, 'a'), words(40, 'b')) }),
      ['changed 40 One'],
    ],
    [
      '41 are rewritten',
      lesson({ One: A }),
      lesson({ One: A.replace(words(41, 'a'), words(41, 'b')) }),
      ['rewrote 41 One'],
    ],
    ['only new words', lesson({ One: A }), lesson({ One: `${A} and more` }), ['added_words 2 One']],
    ['only words that went', lesson({ One: A }), lesson({ One: words(60, 'a') }), ['removed_words 40 One']],
    ['no word', lesson({ One: A }), lesson({ One: A.replace('a5', '**a5**') }), ['polished 0 One']],
    ['a new section', lesson({ One: A }), lesson({ One: A, Two: words(10) }), ['added 11 Two']],
    ['a section that went', lesson({ One: A, Two: words(10) }), lesson({ One: A }), ['removed 11 Two']],
    [
      'a section that stands elsewhere',
      lesson({ One: 'a', Two: 'b', Three: 'c' }),
      lesson({ Three: 'c', One: 'a', Two: 'b' }),
      ['moved 0 Three'],
    ],
    ['another heading', lesson({ 'Old name': A }), lesson({ 'New name': A }), ['corrected 1 New name']],
    [
      'the same heading twice',
      lesson({ One: A, ' One': 'b' }),
      lesson({ One: A, ' One': 'b c' }),
      ['added_words 1 One'],
    ],
    [
      'before the first heading',
      `intro\n\n${lesson({ One: A })}`,
      `an intro\n\n${lesson({ One: A })}`,
      ['added_words 1 beginning'],
    ],
    ['a lesson without headings', A, A.replace('a5', 'b5'), ['corrected 1 lesson']],
    ['the first words', '', A, ['added 100 lesson']],
    [
      'several, the weightiest first',
      lesson({ One: A, Two: words(20) }),
      lesson({ One: A.replace('a5', 'b5'), Two: words(60, 'new') }),
      ['rewrote 60 Two', 'corrected 1 One'],
    ],
    [
      'the same in several places',
      lesson({ One: 'a b', Two: 'c d e' }),
      lesson({ One: 'a x', Two: 'c x x' }),
      ['corrected 3 Two, One'],
    ],
    ['words of Japanese', '# 章\n\n今日は良い天気です', '# 章\n\n今日は悪い天気です', ['corrected 1 章']],
  ])('%s', (_, before, after, told) => {
    expect(changes(before, after)).toEqual(told);
  });

  test('words are counted as they came and went', () => {
    const { words: counts } = summaryOf(
      'spark',
      { content_md: lesson({ One: 'a b c', Gone: 'd' }), summary: 'old' },
      { content_md: lesson({ One: 'a x c y' }), summary: 'quite new' },
    );
    expect(counts).toEqual({ added: 2 + 2, removed: 1 + 2 + 1 });
  });

  test('a text that has nothing in common is counted without being compared for seconds', () => {
    const counts = summaryOf('spark', { content_md: words(3_000, 'a') }, { content_md: words(3_000, 'b') }).words;
    expect(counts).toEqual({ added: 3_000, removed: 3_000 });
  });

  const texts = fc
    .array(fc.constantFrom('# One', '## Two', '# Three', 'a b c', 'd e', '```', '', '- x', '---'), { maxLength: 20 })
    .map((lines) => lines.join('\n'));
  test('of any two lessons something is told exactly where a word or a section differs', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const { lesson: told, words: counts } = summaryOf('spark', { content_md: before }, { content_md: after });
        expect(counts.added).toBeGreaterThanOrEqual(0);
        expect(counts.removed).toBeGreaterThanOrEqual(0);
        if (counts.added + counts.removed > 0) expect(told.length).toBeGreaterThan(0);
        for (const { places } of told) expect(places.length).toBeGreaterThan(0);
        expect(summaryOf('spark', { content_md: before }, { content_md: before }).lesson).toEqual([]);
      }),
    );
  });
});

describe('what else changed', () => {
  const fields = (before: object, after: object) => summaryOf('spark', { ...before }, { ...after }).fields;
  test('fields by name; what says nothing said nothing before', () => {
    expect(fields({ title: 'a', difficulty: 'x', extras: {} }, { title: 'b', difficulty: 'y', extras: null })).toEqual([
      'difficulty',
      'title',
    ]);
  });

  test('where a text came from is told where nothing else is', () => {
    expect(fields({ title: 'a', ai_metadata: null }, { title: 'b', ai_metadata: { x: 1 } })).toEqual(['title']);
    expect(fields({ ai_metadata: null }, { ai_metadata: { x: 1 } })).toEqual(['ai_metadata']);
  });

  test('exercises that came, changed and went', () => {
    const bank = (...exercises: object[]) => ({ body: { exercise_bank: exercises, quiz: [] } });
    const before = bank({ id: 1, stem: 'a' }, { id: 2, stem: 'b' }, { id: 3, stem: 'c' });
    const after = bank({ id: 1, stem: 'a' }, { id: 2, stem: 'x' }, { id: 4, stem: 'd' }, { id: 5, stem: 'e' });
    expect(summaryOf('package', before, after)).toMatchObject({
      exercises: { added: 2, changed: 1, removed: 1 },
      fields: [],
    });
    const other = { body: { ...before.body, quiz: [1] } };
    expect(summaryOf('package', before, other)).toMatchObject({ exercises: null, fields: ['body'] });
  });
});
