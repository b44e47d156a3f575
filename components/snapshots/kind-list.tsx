import { KindIcon, kindName } from '#components/base/kind.tsx';
import { DiffCounts } from '#components/ui/diff-counts.tsx';
import type { DifferenceSummary } from '#lib/snapshots/services/snapshots.ts';

/** Added, removed and changed by kind, one line each. */
export function KindList({ counts }: { counts: DifferenceSummary['kinds'] }) {
  return (
    <ul className="flex flex-col">
      {counts.map((one) => (
        <li key={one.kind} className="flex items-center gap-2 border-b py-1.5 text-sm last:border-b-0">
          <KindIcon kind={one.kind} className="size-3.5 shrink-0 text-faint" />
          <span className="min-w-0 flex-1 truncate">{kindName(one.kind)}</span>
          <DiffCounts added={one.added} removed={one.removed} changed={one.changed} />
        </li>
      ))}
    </ul>
  );
}
