'use client';

import { X } from 'lucide-react';
import { useEffect } from 'react';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { workbenchText } from './text.ts';

export interface LearnerPreviewProps {
  title: string;
  summary: string | null;
  html: string;
  onLeave: () => void;
}

/** The lesson and nothing else, as a learner app would show it. */
export function LearnerPreview({ title, summary, html, onLeave }: LearnerPreviewProps) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onLeave();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [onLeave]);
  return (
    <main id="content" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="sticky top-0 z-10 flex justify-end p-3">
        <IconButton label={workbenchText.leavePreview} shortcut="P" onPress={onLeave}>
          <X />
        </IconButton>
      </div>
      <article className="px-5 pb-24 md:px-8">
        <header className="mx-auto flex max-w-[36rem] flex-col gap-3 pb-8">
          <h1 dir="auto" className="text-title font-serif text-4xl/tight font-semibold tracking-tight text-balance">
            {title}
          </h1>
          {summary && (
            <p dir="auto" className="text-title font-serif text-xl/relaxed text-pretty text-muted">
              {summary}
            </p>
          )}
        </header>
        <LessonView html={html} />
      </article>
    </main>
  );
}
