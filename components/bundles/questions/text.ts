/** Words of importing questions of other tools. */
const plural = (count: number, one: string, many: string) => (count === 1 ? one : many);
const inWords = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${plural(count, one, many)}`;
const exercises = (count: number) => inWords(count, 'exercise', 'exercises');
const questions = (count: number) => inWords(count, 'question', 'questions');
const sparks = (count: number) => inWords(count, 'spark', 'sparks');

export const questionsText = {
  noun: (count: number) => plural(count, 'question in the file', 'questions in the file'),
  fates: { whole: 'Whole', changed: 'Changed', blocked: 'Blocked drafts', not_taken: 'Not taken' },
  category: 'Category',
  facts: (size: string, pictures: number, seconds: string) =>
    [size, pictures > 0 ? inWords(pictures, 'picture', 'pictures') : '', `read in ${seconds} s`]
      .filter(Boolean)
      .join(' · '),
  download: 'Download report',
  views: 'What to look at',
  losses: 'Losses',
  whole: 'Whole',
  byCategory: 'By category',
  happened: 'What happened',
  count: 'Count',
  why: 'Why, and what is done instead',
  youCan: 'You can',
  noLosses: 'Nothing was lost',
  noLossesHelp: 'Every question of the file becomes an exercise that says the same.',
  acts: {
    take: 'Take as shown',
    draft: 'Take as a draft',
    leave: 'Leave out',
    all_or_nothing: 'All or nothing',
    part: 'Points for each part',
  },
  actOf: (title: string) => `What to do: ${title}`,
  leftOut: 'Left out',
  note: 'Note',
  inFile: (line: number, file: string | undefined) => `In ${file ?? 'the file'}, line ${line.toLocaleString('en')}`,
  here: 'Here',
  notHere: 'Nothing is taken.',
  previous: 'Previous',
  next: 'Next',
  position: (at: number, all: number) => `${at.toLocaleString('en')} of ${all.toLocaleString('en')}`,
  moving: 'Report of an import',
  questionKeys: { next: 'Next question', previous: 'Previous question', apply: 'Import' },
  notRead: 'The questions could not be read',
  planNotRead: 'The report could not be read',

  where: 'Where they go',
  whereHelp: 'Each category of the file becomes part of the bank of a spark.',
  noCategory: 'Without a category',
  chooseSpark: 'Choose a spark',
  eachCategory: (count: number) => `Choose for each of ${count.toLocaleString('en')} categories`,
  placeForAll: 'All of them go to',
  unplaced: (count: number) => `${questions(count)} ${plural(count, 'has', 'have')} no place yet.`,
  unsaid: 'The file does not say',
  level: 'Level',
  levels: (suggested: number) => ({
    suggest: suggested > 0 ? `Suggest from the verbs (${suggested.toLocaleString('en')})` : 'Suggest from the verbs',
    none: 'Leave open',
  }),
  difficulty: 'Difficulty',
  forAll: (word: string) => `${word} for all`,
  leaveOpen: 'Leave open',
  already: 'Already here',
  alreadyWhy: (count: number, titles: string) =>
    `${questions(count)} ${plural(count, 'stands', 'stand')} word for word in ${titles}. ${plural(count, 'It is', 'They are')} left out.`,
  moreSparks: (count: number) => `${sparks(count)} more`,
  takeSame: 'Take them once more',
  nearly: 'Nearly here',
  nearlyWhy: (count: number) =>
    `${questions(count)} ${plural(count, 'asks', 'ask')} nearly what an exercise of a bank asks, or what an earlier question of the file asks.`,
  notCompared:
    'More than 5,000 questions are not compared with what is there. Near-duplicates of the workspace shows afterwards what is alike.',
  leaveNearly: 'Leave them out',
  nearlyAs: (share: number) => `${Math.floor(share * 100)} % the same words as`,
  inSpark: 'in',
  inThisFile: (number: number) => `question ${number.toLocaleString('en')} of this file`,

  quiz: 'Quiz',
  whichTest: 'Test of the file',
  testNamed: (name: string, count: number) => `${name} (${questions(count)})`,
  asQuiz: (name: string, count: number) => `Use the test “${name}” as the quiz (${questions(count)})`,
  quizHelp: 'Its questions become the quiz of the spark, in the order of the test.',
  quizBefore: (count: number, isReplaced: boolean) =>
    isReplaced
      ? `It takes the place of the quiz that the spark has (${questions(count)}).`
      : `The spark has a quiz (${questions(count)}), which stays.`,
  quizOfSeveral: 'A quiz asks what stands in one bank. Let all questions go to one spark.',
  testLosses: 'What a quiz does not keep of it',
  quizMade: (count: number) => `quiz of ${questions(count)}`,

  placeFirst: (count: number) => `Choose a place for ${questions(count)} first. Nothing is written yet.`,
  nothingLeft: 'Nothing is left to import. Take something in, or discard the plan.',
  creates: (count: number, places: number, rest: number) =>
    `Creates ${exercises(count)} in ${sparks(places)}.${rest > 0 ? ` ${rest.toLocaleString('en')} stay in the report.` : ''}`,
  discard: 'Discard plan',
  discardTitle: 'Discard this plan?',
  discardWhy: 'Nothing was written. The file can be chosen again at any time.',
  discarded: 'The plan was discarded',
  import: (count: number) => `Import ${exercises(count)}`,
  imported: (count: number) => `${exercises(count)} imported`,
  applyFailed: 'Nothing was imported',
  applyFailedNext: 'The plan is as it was. Fix what is named, or try again.',

  refusedTitle: 'This file was not read',
  another: 'Choose another file',
  reference: 'Reference',

  created: (count: number, places: number) =>
    `${exercises(count)} ${plural(count, 'was', 'were')} created in ${sparks(places)}`,
  by: 'by',
  asOne: ', as one change. Readers get them with the next promoted snapshot.',
  openBank: 'Open the bank',
  added: (count: number) => `+${count.toLocaleString('en')}`,
  growth: (before: number, after: number) => `${before.toLocaleString('en')} → ${after.toLocaleString('en')}`,
  leftToDo: 'What is left to do',
  todo: {
    notTaken: (count: number) =>
      `${questions(count)} ${plural(count, 'was', 'were')} not taken. ${plural(count, 'It waits', 'They wait')} in the report with ${plural(count, 'its', 'their')} source.`,
    blocked: (count: number) =>
      `${inWords(count, 'draft', 'drafts')} cannot be staged until ${plural(count, 'it is', 'they are')} fixed.`,
    suggested: (count: number) => `${inWords(count, 'level was', 'levels were')} suggested from verbs.`,
    through: 'Go through them',
    show: 'Show them',
    check: 'Check them',
  },
  report: 'Report',
  sparksFilled: 'Banks that were filled',
};
