import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { ASKS } from '../core/asks/registry.ts';
import { routesFor, windowAt } from '../core/estimate.ts';
import type { Priority } from '../core/maker.ts';
import type { ContentType, Length } from '../core/prompt/content-types.ts';
import { roomIn } from '../core/prompt/fit.ts';
import { readJobSize } from '../data/jobs.ts';
import type { PromptPlace } from '../data/prompt-rules.ts';
import { readModelSetup } from '../data/providers.ts';

interface RoomWish {
  content_type: ContentType;
  length: Length;
  priority: Priority;
  place?: PromptPlace | null;
}

/** How long a prompt may be for the model that is asked first, where lessons of the place are still to be added: for whoever only looks. */
export async function roomFor(
  db: Db,
  workspace_id: string,
  { content_type, length, priority, place = null }: RoomWish,
): Promise<Result<{ model: string | null; most_bytes: number | null }>> {
  const [setup, size] = await Promise.all([
    readModelSetup(db, workspace_id),
    readJobSize(db, workspace_id, place ? [place.id] : [], []),
  ]);
  if (!setup.ok) return setup;
  if (!size.ok) return size;
  const [lesson_bytes = 0] = size.data.lesson_bytes;
  const model = routesFor(setup.data, priority)[0]?.model ?? null;
  const tokens = model === null ? null : windowAt(setup.data.prices, model, Date.now());
  const room = roomIn(tokens, ASKS[content_type].max_output_tokens[length]);
  return ok({ model, most_bytes: room === null ? null : Math.max(0, room - lesson_bytes) });
}
