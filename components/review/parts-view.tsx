'use client';

import { Check, CircleDashed, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ExerciseOutline } from '#components/exercises/exchange/exercise-outline.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { cx } from '#components/ui/cx.tsx';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { ProposalBody } from '#lib/generation/core/proposal.ts';
import type { DecidedPart } from '#lib/review/core/proposal.ts';
import { reviewText } from './text.ts';

const words = reviewText;
const LOOKS = {
  approved: { tone: 'green', icon: Check },
  rejected: { tone: 'red', icon: X },
  open: { tone: 'grey', icon: CircleDashed },
} as const;

interface PartsViewProps {
  body: Extract<ProposalBody, { kind: 'exercises' | 'quiz' | 'links' }>;
  at: number;
  parts: readonly DecidedPart[];
  /** Which cannot be approved because they would close a loop. */
  loops: ReadonlySet<number>;
  onGo: (at: number) => void;
}

/** The parts of a proposal, decided one by one: exercises, or links. */
export function PartsView({ body, at, parts, loops, onGo }: PartsViewProps) {
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
              <Badge tone={tone} icon={<Icon aria-hidden />}>
                {words.partStates[state]}
              </Badge>
            </div>
            {body.kind === 'links' ? (
              <LinkPart link={body.links[nth]} closesLoop={loops.has(nth)} />
            ) : (
              <ExercisePart part={body.exercises[nth]} />
            )}
          </li>
        );
      })}
    </ol>
  );
}

type Links = Extract<ProposalBody, { kind: 'links' }>['links'];
type Exercises = Extract<ProposalBody, { kind: 'exercises' }>['exercises'];

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

function ExercisePart({ part }: { part: Exercises[number] | undefined }) {
  const read = part && readExercise(part.exercise);
  if (!read) return null;
  return (
    <>
      <ExerciseOutline exercise={read} />
      {part.needs_distractors && (
        <Badge tone="amber" title={words.needsAnswersHelp}>
          {words.needsAnswers}
        </Badge>
      )}
    </>
  );
}

/** How many parts a proposal has. */
export const countOf = (body: PartsViewProps['body']): number =>
  body.kind === 'links' ? body.links.length : body.exercises.length;

/** Whether a part could be approved at all. */
export const canApprovePart = (body: PartsViewProps['body'], nth: number, loops: ReadonlySet<number>): boolean =>
  body.kind === 'links' ? !loops.has(nth) : body.exercises[nth]?.needs_distractors !== true;
