import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { realtimeAccess } from '../services/realtime.ts';

/** A token that ends soon, for Realtime alone. By POST: only pages of the studio may ask, and nobody keeps the answer. */
export const realtimeRead = defineRead({
  name: 'realtime',
  method: 'POST',
  permission: 'content.read',
  input: z.object({}),
  run: (seated) => realtimeAccess(seated),
});
