/** A room: everything about one noun, on every floor. */
export interface Room {
  name: string;
  /** One sentence for whoever looks for something. */
  about: string;
  /** Tables whose rows are of this noun, whatever migration made them; `private.` is left out of the name. */
  tables?: readonly string[];
}

/** The rooms of `lib`, lowest first: a room imports from those before it (docs/decisions/050-rooms-by-noun.md). */
export const ROOMS: readonly Room[] = [
  {
    name: 'base',
    about:
      'What every room stands on: kinds and entities, problems and results, who may do what, clients of the database, the doors for actions and reads, what goes stale.',
    tables: ['kinds', 'memberships', 'profiles', 'workspaces'],
  },
  {
    name: 'search',
    about: 'Full text and close titles.',
    tables: ['search_entries', 'search_progress', 'search_queue', 'search_texts'],
  },
  {
    name: 'people',
    about: 'Workspaces, members, invitations, signing in, and who is here now.',
    tables: ['audit_log', 'invitations', 'pictures'],
  },
  {
    name: 'tasks',
    about: 'Long work that a person asked for and a worker does: how far it is, stopping it, what came of it.',
    tables: ['task_kinds', 'tasks'],
  },
  {
    name: 'notifications',
    about: 'What somebody is told of: one line for each thing that happened, and what they want to hear.',
    tables: ['digests', 'notification_settings', 'notifications'],
  },
  { name: 'lessons', about: 'Lesson Markdown, the model of the editor, HTML, differences word by word, merging.' },
  {
    name: 'history',
    about: 'Revisions, change sets, undo, the trash, and what one state of an entity says beside another.',
    tables: ['change_sets', 'dirty_entities', 'named_versions', 'revisions', 'slug_redirects'],
  },
  {
    name: 'catalogue',
    about: 'Domains down to sparks, what they are as units, lessons and courses, beacons, the outline, and bulk edits.',
    tables: [
      'beacons',
      'concept_sparks',
      'concepts',
      'conversations',
      'course_profiles',
      'domains',
      'draft_blocks',
      'lesson_profiles',
      'market_research',
      'merges',
      'outline_entries',
      'personas',
      'resources',
      'spark_beacons',
      'sparks',
      'trail_performance',
      'trails',
      'unit_profiles',
    ],
  },
  { name: 'assets', about: 'Files and images of lessons.', tables: ['asset_uses', 'assets'] },
  {
    name: 'graph',
    about: 'Links, what follows from them, how they are drawn, suggestions, review marks.',
    tables: [
      'concept_links',
      'dismissed_suggestions',
      'graph_positions',
      'graph_ranks',
      'graphs',
      'review_marks',
      'spark_links',
    ],
  },
  {
    name: 'exercises',
    about: 'Lesson packages: exercise banks and quizzes.',
    tables: [
      'distinct_exercises',
      'exercise_entries',
      'exercise_goals',
      'exercise_rules',
      'exercise_versions',
      'objectives',
      'packages',
      'trail_objectives',
    ],
  },
  {
    name: 'results',
    about: 'What learners answered, brought in from elsewhere, and what it says about exercises.',
    tables: ['result_imports', 'result_keys', 'results'],
  },
  {
    name: 'quality',
    about:
      'What could be better in a lesson, with its place and a fix; scores of each revision; gates that hold a snapshot back.',
    tables: ['quality_dismissals', 'quality_findings', 'quality_gates', 'quality_queue', 'quality_scores'],
  },
  {
    name: 'snapshots',
    about:
      'Staging, verification, promotion, rolling back, differences between snapshots, and the versions of one course.',
    tables: ['course_versions', 'entity_versions', 'first_promotions', 'snapshot_clocks', 'snapshots'],
  },
  {
    name: 'generation',
    about: 'Jobs that draft: what is asked for, who drafts it, what prompts are made of, its steps, its proposals.',
    tables: [
      'book_totals',
      'budgets',
      'content_preferences',
      'flow_runs',
      'generation_settings',
      'job_counts',
      'job_durations',
      'job_kinds',
      'job_sources',
      'llm_requests',
      'model_prices',
      'model_providers',
      'model_routes',
      'prompt_cache_counts',
      'prompt_jobs',
      'prompt_template_versions',
      'prompt_templates',
      'proposals',
      'provider_breakers',
      'provider_keys',
      'seo_rules',
      'step_runs',
      'step_texts',
      'step_turns',
      'strategies',
      'strategy_history',
    ],
  },
  {
    name: 'comments',
    about: 'Threads about a passage of a lesson or a draft, the people they mention, and finding the passage again.',
    tables: ['comment_threads', 'comments'],
  },
  {
    name: 'review',
    about: 'Deciding about proposals: the queue, who is deciding, what an approval writes, and what became of each.',
    tables: [
      'proposal_checks',
      'proposal_claims',
      'proposal_events',
      'proposal_openings',
      'proposal_places',
      'review_filters',
      'second_opinions',
    ],
  },
  {
    name: 'analytics',
    about: 'How drafting, deciding and the courses do, as charts whose rows are the answer of one function each.',
  },
  {
    name: 'delivery',
    about: 'The content API for learner apps and its keys.',
    tables: ['content_keys', 'content_moves'],
  },
  {
    name: 'bundles',
    about: 'Bundles and folders of Markdown: imports, exports and their log.',
    tables: ['import_blocks', 'import_logs', 'import_questions', 'imported_states', 'question_imports'],
  },
  { name: 'studio', about: 'Processes of an install, the embedded Supabase, and the runner of jobs.' },
  { name: 'home', about: 'What waits for somebody, taken from every room.' },
];

/** Areas of `components`, lowest first: rooms bear their names, and beside them stand what all of them use or what uses them all. */
export const AREAS: readonly Room[] = [
  { name: 'ui', about: 'Controls that know no word of courses.' },
  { name: 'form', about: 'Controls bound to a form.' },
  { name: 'base', about: 'What several rooms show alike: kinds, counts, problems, the line of a link.' },
  { name: 'shell', about: 'The frame of every page: rail, bar, palette, shortcuts, leaving with unsaved work.' },
  ...ROOMS.filter(({ name }) => !['base', 'studio', 'home'].includes(name)),
  { name: 'workbench', about: 'The page of a spark, put together from the parts of other rooms.' },
  { name: 'home', about: 'The first page of a workspace.' },
  { name: 'frame', about: 'The shell as the pages of a workspace fill it.' },
  {
    name: 'testing',
    about: 'What component tests stand on: a page around a component, and a server that a test answers for.',
  },
];

/**
 * Floors inside a room, lowest first, by the name of the folder or file. What is equal stands side by side. The environment
 * and the log are for every floor but the pure one.
 */
export const FLOORS: Readonly<Record<string, number>> = {
  core: 1,
  'start-error': 1,
  version: 1,
  env: 1.5,
  log: 1.5,
  data: 2,
  services: 3,
  actions: 4,
  reads: 4,
  jobs: 4,
  embedded: 4.5,
  processes: 4.5,
  queries: 5,
};

/** Imports against the order of rooms, each with the reason why it stays. */
export const EXCEPTIONS: readonly { from: string; to: string; why: string }[] = [
  {
    from: 'components/lessons/editor',
    to: 'lib/assets',
    why: 'What is pasted or dropped into a lesson is uploaded where it falls.',
  },
  {
    from: 'components/catalogue/outline/use-bulk-edits.ts',
    to: 'lib/bundles/queries',
    why: 'A selection is exported from the bar of the selection.',
  },
  {
    from: 'components/catalogue/outline',
    to: 'components/quality/outline',
    why: 'Rows of the outline and the pages of trails and concepts say what was found in their lessons.',
  },
  {
    from: 'components/catalogue/sparks/questions.tsx',
    to: 'components/quality/outline',
    why: 'What needs no decision in chosen sparks is fixed from the list as from the outline.',
  },
  {
    from: 'components/catalogue/outline/entity-overview.tsx',
    to: 'components/snapshots/courses',
    why: 'The page of a trail has its versions beside its content and its history.',
  },
  {
    from: 'components/catalogue/profiles/export-file.tsx',
    to: 'lib/bundles/queries',
    why: 'A unit or a course is exported from its panel.',
  },
  {
    from: 'components/search/search-page.tsx',
    to: 'lib/catalogue/queries',
    why: 'A hit says whether it has changed since the current snapshot, as the outline does.',
  },
  {
    from: 'components/testing/setup.ts',
    to: 'app/globals.css',
    why: 'A test sees a component with the styles of the studio, or what it says of being visible would mean nothing.',
  },
];
