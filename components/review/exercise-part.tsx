import { Flag } from 'lucide-react';
import { ExerciseOutline } from '#components/exercises/exchange/exercise-outline.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { ExercisePart } from '#lib/generation/core/proposal.ts';
import { nowOf } from '#lib/review/core/exercise-merge.ts';
import type { ExerciseNow } from '#lib/review/core/proposal.ts';
import { ExerciseDifferenceView } from './exercise-difference.tsx';
import { ExercisePlaces } from './exercise-places.tsx';
import { PlayedExercise } from './played-exercise.tsx';
import { reviewText } from './text.ts';
import type { ExerciseMerge } from './use-exercise-merge.ts';

const words = reviewText.exercisePart;
const TONES = { add: 'green', change: 'amber', remove: 'red' } as const;

/** What a part does, beside its number. */
export function DoesBadge({ part }: { part: ExercisePart }) {
  return <Badge tone={TONES[part.do]}>{words.does[part.do]}</Badge>;
}

interface ExercisePartViewProps {
  workspace: string;
  part: ExercisePart;
  nth: number;
  now: readonly ExerciseNow[];
  merge: ExerciseMerge;
  /** It is played as a learner would, instead of what changes in it. */
  isPlayed: boolean;
}

/** One exercise of a proposal: new, as it would change, or struck through with why it would go. */
export function ExercisePartView({ workspace, part, nth, now, merge, isPlayed }: ExercisePartViewProps) {
  const found = nowOf(part, now);
  const by = found && !found.is_as_drafted ? (found.by_name ?? words.somebody) : null;
  const written = merge.written(nth);
  if (isPlayed && written) return <PlayedExercise workspace={workspace} exercise={written} />;
  return (
    <>
      {by && (
        <p className="rounded-lg bg-stale-soft px-3 py-2 text-sm text-stale">
          {found?.hash === null ? words.goneSince(by) : words.changedSince(by)}
        </p>
      )}
      {part.do === 'add' && <Added part={part} />}
      {part.do === 'remove' && <Removed part={part} before={found?.exercise ?? part.before} />}
      {part.do === 'change' && written && (
        <>
          <ExerciseDifferenceView before={found?.exercise ?? part.before} after={written} />
          <MergedBy merge={merge} nth={nth} by={by} />
          <ExercisePlaces merge={merge} nth={nth} by={by} />
        </>
      )}
    </>
  );
}

function Added({ part }: { part: Extract<ExercisePart, { do: 'add' }> }) {
  const read = readExercise(part.exercise);
  if (!read) return null;
  return (
    <>
      <ExerciseOutline exercise={read} />
      {part.needs_distractors && (
        <Badge tone="amber" title={reviewText.needsAnswersHelp}>
          {reviewText.needsAnswers}
        </Badge>
      )}
    </>
  );
}

function Removed({ part, before }: { part: Extract<ExercisePart, { do: 'remove' }>; before: object }) {
  const read = readExercise(before);
  return (
    <>
      {read && (
        <del className="text-muted decoration-blocked">
          <ExerciseOutline exercise={read} />
        </del>
      )}
      <p dir="auto" className="flex items-start gap-2 text-sm">
        <Flag aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
        {words.because(part.why)}
      </p>
    </>
  );
}

/** What merged by itself, with whose it is. */
function MergedBy({ merge, nth, by }: { merge: ExerciseMerge; nth: number; by: string | null }) {
  const merged = merge.mergeOf(nth);
  if (!merged || by === null) return null;
  return (
    <ul className="flex flex-col gap-0.5 text-sm text-muted">
      {merged.of_lesson.length > 0 && <li>{words.mergedOf(by, merged.of_lesson)}</li>}
      {merged.of_draft.length > 0 && <li>{words.mergedOf(words.thisDraft, merged.of_draft)}</li>}
    </ul>
  );
}
