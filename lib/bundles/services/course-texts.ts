import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import { type CourseFile, isCourseText } from '#lib/generation/core/course/folder.ts';
import { unpackFolderApart } from './zip-folder-apart.ts';

const MOST_CHARACTERS = 4_000_000;

/** The texts of a zipped course folder that a new course may begin with. A zip that is none, or hostile, is refused in a sentence. */
export async function courseTexts(
  file: string,
  name: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Result<CourseFile[]>> {
  const unpacked = await unpackFolderApart(file, name, folder, signal);
  if (unpacked.is === 'refused') {
    const { code, sentence, instead } = unpacked.refusal;
    return fail('invalid_input', [sentence, instead].filter(Boolean).join(' '), { detail: { refusal: code } });
  }
  if (unpacked.is !== 'folder' || unpacked.kind !== 'course_folder')
    return fail('invalid_input', 'This zip is no course folder: a course folder has a COURSE-BRIEF.md at its root.');
  const decoder = new TextDecoder('utf-8');
  const texts: CourseFile[] = [];
  let left = MOST_CHARACTERS;
  for (const [nth, one] of unpacked.paths.entries()) {
    if (!isCourseText(one)) continue;
    const text = decoder.decode(await readFile(path.join(folder, String(nth))));
    left -= text.length;
    if (left < 0)
      return fail('invalid_input', 'The texts of this course are too long to begin a new one with. Leave some out.');
    texts.push({ path: one, text });
  }
  return ok(texts);
}
