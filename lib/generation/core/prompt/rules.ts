import { z } from 'zod';

const says = z.string().trim().min(1).max(300);

/** What a strategy asks for. What it leaves open is for the next one, or for the template, to say. */
export const strategyConfig = z
  .strictObject({
    content_guidelines: z
      .strictObject({
        min_words: z.int().min(1).max(20_000),
        max_words: z.int().min(1).max(20_000),
        required_sections: says.array().max(20),
        citation_required: z.boolean(),
      })
      .partial()
      .default({}),
    seo_focus: z
      .strictObject({
        primary_keywords: z.string().trim().min(1).max(50).array().max(10),
        /** The share of words, in percent. */
        keyword_density: z.number().min(0).max(10),
        meta_description_length: z.int().min(50).max(320),
      })
      .partial()
      .default({}),
    tone: z.strictObject({ formality: says, voice: says, engagement: says }).partial().default({}),
  })
  .refine(
    ({ content_guidelines: { min_words, max_words } }) => (min_words ?? 0) <= (max_words ?? Number.POSITIVE_INFINITY),
    { path: ['content_guidelines', 'max_words'], message: 'The most words are fewer than the least.' },
  );
export type StrategyConfig = z.output<typeof strategyConfig>;

/** A rule that a workspace or one above it has set. `depth`: 0 for its own, 1 for its parent's, and so on. */
interface Owned {
  name: string;
  version: number;
  depth: number;
  owner_name: string;
}
export interface Strategy extends Owned {
  config: StrategyConfig;
}
export interface TextRule extends Owned {
  rule: string;
}

/** What a strategy says, a sentence for each thing that it settles. */
export function strategySays({ content_guidelines: of, seo_focus: seo, tone }: StrategyConfig): [string, string][] {
  const said: [string, string | null][] = [
    ['words', wordsSaid(of.min_words, of.max_words)],
    [
      'sections',
      of.required_sections?.length ? `Required sections, in this order: ${of.required_sections.join('; ')}.` : null,
    ],
    ['citations', citationsSaid(of.citation_required)],
    ['keywords', seo.primary_keywords?.length ? `Keywords to be found by: ${seo.primary_keywords.join(', ')}.` : null],
    [
      'density',
      seo.keyword_density === undefined
        ? null
        : `Keywords are at most ${seo.keyword_density} % of the words; never repeat one for its own sake.`,
    ],
    [
      'meta',
      seo.meta_description_length === undefined
        ? null
        : `A description for search results has at most ${seo.meta_description_length} characters.`,
    ],
    ['formality', tone.formality ? `Formality: ${tone.formality}.` : null],
    ['voice', tone.voice ? `Voice: ${tone.voice}.` : null],
    ['engagement', tone.engagement ? `How to engage the reader: ${tone.engagement}.` : null],
  ];
  return said.filter((one): one is [string, string] => one[1] !== null);
}

function wordsSaid(least?: number, most?: number): string | null {
  if (least !== undefined && most !== undefined) return `Write ${least} to ${most} words.`;
  if (most !== undefined) return `Write at most ${most} words.`;
  return least === undefined ? null : `Write at least ${least} words.`;
}

const citationsSaid = (is_required?: boolean): string | null => {
  if (is_required === undefined) return null;
  return is_required
    ? 'Name the source of each figure and each claim that can be checked.'
    : 'Sources need not be named in the text.';
};

/** The nearest first, then by name: an order that depends on nothing else. */
export const byNearness = (a: Owned, b: Owned): number =>
  a.depth - b.depth || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
