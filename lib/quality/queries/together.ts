/** As many are asked for at once. */
const MOST = 400;
/** Rows that are drawn together ask within the same frame. */
const WAIT_MS = 30;

type Ask<T> = (workspace: string, ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;

/** Makes one question of many that are asked within a moment; each gets its own answer, or undefined where there is none for it. */
export function together<T>(ask: Ask<T>): (workspace: string, id: string) => Promise<T | undefined> {
  const waiting = new Map<string, { ids: Set<string>; answer: Promise<ReadonlyMap<string, T>> }>();
  return async (workspace, id) => {
    let group = waiting.get(workspace);
    if (!group || group.ids.size >= MOST) {
      const ids = new Set<string>();
      const answer = new Promise<ReadonlyMap<string, T>>((resolve, reject) => {
        setTimeout(() => {
          if (waiting.get(workspace)?.ids === ids) waiting.delete(workspace);
          ask(workspace, [...ids]).then(resolve, reject);
        }, WAIT_MS);
      });
      group = { ids, answer };
      waiting.set(workspace, group);
    }
    group.ids.add(id);
    return (await group.answer).get(id);
  };
}
