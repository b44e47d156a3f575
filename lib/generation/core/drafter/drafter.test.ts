import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exerciseProblems } from '#lib/exercises/core/package.ts';
import { readBlocks } from './blocks.ts';
import { GEZEITEN, TIDES, TURBINES } from './drafter.cases.ts';
import { draftExercises, lessonTerms } from './exercises.ts';
import { draftLinks } from './links.ts';
import { masked } from './masked.ts';
import { draftOutline, type LessonDraft } from './outline.ts';
import { readSource } from './read-source.ts';
import { type Source, textAt } from './source.ts';
import { draftSpark } from './spark.ts';
import { keyTerms } from './terms.ts';

// What holds of every draft, whatever the text.

const lessonsOf = (sources: Source[]): LessonDraft[] => draftOutline(sources).modules.flatMap(({ lessons }) => lessons);

/** Everything that is made of some sources. */
function draftAll(sources: Source[]) {
  const outline = draftOutline(sources);
  const lessons = outline.modules.flatMap((one) => one.lessons);
  const terms = lessons.map((lesson) => lessonTerms(sources, lesson));
  return {
    outline,
    sparks: lessons.map((lesson) => draftSpark(sources, lesson)),
    exercises: lessons.flatMap((lesson, at) =>
      draftExercises(sources, lesson, { others: terms.filter((_, other) => other !== at).flat() }),
    ),
    links: draftLinks(
      lessons.map((lesson, at) => ({
        id: String(at),
        title: lesson.title,
        content_md: textAt(sources, lesson.anchor),
      })),
    ),
  };
}

const LINES = [
  '# Tides',
  '## A tide is a swell',
  '### ',
  'Title\n=====',
  '- an item: it is a thing',
  '1. first',
  '> A gauge is an instrument that measures the level.',
  '```js',
  '```',
  'A tide is a rise of the sea that the moon raises. It comes twice.',
  '| a | b |\n| - | - |',
  '$$',
  '<div>',
  '[a]: http://b',
  '[x](y) and [x][a]',
  '**bold',
  '`code. more`',
  ':::',
  '---',
  '',
  '\t',
  '{{b}} {#if}',
  '水位計は海の高さを測る装置です。',
  '\u2060\u0000',
  'e.g. this',
  '\r',
  '![p](q)',
  'Dr. Who is a doctor.',
];
const markdown = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...LINES), fc.string({ unit: 'binary', maxLength: 40 })), { maxLength: 30 })
    .map((lines) => lines.join('\n')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);
const sources = fc.array(
  markdown.map((text): Source => ({ name: 'a.md', text })),
  { maxLength: 3 },
);

describe('of any text', () => {
  test('a draft takes every stretch word for word from its place, and exercises are valid', () => {
    fc.assert(
      fc.property(sources, (given) => {
        const { outline, sparks, exercises, links } = draftAll(given);
        for (const { content_md, anchors } of sparks)
          for (const { from, to, anchor } of anchors) expect(content_md.slice(from, to)).toBe(textAt(given, anchor));
        for (const { exercise, evidence } of exercises) {
          expect(exerciseProblems(exercise).filter(({ severity }) => severity === 'hard')).toEqual([]);
          expect(textAt(given, evidence)).not.toBe('');
        }
        for (const { confidence, source_id, target_id } of links) {
          expect(confidence).toBeLessThanOrEqual(0.6);
          expect(Number(source_id)).toBeLessThan(Number(target_id));
        }
        for (const { lessons } of outline.modules) expect(lessons.length).toBeLessThanOrEqual(8);
      }),
      { numRuns: 150 },
    );
  });

  test('the same text gives the same drafts', () => {
    fc.assert(
      fc.property(sources, (given) => {
        expect(JSON.stringify(draftAll(given))).toBe(JSON.stringify(draftAll(given)));
      }),
      { numRuns: 40 },
    );
  });

  test('blocks hold every character that is not blank, in their order and none twice', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        let place = 0;
        let outside = '';
        for (const { from, to } of readBlocks(text)) {
          expect(from).toBeGreaterThanOrEqual(place);
          outside += text.slice(place, from);
          place = to;
        }
        expect((outside + text.slice(place)).trim()).toBe('');
      }),
    );
  });

  test('a mask is as long as what it masks', () => {
    fc.assert(
      fc.property(markdown, fc.boolean(), (text, isList) => {
        expect(masked(text, isList)).toHaveLength(text.length);
      }),
    );
  });

  test('sentences stand in their order, and none in another', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        let place = 0;
        for (const { from, to, number } of readSource({ name: '', text }).sentences) {
          expect(from).toBeGreaterThanOrEqual(place);
          expect(to).toBeGreaterThan(from);
          expect(number).toBeGreaterThan(0);
          place = to;
        }
      }),
    );
  });
});

// A walk that begins anew at each character never ends here: these texts are measured by their being done at all.
describe('hostile texts are drafted from', () => {
  const HOSTILE: Record<string, string> = {
    'one word of two million letters': 'a'.repeat(2_000_000),
    'a hundred thousand headings': '# a\n'.repeat(100_000),
    'headings in ever changing ranks': Array.from(
      { length: 30_000 },
      (_, at) => `${'#'.repeat(1 + (at % 6))} h${at}\n`,
    ).join('\n'),
    'no blanks': '潮位計は海の高さを測る'.repeat(20_000),
    brackets: '[![['.repeat(100_000),
    'open tags': '<a '.repeat(200_000),
    marks: '*a_`'.repeat(100_000),
    'quotations in quotations': '>'.repeat(200_000),
    'points without an end': 'e.g. '.repeat(100_000),
    'one list': '- A tide is a rise of the sea that the moon raises.\n'.repeat(3_000),
  };
  for (const [what, text] of Object.entries(HOSTILE))
    test(what, () => {
      const given = [{ name: 'a.md', text }];
      const [lesson] = lessonsOf(given);
      if (!lesson) throw new Error('there is text, so there is a lesson');
      expect(draftSpark(given, lesson).content_md).toContain(textAt(given, lesson.anchor).slice(0, 1));
      expect(draftExercises(given, lesson).length).toBeLessThan(20);
    });
});

describe('a made-up chapter', () => {
  const given = [TIDES];

  test('is cut by its headings, under its own title', () => {
    const outline = draftOutline(given);
    expect(outline.title).toBe('Reading a tide table');
    expect(outline.modules.map(({ title }) => title)).toEqual(['Reading a tide table']);
    expect(lessonsOf(given).map(({ title }) => title)).toEqual(['What makes a tide', 'The table itself']);
  });

  test('says what it teaches, with levels by verbs', () => {
    expect(lessonsOf(given)[0]?.objectives.map(({ title, bloom_level }) => [title, bloom_level])).toEqual([
      ['Explain why tides come twice a day', 'understand'],
      ['calculate the height of water over a sill', 'apply'],
    ]);
  });

  test('keeps code, tables and slips, and brings along what its references stand for', () => {
    const draft = draftSpark(given, lessonsOf(given)[1] as LessonDraft);
    expect(draft.content_md).toContain('const depth = table.height - chart.sill;');
    expect(draft.content_md).toContain('| 1   | 5.1 m      | 0.7 m     |');
    expect(draft.content_md).toContain('hight of the tide');
    expect(draft.content_md).toContain('[office]: https://example.org/tides');
    expect(draft.key_terms.map(({ term }) => term)).toEqual(['tide gauge']);
  });

  test('leads from each sentence to its number in the source', () => {
    const draft = draftSpark(given, lessonsOf(given)[0] as LessonDraft);
    const numbers = draft.anchors.filter(({ part }) => part === 'summary').map(({ number }) => number);
    const sentences = readSource(TIDES).sentences;
    for (const { number, anchor } of draft.anchors)
      if (number !== null) expect(sentences[number - 1]).toMatchObject({ from: anchor.from, to: anchor.to });
    expect(numbers).toEqual([...numbers].sort((a, b) => (a ?? 0) - (b ?? 0)));
    expect(numbers.length).toBeGreaterThan(0);
  });

  test('is asked about where a definition stands alone, with terms beside it for wrong answers', () => {
    const drafts = draftExercises(given, lessonsOf(given)[0] as LessonDraft, { objective: 'LO1' });
    const spring = drafts.find(({ evidence }) => textAt(given, evidence).includes('spring tide'));
    expect(spring?.exercise).toMatchObject({
      aligned_learning_objective: 'LO1',
      exercise_type: 'cloze',
      text: 'A {{term}} is a large tide that comes soon after a new moon or a full moon.',
      cognitive_level: 'Recall',
      blanks: [{ accepted: ['spring tide'], options: expect.arrayContaining(['neap tide', 'tidal stream']) }],
    });
    const texts = drafts.map(({ evidence }) => textAt(given, evidence));
    expect(texts.filter((text) => text.includes('This is why') || text.includes('not a sentence'))).toEqual([]);
  });
});

describe('several sources', () => {
  test('become modules in their order, and what has no headings is called by its terms', () => {
    const outline = draftOutline([TIDES, TURBINES], { title: 'Water' });
    expect(outline.title).toBe('Water');
    expect(outline.modules.map(({ title }) => title)).toEqual(['Reading a tide table', 'turbines']);
    expect(outline.modules[1]?.lessons[0]?.title).toMatch(/^turbines: /);
  });

  test('links run from what comes first, with the sentence that says so', () => {
    const lessons = [TIDES, TURBINES].map(({ text }, at) => ({
      id: `l${at}`,
      title: at === 0 ? 'Reading a tide table' : 'Turbines',
      content_md: text,
    }));
    const [link, ...more] = draftLinks(lessons);
    expect(more).toEqual([]);
    expect(link).toMatchObject({ source_id: 'l0', target_id: 'l1', confidence: 0.5, term: 'last chapter' });
    expect(TURBINES.text.slice(link?.evidence.from, link?.evidence.to)).toBe(
      'In the last chapter we read a tide table, and the tide gauge of it returns here.',
    );
  });

  test('four terms that are each defined make a choice of which every wrong answer has its reason', () => {
    const [lesson] = lessonsOf([TURBINES]);
    const drafts = draftExercises([TURBINES], lesson as LessonDraft);
    const choice = drafts.map(({ exercise }) => exercise).find(({ exercise_type }) => exercise_type === 'mcq');
    expect(choice).toMatchObject({
      cognitive_level: 'Comprehension',
      options: [{ text: 'generator' }, { text: 'penstock' }, { text: 'spillway' }, { text: 'turbine' }],
    });
    expect(JSON.stringify(choice)).toContain('A penstock is a pipe that leads water from a dam down to a turbine.');
  });

  test('German is read as German', () => {
    const given = [{ name: 'g.md', text: GEZEITEN }];
    const drafts = lessonsOf(given).flatMap((lesson) => draftExercises(given, lesson));
    const answers = drafts.map(({ exercise }) =>
      exercise.exercise_type === 'cloze' ? exercise.blanks[0]?.accepted[0] : '',
    );
    expect(answers).toEqual(expect.arrayContaining(['Springtide', 'Nipptide', 'Tidenhub']));
    expect(readSource(given[0] as Source).sentences.map(({ plain }) => plain)).toContain(
      'Das Wasser steigt z. B. im Hafen um vier Meter.',
    );
  });
});

test('the terms of a text stand with what says what they are', () => {
  const terms = keyTerms(TIDES.text, { most: 5 });
  expect(terms).toHaveLength(5);
  expect(terms.map(({ term }) => term)).toContain('tide gauge');
  expect(terms.find(({ key }) => key === 'tide gauge')?.definition?.sentence.plain).toMatch(
    /^A tide gauge is an instrument/,
  );
});
