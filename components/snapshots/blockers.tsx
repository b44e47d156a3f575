'use client';

import { OctagonX } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { EntityLink } from '#components/base/kind.tsx';
import { baseText } from '#components/base/text.ts';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Blocker } from '#lib/snapshots/core/outcomes.ts';
import { snapshotsText } from './text.ts';

const SHOWN = 50;

/** What keeps a snapshot from being ready, rule by rule, each thing with the place where it is mended. */
export function Blockers({ workspace, blockers }: { workspace: string; blockers: Blocker[] }) {
  const write = useNumber();
  // Whoever staged by a button further down, or on a phone, is brought to what came of it.
  const section = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every refusal.
  useEffect(() => section.current?.focus(), [blockers]);
  const rules = [...new Set(blockers.map((blocker) => blocker.rule))];
  return (
    <section
      ref={section}
      role="alert"
      tabIndex={-1}
      className="flex scroll-mt-6 flex-col gap-4 rounded-lg bg-danger-soft px-4 py-4 outline-none"
    >
      <div className="flex items-start gap-3">
        <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
        <div className="flex flex-col gap-0.5">
          <h2 className="font-medium text-danger-text">{snapshotsText.blocked(blockers.length)}</h2>
          <p>{snapshotsText.blockedWhy}</p>
          <p className="text-muted">{snapshotsText.blockedNext}</p>
        </div>
      </div>
      {rules.map((rule) => {
        const list = blockers.filter((blocker) => blocker.rule === rule);
        return (
          <div key={rule} className="flex flex-col gap-1 ps-7">
            <h3 className="text-sm font-medium">{snapshotsText.rules[rule] ?? rule}</h3>
            <ul className="flex flex-col">
              {list.slice(0, SHOWN).map((blocker) => (
                <li
                  key={`${blocker.entity_id}:${blocker.message}`}
                  className="flex flex-col border-t border-danger-line py-2 first:border-t-0"
                >
                  {(blocker.slug || blocker.label) && <EntityLink workspace={workspace} entity={blocker} />}
                  <span className="text-sm text-muted">{blocker.message}</span>
                  <Exercise workspace={workspace} blocker={blocker} />
                </li>
              ))}
            </ul>
            {list.length > SHOWN && <p className="text-sm text-muted">{baseText.more(write(list.length - SHOWN))}</p>}
          </div>
        );
      })}
    </section>
  );
}

/** What to do about a lesson package, and the way to the exercise. */
function Exercise({ workspace, blocker: { slug, detail } }: { workspace: string; blocker: Blocker }) {
  if (!detail) return null;
  const { place, exercise_id, fix } = detail;
  const exercise = place === null ? undefined : (exercise_id ?? `#${place}`);
  return (
    <span className="flex flex-wrap gap-x-3 text-sm text-muted">
      {fix}
      {slug && (
        <Link href={inWorkspace(workspace).spark(slug, { tab: 'exercises', exercise })}>
          {place === null ? snapshotsText.toExercises : snapshotsText.toExercise(place + 1)}
        </Link>
      )}
    </span>
  );
}
