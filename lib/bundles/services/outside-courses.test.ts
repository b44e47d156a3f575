import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeCourseFolder } from '../core/courses/course-folder.ts';
import { writeCourse } from '../core/courses/write-course.ts';
import { courseContent } from '../core/outside-content.ts';
import { courseFolderSource } from './course-folder.ts';
import type { FolderFiles } from './folder-disk.ts';
import { courseFile, jsonSource, type ReadOutside, readOutside } from './outside.cases.ts';

const errorsOf = ({ report }: ReadOutside) => report.problems.filter(({ severity }) => severity === 'error');

const DAYS = [{ measured_on: '2024-01-02' }, { order_index: -1, measured_on: '2024-01-01' }];

/** The course of a file as an export would write it. */
function written({ content }: ReadOutside): unknown {
  const [trail] = content.items.get('trail') ?? [];
  return trail && JSON.parse(JSON.stringify(writeCourse(courseContent(content, trail))));
}

describe('a course export goes out as it came', () => {
  test('generated ones, with unknown members everywhere', async () => {
    await fc.assert(
      fc.asyncProperty(courseFile, async (course) => {
        const read = await readOutside(jsonSource('course.json', course));
        expect(errorsOf(read)).toEqual([]);
        expect(written(read)).toEqual(course);
      }),
      // A record of performance has no order: a member of that name is the file's own.
      { numRuns: 150, examples: [[{ type: 'course', title: 'Days', performance: DAYS, lessons: [] }]] },
    );
  });
});

describe('what is counted of a course', () => {
  const lesson = (number: number) => ({
    title: `Lesson ${number}`,
    content_markdown: 'word '.repeat(10),
    module_number: 1,
    lesson_number: number,
    lesson_id: `1.${number}`,
  });
  const file = {
    id: 'cp_1',
    type: 'course',
    title: 'Counted',
    metadata: { total_modules: 9, total_lessons: 9, estimated_duration_hours: 40 },
    lessons: [lesson(1), lesson(2)],
  };
  const totals = async (change: (course: ReturnType<typeof courseContent>) => void) => {
    const { content } = await readOutside(jsonSource('course.json', file));
    const [trail] = content.items.get('trail') ?? [];
    const course = courseContent(content, trail ?? {});
    for (const { spark } of course.modules.flatMap(({ lessons }) => lessons)) spark.estimated_mins = 45;
    change(course);
    return writeCourse(course).metadata;
  };

  test('stays as the file has it until the lessons change, and is counted again then', async () => {
    expect(await totals(() => undefined)).toEqual(file.metadata);
    expect(await totals(({ modules }) => modules[0]?.lessons.pop())).toEqual({
      total_modules: 9,
      total_lessons: 1,
      estimated_duration_hours: 0.8,
    });
  });

  test('is told of a course that was made here', async () => {
    expect(
      await totals((course) => {
        course.profile = { course_brief: 'Goal' };
      }),
    ).toEqual({ course_brief: 'Goal', total_modules: 1, total_lessons: 2, estimated_duration_hours: 1.5 });
  });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const folderOf = (files: Record<string, string>): FolderFiles => ({
  name: 'sql-course',
  paths: Object.keys(files).sort(),
  read: async (path) => bytes(files[path] ?? ''),
});

const FOLDER = {
  'COURSE-BRIEF.md': '# COURSE-BRIEF: SQL from the start\n\n## 1. Basics\r\n\nFor people who have tables.\n',
  'curriculum.yaml':
    '# written by hand\nmodules:\n  - number: 1\n    title: Tables\n  - {number: 2, title: "Joins: all of them"}\n',
  'course-outline.md': '# Outline\n',
  'lessons/1.1-what-is-a-table.md': '# What is a table?\n\nRows and columns.\n',
  'lessons/1.2-keys.md': '---\ntitle: Keys, and why\nbloom: apply\n---\n\nText without a heading.\r\n',
  'lessons/2.1-inner.md': '# Inner joins',
  'lessons/2.10-outer.md': '# Outer joins\n',
  'research/01-market-analysis.md': '# Market\n',
  'research/02-gaps.md': '# Gap\n',
  'research/interviews.md': '# Interviews\n',
  '.state/checkpoint.yaml': 'step: 4\n',
  'notes/todo.txt': 'Äpfel\n',
};

describe('a course folder', () => {
  test('goes out byte for byte as it came', async () => {
    const read = await readOutside(courseFolderSource(folderOf(FOLDER)));
    expect(errorsOf(read)).toEqual([]);
    const [trail] = read.content.items.get('trail') ?? [];
    const files = writeCourseFolder(courseContent(read.content, trail ?? {}));
    expect(Object.fromEntries(files)).toEqual(FOLDER);
  });

  test('is a trail whose modules are concepts', async () => {
    const { content } = await readOutside(courseFolderSource(folderOf(FOLDER)));
    expect(content.items.get('trail')).toMatchObject([{ title: 'SQL from the start', domain_slug: 'courses' }]);
    expect(content.items.get('concept')?.map(({ title }) => title)).toEqual(['Tables', 'Joins: all of them']);
    expect(content.items.get('spark')).toMatchObject([
      { title: 'What is a table?', slug: 'what-is-a-table' },
      { title: 'Keys, and why', content_md: '\nText without a heading.\r\n' },
      { title: 'Inner joins' },
      { title: 'Outer joins' },
    ]);
    expect(content.items.get('market_research')).toMatchObject([{ gap_analysis: '# Gap\n' }]);
  });

  test('writes edits where they were made, and stays within its folder', async () => {
    const { content } = await readOutside(courseFolderSource(folderOf(FOLDER)));
    const [trail] = content.items.get('trail') ?? [];
    const course = courseContent(content, trail ?? {});
    const [first] = course.modules[0]?.lessons ?? [];
    Object.assign(first?.spark ?? {}, { content_md: 'New text' });
    Object.assign(first?.profile ?? {}, { file_form: { path: '../../etc/passwd' } });
    Object.assign(course.profile ?? {}, { curriculum: { modules: [{ number: 1, title: 'Tables' }] } });
    const files = writeCourseFolder(course);
    expect(files.get('lessons/1.1-what-is-a-table.md')).toBe('New text');
    expect(files.get('curriculum.yaml')).toBe('modules:\n  - number: 1\n    title: Tables\n');
    expect([...files.keys()].filter((path) => path.includes('..'))).toEqual([]);
  });

  test('tells which file is wrong', async () => {
    const broken = {
      ...FOLDER,
      'curriculum.yaml': 'modules: [',
      'lessons/1.1-what-is-a-table.md': 'x'.repeat(1_000_001),
    };
    const { report } = await readOutside(courseFolderSource(folderOf(broken)));
    expect(report.problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'invalid_yaml', file: 'curriculum.yaml' },
      { code: 'too_long', file: 'lessons/1.1-what-is-a-table.md', path: '/content_markdown' },
    ]);
  });
});

describe('a course export that cannot be read', () => {
  const course = (more: object) => ({
    id: 'cp_1',
    type: 'course',
    title: 'A course',
    metadata: {},
    lessons: [],
    ...more,
  });
  const lesson = (more: object) => ({
    title: 'A lesson',
    content_markdown: 'Text',
    module_number: 1,
    lesson_number: 1,
    ...more,
  });

  test.each([
    [
      'a level of Bloom that there is not',
      { lessons: [lesson({ bloom_level: 'sing' })] },
      'unknown_value',
      '/lessons/0/bloom_level',
    ],
    ['a score above one', { lessons: [lesson({ gps_score: 1.5 })] }, 'out_of_range', '/lessons/0/gps_score'],
    ['a lesson that is no object', { lessons: [lesson({}), 'text'] }, 'invalid_type', '/lessons/1'],
    ['a date that is none', { published_at: 'soon' }, 'invalid_datetime', '/published_at'],
    [
      'two rows of one day',
      { performance: [{ measured_on: '2024-01-01' }, { created_at: '2024-01-01T10:00:00Z' }] },
      'invalid_value',
      '/performance/1',
    ],
    [
      'an objective that is too long',
      { metadata: { learning_objectives: ['x'.repeat(501)] } },
      'too_long',
      '/metadata/learning_objectives/0/title',
    ],
  ])('%s', async (_, more, code, path) => {
    const read = await readOutside(jsonSource('course.json', course(more)));
    expect(errorsOf(read).filter((one) => one.code === code)).toMatchObject([{ code, path }]);
  });
});

test('objectives of a course become objectives of its trail, and are counted again with its lessons', async () => {
  const metadata = { learning_objectives: ['First', 'Second'], total_lessons: 1, total_modules: 1 };
  const lessons = [{ title: 'A lesson', content_markdown: 'Text', module_number: 1, lesson_number: 1, word_count: 1 }];
  const { content } = await readOutside(jsonSource('c.json', { title: 'A course', type: 'course', metadata, lessons }));
  expect(content.items.get('trail_objective')).toMatchObject([
    { id: 'lo_1', title: 'First' },
    { id: 'lo_2', title: 'Second' },
  ]);
  const [trail] = content.items.get('trail') ?? [];
  const course = courseContent(content, trail ?? {});
  course.modules[0]?.lessons.push({ spark: { slug: 'new', title: 'New', content_md: 'Two words' }, profile: null });
  Object.assign(course.modules[0]?.lessons[0]?.spark ?? {}, { content_md: 'Three more words' });
  expect(writeCourse(course)).toMatchObject({
    metadata: { learning_objectives: ['First', 'Second'], total_lessons: 2 },
    lessons: [{ word_count: 3 }, { lesson_id: '1.2', word_count: 2, slug: 'new' }],
  });
});
