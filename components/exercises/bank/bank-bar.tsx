'use client';

import { Copy, FolderInput, Gauge, Layers, ListMinus, ListPlus, Target, Trash2, X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { ExportChosen } from '../exchange/export-button.tsx';
import { exercisesText } from '../text.ts';
import { BulkSet } from './bulk-set.tsx';
import type { BankEdits } from './use-bank-edits.ts';

const words = exercisesText;

interface BankBarProps {
  workspace: string;
  chosen: readonly BankRow[];
  edits: BankEdits;
  objectives: readonly { objective: string; title: string }[];
  /** The questions of the quiz that they are of; null where they are of several. */
  quiz: readonly BankRow[] | null;
  onTransfer: () => void;
  onClear: () => void;
}

/** At the foot of the bank while exercises are chosen: what can be done to all of them at once. */
export function BankBar({ workspace, chosen, edits, objectives, quiz, onTransfer, onClear }: BankBarProps) {
  const write = useNumber();
  const set = (field: string) => (id: string, label: string) =>
    void edits.set(chosen, field, id, words.acts.set(label, chosen.length));
  const shared = { chosen, quiz };
  return (
    <section
      aria-label={words.acts.label}
      className="flex shrink-0 flex-wrap items-center gap-x-1 border-t bg-raised py-1 ps-4 pe-2 md:ps-6"
    >
      <p role="status" className="min-w-0 flex-1 truncate text-sm font-medium tabular-nums">
        {words.acts.chosen(write(chosen.length))}
      </p>
      <div role="toolbar" aria-label={words.acts.label} className="flex items-center">
        <BulkSet
          {...shared}
          field="level"
          icon={<Layers aria-hidden />}
          options={COGNITIVE_LEVELS.map((id) => ({ id, label: words.levels[id] ?? id }))}
          onSet={set('cognitive_level')}
        />
        <BulkSet
          {...shared}
          field="difficulty"
          icon={<Gauge aria-hidden />}
          options={DIFFICULTIES.map((id) => ({ id, label: words.difficulties[id] ?? id }))}
          onSet={set('difficulty')}
        />
        {objectives.length > 0 && (
          <BulkSet
            {...shared}
            field="objective"
            icon={<Target aria-hidden />}
            options={objectives.map(({ objective, title }) => ({ id: objective, label: title }))}
            onSet={set('aligned_learning_objective')}
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
        <IconButton label={words.acts.transfer} shortcut="M" onPress={onTransfer}>
          <FolderInput aria-hidden />
        </IconButton>
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
