import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { bundleJsonSchema } from './bundle.ts';

const SCHEMA = path.resolve(import.meta.dirname, '../../../public/schemas/import-bundle.schema.json');
const DEMO = path.resolve(import.meta.dirname, '../../../supabase/demo/bundle.json');

const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));

test('the published JSON Schema is the one that the schemas in core give (else: npm run schema)', async () => {
  expect(await read(SCHEMA)).toEqual(bundleJsonSchema());
});

test('the demo course satisfies the published schema, and a broken copy does not', async () => {
  const validate = new Ajv2020({ strict: false }).compile(await read(SCHEMA));
  const demo = await read(DEMO);
  expect(validate(demo), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...demo, sparks: [{ ...demo.sparks[0], difficulty: 'wizard' }] })).toBe(false);
});

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/content');

test.skipIf(!existsSync(CONTENT)).each(['iot-for-beginners', 'hf-llm-course', 'git-novice', 'stress-metamath-ql'])(
  'the real course %s satisfies the published schema',
  async (name) => {
    const validate = new Ajv2020({ strict: false }).compile(await read(SCHEMA));
    expect(
      validate(await read(path.join(CONTENT, name, 'bundle.json'))),
      JSON.stringify(validate.errors?.slice(0, 3)),
    ).toBe(true);
  },
);
