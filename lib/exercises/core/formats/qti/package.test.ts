import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { readQuestionPackage } from '../read-questions.ts';
import { fateOf, type PackageEntry } from '../report.ts';
import { writeQuestions } from '../write-questions.ts';

// Packages that are written and read again.

const CHOICE: Exercise = {
  id: 'Über 1',
  exercise_type: 'mcq',
  stem: 'Which *one*?',
  difficulty: 'easy',
  options: [
    { id: 'opt 1', label: 'A', text: 'a', rationale_wrong: null },
    { id: 'opt 2', label: 'B', text: 'b', rationale_wrong: 'No.', misconception_ids: ['m1'] },
  ],
  answer_key: { label: 'A', option_id: 'opt 1', rationale_right: 'Yes.' },
};

describe('what travels beside the items', () => {
  const { entries = [], exercises } = writeQuestions([CHOICE], 'qti30');
  const readBack = (change: (name: string, text: string) => string): Exercise | null => {
    const changed = entries.map(({ name, bytes }): PackageEntry => {
      const text = change(name, new TextDecoder().decode(bytes));
      return { name, bytes: new TextEncoder().encode(text) };
    });
    const result = readQuestionPackage(changed, () => '');
    if (!result.ok) throw new Error(result.refusal.sentence);
    return result.file.questions[0]?.exercise ?? null;
  };

  test('is there again, and named as what the other tool does not see', () => {
    expect(readBack((_, text) => text)).toEqual(CHOICE);
    const [written] = exercises;
    expect(written?.losses.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'ids_renumbered /id',
      'ids_renumbered /options/0/id',
      'ids_renumbered /options/1/id',
      'misconceptions /options/1/misconception_ids',
      'ids_renumbered /answer_key/option_id',
    ]);
    expect(written?.losses.every(({ stays }) => stays)).toBe(true);
  });

  test('counts only where the item still says what it said', () => {
    const edited = readBack((name, text) =>
      name.startsWith('items/')
        ? text.replace('option_1', 'first').replaceAll('"option_1"', '"first"').replaceAll('>option_1<', '>first<')
        : text,
    );
    expect(edited).toMatchObject({ id: 'Über 1', options: [{ id: 'first' }, { id: 'opt 2' }] });
  });

  test.each([
    ['broken', () => '{'],
    [
      'of another shape',
      () =>
        '{"format":"trailwright-qti","items":{"q__ber_1":[{"pointer":7},null,{"pointer":"/__proto__/x","read":null,"was":1}]}}',
    ],
    [
      'of another type',
      (text: string) =>
        text
          .replace('"/id"', '"/exercise_type"')
          .replace(/"read": "q_[^"]*"/, '"read": "mcq"')
          .replace('Über 1', 'cloze'),
    ],
    ['with a script', (text: string) => text.replace('"Über 1"', '"<script>alert(1)</script>"')],
  ])('is passed over where it is %s', (_, change) => {
    const found = readBack((name, text) => (name === 'trailwright.json' ? change(text) : text));
    expect(found).toMatchObject({ exercise_type: 'mcq', id: expect.stringMatching(/^q_/) });
    expect(JSON.stringify(found)).not.toContain('script');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

test('a choice between True and False stays one, and another spelling of a text is no loss', () => {
  const exercise: Exercise = {
    ...CHOICE,
    stem: 'Is <em>it</em>?',
    options: [
      { id: 'true', label: 'A', text: 'True', rationale_wrong: null },
      { id: 'false', label: 'B', text: 'False', rationale_wrong: null },
    ],
    answer_key: { label: 'A', option_id: 'true', rationale_right: '' },
  };
  const { entries = [], exercises } = writeQuestions([exercise], 'qti21');
  const result = readQuestionPackage(entries, () => '');
  expect(result.ok && result.file.questions[0]?.exercise).toEqual(exercise);
  expect(fateOf({ exercise, losses: exercises[0]?.losses ?? [] })).toBe('whole');
  expect(exercises[0]?.losses.map(({ code }) => code)).toContain('other_spelling');
});

test('pictures go into the package and are the same when they come back', () => {
  const bytes = new TextEncoder().encode('picture');
  const key = 'fe1a4ab1fb6347036bead73597d5d295';
  const exercise = { ...CHOICE, id: 'q1', stem: `![A plant](/assets/${key}/a%20b.png)` };
  const files = new Map([[key, { name: 'a b.png', bytes }]]);
  const { entries = [], exercises } = writeQuestions([exercise], 'qti22', { files });
  expect(entries.map(({ name }) => name)).toEqual([
    'imsmanifest.xml',
    'items/q1.xml',
    `assets/${key}/a b.png`,
    'trailwright.json',
  ]);
  expect(exercises[0]?.losses.map(({ code }) => code)).not.toContain('picture_left_behind');
  const result = readQuestionPackage(entries, () => key.padEnd(64, '0'));
  expect(result.ok && result.file.questions[0]?.exercise).toEqual(exercise);
  expect(result.ok && result.file.assets).toEqual([{ sha256: key.padEnd(64, '0'), name: 'a b.png', bytes }]);
  const [without] = writeQuestions([exercise], 'qti22').exercises;
  expect(without?.losses.map(({ code }) => code)).toContain('picture_left_behind');
});

test('ids that differ by capitals alone have files of their own, and blocked exercises stay at home', () => {
  const { entries = [], exercises } = writeQuestions(
    [
      { ...CHOICE, id: 'Q1' },
      { ...CHOICE, id: 'q1' },
      { ...CHOICE, id: 'q2', answer_key: {} },
    ],
    'qti21',
  );
  expect(entries.map(({ name }) => name).filter((name) => name.startsWith('items/'))).toEqual([
    'items/Q1.xml',
    'items/q1-2.xml',
  ]);
  expect(exercises[2]).toMatchObject({ exercise: null, losses: [{ code: 'blocks' }] });
});
