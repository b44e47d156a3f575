import { blocked, changed, type LossKind, noted, refused } from './loss-kinds.ts';
import { QTI_LOSSES } from './losses-qti.ts';
import { SHARED_LOSSES, TEST_LOSSES } from './losses-tests.ts';

const MARKING = {
  points_of_options: changed(
    'Points of single options are not kept',
    'The options have points of their own.',
    'Partial marking counts right minus wrong, divided by the number of right ones.',
  ),
  points_of_question: changed(
    'Points of a question are not kept',
    'The question counts other than one point.',
    'Each exercise counts one point.',
  ),
  partly_right: changed(
    'A partly right answer is not kept',
    'An answer earns part of the point.',
    'It counts as wrong.',
  ),
  several_numbers: changed(
    'One of several accepted numbers is the right one',
    'There are several right numbers.',
    'The first one is kept.',
  ),
  catch_all_reply: changed(
    'A reply to any other answer is not kept',
    'There is a reply to any other answer.',
    'It is left out.',
  ),
  wildcard: changed(
    'Stars in answers are only stars',
    'The answer has a * that stands for anything.',
    'The answer is taken letter by letter.',
  ),
  case_sensitive: changed(
    'Capital letters make no difference',
    'Capital and small letters are told apart.',
    'They count as the same.',
  ),
  unit_penalty: changed(
    'Points off for a wrong unit are not kept',
    'A wrong unit costs a part of the point.',
    'A wrong unit is a wrong answer.',
  ),
  more_units: changed('Further units are not kept', 'There are several units.', 'The first one is kept.'),
  number_in_blank: changed(
    'Tolerances of blanks are not kept',
    'A blank accepts a range of numbers.',
    'The number itself is accepted.',
  ),
  ordering_marking: changed(
    'Another way of marking an order',
    'The order is marked in a way that does not exist here.',
    'Each neighbour that is right counts.',
  ),
  second_tries: changed(
    'Second tries and their hints are not kept',
    'There are hints for second tries.',
    'Each try is marked by itself.',
  ),
  blank_pattern: changed('A pattern in a blank is only text', 'A blank is a pattern.', 'It is taken letter by letter.'),
};

const WORDS = {
  feedback_merged: changed(
    'Several replies became one',
    'There are several replies to a right answer.',
    'They stand below each other in the reason of the right answer.',
  ),
  overall_feedback: changed(
    'Replies to the whole answer are not kept',
    'There are replies to a right, partly right or wrong answer as a whole.',
    'They are left out.',
  ),
  feedback_of_answer: changed(
    'A reply to a single answer is not kept',
    'There is a reply to an answer that has no place for one.',
    'It is left out.',
  ),
  tags: changed('Tags are not kept', 'The question has tags.', 'They are left out.'),
  response_template: changed(
    'A text to begin from is not kept',
    'The answer begins from a given text.',
    'It is left out.',
  ),
  attachments: changed('Files in answers are not possible', 'The answer may have files.', 'It is a text alone.'),
  grader_notes: changed(
    'Notes for graders became part of the model answer',
    'There are notes for graders.',
    'They stand below the model answer.',
  ),
  unknown_part: changed(
    'A part that is not known here',
    'The question has a part that is not known here.',
    'It is left out.',
  ),
  unknown_column: changed(
    'A column that is not known here',
    'There is a column that is not known here.',
    'It is left out.',
  ),
  script_removed: changed(
    'A script was taken out',
    'The text has a script, a frame or code that runs by itself.',
    'It is taken out; the words stay.',
  ),
  media_removed: changed(
    'A drawing, sound, video or field was taken out',
    'The text has a part that Markdown does not have.',
    'It is taken out; the words stay.',
  ),
  merged_cells: changed(
    'Tables with merged cells became plain tables',
    'A cell reaches over several rows or columns.',
    'Markdown has no merged cells. The text of every cell is there.',
  ),
  look_lost: changed(
    'Colours and underlines are not kept',
    'Some words are coloured or underlined.',
    'The words stay.',
  ),
  picture_missing: changed(
    'Pictures that are not in the file',
    'A picture is named that is not in the file.',
    'Its description stands in its place.',
  ),
  link_lost: changed(
    'Links that lead nowhere from here',
    'A link leads to a place within the other tool.',
    'Its words stay.',
  ),
  text_flattened: changed(
    'A text that is nested too deep',
    'The text is nested too deep or is too long to be read as HTML.',
    'Its words are taken without their form.',
  ),
};

const BLOCKING = {
  no_right_answer: blocked(
    'No option is right',
    'No answer is fully right.',
    'Taken as a draft that cannot be staged until it has one.',
  ),
  several_right_answers: blocked(
    'Several options are right where one is chosen',
    'More than one option is fully right, but only one can be chosen.',
    'Taken as a draft without a right option: choose one, or make it a question with several right ones.',
  ),
  no_answer: blocked(
    'Neither true nor false',
    'The file does not say whether it is true or false.',
    'Taken as a draft that cannot be staged until it has an answer.',
  ),
  blank_without_answer: blocked(
    'A blank without a right answer',
    'A blank has no answer that is fully right.',
    'Taken as a draft that cannot be staged until it has one.',
  ),
  not_a_number: blocked(
    'Not a number',
    'The right answer is not a number.',
    'Taken as a draft that cannot be staged until it is one.',
  ),
  ambiguous_number: blocked(
    'A number that can be read in two ways',
    'The number can be read in two ways.',
    'Taken as a draft without a number: write the one that is meant.',
  ),
  breaks_rule: blocked(
    'A rule that every exercise keeps',
    'It breaks a rule that blocks.',
    'Taken as a draft that cannot be staged until it is mended.',
  ),
  blank_mismatch: blocked(
    'Text and blanks do not fit',
    'The text names a blank that is not there, or leaves one out.',
    'Taken as a draft that cannot be staged until they fit.',
  ),
};

const REFUSED = {
  no_question: refused('Texts without a question', 'It is a text that asks nothing.'),
  no_blanks: refused('Texts without a blank to fill in', 'The text has no blank to fill in.'),
  calculated: refused(
    'Calculated questions with wildcards',
    'A formula with random values is not a number.',
    'Left out. One set of values could be written as a number question.',
  ),
  stack: refused('STACK questions', 'Answers are algebra that is checked by another program.'),
  onto_image: refused(
    'Drag onto an image has no counterpart',
    'Places on an image are the answer.',
    'Left out. It could be written as Matching.',
  ),
  random_question: refused('Random questions', 'It only stands for another question of its category.'),
  several_in_blank: refused('Blanks with several choices', 'A blank takes several choices at once.'),
  unknown_type: refused('Types that are not known here', 'The type is not known here.'),
  braces: refused(
    'Braces that do not fit',
    'A { or } is missing.',
    'Left out. Write \\{ and \\} for braces that are part of the text, and no empty line inside a question.',
  ),
  too_few_answers: refused('Too few answers', 'There are fewer than two answers to choose from.'),
  no_pairs: refused('Pairs without an arrow', 'A pair has no ->.'),
  unfinished: refused('Questions without an answer line', 'There is no line with ANSWER: and a letter.'),
  no_stem: refused('Answers without a question', 'There is no question above the answers.'),
  broken_row: refused('Rows that cannot be read', 'The row cannot be read.'),
  too_long: refused('Questions that are too long', 'The question is longer than a million characters.'),
  unreadable: refused('Questions that cannot be read', 'Something in the question cannot be read.'),
};

const GOING_OUT = {
  blocks: refused('Exercises that block', 'The exercise breaks a rule that blocks.', 'Left out until it is mended.'),
  no_such_type: refused('Types that the format does not have', 'The format does not have this type.'),
  marked_by_learner: changed(
    'Learners mark open answers themselves',
    'Nobody but the learner reads the answer.',
    'The learner sees rubric and model answer, and marks the answer; that mark is recorded.',
  ),
  arrow_in_answer: refused(
    'Arrows in answers',
    'The format would read an answer with -> as a pair.',
    'Left out. Export it as Moodle XML.',
  ),
  unknown_exercise: refused('Exercises of an unknown type', 'The type of the exercise is not known.'),
  ids_renumbered: noted(
    'Ids and labels are given anew',
    'The format keeps no ids and labels of options, blanks and steps.',
    'They are numbered anew when the file is read.',
  ),
  misconceptions: changed(
    'Misconceptions do not go along',
    'The format has no place for misconceptions.',
    'They are left out.',
  ),
  all_or_nothing: changed(
    'All or nothing becomes points for each part',
    'Moodle has no marking by all or nothing for this type.',
    'Each part that is right counts.',
  ),
  part_for_part: changed(
    'Points for each part become all or nothing',
    'The format has no partial marking for this type.',
    'Only the whole answer counts.',
  ),
  default_written: noted(
    'What holds by default is written out',
    'The exercise does not say how it is marked.',
    'It says so when it is read again: all or nothing.',
  ),
  relative_tolerance: changed(
    'Relative tolerance becomes absolute',
    'The format knows absolute tolerances only.',
    'The tolerance is worked out.',
  ),
  fraction_not_exact: {
    ...changed(
      'Moodle has no exact share for this number of right options',
      'Moodle knows fixed shares only.',
      'The share is rounded to five digits.',
    ),
    stays: true,
  },
  unit_lost: changed('Units do not go along', 'The format has no units.', 'The number goes out without its unit.'),
  rubric_lost: changed('A rubric does not go along', 'The format has no place for a rubric.', 'It is left out.'),
  detail_lost: changed(
    'A detail that cannot be written',
    'The format has no place for this, or not in this form.',
    'It is left out.',
  ),
  spaces_trimmed: noted(
    'Spaces around texts are not kept',
    'The text begins or ends with spaces.',
    'It goes out without them.',
  ),
  text_restyled: changed(
    'A text that comes back written differently',
    'The text comes back in another spelling of Markdown.',
    'It goes out as it is shown.',
  ),
  extra_fields: changed(
    'A field that is not known here',
    'The exercise has a field that the studio does not know.',
    'It is left out.',
  ),
  spark_link: changed(
    'Links to sparks became words',
    'A link leads to a spark, which the other tool does not have.',
    'Its words stay.',
  ),
  picture_left_behind: {
    ...changed(
      'Pictures that stay in the studio',
      'The format cannot carry pictures.',
      'The address of the picture goes out; the other tool cannot show it.',
    ),
    stays: true,
  },
};

const kinds = <T extends Record<string, LossKind>>(table: T) => table;
export const LOSSES = kinds({
  ...MARKING,
  ...WORDS,
  ...BLOCKING,
  ...REFUSED,
  ...GOING_OUT,
  ...QTI_LOSSES,
  ...TEST_LOSSES,
  ...SHARED_LOSSES,
});
export type LossCode = keyof typeof LOSSES;

/** Something that a conversion could not keep. */
export interface Loss {
  code: LossCode;
  /** The field of the exercise, or of the source where the exercise has none. */
  field: string;
  /** Where in the exercise, as a JSON pointer. */
  pointer?: string;
  sentence: string;
  instead: string;
  /** Only the other tool sees it: read again here, the field is as it was. */
  stays?: boolean;
}

export type LossDetail = Partial<Pick<Loss, 'pointer' | 'sentence' | 'instead' | 'stays'>>;

/** A loss in the words of its kind, or in more exact ones. */
export function loss(code: LossCode, field: string, detail: LossDetail = {}): Loss {
  const { sentence, instead } = LOSSES[code];
  return { code, field, sentence, instead, ...detail };
}
