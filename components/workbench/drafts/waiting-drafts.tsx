'use client';

import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { WaitingDraft } from './device-drafts.ts';
import { draftsText } from './text.ts';
import { useWaitingDrafts, useWho } from './who.tsx';

/** What the reader has written on this device and not sent, on Home. Nothing where nothing waits. */
export function WaitingDrafts() {
  const waiting = useWaitingDrafts();
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting-on-this-device" className="flex flex-col gap-3">
      <div>
        <h2 id="waiting-on-this-device" className="text-lg font-semibold">
          {draftsText.heading}
        </h2>
        <p className="text-muted">{draftsText.lead}</p>
      </div>
      <ul aria-labelledby="waiting-on-this-device" className="flex flex-col border-t">
        {waiting.map((draft) => (
          <DraftRow key={draft.key} draft={draft} />
        ))}
      </ul>
    </section>
  );
}

function DraftRow({ draft }: { draft: WaitingDraft }) {
  const who = useWho();
  const title = draft.title || draftsText.untitled;
  const workspace = who?.workspaces.find(({ id }) => id === draft.workspace_id);
  const place = !workspace ? draftsText.foreign : workspace.id !== who?.here.id && draftsText.elsewhere(workspace.name);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(draft.text);
      toast.done(draftsText.copied);
    } catch {
      toast.problem(draftsText.notCopied);
    }
  };
  return (
    <li aria-label={title} className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p dir="auto" className="font-medium wrap-anywhere">
          {title}
        </p>
        <p className="text-sm text-muted">
          {draftsText.written} <RelativeTime value={draft.at} />
          {place && ` ${place}`}
          {!draft.trouble && workspace && ` · ${draft.is_held ? draftsText.toPropose : draftsText.waits}`}
        </p>
        {draft.trouble && (
          <p className="text-sm text-draft">
            {draft.trouble.is === 'conflict' ? draftsText.conflict : draft.trouble.problem.message}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-1 max-sm:-ms-2.5">
        <AlertDialog
          title={draftsText.discardTitle(title)}
          confirmLabel={draftsText.discardConfirm}
          danger
          trigger={
            <Button size="sm" variant="quiet" aria-label={draftsText.discardOf(title)}>
              {draftsText.discard}
            </Button>
          }
          onConfirm={async () => {
            who?.drafts?.set(draft.workspace_id, draft.spark_id, null);
            toast.done(draftsText.discarded(title));
          }}
        >
          {draftsText.discardWhy}
        </AlertDialog>
        <Button size="sm" variant="quiet" aria-label={draftsText.copyOf(title)} onPress={() => void copy()}>
          {draftsText.copy}
        </Button>
        {workspace && draft.slug && (
          <LinkButton
            size="sm"
            aria-label={draftsText.openOf(title)}
            href={inWorkspace(workspace.slug).spark(draft.slug, { edit: '1' })}
          >
            {draftsText.open}
          </LinkButton>
        )}
      </div>
    </li>
  );
}
