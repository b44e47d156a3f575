'use client';

import 'katex/dist/katex.min.css';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import './lesson.css';
import './lesson-blocks.css';
import { type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useResolvedTheme } from '#components/ui/theme.tsx';
import { drawDiagrams } from './diagrams.ts';
import { enhanceLesson } from './enhance.ts';

export interface LessonViewProps {
  /** From `renderLesson`: sanitised there and nowhere else. */
  html: string;
  /** The direction of the lesson as a whole; each block still finds its own. */
  dir?: 'ltr' | 'rtl' | 'auto';
  lang?: string;
  className?: string;
}

/** A lesson as learners read it. Copy buttons, diagrams and the frames of lost pictures are added in the browser. */
export const LessonView = memo(function LessonView({ html, dir = 'auto', lang, className }: LessonViewProps) {
  const root = useRef<HTMLDivElement>(null);
  const go = useGo();
  const theme = useResolvedTheme();
  // The same object for the same text: React then leaves what was added below alone.
  const content = useMemo(() => ({ __html: html }), [html]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new text has to be enhanced anew.
  useEffect(() => (root.current ? enhanceLesson(root.current) : undefined), [html]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new text and another theme draw anew.
  useEffect(() => (root.current ? drawDiagrams(root.current) : undefined), [html, theme]);

  const onClick = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const href = (event.target as Element).closest('a')?.getAttribute('href');
    if (!href?.startsWith('/') || href.startsWith('//')) return;
    event.preventDefault();
    go(href);
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the links within are the controls; keys press those.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above.
    <div
      ref={root}
      dir={dir}
      lang={lang}
      className={cx('lesson', className)}
      onClick={onClick}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by renderLesson.
      dangerouslySetInnerHTML={content}
    />
  );
});
