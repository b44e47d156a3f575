'use server';

import { z } from 'zod';
import { defineAction } from '#lib/base/actions/define-action.ts';
import { commentInput, threadInput, threadPlace } from './core/thread.ts';
import * as data from './data.ts';

export const startThreadAction = defineAction({
  name: 'comments.start',
  permission: 'comment.write',
  input: z.object({ of: threadPlace, thread: threadInput }),
  run: ({ db, workspace }, { of, thread }) => data.startThread(db, workspace.id, of, thread),
});

export const addCommentAction = defineAction({
  name: 'comments.add',
  permission: 'comment.write',
  input: z.object({ thread_id: z.uuid(), said: commentInput }),
  run: ({ db, workspace }, { thread_id, said }) => data.addComment(db, workspace.id, thread_id, said),
});

// Whose it is, is for the database to say.
export const editCommentAction = defineAction({
  name: 'comments.edit',
  permission: 'comment.write',
  input: z.object({ comment_id: z.uuid(), said: commentInput }),
  run: ({ db, workspace }, { comment_id, said }) => data.editComment(db, workspace.id, comment_id, said),
});

export const deleteCommentAction = defineAction({
  name: 'comments.delete',
  permission: 'comment.write',
  input: z.object({ comment_id: z.uuid() }),
  run: ({ db, workspace }, { comment_id }) => data.deleteComment(db, workspace.id, comment_id),
});

export const resolveThreadAction = defineAction({
  name: 'comments.resolve',
  permission: 'comment.write',
  input: z.object({ thread_id: z.uuid(), is_resolved: z.boolean() }),
  run: ({ db, workspace }, { thread_id, is_resolved }) => data.resolveThread(db, workspace.id, thread_id, is_resolved),
});
