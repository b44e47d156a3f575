import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { reviewFilter } from '../core/proposal.ts';
import * as data from '../data/proposals.ts';
import { openItem } from '../services/items.ts';

export const reviewQueueRead = defineRead({
  name: 'review-queue',
  permission: 'content.read',
  input: reviewFilter.extend({ offset: z.number().int().min(0).default(0) }),
  run: ({ db, workspace }, { offset, ...filter }) => data.readQueue(db, workspace.id, filter, offset),
});

export const reviewFacetsRead = defineRead({
  name: 'review-facets',
  permission: 'content.read',
  input: z.object({}),
  run: ({ db, workspace }) => data.readFacets(db, workspace.id),
});

export const reviewItemRead = defineRead({
  name: 'review-item',
  permission: 'content.read',
  input: z.object({ proposal_id: z.uuid() }),
  run: ({ db, workspace }, { proposal_id }) => openItem(db, workspace, proposal_id),
});
