import type { FindingCode } from './finding.ts';

/** The words of findings: what each code is called, and why it was found. */
export const findingText: Readonly<Record<FindingCode, { name: string; gate?: { name: string; why: string } }>> = {
  no_goal: {
    name: 'No sentence says what one can do afterwards',
    gate: { name: 'The goal is named', why: 'An outcome or objectives in the first fifth of the text' },
  },
  no_position: {
    name: 'Nothing says where this lesson stands',
    gate: { name: 'The position is named', why: 'What comes before or after' },
  },
  no_steps: {
    name: 'No steps to go by',
    gate: { name: 'There are steps', why: 'Two sections, or a list of three steps' },
  },
  no_example: { name: 'No example', gate: { name: 'There is an example', why: 'An example in words or code' } },
  no_summary: {
    name: 'No summary',
    gate: { name: 'There is a summary', why: 'Near the end, or under such a heading' },
  },
  long_paragraph: {
    name: 'A long paragraph',
    gate: { name: 'No long paragraphs', why: 'At most 120 words in one' },
  },
  undefined_term: {
    name: 'New term without a definition',
    gate: { name: 'New terms are defined', why: 'In the sentence in which they first stand out' },
  },
  many_terms: { name: 'Many new terms', gate: { name: 'Few new terms', why: 'At most 5 in a lesson' } },
  exercise_before_instruction: {
    name: 'A task comes before anything was taught',
    gate: { name: 'Teaching comes before tasks', why: 'At least 40 words before the first task' },
  },
  few_questions: { name: 'Fewer questions than objectives' },
  bloom_drop: { name: 'The level falls' },
  time_over: {
    name: 'Takes much longer than planned',
    gate: { name: 'Not longer than planned', why: 'At most twice the minutes planned: words ÷ 200, code words ÷ 40' },
  },
  time_under: {
    name: 'Takes much less time than planned',
    gate: {
      name: 'Not shorter than planned',
      why: 'At least half of the minutes planned: words ÷ 200, code words ÷ 40',
    },
  },
  hard_to_read: { name: 'Hard to read' },
  voice_off: { name: 'Some way off the voice' },
  keyword_missing: {
    name: 'A keyword is missing',
    gate: { name: 'Keywords are there', why: 'Those of the strategies that hold here' },
  },
  keyword_density: {
    name: 'A keyword is too frequent or too rare',
    gate: { name: 'No keyword is repeated for its own sake', why: 'As often as the strategies that hold here allow' },
  },
  description_length: {
    name: 'The summary has another length than the rule asks for',
    gate: { name: 'The summary fits a search result', why: 'As long as the strategies that hold here allow' },
  },
  term_before_taught: {
    name: 'Term used before it is taught',
    gate: {
      name: 'Terms are taught before they are used',
      why: 'By prerequisites, and where there are none by the order of the trail',
    },
  },
  broken_link: {
    name: 'Link leads nowhere',
    gate: { name: 'No broken links', why: 'An address is missing, or no heading of the lesson has that name' },
  },
  broken_image: {
    name: 'Image cannot be reached',
    gate: { name: 'No broken images', why: 'The file is not in the assets' },
  },
  image_undescribed: {
    name: 'Image without a description',
    gate: { name: 'Images are described', why: 'For whoever cannot see them' },
  },
  level_skipped: {
    name: 'A level is skipped',
    gate: { name: 'No level of headings is skipped', why: 'Heading 3 stands below a heading 2' },
  },
  empty_heading: {
    name: 'A heading says nothing',
    gate: { name: 'No empty headings', why: 'A reader would see a gap' },
  },
  fence_without_language: {
    name: 'Code without a language',
    gate: { name: 'Code names its language', why: 'For colours, and for screen readers' },
  },
  objective_without_exercise: {
    name: 'An objective has no exercise',
    gate: {
      name: 'Every objective has an exercise',
      why: 'In the bank of a lesson of its concept',
    },
  },
  one_difficulty: {
    name: 'All exercises are equally hard',
    gate: { name: 'Exercises are not equally hard', why: 'In a bank of five or more' },
  },
};

const minutes = (count: number) => `${count} ${count === 1 ? 'minute' : 'minutes'}`;

/** The reasons, with what was found. */
export const reasonText = {
  no_goal: 'Goal: an outcome or objectives in the first fifth of the text.',
  no_position: 'Position: name what comes before or after, or draw a link to this lesson.',
  no_steps: 'Steps: two sections, or a list of three steps.',
  no_example: 'Neither code nor words such as “for example”.',
  no_summary: 'Nothing near the end says the lesson in short.',
  long_paragraph: (words: number, most: number) => `${words} words; more than ${most} are seldom read through.`,
  undefined_term: (term: string) => `“${term}” stands out here, and its sentence does not say what it is.`,
  many_terms: (count: number, most: number) => `${count} terms stand out; more than ${most} are hard to keep.`,
  exercise_before_instruction: 'Teach first, then ask.',
  few_questions: (asked: number, all: number) => `${asked} of ${all} objectives are asked about.`,
  time: (planned: number, is: number, words: number, code: number) =>
    `${minutes(planned)} planned, ${is} to read: ${words} words and ${code} words of code.`,
  hard_to_read: (formula: string, score: number) => `${formula} ${score}. An opinion of a formula, never a gate.`,
  keyword_missing: (keyword: string) => `“${keyword}” is not in the text.`,
  keyword_density: (keyword: string, is: number) => `“${keyword}” makes up ${is} % of the words.`,
  description_length: (is: number) => `It has ${is} characters.`,
  term_before_taught: (term: string, title: string) => `“${term}” is explained later, in ${title}.`,
  broken_link: (address: string) => (address === '' ? 'It has no address.' : `There is nothing at ${address}.`),
  broken_image: (address: string) => (address === '' ? 'It has no address.' : `${address} is not in the assets.`),
  image_undescribed: 'Say what it shows, for whoever cannot see it.',
  level_skipped: (level: number, after: number) => `Heading ${level} follows heading ${after}.`,
  empty_heading: 'It has no words.',
  fence_without_language: 'Name it after the three marks, or write text.',
  objective_without_exercise: (title: string) => `“${title}” is asked about nowhere.`,
  one_difficulty: (count: number) => `${count} exercises, none easier or harder than the others.`,
} as const;

export const fixText = {
  heading: (level: number) => `Make it heading ${level}`,
  empty_heading: 'Take the heading out',
  fence: 'Mark it as text',
} as const;
