import { Select } from '#components/ui/select.tsx';
import type { Scoring } from '#lib/exercises/core/exercise.ts';
import { formText } from './text.ts';

const OPTIONS: { id: Scoring; label: string }[] = [
  { id: 'all_or_nothing', label: formText.allOrNothing },
  { id: 'partial', label: formText.partial },
];

interface ScoringFieldProps {
  scoring: Scoring | undefined;
  onChange: (scoring: Scoring) => void;
  /** What part of an answer earns, with the numbers of this exercise. */
  partial: string;
}

/** Whether part of an answer earns part of the point. */
export function ScoringField({ scoring = 'all_or_nothing', onChange, partial }: ScoringFieldProps) {
  return (
    <Select
      label={formText.scoring}
      options={OPTIONS}
      value={scoring}
      onChange={(id) => onChange(id === 'partial' ? 'partial' : 'all_or_nothing')}
      help={scoring === 'partial' ? partial : undefined}
    />
  );
}
