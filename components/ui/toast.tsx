'use client';

import type { toast as Sonner } from 'sonner';
import { uiText } from './text.ts';

interface ToastOptions {
  /** A second line. */
  detail?: string;
  /** Takes back what was done. The toast stays long enough to think twice. */
  undo?: () => void | Promise<void>;
  action?: { label: string; run: () => void };
  /** A later toast with the same id takes the place of this one. */
  id?: string;
}

type Task = (sonner: typeof Sonner) => void;

// The toasts themselves are fetched with the first one; until they are there, what they shall say waits here.
const queue: Task[] = [];
const listeners = new Set<() => void>();
let sonner: typeof Sonner | null = null;
let wanted = false;

function run(task: Task) {
  if (sonner) return task(sonner);
  queue.push(task);
  wanted = true;
  for (const listener of listeners) listener();
}

/** Called by the list of toasts as soon as it listens. */
export function startToasts(ready: typeof Sonner) {
  sonner = ready;
  for (const task of queue.splice(0)) task(ready);
}

function show(kind: 'success' | 'error' | 'message', message: string, options: ToastOptions = {}) {
  const { detail, undo, action, id } = options;
  run((toasts) =>
    toasts[kind](message, {
      id,
      description: detail,
      // Time to read, more of it where there is something to decide. A problem stays until it is closed.
      duration: kind === 'error' ? Number.POSITIVE_INFINITY : undo || action ? 10_000 : 5_000,
      action: undo
        ? { label: uiText.undo, onClick: () => void undo() }
        : action && { label: action.label, onClick: action.run },
    }),
  );
}

/** A word after something was done: `toast.done('Moved 3 sparks', { undo })`. */
export const toast = {
  done: (message: string, options?: ToastOptions) => show('success', message, options),
  note: (message: string, options?: ToastOptions) => show('message', message, options),
  problem: (message: string, options?: ToastOptions) => show('error', message, options),
  dismiss: (id?: string) => run((toasts) => toasts.dismiss(id)),
};

/** Whether there was a toast at all, for who fetches the list of toasts. */
export const toastsWanted = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => wanted,
};
