import type { PersonEndpoint } from '#lib/base/core/person-endpoint.ts';
import { approveBody, listed, rejectBody } from './http-request.ts';
import { itemForPrograms, queueJson, REASONS } from './proposal.ts';

const READ = ['unauthenticated', 'forbidden', 'not_found'] as const;
const DECIDED = ['invalid_input', ...READ, 'wrong_state', 'stale', 'conflict'] as const;

/** What programs ask about proposals, as the OpenAPI document has it. */
export const REVIEW_ENDPOINTS: readonly PersonEndpoint[] = [
  {
    name: 'proposals',
    method: 'get',
    path: '/proposals',
    summary: 'Proposals by heading, in the order in which they are best decided',
    description:
      '`show=open` are those that wait and were asked for by somebody else. `group` may be there several times; the next page begins at `offset`.',
    query: listed,
    status: 200,
    answer: queueJson,
    refusals: ['invalid_input', ...READ],
  },
  {
    name: 'proposal',
    method: 'get',
    path: '/proposals/{id}',
    summary: 'A proposal with its text, the lesson it is for, and the passages it stands on',
    status: 200,
    answer: itemForPrograms,
    refusals: READ,
  },
  {
    name: 'approve_proposal',
    method: 'post',
    path: '/proposals/{id}/approve',
    summary: 'Approve a proposal: what it proposes is written as one change set',
    description:
      'Nobody approves what they asked for, unless the workspace lets them. A stale one needs `base_hash`, the `lesson.base_hash` of the lesson that it was merged with, and the merged text in `final.content_md`. Exercises and links are decided one by one in `parts`, counted from 0; of an exercise that has moved, `exercise` is it as merged and `exercise_hash` the `hash` in `exercises_now` that it was merged with.',
    body: approveBody,
    is_body_optional: true,
    status: 200,
    answer: itemForPrograms,
    refusals: DECIDED,
  },
  {
    name: 'reject_proposal',
    method: 'post',
    path: '/proposals/{id}/reject',
    summary: 'Reject a proposal, with a reason',
    description: `reason_code: ${REASONS.map((reason, nth) => `${nth + 1} ${reason}`).join(', ')}. The last one needs words in \`reason\`.`,
    body: rejectBody,
    status: 200,
    answer: itemForPrograms,
    refusals: DECIDED,
  },
  {
    name: 'undo_decision',
    method: 'post',
    path: '/proposals/{id}/undo',
    summary: 'Take a decision back: what it wrote is undone, and the proposal waits again',
    status: 200,
    answer: itemForPrograms,
    refusals: DECIDED,
  },
];
