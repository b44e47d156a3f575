import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import { fail, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import * as data from '../data/courses.ts';
import { withFreeSlug } from './free-slug.ts';

/** Adds a persona under a slug that is made from its name. */
export async function createPersona(
  db: Db,
  workspace_id: string,
  display_name: string,
): Promise<Result<{ id: string }>> {
  return withFreeSlug(display_name, 'persona', async (slug): Promise<Result<{ id: string }>> => {
    const parsed = BUNDLE_ENTITIES.persona.create.safeParse({ slug, display_name });
    if (!parsed.success)
      return fail('invalid_input', 'A name has 2 to 100 characters.', {
        fields: { display_name: 'Write 2 to 100 characters.' },
      });
    return data.createPersona(db, workspace_id, { slug, display_name: display_name.trim() });
  });
}
