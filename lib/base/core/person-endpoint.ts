import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

/** A request that a program sends with a person's token: what it takes and gives, as the OpenAPI document has it. */
export interface PersonEndpoint {
  name: string;
  method: 'get' | 'post';
  /** Below `/api/v1/{workspace}`. */
  path: string;
  summary: string;
  description?: string;
  query?: z.ZodObject;
  /** JSON, or any file. */
  body?: z.ZodType | 'file';
  /** It may be left out. */
  is_body_optional?: boolean;
  status: 200 | 201;
  answer: z.ZodType;
  refusals: readonly ProblemCode[];
}
