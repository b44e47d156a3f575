import type { Problem } from '#lib/base/core/problem.ts';
import type { Draft } from '#lib/lessons/core/draft.ts';
import { type MergePart, mergedText, mergeTexts } from '#lib/lessons/core/text-merge.ts';

export interface SavedLesson {
  content_md: string;
  version: number;
  /** Who saved it; null is the system. */
  updated_by?: string | null;
}

export type SyncStatus = 'saved' | 'unsaved' | 'saving' | 'offline' | 'conflict' | 'failed';

export interface SyncState {
  status: SyncStatus;
  /** ISO 8601; null before the first save of this visit. */
  savedAt: string | null;
  problem: Problem | null;
  /** What somebody else saved in the same words, with the pieces to choose from. */
  conflict: MergePart[] | null;
  /** Somebody else's edits are in what is saved and not on this screen. */
  hasHiddenEdits: boolean;
  /** Who saved those edits last. */
  othersBy: string | null;
  /** When the text was written that an earlier visit could not send. */
  resumedFrom: string | null;
  isDirty: boolean;
  /** Something was typed that is no text yet: the editor writes behind the typing. */
  isPending: boolean;
  /** Nothing is saved by itself: what is typed waits on the device until it is proposed. */
  isHeld: boolean;
  /** Counts up when the text on screen was replaced from outside of it. */
  generation: number;
}

export type SaveAnswer = { ok: true; version: number; savedAt: string } | { ok: false; problem: Problem };

export interface SyncPorts {
  save: (content_md: string, version: number) => Promise<SaveAnswer>;
  /** The newest state of the lesson. */
  load: () => Promise<{ ok: true; lesson: SavedLesson } | { ok: false; problem: Problem }>;
  draft: { get: () => Draft | null; set: (draft: Draft | null) => void };
  now: () => Date;
}

/** After the last keystroke, and at the latest after the first one that is not saved, in milliseconds. */
const PAUSE = 1_500;
const AT_LATEST = 10_000;
const DRAFT_AFTER = 300;
const RETRY = [3_000, 10_000, 30_000];

/**
 * Keeps the text of one lesson and the saved one together. Three texts are enough for it: what is on screen, what was on screen
 * when it last agreed with the server, and what the server has. Saving sends the merge of the three, so the text under
 * somebody's cursor is never swapped: edits of others show when one asks for them. What waits to be sent is on the device.
 */
export class LessonSync {
  private readonly ports: SyncPorts;
  private view: string;
  private agreed: string;
  private server: SavedLesson;
  private state: SyncState;
  private readonly listeners = new Set<() => void>();
  private running: Promise<boolean> | null = null;
  private dirtySince: number | null = null;
  private failures = 0;
  private timers: { save?: ReturnType<typeof setTimeout>; draft?: ReturnType<typeof setTimeout> } = {};

  constructor(saved: SavedLesson, ports: SyncPorts) {
    this.ports = ports;
    this.view = saved.content_md;
    this.agreed = saved.content_md;
    this.server = saved;
    this.state = {
      status: 'saved',
      savedAt: null,
      problem: null,
      conflict: null,
      hasHiddenEdits: false,
      othersBy: null,
      resumedFrom: null,
      isDirty: false,
      isPending: false,
      isHeld: false,
      generation: 0,
    };
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  snapshot = (): SyncState => this.state;
  read = (): string => this.view;

  /** Takes up what an earlier visit could not send. */
  resume(): void {
    const draft = this.ports.draft.get();
    if (!draft || draft.text === this.view || draft.text === draft.base) {
      this.ports.draft.set(null);
      return;
    }
    this.view = draft.text;
    this.agreed = draft.base;
    this.show({ resumedFrom: draft.at, generation: this.state.generation + 1 });
    this.changed();
  }

  write = (text: string): void => {
    if (text === this.view) return;
    this.view = text;
    this.changed();
  };

  /** The editor has typed words that it has not written yet, or has written all. */
  pending = (isPending: boolean): void => {
    if (isPending !== this.state.isPending) this.show({ isPending });
  };

  /** Back to what the server has; what was typed since is gone. */
  discard = (): void => {
    this.view = this.server.content_md;
    this.agreed = this.server.content_md;
    this.dirtySince = null;
    this.ports.draft.set(null);
    clearTimeout(this.timers.save);
    clearTimeout(this.timers.draft);
    this.show({
      status: 'saved',
      isDirty: false,
      problem: null,
      conflict: null,
      hasHiddenEdits: false,
      resumedFrom: null,
      generation: this.state.generation + 1,
    });
  };

  /** Whether what is typed is proposed instead of saved. */
  hold = (isHeld: boolean): void => {
    if (isHeld === this.state.isHeld) return;
    this.show({ isHeld });
    // What an earlier visit left on the device is not taken up yet.
    if (this.hasEdits) this.keep();
    this.schedule();
  };

  /** What is on screen, merged with the newest state of the lesson, and that state's version. Null while somebody has to choose. */
  proposal = async (): Promise<{ content_md: string; base_version: number } | null> => {
    const latest = await this.ports.load();
    if (latest.ok && latest.lesson.version > this.server.version) this.heard(latest.lesson);
    const parts = mergeTexts(this.agreed, this.view, this.server.content_md);
    const content_md = mergedText(parts);
    if (content_md !== null) return { content_md, base_version: this.server.version };
    this.show({ status: 'conflict', conflict: parts, isDirty: true });
    return null;
  };

  /** Puts another text on screen, as if it had been typed. */
  take = (text: string): void => {
    this.write(text);
    this.show({ generation: this.state.generation + 1 });
  };

  /** It has been read that text was brought back. */
  acknowledge = (): void => {
    this.show({ resumedFrom: null });
  };

  /** Saves now. False when there is something in the way. */
  save = (): Promise<boolean> => {
    clearTimeout(this.timers.save);
    if (this.state.isHeld) return Promise.resolve(!this.hasEdits);
    this.running ??= this.send().finally(() => {
      this.running = null;
      if (this.state.status === 'unsaved') this.schedule();
    });
    return this.running;
  };

  /** The text with a choice made for every piece that both have changed. */
  resolve = async (text: string): Promise<boolean> => {
    this.agreed = this.server.content_md;
    this.view = text;
    // Settled, whether it is sent now or held: whoever proposes sends it later.
    this.show({ conflict: null, status: 'saved', generation: this.state.generation + 1 });
    this.changed();
    return this.save();
  };

  /** Shows what others have saved, after what is on screen has been saved with it. */
  showOthers = async (): Promise<void> => {
    if (this.state.isHeld && this.hasEdits) {
      const merged = await this.proposal();
      if (merged === null) return;
      this.agreed = this.server.content_md;
      this.show({ hasHiddenEdits: false });
      this.take(merged.content_md);
      return;
    }
    if (this.hasEdits && !(await this.save())) return;
    if (this.hasEdits) return;
    this.view = this.server.content_md;
    this.agreed = this.server.content_md;
    this.show({ hasHiddenEdits: false, generation: this.state.generation + 1 });
  };

  /** Shows what the server has by now, unless something of ours is not saved. */
  reload = async (): Promise<void> => {
    const latest = await this.ports.load();
    if (!latest.ok || this.hasEdits) return;
    this.server = latest.lesson;
    await this.showOthers();
  };

  /** Somebody has seen a version that is newer than ours: looks at it, and never touches what is on screen. */
  noticed = async (version: number): Promise<void> => {
    if (version <= this.server.version || this.running) return;
    const latest = await this.ports.load();
    if (!latest.ok || latest.lesson.version <= this.server.version || this.running) return;
    this.heard(latest.lesson);
    this.show({ hasHiddenEdits: this.server.content_md !== this.agreed });
  };

  /** The network is back, or the page is about to go. */
  online = (): void => {
    this.failures = 0;
    if (this.state.status === 'offline') void this.save();
  };
  leaving = (): void => {
    clearTimeout(this.timers.draft);
    this.keep();
  };
  /** Nobody looks any more: what is not saved is sent once more, and waits on the device until it has arrived. */
  stop(): void {
    this.leaving();
    clearTimeout(this.timers.save);
    if (this.state.status === 'unsaved') void this.save();
  }

  private get hasEdits(): boolean {
    return this.view !== this.agreed;
  }

  private changed(): void {
    const isDirty = this.hasEdits;
    if (!isDirty) this.dirtySince = null;
    else this.dirtySince ??= Date.now();
    const { status } = this.state;
    const next = status === 'saving' || status === 'conflict' ? status : isDirty ? 'unsaved' : 'saved';
    if (next !== status || isDirty !== this.state.isDirty) this.show({ status: next, isDirty });
    clearTimeout(this.timers.draft);
    this.timers.draft = setTimeout(() => this.keep(), DRAFT_AFTER);
    this.schedule();
  }

  private schedule(): void {
    clearTimeout(this.timers.save);
    if (!this.hasEdits || this.state.isHeld || this.state.status === 'conflict' || this.running) return;
    const waited = Date.now() - (this.dirtySince ?? Date.now());
    this.timers.save = setTimeout(() => void this.save(), Math.max(0, Math.min(PAUSE, AT_LATEST - waited)));
  }

  private keep(): void {
    this.ports.draft.set(
      this.hasEdits
        ? {
            text: this.view,
            base: this.agreed,
            at: this.ports.now().toISOString(),
            ...(this.state.isHeld && { is_held: true }),
          }
        : null,
    );
  }

  private async send(): Promise<boolean> {
    if (!this.hasEdits) {
      this.show({ status: this.state.conflict ? 'conflict' : 'saved', isDirty: false });
      return !this.state.conflict;
    }
    this.show({ status: 'saving', problem: null });
    // As often as others may be faster in a row; each time there is a newer text to merge with.
    for (let left = 5; left > 0; left--) {
      const sent = this.view;
      const parts = mergeTexts(this.agreed, sent, this.server.content_md);
      const content_md = mergedText(parts);
      if (content_md === null) {
        this.show({ status: 'conflict', conflict: parts, isDirty: true });
        return false;
      }
      const answer = await this.ports.save(content_md, this.server.version);
      if (answer.ok) {
        this.server = { content_md, version: answer.version };
        this.agreed = sent;
        this.settle(answer.savedAt, content_md !== sent);
        return true;
      }
      if (answer.problem.code !== 'stale') return this.failed(answer.problem);
      const latest = await this.ports.load();
      if (!latest.ok) return this.failed(latest.problem);
      this.heard(latest.lesson);
    }
    return this.failed({ code: 'stale', message: 'Others keep saving this lesson at the same moment. Try again.' });
  }

  /** Somebody else has saved. */
  private heard(lesson: SavedLesson): void {
    this.server = lesson;
    this.show({ othersBy: lesson.updated_by ?? null });
  }

  private settle(savedAt: string, hasHiddenEdits: boolean): void {
    this.failures = 0;
    const isDirty = this.hasEdits;
    this.dirtySince = isDirty ? Date.now() : null;
    this.show({
      status: isDirty ? 'unsaved' : 'saved',
      isDirty,
      savedAt,
      hasHiddenEdits,
      conflict: null,
    });
    this.keep();
  }

  private failed(problem: Problem): false {
    this.keep();
    if (problem.code !== 'unavailable') {
      this.show({ status: 'failed', problem, isDirty: true });
      return false;
    }
    // Not reached: tried again by itself, sooner first.
    this.show({ status: 'offline', problem: null, isDirty: true });
    const wait = RETRY[Math.min(this.failures++, RETRY.length - 1)];
    this.timers.save = setTimeout(() => void this.save(), wait);
    return false;
  }

  private show(change: Partial<SyncState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
