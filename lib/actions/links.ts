'use server';

import { z } from 'zod';
import { GRAPH_LEVELS } from '#lib/core/graph/graph';
import * as data from '#lib/data/links';
import { defineAction } from './define-action.ts';

const id = z.uuid();
const level = z.enum(GRAPH_LEVELS);
const coordinate = z.number().min(-10_000_000).max(10_000_000);

export const setPositionsAction = defineAction({
  name: 'links.set_positions',
  permission: 'content.write',
  input: z.object({
    level,
    set: z.array(z.tuple([id, coordinate, coordinate])).max(20_000),
    reset: z.boolean(),
  }),
  run: ({ db, workspace }, { level, ...positions }) => data.setPositions(db, workspace.id, level, positions),
});
