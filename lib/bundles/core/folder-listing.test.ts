import { describe, expect, test } from 'vitest';
import { listFolder, refuseFolder } from './folder-listing.ts';

const listed = (...names: string[]) => {
  const { name, kind, files, courses } = listFolder(names, 'chosen');
  return { name, kind, paths: [...files.keys()], courses };
};

describe('what a packed folder is', () => {
  test.each([
    ['a course folder by its brief', ['COURSE-BRIEF.md', 'lessons/1.1-a.md'], 'course_folder'],
    ['a course folder by its curriculum', ['curriculum.yaml'], 'course_folder'],
    ['a folder of Markdown', ['trailwright.yaml', 'd/t/c/a.md'], 'markdown'],
    ['a folder of Markdown that lost its root', ['.trailwright/files', 'd/t/c/a.md'], 'markdown'],
    ['files of JSON', ['a.json', 'users.json'], 'json'],
    ['files of JSON in units', ['units/a.json', 'README.md'], 'json'],
    ['nothing: users alone are no course', ['users.json', 'README.md'], null],
    ['nothing: JSON further down', ['x/y.json', 'z.md'], null],
    ['nothing: lessons without a course', ['lessons/1.1-a.md', 'README.md'], null],
    ['nothing: it is empty', [], null],
  ])('%s', (_, names, kind) => {
    expect(listed(...names).kind).toBe(kind);
  });

  test('is looked at through the folders that wrap it, and called like the last of them', () => {
    expect(listed('out/my-course/COURSE-BRIEF.md', 'out/my-course/lessons/1.1-a.md')).toEqual({
      name: 'my-course',
      kind: 'course_folder',
      paths: ['COURSE-BRIEF.md', 'lessons/1.1-a.md'],
      courses: [],
    });
    expect(listed('COURSE-BRIEF.md').name).toBe('chosen');
  });

  test('is not mistaken for what wraps it by files that systems and tools leave behind', () => {
    const left = ['__MACOSX/my-course/._COURSE-BRIEF.md', '.DS_Store', '.gitignore', 'my-course/.git/HEAD'];
    const more = ['my-course/node_modules/a/b.md', 'my-course/lessons/.DS_Store', 'my-course/.hidden/a.md'];
    const { name, paths } = listed(...left, ...more, 'my-course/COURSE-BRIEF.md', 'my-course/.state/progress.yaml');
    expect({ name, paths }).toEqual({ name: 'my-course', paths: ['.state/progress.yaml', 'COURSE-BRIEF.md'] });
  });

  test('keeps the folder of its own tool and no other hidden one', () => {
    expect(
      listed('trailwright.yaml', '.trailwright/.gitattributes', '.state/a.yaml', 'a/.trailwright/x').paths,
    ).toEqual(['.trailwright/.gitattributes', 'trailwright.yaml']);
  });

  test('knows the file of the zip behind each path', () => {
    const { files } = listFolder(['c/curriculum.yaml'], '');
    expect(files.get('curriculum.yaml')).toBe('c/curriculum.yaml');
  });
});

describe('a folder without a course is refused', () => {
  const refusal = (...names: string[]) => refuseFolder('stuff.zip', listFolder(names, 'stuff'));

  test('by what a course would have', () => {
    expect(refusal('README.md', 'src/a.md')).toEqual({
      code: 'no_course',
      is: null,
      sentence:
        '“stuff.zip” holds no course: a course has COURSE-BRIEF.md or curriculum.yaml, a folder of Markdown trailwright.yaml, and unit files are JSON with lessons.',
      instead: 'Choose the folder in which they lie.',
    });
  });

  test('by where the one course lies that it has further down', () => {
    expect(refusal('README.md', 'docs/course/COURSE-BRIEF.md', 'docs/course/curriculum.yaml')).toMatchObject({
      code: 'no_course',
      instead: 'Choose the folder “docs/course” in it.',
    });
  });

  test('by the several courses that it has', () => {
    const { code, sentence } = refusal('a/COURSE-BRIEF.md', 'b/COURSE-BRIEF.md');
    expect({ code, sentence }).toEqual({
      code: 'several_courses',
      sentence: '“stuff.zip” holds 2 courses: “a”, “b”.',
    });
    const many = Array.from({ length: 7 }, (__, nth) => `c${nth}/curriculum.yaml`);
    expect(refusal(...many).sentence).toBe('“stuff.zip” holds 7 courses: “c0”, “c1”, “c2”, “c3”, “c4” and more.');
  });
});
