import type { LessonContext, LessonSaid } from '#lib/quality/core/analyse.ts';
import { analysePlaced } from '#lib/quality/core/placed.ts';

// Analysers in a thread of their own: a long lesson takes longer than a keystroke may.

addEventListener(
  'message',
  ({ data }: MessageEvent<{ number: number; lesson: LessonSaid; context: LessonContext }>) => {
    const { number, lesson, context } = data;
    try {
      postMessage({ number, checked: analysePlaced(lesson, context) });
    } catch (error) {
      // A bug, but one that must not leave the panel waiting.
      postMessage({ number, error: error instanceof Error ? error.message : String(error) });
    }
  },
);
