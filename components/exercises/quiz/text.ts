import type { LeftReason, QuizGap, TakenReason } from '#lib/exercises/core/quiz/types.ts';
import { exercisesText } from '../text.ts';

const levelName = (name: string) => exercisesText.levels[name] ?? name;
const difficultyName = (name: string) => exercisesText.difficulties[name] ?? name;

/** Words of the quiz of a lesson. */
export const quizText = {
  view: 'Exercises of this spark',
  quizKeys: 'Quiz',
  bank: 'Bank',
  quiz: (count: number) => `Quiz ${count}`,
  questions: (count: number) => (count === 1 ? '1 question' : `${count} questions`),
  none: 'No quiz yet',
  noneHelp: 'Put exercises of the bank into the quiz, or have one assembled that meets its targets.',
  notInQuiz: (count: number) => (count === 1 ? '1 not in the quiz' : `${count} not in the quiz`),
  firstOnly: (count: number) => `The first ${count} are listed. Find others in the bank, and add them there with Q.`,
  allIn: 'Every exercise of the bank is in the quiz.',
  addOne: (number: number) => `Add to quiz: exercise ${number}`,
  takeOut: (number: number) => `Take question ${number} out`,
  up: (number: number) => `Move question ${number} up`,
  down: (number: number) => `Move question ${number} down`,
  pin: (number: number) => `Keep question ${number} when assembling`,
  assemble: 'Assemble quiz',
  length: 'Questions',
  proposal: (count: number) => `A proposal of ${count === 1 ? '1 question' : `${count} questions`}`,
  repeats: 'May repeat earlier quizzes',
  repeatsHelp: 'Otherwise nothing is taken that a quiz before it in the concept asks, in these words or nearly so.',
  targets: 'Targets',
  targetsTitle: 'Targets of this quiz',
  targetsFrom: {
    quiz: 'The upright line is the target of this quiz.',
    workspace: 'The upright line is the target of the workspace.',
    usual: 'The upright line is the usual target.',
  },
  change: 'Change it',
  inPercent: 'in percent',
  thatIs: (counts: number[], length: number) =>
    `100 %. Of ${length === 1 ? '1 question' : `${length} questions`} that is ${counts.join(' · ')}.`,
  notWhole: (sum: number) => `They add up to ${sum} %. Make it 100 %.`,
  targetsFor: 'For',
  thisQuiz: 'This quiz',
  allQuizzes: 'All quizzes of the workspace',
  allQuizzesHelp: 'Quizzes with targets of their own keep them.',
  onlyAdmins: 'An admin of the workspace sets them.',
  backToWorkspace: 'Back to the workspace’s',
  setTargets: 'Set targets',
  targetsNotSet: 'The targets were not set',
  cancel: 'Cancel',
  best: 'Best possible',
  found: 'Best that was found',
  seed: (seed: number) => `seed ${seed}`,
  otherSeed: 'Other seed',
  use: 'Use this quiz',
  keepMine: 'Keep mine',
  isNew: 'New',
  stays: 'stays',
  leftOut: 'Left out',
  notMet: 'Not all targets could be met',
  notAssembled: 'The quiz was not assembled',
  objectives: 'Objectives',
  taken(reason: TakenReason, titles: Readonly<Record<string, string>>): string {
    switch (reason.code) {
      case 'pinned':
        return 'Kept by you';
      case 'covers':
        return reason.of === 1
          ? `Only exercise for “${titles[reason.objective] ?? reason.objective}”`
          : `Covers “${titles[reason.objective] ?? reason.objective}”`;
      case 'fills_level':
        return `Fills ${levelName(reason.cognitive_level)} to ${reason.count}`;
      case 'fills_difficulty':
        return `Fills ${difficultyName(reason.difficulty)} to ${reason.count}`;
      case 'best_of_cell':
        return `Fewest hints of ${reason.of} alike in level, difficulty and objective`;
      case 'free_place':
        return 'Takes a free place';
    }
  },
  left: {
    blocked: 'Breaks a rule: it cannot be staged',
    used_before: 'Stands in another quiz of the unit',
    alike: 'Asks nearly the same as another one',
    not_needed: 'Others meet the targets as well, with fewer hints',
  } satisfies Record<LeftReason, string>,
  gap(gap: QuizGap, titles: Readonly<Record<string, string>>): string {
    const why = gap.blocked > 0 ? ` ${gap.blocked} of them block and cannot be staged.` : '';
    switch (gap.code) {
      case 'too_short':
        return `${gap.taken} of ${gap.wanted} questions: the bank has no more that may be taken.${why}`;
      case 'uncovered':
        return `“${titles[gap.objective] ?? gap.objective}” has no question.${why}`;
      case 'level':
        return `${levelName(gap.name)}: ${gap.taken} of ${gap.wanted}; the bank has ${gap.there}.${why}`;
      case 'difficulty':
        return `${difficultyName(gap.name)}: ${gap.taken} of ${gap.wanted}; the bank has ${gap.there}.${why}`;
    }
  },
} as const;
