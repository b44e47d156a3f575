'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useRef } from 'react';
import { tellUndoable } from '#components/history/undoing.ts';
import { usePersonName } from '#components/people/person.tsx';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { reviewMarksQuery, useClearReviewMarks, useMarkForReview } from '#lib/graph/queries/review-marks.ts';
import { sparkLinksText } from './text.ts';

/** That somebody shall look at this spark again, and why; goes with one press. */
export function ReviewNotice({ workspace, id, title }: { workspace: string; id: string; title: string }) {
  const { data } = useQuery(reviewMarksQuery(workspace, id));
  const clear = useClearReviewMarks(workspace);
  const mark = useMarkForReview(workspace);
  const place = useRef<HTMLDivElement>(null);
  const nameOf = usePersonName(workspace);
  const marks = data?.marks ?? [];
  const markAgain = async () => {
    for (const { because_of, note } of marks.toReversed())
      await mark.mutateAsync({ spark_ids: [id], because_of: because_of?.id, note });
  };
  const reviewed = async () => {
    try {
      await clear.mutateAsync({ spark_ids: [id] });
      // The button goes with the notice; Tab goes on from where it was.
      place.current?.focus({ preventScroll: true });
      tellUndoable(sparkLinksText.review.cleared(title), markAgain);
    } catch (error) {
      toast.problem(sparkLinksText.review.notCleared, { detail: problemOf(error).message });
    }
  };
  return (
    <div ref={place} tabIndex={-1} className="shrink-0 outline-none">
      {marks.length > 0 && (
        <div className="px-4 pt-3 pb-1.5 md:px-8">
          <ProblemNotice
            tone="note"
            title={sparkLinksText.review.title(marks.length)}
            why={
              <span className="flex flex-col gap-1">
                {marks.map(({ because_of, marked_by, marked_at, note }) => (
                  <span key={`${marked_at} ${because_of?.id}`} className="flex flex-col">
                    <span>
                      {because_of ? (
                        <>
                          {sparkLinksText.review.because(nameOf(marked_by))}{' '}
                          <Link href={inWorkspace(workspace).spark(because_of.slug)}>
                            <span dir="auto">{because_of.title}</span>
                          </Link>
                        </>
                      ) : (
                        sparkLinksText.review.plain(nameOf(marked_by))
                      )}
                    </span>
                    {note && (
                      <span dir="auto" className="text-title text-muted">
                        {note}
                      </span>
                    )}
                  </span>
                ))}
              </span>
            }
            actions={
              <Button size="sm" icon={<Check />} isPending={clear.isPending} onPress={() => void reviewed()}>
                {sparkLinksText.review.done}
              </Button>
            }
          />
        </div>
      )}
    </div>
  );
}
