/** Everything that the player says, in the language of the content. */
export interface PlayerWords {
  question: (at: number, of: number) => string;
  progress: string;
  check: string;
  skip: string;
  next: string;
  finish: string;
  tryAgain: string;
  loading: string;
  failed: string;
  reload: string;

  severalRight: string;
  isTrue: string;
  isFalse: string;
  yourAnswer: string;
  /** Of a number whose unit belongs to the answer. */
  withUnit: string;
  writeAnswer: string;
  blank: (number: number) => string;
  choose: string;
  /** How many of the answers of a matching belong to nothing. */
  spare: (number: number) => string;
  tray: string;
  orderHelp: string;
  step: (place: number) => string;
  lift: (text: string) => string;
  up: (text: string) => string;
  down: (text: string) => string;
  moved: (text: string, place: number, of: number) => string;
  lifted: (text: string, place: number, of: number) => string;
  dropped: (text: string, place: number, of: number) => string;

  right: string;
  partly: string;
  notQuite: string;
  /** `0.33 of 1`; both numbers come written. */
  points: (got: string, of: string) => string;
  markRight: string;
  markChosen: string;
  markChosenWrong: string;
  markMissed: string;
  sumOfChoices: (right: number, wrong: number, of: number) => string;
  sumOfPlaces: (right: number, of: number) => string;
  sumOfNeighbours: (right: number, of: number) => string;
  rightAnswer: string;
  whyRight: (label: string) => string;
  notNumber: (typed: string) => string;
  unitMissing: (unit: string) => string;
  unitWrong: (unit: string) => string;

  ask: string;
  askWhy: (typed: string) => string;
  /** The two readings of a number, each written without grouping. */
  wholeReading: (number: string) => string;
  decimalReading: (number: string) => string;

  markYours: string;
  ownPoints: (got: string, of: string) => string;
  modelAnswer: string;
  noRubric: string;

  result: (got: string, of: string) => string;
  resultSum: (counts: { right: number; partly: number; wrong: number; skipped: number }) => string;
  columnQuestion: string;
  columnPoints: string;
  columnResult: string;
  resultRight: string;
  resultPartly: string;
  resultWrong: string;
  resultSkipped: string;
  resultUnmarked: string;
  againSome: (number: number) => string;
  againAll: string;

  cannotShow: string;
  cannotShowHelp: string;
  /** For authors alone, in the preview. */
  misconception: (names: string) => string;
}
