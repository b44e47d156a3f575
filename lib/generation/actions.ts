'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { outlineJson } from './core/outline.ts';
import { jobRequest } from './core/request.ts';
import * as data from './data/jobs.ts';
import { removeSource } from './data/sources.ts';

const job_id = z.uuid();

// Files come through `POST /api/v1/{workspace}/sources`.
export const removeSourceAction = defineAction({
  name: 'job.remove_source',
  permission: 'job.start',
  input: z.object({ source_id: z.uuid() }),
  run: ({ db, workspace }, { source_id }) => removeSource(db, workspace.id, source_id),
});

export const startJobAction = defineAction({
  name: 'job.start',
  permission: 'job.start',
  input: jobRequest,
  run: ({ db, workspace }, request) => data.startJob(db, workspace.id, request),
});

// Whose job may be ended or tried again is for the database to say: one's own, and those of all for reviewers.
export const cancelJobAction = defineAction({
  name: 'job.cancel',
  permission: 'job.start',
  input: z.object({ job_id }),
  run: ({ db, workspace }, input) => data.cancelJob(db, workspace.id, input.job_id),
});

export const retryJobAction = defineAction({
  name: 'job.retry',
  permission: 'job.start',
  input: z.object({ job_id }),
  run: ({ db, workspace }, input) => data.retryJob(db, workspace.id, input.job_id),
});

export const approveOutlineAction = defineAction({
  name: 'job.approve_outline',
  permission: 'job.approve',
  input: z.object({ job_id, outline: outlineJson }),
  run: ({ db, workspace }, { job_id, outline }) => data.approveJob(db, workspace.id, job_id, { outline }),
});
