'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { PRIORITIES } from '../core/maker.ts';
import { outlineJson } from '../core/outline.ts';
import { BUDGET_SCOPES, newPrice, providerFields, routeJson } from '../core/provider.ts';
import { jobRequest } from '../core/request.ts';
import { MOST_JOBS } from '../core/start.ts';
import * as data from '../data/jobs.ts';
import * as models from '../data/providers.ts';
import { removeSource } from '../data/sources.ts';
import { saveProvider, testProvider } from '../services/providers.ts';
import { startJobs } from '../services/start-jobs.ts';

const job_id = z.uuid();

// Files come through `POST /api/v1/{workspace}/sources`.
export const removeSourceAction = defineAction({
  name: 'job.remove_source',
  permission: 'job.start',
  input: z.object({ source_id: z.uuid() }),
  run: ({ db, workspace }, { source_id }) => removeSource(db, workspace.id, source_id),
});

/** Starts all of them or none. */
export const startJobsAction = defineAction({
  name: 'job.start',
  permission: 'job.start',
  input: z.object({ jobs: jobRequest.array().min(1).max(MOST_JOBS) }),
  run: ({ db, workspace }, { jobs }) => startJobs(db, workspace.id, jobs),
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
  input: z.object({ job_id, outline: outlineJson, version: z.number().int().min(0).optional() }),
  run: ({ db, workspace }, { job_id, outline, version }) =>
    data.approveJob(db, workspace.id, job_id, { outline, ...(version !== undefined && { version }) }),
});

// Whose course may be steered is for the database to say, as above.
export const saveOutlineAction = defineAction({
  name: 'job.save_outline',
  permission: 'job.start',
  input: z.object({ job_id, outline: outlineJson, version: z.number().int().min(0) }),
  run: ({ db, workspace }, { job_id, outline, version }) =>
    data.saveOutline(db, workspace.id, job_id, outline, version),
});

export const pauseJobAction = defineAction({
  name: 'job.pause',
  permission: 'job.start',
  input: z.object({ job_id }),
  run: ({ db, workspace }, input) => data.pauseJob(db, workspace.id, input.job_id),
});

export const regenerateLessonAction = defineAction({
  name: 'job.regenerate_lesson',
  permission: 'job.start',
  input: z.object({
    job_id,
    lesson: z.number().int().min(0),
    instruction: z.string().trim().max(2000).nullable(),
  }),
  run: ({ db, workspace }, given) => data.regenerateLesson(db, workspace.id, given),
});

export const branchJobAction = defineAction({
  name: 'job.branch',
  permission: 'job.start',
  input: z.object({ job_id }),
  run: ({ db, workspace }, input) => data.branchJob(db, workspace.id, input.job_id),
});

const micros = z.number().int().min(0).nullable();

// Who may raise the cap of a job is whoever asked for it; budgets of the workspace hold as before.
export const resumeJobAction = defineAction({
  name: 'job.resume',
  permission: 'job.start',
  input: z.object({ job_id, budget_micros: micros }),
  run: ({ db, workspace }, input) => models.resumeJob(db, workspace.id, input.job_id, input.budget_micros),
});

const givenProvider = z.object({
  id: z.uuid().nullable(),
  version: z.number().int().nullable(),
  fields: providerFields,
  key: z.string().trim().min(1).max(1000).nullable(),
  models: z.string().trim().min(1).max(200).array().max(20),
});

export const saveProviderAction = defineAction({
  name: 'provider.save',
  permission: 'provider.manage',
  input: givenProvider,
  run: ({ db, workspace }, given) => saveProvider(db, workspace.id, given),
});

export const testProviderAction = defineAction({
  name: 'provider.test',
  permission: 'provider.manage',
  input: givenProvider.omit({ version: true, models: true }).extend({ model: z.string().trim().min(1).max(200) }),
  run: ({ db, workspace }, given) => testProvider(db, workspace.id, given),
});

export const removeProviderAction = defineAction({
  name: 'provider.remove',
  permission: 'provider.manage',
  input: z.object({ provider_id: z.uuid() }),
  run: ({ db, workspace }, { provider_id }) => models.removeProvider(db, workspace.id, provider_id),
});

export const setRoutesAction = defineAction({
  name: 'provider.set_routes',
  permission: 'provider.manage',
  input: z.object({ priority: z.enum(PRIORITIES), routes: routeJson.array().max(20) }),
  run: ({ db, workspace }, { priority, routes }) => models.setRoutes(db, workspace.id, priority, routes),
});

export const addPricesAction = defineAction({
  name: 'provider.add_prices',
  permission: 'provider.manage',
  input: z.object({ prices: newPrice.array().min(1).max(500) }),
  run: ({ db, workspace }, { prices }) => models.addPrices(db, workspace.id, prices),
});

export const setBudgetAction = defineAction({
  name: 'budget.set',
  permission: 'provider.manage',
  input: z.object({ scope: z.enum(BUDGET_SCOPES), soft_micros: micros, hard_micros: micros }),
  run: ({ db, workspace }, { scope, soft_micros, hard_micros }) =>
    models.setBudget(db, workspace.id, scope, soft_micros, hard_micros),
});

export const settleByHandAction = defineAction({
  name: 'budget.settle',
  permission: 'provider.manage',
  input: z.object({
    request_id: z.uuid(),
    cost_micros: z.number().int().min(0),
    reason: z.string().trim().min(1).max(500),
  }),
  run: ({ db, workspace }, { request_id, cost_micros, reason }) =>
    models.settleByHand(db, workspace.id, request_id, cost_micros, reason),
});
