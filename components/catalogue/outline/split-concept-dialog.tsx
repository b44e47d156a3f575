'use client';

import { useEffect, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { useOutlineContext } from './context.tsx';
import { outlineText } from './text.ts';
import type { BulkEdits } from './use-bulk-edits.ts';
import { titleProblem } from './use-outline-edits.ts';

/** Some of the sparks of a concept go into a new one right after it. */
export function SplitConceptDialog({ node: asked, onClose }: { node: OutlineNode; onClose: () => void }) {
  const { base, loading, bulk } = useOutlineContext();
  const node = base.rows.get(asked.key) ?? asked;
  const isWhole = node.is_loaded && node.children.length === node.child_count;
  useEffect(() => {
    if (!isWhole) void loading.whole([asked.key]);
  }, [isWhole, asked.key, loading]);
  return isWhole ? <SplitForm key={node.key} node={node} onClose={onClose} bulk={bulk} /> : null;
}

interface SplitFormProps {
  node: OutlineNode;
  onClose: () => void;
  bulk: BulkEdits;
}

function SplitForm({ node, onClose, bulk }: SplitFormProps) {
  // The second half is what most people mean.
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(node.children.slice(Math.ceil(node.children.length / 2)).map(({ key }) => key)),
  );
  const [title, setTitle] = useState('');
  const [isTried, setTried] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const wrong = titleProblem('concept', title);
  const isUneven = chosen.size === 0 || chosen.size === node.children.length;

  const split = async () => {
    setTried(true);
    if (wrong || isUneven) return;
    setBusy(true);
    setProblem(null);
    const places = node.children.flatMap(({ key, place_id }) => (place_id && chosen.has(key) ? place_id : []));
    try {
      await bulk.splitConcept(node.id, places, title.trim());
      onClose();
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={outlineText.split.conceptTitle(node.title)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button onPress={onClose}>{outlineText.trashing.cancel}</Button>
          <Button variant="primary" isPending={busy} onPress={() => void split()}>
            {outlineText.split.confirm}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5 pt-1">
        {problem !== null && <ProblemNotice title={outlineText.split.failed} why={problemOf(problem).message} />}
        <TextField
          label={outlineText.split.newConcept}
          value={title}
          onChange={setTitle}
          error={isTried && wrong ? wrong : undefined}
          autoFocus
        />
        <fieldset className="flex flex-col gap-2">
          <legend className="text-sm font-medium">{outlineText.split.choose}</legend>
          <p className="text-sm text-muted">{outlineText.split.chooseHelp}</p>
          <ul className="flex max-h-[40dvh] flex-col gap-1.5 overflow-auto p-0.5">
            {node.children.map(({ key, title: name }) => (
              <li key={key}>
                <Checkbox
                  isSelected={chosen.has(key)}
                  onChange={(on) =>
                    setChosen((before) => {
                      const next = new Set(before);
                      if (on) next.add(key);
                      else next.delete(key);
                      return next;
                    })
                  }
                >
                  <span dir="auto" className="text-ink">
                    {name}
                  </span>
                </Checkbox>
              </li>
            ))}
          </ul>
          <p role="status" className={isUneven ? 'text-sm text-danger-text' : 'text-sm text-muted'}>
            {isUneven ? outlineText.split.needsBoth : outlineText.split.chosen(chosen.size, node.children.length)}
          </p>
        </fieldset>
      </div>
    </Dialog>
  );
}
