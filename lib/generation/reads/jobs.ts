import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { can } from '#lib/base/core/permissions.ts';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { MOST_IMPROVED } from '../core/asks/improve.ts';
import { JOB_FILTERS, JOB_KINDS } from '../core/job.ts';
import { PIECE_TYPES, PRIORITIES } from '../core/maker.ts';
import { LENGTHS } from '../core/prompt/content-types.ts';
import { BOOK_VIEWS } from '../core/provider.ts';
import { MOST_SOURCES } from '../core/request.ts';
import { MOST_JOBS } from '../core/start.ts';
import * as data from '../data/jobs.ts';
import * as models from '../data/providers.ts';
import { readSource } from '../data/sources.ts';
import { estimateJob } from '../services/estimate.ts';
import { openProposal } from '../services/proposals.ts';

/** More is asked of nobody: a curriculum of as many modules as it may have, and a brief with the largest source. */
const MOST_PRICED_LESSONS = 10_000;
const MOST_PRICED_BYTES = 20_000_000;

export const jobsRead = defineRead({
  name: 'jobs',
  permission: 'content.read',
  input: z.object({
    show: z.enum(JOB_FILTERS).default('all'),
    kinds: z.enum(JOB_KINDS).array().optional(),
    by: z.uuid().optional(),
    before: z.number().int().optional(),
  }),
  run: ({ db, workspace }, filter) => data.readJobs(db, workspace.id, filter),
});

export const jobRead = defineRead({
  name: 'job',
  permission: 'content.read',
  input: z.object({ job_id: z.uuid() }),
  run: async ({ db, workspace, user_id, role }, { job_id }) => {
    const job = await data.readJob(db, workspace.id, job_id);
    if (!job.ok) return job;
    const may_decide = job.data.asked_by === user_id || can(role, 'job.manage');
    return ok({
      ...job.data,
      may_decide,
      may_approve: can(role, 'job.approve'),
      may_settle: can(role, 'provider.manage'),
    });
  },
});

export const proposalRead = defineRead({
  name: 'proposal',
  permission: 'content.read',
  input: z.object({ proposal_id: z.uuid() }),
  run: ({ db, workspace }, { proposal_id }) => openProposal(db, workspace, proposal_id),
});

export const jobSourceRead = defineRead({
  name: 'job-source',
  permission: 'content.read',
  input: z.object({ source_id: z.uuid() }),
  run: ({ db, workspace }, { source_id }) => readSource(db, workspace.id, source_id),
});

export const modelsRead = defineRead({
  name: 'models',
  permission: 'content.read',
  input: z.object({}),
  run: async ({ db, workspace, role }) => {
    const setup = await models.readModelSetup(db, workspace.id);
    if (!setup.ok || can(role, 'provider.manage')) return setup;
    // Of keys whoever may not set them learns nothing at all.
    const hidden = { key_last4: null, key_set_at: null };
    return ok({ ...setup.data, providers: setup.data.providers.map((one) => ({ ...one, ...hidden })) });
  },
});

export const booksRead = defineRead({
  name: 'books',
  permission: 'content.read',
  input: z.object({ month: z.iso.date(), by: z.enum(BOOK_VIEWS).default('model') }),
  run: ({ db, workspace }, { month, by }) => models.readBooks(db, workspace.id, month, by),
});

export const jobRequestsRead = defineRead({
  name: 'job-requests',
  permission: 'content.read',
  input: z.object({ job_id: z.uuid() }),
  run: ({ db, workspace }, { job_id }) => models.readJobRequests(db, workspace.id, job_id),
});

export const callTextRead = defineRead({
  name: 'call-text',
  permission: 'content.read',
  input: z.object({ request_id: z.uuid() }),
  run: ({ db, workspace }, { request_id }) => models.readCallText(db, workspace.id, request_id),
});

export const jobTextRead = defineRead({
  name: 'job-text',
  permission: 'content.read',
  input: z.object({ step_id: z.uuid(), after: z.number().int().min(0).default(0) }),
  run: ({ db, workspace }, { step_id, after }) => models.readJobText(db, workspace.id, step_id, after),
});

export const jobPlacesRead = defineRead({
  name: 'job-places',
  permission: 'content.read',
  input: z.object({ ids: z.uuid().array().min(1).max(MOST_JOBS) }),
  run: ({ db, workspace }, { ids }) => data.readPlaces(db, workspace.id, ids),
});

export const jobEstimateRead = defineRead({
  name: 'job-estimate',
  // A prompt that is assembled may be counted, so this is no mere look.
  method: 'POST',
  permission: 'job.start',
  input: z.object({
    job_kind: z.enum(JOB_KINDS),
    places: z
      .object({ kind: z.enum(NAMED_KINDS), id: z.uuid() })
      .array()
      .max(MOST_JOBS)
      .default([]),
    source_ids: z.uuid().array().max(MOST_SOURCES).default([]),
    length: z.enum(LENGTHS).default('medium'),
    priority: z.enum(PRIORITIES).default('balanced'),
    content_type: z.enum(PIECE_TYPES).default('blog'),
    course: z
      .discriminatedUnion('part', [
        z.object({ part: z.literal('research') }),
        z.object({ part: z.literal('lessons'), lessons: z.number().int().min(1).max(MOST_PRICED_LESSONS) }),
      ])
      .nullable()
      .default(null),
    improves: z.string().max(200).array().max(MOST_IMPROVED).nullable().default(null),
    more_bytes: z.number().int().min(0).max(MOST_PRICED_BYTES).default(0),
  }),
  run: ({ db, workspace }, wish) => estimateJob(db, workspace.id, wish),
});
