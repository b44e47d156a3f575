import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MANIFEST_FILE, ORDER_FILE } from '../core/folder.ts';
import { A, B, type Bundle, C, COURSE, changed, type Files, read, source, write } from './folder.cases.ts';
import { folderSource } from './folder-source.ts';
import { checkBundle } from './reader.ts';

describe('what people do to a folder', () => {
  const sparks = async (files: Files) => ((await read(files)).sparks as Bundle[]).map((one) => one.slug);
  const renamed = (from: string, to: string) => changed({ [from]: null, [to]: write(COURSE).get(from) ?? '' });

  test('each course has the files that one expects', () => {
    expect([...write(COURSE).keys()].sort()).toEqual(
      [A, B, C, 'd/_domain.yaml', 'd/t/_trail.yaml', 'd/t/e/_concept.yaml', ORDER_FILE, 'trailwright.yaml'].sort(),
    );
  });

  test('a file or a folder with another name is the same', async () => {
    expect(await read(renamed(A, 'd/t/c/better.md'))).toEqual(COURSE);
    const files = new Map([...write(COURSE)].map(([file, one]) => [file.replace('d/t/c/', 'd/t/first steps/'), one]));
    expect(await read(files)).toEqual(COURSE);
  });

  test('a lesson that moves to another folder stands where the lists say, and there', async () => {
    expect(await read(renamed(B, 'd/t/e/b.md'))).toMatchObject({
      concept_sparks: [...(COURSE.concept_sparks as Bundle[]), { concept_slug: 'e', spark_slug: 'b', order_index: 1 }],
    });
  });

  test('a lesson that moves and is named no more where it lay is told to leave, unless it is still named there', async () => {
    type Changes = Parameters<typeof changed>[0];
    const file = write(COURSE).get(B) ?? '';
    const told = async (changes: Changes) => {
      const manifest = [...write(COURSE).keys()].join('\n');
      const { files: known } = await source(changed({ [B]: null, [MANIFEST_FILE]: manifest, ...changes }));
      return [known?.moved.map(({ slug, from }) => `${slug} leaves ${from}`), known?.problems.map(({ code }) => code)];
    };
    const unnamed: Changes = { [C]: (one) => one.replace('  - b\n', '') };
    expect(await told({ ...unnamed, 'd/t/e/b.md': file })).toEqual([['b leaves c'], ['moved_file']]);
    expect(await told({ ...unnamed, '_sparks/b.md': file })).toEqual([['b leaves c'], ['moved_file']]);
    // In its own folder, under another name; named in both; gone.
    expect(await told({ ...unnamed, 'd/t/c/better.md': file })).toEqual([[], []]);
    expect(await told({ 'd/t/e/b.md': file })).toEqual([[], []]);
    expect(await told({})).toEqual([[], ['missing_file']]);
  });

  test('a new file is a new lesson, the last of its concept, named like the file or else like its title', async () => {
    const text = '---\ntitle: Crème brûlée\nestimated_mins: 5\ndifficulty: beginner\n---\n# New\n';
    const files = changed({ 'd/t/c/Left join.md': text, 'd/t/c/日本.md': text });
    expect(await sparks(files)).toEqual(['a', 'b', 'left-join', 'creme-brulee']);
    expect((await read(files)).concept_sparks).toContainEqual({
      concept_slug: 'c',
      spark_slug: 'left-join',
      order_index: 2,
    });
  });

  test('notes, pictures and hidden files are nobody of ours', async () => {
    const files = changed({
      'README.md': 'x',
      'd/t/c/readme.md': '---\nx',
      'd/t/c/a.png': 'x',
      'docs/x.md': '---\na: 1\n---\n',
      'd/notes.md': 'x',
    });
    expect(await read(files)).toEqual(COURSE);
  });

  test('the order of lessons is that of the list', async () => {
    const files = changed({ [C]: (one) => one.replace('  - a\n  - b', '  - b\n  - a') });
    expect((await read(files)).concept_sparks).toContainEqual({ concept_slug: 'c', spark_slug: 'b', order_index: 0 });
  });

  test('a memory of the order that a merge left marks in does no harm', async () => {
    const files = changed({ [ORDER_FILE]: '<<<<<<< HEAD\nspark b\n=======\nspark gone\n>>>>>>> other\nspark a\n' });
    expect(await sparks(files)).toEqual(['b', 'a']);
  });
});

describe('what is wrong is told with file and line', () => {
  async function problems(files: Files) {
    const { report } = await checkBundle(await source(files), { resolve: 'workspace' });
    return report.problems.map(({ code, severity, file, line, path: at, message }) => ({
      told: `${severity} ${code} ${file}:${line ?? ''} ${at}`,
      message,
    }));
  }
  const front = (from: string, to: string) => (one: string) => one.replace(from, to);

  test.each<[string, Parameters<typeof changed>[0], string[]]>([
    [
      'a field that is not valid',
      { [A]: front('estimated_mins: 5', 'estimated_mins: 500') },
      [`error out_of_range ${A}:4 /sparks/0/estimated_mins`],
    ],
    [
      'a type that changed',
      { [A]: front('title: Spark a', 'title: 1.0') },
      [`error invalid_type ${A}:2 /sparks/0/title`],
    ],
    [
      'a field that is missing',
      { [A]: front('difficulty: beginner\n', '') },
      [`error missing_field ${A}:2 /sparks/0/difficulty`],
    ],
    [
      'a slip of the pen in a link',
      { [B]: front('link_type:', 'linktype:') },
      [`error unknown_field ${B}:8 /spark_links/0/linktype`, `error missing_field ${B}:7 /spark_links/0/link_type`],
    ],
    ['a colon in a text', { [A]: front('Spark a', 'Spark: a') }, [`error invalid_yaml ${A}:2 `]],
    ['a quote without end', { [A]: front('title: Spark a', 'title: "Spark') }, [`error invalid_yaml ${A}:6 `]],
    ['a key twice', { [A]: front('slug: a', 'title: again') }, [`error duplicate_key ${A}:3 `]],
    [
      'a slip of the pen',
      { [A]: front('title:', 'titel:') },
      [`error unknown_field ${A}:2 /sparks/0/titel`, `error missing_field ${A}:2 /sparks/0/title`],
    ],
    [
      'a text in front matter',
      { [A]: front('slug: a', 'slug: a\ncontent_md: x') },
      [`error unknown_field ${A}:4 /sparks/0/content_md`],
    ],
    [
      'a slug in two files',
      { [B]: front('slug: b', 'slug: a') },
      [
        `error duplicate_slug ${B}:3 /sparks/1/slug`,
        `error unresolved_reference ${C}:5 /concept_sparks/1/spark_slug`,
        `error self_link ${B}:7 /spark_links/0`,
      ],
    ],
    [
      'a lesson named twice',
      { [C]: front('  - b', '  - b\n  - a') },
      [`error duplicate_link ${C}:6 /concept_sparks/2`],
    ],
    ['a lesson without front matter', { [A]: 'text' }, [`error invalid_yaml ${A}:1 `]],
    ['front matter without end', { [A]: '---\ntitle: x\n' }, [`error invalid_yaml ${A}:1 `]],
    ['a file that is missing', { [B]: null }, [`error unresolved_reference ${C}:5 /concept_sparks/1/spark_slug`]],
    [
      'a list that is none',
      { [B]: (one) => one.replace(/links:[\s\S]*?---/, 'links: none\n---') },
      [`error invalid_type ${B}:6 /sparks/1/links`],
    ],
    ['an entry that is none', { [C]: front('  - b', '  - [b]') }, [`error invalid_type ${C}:5 /concepts/0/sparks/1`]],
    [
      'a link within a link',
      { [B]: front('link_type: prerequisite', 'link_type: sideways') },
      [`error unknown_value ${B}:8 /spark_links/0/link_type`],
    ],
    [
      'a loop',
      {
        [A]: front('difficulty: beginner', 'difficulty: beginner\nlinks:\n  - source_slug: b\n    link_type: related'),
      },
      [`error loop ${A}:7 /spark_links/0`],
    ],
    [
      'no root file',
      { 'trailwright.yaml': null },
      [
        'error missing_file trailwright.yaml: ',
        'error missing_field trailwright.yaml: /schema_version',
        'error missing_field trailwright.yaml: /version_label',
        'error missing_field trailwright.yaml: /metadata',
      ],
    ],
    [
      'a wrong header',
      { 'trailwright.yaml': front('version_label: v1', 'version_label: 1.0') },
      ['error invalid_type trailwright.yaml:4 /version_label'],
    ],
    ['a lesson gone astray', { 'd/t/x.md': '---\ntitle: x\n---\n' }, ['error misplaced_file d/t/x.md:1 ']],
    [
      'a number too long',
      { [A]: front('slug: a', 'slug: a\nextras:\n  id: 9007199254740993') },
      [`error inexact_number ${A}:5 `],
    ],
    [
      'an extra that hides a field',
      { [A]: front('slug: a', 'slug: a\nextras:\n  title: x') },
      [`error unknown_field ${A}:5 /sparks/0/extras/title`],
    ],
    [
      'an exported file that is gone',
      { [MANIFEST_FILE]: `${A}\n${B}\nd/t/c/gone.md\n_beacons.yaml\n` },
      ['warning missing_file d/t/c/gone.md: ', 'warning missing_file _beacons.yaml: '],
    ],
    [
      'a character that cannot be kept',
      { [A]: front('title: Spark a', 'title: "\\ud800 x"') },
      [`error bad_text ${A}:2 /sparks/0/title`],
    ],
    [
      'a character in the text that cannot be kept',
      { [A]: front('# a', '# \0') },
      [`error bad_text ${A}:7 /sparks/0/content_md`],
    ],
  ])('%s', async (_, changes, expected) => {
    expect((await problems(changed(changes))).map(({ told }) => told).sort()).toEqual([...expected].sort());
  });

  test('a slug in two files names both', async () => {
    const [first] = await problems(changed({ [B]: front('slug: b', 'slug: a') }));
    expect(first?.message).toBe(`a stands twice in sparks, first in ${A}.`);
  });

  test('a file that is not UTF-8', async () => {
    const files = changed({});
    const broken = await folderSource({
      name: 'course',
      paths: [...files.keys()],
      read: async (file) => Buffer.from(file === A ? Buffer.from([0x2d, 0x0a, 0xff]) : (files.get(file) ?? '')),
    });
    const { report } = await checkBundle(broken, { resolve: 'inside' });
    expect(report.problems).toMatchObject([{ code: 'invalid_utf8', file: A, line: 2 }]);
  });
});

test('whatever is done to the bytes of a file is told or read, never thrown', async () => {
  const pieces = fc.constantFrom(
    '---\n',
    '"',
    ': ',
    '- ',
    '[',
    '}',
    '\n',
    '&a ',
    '*a',
    '!!',
    '\t',
    '<<: *a\n',
    'slug: a\n',
    '\0',
    'extras: 1\n',
  );
  const change = fc.record({
    file: fc.nat(),
    at: fc.nat(),
    cut: fc.nat(20),
    put: fc.oneof(pieces, fc.string({ maxLength: 4 })),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const files = write(COURSE);
      for (const { file, at, cut, put } of changes) {
        const [name = '', text = ''] = [...files][file % files.size] ?? [];
        const place = at % (text.length + 1);
        files.set(name, text.slice(0, place) + put + text.slice(place + cut));
      }
      const { report } = await checkBundle(await source(files), { resolve: 'workspace' });
      for (const problem of report.problems)
        expect(problem).toMatchObject({ file: expect.any(String), hint: expect.stringMatching(/./) });
    }),
    { numRuns: 500 },
  );
});
