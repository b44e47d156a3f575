import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a call used, counted once: the protocols count cached input in different ways. Null: the server does not say. */
export interface Used {
  input: number;
  cached: number;
  output: number;
  reasoning: number;
}

/** How the server answers: to the end, breaking off in the middle, or not going on after the first piece. */
export interface Answering {
  text: string;
  used: Used | null;
  end: 'whole' | 'breaks' | 'hangs';
}

interface Asked {
  stream?: boolean;
  tools?: { name?: string }[];
}

/** A server that gives one answer over the protocols of OpenAI (chat completions) and Anthropic (messages), streamed and at once. */
export async function startTwoProtocols() {
  const state: { answer: Answering; asked: number } = {
    answer: { text: '{}', used: null, end: 'whole' },
    asked: 0,
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      state.asked += 1;
      const asked = JSON.parse(body) as Asked;
      const isOpenAi = request.url?.endsWith('/chat/completions');
      if (asked.stream) return sendStream(response, state.answer, isOpenAi ? openAiParts : anthropicParts, asked);
      response.setHeader('content-type', 'application/json');
      const whole = JSON.stringify((isOpenAi ? openAiWhole : anthropicWhole)(state.answer, asked));
      if (state.answer.end === 'whole') return response.end(whole);
      response.setHeader('content-length', whole.length);
      response.write(whole.slice(0, whole.length / 2));
      if (state.answer.end === 'breaks') response.destroy();
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    state,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}

function sendStream(
  response: ServerResponse,
  answer: Answering,
  partsOf: (answer: Answering, asked: Asked) => string[],
  asked: Asked,
) {
  response.setHeader('content-type', 'text/event-stream');
  const parts = partsOf(answer, asked);
  if (answer.end === 'whole') return response.end(parts.join(''));
  // What arrives is seen by the reader before it breaks.
  response.write(parts.slice(0, 3).join(''), () => answer.end === 'breaks' && response.destroy());
}

const openAiUsage = (used: Used) => ({
  prompt_tokens: used.input,
  completion_tokens: used.output,
  total_tokens: used.input + used.output,
  prompt_tokens_details: { cached_tokens: used.cached },
  completion_tokens_details: { reasoning_tokens: used.reasoning },
});
const openAi = (more: object) => ({ id: 'chatcmpl-1', created: 1, model: 'some-model', ...more });

const openAiWhole = ({ text, used }: Answering) =>
  openAi({
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    ...(used && { usage: openAiUsage(used) }),
  });

function openAiParts({ text, used }: Answering): string[] {
  const chunk = (more: object) => `data: ${JSON.stringify(openAi({ object: 'chat.completion.chunk', ...more }))}\n\n`;
  const delta = (content: string) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  const half = Math.ceil(text.length / 2);
  return [
    chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] }),
    delta(text.slice(0, half)),
    delta(text.slice(half)),
    chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
    ...(used ? [chunk({ choices: [], usage: openAiUsage(used) })] : []),
    'data: [DONE]\n\n',
  ];
}

/** Input without what was cached, which stands beside it; zeros where a server counts nothing. */
const anthropicUsage = (used: Used | null) => ({
  input_tokens: used ? used.input - used.cached : 0,
  cache_read_input_tokens: used?.cached ?? 0,
  cache_creation_input_tokens: 0,
  output_tokens: used?.output ?? 0,
});
/** A model that knows no schemas is given a tool for its answer. */
const hasTool = ({ tools }: Asked): boolean => (tools ?? []).some(({ name }) => name === 'json');

const anthropicWhole = ({ text, used }: Answering, asked: Asked) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'some-model',
  content: hasTool(asked)
    ? [{ type: 'tool_use', id: 'tool_1', name: 'json', input: JSON.parse(text) }]
    : [{ type: 'text', text }],
  stop_reason: hasTool(asked) ? 'tool_use' : 'end_turn',
  stop_sequence: null,
  usage: anthropicUsage(used),
});

function anthropicParts({ text, used }: Answering, asked: Asked): string[] {
  const event = (type: string, more: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
  const isTool = hasTool(asked);
  const delta = (piece: string) =>
    event('content_block_delta', {
      index: 0,
      delta: isTool ? { type: 'input_json_delta', partial_json: piece } : { type: 'text_delta', text: piece },
    });
  const half = Math.ceil(text.length / 2);
  const { output_tokens, ...input } = anthropicUsage(used);
  return [
    event('message_start', {
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'some-model',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...input, output_tokens: 0 },
      },
    }),
    event('content_block_start', {
      index: 0,
      content_block: isTool ? { type: 'tool_use', id: 'tool_1', name: 'json', input: {} } : { type: 'text', text: '' },
    }),
    delta(text.slice(0, half)),
    delta(text.slice(half)),
    event('content_block_stop', { index: 0 }),
    event('message_delta', {
      delta: { stop_reason: isTool ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens },
    }),
    event('message_stop', {}),
  ];
}
