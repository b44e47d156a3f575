import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleJsonSchema } from '#lib/bundles/core/bundle.ts';

// `npm run schema`: writes the published JSON Schema of the import bundle from the schemas of the kinds. A test fails while
// the two differ.

const file = path.resolve(import.meta.dirname, '../public/schemas/import-bundle.schema.json');
await writeFile(file, `${JSON.stringify(bundleJsonSchema(), null, 2)}\n`);
console.log(`Wrote ${path.relative(process.cwd(), file)}`);
