import { z } from 'zod';
import { fail, type Problem, type Result } from '#lib/base/core/problem.ts';
import { refused } from './http-request.ts';
import { PIECE_TYPES, PRIORITIES } from './maker.ts';
import { LENGTHS } from './prompt/content-types.ts';
import { promptRequest } from './prompt/input.ts';
import { type JobRequest, jobRequest } from './request.ts';

// `POST /api/v1/{workspace}/generate`, as clients of the generation API send it, brought to a request for a job. What its fields may be
// is said where jobs are asked for; here stands what they are called and which there are.

/** The body, as it is described. `place` is ours: the trail that the piece announces. */
export const generateBody = z.object({
  topic: z.string().trim().min(5).max(1000),
  content_type: z.enum(PIECE_TYPES),
  client_id: z.string().min(1).max(100).meta({ description: 'Slug or id of the workspace.' }),
  keywords: z.string().trim().min(1).max(50).array().max(10).default([]),
  length: z.enum(LENGTHS).default('medium'),
  priority: z.enum(PRIORITIES).default('balanced'),
  llm_provider: z.string().trim().min(1).max(200).nullish().meta({
    description: 'A provider of the workspace by its name, its id, or its kind (openai, anthropic, openai_compatible).',
  }),
  model: z.string().trim().min(1).max(200).nullish(),
  place: z
    .object({ kind: z.literal('trail'), id: z.uuid() })
    .nullish()
    .meta({ description: 'The trail that the piece announces; without it, the piece is about the topic alone.' }),
});

/** The body of `POST .../generate-prompt`. */
export const promptBody = generateBody
  .pick({ content_type: true, client_id: true })
  .extend(promptRequest.pick({ topic: true, keywords: true }).shape);

/** What was asked for, and the model that was named. */
export interface GenerateRequest {
  client_id: string;
  request: JobRequest;
  named: { llm_provider: string | null; model: string | null };
}

/** A body of `POST .../generate`; a refusal names its fields. */
export function generateOfBody(body: unknown): Result<GenerateRequest> {
  const sent = generateBody.safeParse(body);
  if (!sent.success) return refused(sent.error);
  const { client_id, llm_provider = null, model = null, place = null, ...asked } = sent.data;
  const request = jobRequest.safeParse({
    ...asked,
    job_kind: 'companion_piece',
    title: asked.topic.slice(0, 300),
    place,
  });
  if (!request.success) return refused(request.error, 'topic');
  return { ok: true, data: { client_id, request: request.data, named: { llm_provider, model } } };
}

/** Why a client_id is refused: it is neither the slug nor the id of the workspace in the address. */
export function otherClient(client_id: string, workspace: { slug: string; id: string }): { problem: Problem } | null {
  if (client_id === workspace.slug || client_id.toLowerCase() === workspace.id) return null;
  const fields = { client_id: 'Name the workspace of the address, by its slug or its id.' };
  return fail('invalid_input', 'The request is for another workspace.', { fields });
}
