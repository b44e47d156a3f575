/** A file of a course folder, by its path in it. */
export interface CourseFile {
  path: string;
  text: string;
}

export const BRIEF_NAME = 'COURSE-BRIEF.md';
const SOURCES = [/^research\/[^/]+\.md$/i, /^lessons\/[^/]+\.md$/i, /^course-outline\.md$/i];
/** Together with whatever else is added a job has at most twenty sources. */
const MOST_APART = 12;

/** Whether a file of a course folder says anything about a new course: its brief, its lessons, its reports. */
export const isCourseText = (path: string): boolean => path === BRIEF_NAME || SOURCES.some((one) => one.test(path));

const byNumber = new Intl.Collator('en', { numeric: true });

/** The brief of a course folder, and what of it a new course may be drafted from. Many lessons become one source, in their order. */
export function courseFolder(files: readonly CourseFile[]): {
  brief: string | null;
  sources: { name: string; text: string }[];
} {
  const brief = files.find(({ path }) => path === BRIEF_NAME)?.text ?? null;
  const others = files
    .filter(({ path, text }) => path !== BRIEF_NAME && isCourseText(path) && text.trim() !== '')
    .sort((a, b) => byNumber.compare(a.path, b.path));
  const lessons = others.filter(({ path }) => path.toLowerCase().startsWith('lessons/'));
  const rest = others.filter((one) => !lessons.includes(one));
  const named = ({ path, text }: CourseFile) => ({ name: path.slice(path.lastIndexOf('/') + 1), text });
  const joined = { name: 'lessons.md', text: lessons.map(({ text }) => text.trim()).join('\n\n') };
  const apart = lessons.length + rest.length <= MOST_APART ? lessons.map(named) : lessons.length > 0 ? [joined] : [];
  return { brief, sources: [...rest.slice(0, MOST_APART).map(named), ...apart] };
}
