'use client';

import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { draftsText } from './text.ts';
import { useWaitingDrafts, useWho } from './who.tsx';

export interface SignOutDialogProps {
  isOpen: boolean;
  onOpenChange: (is: boolean) => void;
  onSignOut: () => void;
}

/** Asks what becomes of the lessons on this device that were not sent yet. */
export function SignOutDialog({ isOpen, onOpenChange, onSignOut }: SignOutDialogProps) {
  const drafts = useWho()?.drafts;
  const waiting = useWaitingDrafts();
  const discard = () => {
    for (const { workspace_id, spark_id } of waiting) drafts?.set(workspace_id, spark_id, null);
    onSignOut();
  };
  return (
    <Dialog
      role="alertdialog"
      title={draftsText.signOutTitle(waiting.length)}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      footer={
        <>
          <Button variant="quiet" className="me-auto" onPress={discard}>
            {draftsText.signOutDiscard}
          </Button>
          <Button onPress={() => onOpenChange(false)}>{draftsText.stay}</Button>
          <Button variant="primary" onPress={onSignOut} autoFocus>
            {draftsText.signOutKeep}
          </Button>
        </>
      }
    >
      <ul className="mb-3 flex list-disc flex-col gap-1 ps-5">
        {waiting.map(({ key, title }) => (
          <li key={key} dir="auto" className="wrap-anywhere">
            {title || draftsText.untitled}
          </li>
        ))}
      </ul>
      <p className="text-muted">{draftsText.signOutWhy}</p>
    </Dialog>
  );
}
