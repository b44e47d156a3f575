import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { beginsAsJson } from './questions.ts';

test.each([
  ['{"schema_version": "1.0.0"', true],
  ['\ufeff \n[{"id": 1}]', true],
  ['[]', true],
  ['[ "a"', true],
  ['', true],
  ['"stem","right"\n"Is it?","true"\n', false],
  ['[html]<p>Is it?</p>{T}', false],
  ['[markdown]Is it?{T}', false],
  ['[] {T}', true],
  ['::Soil::Is it?{T}', false],
  ['<?xml version="1.0"?>', false],
  ['PK\u0003\u0004', false],
])('a file that begins with %j is JSON: %s', (text, isJson) =>
  withTemporary(async (folder) => {
    const file = path.join(folder, 'file');
    await writeFile(file, text);
    expect(await beginsAsJson(file)).toBe(isJson);
  }),
);
