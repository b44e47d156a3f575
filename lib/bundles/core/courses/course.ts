import { isDeepStrictEqual } from 'node:util';
import { type FileForm, isJson, type Json } from '../outside.ts';

/** The systems under which ids of course exports and of course folders are kept. */
export const COURSE_SYSTEM = 'course-export';
export const COURSE_FOLDER_SYSTEM = 'course-folder';

/** The domain of courses that are imported; from then on a trail keeps the domain that people give it. */
export const COURSE_DOMAIN = { slug: 'courses', name: 'Courses' };

/** Members of a course export that go elsewhere than into the profile. */
export const COURSE_PARTS = [
  'id',
  'title',
  'lessons',
  'metadata',
  'research',
  'performance',
  'persona_mind_id',
] as const;

/** Fields of the profile that stand in `metadata` of a course export. */
export const METADATA_FIELDS = [
  'course_brief',
  'curriculum',
  'course_outline',
  'icp_data',
  'voice_profile',
  'pedagogical_framework',
  'course_type',
  'tool_name',
  'knowledge_level',
  'estimated_duration_hours',
] as const;

/** Fields that hold JSON, which SQLite exports as text. */
const TEXT_FIELDS = [
  'curriculum',
  'icp_data',
  'learning_objectives',
  'voice_profile',
  'keywords',
  'key_concepts',
  'validation_issues',
  'research_summary',
];

/** What JSON texts say, and the texts as they came. */
export function unpack(source: Json): { source: Json; texts: Record<string, string> } {
  const [whole, texts]: [Json, Record<string, string>] = [{ ...source }, {}];
  for (const name of TEXT_FIELDS) {
    const value = source[name];
    if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) continue;
    try {
      whole[name] = JSON.parse(value);
      texts[name] = value;
    } catch {
      // It is a text that begins with a bracket.
    }
  }
  return { source: whole, texts };
}

/** The same as texts again: as they came where they still say it. */
export function pack(source: Json, form: FileForm): Json {
  const texts = isJson(form.texts) ? form.texts : {};
  const whole = { ...source };
  for (const [name, text] of Object.entries(texts)) {
    if (!(name in whole) || typeof text !== 'string') continue;
    whole[name] = isDeepStrictEqual(JSON.parse(text), whole[name]) ? text : JSON.stringify(whole[name]);
  }
  return whole;
}

/** Words as the generators of courses count them. */
export const wordsOf = (text: string): number => text.split(/\s+/).filter(Boolean).length;

export interface CourseModule {
  number: number;
  title: string;
}

/** The modules of a course in order: those of its lessons, called as its curriculum calls them. */
export function modulesOf(curriculum: unknown, numbers: readonly number[]): CourseModule[] {
  const listed = isJson(curriculum) && Array.isArray(curriculum.modules) ? curriculum.modules.filter(isJson) : [];
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .map((number) => {
      const own = listed.find((one, nth) => Number(one.number ?? one.module_number ?? one.id ?? nth + 1) === number);
      const title = own?.title ?? own?.name;
      return { number, title: typeof title === 'string' && title.trim().length > 1 ? title : `Module ${number}` };
    });
}

/** The module that a lesson stands in: as it says, else by its number "2.1", else the first. */
export function moduleOf(lesson: Json): number {
  if (Number.isInteger(lesson.module_number)) return Number(lesson.module_number);
  const [, number] = /^(\d+)\.\d+$/.exec(String(lesson.lesson_id ?? '')) ?? [];
  return number === undefined ? 1 : Number(number);
}
