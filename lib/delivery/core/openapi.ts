import { z } from 'zod';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { CONTENT_PROBLEMS, type ContentProblemCode, problemSchema } from './problem.ts';

export type Json = Record<string, unknown>;

const COMMON: ContentProblemCode[] = ['workspace_not_found', 'snapshot_not_found', 'nothing_promoted'];
const ANYWHERE: ContentProblemCode[] = ['unauthenticated', 'method_not_allowed', 'rate_limited', 'unavailable', 'bug'];

/** The OpenAPI 3.1 document of the content API, made from the schemas by which answers are sent and queries read. */
export function contentOpenApi(version: string): Json {
  const endpoints: Endpoint[] = Object.values(ENDPOINTS);
  const { schemas, of } = componentSchemas({
    ...Object.fromEntries(endpoints.map((endpoint) => [endpoint.name, endpoint.response])),
    problem: problemSchema,
  });
  return {
    openapi: '3.1.0',
    info: {
      title: 'Trailwright content API',
      version,
      summary: 'The published content of a workspace, read only.',
      description:
        'Every answer comes from one snapshot, named in `X-Snapshot-Id`, and has a strong `ETag`. A promotion or rollback is seen by the next request.',
    },
    servers: [
      {
        url: '/api/v1/{workspace}',
        variables: { workspace: { default: 'demo', description: 'Slug of the workspace.' } },
      },
    ],
    security: [{}, { bearer: [] }, { header: [] }],
    paths: Object.fromEntries(
      endpoints.map((endpoint) => [endpoint.path, { get: operation(endpoint, of(endpoint.name)) }]),
    ),
    components: {
      schemas,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A content key (`twk_...`), or the access token of a member.',
        },
        header: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Content-Key',
          description: 'The same key, where Authorization is taken.',
        },
      },
      headers: {
        ETag: { schema: { type: 'string' }, description: 'Strong; send it back as If-None-Match.' },
        'X-Snapshot-Id': { schema: { type: 'string', format: 'uuid' }, description: 'The snapshot that was read.' },
        'Cache-Control': { schema: { type: 'string' } },
      },
      responses: Object.fromEntries(
        (Object.keys(CONTENT_PROBLEMS) as ContentProblemCode[]).map((code) => [
          code,
          {
            description: CONTENT_PROBLEMS[code].title,
            content: { 'application/problem+json': { schema: of('problem') } },
          },
        ]),
      ),
    },
  };
}

function operation(endpoint: Endpoint, response: Json): Json {
  const query = jsonSchema(endpoint.query);
  const required = (query.required as string[] | undefined) ?? [];
  const ofSlug = endpoint.path.includes('{slug}');
  const codes: ContentProblemCode[] = [
    'invalid_parameters',
    ...COMMON,
    ...(ofSlug || endpoint.name === 'path' || endpoint.name === 'graph' ? (['not_found'] as const) : []),
    ...ANYWHERE,
  ];
  const headers = Object.fromEntries(
    ['ETag', 'X-Snapshot-Id', 'Cache-Control'].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );
  const content: Json = { 'application/json': { schema: response } };
  if (endpoint.name === 'spark') {
    content['text/markdown'] = { schema: { type: 'string' } };
    content['text/html'] = { schema: { type: 'string' } };
  }
  return {
    operationId: endpoint.name,
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    parameters: [
      ...(ofSlug ? [{ name: 'slug', in: 'path', required: true, schema: { type: 'string' } }] : []),
      ...Object.entries(query.properties as Record<string, Json>).map(([name, { description, ...schema }]) => ({
        name,
        in: 'query',
        required: required.includes(name),
        ...(description !== undefined && { description }),
        schema,
      })),
    ],
    responses: {
      200: { description: endpoint.summary, headers, content },
      304: { description: 'What you have is still right.' },
      ...(ofSlug && { 308: { description: 'The slug was renamed; Location has the new address.' } }),
      ...byStatus(codes),
    },
  };
}

/** One response a status; where several problems share a status, their document says which. */
function byStatus(codes: readonly ContentProblemCode[]): Json {
  const found = new Map<number, ContentProblemCode[]>();
  for (const code of codes) {
    const { status } = CONTENT_PROBLEMS[code];
    found.set(status, [...(found.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...found].map(([status, [first, ...others]]) => [
      status,
      others.length === 0
        ? { $ref: `#/components/responses/${first}` }
        : {
            description: [first, ...others].map((code) => `\`${code}\``).join(', '),
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
    ]),
  );
}

/** All named schemas once, and for each given schema what stands in its place. */
function componentSchemas(given: Record<string, z.ZodType>): { schemas: Json; of: (name: string) => Json } {
  const whole = jsonSchema(z.object(given));
  const properties = whole.properties as Record<string, Json>;
  return { schemas: (whole.$defs as Json | undefined) ?? {}, of: (name) => properties[name] ?? {} };
}

/** As input, so that objects stay open: an app must not fall over a field that is added later. */
export function jsonSchema(schema: z.ZodType): Json {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), (key, value: unknown) =>
    // The format says it, and no reader needs the largest integer of JavaScript.
    key === '$schema' || (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) ? undefined : value,
  );
  return JSON.parse(text.replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
