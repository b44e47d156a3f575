import { z } from 'zod';
import { SLUG_PATTERN } from '#lib/base/core/slug.ts';
import {
  beaconSchema,
  conceptItemSchema,
  conceptSchema,
  domainSchema,
  graphSchema,
  packageSchema,
  pageOf,
  pathSchema,
  searchHitSchema,
  snapshotSchema,
  sparkItemSchema,
  sparkSchema,
  trailItemSchema,
  trailSchema,
} from './contract.ts';
import type { ParameterProblem } from './problem.ts';

/** One address of the content API: what it takes and what it gives. */
export interface Endpoint {
  name: string;
  /** Below `/api/v1/{workspace}`; `{slug}` is the only variable part. */
  path: string;
  summary: string;
  description?: string;
  query: z.ZodObject;
  response: z.ZodType;
  /** For the page at /doc: what could stand behind the path. */
  example: string;
}

const snapshot = z.uuid('must be the id of a snapshot').optional().meta({
  description: 'An exact snapshot instead of the current one. Such an answer never changes and may be kept for ever.',
});
const limit = (most: number, usual: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .optional()
    .meta({ description: `Entries a page, at most ${most}; ${usual} unless given.`, default: usual });
const cursor = z
  .string()
  .optional()
  .meta({ description: '`next_cursor` of the page before. It keeps to the snapshot of that page.' });
const slug = z.string().regex(SLUG_PATTERN, 'must be a slug').max(200, 'must have at most 200 characters');
const level = z.enum(['spark', 'concept'], 'must be spark or concept').optional().meta({ default: 'spark' });

const paged = (more: z.ZodRawShape = {}, most = 200, usual = 50) =>
  z.strictObject({ snapshot, cursor, limit: limit(most, usual), ...more });
const single = (more: z.ZodRawShape = {}) => z.strictObject({ snapshot, ...more });

export const ENDPOINTS = {
  snapshot: {
    name: 'snapshot',
    path: '/snapshot',
    summary: 'The snapshot that readers get',
    query: single(),
    response: snapshotSchema,
    example: '/snapshot',
  },
  domains: {
    name: 'domains',
    path: '/domains',
    summary: 'Domains in their order',
    query: paged(),
    response: pageOf(domainSchema),
    example: '/domains',
  },
  trails: {
    name: 'trails',
    path: '/trails',
    summary: 'Trails in their order',
    query: paged({ domain: slug.optional().meta({ description: 'Only those of a domain.' }) }),
    response: pageOf(trailItemSchema),
    example: '/trails?limit=2',
  },
  trail: {
    name: 'trail',
    path: '/trails/{slug}',
    summary: 'A trail with its concepts and sparks',
    query: single(),
    response: trailSchema,
    example: '/trails/{trail}',
  },
  concepts: {
    name: 'concepts',
    path: '/concepts',
    summary: 'Concepts in their order',
    query: paged({ trail: slug.optional().meta({ description: 'Only those of a trail.' }) }),
    response: pageOf(conceptItemSchema),
    example: '/concepts?limit=2',
  },
  concept: {
    name: 'concept',
    path: '/concepts/{slug}',
    summary: 'A concept with its objectives and sparks',
    query: single(),
    response: conceptSchema,
    example: '/concepts/{concept}',
  },
  sparks: {
    name: 'sparks',
    path: '/sparks',
    summary: 'Sparks by slug, without their lessons',
    query: paged({ beacon: slug.optional().meta({ description: 'Only those marked by a beacon.' }) }),
    response: pageOf(sparkItemSchema),
    example: '/sparks?limit=2',
  },
  spark: {
    name: 'spark',
    path: '/sparks/{slug}',
    summary: 'A spark with its lesson',
    description:
      'JSON with the lesson in `content_md`; `format=md` gives the Markdown alone, `format=html` a fragment of safe HTML, formulas and code included.',
    query: single({
      format: z.enum(['json', 'md', 'html'], 'must be json, md or html').optional().meta({ default: 'json' }),
    }),
    response: sparkSchema,
    example: '/sparks/{spark}',
  },
  package: {
    name: 'package',
    path: '/sparks/{slug}/package',
    summary: 'The exercises and the quiz of a spark',
    query: single(),
    response: packageSchema,
    example: '/sparks/{spark}/package',
  },
  beacons: {
    name: 'beacons',
    path: '/beacons',
    summary: 'Beacons by slug',
    query: paged(),
    response: pageOf(beaconSchema),
    example: '/beacons?limit=2',
  },
  graph: {
    name: 'graph',
    path: '/graph',
    summary: 'Sparks or concepts and the links between them',
    query: single({ level, trail: slug.optional().meta({ description: 'Only those of a trail.' }) }),
    response: graphSchema,
    example: '/graph?level=concept',
  },
  path: {
    name: 'path',
    path: '/path',
    summary: 'What to learn to reach a target, in order',
    description:
      'All prerequisites of the target, minus what is known and what only the known needs. What is merely recommended, or deepened by a step, is listed apart.',
    query: single({
      to: slug.meta({ description: 'The target.' }),
      known: z
        .string()
        .max(20_000, 'is too long')
        .regex(/^([a-z0-9]+(-[a-z0-9]+)*(,|$))*$/, 'must be slugs with commas between them')
        .optional()
        .meta({ description: 'What is known already: slugs with commas between them.' }),
      level,
    }),
    response: pathSchema,
    example: '/path?to={spark}',
  },
  search: {
    name: 'search',
    path: '/search',
    summary: 'Sparks whose title, summary or lesson match, best first',
    description:
      'Words in any form; "in quotes" for phrases, `or` between alternatives, `-` before what must not occur.',
    query: paged(
      { q: z.string().trim().min(1, 'must not be empty').max(200, 'must have at most 200 characters') },
      100,
      20,
    ),
    response: pageOf(searchHitSchema),
    example: '/search?q=data&limit=2',
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;

/** The endpoint behind the segments after the workspace, and the slug in it. Where the slug is none, `slug` is null. */
export function matchEndpoint(segments: readonly string[]): { name: EndpointName; slug?: string } | null {
  for (const { name, path } of Object.values(ENDPOINTS)) {
    const parts = path.slice(1).split('/');
    if (parts.length !== segments.length) continue;
    if (parts.every((part, at) => part === '{slug}' || part === segments[at])) {
      const variable = parts.indexOf('{slug}');
      return variable < 0 ? { name } : { name, slug: segments[variable] };
    }
  }
  return null;
}

/** Reads the query of a request, or says everything that is wrong with it. */
export function readQuery(
  endpoint: Endpoint,
  search: URLSearchParams,
): { ok: true; query: Record<string, unknown> } | { ok: false; errors: ParameterProblem[] } {
  const errors: ParameterProblem[] = [];
  const given: Record<string, string> = {};
  for (const name of new Set(search.keys())) {
    if (!Object.hasOwn(endpoint.query.shape, name)) {
      const known = Object.keys(endpoint.query.shape).join(', ');
      errors.push({ parameter: name, message: `is not a parameter here; known are: ${known}` });
    } else if (search.getAll(name).length > 1) {
      errors.push({ parameter: name, message: 'is given more than once' });
    } else given[name] = search.get(name) ?? '';
  }
  const parsed = endpoint.query.safeParse(given);
  for (const issue of parsed.error?.issues ?? []) {
    const parameter = String(issue.path[0]);
    const isMissing = !Object.hasOwn(given, parameter);
    if (isMissing && search.has(parameter)) continue;
    errors.push({ parameter, message: isMissing ? 'is missing' : issue.message });
  }
  return errors.length === 0 && parsed.success ? { ok: true, query: parsed.data } : { ok: false, errors };
}
