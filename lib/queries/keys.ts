/** Every query key of the studio. Components never write one. */
export const keys = {
  outline: (workspace: string) => [workspace, 'outline'] as const,
  changed: (workspace: string) => [workspace, 'changed'] as const,
  pending: (workspace: string) => [workspace, 'pending'] as const,
  snapshots: (workspace: string) => [workspace, 'snapshots'] as const,
};
