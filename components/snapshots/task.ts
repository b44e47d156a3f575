import type { TaskOutcome } from '#components/tasks/task-notices.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Task } from '#lib/tasks/core.ts';
import { snapshotsText } from './text.ts';

/** What a task about snapshots came to, and where to go from there. The shapes of outcomes are fetched when there is one. */
export async function tellSnapshotTask(workspace: string, { kind, state, result }: Task): Promise<TaskOutcome> {
  if (state !== 'done') return {};
  if (kind === 'snapshot.clean_up')
    return { title: result === 0 ? snapshotsText.cleanNone : snapshotsText.cleanDone(Number(result)) };
  const { stagedJson, verificationJson } = await import('#lib/snapshots/core/outcomes.ts');
  if (kind === 'snapshot.verify') {
    const verified = verificationJson.parse(result);
    return verified.ok
      ? { title: snapshotsText.verified }
      : { why: verified.problems.map(({ message }) => message).join(' ') };
  }
  const staged = stagedJson.parse(result);
  if (staged.ok)
    return { link: { href: inWorkspace(workspace).snapshot(staged.snapshot_id), label: snapshotsText.read } };
  const [first] = staged.blockers;
  const rest = staged.blockers.length - 1;
  return { why: [first?.label, first?.message, rest > 0 && snapshotsText.andBlockers(rest)].filter(Boolean).join(' ') };
}
