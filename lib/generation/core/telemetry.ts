import type { AskedJob } from './step.ts';

// What logs, figures and traces of generation call things: the one place for it. Names of attributes that begin with gen_ai are those of the
// OpenTelemetry conventions for generative models.

export const SPANS = { job: 'content_generation', prompt: 'get_prompt', model: 'llm_generation' } as const;

export const ATTRIBUTES = {
  job_id: 'job.id',
  client_id: 'client.id',
  content_type: 'content.type',
  step_kind: 'step.kind',
  attempt: 'step.attempt',
  error_type: 'error.type',
  template_version: 'prompt.template_version',
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  request_model: 'gen_ai.request.model',
  max_tokens: 'gen_ai.request.max_tokens',
  finish_reasons: 'gen_ai.response.finish_reasons',
  input_tokens: 'gen_ai.usage.input_tokens',
  cached_tokens: 'gen_ai.usage.cache_read.input_tokens',
  output_tokens: 'gen_ai.usage.output_tokens',
} as const;

export const EVENTS = {
  started: 'content_request_started',
  completed: 'content_request_completed',
  failed: 'content_request_failed',
} as const;

/** What a job makes, as logs and figures call it; private.content_type_of says the same. */
export function contentTypeOf({ job_kind, params }: Pick<AskedJob, 'job_kind' | 'params'>): string {
  if (job_kind !== 'companion_piece') return job_kind;
  return params.content_type === 'social' || params.content_type === 'local' ? params.content_type : 'blog';
}
