import type { Problem } from '#lib/base/core/problem.ts';
import type { KeptDraft } from '#lib/lessons/core/draft.ts';
import { LessonSync, type SyncPorts } from '../lesson-sync.ts';

/** What became of a draft: sent, or to be tried again, or for the person to settle. */
export type Sent = { is: 'sent' } | { is: 'later' } | { is: 'conflict' } | { is: 'refused'; problem: Problem };

/** Sends what an earlier visit could not send as its page would: merged with what others have saved since. */
export async function sendDraft(draft: KeptDraft, { load, save }: Pick<SyncPorts, 'load' | 'save'>): Promise<Sent> {
  const latest = await load();
  if (!latest.ok) return notSent(latest.problem);
  const sync = new LessonSync(latest.lesson, {
    load,
    save,
    draft: { get: () => draft, set: () => undefined },
    now: () => new Date(draft.at),
  });
  sync.resume();
  const isSent = await sync.save();
  const { status, problem } = sync.snapshot();
  sync.stop();
  if (isSent) return { is: 'sent' };
  if (status === 'conflict') return { is: 'conflict' };
  return problem ? notSent(problem) : { is: 'later' };
}

/** What is not reached, or not signed in just now, may well be later; anything else stays as it is. */
function notSent(problem: Problem): Sent {
  const isPassing = problem.code === 'unavailable' || problem.code === 'unauthenticated' || problem.code === 'stale';
  return isPassing ? { is: 'later' } : { is: 'refused', problem };
}
