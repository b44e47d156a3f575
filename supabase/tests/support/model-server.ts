import { LLMock } from '@copilotkit/aimock';

/** What a server answers with, whatever it is asked for: fields by the shape that the studio wants. */
const LESSON = `A levain is a culture of yeast and lactic acid bacteria in flour and water. It lifts bread and gives it its taste.

## Feed it

1. Keep a spoon of the old levain.
2. Stir in equal parts of flour and water.
3. Wait until it has doubled, which takes four to eight hours at 24 °C.

For example, 20 g of levain with 40 g of flour and 40 g of water are 100 g in the evening, enough for one loaf.

## In short

Feed a levain before you bake with it, and use it when it has doubled.`;

const lesson = (title: string, bloom: string) => ({
  title,
  summary: `What ${title.toLowerCase()} is about.`,
  minutes: 3,
  bloom,
  objectives: [`Explain ${title.toLowerCase()}`],
});
const option = (text: string, is_right: boolean) => ({ text, is_right, reason: `Because of ${text.toLowerCase()}.` });
const question = (nth: number) => ({
  stem: `What does a levain need at feeding ${nth}?`,
  cognitive_level: 'understand',
  difficulty: 'beginner',
  objective: null,
  options: [option('Flour and water', true), option('Sugar', false), option('Salt', false)],
  answer: null,
  accepted: [],
});

/** An answer for each shape, found by a field that only it has. */
const ANSWERS: Record<string, object> = {
  key_terms: { title: 'Feed a levain', summary: 'How a levain is fed.', content_md: LESSON, key_terms: ['levain'] },
  seo_notes: { title: 'Levain', content_md: LESSON, seo_notes: null },
  modules: {
    title: 'Bread with levain',
    modules: [
      { title: 'The levain', lessons: [lesson('What a levain is', 'understand'), lesson('Feed a levain', 'apply')] },
      { title: 'The loaf', lessons: [lesson('Shape a loaf', 'apply')] },
    ],
  },
  questions: { questions: [question(1), question(2)] },
  links: { links: [] },
  fields: { title: 'Home bakers', fields: [{ name: 'Wants', value: 'Bread that keeps', quote: null }] },
  findings: { score: 0.8, findings: [{ quote: '', reason: 'It has one idea.', suggestion: null }] },
};

/** What a request wants, as JSON: the answer for the shape that it names. */
export function answerFor(wanted: unknown): string {
  const schema = JSON.stringify(wanted ?? '');
  const found = Object.entries(ANSWERS).find(([field]) => schema.includes(`"${field}"`));
  return JSON.stringify(found?.[1] ?? {});
}

/** Tokens of every answer, so that the books can be counted by hand. */
export const USAGE = { prompt_tokens: 100, completion_tokens: 50 };

/** How fast a server writes: milliseconds to the first word, words a second. */
export interface Pace {
  ttft: number;
  tps: number;
}

/** A server that speaks like providers do and answers whatever the studio asks for; port 0 takes a free one. */
export async function startModelServer(port = 0, pace?: Pace): Promise<LLMock> {
  const server = new LLMock({ port });
  const answer = (request: { response_format?: unknown }) => ({
    content: answerFor(request.response_format),
    usage: USAGE,
  });
  server.onMessage(/./, answer, pace && { chunkSize: 20, streamingProfile: pace });
  await server.start();
  return server;
}
