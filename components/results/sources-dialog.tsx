'use client';

import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ResultImport } from '#lib/results/data/imports.ts';
import { resultImportsQuery, useRemoveResults } from '#lib/results/queries.ts';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

const words = resultsText;

/** Where answers came from; each import can be removed with all that it brought. */
export function SourcesDialog({ workspace, onClose }: { workspace: string; onClose: () => void }) {
  const { data, error, refetch } = useQuery(resultImportsQuery(workspace));
  const [removing, setRemoving] = useState<ResultImport | null>(null);
  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} size="lg" title={words.sources}>
      <div className="flex flex-col gap-4">
        <p className="text-muted">{words.sourcesHelp}</p>
        {error ? (
          <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <TextSkeleton lines={4} />
        ) : data.length === 0 ? (
          <p>{words.noSources}</p>
        ) : (
          <ul aria-label={words.sources} className="flex flex-col border-t">
            {data.map((one) => (
              <Source
                key={one.id}
                workspace={workspace}
                source={one}
                isAsked={removing?.id === one.id}
                onAsk={(asked) => setRemoving(asked ? one : null)}
              />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

interface SourceProps {
  workspace: string;
  source: ResultImport;
  isAsked: boolean;
  onAsk: (asked: boolean) => void;
}

function Source({ workspace, source, isAsked, onAsk }: SourceProps) {
  const write = useFigures();
  const { mutate, isPending } = useRemoveResults(workspace);
  const { id, name, format, created_at, person, answers, is_whole } = source;
  const remove = () =>
    mutate(id, {
      onSuccess: (removed) => toast.done(words.removed(write.number(removed))),
      onError: (error) => toast.problem(words.notRemoved, { detail: problemOf(error).message }),
      onSettled: () => onAsk(false),
    });
  return (
    <li className="flex flex-col gap-2 border-b py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="flex min-w-40 flex-1 flex-col">
          <span dir="auto" className="font-medium wrap-anywhere">
            {name}
          </span>
          <span className="text-sm text-muted">
            {[words.formats[format], write.day(created_at), person].filter(Boolean).join(' · ')}
          </span>
          {!is_whole && <span className="text-sm text-draft">{words.notWhole}</span>}
        </div>
        <span className="text-sm tabular-nums">{words.answers(answers, write.number(answers))}</span>
        <Button
          size="sm"
          variant="quiet"
          icon={<Trash2 aria-hidden />}
          aria-label={`${words.remove}: ${name}`}
          aria-expanded={isAsked}
          onPress={() => onAsk(!isAsked)}
        >
          {words.remove}
        </Button>
      </div>
      {isAsked && (
        <section
          aria-label={words.removeTitle(name)}
          className="flex flex-col gap-2 rounded-lg bg-danger-soft px-4 py-3"
        >
          <p className="font-medium text-danger-text">{words.removeTitle(name)}</p>
          <p>{words.removeHelp(write.number(answers))}</p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" variant="danger" isPending={isPending} onPress={remove}>
              {words.remove}
            </Button>
            <Button size="sm" onPress={() => onAsk(false)}>
              {words.cancel}
            </Button>
          </div>
        </section>
      )}
    </li>
  );
}
