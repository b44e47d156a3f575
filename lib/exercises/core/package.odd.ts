import fc from 'fast-check';

/** Anything JSON may be, in the places where a package has something. */
export const oddValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, '', 'a', '1', 1, 0.5, 'mcq', 'cloze', '{{a}}'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'id',
        'label',
        'option_id',
        'option_ids',
        'accepted',
        'options',
        'levels',
        'points',
        'value',
        'text',
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;
/** An exercise with anything in the places where one has something. */
export const oddExercise = fc.record(
  {
    id: oddValue,
    exercise_type: fc.oneof(
      oddValue,
      fc.constantFrom(
        'mcq',
        'multi_select',
        'true_false',
        'short_answer',
        'numeric',
        'cloze',
        'matching',
        'ordering',
        'open_response',
      ),
    ),
    ...Object.fromEntries(
      [
        'options',
        'answer_key',
        'answer',
        'value',
        'tolerance',
        'text',
        'blanks',
        'pairs',
        'items',
        'rubric',
        'canonical_answer',
      ].map((name) => [name, oddValue]),
    ),
  },
  { requiredKeys: [] },
);
