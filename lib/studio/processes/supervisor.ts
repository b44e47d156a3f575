import { StartError } from '#lib/base/start-error.ts';

/** A process that the supervisor keeps up. */
export interface Running {
  /** Resolves with the reason when it has ended, for whatever cause. */
  ended: Promise<string>;
  /** Ends it in order. */
  stop: () => Promise<void>;
  /** Ends it and all it started, at once. */
  kill: () => void;
}

interface Service {
  name: string;
  start: (signal: AbortSignal) => Promise<Running>;
  running: Running;
  startedAt: number;
  failures: number;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** So many failures without a quiet minute in between are no accident. */
const MOST_FAILURES = 7;
const QUIET_MS = 60_000;

/**
 * Keeps services up: starts them in the order of the calls, restarts one that ends by itself after a growing delay, and
 * stops all in the opposite order. Every step is one line of output.
 */
export class Supervisor {
  #services: Service[] = [];
  #starting = new Set<Promise<void>>();
  #abort = new AbortController();
  #finish: (code: number) => void = () => undefined;
  #stopped: Promise<void> | null = null;
  /** Resolves with the exit code when everything has ended. */
  readonly finished = new Promise<number>((resolve) => {
    this.#finish = resolve;
  });
  readonly #write: (line: string) => void;
  readonly #firstDelayMs: number;

  constructor(write: (line: string) => void, firstDelayMs = FIRST_DELAY_MS) {
    this.#write = write;
    this.#firstDelayMs = firstDelayMs;
  }

  /** Fires when the studio is to stop. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** One line of output: a name and what there is to say about it. */
  say(name: string, text: string): void {
    this.#write(`  ${name.padEnd(12)} ${text}`);
  }

  /** Runs one step of the start and says how long it took; what `run` gives is added to the line. */
  async step<T>(name: string, run: () => Promise<T>, text: (result: T) => string): Promise<T> {
    this.signal.throwIfAborted();
    const from = performance.now();
    const result = await run();
    this.say(name, `${text(result).padEnd(44)} ${seconds(from)}`);
    return result;
  }

  /** Starts a service and keeps it up until `stop`. */
  async keep(name: string, text: string, start: Service['start']): Promise<void> {
    const starting = this.step(
      name,
      async () => {
        const running = await start(this.signal);
        const service = { name, start, running, startedAt: Date.now(), failures: 0 };
        this.#services.push(service);
        void this.#watch(service);
      },
      () => text,
    );
    this.#starting.add(starting);
    await starting.finally(() => this.#starting.delete(starting));
  }

  /** Stops everything in order; the exit code tells whether that was wanted. */
  async stop(code: number): Promise<void> {
    this.#abort.abort(new StartError('Stopped before the start was complete.'));
    this.#stopped ??= this.#stopAll(code);
    await this.#stopped;
  }

  /** Ends every process at once. */
  killAll(): void {
    for (const service of this.#services) service.running.kill();
  }

  async #stopAll(code: number): Promise<void> {
    // What is just starting hears the signal and ends by itself, or is in the list by then.
    await Promise.allSettled(this.#starting);
    for (const service of this.#services.toReversed()) {
      const from = performance.now();
      await service.running.stop();
      this.say(service.name, `${'stopped'.padEnd(44)} ${seconds(from)}`);
    }
    this.#finish(code);
  }

  async #watch(service: Service): Promise<void> {
    for (;;) {
      const reason = await service.running.ended;
      if (this.signal.aborted) return;
      const from = performance.now();
      this.say(service.name, `ended by itself (${reason}), starting it again`);
      if (!(await this.#restart(service))) return;
      this.say(service.name, `${'is back'.padEnd(44)} ${seconds(from)}`);
    }
  }

  async #restart(service: Service): Promise<boolean> {
    if (Date.now() - service.startedAt > QUIET_MS) service.failures = 0;
    for (;;) {
      service.failures += 1;
      if (service.failures > MOST_FAILURES) {
        this.say(service.name, 'ended again and again, giving up: its log in the data folder says why');
        void this.stop(1);
        return false;
      }
      await this.#pause(Math.min(this.#firstDelayMs * 2 ** (service.failures - 1), LONGEST_DELAY_MS));
      if (this.signal.aborted) return false;
      try {
        service.running = await service.start(this.signal);
        service.startedAt = Date.now();
        // Stopped meanwhile: the new process is in nobody's list but this one.
        if (this.signal.aborted) await service.running.stop();
        return !this.signal.aborted;
      } catch (error) {
        if (this.signal.aborted) return false;
        this.say(service.name, error instanceof Error ? error.message : String(error));
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

function seconds(from: number): string {
  return `${((performance.now() - from) / 1000).toFixed(1)} s`;
}
