import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { fileOf, outcomeOf } from '../formats.cases.ts';

const read = (text: string) => fileOf(text, 'x.gift');
const one = (text: string) => read(text).questions[0]?.exercise as (Exercise & Record<string, unknown>) | null;

describe('GIFT', () => {
  test.each<[string, (string | null)[]]>([
    ['Is it?{T}', ['true_false']],
    ['Is it?{FALSE#no#yes}', ['true_false']],
    ['Who?{=no one =nobody}', ['short_answer']],
    ['Who?{=no one#Right! =%50%somebody}', ['short_answer', 'partly_right']],
    ['Who?{~Grant ~Lee =no one}', ['mcq']],
    ['Which?{~%50%a ~%50%b ~%-50%c}', ['multi_select']],
    ['Which?{~%33.3%a ~%33.3%b ~%33.3%c ~d}', ['multi_select', 'points_of_options']],
    ['When?{#1822:5}', ['numeric']],
    ['When?{#1..5}', ['numeric']],
    ['When?{#=1822:0 =%50%1822:2 ~#No}', ['numeric', 'partly_right', 'catch_all_reply']],
    ['Match.{=a -> 1 =b -> 2}', ['matching']],
    ['Write.{}', ['open_response']],
    ['Two and two are {=four =4}.', ['short_answer']],
    ['Only words.', [null, 'no_question']],
    ['Half a {=question', [null, 'braces']],
    ['One choice {~only}', [null, 'too_few_answers']],
    ['Match.{=a -> 1 =b}', [null, 'no_pairs']],
    ['When?{#soon}', [null, 'unreadable']],
    ['None is right {~a ~b}', ['multi_select', 'no_right_answer']],
  ])('%s', (text, outcome) => {
    expect(outcomeOf(read(`Is it?{T}\n\n${text}`))[1]).toEqual(outcome);
  });

  test('a broken question costs itself only, and the lines are right', () => {
    const file = read('// a comment\n::A::Is it?{T}\n\n::B::Half {=a\n\n\n$CATEGORY: top/Soil\n\n::C::Is it?\n{F}\n');
    expect(outcomeOf(file)).toEqual([['true_false'], [null, 'braces'], ['true_false']]);
    expect(file.questions.map(({ source }) => [source.line, source.name, source.category])).toEqual([
      [2, 'A', undefined],
      [4, 'B', undefined],
      [9, 'C', 'Soil'],
    ]);
  });

  test('signs with a backslash are themselves', () => {
    const found = one('::a\\:\\:b::Is \\{x\\: 1\\} \\= \\#1 \\~ A \\\\\\\\ B?\\nYes{=\\=a\\#b\\~}');
    expect(found).toMatchObject({ id: 'ab', stem: 'Is {x: 1} = #1 ~ A \\\\\\ B?\\\nYes', canonical_answer: '=a#b~' });
  });

  test('each text has the format of its question, or its own', () => {
    const found = one('[html]<b>Which?</b>{=<i>a</i>#<b>yes</b> ~[plain]<i>b</i> ~[markdown]*c*#[html]<i>no</i>}');
    expect(found).toMatchObject({
      stem: '**Which?**',
      options: [{ text: '*a*' }, { text: '\\<i>b\\</i>' }, { text: '*c*', rationale_wrong: '*no*' }],
      answer_key: { rationale_right: '**yes**' },
    });
  });

  test('numbers: ranges have their middle, and the first right one counts', () => {
    expect(one('How long?{#1.51..1.52}')).toMatchObject({
      value: 1.515,
      tolerance: { mode: 'absolute', value: 0.005 },
    });
    expect(one('How long?{#-1.53:0.001}')).toMatchObject({ value: -1.53, tolerance: { value: 0.001 } });
  });

  test('feedback of true and false goes to whom it is for', () => {
    expect(one('Is it?{FALSE#You said true.#You said false.####In general.}')).toMatchObject({
      answer: false,
      rationale_wrong: 'You said true.',
      rationale_right: 'In general.\n\nYou said false.',
    });
  });

  test('ids and tags of comments', () => {
    expect(one('// [id:soil-1] [tag:level:Recall] [tag:difficulty:easy]\nIs it?{T}')).toMatchObject({
      id: 'soil-1',
      cognitive_level: 'Recall',
      difficulty: 'easy',
    });
  });
});

describe('Aiken', () => {
  test.each<[string, (string | null)[][]]>([
    ['Which?\nA) a\nB) b\nANSWER: B', [['mcq']]],
    ['Which of\nthese?\n\nA. a\nB.b\nANSWER: A\n', [['mcq']]],
    ['Which?\nA) a\nB) b\nANSWER: C', [['mcq', 'no_right_answer']]],
    ['Which?\nA) a\nANSWER: A', [[null, 'too_few_answers']]],
    ['A) a\nB) b\nANSWER: A', [[null, 'no_stem']]],
    ['Which?\nA) a\nB) b\n\nWho?\nA) c\nB) d\nANSWER: A', [[null, 'unfinished'], ['mcq']]],
    ['Which?\nA) a\nB) b\nANSWER: None', [[null, 'unfinished']]],
  ])('%j', (text, outcome) => {
    expect(outcomeOf(fileOf(text, '', 'aiken'))).toEqual(outcome);
  });

  test('texts are words, whatever they look like', () => {
    const [question] = fileOf('Is <b> bold & *so*?\nA) $5\nB) b\nANSWER: A').questions;
    expect(question?.exercise).toMatchObject({
      stem: 'Is \\<b> bold & \\*so\\*?',
      options: [{ text: '$5' }, { text: 'b' }],
    });
  });
});
