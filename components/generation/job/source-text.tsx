'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { jobSourceQuery } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import type { ShownPassage } from './proposal-view.tsx';

const words = generationText.proposal;
/** So much is shown before and after a passage: a text of two million characters is not drawn for one sentence. */
const AROUND = 20_000;

interface SourceTextProps {
  workspace: string;
  name: string;
  passage: ShownPassage;
  onClose: () => void;
}

/** A source beside the page, with the passage marked and in view. */
export function SourceText({ workspace, name, passage, onClose }: SourceTextProps) {
  const { data, error, refetch } = useQuery(jobSourceQuery(workspace, passage.source_id));
  return (
    <Sheet title={name} width="36rem" isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <div className="px-4 py-3">
        {error ? (
          <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
        ) : data ? (
          <Marked text={data.body} from={passage.from} to={passage.to} />
        ) : (
          <TextSkeleton lines={12} />
        )}
      </div>
    </Sheet>
  );
}

function Marked({ text, from, to }: { text: string; from: number; to: number }) {
  const mark = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another passage has to be shown anew.
  useEffect(() => {
    // In braces: some browsers give a promise, which would be taken for what undoes this.
    mark.current?.scrollIntoView({ block: 'center' });
  }, [from, to]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard.
    <p dir="auto" tabIndex={0} className="font-mono text-sm break-words whitespace-pre-wrap">
      {text.slice(Math.max(0, from - AROUND), from)}
      <mark ref={mark} className="rounded-sm bg-draft-soft text-ink">
        {text.slice(from, to)}
      </mark>
      {text.slice(to, to + AROUND)}
    </p>
  );
}
