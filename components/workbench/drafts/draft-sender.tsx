'use client';

import { useEffect } from 'react';
import { readLesson, useSaveLesson } from '#lib/catalogue/queries/lesson-text.ts';
import type { DeviceDrafts, WaitingDraft } from './device-drafts.ts';
import { sendDraft } from './send-draft.ts';
import { useWaitingDrafts, useWho } from './who.tsx';

const EVERY = 5_000;

/** A draft that is so young may belong to a lesson that is open in another tab, where somebody writes just now. */
const REST = 5_000;

/** Sends what waits on this device from whatever page is open: when it is opened, when the network is back, and every few seconds. */
export function DraftSender(): null {
  const { mutateAsync: save } = useSaveLesson();
  const who = useWho();
  const waiting = useWaitingDrafts().length > 0;
  useEffect(() => {
    const { drafts, workspaces } = who ?? {};
    if (!drafts || !workspaces || !waiting) return;
    let isOver = false;
    const sendAll = async () => {
      for (const draft of drafts.list()) {
        const slug = workspaces.find(({ id }) => id === draft.workspace_id)?.slug;
        if (!isOver && slug && isDue(draft, drafts)) await drafts.alone(draft, () => send(save, drafts, slug, draft));
      }
    };
    // What was refused before is worth another try then: somebody may have been signed in elsewhere.
    const onOnline = () => {
      for (const draft of drafts.list()) drafts.failed(draft, null);
      void sendAll();
    };
    void sendAll();
    const timer = setInterval(() => void sendAll(), EVERY);
    window.addEventListener('online', onOnline);
    return () => {
      isOver = true;
      clearInterval(timer);
      window.removeEventListener('online', onOnline);
    };
  }, [save, who, waiting]);
  return null;
}

function isDue({ spark_id, at, trouble, is_held }: WaitingDraft, drafts: DeviceDrafts): boolean {
  return (
    navigator.onLine && !is_held && trouble === null && !drafts.isOpen(spark_id) && Date.now() - Date.parse(at) > REST
  );
}

type Save = ReturnType<typeof useSaveLesson>['mutateAsync'];

async function send(save: Save, drafts: DeviceDrafts, workspace: string, draft: WaitingDraft): Promise<void> {
  const id = draft.spark_id;
  const sent = await sendDraft(draft, {
    load: () => readLesson(workspace, id),
    save: async (content_md, version) => {
      const saved = await save({ workspace, id, version, content_md, author: drafts.user_id });
      return saved.ok ? { ok: true, version: saved.data.version, savedAt: saved.data.updated_at } : saved;
    },
  });
  if (sent.is === 'sent') drafts.sent(draft);
  else drafts.failed(draft, sent.is === 'later' ? null : sent);
}
