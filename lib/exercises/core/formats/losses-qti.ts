import { changed, noted, refused } from './loss-kinds.ts';

/** What QTI, the packages that it comes in, and decks of cards can lose. */
export const QTI_LOSSES = {
  marked_otherwise: changed(
    'Some answers are marked otherwise',
    'Some answers earn other points than here.',
    'Each answer is marked as exercises of this type are.',
  ),
  no_marking: changed(
    'The question does not say how it is marked',
    'There is a right answer, but no rule that gives points for it.',
    'It is marked by its right answer.',
  ),
  unknown_marking: changed(
    'A way of marking that is not known here',
    'The question is marked by a rule that is not known here.',
    'It is marked by its right answer.',
  ),
  marked_by_hand: changed(
    'Long answers are not marked by themselves',
    'The answer is compared with a right one, word by word.',
    'The right answer is the model answer, and people mark themselves by it.',
  ),
  formula_lost: changed(
    'Formulas became words',
    'A formula has a part that cannot be written as TeX.',
    'Its signs stay, without their form.',
  ),
  passage_left: changed(
    'Passages that are not there',
    'The question belongs to a passage in another file that cannot be read.',
    'The question comes without it.',
  ),
  rubric_words: changed(
    'Notes for others than learners are not kept',
    'There are notes for graders, tutors or authors.',
    'They are left out.',
  ),
  pairs_have_sides: changed(
    'Pairs got a left and a right side',
    'Anything may be paired with anything.',
    'The first of each pair stands on the left, its partner is chosen.',
  ),
  lone_lefts: changed(
    'What belongs to nothing is left out on the left',
    'Something on the left has no partner.',
    'It is left out.',
  ),
  some_in_order: refused('Orders of some of many', 'Only some of the choices are put in order.'),
  places_listed: noted(
    'Places in a text became options',
    'Words in a text are chosen.',
    'The text stands above, the words are options below it.',
  ),
  choices_limited: noted(
    'How many may be chosen is not limited',
    'Only so many choices may be made.',
    'Any number may be chosen; too many are marked as wrong ones.',
  ),
  reused_choices: noted(
    'Words can be used more than once',
    'Each word fills so many places at most.',
    'Each place offers all the words.',
  ),

  composite: refused(
    'Several questions in one',
    'It asks several things at once, each with its own answer.',
    'Left out. Each could be a question of its own.',
  ),
  adaptive: refused('Questions that change with each try', 'It changes with each answer.'),
  template_item: refused('Questions with values by chance', 'Its numbers or words are drawn by chance.'),
  on_picture: refused(
    'Answers on a picture have no counterpart',
    'Places on a picture are the answer.',
    'Left out. It could be written as Matching or as choices.',
  ),
  slider: refused('Sliders have no counterpart', 'The answer is set with a slider.', 'Left out. It could be a number.'),
  upload: refused('Files as answers have no counterpart', 'The answer is a file.'),
  drawing: refused('Drawings as answers have no counterpart', 'The answer is a drawing.'),
  media: refused('Sound and video as questions', 'The answer is having played a file.'),
  custom: refused('Interactions of one tool alone', 'Another program has to run to ask it.'),
  many_to_many: refused(
    'Tables with several marks in a row',
    'Something is paired with several others at once.',
    'Left out. Each row could be a question with several right options.',
  ),
  no_pairs_known: refused('Pairs of which none is right', 'Nothing says what belongs together.'),
  no_order_known: refused('Orders of which none is right', 'Nothing says what the right order is.'),
  file_missing: refused('Questions that are not in the package', 'The package names a file that is not in it.'),
  bank_reference: refused(
    'Questions that stand in another bank',
    'It only names a question of a bank that is not in this file.',
    'Left out. Export that bank as well.',
  ),

  not_marked: changed(
    'Cards are not marked',
    'A card shows the question, and then the answer.',
    'Learners judge by themselves whether they knew it.',
  ),
  marked_otherwise_there: {
    ...changed(
      'The other tool marks some answers otherwise',
      'The other tool marks some answers otherwise.',
      'The format has no rule for it.',
    ),
    stays: true,
  },
  other_spelling: noted(
    'Texts that are spelled otherwise in Markdown',
    'The text shows the same and is spelled otherwise when it is read out of HTML.',
    'It travels beside the question and is there again when the package is read here.',
  ),
  no_words: noted(
    'Details that QTI has no words for',
    'QTI has no words for this, and marks the same way without them.',
    'It travels beside the question and is there again when the package is read here.',
  ),
  unit_not_asked: changed(
    'Units are shown, not asked',
    'A number of the format has no unit.',
    'The unit stands behind the field.',
  ),
};
