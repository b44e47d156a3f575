/** Roles of a workspace, each including the one before. */
export const ROLES = ['editor', 'reviewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Everything that can be done in the studio, with the least role that may do it. Actions, route handlers, menus and the database
 * tests all read this one table; `supabase/tests/people/access-people.test.ts` proves that the policies agree with it.
 */
export const PERMISSIONS = {
  'content.read': { role: 'editor', may: 'read working content and its history', only_reads: true },
  'content.write': { role: 'editor', may: 'create, edit, move, link and trash content' },
  'content.purge': { role: 'admin', may: 'delete trashed content for good' },
  'import.run': { role: 'editor', may: 'import content and undo imports' },
  'import.manage': { role: 'admin', may: 'end the imports of others' },
  'snapshot.stage': { role: 'editor', may: 'stage a snapshot' },
  'snapshot.promote': { role: 'admin', may: 'promote and roll back snapshots' },
  'snapshot.clean': { role: 'admin', may: 'remove old snapshots' },
  'job.start': { role: 'editor', may: 'start jobs that draft, and cancel their own' },
  'job.manage': { role: 'reviewer', may: 'cancel and retry the jobs of others' },
  'job.approve': { role: 'reviewer', may: 'approve the outline that a job waits for' },
  'provider.manage': { role: 'admin', may: 'set up providers of models, prices and budgets' },
  'rule.manage': { role: 'admin', may: 'change what prompts are made of' },
  'review.decide': { role: 'reviewer', may: 'approve or reject drafts and proposals' },
  'comment.write': { role: 'editor', may: 'comment, and resolve threads' },
  'notification.keep': { role: 'editor', may: 'mark their own notifications, and choose what they are told' },
  'gate.manage': { role: 'admin', may: 'choose which findings hold back a snapshot' },
  'member.read': { role: 'editor', may: 'see who is in the workspace', only_reads: true },
  'member.leave': { role: 'editor', may: 'leave the workspace' },
  'member.manage': { role: 'admin', may: 'add members, change roles and remove members' },
  'workspace.manage': { role: 'admin', may: 'change settings of the workspace' },
  'key.manage': { role: 'admin', may: 'create and revoke content keys' },
  'audit.read': { role: 'admin', may: 'read the audit log', only_reads: true },
} as const satisfies Record<string, { role: Role; may: string; only_reads?: true }>;

export type Permission = keyof typeof PERMISSIONS;

/** What an action may ask for: who may only read with it uses a read (docs/decisions/051-reads-are-requests.md). */
export type WritePermission = {
  [Name in Permission]: (typeof PERMISSIONS)[Name] extends { only_reads: true } ? never : Name;
}[Permission];

/** Whether a role (null: not a member) includes the least role that a permission asks for. */
export function can(role: Role | null | undefined, permission: Permission): boolean {
  return role != null && ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission].role);
}
