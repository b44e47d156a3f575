/** Every query key of the studio. Components never write one. */
export const keys = {
  outline: (workspace: string) => [workspace, 'outline'] as const,
  changed: (workspace: string) => [workspace, 'changed'] as const,
  entity: (workspace: string, kind: string, id: string) => [workspace, 'entity', kind, id] as const,
  entities: (workspace: string) => [workspace, 'entity'] as const,
  lesson: (workspace: string, id: string) => [workspace, 'lesson', id] as const,
  sparkContext: (workspace: string, id: string) => [workspace, 'spark-context', id] as const,
  sparkContexts: (workspace: string) => [workspace, 'spark-context'] as const,
  beaconSparks: (workspace: string, id: string) => [workspace, 'beacon-sparks', id] as const,
  beacons: (workspace: string) => [workspace, 'beacon-sparks'] as const,
  history: (workspace: string, kind: string, id: string) => [workspace, 'history', kind, id] as const,
  trashPreview: (workspace: string, kind: string, id: string, with_sparks: boolean) =>
    [workspace, 'trash-preview', kind, id, with_sparks] as const,
  pending: (workspace: string) => [workspace, 'pending'] as const,
  snapshots: (workspace: string) => [workspace, 'snapshots'] as const,
};
