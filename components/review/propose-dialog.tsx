'use client';

import { Send } from 'lucide-react';
import { useState } from 'react';
import { baseText } from '#components/base/text.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import type { Problem } from '#lib/base/core/problem.ts';
import type { Spark } from '#lib/base/data/rows.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { type LessonChange, LONGEST_NOTE } from '#lib/review/core/change.ts';
import { useChanges } from '#lib/review/queries/changes.ts';
import { changesText } from './changes-text.ts';

const words = changesText.propose;

type Fields = Pick<Spark, 'title' | 'summary' | 'estimated_mins' | 'difficulty'>;

export interface ProposeDialogProps {
  workspace: string;
  spark: Fields & { id: string };
  /** Fields as they were proposed before, where somebody goes on with that. */
  proposed?: Partial<Fields>;
  noteBefore?: string | null;
  /** The text with the version that it is for; null while somebody has to choose first. */
  read: () => Promise<{ content_md: string; base_version: number } | null>;
  onClose: () => void;
  onProposed: () => void;
}

/** Proposes what was written in a lesson: the fields beside its text, why, and off it goes. */
export function ProposeDialog({
  workspace,
  spark,
  proposed,
  noteBefore,
  read,
  onClose,
  onProposed,
}: ProposeDialogProps) {
  const { propose } = useChanges(workspace, spark.id);
  const [fields, setFields] = useState<Fields>({
    title: proposed?.title ?? spark.title,
    summary: proposed?.summary ?? spark.summary ?? '',
    estimated_mins: proposed?.estimated_mins ?? spark.estimated_mins,
    difficulty: proposed?.difficulty ?? spark.difficulty,
  });
  const [note, setNote] = useState(noteBefore ?? '');
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (change: Partial<Fields>) => setFields((before) => ({ ...before, ...change }));
  const go = async () => {
    setProblem(null);
    const text = await read();
    // What has to be chosen is shown where the editor was.
    if (!text) return onClose();
    try {
      await propose.mutateAsync({ ...text, ...differing(fields, spark), note: note.trim() || null });
    } catch (error) {
      setProblem(problemOf(error));
      return;
    }
    toast.done(words.done);
    onProposed();
  };
  return (
    <Dialog
      title={words.title}
      isOpen
      size="lg"
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {words.cancel}
          </Button>
          <Button variant="primary" icon={<Send />} isPending={propose.isPending} onPress={() => void go()}>
            {words.go}
            <KeyHint keys="Mod+Enter" inverted />
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key of the button below. */}
      <div
        className="flex flex-col gap-4"
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void go();
        }}
      >
        {problem && <ProblemNotice title={words.failed} why={problem.message} />}
        <p className="text-muted">{words.help}</p>
        <TextArea label={words.note} rows={2} maxLength={LONGEST_NOTE} value={note} onChange={setNote} autoFocus />
        <TextField
          label={words.lessonTitle}
          value={fields.title}
          maxLength={200}
          onChange={(title) => set({ title })}
        />
        <TextArea
          label={words.summary}
          rows={2}
          maxLength={500}
          value={fields.summary ?? ''}
          onChange={(summary) => set({ summary })}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <NumberField
            label={words.minutes}
            value={fields.estimated_mins}
            minValue={1}
            maxValue={60}
            onChange={(estimated_mins) => set({ estimated_mins })}
          />
          <Select
            label={words.difficulty}
            value={fields.difficulty}
            onChange={(difficulty) => set({ difficulty: difficulty as Fields['difficulty'] })}
            options={DIFFICULTIES.map((id) => ({ id, label: baseText.difficulty[id] ?? id }))}
          />
        </div>
      </div>
    </Dialog>
  );
}

/** The fields that are to be otherwise. */
function differing(fields: Fields, spark: Fields): Partial<LessonChange> {
  const summary = fields.summary?.trim() ?? '';
  return {
    ...(fields.title.trim() !== spark.title && { title: fields.title.trim() }),
    ...(summary !== (spark.summary ?? '') && { summary }),
    ...(fields.estimated_mins !== spark.estimated_mins && { estimated_mins: fields.estimated_mins }),
    ...(fields.difficulty !== spark.difficulty && { difficulty: fields.difficulty }),
  };
}
