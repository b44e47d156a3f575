import { ORDER_FILE } from '../core/folder.ts';
import { writeFileText } from '../core/folder-file.ts';
import { layOut } from '../core/folder-layout.ts';
import { folderSource } from './folder-source.ts';
import type { BundleSource } from './reader.ts';

// Folders in memory, and a small course to change.

export type Bundle = Record<string, unknown>;
export type Files = Map<string, string>;

/** The files of a bundle. */
export function write(bundle: Bundle): Files {
  const { documents, order } = layOut(bundle);
  return new Map([...[...documents].map(([file, one]) => [file, writeFileText(one)] as const), [ORDER_FILE, order]]);
}

/** Files as a source of a bundle. */
export function source(files: Files): Promise<BundleSource> {
  return folderSource({
    name: 'course',
    paths: [...files.keys()].sort(),
    read: async (file) => new TextEncoder().encode(files.get(file)),
  });
}

/** The bundle of files with which nothing is wrong. */
export async function read(files: Files): Promise<Bundle> {
  const { open, files: of } = await source(files);
  if (of?.problems.length !== 0) throw new Error(JSON.stringify(of?.problems));
  const chunks: Uint8Array[] = [];
  for await (const chunk of open()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

export const COURSE: Bundle = {
  schema_version: '1.0.0',
  version_label: 'v1',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
  domains: [{ slug: 'd', name: 'Domain' }],
  trails: [{ slug: 't', domain_slug: 'd', title: 'Trail', difficulty_level: 'beginner' }],
  concepts: ['c', 'e'].map((one) => ({ slug: one, trail_slug: 't', title: `Concept ${one}` })),
  sparks: ['a', 'b'].map((one) => ({
    slug: one,
    title: `Spark ${one}`,
    content_md: `# ${one}`,
    estimated_mins: 5,
    difficulty: 'beginner',
  })),
  beacons: [],
  concept_sparks: [
    { concept_slug: 'c', spark_slug: 'a', order_index: 0 },
    { concept_slug: 'c', spark_slug: 'b', order_index: 1 },
    { concept_slug: 'e', spark_slug: 'a', order_index: 0 },
  ],
  spark_beacons: [],
  spark_links: [{ source_slug: 'a', target_slug: 'b', link_type: 'prerequisite' }],
  concept_links: [],
};
export const A = 'd/t/c/a.md';
export const B = 'd/t/c/b.md';
export const C = 'd/t/c/_concept.yaml';

/** The course with some files changed (a function), added (text) or taken away (null). */
export function changed(changes: Record<string, null | string | ((text: string) => string)>): Files {
  const files = write(COURSE);
  for (const [file, change] of Object.entries(changes)) {
    if (change === null) files.delete(file);
    else files.set(file, typeof change === 'string' ? change : change(files.get(file) ?? ''));
  }
  return files;
}
