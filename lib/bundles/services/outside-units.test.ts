import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unitContent } from '../core/outside-content.ts';
import { ownerOf, readUsers } from '../core/units/users.ts';
import { writeUnit } from '../core/units/write-unit.ts';
import { jsonSource, type ReadOutside, readOutside, unitFile } from './outside.cases.ts';
import { type ExternalFinder, nameAll } from './outside-names.ts';
import { bufferSource } from './reader.ts';

const errorsOf = ({ report }: ReadOutside) => report.problems.filter(({ severity }) => severity === 'error');

/** The unit of a file as an export would write it. */
function written({ content, recordsOf }: ReadOutside): unknown {
  const [concept] = content.items.get('concept') ?? [];
  if (!concept) return null;
  const records = { runs: recordsOf('flow_run'), conversations: recordsOf('conversation') };
  return JSON.parse(JSON.stringify(writeUnit(unitContent(content, concept, records))));
}

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/content');
const units = existsSync(CONTENT)
  ? readdirSync(CONTENT, { recursive: true, encoding: 'utf8' }).filter((file) => /\/units\/[^/]+\.json$/.test(file))
  : [];

describe('a unit file goes out as it came', () => {
  test.skipIf(units.length === 0)('every real one', async () => {
    for (const file of units) {
      const unit = JSON.parse(readFileSync(path.join(CONTENT, file), 'utf8'));
      const read = await readOutside(jsonSource(file, unit));
      expect(errorsOf(read), file).toEqual([]);
      expect(written(read), file).toEqual(unit);
    }
  });

  test('generated ones, with unknown members everywhere', async () => {
    await fc.assert(
      fc.asyncProperty(unitFile, async (unit) => {
        const read = await readOutside(jsonSource('unit.json', unit));
        expect(errorsOf(read)).toEqual([]);
        expect(written(read)).toEqual(unit);
      }),
      { numRuns: 150 },
    );
  });
});

const lesson = (more: object = {}) => ({
  id: 'a-lesson',
  title: 'A lesson',
  source_material: 'Text',
  package: { meta: {}, exercise_bank: [], quiz: [] },
  ...more,
});
const unit = (more: object = {}) => ({ id: 'a-unit', title: 'A unit', lessons: [lesson()], ...more });

describe('a unit file that cannot be read', () => {
  test.each([
    [
      'a datetime of a lesson',
      { lessons: [lesson({ created_at: 'yesterday' })] },
      'invalid_datetime',
      '/lessons/0/created_at',
    ],
    [
      'a datetime of a run',
      { lessons: [lesson({ flow_run: { started_at: 5 } })] },
      'invalid_datetime',
      '/lessons/0/flow_run/started_at',
    ],
    [
      'a datetime of a step',
      { lessons: [lesson({ step_runs: [{}, { completed_at: '2024-02-30' }] })] },
      'invalid_datetime',
      '/lessons/0/step_runs/1/completed_at',
    ],
    [
      'a datetime of a request',
      { lessons: [lesson({ llm_requests: [{ response_created_at: '' }] })] },
      'invalid_datetime',
      '/lessons/0/llm_requests/0/response_created_at',
    ],
    [
      'a datetime of a resource',
      { resources: [{ id: 'r', created_at: 'x' }] },
      'invalid_datetime',
      '/resources/0/created_at',
    ],
    [
      'a datetime of a message',
      { learning_conversations: { coach: [{ messages: [{ created_at: 'x' }] }] } },
      'invalid_datetime',
      '/learning_conversations/coach/0/messages/0/created_at',
    ],
    [
      'a run of another id',
      { lessons: [lesson({ flow_run_id: 'a', flow_run: { id: 'b' } })] },
      'flow_run_mismatch',
      '/lessons/0/flow_run_id',
    ],
    ['a title that is too short', { title: 'x' }, 'too_short', '/title'],
    ['a lesson without a title', { lessons: [lesson({ title: undefined })] }, 'missing_field', '/lessons/0/title'],
    ['a lesson that is no object', { lessons: [lesson(), 5] }, 'invalid_type', '/lessons/1'],
    [
      'a text that is too long',
      { lessons: [lesson({ source_material: 'x'.repeat(1_000_001) })] },
      'too_long',
      '/lessons/0/source_material',
    ],
    [
      'an objective without a title',
      { learning_objectives: [{ id: 'lo_1' }] },
      'missing_field',
      '/learning_objectives/0/title',
    ],
    ['a NUL in a run', { lessons: [lesson({ flow_run: { inputs: 'a\0b' } })] }, 'bad_text', '/lessons/0'],
    [
      'a resource from nowhere',
      { resources: [{ id: 'r', source_url: 'javascript:alert(1)' }] },
      'invalid_format',
      '/resources/0/source_url',
    ],
    ['two lessons of one id', { lessons: [lesson(), lesson()] }, 'duplicate_external_id', '/lessons/1/id'],
  ])('%s is told with its place', async (_, more, code, path) => {
    const read = await readOutside(jsonSource('unit.json', unit(more)));
    expect(errorsOf(read)).toMatchObject([{ code, path }]);
    if (code === 'invalid_datetime') expect(errorsOf(read)[0]?.message).toMatch(/^Datetime parsing error: /);
  });

  test('broken JSON says where', async () => {
    const source = bufferSource(
      'unit.json',
      new TextEncoder().encode('{"title": "A unit", "lessons": [{"title": "x",}]}'),
    );
    expect(errorsOf(await readOutside(source))).toMatchObject([
      { code: 'invalid_json', path: '/lessons/0/title', message: expect.stringContaining('line 1, column') },
    ]);
  });

  test('what is beside its lessons is held in memory, and therefore not without end', async () => {
    const large = { notes: Array.from({ length: 20 }, () => 'x'.repeat(1_000_000)) };
    expect(errorsOf(await readOutside(jsonSource('unit.json', unit(large))))).toMatchObject([{ code: 'too_large' }]);
  });
});

describe('the text of a lesson', () => {
  test.each([
    ['its source material', { source_material: 'Source', podcast_transcript: 'Said' }, 'Source'],
    ['the transcript of its podcast', { source_material: ' ', podcast_transcript: 'Said' }, 'Said'],
    ['a text of its own', { content_md: 'Own', source_material: 'Source' }, 'Own'],
    ['nothing', { source_material: null }, ''],
  ])('is %s', async (_, more, text) => {
    const read = await readOutside(jsonSource('unit.json', unit({ lessons: [lesson(more)] })));
    expect(read.content.items.get('spark')).toMatchObject([{ content_md: text }]);
    const warnings = read.report.problems.map(({ code }) => code);
    expect(warnings.includes('no_text')).toBe(text === '');
  });

  test('goes out beside the source once somebody has rewritten it', async () => {
    const read = await readOutside(jsonSource('unit.json', unit()));
    Object.assign(read.content.items.get('spark')?.[0] ?? {}, { content_md: 'Rewritten' });
    expect(written(read)).toEqual(unit({ lessons: [lesson({ content_md: 'Rewritten' })] }));
  });

  test('of a concept that never was in a file goes out with what such files do not have', () => {
    const spark = {
      slug: 'joins',
      title: 'Joins',
      content_md: 'Text',
      summary: 'Short',
      estimated_mins: 5,
      difficulty: 'expert',
    };
    const lessons = [{ spark, profile: null, package: null, run: null }];
    const concept = { slug: 'sql', title: 'SQL' };
    expect(writeUnit({ concept, profile: null, objectives: [], resources: [], conversations: [], lessons })).toEqual({
      id: 'sql',
      title: 'SQL',
      lessons: [
        { id: 'joins', title: 'Joins', content_md: 'Text', summary: 'Short', estimated_mins: 5, difficulty: 'expert' },
      ],
    });
  });
});

describe('names', () => {
  const known =
    (there: Record<string, string>, taken: string[] = []): ExternalFinder =>
    async (_kind, _system, asked) =>
      asked.map(({ id, slug }) => ({
        id,
        slug: there[id] ?? null,
        difficulty: null,
        estimated_mins: null,
        parent: null,
        is_taken: taken.includes(slug),
      }));
  const thing = (external_id: string, title: string) => ({ external_id, title, has_id: true });

  test('what came before keeps its slug, an id that is one is it, and a title makes one that is free', async () => {
    const things = [
      thing('7b2e0f2a-1111-4222-8333-444455556666', 'Introduction'),
      thing('8b2e0f2a-1111-4222-8333-444455556666', 'Introduction'),
      thing('own-slug', 'Whatever'),
      thing('Renamed Here', 'Whatever'),
    ];
    const find = known({ 'Renamed Here': 'a-new-name' }, ['introduction', 'introduction-2']);
    expect((await nameAll('spark', 'unit-file', things, find)).map(({ slug }) => slug)).toEqual([
      'introduction-3',
      'introduction-4',
      'own-slug',
      'a-new-name',
    ]);
  });
});

describe('owners', () => {
  const members = new Map([['brian@example.org', 'id-of-brian']]);
  const spellings = [
    '[{"id": 1, "email": "Brian@example.org", "key": "brian"}]',
    '{"email_to_key": {"Brian@example.org": "brian"}}',
  ];

  test.each(spellings)('%s maps a key to a member by e-mail', (text) => {
    const { keys, problems } = readUsers(text);
    expect(problems).toEqual([]);
    expect(ownerOf('brian', { keys, members, taker: null })).toEqual({ owner_id: 'id-of-brian', problems: [] });
  });

  test('an unknown key is told with the keys that exist, and can be taken over', () => {
    const { keys } = readUsers(spellings[0] ?? '');
    expect(ownerOf('ana', { keys, members, taker: null }).problems).toMatchObject([
      {
        code: 'unknown_owner_key',
        severity: 'error',
        message: expect.stringMatching(/^Unknown owner_key: ana .* brian\.$/),
      },
    ]);
    expect(ownerOf('ana', { keys, members, taker: 'me' })).toEqual({ owner_id: 'me', problems: [] });
  });

  test('a key that nobody can look up is kept with a warning', () => {
    for (const known of [
      { keys: null, members },
      { keys: readUsers(spellings[1] ?? '').keys, members: new Map() },
    ])
      expect(ownerOf('brian', { ...known, taker: null }).problems).toMatchObject([{ severity: 'warning' }]);
  });

  test('a users.json that says nothing of the kind is a problem', () => {
    for (const text of ['{', '5', '{"a": 5}'])
      expect(readUsers(text).problems, text).toMatchObject([{ code: 'invalid_type', file: 'users.json' }]);
  });
});
