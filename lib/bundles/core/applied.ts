import { z } from 'zod';
import { BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { foundProblems } from './found.ts';
import type { BundleProblem } from './problem.ts';

const entityCounts = z.partialRecord(z.enum(BUNDLE_KINDS), z.number());

/** What applying came to: what was written, or the problems for which nothing was. */
export interface Applied {
  import_id: string;
  change_set_id: string | null;
  changed: number;
  /** Runs, conversations and figures that came along and said something new. */
  recorded: number;
  entity_counts: Partial<Record<BundleKind, number>>;
  problems: BundleProblem[];
}

const written = z.object({
  ok: z.literal(true),
  import_id: z.string(),
  change_set_id: z.string().nullable(),
  changed: z.number(),
  recorded: z.number().catch(0),
  entity_counts: entityCounts,
});

/** The answer of the database to applying an import. */
export const appliedJson = (import_id: string) =>
  z.discriminatedUnion('ok', [
    written.transform(({ ok: _, ...receipt }): Applied => ({ ...receipt, problems: [] })),
    z.object({ ok: z.literal(false), problems: foundProblems }).transform(
      ({ problems }): Applied => ({
        import_id,
        change_set_id: null,
        changed: 0,
        recorded: 0,
        entity_counts: {},
        problems,
      }),
    ),
  ]);
