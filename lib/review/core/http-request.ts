import { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import { refused } from '#lib/generation/core/http-request.ts';
import { type Decision, decision, REVIEW_GROUPS, reviewFilter } from './proposal.ts';

// What programs send to `/api/v1/{workspace}/proposals`, brought to what the studio itself asks with.

const [approval, rejection] = decision.options;

/** The body of `POST .../proposals/{id}/approve`. */
export const approveBody = approval.omit({ do: true }).strict();
/** The body of `POST .../proposals/{id}/reject`. */
export const rejectBody = rejection.omit({ do: true }).strict();

/** A body as an approval; none at all approves the proposal as it is. */
export function approvalOf(body: unknown): Result<Decision> {
  const read = approveBody.safeParse(body);
  return read.success ? ok({ do: 'approve', ...read.data }) : refused(read.error);
}

export function rejectionOf(body: unknown): Result<Decision> {
  const read = rejectBody.safeParse(body);
  return read.success ? ok({ do: 'reject', ...read.data }) : refused(read.error);
}

/** The parameters of `GET .../proposals`. */
export const listed = reviewFilter
  .omit({ groups: true })
  .extend({
    group: z.enum(REVIEW_GROUPS).array().optional(),
    offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  })
  .strict();

/** The parameters of `GET .../proposals`; `group` may stand there several times. */
export function queueFilterOf(parameters: URLSearchParams) {
  const given = Object.fromEntries(Array.from(parameters, ([name, text]) => [name, plain(text)]));
  const groups = parameters.getAll('group');
  const filter = listed.safeParse({ ...given, ...(groups.length > 0 && { group: groups }) });
  if (!filter.success) return refused(filter.error);
  const { group, offset, ...rest } = filter.data;
  return ok({ offset, filter: { ...rest, ...(group && { groups: group }) } });
}

/** A parameter as the value that is written so. */
function plain(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
