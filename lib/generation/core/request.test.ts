import { describe, expect, test } from 'vitest';
import { JOB_KINDS } from './job.ts';
import { needsModel } from './maker.ts';
import { isScriptLike, jobRequest, needsSource, PLACES } from './request.ts';

const id = '00000000-0000-4000-8000-000000000001';

describe('script-like words', () => {
  test.each([
    '<script>alert(1)</script>',
    '< SCRIPT src=x',
    '&lt;script&gt;',
    '&#60;script>',
    '&#x3c;ScRiPt>',
    '&amp;lt;script>'.replace('&amp;', '&'),
    'JavaScript:alert(1)',
    'java\u0000script:alert(1)',
    'java&#9;script:alert(1)',
    'javascript&colon;alert(1)',
    '<img src=x onerror=alert(1)>',
    'ONERROR =x',
    '＜script＞',
  ])('are found: %s', (text) => expect(isScriptLike(text)).toBe(true));

  test.each([
    'Scripts in the browser',
    'JavaScript: the good parts'.replace(': ', ' – '),
    'On errors and how to read them',
    'a < b',
    'Tom & Jerry',
    '&#0; &#99999999;',
  ])('are not seen where there are none: %s', (text) => expect(isScriptLike(text)).toBe(false));
});

describe('a request', () => {
  const asked = (job_kind: string, place: unknown, source_ids: string[]) =>
    jobRequest.safeParse({ job_kind, title: 'Draft', place, source_ids });
  const paths = (result: ReturnType<typeof asked>) => result.error?.issues.map(({ path }) => path.join('.')) ?? [];

  test.each(JOB_KINDS)('of the kind %s needs its place and its sources, and no others', (kind) => {
    const place = PLACES[kind].kinds[0] ? { kind: PLACES[kind].kinds[0], id } : null;
    expect(paths(asked(kind, place, [id]))).toEqual([]);
    expect(paths(asked(kind, place, []))).toEqual(
      needsSource(kind, needsModel(kind) ? 'model' : 'builtin') ? ['source_ids'] : [],
    );
    expect(paths(asked(kind, null, [id]))).toEqual(PLACES[kind].is_needed ? ['place'] : []);
    for (const other of ['trail', 'concept', 'spark'] as const) {
      if (!PLACES[kind].kinds.includes(other)) expect(paths(asked(kind, { kind: other, id }, [id]))).toEqual(['place']);
    }
  });

  test('refuses a title that looks like a script, one without words, and more sources than twenty', () => {
    const parse = (more: object) =>
      jobRequest.safeParse({ job_kind: 'trail_outline', title: 'T', source_ids: [id], ...more }).success;
    expect(parse({})).toBe(true);
    expect(parse({ title: '<script>' })).toBe(false);
    expect(parse({ title: '  ' })).toBe(false);
    expect(parse({ source_ids: Array(21).fill(id) })).toBe(false);
  });
});
