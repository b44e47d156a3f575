import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import { fail, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { ProfileKind } from '../core/profiles.ts';
import * as data from '../data/profiles.ts';

const WHY = {
  format: 'This does not have the form of the field.',
  range: 'This is too much or too little for the field.',
  value: 'The field takes no such value.',
} as const;

/** Saves fields of a profile that fit their schema. */
export async function saveProfile(
  db: Db,
  workspace_id: string,
  edit: data.ProfileEdit,
): Promise<Result<data.SavedProfile>> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(edit.patch)) {
    const problem = fieldProblem(edit.kind, name, value);
    if (problem) fields[name] = WHY[problem];
  }
  if (Object.keys(fields).length > 0) return fail('invalid_input', 'Some values are not valid.', { fields });
  return data.saveProfile(db, workspace_id, edit);
}

interface Checks {
  safeParse(value: unknown): { error?: { issues: { code: string }[] } };
}

/** Why a value does not fit its field, or null. What refers to somebody or something else is no field of a file. */
function fieldProblem(kind: ProfileKind, field: string, value: unknown): keyof typeof WHY | null {
  const schemas: Readonly<Record<string, Checks>> = BUNDLE_ENTITIES[kind].patch.shape;
  const code = schemas[field]?.safeParse(value).error?.issues[0]?.code;
  if (code === undefined) return null;
  return code === 'invalid_format' ? 'format' : code === 'too_big' || code === 'too_small' ? 'range' : 'value';
}
