import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Draft } from '#lib/lessons/core/draft.ts';
import { chooseParts } from '#lib/lessons/core/text-merge.ts';
import { LessonSync, type SaveAnswer } from './lesson-sync.ts';

/** A server with one lesson that others may save, too. */
class Server {
  content_md = '# Title\n\nOne.\n\nTwo.\n';
  version = 1;
  is_down = false;
  saves = 0;
  /** Runs before a save is looked at, once. */
  meanwhile: (() => void) | null = null;

  save = async (content_md: string, version: number): Promise<SaveAnswer> => {
    if (this.is_down) return { ok: false, problem: { code: 'unavailable', message: 'away' } };
    this.meanwhile?.();
    this.meanwhile = null;
    if (version !== this.version) return { ok: false, problem: { code: 'stale', message: 'newer' } };
    this.saves++;
    this.content_md = content_md;
    return { ok: true, version: ++this.version, savedAt: '2026-01-01T12:04:00Z' };
  };
  load = async () =>
    this.is_down
      ? { ok: false as const, problem: { code: 'unavailable' as const, message: 'away' } }
      : { ok: true as const, lesson: { content_md: this.content_md, version: this.version, updated_by: 'rae' } };
  by(other: (text: string) => string): void {
    this.content_md = other(this.content_md);
    this.version++;
  }
}

let server: Server;
let waiting: Draft | null;
const open = () => {
  const sync = new LessonSync(
    { content_md: server.content_md, version: server.version },
    {
      save: server.save,
      load: server.load,
      draft: {
        get: () => waiting,
        set: (draft) => {
          waiting = draft;
        },
      },
      now: () => new Date('2026-01-01T12:00:00Z'),
    },
  );
  sync.resume();
  return sync;
};
const edit = (sync: LessonSync, from: string, to: string) => sync.write(sync.read().replace(from, to));

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  waiting = null;
});
afterEach(() => vi.useRealTimers());

describe('saving by itself', () => {
  test('waits for a pause, and does not wait for ever', async () => {
    const sync = open();
    edit(sync, 'One', 'One!');
    expect(sync.snapshot()).toMatchObject({ status: 'unsaved', isDirty: true });
    await vi.advanceTimersByTimeAsync(1_400);
    expect(server.saves).toBe(0);
    await vi.advanceTimersByTimeAsync(200);
    expect(sync.snapshot()).toMatchObject({ status: 'saved', isDirty: false, savedAt: '2026-01-01T12:04:00Z' });
    for (let second = 0; second < 12; second++) {
      edit(sync, '!', '!!');
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(server.saves).toBe(2);
  });

  test('saves nothing when nothing is changed, or changed back', async () => {
    const sync = open();
    edit(sync, 'One', 'Uno');
    edit(sync, 'Uno', 'One');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await sync.save()).toBe(true);
    expect([server.saves, sync.snapshot().status, waiting]).toEqual([0, 'saved', null]);
  });

  test('what is typed while it saves is saved after it', async () => {
    const sync = open();
    edit(sync, 'One', 'Uno');
    const saving = sync.save();
    edit(sync, 'Two', 'Dos');
    await saving;
    expect(sync.snapshot()).toMatchObject({ status: 'unsaved', isDirty: true });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.content_md).toBe('# Title\n\nUno.\n\nDos.\n');
    expect(sync.snapshot().status).toBe('saved');
  });
});

describe('two people', () => {
  test('in different words: both are saved, and the screen keeps still until asked', async () => {
    const sync = open();
    edit(sync, 'One', 'Mine');
    server.by((text) => text.replace('Two', 'Theirs'));
    expect(await sync.save()).toBe(true);
    expect(server.content_md).toBe('# Title\n\nMine.\n\nTheirs.\n');
    expect(sync.read()).toBe('# Title\n\nMine.\n\nTwo.\n');
    expect(sync.snapshot()).toMatchObject({ status: 'saved', hasHiddenEdits: true, othersBy: 'rae', generation: 0 });
    // The next save keeps theirs, although the screen has not got it.
    edit(sync, 'Mine', 'Mine again');
    await sync.save();
    expect(server.content_md).toBe('# Title\n\nMine again.\n\nTheirs.\n');
    await sync.showOthers();
    expect(sync.read()).toBe(server.content_md);
    expect(sync.snapshot()).toMatchObject({ hasHiddenEdits: false, generation: 1 });
  });

  test('in the same words: nothing is lost and nothing is saved until somebody chooses', async () => {
    const sync = open();
    edit(sync, 'One', 'Mine');
    server.by((text) => text.replace('One', 'Theirs').replace('Two', 'Zwei'));
    expect(await sync.save()).toBe(false);
    expect(sync.snapshot().status).toBe('conflict');
    expect(server.content_md).toContain('Theirs');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.saves).toBe(0);
    const parts = sync.snapshot().conflict ?? [];
    expect(await sync.resolve(chooseParts(parts, ['both']))).toBe(true);
    expect(server.content_md).toBe('# Title\n\nMine.\nTheirs.\n\nZwei.\n');
    expect(sync.snapshot()).toMatchObject({ status: 'saved', conflict: null, isDirty: false });
  });

  test('a save of other fields is no conflict', async () => {
    const sync = open();
    edit(sync, 'One', 'Mine');
    server.version++;
    expect(await sync.save()).toBe(true);
    expect(sync.snapshot().hasHiddenEdits).toBe(false);
  });

  test('others being faster again and again ends in words, not in a loop', async () => {
    const sync = open();
    const save = server.save;
    let asked = 0;
    server.save = (text, version) => {
      asked++;
      server.version++;
      return save(text, version);
    };
    const busy = open();
    edit(busy, 'One', 'Mine');
    expect(await busy.save()).toBe(false);
    expect(busy.snapshot()).toMatchObject({ status: 'failed', problem: { code: 'stale' }, isDirty: true });
    expect(asked).toBe(5);
    sync.stop();
    busy.stop();
  });

  test('a newer version is told while one only reads, and the screen is not touched', async () => {
    const sync = open();
    server.by((text) => text.replace('Two', 'Zwei'));
    await sync.noticed(server.version);
    expect(sync.snapshot()).toMatchObject({ hasHiddenEdits: true, generation: 0 });
    expect(sync.read()).toContain('Two');
    await sync.showOthers();
    expect(sync.read()).toContain('Zwei');
  });
});

describe('without network', () => {
  test('says so, keeps the text on the device, and saves when it is back', async () => {
    const sync = open();
    server.is_down = true;
    edit(sync, 'One', 'Offline');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sync.snapshot().status).toBe('offline');
    expect(waiting).toMatchObject({ text: sync.read(), base: server.content_md });
    server.is_down = false;
    sync.online();
    await vi.advanceTimersByTimeAsync(10);
    expect(sync.snapshot().status).toBe('saved');
    expect([server.content_md.includes('Offline'), waiting]).toEqual([true, null]);
  });

  test('tries again by itself', async () => {
    const sync = open();
    server.is_down = true;
    edit(sync, 'One', 'Offline');
    await vi.advanceTimersByTimeAsync(6_000);
    server.is_down = false;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(sync.snapshot().status).toBe('saved');
  });

  test('the next visit takes it up and merges it with what others saved meanwhile', async () => {
    const first = open();
    server.is_down = true;
    edit(first, 'One', 'Left behind');
    first.stop();
    server.is_down = false;
    server.by((text) => text.replace('Two', 'Zwei'));
    const second = open();
    expect(second.read()).toContain('Left behind');
    expect(second.snapshot()).toMatchObject({
      resumedFrom: '2026-01-01T12:00:00.000Z',
      isDirty: true,
      generation: 1,
    });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.content_md).toBe('# Title\n\nLeft behind.\n\nZwei.\n');
  });

  test('or throws it away when told', async () => {
    waiting = { text: 'old text', base: 'older', at: '2026-01-01T11:00:00Z' };
    const sync = open();
    expect(sync.read()).toBe('old text');
    sync.discard();
    expect([sync.read(), waiting, sync.snapshot().status]).toEqual([server.content_md, null, 'saved']);
  });
});

test('what the server refuses is told, waits, and is not tried again by itself', async () => {
  const sync = open();
  server.save = async () => ({ ok: false, problem: { code: 'not_found', message: 'It lies in the trash.' } });
  const refused = new LessonSync(
    { content_md: 'text', version: 1 },
    {
      save: server.save,
      load: server.load,
      draft: { get: () => null, set: (draft) => (waiting = draft) },
      now: () => new Date(),
    },
  );
  refused.write('new text');
  expect(await refused.save()).toBe(false);
  expect(refused.snapshot()).toMatchObject({ status: 'failed', problem: { code: 'not_found' } });
  expect(waiting).toMatchObject({ text: 'new text' });
  sync.stop();
});

describe('where changes are proposed', () => {
  const held = () => {
    const sync = new LessonSync(
      { content_md: server.content_md, version: server.version },
      {
        save: server.save,
        load: server.load,
        draft: {
          get: () => waiting,
          set: (draft) => {
            waiting = draft;
          },
        },
        now: () => new Date('2026-01-01T12:00:00Z'),
      },
    );
    sync.hold(true);
    sync.resume();
    return sync;
  };

  test('nothing is saved by itself, by key or by leaving: it waits on the device, and is there again', async () => {
    const sync = held();
    edit(sync, 'One', 'One!');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await sync.save()).toBe(false);
    sync.online();
    sync.stop();
    expect(server.saves).toBe(0);
    expect(waiting).toMatchObject({ is_held: true, text: '# Title\n\nOne!.\n\nTwo.\n' });
    expect(held().read()).toContain('One!');
    expect(server.saves).toBe(0);
  });

  test('what is proposed is merged with what others saved, for the version that they saved', async () => {
    const sync = held();
    edit(sync, 'One', 'One!');
    server.by((text) => text.replace('Two', 'Two?'));
    expect(await sync.proposal()).toEqual({ content_md: '# Title\n\nOne!.\n\nTwo?.\n', base_version: 2 });
  });

  test('the same words changed by both are chosen first', async () => {
    const sync = held();
    edit(sync, 'One', 'One!');
    server.by((text) => text.replace('One', 'One?'));
    expect(await sync.proposal()).toBeNull();
    expect(sync.snapshot()).toMatchObject({ status: 'conflict' });
    const [conflict] = sync.snapshot().conflict?.filter((part) => typeof part !== 'string') ?? [];
    expect(conflict).toMatchObject({ mine: expect.stringContaining('One!') });
    await sync.resolve('# Title\n\nOne!?.\n\nTwo.\n');
    expect(sync.snapshot()).toMatchObject({ status: 'unsaved', isDirty: true });
    expect(await sync.proposal()).toEqual({ content_md: '# Title\n\nOne!?.\n\nTwo.\n', base_version: 2 });
    expect(server.saves).toBe(0);
  });

  test('what others saved is shown together with what is not proposed yet', async () => {
    const sync = held();
    edit(sync, 'One', 'One!');
    server.by((text) => text.replace('Two', 'Two?'));
    await sync.noticed(2);
    await sync.showOthers();
    expect(sync.read()).toBe('# Title\n\nOne!.\n\nTwo?.\n');
    expect(sync.snapshot()).toMatchObject({ isDirty: true, hasHiddenEdits: false });
  });
});
