import { z } from 'zod';
import { STUDIO } from '#lib/base/core/studio-address.ts';

/** Every way in which the content API refuses, by a code that apps may rely on. The titles never change with the case. */
export const CONTENT_PROBLEMS = {
  invalid_parameters: { status: 400, title: 'Some parameters of the request are not valid' },
  unauthenticated: { status: 401, title: 'The access token is not valid' },
  workspace_not_found: { status: 404, title: 'There is no workspace here that you may read' },
  snapshot_not_found: { status: 404, title: 'There is no such snapshot' },
  nothing_promoted: { status: 404, title: 'Nothing has been published in this workspace yet' },
  not_found: { status: 404, title: 'There is no such thing in this snapshot' },
  unknown_resource: { status: 404, title: 'This address is not part of the API' },
  method_not_allowed: { status: 405, title: 'The content API is read only' },
  rate_limited: { status: 429, title: 'Too many requests' },
  unavailable: { status: 503, title: 'The studio cannot answer right now' },
  bug: { status: 500, title: 'Something went wrong on our side' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ContentProblemCode = keyof typeof CONTENT_PROBLEMS;

export interface ParameterProblem {
  parameter: string;
  message: string;
}

/** RFC 9457, with a code for programs and, for bad parameters, each of them. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: ContentProblemCode;
  errors?: ParameterProblem[];
}

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Where the code is explained, relative to this address.' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    code: z.enum(Object.keys(CONTENT_PROBLEMS) as [ContentProblemCode, ...ContentProblemCode[]]),
    errors: z.array(z.object({ parameter: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'A refusal (RFC 9457).' });

export function problemDocument(
  code: ContentProblemCode,
  extra: Pick<ProblemDocument, 'detail' | 'errors'> = {},
): ProblemDocument {
  return { type: `${STUDIO.reference}#${code}`, ...CONTENT_PROBLEMS[code], code, ...extra };
}
