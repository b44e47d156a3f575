import { expect, expectTypeOf, test } from 'vitest';
import { can, PERMISSIONS, type Permission, ROLES, type WritePermission } from './permissions.ts';

const PROMOTERS: Permission[] = [
  'snapshot.promote',
  'snapshot.clean',
  'content.purge',
  'member.manage',
  'workspace.manage',
  'key.manage',
  'audit.read',
];

test.each(Object.keys(PERMISSIONS) as Permission[])(
  '%s: each role may what the one below may, and nobody outside may',
  (permission) => {
    const allowed = ROLES.map((role) => can(role, permission));
    expect(allowed).toEqual([...allowed].sort());
    expect(can('admin', permission)).toBe(true);
    expect(can(null, permission)).toBe(false);
    expect(can(undefined, permission)).toBe(false);
  },
);

test('only admins may what readers see at once or what cannot be undone', () => {
  for (const permission of PROMOTERS) expect(can('reviewer', permission)).toBe(false);
});

test('what only reads is no permission of an action', () => {
  expectTypeOf<Exclude<Permission, WritePermission>>().toEqualTypeOf<'content.read' | 'member.read' | 'audit.read'>();
});
