import { expect, test } from 'vitest';
import { courseFolder, isCourseText } from './folder.ts';

test('a course folder gives its brief, and its lessons and reports as sources', () => {
  const files = [
    'lessons/1.10-b.md',
    'lessons/1.2-a.md',
    'research/01-market.md',
    'COURSE-BRIEF.md',
    'curriculum.yaml',
    '.state/a.yaml',
  ];
  const { brief, sources } = courseFolder(files.map((path) => ({ path, text: `# ${path}` })));
  expect(brief).toBe('# COURSE-BRIEF.md');
  expect(sources.map(({ name }) => name)).toEqual(['01-market.md', '1.2-a.md', '1.10-b.md']);
  expect(files.filter(isCourseText)).toHaveLength(4);
});

test('many lessons are one source, in their order, and a folder without a brief has none', () => {
  const lessons = Array.from({ length: 30 }, (_, nth) => ({
    path: `lessons/1.${nth + 1}-x.md`,
    text: `Lesson ${nth + 1}.`,
  }));
  const { brief, sources } = courseFolder([...lessons].reverse());
  expect(brief).toBeNull();
  expect(sources).toEqual([{ name: 'lessons.md', text: lessons.map(({ text }) => text).join('\n\n') }]);
});
