import type { LessonContext, LessonSaid } from '#lib/quality/core/analyse.ts';
import type { analysePlaced } from '#lib/quality/core/placed.ts';

export type Checked = ReturnType<typeof analysePlaced>;

interface Waiting {
  resolve: (checked: Checked) => void;
  reject: (error: Error) => void;
}

let worker: Worker | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

function start(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./quality-worker.ts', import.meta.url), { type: 'module', name: 'quality' });
  worker.onmessage = ({ data }) => {
    const asked = waiting.get(data.number);
    waiting.delete(data.number);
    if (data.error === undefined) asked?.resolve(data.checked);
    else asked?.reject(new Error(data.error));
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'Lessons cannot be checked'));
    waiting.clear();
    worker?.terminate();
    worker = undefined;
  };
  return worker;
}

/** Analyses a lesson off the main thread. */
export function checkLesson(lesson: LessonSaid, context: LessonContext): Promise<Checked> {
  return new Promise((resolve, reject) => {
    const number = ++count;
    waiting.set(number, { resolve, reject });
    start().postMessage({ number, lesson, context });
  });
}
