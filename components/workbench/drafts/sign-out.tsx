'use client';

import { type ReactNode, useState } from 'react';
import { leave } from '#components/shell/leave.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { draftsText } from './text.ts';
import { useWaitingDrafts, useWho } from './who.tsx';

/** Signs out, after the reader has said what becomes of what was not sent; the dialog goes on the page. */
export function useSignOut(signOut: () => Promise<unknown>): { signOut: () => void; dialog: ReactNode } {
  const drafts = useWho()?.drafts;
  const waiting = useWaitingDrafts();
  const [isAsking, setAsking] = useState(false);
  const go = () => {
    setAsking(false);
    void signOut();
  };
  const discard = () => {
    for (const { workspace_id, spark_id } of waiting) drafts?.set(workspace_id, spark_id, null);
    go();
  };
  // What is open on this page is asked about first, and may be saved by that.
  const ask = () => leave(() => ((drafts?.list().length ?? 0) > 0 ? setAsking(true) : go()));
  const dialog = (
    <Dialog
      role="alertdialog"
      title={draftsText.signOutTitle(waiting.length)}
      isOpen={isAsking}
      onOpenChange={setAsking}
      footer={
        <>
          <Button variant="quiet" className="me-auto" onPress={discard}>
            {draftsText.signOutDiscard}
          </Button>
          <Button onPress={() => setAsking(false)}>{draftsText.stay}</Button>
          <Button variant="primary" onPress={go} autoFocus>
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
  return { signOut: ask, dialog };
}
