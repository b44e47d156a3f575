'use client';

import { FileSpreadsheet, TriangleAlert } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { LinkType } from '#lib/base/core/link-types.ts';
import type { Problem } from '#lib/base/core/problem.ts';
import type { LinkEdit } from '#lib/graph/core/edits.ts';
import type { GraphNode } from '#lib/graph/core/graph.ts';
import { showLoop } from '#lib/graph/core/links.ts';
import { readSheet, type SheetLine, type SheetProblem } from '#lib/graph/core/sheet.ts';
import { useGraph } from './context.tsx';
import { TYPE_OPTIONS } from './link-fields.tsx';
import { linksText } from './links-text.ts';
import { LoopDialog } from './loop-dialog.tsx';
import { loopOf, useLinkEditing } from './use-link-editing.ts';

const words = linksText.paste;

/** Links out of a sheet: what each line becomes is shown before anything is done, and then it is one change set. */
export function PasteDialog({ onClose }: { onClose: () => void }) {
  const { workspace, level, nodes, links, node } = useGraph();
  const write = useNumber();
  const editing = useLinkEditing(workspace, level, onClose);
  const [sheet, setSheet] = useState('');
  const [usualType, setUsualType] = useState<LinkType>('prerequisite');
  const [onlyProblems, setOnlyProblems] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const read = useDeferredValue(sheet);
  const lines = useMemo(() => readSheet(read, { nodes, links }, usualType), [read, nodes, links, usualType]);
  const ready = lines.flatMap(({ link }) => link ?? []);
  const wrong = lines.length - ready.length;
  const columns = useMemo(() => columnsOf(node), [node]);

  const add = async () => {
    const edits = ready.map((link): LinkEdit => ({ op: 'add', ...link }));
    const refused = await editing.edit(edits, linksText.done.addedMany(ready.length, write(ready.length)), {
      inPlace: true,
    });
    if (!refused) onClose();
    else setProblem(loopOf(refused) ? null : refused);
  };

  return (
    <>
      <Dialog
        title={words.title}
        size="xl"
        isOpen
        onOpenChange={(open) => !open && onClose()}
        footer={
          <>
            <Button onPress={onClose}>{linksText.form.cancel}</Button>
            <Button
              variant="primary"
              isDisabled={ready.length === 0 || read !== sheet}
              isPending={editing.isPending}
              onPress={() => void add()}
            >
              {words.add(ready.length, write(ready.length))}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-4 pt-1">
          {problem && <ProblemNotice title={linksText.failed.titleMany} why={problem.message} />}
          <p className="text-muted">{words.why}</p>
          <TextArea
            label={words.cells}
            mono
            rows={4}
            className="[&_textarea]:max-h-48 [&_textarea]:whitespace-pre [&_textarea]:[tab-size:20]"
            placeholder={words.example}
            value={sheet}
            onChange={setSheet}
          />
          <div className="flex flex-wrap items-end gap-3">
            <Select
              label={words.usualType}
              className="w-56"
              options={TYPE_OPTIONS}
              value={usualType}
              onChange={(next) => setUsualType(next as LinkType)}
            />
            <FileTrigger
              acceptedFileTypes={['text/csv', 'text/tab-separated-values', 'text/plain', '.csv', '.tsv']}
              onSelect={(files) => void files?.[0]?.text().then(setSheet)}
            >
              <Button icon={<FileSpreadsheet />}>{words.file}</Button>
            </FileTrigger>
            {wrong > 0 && ready.length > 0 && (
              <Switch isSelected={onlyProblems} onChange={setOnlyProblems} className="ms-auto">
                {words.onlyProblems}
              </Switch>
            )}
          </div>
          <p role="status" className="text-sm text-muted">
            {lines.length === 0
              ? words.empty
              : [words.ready(ready.length, write(ready.length)), wrong > 0 && words.wrong(wrong, write(wrong))]
                  .filter(Boolean)
                  .join(' ')}
          </p>
          {lines.length > 0 && (
            <Table
              virtual
              className="h-56 rounded-lg border"
              label={words.preview}
              columns={columns}
              rows={onlyProblems ? lines.filter((line) => line.problem) : lines}
              rowId={({ number }) => `${number}`}
              rowName={({ number }) => `${words.line} ${number}`}
            />
          )}
        </div>
      </Dialog>
      <LoopDialog {...editing} />
    </>
  );
}

function columnsOf(node: (id: string) => GraphNode | undefined): TableColumn<SheetLine>[] {
  const titleOf = (id: string) => node(id)?.title ?? id;
  const cell = (said: string) => (
    <span dir="auto" title={said}>
      {said}
    </span>
  );
  return [
    { id: 'line', name: words.line, width: 64, numeric: true, render: ({ number }) => number },
    {
      id: 'source',
      name: linksText.table.source,
      width: 200,
      render: ({ link, source }) => cell(link ? titleOf(link.source_id) : source),
    },
    {
      id: 'target',
      name: linksText.table.target,
      width: 200,
      render: ({ link, target }) => cell(link ? titleOf(link.target_id) : target),
    },
    {
      id: 'outcome',
      name: words.preview,
      grow: true,
      render: ({ link, problem }) => {
        if (link) {
          return (
            <span className="flex min-w-0 items-center gap-2" title={link.description ?? undefined}>
              <LinkStroke type={link.link_type} />
              <span className="shrink-0">{LINK_WORDS[link.link_type]}</span>
              <span className="shrink-0 tabular-nums">{link.weight.toFixed(2)}</span>
              <span dir="auto" className="min-w-0 truncate text-muted">
                {link.description}
              </span>
            </span>
          );
        }
        const sentence = problem ? sentenceOf(problem, titleOf) : '';
        return (
          <span className="flex min-w-0 items-center gap-2 text-danger-text" title={sentence}>
            <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{sentence}</span>
          </span>
        );
      },
    },
  ];
}

function sentenceOf(problem: SheetProblem, titleOf: (id: string) => string): string {
  const { problems } = words;
  switch (problem.code) {
    case 'missing':
      return problems.missing(problem.end);
    case 'ambiguous':
      return problems.ambiguous(problem.said, problem.slugs.join(', '));
    case 'unknown':
    case 'type':
    case 'weight':
      return problems[problem.code](problem.said);
    case 'reason':
      return problems.reason(problem.length);
    case 'twice':
      return problems.twice(problem.line);
    case 'loop':
      return problems.loop(showLoop(problem.nodes.map(titleOf), 6));
    default:
      return problems[problem.code];
  }
}
