'use server';

import { z } from 'zod';
import { defineAction, definePersonAction } from '#lib/base/actions/define-action.ts';
import { ROLES } from '#lib/base/core/permissions.ts';
import { SLUG_PATTERN } from '#lib/base/core/slug.ts';
import * as data from '../data/workspaces.ts';

const user_id = z.uuid();
const role = z.enum(ROLES);
const name = z
  .string()
  .trim()
  .min(2, 'At least 2 characters are needed.')
  .max(100, 'At most 100 characters are allowed.');
const slug = z.string().max(100).regex(SLUG_PATTERN, 'Use lowercase letters, digits and single hyphens.');

export const createWorkspaceAction = definePersonAction({
  name: 'workspace.create',
  permission: 'signed_in',
  input: z.object({ name, slug }),
  run: ({ db }, input) => data.createWorkspace(db, input.slug, input.name),
});

export const setMemberRoleAction = defineAction({
  name: 'member.set_role',
  permission: 'member.manage',
  input: z.object({ user_id, role }),
  run: ({ db, workspace }, input) => data.setMemberRole(db, workspace.id, input.user_id, input.role),
});

export const removeMemberAction = defineAction({
  name: 'member.remove',
  permission: 'member.manage',
  input: z.object({ user_id }),
  run: ({ db, workspace }, input) => data.removeMember(db, workspace.id, input.user_id),
});

export const leaveWorkspaceAction = defineAction({
  name: 'member.leave',
  permission: 'member.leave',
  input: z.object({}),
  run: ({ db, workspace, user_id: self }) => data.removeMember(db, workspace.id, self),
});

export const setParentAction = defineAction({
  name: 'workspace.set_parent',
  permission: 'workspace.manage',
  input: z.object({ parent_id: z.uuid().nullable() }),
  run: ({ db, workspace }, { parent_id }) => data.setParent(db, workspace.id, parent_id),
});

export const updateWorkspaceAction = defineAction({
  name: 'workspace.update',
  permission: 'workspace.manage',
  input: z.object({
    name: name.optional(),
    slug: slug.optional(),
    content_is_open: z.boolean().optional(),
    allows_pending_drafts: z.boolean().optional(),
    allows_self_approval: z.boolean().optional(),
    runs_checks: z.boolean().optional(),
    check_percent: z.number().int().min(2).max(5).optional(),
    holds_risk: z.boolean().optional(),
    asks_second: z.boolean().optional(),
    minds_pauses: z.boolean().optional(),
    asks_for_proposals: z.boolean().optional(),
    names_reviewers: z.boolean().optional(),
  }),
  run: ({ db, workspace }, patch) => data.updateWorkspace(db, workspace.id, patch),
});
