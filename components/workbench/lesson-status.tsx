'use client';

import { CircleDashed } from 'lucide-react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { SaveState } from '#components/shell/save-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { workbenchText } from './text.ts';
import { type Lesson, useLessonState } from './use-lesson.ts';

interface LessonStatusProps {
  lesson: Lesson;
  title: string;
  /** Writes what was typed, and saves it. */
  save: () => Promise<boolean>;
  /** Writes what was typed, which keeps it on the device. */
  write: () => Promise<boolean>;
  /** Leads to what needs a decision. */
  onTrouble: () => void;
}

/** Whether all of it is saved, and the guard of what is not. */
export function LessonStatus({ lesson, title, save, write, onTrouble }: LessonStatusProps) {
  const status = useLessonState(lesson, (state) => state.status);
  const savedAt = useLessonState(lesson, (state) => state.savedAt);
  const isPending = useLessonState(lesson, (state) => state.isPending);
  const isHeld = useLessonState(lesson, (state) => state.isHeld);
  const needsSomeone = status === 'conflict' || status === 'failed';
  // What is only waiting for its turn is sent while one leaves; what cannot be sent needs a decision. What the editor has not written
  // yet is nowhere but on the screen, whether it is to be saved or to wait on the device.
  const keep = isHeld && !needsSomeone ? write : save;
  useUnsaved(needsSomeone || isPending ? { title, save: keep, discard: lesson.discard } : null);

  // A lesson that nobody has touched needs no word about it.
  const shown = status !== 'saved' ? status : isPending ? 'unsaved' : savedAt ? 'saved' : null;
  if (!shown) return null;
  if (isHeld && !needsSomeone)
    return shown === 'saved' ? null : (
      <span className="flex h-7 min-w-0 items-center gap-1.5 rounded-md px-1.5 text-sm text-muted">
        <CircleDashed aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate max-sm:sr-only">
          {isPending ? workbenchText.proposing.keeping : workbenchText.proposing.kept}
        </span>
      </span>
    );
  return <SaveState status={shown} savedAt={savedAt ?? undefined} onPress={needsSomeone ? onTrouble : undefined} />;
}

/** The button for those who would rather press one than wait. */
export function SaveLesson({ lesson, onSave }: { lesson: Lesson; onSave: () => void }) {
  const isClean = useLessonState(lesson, ({ isDirty, isPending }) => !isDirty && !isPending);
  const isSaving = useLessonState(lesson, ({ status }) => status === 'saving');
  const isHeld = useLessonState(lesson, (state) => state.isHeld);
  if (isHeld)
    return (
      <Button variant="primary" size="sm" onPress={onSave}>
        {workbenchText.proposing.button}
      </Button>
    );
  return (
    <Button variant="primary" size="sm" isDisabled={isClean} isPending={isSaving} onPress={onSave}>
      {workbenchText.editor.save}
    </Button>
  );
}
