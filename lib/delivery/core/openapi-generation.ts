import { z } from 'zod';
import { HTTP_STATUS, PROBLEM_CODES, type ProblemCode } from '#lib/base/core/problem.ts';
import { GENERATION_ENDPOINTS, type GenerationEndpoint } from '#lib/generation/core/http-contract.ts';
import { contentOpenApi, type Json, jsonSchema } from './openapi.ts';

const refusal = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.enum(PROBLEM_CODES),
    detail: z.string(),
    error: z.string().meta({ description: 'The sentence once more, where clients of the generation API look for it.' }),
    details: z.record(z.string(), z.string()).meta({ description: 'What is wrong, by the fields of the request.' }),
  })
  .meta({ description: 'A refusal (RFC 9457) of what needs a person.' });

/** The OpenAPI document of the studio: content for readers, and the requests of generation for people and their programs. */
export function openApi(version: string): Json {
  const content = contentOpenApi(version);
  const { schemas, securitySchemes, ...components } = content.components as Record<string, Json>;
  const paths = { ...(content.paths as Json) };
  for (const endpoint of GENERATION_ENDPOINTS) {
    paths[endpoint.path] = { ...(paths[endpoint.path] as Json | undefined), [endpoint.method]: operation(endpoint) };
  }
  return {
    ...content,
    info: {
      ...(content.info as Json),
      title: 'Trailwright API',
      summary: 'The published content of a workspace, and jobs that draft.',
    },
    paths,
    components: {
      ...components,
      schemas: { ...schemas, Refusal: jsonSchema(refusal) },
      securitySchemes: {
        ...securitySchemes,
        person: { type: 'http', scheme: 'bearer', description: 'The access token of a member.' },
      },
    },
  };
}

function operation({
  name,
  path,
  summary,
  description,
  query,
  body,
  status,
  answer,
  refusals,
}: GenerationEndpoint): Json {
  const parameters = [
    ...Array.from(path.matchAll(/\{(\w+)\}/g), ([, of = '']) => ({
      name: of,
      in: 'path',
      required: true,
      schema: { type: 'string', format: 'uuid' },
    })),
    ...Object.entries(query ? (jsonSchema(query).properties as Record<string, Json>) : {}).map(([of, schema]) => ({
      name: of,
      in: 'query',
      required: false,
      schema,
    })),
  ];
  const content =
    body === 'file'
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : body && { 'application/json': { schema: jsonSchema(body) } };
  return {
    operationId: name,
    summary,
    ...(description && { description }),
    tags: ['generation'],
    security: [{ person: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: true, content } }),
    responses: {
      [status]: { description: summary, content: { 'application/json': { schema: jsonSchema(answer) } } },
      ...refused(refusals),
    },
  };
}

/** One response a status; where several codes share it, the document of the refusal says which it is. */
function refused(codes: readonly ProblemCode[]): Json {
  const all = [...codes, 'unavailable' as const, 'bug' as const];
  const statuses = [...new Set(all.map((code) => HTTP_STATUS[code]))];
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: all
          .filter((code) => HTTP_STATUS[code] === status)
          .map((code) => `\`${code}\``)
          .join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    ]),
  );
}
