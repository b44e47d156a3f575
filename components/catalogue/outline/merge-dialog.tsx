'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EntityLink } from '#components/base/kind.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { type OutlineNode, pathTo } from '#lib/catalogue/core/outline.ts';
import type { Merge, WayPoint } from '#lib/catalogue/data/bulk-edits.ts';
import { entityQuery, lessonQuery } from '#lib/catalogue/queries/entities.ts';
import { outlineText } from './text.ts';
import type { BulkEdits } from './use-bulk-edits.ts';

type Source = keyof typeof outlineText.merge.texts;

const above = (node: OutlineNode) =>
  pathTo(node)
    .slice(0, -1)
    .map(({ title }) => title)
    .join(' › ');
const joined = (source: Source, into: string, from: string) =>
  source === 'into' ? into : source === 'from' ? from : [into.trimEnd(), from.trimStart()].filter(Boolean).join('\n\n');

interface MergeDialogProps {
  workspace: string;
  bulk: BulkEdits;
  nodes: [OutlineNode, OutlineNode];
  onClose: () => void;
  /** They are one: nothing is chosen any more. */
  onDone: () => void;
}

/** Two sparks or two concepts become one: which stays, what it says, and what becomes of the rest. */
export function MergeDialog({ workspace, bulk, nodes, onClose, onDone }: MergeDialogProps) {
  const kind = nodes[0].kind as Merge['kind'];
  const [stays, setStays] = useState(nodes[0].id);
  const [into, from] = stays === nodes[0].id ? nodes : [nodes[1], nodes[0]];
  const [title, setTitle] = useState<string | null>(null);
  const [source, setSource] = useState<Source>('both');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const texts = [useText(workspace, kind, into.id), useText(workspace, kind, from.id)] as const;
  const isReady = texts.every((one) => one !== undefined);
  const name = (title ?? into.title).trim();
  const { least, most } = KINDS[kind].name;
  const isNamed = [...name].length >= least && [...name].length <= most;

  const merge = async () => {
    setBusy(true);
    setProblem(null);
    const told = joined(source, texts[0] ?? '', texts[1] ?? '');
    const fields =
      kind === 'spark'
        ? {
            title: name,
            content_md: told,
            ...(source === 'both' && { estimated_mins: (into.mins ?? 0) + (from.mins ?? 0) }),
          }
        : { title: name, description: told || null };
    try {
      await bulk.merge({ kind, into_id: into.id, from_id: from.id, fields }, name);
      onClose();
      onDone();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={outlineText.merge.title(kind)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{outlineText.trashing.cancel}</Button>
          <Button variant="primary" isPending={busy} isDisabled={!isReady || !isNamed} onPress={() => void merge()}>
            {outlineText.merge.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5 pt-1">
        {problem !== null && <Refusal workspace={workspace} error={problem} />}
        <RadioGroup
          label={outlineText.merge.stays}
          help={outlineText.merge.staysHelp(kind)}
          value={stays}
          onChange={setStays}
          options={nodes.map((node) => ({ id: node.id, label: node.title, description: above(node) || undefined }))}
        />
        <TextField
          label={outlineText.merge.name}
          value={title ?? into.title}
          onChange={setTitle}
          error={isNamed ? undefined : outlineText.titleLength(least, most)}
        />
        <RadioGroup
          label={kind === 'spark' ? outlineText.merge.text : outlineText.merge.description}
          value={source}
          onChange={(next) => setSource(next as Source)}
          options={Object.entries(outlineText.merge.texts).map(([id, label]) => ({ id, label }))}
        />
        <div className="flex flex-col gap-1.5">
          <h3 className="text-sm font-medium">{outlineText.merge.what}</h3>
          <ul className="flex list-disc flex-col gap-1 ps-5 text-muted">
            {outlineText.merge[kind].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      </div>
    </Dialog>
  );
}

/** The lesson of a spark or the description of a concept; undefined while it is being read. */
function useText(workspace: string, kind: Merge['kind'], id: string): string | undefined {
  const lesson = useQuery({ ...lessonQuery(workspace, id), enabled: kind === 'spark', staleTime: 0 });
  const concept = useQuery({ ...entityQuery(workspace, 'concept', id), enabled: kind === 'concept' });
  if (kind === 'spark') return lesson.isFetching ? undefined : lesson.data?.content_md;
  return concept.data && 'description' in concept.data ? (concept.data.description ?? '') : undefined;
}

/** Why the two were not merged; for a loop, the way from one to the other, so that a link of it can be removed. */
function Refusal({ workspace, error }: { workspace: string; error: unknown }) {
  const { code, message, detail } = problemOf(error);
  const way = code === 'loop' && Array.isArray(detail) ? (detail as WayPoint[]) : [];
  if (way.length === 0) return <ProblemNotice title={outlineText.merge.failed} why={message} />;
  return (
    <ProblemNotice
      title={outlineText.merge.failed}
      why={outlineText.merge.loopWhy}
      next={
        <>
          <ol className="flex flex-col gap-1 py-1.5">
            {way.map((point) => (
              <li key={point.slug}>
                <EntityLink workspace={workspace} entity={point} />
              </li>
            ))}
          </ol>
          {outlineText.merge.loopNext}
        </>
      }
    />
  );
}
