import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lineFinder, readYaml, writeYaml } from './folder-yaml.ts';

const AWKWARD = [
  '',
  ' ',
  '\n',
  '---',
  '...',
  'yes',
  'No',
  'null',
  '~',
  '1.0',
  '1e3',
  '0x1F',
  '0o17',
  '017',
  '1_000',
  '12:30',
  '12:30:45',
  '2026-01-02',
  '2026-01-02T03:04:05Z',
  '.inf',
  '<<',
  '=',
  'a: b',
  'a #b',
  '# a',
  '- a',
  '? a',
  '| a',
  '> a',
  '%YAML 1.1',
  '&a',
  '*a',
  '!a',
  '@a',
  '`a`',
  '"a"',
  "'a'",
  '{a}',
  '[a]',
  'a,b',
  'line\nline',
  'line\n',
  'line\n\n',
  '\nline',
  ' line\nline',
  'line\n  line',
  'line\n---\nline',
  'line \nline',
  'line\n\n\nline',
  'line\n# line',
  'a\r\nb',
  'a\rb',
  'a\tb',
  '\ta',
  'a\n\tb',
  'a\u0085b',
  'a\u2028b',
  '\ufeffa',
  'a\u0000b',
  'a\u001bb',
  '\ud83d\ude00',
  'الدرس',
  'x'.repeat(500),
  `${'word '.repeat(100)}\n${'word '.repeat(100)}`,
];

const read = (text: string) => {
  const { value, faults } = readYaml(text);
  expect(faults).toEqual([]);
  return value;
};

describe('what is written is read back', () => {
  test.each(AWKWARD.map((text) => [JSON.stringify(text).slice(0, 30), text]))(
    '%s, as value, in a list, deep, and as key',
    (_, text) => {
      const value = { a: text, b: [text, [text]], c: { d: { [text]: text } }, [`k${text}`]: { e: text }, z: text };
      expect(read(writeYaml(value))).toEqual(value);
    },
  );

  test('any JSON, and any text of awkward pieces', () => {
    const piece = fc.oneof(
      fc.constantFrom(...AWKWARD),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('\n', ' ', '  '),
    );
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('any'), { maxLength: 4 }),
      map: fc.dictionary(
        text.filter((key) => key !== '__proto__'),
        tie('any'),
        { maxKeys: 4, noNullPrototype: true },
      ),
    })).map;
    fc.assert(
      fc.property(value, (map) => {
        const plain = JSON.parse(JSON.stringify(map));
        expect(read(writeYaml(plain))).toEqual(plain);
        expect(writeYaml(read(writeYaml(plain)) ?? {})).toBe(writeYaml(plain));
      }),
      { numRuns: 500 },
    );
  });
});

describe('for people and for git', () => {
  test('one line a line, nothing folded, nothing quoted without need, ambiguous words quoted', () => {
    const text = writeYaml({
      title: `A title that is long: ${'word '.repeat(30)}end`,
      summary: 'Two\n\nparagraphs',
      plain: `Plain ${'word '.repeat(30)}end`,
      word: 'yes',
      day: '2026-01-02',
      number: '1.0',
      beacons: ['sql'],
      none: [],
      nothing: null,
    });
    expect(text.split('\n')).toEqual([
      `title: "A title that is long: ${'word '.repeat(30)}end"`,
      'summary: |-',
      '  Two',
      '',
      '  paragraphs',
      `plain: Plain ${'word '.repeat(30)}end`,
      'word: "yes"',
      'day: "2026-01-02"',
      'number: "1.0"',
      'beacons:',
      '  - sql',
      'none: []',
      'nothing: null',
      '',
    ]);
  });
});

describe('what cannot be read', () => {
  test.each([
    ['a bracket left open', 'a: 1\nb: [1\nc: 2', 'invalid_yaml', 3],
    ['a key twice', 'a: 1\na: 2', 'duplicate_key', 2],
    ['an unknown tag', 'a: !thing b', 'invalid_yaml', 1],
    ['a list', '- a', 'invalid_yaml', 1],
    ['text', 'text', 'invalid_yaml', 1],
    ['nothing', '', 'invalid_yaml', 1],
    ['a number too long', 'a: 1\nid: 9007199254740993', 'inexact_number', 2],
    ['no number', 'a: .nan', 'inexact_number', 1],
    ['an alias of nothing', 'a: &x 1\nb: *y', 'invalid_yaml', 1],
    ['deep nesting', `a: ${'['.repeat(20_000)}`, 'invalid_yaml', 1],
    [
      'a bomb of aliases',
      `a: &a [1]\n${[...'bcdefgh'].map((k, i) => `${k}: &${k} [${`*${'abcdefgh'[i]},`.repeat(9)}]`).join('\n')}`,
      'invalid_yaml',
      1,
    ],
    ['two documents', 'a: 1\n---\nb: 2', 'invalid_yaml', 2],
  ])('%s', (_, text, code, line) => {
    expect(readYaml(text).faults[0]).toMatchObject({ code, line });
  });

  test.each(['a: 0x1F', 'a: +1', 'a: .5', 'a: 1.', 'a: 1.5e-7', 'a: -0.25'])('%s is a number that is kept', (text) => {
    expect(read(text)).toEqual({ a: expect.any(Number) });
  });
});

test('lines of values are those of their keys', () => {
  const find = lineFinder(
    'title: x\nlinks:\n  - source_slug: a\n    weight: 2\n  - source_slug: b\nsummary: |\n  long\n',
  );
  const paths = [['title'], ['links', 0, 'weight'], ['links', 1], ['links', 1, 'gone'], ['summary'], []];
  expect(paths.map(find)).toEqual([1, 4, 5, null, 6, null]);
});
