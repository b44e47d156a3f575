import { defineRead } from '#lib/base/reads/define-read.ts';
import { threadPlace } from './core/thread.ts';
import { openThreads } from './services.ts';

export const threadsRead = defineRead({
  name: 'threads',
  permission: 'content.read',
  input: threadPlace,
  run: ({ db, workspace }, of) => openThreads(db, workspace.id, of),
});
