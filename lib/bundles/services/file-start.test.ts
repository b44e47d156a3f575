import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { beginsAsJson, beginsAsZip, startOf } from './file-start.ts';

test.each([
  ['{"schema_version": "1.0.0"', 'json'],
  ['\ufeff \n[{"id": 1}]', 'json'],
  ['[]', 'json'],
  ['[ "a"', 'json'],
  ['', 'json'],
  ['"stem","right"\n"Is it?","true"\n', null],
  ['[html]<p>Is it?</p>{T}', null],
  ['[markdown]Is it?{T}', null],
  ['[] {T}', 'json'],
  ['::Soil::Is it?{T}', null],
  ['<?xml version="1.0"?>', null],
  ['PK\u0003\u0004', 'zip'],
  ['PK Is it short for primary key? {T}', null],
])('a file that begins with %j is: %s', (text, is) =>
  withTemporary(async (folder) => {
    const file = path.join(folder, 'file');
    await writeFile(file, text);
    const start = await startOf(file);
    expect({ json: beginsAsJson(start), zip: beginsAsZip(start) }).toEqual({ json: is === 'json', zip: is === 'zip' });
  }),
);
