import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Content,
  codeOf,
  differences,
  list,
  snapshotContent,
  stage,
  value,
  workingStates,
} from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { sql, author, here, renew, snapshots, promote, rollback, retitle, verify, pending } = snapshotting();

test('whatever is edited, staged, promoted, rolled back and cleaned up, every snapshot is and stays what a full copy would be', async () => {
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        act: fc.constantFrom('add', 'edit', 'rename', 'remove', 'link', 'place', 'replace', 'undo'),
        n: fc.nat(),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ act: fc.constant('stage'), n: fc.nat(), share: fc.constantFrom(0, 1, 1, 2, 3) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ act: fc.constantFrom('promote', 'promote', 'rollback', 'cleanup', 'pin'), n: fc.nat() }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 45 }), async (steps) => {
      await renew();
      const model = new Model();
      for (const one of steps) await model.step(one);
      await model.check();
    }),
    { numRuns: 20 },
  );
}, 120_000);

/** Keeps a full copy of the content for every snapshot, and the status of each, by the rules as they are told to people. */
class Model {
  readonly copies = new Map<string, Content>();
  readonly states = new Map<
    string,
    { status: string; seq: number; parent: string | null; promoted: number; pinned: boolean }
  >();
  #clock = 0;

  #current = () => [...this.states].find(([, state]) => state.status === 'current')?.[0] ?? null;
  #base(): string | null {
    const ready = [...this.states]
      .filter(([, state]) => state.status === 'ready')
      .sort(([, a], [, b]) => b.seq - a.seq);
    return this.#current() ?? ready[0]?.[0] ?? null;
  }

  async step(one: { act: string; n: number; share?: number }): Promise<void> {
    const pick = async (table: string) => {
      const rows = await list<{ id: string }>(
        sql,
        `select id from public.${table} where workspace_id = $1 order by ordinal`,
        [here.workspace],
      );
      return rows[one.n % Math.max(1, rows.length)]?.id;
    };
    const spark = await pick('sparks');
    switch (one.act) {
      case 'add':
        await (one.n % 3 === 0 ? author.concept(null, `c-${this.#clock++}`) : author.spark(`s-${this.#clock++}`));
        break;
      case 'edit':
        if (spark) await retitle(spark, `Title ${one.n % 5}`);
        break;
      case 'rename':
        // Few names, so that slugs are given up and taken over.
        if (spark)
          await codeOf(sql.query('update public.sparks set slug = $2 where id = $1', [spark, `name-${one.n % 4}`]));
        break;
      case 'remove':
        if (spark) await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, spark]);
        break;
      case 'replace':
        if (spark) {
          const slug = await value<string>(sql, 'select slug from public.sparks where id = $1', [spark]);
          await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, spark]);
          await author.spark(slug);
        }
        break;
      case 'link': {
        const other = await value<string>(
          sql,
          'select id from public.sparks where workspace_id = $1 order by ordinal desc limit 1',
          [here.workspace],
        );
        if (spark && other && spark !== other)
          await codeOf(one.n % 2 ? author.link(spark, other) : author.link(other, spark));
        break;
      }
      case 'place': {
        const concept = await pick('concepts');
        if (spark && concept) await codeOf(author.place(concept, spark));
        break;
      }
      case 'undo': {
        const last = await value<string>(
          sql,
          'select id from public.change_sets where workspace_id = $1 and undone_by is null order by created_at desc limit 1',
          [here.workspace],
        );
        if (last) await codeOf(sql.query('select public.undo_change_set($1)', [last]));
        break;
      }
      case 'stage':
        return this.#stage(one.share ?? 0, one.n);
      case 'promote':
        return this.#promote(one.n);
      case 'rollback':
        return this.#rollback(one.n);
      case 'pin': {
        const ids = [...this.states.keys()];
        const id = ids[one.n % Math.max(1, ids.length)];
        if (!id) return;
        const state = this.states.get(id);
        if (!state) return;
        state.pinned = !state.pinned;
        await sql.query('select public.set_snapshot_pin($1, $2)', [id, state.pinned]);
        break;
      }
      case 'cleanup':
        return this.#cleanup(1 + (one.n % 3));
    }
  }

  /** share 0: everything; otherwise every share-th of what is pending. */
  async #stage(share: number, n: number): Promise<void> {
    const base = this.#base();
    const before = this.copies.get(base ?? '') ?? new Map<string, string>();
    const working = await workingStates(sql, here.workspace);
    const open = differences(before, working);
    expect(await pending(), 'pending is what differs from the base').toEqual(open);
    const only =
      share === 0
        ? undefined
        : [...open.keys()].filter((_, at) => (at + n) % share === 0).map((key) => key.split(':')[1] as string);
    const outcome = await stage(sql, here.workspace, { only });
    if (!outcome.ok) {
      expect(only, 'only a selection can be refused').toBeDefined();
      return;
    }
    const made = await snapshotContent(sql, outcome.snapshot_id);
    if (!only) expect(made).toEqual(working);
    // Each entity is as in the base or as in the tables, what was chosen as in the tables, and slugs are unique.
    for (const key of new Set([...before.keys(), ...working.keys(), ...made.keys()])) {
      const isChosen = only?.includes(key.split(':')[1] as string);
      const allowed = isChosen ? [working.get(key)] : [working.get(key), before.get(key)];
      expect(allowed).toContain(made.get(key));
    }
    const slugs = [...made].flatMap(([key, body]) => {
      const { slug } = JSON.parse(body) as { slug?: string };
      return slug ? [`${key.split(':')[0]}:${slug}`] : [];
    });
    expect(new Set(slugs).size, 'no slug stands twice').toBe(slugs.length);
    const counts: Record<string, number> = {};
    for (const key of made.keys()) counts[key.split(':')[0] as string] = (counts[key.split(':')[0] as string] ?? 0) + 1;
    expect(Object.fromEntries(Object.entries(outcome.entity_counts).filter(([, total]) => total > 0))).toEqual(counts);
    this.copies.set(outcome.snapshot_id, made);
    this.states.set(outcome.snapshot_id, {
      status: 'ready',
      seq: outcome.seq,
      parent: base,
      promoted: 0,
      pinned: false,
    });
  }

  async #promote(n: number): Promise<void> {
    const able = [...this.states].filter(([, state]) => state.status === 'ready' || state.status === 'archived');
    const chosen = able[n % Math.max(1, able.length)];
    if (!chosen) return;
    await promote(chosen[0]);
    this.#point(chosen[0]);
  }

  async #rollback(n: number): Promise<void> {
    const current = this.#current();
    if (!current) return expect(await codeOf(rollback())).toBe('TW002');
    const archived = [...this.states].filter(([, state]) => state.status === 'archived').map(([id]) => id);
    const parent = this.states.get(current)?.parent ?? null;
    const target = n % 2 === 0 ? parent : (archived[n % Math.max(1, archived.length)] ?? null);
    const code = await codeOf(rollback(n % 2 === 0 ? null : target));
    const goal = target ?? parent;
    if (goal && this.states.get(goal)?.status === 'archived') {
      expect(code).toBeNull();
      this.#point(goal);
    } else {
      expect(code).toBe(goal && this.states.has(goal) ? 'TW002' : 'TW004');
    }
  }

  #point(id: string): void {
    for (const state of this.states.values()) if (state.status === 'current') state.status = 'archived';
    const state = this.states.get(id);
    if (state) Object.assign(state, { status: 'current', promoted: ++this.#clock });
  }

  async #cleanup(keep: number): Promise<void> {
    const published = [...this.states]
      .filter(([, state]) => state.promoted > 0)
      .sort(([, a], [, b]) => b.promoted - a.promoted);
    const gone = published.slice(keep).filter(([, state]) => state.status === 'archived' && !state.pinned);
    expect(await value(sql, 'select public.cleanup_old_snapshots($1, $2)', [here.workspace, keep])).toBe(gone.length);
    for (const [id] of gone) {
      this.states.delete(id);
      this.copies.delete(id);
      for (const state of this.states.values()) if (state.parent === id) state.parent = null;
    }
  }

  async check(): Promise<void> {
    const real = await snapshots();
    expect(new Map(real.map((row) => [row.id, row.status]))).toEqual(
      new Map([...this.states].map(([id, state]) => [id, state.status])),
    );
    const working = await workingStates(sql, here.workspace);
    for (const [id, copy] of this.copies) {
      expect(await snapshotContent(sql, id)).toEqual(copy);
      expect((await verify(id)).problems).toEqual([]);
      expect(await pending(id)).toEqual(differences(copy, working));
    }
    const ids = [...this.copies.keys()];
    for (const [at, a] of ids.entries()) {
      const b = ids[(at + 1) % ids.length] as string;
      const rows = await list<{ key: string; change: string }>(
        sql,
        "select kind || ':' || entity_id as key, change from public.diff_snapshots($1, $2)",
        [a, b],
      );
      expect(new Map(rows.map((row) => [row.key, row.change]))).toEqual(
        differences(this.copies.get(a) as Content, this.copies.get(b) as Content),
      );
    }
  }
}
