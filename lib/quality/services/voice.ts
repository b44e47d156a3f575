import { ok } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { languageOf } from '../core/language.ts';
import { readText } from '../core/read-text.ts';
import { ownTexts, voiceFidelity, wordsIn } from '../core/voice.ts';
import { readVoicedCourses, readVoiceProfile } from '../data/voice.ts';

/** How near the courses of a persona are to its own texts, the sparks of each pooled: one alone is too short to say. */
export async function voiceOf(db: Db, workspace_id: string, persona_id: string) {
  const [profile, courses] = await Promise.all([
    readVoiceProfile(db, workspace_id, persona_id),
    readVoicedCourses(db, workspace_id, persona_id),
  ]);
  if (!profile.ok) return profile;
  if (!courses.ok) return courses;
  const own = ownTexts(profile.data);
  return ok({
    own_words: wordsIn(own),
    courses: courses.data.map(({ lessons, ...course }) => {
      const texts = lessons.map(({ content_md }) => readText(content_md).prose);
      return { ...course, sparks: texts.length, fidelity: voiceFidelity(texts, own, languageOf(texts.join('\n'))) };
    }),
  });
}
