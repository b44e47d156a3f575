import { z } from 'zod';
import { BUNDLE_ENTITIES, BUNDLE_KINDS } from '#lib/base/core/kinds.ts';
import { findLoops, showLoop } from '#lib/graph/core/links.ts';
import { type BundleProblem, pointer } from './problem.ts';

/** A problem as the database finds it: a reference, or links that could not be ordered (pairs of slugs). */
export const foundProblem = z.object({
  code: z.enum(['unresolved_reference', 'reference_in_trash', 'loop', 'conflict']),
  kind: z.enum(BUNDLE_KINDS),
  position: z.number().nullish(),
  key: z.string().nullish(),
  field: z.enum(['a', 'b']).nullish(),
  refers_to_kind: z.enum(BUNDLE_KINDS).nullish(),
  refers_to: z.string().nullish(),
  links: z.array(z.tuple([z.string(), z.string()])).nullish(),
});

/** Says what the database found in the same words and with the same places as what the check of the bundle finds. */
export function tellFound(one: z.infer<typeof foundProblem>): BundleProblem[] {
  const entity = BUNDLE_ENTITIES[one.kind];
  if (one.code === 'loop') {
    return findLoops(one.links ?? []).map((loop) => ({
      code: 'loop',
      severity: 'error',
      path: pointer(entity.list),
      kind: one.kind,
      slug: `${loop.at(-1)}>${loop[0]}`,
      message: `Together with links that are there already, these close a loop: ${showLoop(loop)}.`,
      hint: 'Remove one of these links, in the bundle or in the workspace.',
    }));
  }
  const place = { kind: one.kind, slug: one.key ?? null, severity: 'error' as const };
  if (one.code === 'conflict') {
    return [
      {
        ...place,
        code: 'conflict',
        path: pointer(entity.list, one.position ?? 0),
        message: `${one.key} was edited in the studio since the state this bundle was made from.`,
        hint: 'Import with --conflicts theirs to overwrite it, or ours to keep it.',
      },
    ];
  }
  const ref = entity.refs[one.field === 'b' ? 1 : 0];
  const label = ref ? BUNDLE_ENTITIES[ref.kind].label.one : 'entity';
  const in_trash = one.code === 'reference_in_trash';
  return [
    {
      ...place,
      code: one.code,
      path: pointer(entity.list, one.position ?? 0, ref?.field ?? ''),
      message: in_trash
        ? `The ${label} ${one.refers_to} is in the trash.`
        : `There is no ${label} ${one.refers_to}, neither in this bundle nor in the workspace.`,
      hint: in_trash ? 'Restore it, or add it to the bundle.' : 'Add it to the bundle, or correct the slug.',
    },
  ];
}

/** What the database finds, told as every other problem of a bundle: above the floor of data there is one kind of them. */
export const foundProblems = z.array(foundProblem).transform((found) => found.flatMap(tellFound));
