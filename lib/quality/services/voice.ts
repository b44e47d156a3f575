import { ok } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { ownTexts, voiceFidelity, voiceUse } from '../core/voice.ts';
import { readVoices, type Voices } from '../data/voice.ts';

/** How near the courses of a persona are to its own texts, the sparks of each pooled: one alone is too short to say. */
export async function voiceOf(db: Db, workspace_id: string, persona_id: string) {
  const read = await readVoices(db, workspace_id, { persona_id });
  if (!read.ok) return read;
  return ok({
    own_words: voiceUse(ownTexts(read.data.own)).words,
    courses: read.data.courses.map(({ id, slug, title, sparks, ...of }) => ({
      id,
      slug,
      title,
      sparks,
      fidelity: fidelityOf(of),
    })),
  });
}

/** How near one course is to the voice of its persona; null where it has none. */
export async function voiceOfTrail(db: Db, workspace_id: string, trail_id: string) {
  const read = await readVoices(db, workspace_id, { trail_id });
  if (!read.ok) return read;
  const [course] = read.data.courses;
  if (!course) return ok(null);
  const { persona, sparks, unmeasured } = course;
  // Some of it may have been written anew: what a part says is not what the course says.
  return ok({ persona, sparks, unmeasured, fidelity: unmeasured > 0 ? null : fidelityOf(course) });
}

function fidelityOf({
  own,
  words,
  uses,
  languages,
}: Pick<Voices['courses'][number], 'own' | 'words' | 'uses' | 'languages'>) {
  const [most = ''] = Object.entries(languages).toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return voiceFidelity({ words, uses }, voiceUse(ownTexts(own)), most);
}
