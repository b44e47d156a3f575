'use client';

import { Check, CircleDashed, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import type { ExercisePart, ProposalBody } from '#lib/generation/core/proposal.ts';
import type { DecidedPart, ExerciseNow } from '#lib/review/core/proposal.ts';
import { DoesBadge, ExercisePartView } from './exercise-part.tsx';
import { reviewText } from './text.ts';
import type { ExerciseMerge } from './use-exercise-merge.ts';

const words = reviewText;
const LOOKS = {
  approved: { tone: 'green', icon: Check },
  rejected: { tone: 'red', icon: X },
  open: { tone: 'grey', icon: CircleDashed },
} as const;

interface PartsViewProps {
  workspace: string;
  body: Extract<ProposalBody, { kind: 'exercises' | 'quiz' | 'links' }>;
  at: number;
  parts: readonly DecidedPart[];
  /** Which cannot be approved because they would close a loop. */
  loops: ReadonlySet<number>;
  onGo: (at: number) => void;
  /** Of exercises that changed since: what they are now, and how they are merged. */
  now: readonly ExerciseNow[];
  merge: ExerciseMerge;
  /** The exercise at hand is played as a learner would. */
  isPlayed: boolean;
}

/** The parts of a proposal, decided one by one: exercises, or links. */
export function PartsView({ workspace, body, at, parts, loops, onGo, now, merge, isPlayed }: PartsViewProps) {
  const here = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another part is looked at.
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const count = countOf(body);
  return (
    <ol className="flex flex-col gap-2">
      {Array.from({ length: count }, (_, nth) => {
        const decided = parts.find((part) => part.nth === nth);
        const state = decided ? (decided.is_approved ? 'approved' : 'rejected') : 'open';
        const { tone, icon: Icon } = LOOKS[state];
        const exercise = body.kind === 'links' ? null : body.exercises[nth];
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes.
            key={nth}
            ref={nth === at ? here : undefined}
            aria-current={nth === at ? 'true' : undefined}
            className={cx(
              'flex flex-col gap-2 rounded-lg border border-s-3 px-4 py-3',
              nth === at ? 'border-s-accent bg-raised' : 'bg-surface',
            )}
          >
            <div className="flex items-center justify-between gap-3">
              <button
                type="button"
                onClick={() => onGo(nth)}
                className="cursor-default text-sm text-muted tabular-nums"
              >
                {words.part(nth + 1, count)}
              </button>
              <span className="flex items-center gap-2">
                {exercise && <DoesBadge part={exercise} />}
                <Badge tone={tone} icon={<Icon aria-hidden />}>
                  {words.partStates[state]}
                </Badge>
              </span>
            </div>
            {body.kind === 'links' && <LinkPart link={body.links[nth]} closesLoop={loops.has(nth)} />}
            {exercise && (
              <ExercisePartView
                workspace={workspace}
                part={exercise}
                nth={nth}
                now={now}
                merge={merge}
                isPlayed={isPlayed && nth === at}
              />
            )}
          </li>
        );
      })}
    </ol>
  );
}

type Links = Extract<ProposalBody, { kind: 'links' }>['links'];

function LinkPart({ link, closesLoop }: { link: Links[number] | undefined; closesLoop: boolean }) {
  if (!link) return null;
  return (
    <>
      <p dir="auto" className="font-medium">
        {words.before(link.source.title, link.target.title)}
      </p>
      <p dir="auto" className="text-muted">
        {link.reason}
      </p>
      {closesLoop && <p className="text-sm text-blocked">{words.linksGraph.closesLoop}</p>}
    </>
  );
}

/** How many parts a proposal has. */
export const countOf = (body: PartsViewProps['body']): number =>
  body.kind === 'links' ? body.links.length : body.exercises.length;

/** Whether a part could be approved at all. */
export const canApprovePart = (body: PartsViewProps['body'], nth: number, loops: ReadonlySet<number>): boolean =>
  body.kind === 'links' ? !loops.has(nth) : !needsDistractors(body.exercises[nth]);

const needsDistractors = (part: ExercisePart | undefined): boolean => part?.do === 'add' && part.needs_distractors;
