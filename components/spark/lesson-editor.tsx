'use client';

import { useEffect, useRef, useState } from 'react';
import { LessonView } from '#components/lesson/lesson-view';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { Segmented } from '#components/ui/segmented';
import { MarkdownArea } from './markdown-area';
import { text } from './text.ts';
import type { Lesson } from './use-lesson.ts';
import { type Preview, usePreview } from './use-preview.ts';

export interface LessonEditorProps {
  workspace: string;
  lesson: Lesson;
  rendered: Preview;
  plannedMins: number;
  /** The preview, for whoever shows the lesson after editing. */
  onPreview: (preview: Preview) => void;
}

/** Markdown on the left, the lesson on the right; on a narrow page one of the two. */
export function LessonEditor({ workspace, lesson, rendered, plannedMins, onPreview }: LessonEditorProps) {
  const { preview, state, follow } = usePreview(workspace, rendered);
  const [pane, setPane] = useState<'write' | 'preview'>('write');
  const output = useRef<HTMLDivElement>(null);
  const { generation } = lesson;

  useEffect(() => onPreview(preview), [preview, onPreview]);
  // A text that came from outside is drawn at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: typing has its own way to the preview.
  useEffect(() => {
    if (generation > 0) follow(lesson.read(), true);
  }, [generation]);

  const scrollTo = (share: number) => {
    const pane = output.current;
    if (pane) pane.scrollTop = share * (pane.scrollHeight - pane.clientHeight);
  };
  const tooLong = preview.minutes > plannedMins;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="border-b px-3 py-2 lg:hidden">
        <Segmented
          label={text.editor.panes}
          value={pane}
          onChange={setPane}
          items={(['write', 'preview'] as const).map((id) => ({ id, label: text.editor[id] }))}
          className="w-full *:flex-1"
        />
      </div>
      <div className="grid min-h-0 flex-1 lg:grid-cols-2">
        <div className={cx('min-h-0 min-w-0 lg:border-e', pane === 'preview' && 'max-lg:hidden')}>
          <MarkdownArea
            key={generation}
            initial={lesson.read()}
            onInput={(next) => {
              lesson.write(next);
              follow(next);
            }}
            onScrolled={scrollTo}
          />
        </div>
        <section
          ref={output}
          aria-label={text.editor.preview}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          tabIndex={0}
          className={cx('min-h-0 min-w-0 overflow-auto', pane === 'write' && 'max-lg:hidden')}
        >
          <div className="px-5 py-6 md:px-8">
            <LessonView html={preview.html} />
          </div>
        </section>
      </div>
      <footer className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 text-sm text-muted">
        <span className="tabular-nums">{text.editor.words(preview.words)}</span>
        <span
          title={tooLong ? text.editor.tooLong : undefined}
          className={cx('tabular-nums max-sm:hidden', tooLong && 'text-draft')}
        >
          {text.editor.reading(preview.minutes, plannedMins)}
        </span>
        <span role="status" className="min-w-0 flex-1 truncate">
          {state === 'failed' ? text.editor.previewFailed : ''}
        </span>
        <Button
          variant="primary"
          size="sm"
          isDisabled={!lesson.isDirty}
          isPending={lesson.isSaving}
          onPress={() => void lesson.save()}
        >
          {text.editor.save}
        </Button>
      </footer>
    </div>
  );
}
