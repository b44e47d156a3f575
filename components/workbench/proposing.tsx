'use client';

import { useQuery } from '@tanstack/react-query';
import { ProposeDialog } from '#components/review/propose-dialog.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Spark } from '#lib/base/data/rows.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { lessonSuggestionsQuery, useChanges } from '#lib/review/queries/changes.ts';
import { workbenchText } from './text.ts';
import { type Lesson, useLessonState } from './use-lesson.ts';

const words = workbenchText.proposing;

interface ProposingProps {
  workspace: string;
  lesson: Lesson;
  spark: Pick<Spark, 'id' | 'title' | 'summary' | 'estimated_mins' | 'difficulty'>;
  writing: { isProposing: boolean; setProposing: (is: boolean) => void };
  /** It is with the reviewers now: there is nothing to write on. */
  onProposed: () => void;
}

/** Says that changes of this lesson are proposed, and what of one's own waits; and the dialog that proposes. */
export function Proposing({ workspace, lesson, spark, writing, onProposed }: ProposingProps) {
  const isHeld = useLessonState(lesson, (state) => state.isHeld);
  const isDirty = useLessonState(lesson, (state) => state.isDirty);
  const suggestions = useQuery({ ...lessonSuggestionsQuery(workspace, spark.id), enabled: isHeld });
  const { withdraw } = useChanges(workspace, spark.id);
  if (!isHeld) return null;
  const own = suggestions.data?.find(({ is_own, passage }) => is_own && passage === null);
  return (
    <div className="flex shrink-0 flex-col border-b p-3">
      {own ? (
        <ProblemNotice
          tone="note"
          title={words.waiting}
          why={own.status === 'stale' ? words.staleWhy : words.waitingWhy(own.note)}
          actions={
            <>
              <LinkButton size="sm" href={inWorkspace(workspace).review({ id: own.id, show: 'asked' })}>
                {words.open}
              </LinkButton>
              {/* Of another text than the lesson says now, it would undo what others wrote since: that is merged at the desk. */}
              {own.content_md !== null && own.status === 'pending' && !isDirty && (
                <Button size="sm" onPress={() => lesson.take(own.content_md ?? '')}>
                  {words.goOn}
                </Button>
              )}
              <Button
                size="sm"
                variant="quiet"
                isPending={withdraw.isPending}
                onPress={() =>
                  withdraw.mutate(own.id, {
                    onSuccess: () => toast.done(words.withdrawn),
                    onError: (error) => toast.problem(words.notWithdrawn, { detail: problemOf(error).message }),
                  })
                }
              >
                {words.withdraw}
              </Button>
            </>
          }
        />
      ) : (
        <ProblemNotice tone="note" title={words.title} why={words.why} />
      )}
      {writing.isProposing && (
        <ProposeDialog
          workspace={workspace}
          spark={spark}
          proposed={own?.fields}
          noteBefore={own?.note}
          read={lesson.proposal}
          onClose={() => writing.setProposing(false)}
          onProposed={() => {
            writing.setProposing(false);
            lesson.discard();
            onProposed();
          }}
        />
      )}
    </div>
  );
}
