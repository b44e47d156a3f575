'use client';

import { Copy, Gauge, Layers, ListMinus, ListPlus, Target, Trash2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { ExportChosen } from '../exchange/export-button.tsx';
import { exercisesText } from '../text.ts';
import type { BankEdits } from './use-bank-edits.ts';

const words = exercisesText;

interface BankBarProps {
  workspace: string;
  chosen: readonly BankRow[];
  edits: BankEdits;
  objectives: readonly { objective: string; title: string }[];
  onClear: () => void;
}

/** At the foot of the bank while exercises are chosen: what can be done to all of them at once. */
export function BankBar({ workspace, chosen, edits, objectives, onClear }: BankBarProps) {
  const write = useNumber();
  const choice = (
    field: 'cognitive_level' | 'difficulty' | 'aligned_learning_objective',
    options: [string, string][],
  ) =>
    options.map(([id, label]) => ({
      id,
      label,
      note: chosen.filter(
        (row) =>
          ({ cognitive_level: row.level, difficulty: row.difficulty, aligned_learning_objective: row.objective })[
            field
          ] === id,
      ).length,
      onAction: () => void edits.set(chosen, field, id, words.acts.set(label, chosen.length)),
    }));
  return (
    <section
      aria-label={words.acts.label}
      className="flex shrink-0 flex-wrap items-center gap-x-1 border-t bg-raised py-1 ps-4 pe-2 md:ps-6"
    >
      <p role="status" className="min-w-0 flex-1 truncate text-sm font-medium tabular-nums">
        {words.acts.chosen(write(chosen.length))}
      </p>
      <div role="toolbar" aria-label={words.acts.label} className="flex items-center">
        <BarMenu
          label={words.acts.setLevel}
          icon={<Layers aria-hidden />}
          items={choice(
            'cognitive_level',
            COGNITIVE_LEVELS.map((id) => [id, words.levels[id] ?? id]),
          )}
        />
        <BarMenu
          label={words.acts.setDifficulty}
          icon={<Gauge aria-hidden />}
          items={choice(
            'difficulty',
            DIFFICULTIES.map((id) => [id, words.difficulties[id] ?? id]),
          )}
        />
        {objectives.length > 0 && (
          <BarMenu
            label={words.acts.setObjective}
            icon={<Target aria-hidden />}
            items={choice(
              'aligned_learning_objective',
              objectives.map(({ objective, title }) => [objective, title]),
            )}
          />
        )}
        <IconButton label={words.acts.addToQuiz} shortcut="Q" onPress={() => void edits.addToQuiz(chosen)}>
          <ListPlus aria-hidden />
        </IconButton>
        <IconButton label={words.acts.removeFromQuiz} onPress={() => void edits.removeFromQuiz(chosen)}>
          <ListMinus aria-hidden />
        </IconButton>
        <IconButton label={words.acts.duplicate} shortcut="D" onPress={() => void edits.duplicate(chosen)}>
          <Copy aria-hidden />
        </IconButton>
        <ExportChosen workspace={workspace} chosen={chosen} />
        <IconButton
          label={words.acts.remove}
          shortcut="Delete"
          onPress={() => {
            void edits.remove(chosen);
            onClear();
          }}
        >
          <Trash2 aria-hidden />
        </IconButton>
        <IconButton label={words.acts.clear} shortcut="Escape" onPress={onClear}>
          <X aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}

interface BarMenuProps {
  label: string;
  icon: ReactElement;
  items: { id: string; label: string; note: number; onAction: () => void }[];
}

/** The values of one field, each with how many of those chosen have it today. */
const BarMenu = ({ label, icon, items }: BarMenuProps) => (
  <Menu
    label={label}
    placement="top end"
    trigger={<IconButton label={label}>{icon}</IconButton>}
    groups={[{ id: 'values', items }]}
  />
);
