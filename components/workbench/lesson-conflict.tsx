'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { chooseParts, type MergeChoice, type MergePart } from '#lib/lessons/core/text-merge.ts';
import { workbenchText } from './text.ts';
import { type Lesson, useLessonState } from './use-lesson.ts';

const CHOICES: { id: MergeChoice; label: string }[] = [
  { id: 'mine', label: workbenchText.conflict.mine },
  { id: 'theirs', label: workbenchText.conflict.theirs },
  { id: 'both', label: workbenchText.conflict.both },
];

/** Every place that two people changed, side by side, with a choice for each. */
export function LessonConflict({ lesson, parts }: { lesson: Lesson; parts: MergePart[] }) {
  const isSaving = useLessonState(lesson, ({ status }) => status === 'saving');
  const places = parts.filter((part) => typeof part !== 'string');
  const [choices, setChoices] = useState<MergeChoice[]>(() => places.map(() => 'mine'));
  const all = (choice: MergeChoice) => setChoices(places.map(() => choice));
  return (
    <section
      aria-label={workbenchText.conflict.title}
      className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 md:px-8"
    >
      <ProblemNotice
        tone="warning"
        title={workbenchText.conflict.title}
        why={workbenchText.conflict.why}
        actions={
          <>
            <Button size="sm" onPress={() => all('mine')}>
              {workbenchText.conflict.keepAllMine}
            </Button>
            <Button size="sm" onPress={() => all('theirs')}>
              {workbenchText.conflict.keepAllTheirs}
            </Button>
          </>
        }
      />
      <ol className="flex flex-col gap-6">
        {places.map((place, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: places of one merge, in its order.
          <li key={at} className="flex flex-col gap-2 border-t pt-4">
            <div className="flex flex-wrap items-center justify-between gap-2">
              <h3 className="text-sm font-medium">{workbenchText.conflict.place(at + 1, places.length)}</h3>
              <Segmented
                label={workbenchText.conflict.place(at + 1, places.length)}
                value={choices[at] ?? 'mine'}
                onChange={(choice) => setChoices(choices.with(at, choice))}
                items={CHOICES}
              />
            </div>
            <div className="grid gap-3 md:grid-cols-2">
              <Version label={workbenchText.conflict.mine} words={place.mine} isChosen={choices[at] !== 'theirs'} />
              <Version label={workbenchText.conflict.theirs} words={place.theirs} isChosen={choices[at] !== 'mine'} />
            </div>
            <details className="text-sm text-muted">
              <summary>{workbenchText.conflict.before}</summary>
              <Version label={workbenchText.conflict.before} words={place.base} isChosen={false} />
            </details>
          </li>
        ))}
      </ol>
      <div>
        <Button variant="primary" isPending={isSaving} onPress={() => void lesson.resolve(chooseParts(parts, choices))}>
          {workbenchText.conflict.save}
        </Button>
      </div>
    </section>
  );
}

function Version({ label, words, isChosen }: { label: string; words: string; isChosen: boolean }) {
  return (
    <figure className="flex min-w-0 flex-col gap-1">
      <figcaption className="text-sm text-muted">{label}</figcaption>
      <pre
        dir="auto"
        className={`min-h-11 rounded-lg border px-3 py-2 font-mono text-sm/6 whitespace-pre-wrap [overflow-wrap:anywhere] ${isChosen ? 'border-accent bg-surface text-ink' : 'text-muted'}`}
      >
        {words === '' ? workbenchText.conflict.none : words}
      </pre>
    </figure>
  );
}
