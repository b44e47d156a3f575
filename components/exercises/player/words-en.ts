import { numberWords } from './number-words.ts';
import type { PlayerWords } from './words.ts';

export const ENGLISH: PlayerWords = {
  question: (at, of) => `Question ${at} of ${of}`,
  progress: 'Progress',
  check: 'Check answer',
  skip: 'Skip',
  next: 'Next question',
  finish: 'Finish',
  tryAgain: 'Try again',
  loading: 'The question is on its way.',
  failed: 'The question could not be loaded.',
  reload: 'Load it again',

  severalRight: 'Several can be right.',
  isTrue: 'True',
  isFalse: 'False',
  yourAnswer: 'Your answer',
  withUnit: 'Give its unit as well.',
  writeAnswer: 'Write your answer',
  blank: (number) => `Blank ${number}`,
  choose: 'Choose',
  spare: (number) => (number === 1 ? 'One answer matches nothing.' : `${number} answers match nothing.`),
  tray: 'Click one to put it in the open place, drag it, or press its letter',
  orderHelp: 'Drag, use the arrows, or press Space to lift a step, ↑ ↓ to move it and Space to drop it.',
  step: (place) => `Step ${place}`,
  lift: (text) => `Lift “${text}”`,
  up: (text) => `Move “${text}” up`,
  down: (text) => `Move “${text}” down`,
  moved: (text, place, of) => `“${text}” is now ${place} of ${of}.`,
  lifted: (text, place, of) =>
    `“${text}” is lifted, ${place} of ${of}. Arrow keys move it, Space drops it, Escape puts it back.`,
  dropped: (text, place, of) => `“${text}” is dropped, ${place} of ${of}.`,

  right: 'Right',
  partly: 'Partly right',
  notQuite: 'Not quite',
  points: (got, of) => `${got} of ${of}`,
  markRight: 'Right',
  markChosen: 'Your answer',
  markChosenWrong: 'Chosen, wrong',
  markMissed: 'Missed',
  sumOfChoices: (right, wrong, of) =>
    wrong > 0 ? `${right} of ${of} right, ${wrong} wrong: (${right} − ${wrong}) ÷ ${of}.` : `${right} of ${of} right.`,
  sumOfPlaces: (right, of) => `${right} of ${of} right.`,
  sumOfNeighbours: (right, of) => `${right} of ${of} neighbours stand in the right order.`,
  rightAnswer: 'Right answer:',
  whyRight: (label) => `Why ${label}:`,
  notNumber: (typed) => `“${typed}” cannot be read as a number.`,
  unitMissing: (unit) => `The number is right, but its unit is missing: ${unit}.`,
  unitWrong: (unit) =>
    unit ? `The number is right, but the unit is not ${unit}.` : 'The number is right, but it has no unit.',

  ask: 'Which number do you mean?',
  askWhy: (typed) => `“${typed}” can be read in two ways.`,
  wholeReading: numberWords,
  decimalReading: numberWords,

  markYours: 'Mark your answer',
  ownPoints: (got, of) => `${got} of ${of} points, by your own marks`,
  modelAnswer: 'Model answer',
  noRubric: 'Compare your answer with the model answer. It is not marked.',

  result: (got, of) => `${got} of ${of} points`,
  resultSum: ({ right, partly, wrong, skipped }) =>
    `${[`${right} right`, partly && `${partly} partly`, wrong && `${wrong} wrong`, skipped && `${skipped} skipped`]
      .filter(Boolean)
      .join(', ')}.`,
  columnQuestion: 'Question',
  columnPoints: 'Points',
  columnResult: 'Result',
  resultRight: 'Right',
  resultPartly: 'Partly',
  resultWrong: 'Wrong',
  resultSkipped: 'Skipped',
  resultUnmarked: 'Not marked',
  againSome: (number) => (number === 1 ? 'Answer this one again' : `Answer these ${number} again`),
  againAll: 'All again',

  cannotShow: 'This exercise cannot be shown to learners',
  cannotShowHelp: 'Learners get the quiz without it until it is fixed.',
  misconception: (names) => `Counts as ${names}. Learners do not see this line.`,
};
