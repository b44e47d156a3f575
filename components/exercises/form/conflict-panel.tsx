import { Button } from '#components/ui/button.tsx';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import type { FieldConflict } from '#lib/exercises/core/merge.ts';
import { isObject, type Raw } from '#lib/exercises/core/raw.ts';
import { shown, shownOptions } from './shown-field.ts';
import { formText } from './text.ts';

const words = formText;

interface ConflictPanelProps {
  /** As it is being written: a key that both left alone is in it. */
  exercise: Exercise;
  conflicts: readonly FieldConflict[];
  onDecide: (conflict: FieldConflict, choice: 'mine' | 'theirs') => void;
}

/** Fields that two people changed, each in another way: both are shown, and one is chosen. All else has been merged. */
export function ConflictPanel({ exercise, conflicts, onDecide }: ConflictPanelProps) {
  const valueFor = (field: string, side: 'mine' | 'theirs'): unknown => {
    const conflict = conflicts.find((one) => one.field === field);
    return conflict ? conflict[side] : ({ ...exercise } as Raw)[field];
  };
  const shownOf = ({ field, ...both }: FieldConflict, side: 'mine' | 'theirs') => {
    if (field === 'options') return shownOptions(both[side], valueFor('answer_key', side));
    if (field !== 'answer_key') return shown(both[side]);
    const key = both[side];
    const reason = isObject(key) ? shown(key.rationale_right) : '';
    return [shownOptions(valueFor('options', side), key), reason].filter(Boolean).join('\n');
  };
  return (
    <section
      aria-label={words.conflictTitle}
      className="flex flex-col gap-3 rounded-lg bg-draft-soft px-3 py-2.5 text-sm"
    >
      <div role="alert">
        <h4 className="font-semibold">{words.conflictTitle}</h4>
        <p>{words.conflictHelp}</p>
      </div>
      {conflicts.map((conflict) => (
        <div key={conflict.field} className="flex flex-col gap-1.5">
          <h5 className="font-medium">{words.fields[conflict.field] ?? conflict.field}</h5>
          <div className="grid gap-2 sm:grid-cols-2">
            {(['mine', 'theirs'] as const).map((side) => (
              <div key={side} className="flex flex-col items-start gap-1.5 rounded-lg bg-surface p-2">
                <span className="text-muted">{side === 'mine' ? words.yours : words.theirs}</span>
                <p dir="auto" className="w-full whitespace-pre-wrap break-words">
                  {shownOf(conflict, side)}
                </p>
                <Button size="sm" onPress={() => onDecide(conflict, side)}>
                  {side === 'mine' ? words.takeMine : words.takeTheirs}
                </Button>
              </div>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
