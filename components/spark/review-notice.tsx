'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { Button } from '#components/ui/button';
import { Link } from '#components/ui/link';
import { ProblemNotice } from '#components/ui/problem-notice';
import { toast } from '#components/ui/toast';
import { problemOf } from '#lib/queries/result';
import { reviewMarksQuery, useClearReviewMarks } from '#lib/queries/review-marks';
import { usePersonName } from '../content/person';
import { workbenchHref } from '../outline/address';
import { text } from './text.ts';

/** That somebody shall look at this spark again, and why; goes with one press. */
export function ReviewNotice({ workspace, id, title }: { workspace: string; id: string; title: string }) {
  const { data } = useQuery(reviewMarksQuery(workspace, id));
  const clear = useClearReviewMarks(workspace);
  const nameOf = usePersonName(workspace);
  const marks = data?.marks ?? [];
  if (marks.length === 0) return null;
  const reviewed = async () => {
    try {
      await clear.mutateAsync({ spark_ids: [id] });
      toast.done(text.review.cleared(title));
    } catch (error) {
      toast.problem(text.review.notCleared, { detail: problemOf(error).message });
    }
  };
  return (
    <div className="shrink-0 px-4 pt-3 pb-1.5 md:px-8">
      <ProblemNotice
        tone="note"
        title={text.review.title(marks.length)}
        why={
          <span className="flex flex-col gap-1">
            {marks.map(({ because_of, marked_by, note }) => (
              <span key={because_of?.id ?? marked_by} className="flex flex-col">
                <span>
                  {because_of ? (
                    <>
                      {text.review.because(nameOf(marked_by))}{' '}
                      <Link href={workbenchHref(workspace, because_of.slug)}>
                        <span dir="auto">{because_of.title}</span>
                      </Link>
                    </>
                  ) : (
                    text.review.plain(nameOf(marked_by))
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
            {text.review.done}
          </Button>
        }
      />
    </div>
  );
}
