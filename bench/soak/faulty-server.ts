import { LLMock } from '@copilotkit/aimock';
import { answerFor } from '../../supabase/tests/support/model-server.ts';

/** One request as the server saw it. `nth`: no other answer counted so many input tokens, so that it is found in the books by them. */
export interface Served {
  nth: number;
  at: number;
  topic: string;
  came: 'ok' | 'invalid' | 'failed' | 'limited' | 'cut';
  output_tokens: number;
}

export interface FaultyServer {
  url: string;
  served: readonly Served[];
  /** From now on everything is answered so. */
  only: (came: 'ok' | 'failed' | 'limited' | null) => void;
  stop: () => Promise<void>;
}

/** Answers count from here, so that no number is taken for anything else. */
const FIRST = 10_000;
export const RETRY_AFTER_S = 2;
const TOPIC = /Soak \d+ of [a-z]+/;

/**
 * A server that speaks like OpenAI and Anthropic do, and fails as they do: of a hundred requests three end in an error, two ask to wait, three
 * answer what is of no use and three break off. `random` in [0, 1).
 */
export async function startFaultyServer(random: () => number): Promise<FaultyServer> {
  const server = new LLMock({ port: 0 });
  const served: Served[] = [];
  let always: Served['came'] | null = null;
  const fate = (): Served['came'] => {
    if (always) return always;
    const drawn = random() * 100;
    return drawn < 3 ? 'failed' : drawn < 5 ? 'limited' : drawn < 8 ? 'invalid' : drawn < 11 ? 'cut' : 'ok';
  };
  // The server looks at a request once for each fixture: what comes of it is drawn the first time.
  const fates = new WeakMap<object, Served>();
  const of = (request: { messages?: unknown }): Served => {
    const known = fates.get(request);
    if (known) return known;
    const one: Served = {
      nth: FIRST + served.length,
      at: Date.now(),
      topic: TOPIC.exec(JSON.stringify(request.messages ?? ''))?.[0] ?? '',
      came: fate(),
      output_tokens: 20 + Math.floor(random() * 500),
    };
    fates.set(request, one);
    served.push(one);
    return one;
  };
  const usage = ({ nth, output_tokens }: Served) => ({ prompt_tokens: nth, completion_tokens: output_tokens });
  const piece = answerFor({ seo_notes: true });
  const pace = { latency: 5, chunkSize: 60 };
  const is = (came: Served['came']) => ({ predicate: (request: { messages?: unknown }) => of(request).came === came });
  server.on(is('failed'), { error: { message: 'overloaded' }, status: 503 });
  server.on(is('limited'), { error: { message: 'slow down' }, status: 429, retryAfter: RETRY_AFTER_S });
  server.on(is('cut'), (request) => ({ content: piece, usage: usage(of(request)) }), {
    ...pace,
    truncateAfterChunks: 3,
  });
  server.on(is('invalid'), (request) => ({ content: '{"title": 5}', usage: usage(of(request)) }), pace);
  server.on(is('ok'), (request) => ({ content: piece, usage: usage(of(request)) }), pace);
  await server.start();
  return {
    url: server.url,
    served,
    only: (came) => {
      always = came;
    },
    stop: () => server.stop(),
  };
}
