import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_ANSWERS, type ReadAnswers } from './answers.ts';
import { readResultFile } from './read-file.ts';

const KNOWN = new Set(['iot-q10-1', 'iot-q10-2', 'iot-q10-3']);
const isExercise = (name: string) => KNOWN.has(name);
const bytes = (text: string, encoding: 'utf8' | 'latin1' = 'utf8') => new Uint8Array(Buffer.from(text, encoding));
const outcome = (text: string) => readResultFile(bytes(text), { isExercise });

function read(text: string | Uint8Array): ReadAnswers {
  const found = readResultFile(typeof text === 'string' ? bytes(text) : text, { isExercise });
  if (!found.ok) throw new Error(found.refusal.sentence);
  return found.read;
}
const refusal = (text: string) => {
  const found = outcome(text);
  return found.ok ? null : found.refusal.code;
};

describe('CSV', () => {
  test('with semicolons, decimal commas and windows-1252', () => {
    const text =
      'Schüler;Frage;Antwort;Punkte;Zeitpunkt\nJürgen;iot-q10-3;C;0,00;24.11.2026 09:14\nÄnne;iot-q10-2;B;1,00;24.11.2026 09:15\n';
    const found = read(bytes(text, 'latin1'));
    expect(found).toMatchObject({ format: 'csv', encoding: 'windows-1252', separator: ';', left: [] });
    expect(found.answers).toMatchObject([
      { line: 2, learner: 'Jürgen', exercise: 'iot-q10-3', response: 'C', score: 0, at: '2026-11-24T09:14:00.000Z' },
      { line: 3, learner: 'Änne', exercise: 'iot-q10-2', response: 'B', score: 1 },
    ]);
    expect(found.columns[2]).toEqual({ name: 'Antwort', role: 'answer', first: ['C', 'B'] });
  });

  test('with a byte order mark and tabs', () => {
    const found = read('\ufefflearner\texercise\tcorrect\na\tiot-q10-1\tyes\nb\tiot-q10-1\tno\n');
    expect(found.answers.map(({ score }) => score)).toEqual([1, 0]);
    expect(found.separator).toBe('\t');
  });

  test('wide: a learner in each row, points or answers in each column, empty cells are no answers', () => {
    const found = read('learner,iot-q10-1,iot-q10-2,iot-q10-3\na,C,0.5,\nb,A,,0\n');
    expect(found.answers.map((one) => [one.learner, one.exercise, one.score, one.response])).toEqual([
      ['a', 'iot-q10-1', null, 'C'],
      ['a', 'iot-q10-2', 0.5, null],
      ['b', 'iot-q10-1', null, 'A'],
      ['b', 'iot-q10-3', 0, null],
    ]);
  });

  test('wide: a column has points or words for right and wrong only where all of it are such', () => {
    const found = read('learner,iot-q10-1,iot-q10-2,iot-q10-3\na,1,right,1\nb,42,Wrong,-\nc,0,0.5,0.5\nd,-,-,\n');
    expect(found.answers.map((one) => [one.learner, one.exercise, one.score, one.response])).toEqual([
      ['a', 'iot-q10-1', null, '1'],
      ['a', 'iot-q10-2', 1, null],
      ['a', 'iot-q10-3', 1, null],
      ['b', 'iot-q10-1', null, '42'],
      ['b', 'iot-q10-2', 0, null],
      ['c', 'iot-q10-1', null, '0'],
      ['c', 'iot-q10-2', 0.5, null],
      ['c', 'iot-q10-3', 0.5, null],
      ['d', 'iot-q10-1', null, '-'],
    ]);
  });

  test('a dash marks nothing, and most points that are no number make no points', () => {
    const found = read('learner,exercise,right\na,iot-q10-1,-\nb,iot-q10-1,no\n');
    expect(found.answers.map(({ score }) => score)).toEqual([null, 0]);
    const many = read('learner,exercise,points,max\na,iot-q10-1,1,1e999\nb,iot-q10-1,1,lots\nc,iot-q10-1,1,2\n');
    expect([many.answers.map(({ score }) => score), many.left.map(({ reason }) => reason)]).toEqual([
      [0.5],
      ['bad_score', 'bad_score'],
    ]);
  });

  test('rows that cannot be taken cost themselves alone and are named by line and reason', () => {
    const found = read(
      [
        'learner,exercise,points,when',
        'a,iot-q10-1,1,2026-01-01',
        ',iot-q10-1,1,2026-01-01',
        'b,,1,2026-01-01',
        'c,iot-q10-1,7,2026-01-01',
        'd,iot-q10-1,1,soon',
        '"e,iot-q10-1,1,2026-01-01',
        'f,iot-q10-1,0,2026-01-01',
      ].join('\n'),
    );
    expect(found.answers.map(({ learner }) => learner)).toEqual(['a', 'f']);
    expect(found.left.map(({ line, reason }) => [line, reason]).sort()).toEqual([
      [3, 'no_learner'],
      [4, 'no_exercise'],
      [5, 'bad_score'],
      [6, 'bad_time'],
      [7, 'unreadable'],
    ]);
  });

  test('the columns of a person go before those that are guessed', () => {
    const found = readResultFile(bytes('one,two,three\n1,a,iot-q10-1\n'), {
      isExercise,
      roles: ['points', 'learner', 'exercise'],
    });
    expect(found).toMatchObject({ ok: true, read: { answers: [{ learner: 'a', score: 1, exercise: 'iot-q10-1' }] } });
  });

  test('a table that says too little comes back with its columns', () => {
    const found = outcome('learner,colour\na,red\n');
    expect(found).toMatchObject({
      ok: false,
      refusal: { code: 'no_columns' },
      columns: [{ name: 'learner' }, { name: 'colour', first: ['red'] }],
    });
  });

  test.each([
    ['empty', ' \n', 'broken'],
    ['a letter', 'Dear all', 'unknown_format'],
    ['zeros', 'a\0b', 'unknown_format'],
    ['JSON of something else', '{"a": 1}', 'unknown_format'],
    ['half a document', '[{"actor": ', 'broken'],
  ])('%s is refused', (_, text, code) => expect(refusal(text)).toBe(code));
});

const statement = (more: object, result: object = { success: true, response: 'b' }) => ({
  actor: { account: { homePage: 'https://lms.example', name: 'u1' } },
  verb: { id: 'http://adlnet.gov/expapi/verbs/answered' },
  object: {
    id: 'https://studio.example/sparks/dough/exercises/iot-q10-1',
    definition: { type: 'http://adlnet.gov/expapi/activities/cmi.interaction', interactionType: 'choice' },
  },
  result,
  timestamp: '2026-11-24T09:14:00Z',
  ...more,
});

describe('xAPI', () => {
  const one = { learner: 'https://lms.example u1', exercise: 'iot-q10-1', spark: 'dough', response: 'b', score: 1 };
  test.each([
    ['a list', JSON.stringify([statement({})])],
    ['statements of a query', JSON.stringify({ statements: [statement({})], more: '' })],
    ['lines', `${JSON.stringify(statement({}))}\n\n${JSON.stringify(statement({}))}`],
    ['one', JSON.stringify(statement({}))],
  ])('%s', (_, text) => {
    const found = read(text);
    expect([found.format, found.left]).toEqual(['xapi', []]);
    expect(found.answers[0]).toMatchObject(one);
  });

  test.each([
    [{ score: { scaled: 0.25 } }, 0.25],
    [{ score: { scaled: -0.5 } }, 0],
    [{ score: { raw: 3, max: 4 } }, 0.75],
    [{ success: false }, 0],
    [{ response: 'a' }, null],
  ])('marked by %j', (result, score) => {
    expect(read(JSON.stringify([statement({}, result)])).answers[0]?.score).toBe(score);
  });

  test('who: one identifier, names are none', () => {
    const who = (actor: object) => read(JSON.stringify([statement({ actor })]));
    expect(who({ mbox: 'mailto:Ana@Example.org' }).answers[0]?.learner).toBe('mailto:ana@example.org');
    expect(who({ mbox_sha1sum: 'f00' }).answers[0]?.learner).toBe('f00');
    expect(who({ name: 'Ana' }).left).toMatchObject([{ reason: 'no_learner' }]);
  });

  test('what the player says: version and attempt, and what options are called', () => {
    const [found] = read(
      JSON.stringify([
        statement({
          object: {
            id: 'urn:trailwright:dough:iot-q10-1',
            definition: {
              interactionType: 'choice',
              choices: [
                { id: 'x', description: { en: 'One' } },
                { id: 'y', description: { en: 'Two' } },
              ],
            },
          },
          result: { response: 'x[,]y', success: false },
          context: {
            extensions: { 'https://studio.example/xapi/version': 4, 'https://studio.example/xapi/attempt': 2 },
          },
        }),
      ]),
    ).answers;
    expect(found).toMatchObject({ spark: 'dough', version: 4, attempt: 2, chosen_texts: ['One', 'Two'] });
  });

  test.each([
    ['https://studio.example/sparks/dough/exercises/ex_1', 'dough', false],
    ['urn:trailwright:dough:ex_1', 'dough', false],
    ['https://learn.example/quiz/ex_1', 'quiz', true],
    ['https://learn.example/courses/autumn/exercises/ex_1', 'autumn', true],
  ])('%s names a spark for certain only where it says so', (id, spark, is_spark_guessed) => {
    const [answer] = read(
      JSON.stringify([statement({ object: { id, definition: { interactionType: 'choice' } } })]),
    ).answers;
    expect(answer).toMatchObject({ exercise: 'ex_1', spark, is_spark_guessed });
  });

  test('everything else is counted and left', () => {
    const text = JSON.stringify([
      statement({ verb: { id: 'http://adlnet.gov/expapi/verbs/launched' } }),
      statement({}, {}),
      7,
      statement({ timestamp: 'soon' }),
      statement({}, { score: { scaled: 7 } }),
      statement({}),
    ]);
    expect(read(text).left.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'not_an_answer'],
      [2, 'not_an_answer'],
      [3, 'not_an_answer'],
      [4, 'bad_time'],
      [5, 'bad_score'],
    ]);
  });

  test('broken lines cost themselves alone', () => {
    const found = read(`${JSON.stringify(statement({}))}\n{"actor"\n${JSON.stringify(statement({}))}`);
    expect([found.answers.map(({ line }) => line), found.left]).toEqual([
      [1, 3],
      [{ line: 2, reason: 'unreadable', said: '{"actor"' }],
    ]);
  });
});

describe('SCORM', () => {
  const flat = {
    'cmi.core.student_id': 's1',
    'cmi.interactions.0.id': 'iot-q10-1',
    'cmi.interactions.0.student_response': 'b',
    'cmi.interactions.0.result': 'wrong',
    'cmi.interactions.0.time': '09:14:00',
    'cmi.interactions.1.id': 'iot-q10-2',
    'cmi.interactions.1.result': '0.5',
    'cmi.interactions._count': '2',
  };
  test('1.2, flat', () => {
    const found = read(JSON.stringify(flat));
    expect(found.format).toBe('scorm');
    expect(found.answers).toMatchObject([
      { learner: 's1', exercise: 'iot-q10-1', response: 'b', score: 0, at: null },
      { exercise: 'iot-q10-2', response: null, score: 0.5 },
    ]);
  });

  test('2004, nested, of several learners', () => {
    const session = (learner_id: string, result: string) => ({
      learner_id,
      cmi: { interactions: [{ id: 'iot-q10-1', learner_response: 'a', result, timestamp: '2026-11-24T09:14:00.5Z' }] },
    });
    const found = read(
      JSON.stringify([session('s1', 'correct'), session('s2', 'incorrect'), session('s3', 'neutral')]),
    );
    expect(found.answers.map(({ learner, score, at }) => [learner, score, at])).toEqual([
      ['s1', 1, '2026-11-24T09:14:00.000Z'],
      ['s2', 0, '2026-11-24T09:14:00.000Z'],
      ['s3', null, '2026-11-24T09:14:00.000Z'],
    ]);
  });

  test('the first of several learners may have no interactions', () => {
    const found = read(JSON.stringify([{ learner_id: 's0', cmi: { completion_status: 'incomplete' } }, flat]));
    expect(found).toMatchObject({ format: 'scorm', answers: [{ learner: 's1' }, { learner: 's1' }] });
  });

  test('attempts of a dump are read in their order, whatever that of its rows', () => {
    const attempt = (number: number, result: string) => [
      `7,${number},cmi.interactions_0.id,iot-q10-1`,
      `7,${number},cmi.interactions_0.result,${result}`,
    ];
    const rows = [
      'userid,attempt,element,value',
      ...attempt(10, 'correct'),
      ...attempt(2, '0.5'),
      ...attempt(1, 'wrong'),
    ];
    expect(read(rows.join('\n')).answers.map(({ score }) => score)).toEqual([0, 0.5, 1]);
  });

  test('a dump with an element in each row, as Moodle names them', () => {
    const rows = [
      'userid,scoid,attempt,element,value,timemodified',
      '7,1,1,cmi.interactions_0.id,iot-q10-1,1795511640',
      '7,1,1,cmi.interactions_0.student_response,b,1795511640',
      '7,1,1,cmi.interactions_0.result,correct,1795511640',
      '7,1,1,cmi.core.score.raw,50,1795511640',
      '8,1,1,cmi.interactions_0.id,iot-q10-2,1795511640',
      '8,1,1,cmi.interactions_0.result,sideways,1795511640',
    ];
    const found = read(rows.join('\n'));
    expect(found).toMatchObject({
      format: 'scorm',
      answers: [
        { line: 2, learner: '7', exercise: 'iot-q10-1', response: 'b', score: 1, at: '2026-11-24T09:14:00.000Z' },
      ],
      left: [{ reason: 'bad_score', said: 'sideways' }],
    });
  });
});

test('more answers than are taken are refused, not cut off', () => {
  const many = JSON.stringify({ statements: Array.from({ length: MOST_ANSWERS + 1 }, () => 0) });
  expect(refusal(many)).toBe('too_many');
});

test('whatever a file says, reading ends, and never throws', () => {
  const part = fc.constantFrom(
    'learner',
    'exercise',
    '"',
    ';',
    ',',
    '\n',
    '\t',
    '{',
    '[',
    ']',
    '"cmi.interactions.0.id":',
    'actor',
    '1',
    '\ufeff',
    '=1+1',
    'null',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 8 })), { maxLength: 40 }), (parts) => {
      const found = outcome(parts.join(''));
      expect(typeof found.ok).toBe('boolean');
    }),
    { numRuns: 300 },
  );
});
