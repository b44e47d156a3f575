import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { factsOf } from '#lib/base/core/content-kinds.ts';
import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import { fail, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { tooLongForLesson } from '#lib/lessons/core/markdown.ts';
import * as data from '../data/entities.ts';
import { withFreeSlug } from './free-slug.ts';

/**
 * Creates an entity from what a form or an inline field gives. Without a slug one is made from the title; if it is taken,
 * the next free number is put behind it. A slug that the person chose is never changed.
 */
export async function createEntity(
  db: Db,
  workspace_id: string,
  kind: NamedKind,
  fields: Record<string, unknown>,
  parent_id: string | null,
): Promise<Result<data.EntityHead>> {
  const parent = factsOf(kind).parent;
  if (parent && !parent.is_optional && !parent_id)
    return fail('invalid_input', `A ${kind} belongs to a ${parent.kind}. Choose one.`, {
      fields: { parent_id: `Choose a ${parent.kind}.` },
    });
  const name = String(fields.title ?? fields.name ?? '');
  const chosen = typeof fields.slug === 'string' && fields.slug !== '' ? fields.slug : null;
  const make = async (slug: string): Promise<Result<data.EntityHead>> => {
    const parsed = BUNDLE_ENTITIES[kind].create.safeParse({ ...factsOf(kind).initial, ...fields, slug });
    if (!parsed.success) return invalidFields(parsed.error);
    return data.createEntity(db, workspace_id, kind, parsed.data, parent_id);
  };
  if (chosen !== null) return make(chosen);
  const made = await withFreeSlug(name, kind, make);
  if (made.ok || !made.problem.fields?.slug) return made;
  return fail('conflict', 'Many entities have this title. Choose a slug yourself.', {
    fields: { slug: 'Choose a slug.' },
  });
}

/** Saves changed fields of an entity on top of the version the person saw. */
export async function updateEntity(
  db: Db,
  target: { workspace_id: string; kind: NamedKind; id: string; version: number },
  patch: Record<string, unknown>,
): Promise<Result<data.EntityHead>> {
  const { domain_id, trail_id, ...own } = patch;
  const parsed = BUNDLE_ENTITIES[target.kind].patch.safeParse(own);
  if (!parsed.success) return invalidFields(parsed.error);
  const tooLong = 'content_md' in parsed.data && tooLongForLesson(parsed.data.content_md ?? '');
  if (tooLong) return fail('invalid_input', tooLong, { fields: { content_md: tooLong } });
  if (domain_id !== undefined || trail_id !== undefined) return fail('invalid_input', 'Moving is done with "Move to".');
  if (Object.keys(parsed.data).length === 0) return fail('invalid_input', 'Nothing has changed.');
  return data.updateEntity(db, target, parsed.data);
}

const FORMATS = {
  slug: 'Use lowercase letters, digits and single hyphens.',
  visible: 'Write something that can be seen.',
  date: 'Write a date like 2026-01-31.',
} as const;

function invalidFields(error: {
  issues: {
    path: PropertyKey[];
    code: string;
    format?: string;
    message: string;
    minimum?: unknown;
    maximum?: unknown;
  }[];
}): ReturnType<typeof fail> {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.');
    fields[field] ??=
      issue.code === 'too_small'
        ? `At least ${issue.minimum} are needed.`
        : issue.code === 'too_big'
          ? `At most ${issue.maximum} are allowed.`
          : issue.code === 'invalid_format'
            ? (FORMATS[issue.format as keyof typeof FORMATS] ?? FORMATS.slug)
            : issue.message;
  }
  return fail('invalid_input', 'Some values are not valid.', { fields });
}
