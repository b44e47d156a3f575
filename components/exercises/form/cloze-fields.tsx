'use client';

import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { type Blank, clozeParts, type ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { freeId } from '#lib/exercises/core/write/new-exercise.ts';
import { Explanation } from './answer-fields.tsx';
import { fromLines, toLines } from './lines.ts';
import { ScoringField } from './scoring-field.tsx';
import { formText } from './text.ts';

const words = formText;

interface ClozeFieldsProps {
  exercise: ExerciseOf<'cloze'>;
  onChange: (next: ExerciseOf<'cloze'>) => void;
}

const idsIn = (text: string) => [
  ...new Set(clozeParts(text).flatMap((part) => ('blank_id' in part ? [part.blank_id] : []))),
];

/** A blank that was typed has its fields at once; one taken out of the text keeps them until it is removed. */
function withBlanks(exercise: ExerciseOf<'cloze'>, text: string): ExerciseOf<'cloze'> {
  const known = new Set(exercise.blanks.map(({ id }) => id));
  const fresh = idsIn(text).filter((id) => !known.has(id));
  return { ...exercise, text, blanks: [...exercise.blanks, ...fresh.map((id) => ({ id, accepted: [] }))] };
}

export function ClozeFields({ exercise, onChange }: ClozeFieldsProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  const { blanks, text } = exercise;
  /** What is selected becomes a blank that accepts it. */
  const makeBlank = () => {
    const area = input.current;
    if (!area) return;
    const { selectionStart: from, selectionEnd: to } = area;
    const id = freeId('blank_', [...blanks.map((blank) => blank.id), ...idsIn(text)]);
    const chosen = text.slice(from, to).trim();
    onChange({
      ...exercise,
      text: `${text.slice(0, from)}{{${id}}}${text.slice(to)}`,
      blanks: [...blanks, { id, accepted: chosen ? [chosen] : [] }],
    });
    requestAnimationFrame(() => area.focus());
  };
  const change = (at: number, next: Blank) => onChange({ ...exercise, blanks: blanks.with(at, next) });
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <TextArea
          label={words.text}
          help={words.textHelp}
          inputRef={input}
          rows={3}
          value={text}
          onChange={(next) => onChange(withBlanks(exercise, next))}
          onKeyDown={(event) => {
            if (event.key.toLowerCase() === 'b' && event.shiftKey && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              makeBlank();
            } else event.continuePropagation();
          }}
        />
        <Button size="sm" onPress={makeBlank} className="self-start">
          {words.makeBlank}
        </Button>
      </div>
      {blanks.length === 0 && <p className="text-sm text-muted">{words.noBlanks}</p>}
      {blanks.map((blank, at) => (
        <BlankFields
          key={blank.id}
          blank={blank}
          onChange={(next) => change(at, next)}
          onRemove={() =>
            onChange({
              ...exercise,
              text: clozeParts(text)
                .map((part) =>
                  'text' in part
                    ? part.text
                    : part.blank_id === blank.id
                      ? (blank.accepted[0] ?? '')
                      : `{{${part.blank_id}}}`,
                )
                .join(''),
              blanks: blanks.toSpliced(at, 1),
            })
          }
        />
      ))}
      <ScoringField
        scoring={exercise.scoring}
        onChange={(scoring) => onChange({ ...exercise, scoring })}
        partial={words.partialPairs(blanks.length)}
      />
      <Explanation exercise={exercise} onChange={onChange} />
    </>
  );
}

interface BlankFieldsProps {
  blank: Blank;
  onChange: (blank: Blank) => void;
  onRemove: () => void;
}

function BlankFields({ blank, onChange, onRemove }: BlankFieldsProps) {
  const { id, accepted, options = [], is_case_sensitive = false } = blank;
  return (
    <fieldset className="flex flex-col gap-2 border-s-2 ps-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <TextArea
          label={words.blank(id)}
          help={words.blankHelp}
          rows={1}
          value={toLines(accepted)}
          onChange={(value) => onChange({ ...blank, accepted: fromLines(value) })}
        />
        <TextArea
          label={words.choices(id)}
          help={words.choicesHelp}
          rows={1}
          value={toLines(options)}
          onChange={(value) => {
            const { options: _, ...others } = blank;
            onChange(value === '' ? others : { ...others, options: fromLines(value) });
          }}
        />
      </div>
      <div className="flex items-center gap-4">
        <Checkbox isSelected={is_case_sensitive} onChange={(is) => onChange({ ...blank, is_case_sensitive: is })}>
          {words.caseSensitive}
        </Checkbox>
        <Button size="sm" variant="quiet" onPress={onRemove} className="ms-auto text-muted">
          {words.removeBlank(id)}
        </Button>
      </div>
    </fieldset>
  );
}
