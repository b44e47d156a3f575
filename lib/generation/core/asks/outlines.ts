import { z } from 'zod';
import { type Outline, outlineJson, sumOf } from '../outline.ts';
import { type Ask, anAsk, NotUsable } from './ask.ts';

export const BLOOM = ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'] as const;

const title = z.string().trim().min(1).max(200);
const outlineAnswer = z.object({
  title,
  modules: z
    .object({
      title,
      lessons: z
        .object({
          title,
          summary: z.string().trim().min(1).max(1_000),
          minutes: z.number().int().min(1).max(120),
          bloom: z.enum(BLOOM),
          objectives: z.string().trim().min(1).max(500).array().min(1).max(8),
        })
        .array()
        .min(1)
        .max(60),
    })
    .array()
    .min(1)
    .max(60),
});

/** As a job keeps it. A model takes nothing word for word, so nothing is anchored. */
function outlineOf(answer: z.infer<typeof outlineAnswer>): Outline {
  const outline = {
    title: answer.title,
    modules: answer.modules.map((module) => ({
      title: module.title,
      lessons: module.lessons.map((lesson) => ({
        title: lesson.title,
        title_anchor: null,
        anchor: { source: 0, from: 0, to: 0 },
        summary: lesson.summary,
        words: lesson.minutes * 200,
        minutes: lesson.minutes,
        bloom: lesson.bloom,
        objectives: lesson.objectives,
      })),
    })),
  };
  const read = outlineJson.safeParse(outline);
  if (!read.success) throw new NotUsable('The outline is larger than one outline may be. Make fewer lessons.');
  return read.data;
}

const shown = (partial: unknown): string => {
  const modules = (partial as { modules?: unknown } | null)?.modules;
  if (!Array.isArray(modules)) return '';
  return modules
    .flatMap((module: { title?: unknown; lessons?: unknown } | null) => [
      `## ${String(module?.title ?? '')}`,
      ...(Array.isArray(module?.lessons) ? module.lessons : []).map(
        (one: { title?: unknown } | null) => `- ${String(one?.title ?? '')}`,
      ),
    ])
    .join('\n');
};

const tokens = { short: 3_000, medium: 6_000, long: 12_000 };

/** Modules, lessons and their levels, for approval before anything is written. */
export const curriculum: Ask = anAsk({
  schema: outlineAnswer,
  max_output_tokens: tokens,
  shown,
  made: (answer) => {
    const outline = outlineOf(answer);
    return { summary: sumOf(outline), outline, proposals: [] };
  },
});

/** What a trail lacks: lessons that would fill its gaps, as an outline that is a proposal itself. */
export const upgrade: Ask = anAsk({
  schema: outlineAnswer,
  max_output_tokens: tokens,
  shown,
  made: (answer, { place }) => {
    const outline = outlineOf(answer);
    return {
      summary: sumOf(outline),
      proposals: [
        {
          kind: 'outline',
          title: outline.title,
          body: { kind: 'outline', ...outline },
          ...(place && { place_kind: place.kind, place_id: place.id }),
        },
      ],
    };
  },
});
