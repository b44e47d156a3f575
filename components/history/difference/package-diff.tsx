import { DiffCounts } from '#components/ui/diff-counts.tsx';
import { differenceText } from './text.ts';

type Bank = Map<string, string>;

/** Exercises of a package by id, each as one text to compare. */
function bankOf(state: Record<string, unknown> | null): Bank {
  const bank = (state?.body as { exercise_bank?: unknown } | null)?.exercise_bank;
  const items = Array.isArray(bank) ? (bank as Record<string, unknown>[]) : [];
  return new Map(items.map((item) => [String(item?.id), JSON.stringify(item)]));
}

export interface PackageDiffProps {
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

/** Which exercises of a lesson package came, went or changed, by their ids. */
export function PackageDiff({ before, after }: PackageDiffProps) {
  const [old, now] = [bankOf(before), bankOf(after)];
  const rows = [...new Set([...old.keys(), ...now.keys()])].flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)];
    if (was === is) return [];
    return [{ id, change: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed' } as const];
  });
  const counted = (change: string) => rows.filter((row) => row.change === change).length;
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-center gap-3 text-sm">
        <span className="text-muted">{differenceText.exercises}</span>
        <DiffCounts added={counted('added')} removed={counted('removed')} changed={counted('changed')} />
      </p>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {rows.map(({ id, change }) => (
          <li key={id} className="text-sm">
            <code>{id}</code> <span className="text-muted">{differenceText.changes[change].toLowerCase()}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
