import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { findDuplicates } from '../services/near-duplicates.ts';

export const nearDuplicatesRead = defineRead({
  name: 'near-duplicates',
  permission: 'content.read',
  input: z.object({ spark_id: z.uuid().nullable() }),
  run: ({ db, workspace }, { spark_id }) => findDuplicates(db, workspace.id, spark_id),
});
