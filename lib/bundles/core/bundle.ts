import { z } from 'zod';
import { dateText, text } from '#lib/base/core/entity.ts';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';

/** Versions of the bundle format that this studio reads. It writes the last. */
export const SCHEMA_VERSIONS = ['1.0.0'] as const;

export const bundleMetadataSchema = z.looseObject({
  generated_at: dateText,
  source_system: text(1, 200),
  source_version: z.string().max(200).nullish(),
  description: z.string().max(2000).nullish(),
});

/** Everything of a bundle that is not a list of entities. Unknown members are kept. */
export const bundleHeaderSchema = z.looseObject({
  schema_version: z.enum(SCHEMA_VERSIONS),
  version_label: text(1, 100),
  name: z.string().max(200).nullish(),
  metadata: bundleMetadataSchema,
});
export type BundleHeader = z.infer<typeof bundleHeaderSchema>;

/** Name of the list in a bundle -> kind of its items. */
export const LIST_KINDS: ReadonlyMap<string, BundleKind> = new Map(
  BUNDLE_KINDS.map((kind) => [BUNDLE_ENTITIES[kind].list, kind]),
);

/** Lists that belong to the original format and are always written, empty or not; the others are optional additions. */
export const BASE_LISTS: ReadonlySet<string> = new Set([
  'domains',
  'trails',
  'concepts',
  'sparks',
  'beacons',
  'concept_sparks',
  'spark_beacons',
  'spark_links',
  'concept_links',
]);

/** The whole contract as one schema, from which the published JSON Schema is made. */
export const bundleSchema = bundleHeaderSchema.extend(
  Object.fromEntries(
    BUNDLE_KINDS.map((kind) => [BUNDLE_ENTITIES[kind].list, z.array(BUNDLE_ENTITIES[kind].bundle).optional()]),
  ),
);

/** JSON Schema (2020-12) of the import bundle. Cross references and loops are beyond it; `content validate` checks those. */
export function bundleJsonSchema(): Record<string, unknown> {
  return {
    $id: 'https://trailwright.dev/schemas/import-bundle.schema.json',
    title: 'Trailwright import bundle',
    $comment: 'Written by `npm run schema` from the schemas of the kinds, never by hand.',
    ...z.toJSONSchema(bundleSchema, { io: 'input', unrepresentable: 'throw' }),
  };
}
