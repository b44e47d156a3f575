import { z } from 'zod';
import type { PersonEndpoint } from '#lib/base/core/person-endpoint.ts';
import { HTTP_STATUS, PROBLEM_CODES, type ProblemCode } from '#lib/base/core/problem.ts';
import { GENERATION_ENDPOINTS } from '#lib/generation/core/http-contract.ts';
import { REVIEW_ENDPOINTS } from '#lib/review/core/http-contract.ts';
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

/** The OpenAPI document of the studio: content for readers, and what people and their programs ask of generation and review. */
export function openApi(version: string): Json {
  const content = contentOpenApi(version);
  const { schemas, securitySchemes, ...components } = content.components as Record<string, Json>;
  const paths = { ...(content.paths as Json) };
  const add = (endpoint: PersonEndpoint, tag: string) => {
    const { path, method } = endpoint;
    paths[path] = { ...(paths[path] as Json | undefined), [method]: operation(endpoint, tag) };
  };
  for (const endpoint of GENERATION_ENDPOINTS) add(endpoint, 'generation');
  for (const endpoint of REVIEW_ENDPOINTS) add(endpoint, 'review');
  return {
    ...content,
    info: {
      ...(content.info as Json),
      title: 'Trailwright API',
      summary: 'The published content of a workspace, jobs that draft, and proposals that are decided.',
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

function operation(endpoint: PersonEndpoint, tag: string): Json {
  const { name, path, summary, description, query, body, is_body_optional, status, answer, refusals } = endpoint;
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
    tags: [tag],
    security: [{ person: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(content && { requestBody: { required: !is_body_optional, content } }),
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
