import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { openApi } from '#lib/delivery/core/openapi-generation.ts';

interface Described {
  responses: Record<string, { content?: Record<string, { schema: object }> } | undefined>;
  requestBody?: { content: Record<string, { schema: object }> };
}

const document = openApi('1.0.0');
// Formats are for readers of the document; what a uuid is, the schema says by a pattern as well.
const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(document, 'openapi');

/** Expects that the OpenAPI document knows an answer as it came. */
export async function expectDescribed(method: 'get' | 'post', path: string, answer: Response): Promise<void> {
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const operation = (document.paths as Record<string, Record<string, Described | undefined> | undefined>)[path]?.[
    method
  ];
  const schema = operation?.responses[answer.status]?.content?.[type]?.schema;
  expect(schema, `${method} ${path} ${answer.status} ${type}`).toBeDefined();
  const pointer = `openapi#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}/responses/${answer.status}/content/${type.replaceAll('/', '~1')}/schema`;
  const isRight = ajv.validate({ $ref: encodeURI(pointer) }, await answer.clone().json());
  expect(ajv.errors ?? [], `${method} ${path}`).toEqual([]);
  expect(isRight).toBe(true);
}
