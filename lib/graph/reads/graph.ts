import { z } from 'zod';
import { defineRead } from '#lib/base/actions/define-read.ts';
import { GRAPH_LEVELS } from '../core/graph.ts';
import { readGraph } from '../data/links.ts';

/** The graph of a level; a page that has it asks every two seconds whether it is still the same. */
export const graphRead = defineRead({
  name: 'graph',
  permission: 'content.read',
  input: z.object({ level: z.enum(GRAPH_LEVELS), known: z.coerce.number().int().min(0).optional() }),
  run: ({ db, workspace }, { level, known }, signal) => readGraph(db, workspace.id, level, known ?? null, signal),
});
