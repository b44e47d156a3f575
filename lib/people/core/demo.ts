import type { Role } from '#lib/base/core/permissions.ts';

/** The same on every embedded install, whose sign-in page offers them; a hosted Supabase has none of them. */
export const DEMO_PASSWORD = 'trailwright-demo';

/** The address of the demo person with that role. */
export function demoEmail(role: Role): string {
  return `${role}@trailwright.test`;
}

/** What the demo people are called. */
export const DEMO_NAMES: Record<Role, string> = { editor: 'Ed Editor', reviewer: 'Rae Reviewer', admin: 'Ada Admin' };

/** Whether an account is one of those that everybody may sign in as, where there are any. */
export const isDemoPerson = (email: string): boolean =>
  Object.keys(DEMO_NAMES).some((role) => demoEmail(role as Role) === email);
