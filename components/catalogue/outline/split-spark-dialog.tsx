'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { CutPoints } from '#lib/catalogue/core/cut-points.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { cutPointsQuery } from '#lib/catalogue/queries/bulk-edits.ts';
import { useOutlineContext } from './context.tsx';
import { outlineText } from './text.ts';
import { titleProblem } from './use-outline-edits.ts';

/** A lesson is cut in two at one of its headings. */
export function SplitSparkDialog({ node, onClose }: { node: OutlineNode; onClose: () => void }) {
  const { workspace, bulk } = useOutlineContext();
  const cuts = useQuery(cutPointsQuery(workspace, node.id));
  const [offset, setOffset] = useState<number | null>(null);
  const [title, setTitle] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const point = cuts.data?.points.find((one) => one.offset === offset) ?? middleOf(cuts.data);
  const name = (title ?? point?.title ?? '').trim();
  const wrong = point && titleProblem('spark', name);

  const split = async () => {
    if (!point || !cuts.data || wrong) return;
    setBusy(true);
    setProblem(null);
    try {
      const { version } = cuts.data;
      await bulk.splitSpark({ spark_id: node.id, version, offset: point.offset, title: name });
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
      void cuts.refetch();
    }
  };
  return (
    <Dialog
      title={outlineText.split.sparkTitle(node.title)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{outlineText.trashing.cancel}</Button>
          <Button variant="primary" isPending={busy} isDisabled={!point || Boolean(wrong)} onPress={() => void split()}>
            {outlineText.split.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5 pt-1">
        {(problem !== null || cuts.error) && (
          <ProblemNotice title={outlineText.split.failed} why={problemOf(problem ?? cuts.error).message} />
        )}
        {cuts.isPending && (
          <Loading label={outlineText.split.reading} className="flex flex-col gap-2">
            <Skeleton className="h-3.5 w-3/5" />
            <Skeleton className="h-3.5 w-2/5" />
          </Loading>
        )}
        {cuts.data && !point && <p className="text-muted">{outlineText.split.noHeading}</p>}
        {cuts.data && point && (
          <>
            <CutChoice cuts={cuts.data} value={point.offset} onChange={setOffset} />
            <TextField
              label={outlineText.split.newSpark}
              value={title ?? point.title}
              onChange={setTitle}
              error={wrong || undefined}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface CutChoiceProps {
  cuts: CutPoints;
  value: number;
  onChange: (offset: number) => void;
}

function CutChoice({ cuts, value, onChange }: CutChoiceProps) {
  const write = useNumber();
  return (
    <RadioGroup
      label={outlineText.split.cut}
      help={outlineText.split.cutHelp}
      value={String(value)}
      onChange={(next) => onChange(Number(next))}
      options={cuts.points.map(({ offset, title, words_before, words_after }) => ({
        id: String(offset),
        label: title,
        description: outlineText.split.words(write(words_before), write(words_after)),
      }))}
    />
  );
}

/** The heading nearest to the middle. */
function middleOf(cuts: CutPoints | undefined) {
  const far = ({ words_before, words_after }: CutPoints['points'][number]) => Math.abs(words_before - words_after);
  return cuts?.points.toSorted((a, b) => far(a) - far(b))[0];
}
