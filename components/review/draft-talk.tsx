'use client';

import { useLayoutEffect, useRef } from 'react';
import { commentsText } from '#components/comments/text.ts';
import { ThreadsList } from '#components/comments/threads-list.tsx';
import { useTalking } from '#components/comments/use-talking.ts';
import { notificationsText } from '#components/notifications/text.ts';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { useAskForProposal } from '#lib/notifications/queries.ts';
import type { ReviewItem } from '#lib/review/core/proposal.ts';
import { reviewText } from './text.ts';
import type { Me } from './use-desk.ts';
import '#components/comments/comments.css';

const words = notificationsText;

/** What is said about a draft, beside it: C begins a thread at the selected words, or at its beginning. */
export function DraftTalk({ workspace, me, item }: { workspace: string; me: Me; item: ReviewItem }) {
  // The sheet is drawn by another pane of the desk.
  const sheet = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    // Its pane bears the same name, around it.
    sheet.current =
      [...document.querySelectorAll<HTMLElement>(`section[aria-label="${reviewText.sheet}"]`)].at(-1) ?? null;
  }, []);
  const talking = useTalking(workspace, { proposal_id: item.id }, sheet, true);
  useShortcuts(reviewText.keys.label, [{ keys: 'C', label: commentsText.keys.start, run: talking.start }]);
  return (
    <section aria-label={commentsText.title} className="border-t px-4 py-3.5 text-sm">
      <AskForIt workspace={workspace} me={me} item={item} />
      <ThreadsList
        workspace={workspace}
        user_id={me.user_id}
        talking={talking}
        help={commentsText.emptyDraft}
        keptAs={`new:${item.id}`}
      />
    </section>
  );
}

/** While somebody else is deciding: tells them that this person would like to. */
function AskForIt({ workspace, me, item }: { workspace: string; me: Me; item: ReviewItem }) {
  const ask = useAskForProposal(workspace);
  if (!item.claim || item.claim.by === me.user_id || !me.is_reviewer) return null;
  const name = item.claim.by_name ?? '';
  return (
    <Button
      size="sm"
      className="mb-3"
      isPending={ask.isPending}
      onPress={() =>
        ask.mutate(item.id, {
          onSuccess: () => toast.done(words.askedForIt(name)),
          onError: (error) => toast.problem(words.notAsked, { detail: problemOf(error).message }),
        })
      }
    >
      {words.askForIt}
    </Button>
  );
}
