import type { Db } from '#lib/base/data/clients/token.ts';
import { findExternal, memberIds } from '../data/outside.ts';
import type { OutsideContext } from './outside-source.ts';

/** So many things are looked for at once. */
const ASKED_AT_ONCE = 1000;

/** A workspace as outside files ask it. What cannot be asked is not known: the plan itself says why in a moment. */
export function outsideContext(db: Db, workspace_id: string, taker: string | null): OutsideContext {
  return {
    taker,
    find: async (kind, system, asked) => {
      const found: Awaited<ReturnType<OutsideContext['find']>> = [];
      for (let from = 0; from < asked.length; from += ASKED_AT_ONCE) {
        const page = await findExternal(db, workspace_id, kind, system, asked.slice(from, from + ASKED_AT_ONCE));
        if (!page.ok) return [];
        found.push(...page.data);
      }
      return found;
    },
    members: async () => {
      const members = await memberIds(db, workspace_id);
      return members.ok ? members.data : new Map();
    },
  };
}
