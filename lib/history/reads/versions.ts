import { z } from 'zod';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { VERSIONS_A_PAGE } from '../core/history.ts';
import { changeSetOf, readVersions } from '../data/versions.ts';
import { readSittings } from '../services/sittings.ts';
import { COMPARED_WITH, compareVersion } from '../services/versions.ts';

const revision_id = z.number().int().positive();
const of = z.object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), below: z.boolean() });

export const historyRead = defineRead({
  name: 'history',
  permission: 'content.read',
  input: z.object({ of, before: revision_id.optional() }),
  run: ({ db, workspace }, input) => readSittings(db, workspace.id, input.of, input.before),
});

export const versionsRead = defineRead({
  name: 'versions',
  permission: 'content.read',
  input: z.object({ of, change_set_id: z.uuid(), offset: z.number().int().min(0) }),
  run: ({ db, workspace }, { of, change_set_id, offset }) =>
    readVersions(db, workspace.id, of, change_set_id, offset, VERSIONS_A_PAGE),
});

export const comparisonRead = defineRead({
  name: 'comparison',
  permission: 'content.read',
  input: z.object({ revision_id, compared_with: z.enum(COMPARED_WITH), since: revision_id.nullish() }),
  run: ({ db, workspace }, input) =>
    compareVersion(db, workspace, input.revision_id, input.compared_with, input.since ?? null),
});

/** The change set in which a version was saved. */
export const changeSetOfRead = defineRead({
  name: 'change-set-of',
  permission: 'content.read',
  input: z.object({ kind: z.enum(CONTENT_KINDS), id: z.uuid(), version: z.number().int().positive() }),
  run: ({ db, workspace }, saved) => changeSetOf(db, workspace.id, saved),
});
