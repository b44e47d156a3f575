/** Every query key of the studio: the workspace, the family, what tells its members apart. Components never write one. */
export const keys = {
  presence: (workspace: string, kind: string, id: string, is_editing: boolean) =>
    [workspace, 'presence', kind, id, is_editing] as const,
  /** Everything of the outline: the whole, the part that is loaded, and what a filter leaves. */
  outlines: (workspace: string) => [workspace, 'outline'] as const,
  wholeOutline: (workspace: string) => [workspace, 'outline', 'whole'] as const,
  outlineBranches: (workspace: string) => [workspace, 'outline', 'branches'] as const,
  outlineFound: (workspace: string, filter: object) => [workspace, 'outline', 'found', filter] as const,
  outlineSums: (workspace: string) => [workspace, 'outline-sums', 'rows'] as const,
  outlineTotals: (workspace: string) => [workspace, 'outline-sums', 'whole'] as const,
  outlineChoices: (workspace: string, filter: object) => [workspace, 'outline-sums', 'choices', filter] as const,
  places: (workspace: string, kind: string, text: string) => [workspace, 'places', kind, text] as const,
  pending: (workspace: string, items: object) => [workspace, 'changed', items] as const,
  graph: (workspace: string, level: string) => [workspace, 'graph', level] as const,
  suggestions: (workspace: string) => [workspace, 'suggestions', 'list'] as const,
  dismissals: (workspace: string) => [workspace, 'suggestions', 'dismissed'] as const,
  entity: (workspace: string, kind: string, id: string) => [workspace, 'entity', kind, id] as const,
  entities: (workspace: string) => [workspace, 'entity'] as const,
  profile: (workspace: string, kind: string, id: string) => [workspace, 'profile', kind, id] as const,
  profileMedia: (workspace: string, kind: string, id: string) => [workspace, 'profile', 'media', kind, id] as const,
  longText: (workspace: string, of: string, id: string) => [workspace, 'profile', 'text', of, id] as const,
  performance: (workspace: string, trail_id: string) => [workspace, 'performance', trail_id] as const,
  courseLessons: (workspace: string, trail_id: string) => [workspace, 'courses', 'lessons', trail_id] as const,
  courseList: (workspace: string, ask: object) => [workspace, 'courses', 'list', ask] as const,
  courseFigures: (workspace: string, by: string) => [workspace, 'courses', 'figures', by] as const,
  failedLessons: (workspace: string) => [workspace, 'courses', 'failed'] as const,
  personas: (workspace: string) => [workspace, 'courses', 'personas'] as const,
  lesson: (workspace: string, id: string) => [workspace, 'lesson', id] as const,
  sparkContext: (workspace: string, id: string) => [workspace, 'spark-context', id] as const,
  bank: (workspace: string, ask: object) => [workspace, 'exercises', 'bank', ask] as const,
  quizProposal: (workspace: string, of: object) => [workspace, 'exercises', 'proposal', of] as const,
  coverage: (workspace: string, kind: string, id: string | null) =>
    [workspace, 'exercises', 'coverage', kind, id] as const,
  coverageCell: (workspace: string, ask: object) => [workspace, 'exercises', 'cell', ask] as const,
  objectives: (workspace: string, kind: string, id: string) =>
    [workspace, 'exercises', 'objectives', kind, id] as const,
  nearDuplicates: (workspace: string, spark_id: string | null) =>
    [workspace, 'exercises', 'near-duplicates', spark_id] as const,
  exerciseGoals: (workspace: string) => [workspace, 'exercises', 'goals'] as const,
  bankAdvice: (workspace: string, spark_id: string) => [workspace, 'exercises', 'advice', spark_id] as const,
  exercise: (workspace: string, spark_id: string, which: string | number) =>
    [workspace, 'exercises', 'one', spark_id, which] as const,
  results: (workspace: string, spark_id: string | null) => [workspace, 'results', 'list', spark_id] as const,
  exerciseResults: (workspace: string, of: object) => [workspace, 'results', 'one', of] as const,
  resultImports: (workspace: string) => [workspace, 'results', 'imports'] as const,
  exercises: (workspace: string, spark_id: string, ids: readonly string[]) =>
    [workspace, 'exercises', 'stored', spark_id, ids] as const,
  exerciseVersions: (workspace: string, spark_id: string, exercise_id: string) =>
    [workspace, 'exercises', 'versions', spark_id, exercise_id] as const,
  sparkContexts: (workspace: string) => [workspace, 'spark-context'] as const,
  renderedExercises: (workspace: string, of: object) => [workspace, 'rendered-exercises', of] as const,
  renderedTexts: (workspace: string, of: object) => [workspace, 'rendered-texts', of] as const,
  beaconSparks: (workspace: string, id: string) => [workspace, 'beacon-sparks', id] as const,
  beacons: (workspace: string) => [workspace, 'beacon-sparks'] as const,
  beaconCounts: (workspace: string, spark_ids: readonly string[], text: string) =>
    [workspace, 'beacon-counts', spark_ids, text] as const,
  reviewMarks: (workspace: string) => [workspace, 'review-marks'] as const,
  reviewMarksOf: (workspace: string, spark_id: string) => [workspace, 'review-marks', spark_id] as const,
  /** Of everything: what happens to one thing is told in the history of all that it stands in. */
  histories: (workspace: string) => [workspace, 'history'] as const,
  historyChangeSets: (workspace: string, of: { kind: string; id: string; below: boolean }) =>
    [workspace, 'history', of.kind, of.id, of.below] as const,
  versions: (workspace: string, of: { kind: string; id: string; below: boolean }, change_set_id: string) =>
    [workspace, 'history', of.kind, of.id, of.below, change_set_id] as const,
  comparison: (workspace: string, revision_id: number, compared_with: string) =>
    [workspace, 'comparison', revision_id, compared_with] as const,
  trashPreview: (workspace: string, kind: string, id: string, with_sparks: boolean) =>
    [workspace, 'trash-preview', kind, id, with_sparks] as const,
  snapshots: (workspace: string) => [workspace, 'snapshots'] as const,
  /** Everything that compares states; a comparison with the working content moves with every edit. */
  changes: (workspace: string) => [workspace, 'changes'] as const,
  changeCounts: (workspace: string, scope: object) => [workspace, 'changes', 'counts', scope] as const,
  changeLines: (workspace: string, scope: object, filter: object) =>
    [workspace, 'changes', 'lines', scope, filter] as const,
  change: (workspace: string, scope: object, entity_id: string) =>
    [workspace, 'changes', 'one', scope, entity_id] as const,
  imports: (workspace: string) => [workspace, 'imports'] as const,
  import: (workspace: string, id: string) => [workspace, 'import', id] as const,
  importPlan: (workspace: string, id: string) => [workspace, 'import-plan', id] as const,
  importLines: (workspace: string, id: string, actions: readonly string[]) =>
    [workspace, 'import-lines', id, actions] as const,
  questionPlan: (workspace: string, id: string) => [workspace, 'question-plan', id] as const,
  importQuestions: (workspace: string, id: string, filter: object) =>
    [workspace, 'import-questions', id, filter] as const,
  exportPreview: (workspace: string, scope: object | null) => [workspace, 'export-preview', scope] as const,
  overview: (workspace: string) => [workspace, 'overview'] as const,
  search: (workspace: string, filter: object) => [workspace, 'search', filter] as const,
  people: (workspace: string) => [workspace, 'people'] as const,
  members: (workspace: string) => [workspace, 'members'] as const,
  invitations: (workspace: string) => [workspace, 'members', 'invitations'] as const,
  myInvitations: (workspace: string) => [workspace, 'my-invitations'] as const,
  workspace: (workspace: string) => [workspace, 'workspace'] as const,
  contentKeys: (workspace: string) => [workspace, 'content-keys'] as const,
  assets: (workspace: string) => [workspace, 'assets'] as const,
  assetList: (workspace: string, view: object) => [workspace, 'assets', 'list', view] as const,
  assetProblems: (workspace: string) => [workspace, 'assets', 'problems'] as const,
  trash: (workspace: string) => [workspace, 'trash'] as const,
  changeSetList: (workspace: string, filter: object) => [workspace, 'change-sets', 'list', filter] as const,
  changeSet: (workspace: string, id: string) => [workspace, 'change-sets', 'one', id] as const,
  jobs: (workspace: string, filter: object) => [workspace, 'jobs', 'list', filter] as const,
  job: (workspace: string, id: string) => [workspace, 'jobs', 'one', id] as const,
  proposal: (workspace: string, id: string) => [workspace, 'proposal', id] as const,
  jobSource: (workspace: string, id: string) => [workspace, 'job-source', id] as const,
  jobRequests: (workspace: string, id: string) => [workspace, 'jobs', 'requests', id] as const,
  jobText: (workspace: string, step_id: string) => [workspace, 'jobs', 'text', step_id] as const,
  callText: (workspace: string, id: string) => [workspace, 'call-text', id] as const,
  jobPlaces: (workspace: string, wanted: object) => [workspace, 'overview', 'job-places', wanted] as const,
  jobEstimate: (workspace: string, wish: object) => [workspace, 'models', 'estimate', wish] as const,
  models: (workspace: string) => [workspace, 'models'] as const,
  books: (workspace: string, view: object) => [workspace, 'books', view] as const,
  qualityBelow: (workspace: string, id: string) => [workspace, 'quality', 'below', id] as const,
  qualityTrend: (workspace: string, id: string) => [workspace, 'quality', 'trend', id] as const,
  qualityCount: (workspace: string, id: string) => [workspace, 'quality', 'count', id] as const,
  ownWorkspaces: (workspace: string) => [workspace, 'workspace', 'own'] as const,
  rules: (workspace: string) => [workspace, 'rules', 'all'] as const,
  promptTemplate: (workspace: string, content_type: string) => [workspace, 'rules', 'template', content_type] as const,
  strategyVersions: (workspace: string, name: string) => [workspace, 'rules', 'strategy', name] as const,
  promptPreview: (workspace: string, ask: object) => [workspace, 'rules', 'preview', ask] as const,
  lessonQuality: (workspace: string, spark_id: string) => [workspace, 'quality', 'lesson', spark_id] as const,
  trailVoice: (workspace: string, trail_id: string) => [workspace, 'quality', 'trail-voice', trail_id] as const,
  voice: (workspace: string, persona_id: string) => [workspace, 'quality', 'voice', persona_id] as const,
  qualityGates: (workspace: string) => [workspace, 'quality', 'gates'] as const,
  tasks: (workspace: string) => [workspace, 'tasks'] as const,
  cutPoints: (workspace: string, spark_id: string) => [workspace, 'cut-points', spark_id] as const,
};

/** What goes stale together, see stale.ts. */
export type Family = ReturnType<(typeof keys)[keyof typeof keys]>[1];
