import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { EntityChoice } from '../entity-choice.tsx';
import type { BulkEdits } from '../outline/use-bulk-edits.ts';
import { conceptNode } from './rows.ts';
import { sparksText } from './text.ts';

const words = sparksText;

interface PlaceDialogProps {
  workspace: string;
  bulk: BulkEdits;
  nodes: readonly OutlineNode[];
  onClose: () => void;
}

/** Puts sparks into a concept, at its end: those that stand in one move from there, the others are added. */
export function PlaceDialog({ workspace, bulk, nodes, onClose }: PlaceDialogProps) {
  const [chosen, setChosen] = useState<{ id: string; title: string } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const place = async () => {
    if (!chosen) return;
    setBusy(true);
    const isDone = await bulk.move(nodes, conceptNode(chosen), LAST);
    setBusy(false);
    if (isDone) onClose();
  };
  return (
    <Dialog
      size="sm"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={words.placeTitle(nodes.length, nodes[0]?.title ?? '')}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button variant="primary" isDisabled={!chosen} isPending={isBusy} onPress={() => void place()}>
            {words.placeDo(nodes.length)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 pt-1">
        <p className="text-sm text-muted">{words.placeHelp}</p>
        <EntityChoice
          workspace={workspace}
          kind="concept"
          label={words.placeConcept}
          placeholder={words.placeFind}
          title={chosen?.title ?? null}
          value={chosen?.id ?? null}
          onChange={setChosen}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

/** Behind all that stand there, however many those are. */
const LAST = 2_147_483_647;
