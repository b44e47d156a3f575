import { changed, noted } from './loss-kinds.ts';

/** What a test of QTI says beyond its questions and their order. */
export const TEST_LOSSES = {
  test_unreadable: changed('Tests that cannot be read', 'The test cannot be read.', 'Its questions come without it.'),
  test_item_left: changed(
    'Questions of tests that are not there',
    'The test names questions that are not in the package, or were not taken.',
    'The quiz has the others.',
  ),
  test_item_again: changed(
    'Questions that are asked twice',
    'The test asks a question more than once.',
    'The quiz asks it once.',
  ),
  test_section_left: changed(
    'Parts of tests that are not there',
    'The test names a section in another file that cannot be read.',
    'The quiz comes without it.',
  ),
  test_selection: changed(
    'Tests that draw some of their questions',
    'The test draws some of its questions by chance.',
    'The quiz has all of them.',
  ),
  test_shuffled: changed(
    'Orders by chance are not kept',
    'The test puts its questions into another order for each learner.',
    'The quiz has them in the order of the file.',
  ),
  test_times: changed(
    'Limits of time are not kept',
    'The test limits the time for an answer.',
    'A quiz takes as long as it takes.',
  ),
  test_rules: changed(
    'Conditions between questions are not kept',
    'The test leaves questions out after certain answers.',
    'The quiz asks all of them.',
  ),
  test_controls: changed(
    'Rules for single questions of a test are not kept',
    'The test says how often questions may be answered, or what is shown afterwards.',
    'Each question is asked as in every quiz.',
  ),
  test_words: changed(
    'What a test says between its questions is not kept',
    'The test has texts of its own.',
    'The quiz comes without them.',
  ),
  test_feedback: changed(
    'What a test says at its end is not kept',
    'The test says something to certain results.',
    'It is left out.',
  ),
  test_outcomes: changed(
    'Results that a test works out are not kept',
    'The test works results out by rules of its own.',
    'Each question of the quiz counts one point.',
  ),
  test_weights: changed(
    'One weight of each question is kept',
    'There are several weights for a question.',
    'The first one is kept.',
  ),
  test_weighted: noted(
    'Weights are kept, and not counted in the studio',
    'The test gives questions weights.',
    'They are kept and go out again; in the studio each question counts one point.',
  ),
  test_too_long: changed(
    'Tests of more questions than a quiz takes',
    'The test names more than 20,000 questions.',
    'The quiz has the first 20,000.',
  ),
};

/** What of an exercise another tool has no place for, because it belongs to a test or to several exercises. */
export const SHARED_LOSSES = {
  weight_lost: changed(
    'Weights are not kept',
    'The exercise counts other than 1 in a quiz.',
    'It goes out without it.',
  ),
  passage_repeated: noted(
    'Passages stand in each of their questions',
    'The format has no passages that questions share.',
    'The passage stands in front of each question that belongs to it.',
  ),
};
