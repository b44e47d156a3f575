import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORDER_FILE } from '#lib/core/folder';
import { layOut } from '#lib/core/folder-layout';
import { writeFileText } from './folder-file';
import { folderSource } from './folder-source';

// A bundle laid out in files and read back is the same bundle, in whatever order its lists came.

type Bundle = Record<string, unknown>;

function write(bundle: Bundle): Map<string, string> {
  const { documents, order } = layOut(bundle);
  return new Map([...[...documents].map(([file, one]) => [file, writeFileText(one)] as const), [ORDER_FILE, order]]);
}

function source(files: Map<string, string>) {
  return folderSource({
    name: 'course',
    paths: [...files.keys()].sort(),
    read: async (file) => new TextEncoder().encode(files.get(file)),
  });
}

async function read(files: Map<string, string>): Promise<Bundle> {
  const { open, files: of } = await source(files);
  expect(of?.problems).toEqual([]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

const ROOT = path.resolve(import.meta.dirname, '../..');
const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(ROOT, '../shared/content');
const bundles = existsSync(CONTENT)
  ? readdirSync(CONTENT)
      .map((name) => path.join(CONTENT, name, 'bundle.json'))
      .filter((file) => existsSync(file))
  : [];
if (bundles.length === 0) console.log(`Real courses are not tried: there is no folder ${CONTENT}.`);

describe('a course comes back as it was', () => {
  test.each([path.join(ROOT, 'supabase/demo/bundle.json'), ...bundles])('%s', async (file) => {
    const bundle = JSON.parse(readFileSync(file, 'utf8'));
    const files = write(bundle);
    expect(await read(files)).toEqual(bundle);
    expect(write(await read(files))).toEqual(files);
  });
});
