import type { CellState, CoverageKind, CoverageSum, RowKind } from '#lib/exercises/core/coverage.ts';

const count = (number: number, one: string, many: string) => (number === 1 ? `1 ${one}` : `${number} ${many}`);

/** Words of the coverage of objectives by exercises. */
export const coverageText = {
  coverage: 'Coverage',
  of: 'Coverage of',
  notRead: 'The coverage could not be counted',
  kinds: { concept: 'Concept', trail: 'Trail', workspace: 'Workspace' } satisfies Record<CoverageKind, string>,
  rows: { objective: 'Objective', concept: 'Concept', trail: 'Trail' } satisfies Record<RowKind, string>,
  which: { concept: 'Which concept', trail: 'Which trail' },
  choose: { concept: 'Choose a concept to see its coverage', trail: 'Choose a trail to see its coverage' },
  chooseHelp: {
    concept: 'Its objectives are counted against the cognitive levels of its exercises.',
    trail: 'Its objectives and concepts are counted against the cognitive levels of their exercises.',
  },
  level: 'Cognitive level',
  atLeast: (least: number) => `at least ${least}`,
  all: 'All',
  ofWanted: (wanted: number) => `of ${wanted}`,
  hole: 'Hole',
  short: (by: number) => `${by} short`,
  blocked: (number: number) => `${number} blocked`,
  /** A cell for whoever hears it. What is seen in it stands here in the same words and order, so that it is found by saying them. */
  cell(row: string, level: string, valid: number, wanted: number, state: CellState, blocked: number): string {
    const states = { covered: 'covered', short: coverageText.short(wanted - valid), hole: 'hole', unasked: '' };
    const parts = [
      wanted > 0 ? `${valid} of ${wanted}` : `${valid}`,
      blocked > 0 && coverageText.blocked(blocked),
      wanted > 0 && states[state],
    ];
    return `${row}, ${level}: ${parts.filter(Boolean).join(', ')}`;
  },
  sum: ({ covered, cells }: CoverageSum) => [`${covered} of ${cells}`, 'cells are covered.'] as const,
  holes: (number: number) => count(number, 'hole', 'holes'),
  shorts: (number: number) => `${number} short`,
  mostly: (level: string) => `Most holes are ${level}.`,
  counted: (valid: number) => `${count(valid, 'valid exercise', 'valid exercises')}, each counted once.`,
  facts: (concepts: number | null, objectives: number | null) =>
    [
      concepts !== null && count(concepts, 'concept', 'concepts'),
      objectives !== null && count(objectives, 'objective', 'objectives'),
    ]
      .filter(Boolean)
      .join(' · '),
  noObjective: 'No objective',
  elsewhere: { concept: 'Other objectives', trail: 'Elsewhere', workspace: 'In no trail' },
  elsewhereHelp: { concept: 'of the trail, or of another concept', trail: '', workspace: 'sparks that no trail holds' },
  nowhereAbove: 'counted nowhere above',
  noLevel: 'No level',
  keys: { move: 'move', open: 'open', write: 'write one' },
  openCell: 'Open its exercises',
  writeOne: 'Write one',
  writeAnother: 'Write another',
  generate: 'Generate…',
  askFor: (level: string, of: string) => `Exercises of the level “${level}” for: ${of}`,
  none: (wanted: number) => (wanted === 0 ? 'No exercise.' : `No exercise, ${wanted} wanted.`),
  someMore: (more: number) => `${more} more are in the bank.`,
  openBank: 'Open in bank',
  setLevel: 'Set their level',
  openRow: { concept: 'Open coverage of this concept', trail: 'Open coverage of this trail' },
  close: (level: string) => `Close by, and could be raised to ${level}:`,
  inSpark: 'In the lesson',
  noSparks: 'No spark is in it yet. An exercise belongs to a spark.',
  objectives: 'Objectives',
  thresholds: 'Thresholds',
  thresholdsHelp: {
    objective: 'How many valid exercises each objective should have.',
    concept: 'How many valid exercises each concept should have.',
    trail: 'How many valid exercises each trail should have.',
  } satisfies Record<RowKind, string>,
  thresholdsFor: 'They hold in the whole workspace, colour the matrix, and block nothing.',
  withThese: ({ cells, covered, short, holes }: CoverageSum) =>
    `With these: ${count(cells, 'cell', 'cells')}, ${covered} covered, ${short} short, ${count(holes, 'hole', 'holes')}.`,
  setThresholds: 'Set thresholds',
  thresholdsSet: 'Thresholds set',
  onlyAdmins: 'An admin of the workspace sets them.',
  notSet: 'The thresholds were not set',
  cancel: 'Cancel',
  noRows: {
    concept: 'This concept has no objectives',
    trail: 'This trail has no concepts',
    workspace: 'This workspace has no trails',
  } satisfies Record<CoverageKind, string>,
  noRowsHelp: {
    concept: 'Coverage counts exercises for each objective. Write two or three sentences that begin with “can”.',
    trail: 'Coverage counts the exercises of each concept. Add concepts in the outline.',
    workspace: 'Coverage counts the exercises of each trail. Add a trail in the outline.',
  } satisfies Record<CoverageKind, string>,
  addObjective: 'Add objective',
  editing: {
    title: (owner: string) => `Objectives of “${owner}”`,
    saved: 'Saved as you type',
    done: 'Done',
    notRead: 'The objectives could not be read',
    notSaved: 'That was not saved',
    id: 'By this id exercises name it. It stays.',
    one: (number: number) => `Objective ${number}`,
    exercises: (number: number) => count(number, 'exercise', 'exercises'),
    up: (number: number) => `Move objective ${number} up`,
    down: (number: number) => `Move objective ${number} down`,
    remove: (number: number) => `Delete objective ${number}`,
    has: (title: string, number: number) => `“${title}” has ${count(number, 'exercise', 'exercises')}`,
    whereTo: 'Exercises need an objective that exists: with a deleted one they could not be staged.',
    into: 'Give them',
    removeAnd: (number: number) =>
      number === 1 ? 'Delete, and move 1 exercise' : `Delete, and move ${number} exercises`,
    newOne: 'New objective',
    newHelp: 'What learners can do afterwards. Enter adds it, and the next one.',
    added: 'Objective added',
    renamed: 'Objective renamed',
    moved: 'Objective moved',
    removed: (title: string) => `“${title}” deleted`,
  },
  toOutline: 'Open the outline',
  noConcept: 'This spark is in no concept',
  noConceptHelp: 'Objectives belong to concepts and trails. Give the spark a place in a concept to see its coverage.',
  forCell: (objective: string | null, level: string | null) => [objective, level].filter(Boolean).join(' · '),
} as const;
