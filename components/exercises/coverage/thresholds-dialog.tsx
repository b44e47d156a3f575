'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type CoverageKind, rowKindOf, sumOf, type Thresholds } from '#lib/exercises/core/coverage.ts';
import { COGNITIVE_LEVELS } from '#lib/exercises/core/exercise.ts';
import type { Coverage } from '#lib/exercises/data/coverage.ts';
import { useSetExerciseGoals } from '#lib/exercises/queries/coverage.ts';
import { exercisesText } from '../text.ts';
import { coverageText } from './text.ts';

const words = coverageText;
const MOST = 10_000;

interface ThresholdsDialogProps {
  workspace: string;
  kind: CoverageKind;
  thresholds: Thresholds;
  rows: Coverage['rows'];
  maySet: boolean;
  onClose: () => void;
}

/** How many exercises a cell should have, for each kind of row that there is, with what that makes of the matrix before it is set. */
export function ThresholdsDialog({ workspace, kind, thresholds, rows, maySet, onClose }: ThresholdsDialogProps) {
  const [wanted, setWanted] = useState(thresholds);
  const kinds = new Set([...rows.map(({ part }) => rowKindOf(kind, part)), rowKindOf(kind, 'row')]);
  const { mutateAsync, isPending, error } = useSetExerciseGoals(workspace);
  const set = async () => {
    try {
      await mutateAsync({ thresholds: wanted });
    } catch {
      return;
    }
    toast.note(words.thresholdsSet);
    onClose();
  };
  return (
    <Dialog
      title={words.thresholds}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {words.cancel}
          </Button>
          <Button variant="primary" isDisabled={!maySet} isPending={isPending} onPress={() => void set()}>
            {words.setThresholds}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {error && <ProblemNotice title={words.notSet} why={problemOf(error).message} />}
        {[...kinds].map((row) => (
          <section key={row} aria-label={words.rows[row]} className="flex flex-col gap-3">
            <p className="text-muted">{words.thresholdsHelp[row]}</p>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
              {COGNITIVE_LEVELS.map((level) => (
                <NumberField
                  key={level}
                  label={exercisesText.levels[level] ?? level}
                  value={wanted[row][level]}
                  minValue={0}
                  maxValue={MOST}
                  onChange={(value) =>
                    Number.isFinite(value) &&
                    setWanted({ ...wanted, [row]: { ...wanted[row], [level]: Math.round(value) } })
                  }
                />
              ))}
            </div>
          </section>
        ))}
        <p role="status" className="tabular-nums">
          {words.withThese(sumOf(rows, (part) => wanted[rowKindOf(kind, part)]))}
        </p>
        <p className="text-sm text-muted">{maySet ? words.thresholdsFor : words.onlyAdmins}</p>
      </div>
    </Dialog>
  );
}
