import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIST_KINDS } from './bundle.ts';
import { BundleCheck, type BundleReport } from './check.ts';

const HEADER = {
  schema_version: '1.0.0',
  version_label: 'v1',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
};
const spark = (slug: string, more: object = {}) => ({
  title: `Spark ${slug}`,
  slug,
  content_md: 'text',
  estimated_mins: 5,
  difficulty: 'beginner',
  ...more,
});
const link = (source_slug: string, target_slug: string, more: object = {}) => ({
  source_slug,
  target_slug,
  link_type: 'prerequisite',
  weight: 0.9,
  ...more,
});

function check(bundle: Record<string, unknown>, resolve: 'inside' | 'workspace' = 'inside'): BundleReport {
  const checking = new BundleCheck({ resolve });
  for (const [name, value] of Object.entries({ ...HEADER, ...bundle })) {
    if (LIST_KINDS.has(name) && Array.isArray(value)) {
      checking.list(name);
      for (const [position, item] of value.entries()) checking.item(name, position, item);
    } else checking.header(name, value);
  }
  return checking.finish();
}

const found = (report: BundleReport) => report.problems.map(({ code, path }) => `${code} ${path}`);

test('a file that broke off is not asked for what it lacks, but what came of it is checked', () => {
  const broken = (is_whole: boolean) => {
    const checking = new BundleCheck({ resolve: 'inside' });
    checking.list('spark_links');
    checking.item('spark_links', 0, link('a', 'b'));
    checking.item('spark_links', 1, link('b', 'c', { link_type: 'wizard' }));
    return checking.finish(is_whole);
  };
  const wrong = 'unknown_value /spark_links/1/link_type';
  expect(found(broken(false))).toEqual([wrong]);
  expect(broken(false).header).toBeNull();
  expect(found(broken(true)).length).toBeGreaterThan(3);
  expect(found(broken(true))).toEqual(expect.arrayContaining([wrong, 'missing_field /schema_version']));
});

describe('what is wrong is named with its place', () => {
  test.each<[string, Record<string, unknown>, string[]]>([
    ['a wrong version', { schema_version: '9' }, ['wrong_version /schema_version']],
    ['no metadata', { metadata: undefined }, ['missing_field /metadata']],
    ['an unknown kind', { widgets: [{}] }, ['unknown_kind /widgets']],
    ['a list that is an object', { sparks: {} }, ['invalid_type /sparks']],
    ['an item that is no object', { sparks: ['x'] }, ['invalid_type /sparks/0']],
    ['a missing field', { sparks: [{ ...spark('a'), title: undefined }] }, ['missing_field /sparks/0/title']],
    ['a short title', { sparks: [spark('a', { title: 'x' })] }, ['too_short /sparks/0/title']],
    ['a long summary', { sparks: [spark('a', { summary: 'x'.repeat(501) })] }, ['too_long /sparks/0/summary']],
    [
      'an unknown difficulty',
      { sparks: [spark('a', { difficulty: 'wizard' })] },
      ['unknown_value /sparks/0/difficulty'],
    ],
    [
      'a fraction of a minute',
      { sparks: [spark('a', { estimated_mins: 0.5 })] },
      ['invalid_type /sparks/0/estimated_mins'],
    ],
    ['too many minutes', { sparks: [spark('a', { estimated_mins: 61 })] }, ['out_of_range /sparks/0/estimated_mins']],
    ['a bad slug', { sparks: [spark('A B')] }, ['invalid_format /sparks/0/slug']],
    ['a slug twice', { sparks: [spark('a'), spark('a')] }, ['duplicate_slug /sparks/1/slug']],
    [
      'a link twice',
      {
        sparks: [spark('a'), spark('b')],
        spark_links: [link('a', 'b'), link('a', 'b', { link_type: 'related', weight: 0.4 })],
      },
      ['duplicate_link /spark_links/1'],
    ],
    ['a link to itself', { sparks: [spark('a')], spark_links: [link('a', 'a')] }, ['self_link /spark_links/0']],
    [
      'a link to nowhere',
      { sparks: [spark('a')], spark_links: [link('a', 'b')] },
      ['unresolved_reference /spark_links/0/target_slug'],
    ],
    ['a NUL character', { sparks: [spark('a', { content_md: 'x\0y' })] }, ['bad_text /sparks/0/content_md']],
    ['half a surrogate pair', { sparks: [spark('a', { x: ['\ud800'] })] }, ['bad_text /sparks/0/x/0']],
  ])('%s', (_name, bundle, expected) => {
    const report = check(bundle);
    expect(found(report)).toEqual(expected);
    expect(report.has_errors).toBe(true);
    for (const problem of report.problems) expect(problem.hint).not.toBe('');
  });

  test('characters are counted as the database counts them: an emoji is one', () => {
    expect(check({ sparks: [spark('a', { summary: '🙂'.repeat(500) })] }).has_errors).toBe(false);
    const longer = check({ sparks: [spark('a', { summary: '🙂'.repeat(501) })] });
    expect(found(longer)).toEqual(['too_long /sparks/0/summary']);
    expect(longer.problems[0]?.message).toBe('summary may have at most 500 characters, but it has 501.');
  });

  test('an unusual weight is advice, not an error', () => {
    const report = check({ sparks: [spark('a'), spark('b')], spark_links: [link('a', 'b', { weight: 0.1 })] });
    expect(found(report)).toEqual(['unusual_weight /spark_links/0/weight']);
    expect(report.has_errors).toBe(false);
  });

  test('a package that breaks a rule is imported and marked: a warning, with the sentence and the fix of the rule', () => {
    const report = check({
      sparks: [spark('a')],
      packages: [
        { spark_slug: 'a', package: { exercise_bank: [{ id: 'x', exercise_type: 'true_false' }], quiz: ['e'] } },
      ],
    });
    expect(found(report)).toEqual([
      'invalid_package /packages/0/package/exercise_bank/0/answer',
      'invalid_package /packages/0/package/quiz/0',
    ]);
    expect(report.has_errors).toBe(false);
    expect(report.problems[0]).toMatchObject({
      severity: 'warning',
      kind: 'package',
      slug: 'a',
      message: 'Nobody has decided whether this is true or false.',
      hint: 'Choose True or False.',
    });
  });

  test('an objective is looked for in the concepts that hold the lesson, where the bundle says what those have', () => {
    const exercise = (aligned_learning_objective: string) => ({
      id: aligned_learning_objective,
      exercise_type: 'true_false',
      answer: true,
      aligned_learning_objective,
    });
    const bundle = (objectives: unknown[]) => ({
      packages: [{ spark_slug: 'a', package: { exercise_bank: ['lo_1', 'lo_2', 'lo_3'].map(exercise), quiz: [] } }],
      concepts: ['c', 'd', 'e'].map((slug) => ({ slug, title: 'A concept' })),
      sparks: [spark('a')],
      concept_sparks: [
        { concept_slug: 'c', spark_slug: 'a' },
        { concept_slug: 'd', spark_slug: 'a' },
      ],
      objectives,
    });
    const lists = bundle([
      { concept_slug: 'c', id: 'lo_1', title: 'One' },
      { concept_slug: 'd', id: 'lo_2', title: 'Two' },
      { concept_slug: 'e', id: 'lo_3', title: 'Of another lesson' },
    ]);
    expect(found(check(lists))).toEqual([
      'invalid_package /packages/0/package/exercise_bank/2/aligned_learning_objective',
    ]);
    expect(found(check(bundle([])))).toEqual([]);
    expect(found(check(lists, 'workspace'))).toEqual([]);
  });

  test('references may lead outside when a workspace is there to resolve them', () => {
    expect(check({ concept_sparks: [{ concept_slug: 'c', spark_slug: 's' }] }, 'workspace').has_errors).toBe(false);
  });

  test('a loop across link types is a loop, and its path is told', () => {
    const report = check({
      sparks: ['a', 'b', 'c'].map((slug) => spark(slug)),
      spark_links: [
        link('a', 'b'),
        link('b', 'c', { link_type: 'related', weight: 0.4 }),
        link('c', 'a', { link_type: 'deepens', weight: 0.7 }),
      ],
    });
    expect(report.problems).toHaveLength(1);
    expect(report.problems[0]).toMatchObject({
      code: 'loop',
      path: '/spark_links/2',
      slug: 'c>a',
      message: expect.stringContaining('a -> b -> c -> a'),
    });
  });

  test('a thousand planted errors are a thousand problems', () => {
    const report = check({ sparks: Array.from({ length: 1000 }, (_, at) => spark(`s-${at}`, { title: 'x' })) });
    expect(report.problems).toHaveLength(1000);
    expect(new Set(report.problems.map(({ path }) => path)).size).toBe(1000);
  });

  test('beyond five thousand they are counted', () => {
    const report = check({ sparks: Array.from({ length: 5010 }, (_, at) => spark(`s-${at}`, { title: 'x' })) });
    expect([report.problems.length, report.more]).toEqual([5000, 10]);
  });

  test('no number of warnings hides an error: they are counted, with some of each rule as examples', () => {
    const links = Array.from({ length: 10_001 }, (_, at) => ({
      source_slug: `s-${at}`,
      target_slug: `s-${at + 1}`,
      link_type: 'prerequisite',
      weight: 0.1,
    }));
    const loop = { source_slug: 's-10001', target_slug: 's-0', link_type: 'prerequisite', weight: 1 };
    const report = check({ spark_links: [...links, loop] }, 'workspace');
    expect(report.has_errors).toBe(true);
    expect(report.problems[0]).toMatchObject({ code: 'loop', severity: 'error' });
    expect(report.problems.filter(({ severity }) => severity === 'warning')).toHaveLength(100);
    expect([report.more, report.warnings]).toEqual([0, [{ code: 'unusual_weight', total: 10_001 }]]);
  });
});

test('whatever is fed in, the check answers and never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...LIST_KINDS.keys()), fc.array(fc.jsonValue(), { maxLength: 5 }), (list, values) => {
      const report = check({ [list]: values });
      expect(report.has_errors || values.length === 0).toBe(true);
    }),
  );
});
