import { z } from 'zod';
import { type Ask, anAsk } from './ask.ts';

const linksAnswer = z.object({
  links: z
    .object({
      before: z.string().trim().min(1).max(300),
      after: z.string().trim().min(1).max(300),
      term: z.string().trim().max(200),
      reason: z.string().trim().min(1).max(1_000),
      confidence: z.number().min(0).max(1),
    })
    .array()
    .max(200),
});

/** What is to be learned before what, by the titles of the lessons that were read. Titles that are none of theirs are left out. */
export const prerequisiteLinks: Ask = anAsk({
  schema: linksAnswer,
  max_output_tokens: { short: 2_000, medium: 4_000, long: 6_000 },
  shown: () => '',
  made: (answer, { title, lessons, place }) => {
    const ends = new Map(
      lessons.map((one) => [one.title.toLowerCase(), { title: one.title, id: one.id, version: one.version }]),
    );
    const links = answer.links.flatMap(({ before, after, term, reason, confidence }) => {
      const [source, target] = [ends.get(before.toLowerCase()), ends.get(after.toLowerCase())];
      return source && target && source.id !== target.id ? [{ source, target, term, reason, confidence }] : [];
    });
    return {
      summary: { links: links.length },
      proposals:
        links.length === 0
          ? []
          : [
              {
                kind: 'links',
                title,
                body: { kind: 'links', links },
                ...(place && { place_kind: place.kind, place_id: place.id }),
              },
            ],
    };
  },
});
