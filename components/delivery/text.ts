/** What the reference says beside what the OpenAPI document holds. */
export const DOC_TEXT = {
  title: 'Content API',
  openapi: 'OpenAPI document',
  studio: 'Open the studio',
  sections: { start: 'Getting started', endpoints: 'Endpoints', schemas: 'Shapes', problems: 'Refusals' },
  basics: [
    [
      'Workspaces',
      'Every address begins with the slug of a workspace. Open ones are read by anybody; for the others send a content key, as `Authorization: Bearer twk_...` or as `X-Content-Key`. Without one they look as if they were not there.',
    ],
    [
      'Snapshots',
      'You read the current snapshot, which `X-Snapshot-Id` names. A promotion or rollback is seen by the next request. Send that id as `snapshot` to go on reading the same state, however long that takes.',
    ],
    [
      'Caching',
      'Every answer has a strong `ETag`: send it as `If-None-Match` and get 304 while nothing has changed. Answers of an exact snapshot never change and may be kept for ever.',
    ],
    [
      'Lists',
      'A list is `data` and `next_cursor`. Send the cursor as `cursor` for the next page; it keeps to the snapshot of the first, so pages fit together.',
    ],
    ['Slugs', 'Things are named by slug. A renamed slug is redirected (308); `id` stays the same for ever.'],
    ['Limits', 'Requests are limited per key or address, generously. Over the limit comes 429 with `Retry-After`.'],
    [
      'Drafts',
      'Members ask for drafts with their own access token (`/generate`, `/jobs`); the OpenAPI document describes that as well.',
    ],
  ],
  problemsIntro:
    'A refusal is a problem document (RFC 9457, `application/problem+json`) with a stable `code`. For bad parameters, `errors` names each of them.',
} as const;
