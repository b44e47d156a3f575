import { z } from 'zod';
import { countWords } from '../words.ts';
import { type Ask, anAsk, NotUsable, textIn } from './ask.ts';

const short = z.string().trim().min(1).max(300);
const body = z.string().trim().min(1).max(100_000);

/** A lesson as a model writes it. */
const sparkAnswer = z.object({
  title: short,
  summary: z.string().trim().min(1).max(1_000),
  content_md: body,
  key_terms: short.array().max(20),
});

/** As spec 05 has it: a lesson is read at 200 words a minute. */
const WORDS_A_MINUTE = 200;
const LEAST_WORDS = 60;

function sparkOf(answer: z.infer<typeof sparkAnswer>) {
  const words = countWords(answer.content_md);
  if (words < LEAST_WORDS) throw new NotUsable(`The lesson has ${words} words. Write the whole lesson in content_md.`);
  return { kind: 'spark' as const, ...answer, words, minutes: Math.max(1, Math.round(words / WORDS_A_MINUTE)) };
}

export const sparkDraft: Ask = anAsk({
  schema: sparkAnswer,
  max_output_tokens: { short: 2_000, medium: 4_000, long: 8_000 },
  shown: (partial) => textIn(partial, 'content_md'),
  made: (answer, { place, lesson }) => {
    // The title that a person approved stays.
    const spark = sparkOf({ ...answer, title: lesson?.title ?? answer.title });
    return {
      summary: { sparks: 1, words: spark.words },
      proposals: [
        {
          kind: 'spark',
          title: spark.title,
          body: spark,
          ...(place && { place_kind: place.kind, place_id: place.id }),
        },
      ],
    };
  },
});

export const sparkRewrite: Ask = anAsk({
  schema: sparkAnswer,
  max_output_tokens: { short: 4_000, medium: 6_000, long: 10_000 },
  shown: (partial) => textIn(partial, 'content_md'),
  made: (answer, { lessons }) => {
    const spark = sparkOf(answer);
    const base = lessons[0];
    return {
      summary: { sparks: 1, words: spark.words },
      proposals: [
        {
          kind: 'spark',
          title: spark.title,
          body: spark,
          ...(base && { place_kind: 'spark', place_id: base.id, base_version: base.version }),
        },
      ],
    };
  },
});

/** A text that stands beside lessons: a report, a transcript, an announcement. */
const pieceAnswer = z.object({ title: short, content_md: body, seo_notes: z.string().trim().max(2_000).nullable() });

/** An ask for a text of one form. */
export const piece = (form: string): Ask =>
  anAsk({
    schema: pieceAnswer,
    max_output_tokens: { short: 1_500, medium: 3_000, long: 6_000 },
    shown: (partial) => textIn(partial, 'content_md'),
    made: (answer, { place, report }) => {
      const words = countWords(answer.content_md);
      return {
        summary: { words },
        text: answer.content_md,
        proposals: [
          {
            kind: 'piece',
            title: answer.title,
            body: { kind: 'piece', form: report ?? form, ...answer, words },
            ...(place && { place_kind: place.kind, place_id: place.id }),
          },
        ],
      };
    },
  });

const profileAnswer = z.object({
  title: short,
  fields: z
    .object({ name: short, value: z.string().trim().min(1).max(4_000), quote: z.string().trim().max(1_000).nullable() })
    .array()
    .min(1)
    .max(40),
});

/** An ask for what sources say about somebody: an ideal customer, a voice. */
export const profile = (form: string): Ask =>
  anAsk({
    schema: profileAnswer,
    max_output_tokens: { short: 2_000, medium: 3_000, long: 4_000 },
    shown: (partial) => textIn(partial, 'title'),
    made: (answer) => ({
      summary: { fields: answer.fields.length },
      proposals: [{ kind: 'profile', title: answer.title, body: { kind: 'profile', form, ...answer } }],
    }),
  });

const reviewAnswer = z.object({
  score: z.number().min(0).max(1),
  findings: z
    .object({
      quote: z.string().trim().max(2_000),
      reason: z.string().trim().min(1).max(2_000),
      suggestion: z.string().trim().max(4_000).nullable(),
    })
    .array()
    .max(50),
});

/** An opinion of a model about what stands at a place. */
export const review: Ask = anAsk({
  schema: reviewAnswer,
  max_output_tokens: { short: 2_000, medium: 3_000, long: 5_000 },
  shown: null,
  made: (answer, { title, lessons, place }) => {
    const text = lessons.map(({ content_md }) => content_md).join('\n');
    // A quote that stands nowhere was made up; the reason may still be of use.
    const findings = answer.findings.map((one) => ({ ...one, quote: text.includes(one.quote) ? one.quote : '' }));
    return {
      summary: { findings: findings.length },
      proposals: [
        {
          kind: 'review',
          title,
          body: { kind: 'review', score: answer.score, findings },
          ...(place && { place_kind: place.kind, place_id: place.id }),
        },
      ],
    };
  },
});
