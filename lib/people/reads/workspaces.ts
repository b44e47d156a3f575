import { z } from 'zod';
import { ok } from '#lib/base/core/problem.ts';
import { defineRead } from '#lib/base/reads/define-read.ts';
import * as data from '../data/workspaces.ts';

const input = z.object({});

export const membersRead = defineRead({
  name: 'members',
  permission: 'member.read',
  input,
  run: ({ db, workspace }) => data.listMembers(db, workspace.id),
});

export const peopleRead = defineRead({
  name: 'people',
  permission: 'member.read',
  input,
  run: ({ db, workspace }) => data.listPeople(db, workspace.id),
});

export const ownWorkspacesRead = defineRead({
  name: 'own-workspaces',
  permission: 'workspace.manage',
  input,
  run: ({ db, user_id }) => data.listOwnWorkspaces(db, user_id),
});

export const workspaceRead = defineRead({
  name: 'workspace',
  permission: 'member.read',
  input,
  run: async ({ workspace }) => ok(workspace),
});
