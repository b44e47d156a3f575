'use client';

import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Face, usePersonName } from '#components/people/person.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { mentionsIn } from '#lib/comments/core/mentions.ts';
import type { Comment } from '#lib/comments/core/thread.ts';
import type { useTalk } from '#lib/comments/queries.ts';
import { membersQuery } from '#lib/people/queries/workspaces.ts';
import { CommentField } from './comment-field.tsx';
import { commentsText } from './text.ts';

const words = commentsText;

export interface CommentLineProps {
  workspace: string;
  user_id: string;
  comment: Comment;
  talk: ReturnType<typeof useTalk>;
  /** Whether one's own can be changed here. */
  isOpen: boolean;
}

/** One comment of a thread: who, when, and the words. */
export function CommentLine({ workspace, user_id, comment, talk, isOpen }: CommentLineProps) {
  const [isEditing, setEditing] = useState(false);
  const name = usePersonName(workspace)(comment.created_by);
  const remove = () =>
    talk.remove.mutate(comment.id, {
      onSuccess: () => toast.done(words.removed),
      onError: (error) => toast.problem(words.notRemoved, { detail: problemOf(error).message }),
    });
  const isOwn = comment.created_by === user_id && !comment.is_deleted;
  return (
    <li className="flex gap-2.5">
      <span className="pt-0.5">
        <Face workspace={workspace} user_id={comment.created_by} />
      </span>
      <div className="flex min-w-0 flex-1 flex-col">
        <p className="flex items-baseline gap-2">
          <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
            {name}
          </span>
          <span className="shrink-0 text-sm text-muted">
            {comment.is_edited && `${words.edited} · `}
            <RelativeTime value={comment.created_at} />
          </span>
          {isOwn && isOpen && !isEditing && (
            <Menu
              label={words.more}
              trigger={
                <IconButton label={words.more} size="sm" className="self-center">
                  <Ellipsis />
                </IconButton>
              }
              groups={[
                {
                  id: 'own',
                  items: [
                    { id: 'edit', label: words.edit, icon: <Pencil />, onAction: () => setEditing(true) },
                    { id: 'remove', label: words.remove, icon: <Trash2 />, danger: true, onAction: remove },
                  ],
                },
              ]}
            />
          )}
        </p>
        {isEditing ? (
          <CommentField
            workspace={workspace}
            user_id={user_id}
            keptAs={`edit:${comment.id}`}
            label={words.editLabel}
            first={comment.body}
            sendLabel={words.save}
            hasFocus
            onSend={async (said) => {
              await talk.edit.mutateAsync({ comment_id: comment.id, said });
              setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        ) : comment.is_deleted ? (
          <p className="text-muted italic">{words.deleted}</p>
        ) : (
          <Said workspace={workspace} comment={comment} />
        )}
      </div>
    </li>
  );
}

/** The words of a comment, as they were written, with the names of those it mentions. */
function Said({ workspace, comment }: { workspace: string; comment: Comment }) {
  const members = useQuery(membersQuery(workspace)).data ?? [];
  const people = members.filter(({ user_id }) => comment.mentions.includes(user_id));
  return (
    <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
      {mentionsIn(comment.body, people).map(({ text, user_id }, nth) =>
        user_id ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of a text have no other name.
          <span key={nth} className="rounded-sm bg-accent-soft px-0.5 text-accent-text">
            {text}
          </span>
        ) : (
          text
        ),
      )}
    </p>
  );
}
