import type { Exercise, ExerciseOf } from '../../exercise.ts';
import { quoted } from '../qti/xhtml.ts';

// Items of QTI 1.2 within the bounds that Common Cartridge sets: five types, marked with all or nothing.

export type CartridgeExercise = ExerciseOf<'mcq' | 'multi_select' | 'true_false' | 'short_answer' | 'open_response'>;

const TYPES = new Set<string>(['mcq', 'multi_select', 'true_false', 'short_answer', 'open_response']);
export const fitsCartridge = (exercise: Exercise): exercise is CartridgeExercise => TYPES.has(exercise.exercise_type);

/** The HTML of a text. */
export type Html = (markdown: string, pointer: string, isInline?: boolean) => string;

interface Reply {
  ident: string;
  html: string;
  /** The answer that it is shown to; every one, and the right one, where that is said. */
  to: string | { all: true } | { right: true };
}

interface Parts {
  profile: string;
  response: string;
  /** What the right answer is compared with. */
  right: string | null;
  replies: Reply[];
}

const tag = (name: string, content: string, attributes = '') => `<${name}${attributes}>${content}</${name}>`;
const material = (html: string) => tag('material', tag('mattext', quoted(html), ' texttype="text/html"'));
const equals = (value: string) => tag('varequal', quoted(value), ' respident="response1"');
const field = (label: string, entry: string) =>
  tag('qtimetadatafield', tag('fieldlabel', label) + tag('fieldentry', entry));
export const metadata = (fields: Record<string, string>) =>
  tag(
    'qtimetadata',
    Object.entries(fields)
      .map(([label, entry]) => field(label, entry))
      .join(''),
  );

const choices = (cardinality: string, options: readonly { id: string; html: string }[]) =>
  tag(
    'response_lid',
    tag(
      'render_choice',
      options.map(({ id, html }) => tag('response_label', material(html), ` ident="${quoted(id)}"`)).join(''),
    ),
    ` ident="response1" rcardinality="${cardinality}"`,
  );
const TYPED = tag(
  'response_str',
  tag('render_fib', '<response_label ident="answer1"/>'),
  ' ident="response1" rcardinality="Single"',
);

/** The places of a list that have something to say. */
const said = (replies: readonly Reply[]) => replies.filter(({ html }) => html !== '');

function choiceParts(exercise: ExerciseOf<'mcq' | 'multi_select'>, html: Html): Parts {
  const { options, answer_key } = exercise;
  const isSingle = exercise.exercise_type === 'mcq';
  const ids = new Set(
    exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids,
  );
  const tests = options.map(({ id }) => (ids.has(id) ? equals(id) : tag('not', equals(id))));
  return {
    profile: isSingle ? 'cc.multiple_choice.v0p1' : 'cc.multiple_response.v0p1',
    response: choices(
      isSingle ? 'Single' : 'Multiple',
      options.map(({ id, text }, at) => ({ id, html: html(text, `/options/${at}/text`, true) })),
    ),
    right: isSingle ? equals([...ids][0] ?? '') : tag('and', tests.join('')),
    replies: said([
      {
        ident: 'correct_fb',
        html: html(answer_key.rationale_right, '/answer_key/rationale_right'),
        to: { right: true },
      },
      ...options.map(({ id, rationale_wrong }, at) => ({
        ident: `option_${at + 1}_fb`,
        html: html(rationale_wrong ?? '', `/options/${at}/rationale_wrong`),
        to: id,
      })),
    ]),
  };
}

function partsOf(exercise: CartridgeExercise, html: Html): Parts {
  switch (exercise.exercise_type) {
    case 'true_false':
      return {
        profile: 'cc.true_false.v0p1',
        response: choices('Single', [
          { id: 'true', html: 'True' },
          { id: 'false', html: 'False' },
        ]),
        right: equals(String(exercise.answer)),
        replies: said([
          { ident: 'correct_fb', html: html(exercise.rationale_right, '/rationale_right'), to: { right: true } },
          { ident: 'wrong_fb', html: html(exercise.rationale_wrong, '/rationale_wrong'), to: String(!exercise.answer) },
        ]),
      };
    case 'short_answer':
      return {
        profile: 'cc.fib.v0p1',
        response: TYPED,
        right: [exercise.canonical_answer, ...exercise.acceptable_answers].map(equals).join(''),
        replies: said([
          {
            ident: 'correct_fb',
            html: html(exercise.explanation_correct, '/explanation_correct'),
            to: { right: true },
          },
          ...exercise.wrong_answers.map(({ answer, rationale }, at) => ({
            ident: `wrong_${at + 1}_fb`,
            html: html(rationale, `/wrong_answers/${at}/rationale`),
            to: answer,
          })),
        ]),
      };
    case 'open_response':
      return {
        profile: 'cc.essay.v0p1',
        response: TYPED,
        right: null,
        replies: said([{ ident: 'general_fb', html: html(exercise.model_answer, '/model_answer'), to: { all: true } }]),
      };
    default:
      return choiceParts(exercise, html);
  }
}

const shows = ({ ident }: Reply) => `<displayfeedback feedbacktype="Response" linkrefid="${ident}"/>`;
const when = (test: string, steps: string, goesOn: boolean) =>
  tag('respcondition', tag('conditionvar', test) + steps, ` continue="${goesOn ? 'Yes' : 'No'}"`);

/** An exercise as an item of QTI 1.2. */
export function qti12Item(exercise: CartridgeExercise, title: string, html: Html): string {
  const { profile, response, right, replies } = partsOf(exercise, html);
  const ofRight = replies.filter(({ to }) => typeof to !== 'string' && 'right' in to);
  const conditions = replies.flatMap((one) => {
    if (typeof one.to === 'string') return [when(equals(one.to), shows(one), true)];
    return 'all' in one.to ? [when('<other/>', shows(one), true)] : [];
  });
  if (right !== null)
    conditions.push(
      when(right, `<setvar action="Set" varname="SCORE">100</setvar>${ofRight.map(shows).join('')}`, false),
    );
  const outcomes = tag('outcomes', '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/>');
  return tag(
    'item',
    tag('itemmetadata', metadata({ cc_profile: profile })) +
      tag('presentation', material(html(exercise.stem, '/stem')) + response) +
      (conditions.length > 0 ? tag('resprocessing', outcomes + conditions.join('')) : '') +
      replies.map((one) => tag('itemfeedback', tag('flow_mat', material(one.html)), ` ident="${one.ident}"`)).join(''),
    ` ident="${quoted(exercise.id)}" title="${quoted(title)}"`,
  );
}
