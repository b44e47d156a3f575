import {
  type Attributes,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { VERSION } from '#lib/base/version.ts';
import { ATTRIBUTES } from '../core/telemetry.ts';

// Spans go where an SDK that was registered in this process sends them (docs/running.md); without one nothing is made.

/** What is under way, as a W3C traceparent to go on from elsewhere; null where nobody traces. */
export function traceParent(): string | null {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

interface SpanOptions {
  attributes: Attributes;
  /** It asks another service, and waits for it. */
  is_call?: boolean;
  /** The traceparent of what it is a part of; without it, what is under way here. */
  parent?: string | null;
}

/** Does something within a span. What it throws ends the span as failed, by its kind alone: its text may hold what somebody wrote. */
export function inSpan<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const { attributes, is_call = false, parent } = options;
  const around = parent ? propagation.extract(ROOT_CONTEXT, { traceparent: parent }) : context.active();
  const kind = is_call ? SpanKind.CLIENT : SpanKind.INTERNAL;
  return trace.getTracer('trailwright', VERSION).startActiveSpan(name, { kind, attributes }, around, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      failSpan(span, error instanceof Error ? error.name : 'error');
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Says that what a span is about failed, with a word from a closed list. */
export function failSpan(span: Span, error_type: string): void {
  span.setAttribute(ATTRIBUTES.error_type, error_type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
