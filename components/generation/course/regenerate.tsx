'use client';

import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { CourseLesson } from '#lib/generation/core/course/flow.ts';
import { type ShownJob, useCourseChanges } from '#lib/generation/queries/jobs.ts';
import { courseText } from './text.ts';
import { useCoursePrice } from './use-price.ts';

const words = courseText.lessons;
const MOST_CHARACTERS = 2_000;
const CHARACTERS_A_WORD = 6;

interface RegenerateProps {
  workspace: string;
  job: ShownJob;
  lesson: CourseLesson;
  onClose: () => void;
}

/** Has one lesson written anew, after an instruction. The versions before it stay. */
export function Regenerate({ workspace, job, lesson, onClose }: RegenerateProps) {
  const [instruction, setInstruction] = useState('');
  const { regenerate } = useCourseChanges(workspace);
  const { price } = useCoursePrice(workspace, {
    course: { part: 'lessons', lessons: 1 },
    source_ids: job.sources.map(({ id }) => id),
    more_text: (lesson.versions.at(-1)?.words ?? 0) * CHARACTERS_A_WORD,
    priority: job.params.priority,
  });
  const go = () =>
    regenerate.mutate(
      { job_id: job.id, lesson: lesson.nth, instruction: instruction.trim() || null },
      {
        onSuccess: () => {
          toast.done(words.asked);
          onClose();
        },
        onError: (error) => toast.problem(courseText.notDone, { detail: problemOf(error).message }),
      },
    );
  const title = words.regenerateTitle(lesson.nth + 1, lesson.lesson.title);
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-lg border bg-surface px-4 py-3">
      <div className="flex flex-col">
        <h3 dir="auto" className="font-medium">
          {title}
        </h3>
        <p className="text-sm text-muted">{words.regenerateHelp(lesson.versions.length)}</p>
      </div>
      <TextArea
        label={words.instruction}
        help={words.instructionHelp}
        value={instruction}
        maxLength={MOST_CHARACTERS}
        rows={2}
        autoFocus
        onChange={setInstruction}
      />
      <div className="flex flex-wrap gap-2">
        <Button icon={<RefreshCw />} isPending={regenerate.isPending} onPress={go}>
          {price ? words.go(price) : words.goPlain}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {words.close}
        </Button>
      </div>
    </section>
  );
}
