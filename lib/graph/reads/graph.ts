import { z } from 'zod';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { GRAPH_LEVELS } from '../core/graph.ts';
import { readGraph, versionOfGraph } from '../data/links.ts';

/** The graph of a level; a page that has it asks every two seconds whether it is still the same. */
export const graphRead = defineRead({
  name: 'graph',
  permission: 'content.read',
  input: z.object({ level: z.enum(GRAPH_LEVELS), known: z.number().int().min(0).optional() }),
  run: ({ db, workspace }, { level, known }) => readGraph(db, workspace.id, level, known ?? null),
  // A page that knows a version is answered in a line: looking for the version first would be the same work twice.
  version: async ({ db, workspace }, { level, known }) => {
    if (known !== undefined) return ok(null);
    const version = await versionOfGraph(db, workspace.id, level);
    return version.ok ? ok(String(version.data)) : version;
  },
});
