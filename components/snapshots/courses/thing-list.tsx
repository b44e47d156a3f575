import { CircleHelp, FileText, Flag, Link as LinkIcon, ListTree } from 'lucide-react';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { COURSE_SECTIONS, type CourseChange, type CourseSection } from '#lib/snapshots/core/course-versions.ts';
import type { CourseComparison, CourseThing } from '#lib/snapshots/data/course-versions.ts';
import { courseVersionsText } from './text.ts';

const ICONS = {
  course: Flag,
  outline: ListTree,
  lessons: FileText,
  exercises: CircleHelp,
  links: LinkIcon,
} satisfies Record<CourseSection, typeof Flag>;
const INKS: Record<CourseChange, string> = {
  new: 'text-published',
  gone: 'text-blocked',
  changed: 'text-changed',
  moved: 'text-changed',
};

export interface ThingListProps {
  comparison: CourseComparison;
  selected: CourseThing;
  onSelect: (thing: CourseThing) => void;
  className?: string;
}

/** What differs between two versions, under the heading of what it is. */
export function ThingList({ comparison: { things, total }, selected, onSelect, className }: ThingListProps) {
  const write = useNumber();
  return (
    <nav aria-label={courseVersionsText.things} className={cx('min-h-0 overflow-y-auto border-e px-3 py-4', className)}>
      {COURSE_SECTIONS.map((section) => {
        const rows = things.filter((thing) => thing.section === section);
        if (rows.length === 0) return null;
        const Icon = ICONS[section];
        return (
          <section key={section} className="flex flex-col gap-0.5 pb-4">
            <h2 className="flex justify-between px-2 pb-1 text-sm text-muted">
              {courseVersionsText.sections[section]} <span className="tabular-nums">{write(rows.length)}</span>
            </h2>
            {rows.map((thing) => (
              <button
                key={thing.entity_id}
                type="button"
                aria-current={thing === selected ? 'true' : undefined}
                onClick={() => onSelect(thing)}
                className={cx(
                  'flex min-h-8 items-start gap-2 rounded-md px-2 py-1 text-start text-sm hover:bg-hover max-md:min-h-11 max-md:items-center',
                  thing === selected && 'bg-accent-soft font-medium',
                )}
              >
                <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', INKS[thing.change])} />
                <span dir="auto" className="min-w-0 flex-1 break-words">
                  {thing.label ?? courseVersionsText.untitled}
                </span>
                <Change thing={thing} />
              </button>
            ))}
          </section>
        );
      })}
      {total > things.length && (
        <p className="px-2 text-sm text-muted">{courseVersionsText.cut(write(things.length), write(total))}</p>
      )}
    </nav>
  );
}

/** How much of a lesson changed, or in a word what became of the thing. */
function Change({ thing: { change, words } }: { thing: CourseThing }) {
  const write = useNumber();
  if (!words || words.added + words.removed === 0)
    return <span className="shrink-0 text-muted">{courseVersionsText.changes[change]}</span>;
  const [added, removed] = [write(words.added), write(words.removed)];
  return (
    <span className="shrink-0 text-muted tabular-nums">
      <span aria-hidden>{courseVersionsText.words(added, removed)}</span>
      <span className="sr-only">{courseVersionsText.wordsSpoken(added, removed)}</span>
    </span>
  );
}
