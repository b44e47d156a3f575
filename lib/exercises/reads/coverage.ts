import { z } from 'zod';
import { can } from '#lib/base/core/permissions.ts';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { COVERAGE_KINDS, COVERAGE_PARTS } from '../core/coverage.ts';
import { readCoverage, readCoverageCell, readExerciseGoals } from '../data/coverage.ts';

const scope = { kind: z.enum(COVERAGE_KINDS), id: z.uuid().nullable() };

export const coverageRead = defineRead({
  name: 'coverage',
  permission: 'content.read',
  input: z.object(scope),
  run: ({ db, workspace }, input) => readCoverage(db, workspace.id, input),
});

export const coverageCellRead = defineRead({
  name: 'coverage-cell',
  permission: 'content.read',
  input: z.object({
    ...scope,
    part: z.enum(COVERAGE_PARTS),
    row: z.string().max(200).nullable(),
    level: z.string().max(200).nullable(),
  }),
  run: ({ db, workspace }, input) => readCoverageCell(db, workspace.id, input),
});

export const exerciseGoalsRead = defineRead({
  name: 'exercise-goals',
  permission: 'content.read',
  input: z.object({}),
  run: async ({ db, workspace, role }) => {
    const goals = await readExerciseGoals(db, workspace.id);
    return goals.ok ? ok({ ...goals.data, may_set: can(role, 'workspace.manage') }) : goals;
  },
});
