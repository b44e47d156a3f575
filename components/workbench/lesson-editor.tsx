'use client';

import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { editorText } from '#components/lessons/editor/text.ts';
import type { Flush } from '#components/lessons/editor/use-rich-editor.ts';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { SaveLesson } from './lesson-status.tsx';
import { workbenchText } from './text.ts';
import { type Lesson, useLessonState } from './use-lesson.ts';
import type { Preview } from './use-preview.ts';

export interface LessonEditorProps {
  workspace: string;
  spark_id: string;
  lesson: Lesson;
  plannedMins: number;
  preview: Preview;
  isPreviewLost: boolean;
  /** Whether the preview is out of sight, and need not follow. */
  onHidePreview: (isHidden: boolean) => void;
  /** The Markdown of what was typed. */
  onWrite: (markdown: string) => void;
  /** The way to make Markdown of what was typed. */
  flushRef: RefObject<Flush | null>;
  onSave: () => void;
}

const loadRich = () => import('#components/lessons/editor/rich-editor.tsx');
const RichEditor = lazy(() => loadRich().then((module) => ({ default: module.RichEditor })));
const QualityPanel = lazy(() =>
  import('#components/quality/quality-panel.tsx').then((module) => ({ default: module.QualityPanel })),
);
const SourceEditor = lazy(() =>
  import('#components/lessons/editor/source-editor.tsx').then((module) => ({ default: module.SourceEditor })),
);

/** Fetches the editor before it is asked for. */
export const preloadEditor = () => void loadRich();

const MODES = ['rich', 'source'] as const;

/** The lesson as learners read it, or its Markdown with a preview: two views of one text. Which one stands in the address. */
export function LessonEditor(props: LessonEditorProps) {
  const { workspace, spark_id, lesson, plannedMins, onHidePreview, onWrite, flushRef, onSave } = props;
  const [params, setParams] = useUrlState();
  const [pane, setPane] = useState<SourcePane>('write');
  const generation = useLessonState(lesson, (state) => state.generation);
  const mode = params.get('mode') === 'source' ? 'source' : 'rich';

  useEffect(() => {
    if (mode !== 'rich') return;
    onHidePreview(true);
    return () => onHidePreview(false);
  }, [mode, onHidePreview]);

  const setMode = async (next: (typeof MODES)[number]) => {
    // What cannot be written as Markdown cannot be shown as Markdown; the editor says what it is.
    if (flushRef.current && !(await flushRef.current())) return;
    setParams({ mode: next === 'source' ? next : null });
  };
  const readNow = async () => {
    const isWritten = (await flushRef.current?.()) ?? true;
    return isWritten ? { content_md: lesson.read(), estimated_mins: plannedMins, summary: null } : null;
  };
  const modes = (
    <Segmented
      label={editorText.modes.label}
      size="sm"
      value={mode}
      onChange={(next) => void setMode(next)}
      items={MODES.map((id) => ({ id, label: editorText.modes[id] }))}
    />
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {mode === 'rich' ? (
        <div className="flex min-h-0 flex-1">
          <Suspense fallback={OPENING}>
            <RichEditor
              workspace={workspace}
              plannedMins={plannedMins}
              read={lesson.read}
              generation={generation}
              onMarkdown={onWrite}
              onPending={lesson.pending}
              flushRef={flushRef}
              modes={modes}
              aside={(editor) => (
                <Suspense fallback={null}>
                  <QualityPanel workspace={workspace} spark_id={spark_id} editor={editor} read={readNow} />
                </Suspense>
              )}
            >
              <SaveLesson lesson={lesson} onSave={onSave} />
            </RichEditor>
          </Suspense>
        </div>
      ) : (
        <SourceView {...props} generation={generation} modes={modes} pane={pane} onPane={setPane} />
      )}
    </div>
  );
}

const OPENING = <p className="flex-1 p-6 text-sm text-muted">{editorText.loading}</p>;

const PANES = ['write', 'preview'] as const;
type SourcePane = (typeof PANES)[number];

interface SourceViewProps extends LessonEditorProps {
  generation: number;
  /** The switch to the other view. */
  modes: ReactNode;
  pane: SourcePane;
  onPane: (pane: SourcePane) => void;
}

/** The Markdown with what it looks like beside it; where there is no room for both, one after the other. */
function SourceView(props: SourceViewProps) {
  const { workspace, lesson, preview, onWrite, generation, modes, pane, onPane, ...rest } = props;
  const output = useRef<HTMLDivElement>(null);
  const scrollTo = (share: number) => {
    const shown = output.current;
    if (shown) shown.scrollTop = share * (shown.scrollHeight - shown.clientHeight);
  };
  return (
    <>
      <div className="flex items-center gap-2 border-b px-2 py-1">
        <Segmented
          label={workbenchText.editor.panes}
          size="sm"
          value={pane}
          onChange={onPane}
          items={PANES.map((id) => ({ id, label: workbenchText.editor[id] }))}
          className="lg:hidden"
        />
        <span className="flex-1" />
        {modes}
      </div>
      <div className="grid min-h-0 flex-1 lg:grid-cols-2">
        <div className={cx('min-h-0 min-w-0 lg:border-e', pane === 'preview' && 'max-lg:hidden')}>
          <Suspense fallback={OPENING}>
            <SourceEditor
              key={generation}
              workspace={workspace}
              read={lesson.read}
              onInput={onWrite}
              onScrolled={scrollTo}
            />
          </Suspense>
        </div>
        <section
          ref={output}
          aria-label={workbenchText.editor.preview}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          tabIndex={0}
          className={cx('min-h-0 min-w-0 overflow-auto', pane === 'write' && 'max-lg:hidden')}
        >
          <div className="px-5 py-6 md:px-8">
            <LessonView html={preview.html} />
          </div>
        </section>
      </div>
      <SourceFoot lesson={lesson} preview={preview} {...rest} />
    </>
  );
}

type SourceFootProps = Pick<LessonEditorProps, 'lesson' | 'preview' | 'plannedMins' | 'isPreviewLost' | 'onSave'>;

function SourceFoot({ lesson, preview, plannedMins, isPreviewLost, onSave }: SourceFootProps) {
  const isTooLong = preview.minutes > plannedMins;
  return (
    <footer className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-2 text-sm text-muted">
      <span className="tabular-nums">{editorText.words(preview.words)}</span>
      <span
        title={isTooLong ? editorText.tooLong : undefined}
        className={cx('tabular-nums max-sm:hidden', isTooLong && 'text-draft')}
      >
        {editorText.reading(preview.minutes, plannedMins)}
      </span>
      <span role="status" className="min-w-0 flex-1 truncate">
        {isPreviewLost ? workbenchText.editor.previewFailed : ''}
      </span>
      <SaveLesson lesson={lesson} onSave={onSave} />
    </footer>
  );
}
