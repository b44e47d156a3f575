import type { ScormVersion } from '#lib/exercises/core/formats/scorm/interaction.ts';

// How a package talks with the learning platform that shows it: a platform puts an object into a window above the page, or into the one
// that opened it.

const CALLS = {
  '1.2': {
    api: 'API',
    begin: 'LMSInitialize',
    get: 'LMSGetValue',
    set: 'LMSSetValue',
    commit: 'LMSCommit',
    end: 'LMSFinish',
  },
  '2004': {
    api: 'API_1484_11',
    begin: 'Initialize',
    get: 'GetValue',
    set: 'SetValue',
    commit: 'Commit',
    end: 'Terminate',
  },
} as const satisfies Record<ScormVersion, Record<string, string>>;

type Api = Record<string, (...given: string[]) => unknown>;

/** More windows within each other than a platform has. */
const MOST_WINDOWS = 50;

/** The platform's object; null where the page is shown by none. */
function findApi(from: Window, name: string): Api | null {
  const opener: Window | null = from.opener;
  for (const start of [from, opener]) {
    let at = start;
    for (let depth = 0; at && depth < MOST_WINDOWS; depth++) {
      const found = ofWindow(at, name);
      if (found) return found;
      // A window above all others is its own parent.
      at = at.parent === at ? null : at.parent;
    }
  }
  return null;
}

function ofWindow(window: Window, name: string): Api | null {
  try {
    const found: Api | undefined = Reflect.get(window, name);
    return found ?? null;
  } catch {
    // A window of another origin shows nothing.
    return null;
  }
}

/** One session with a platform, from beginning to end. */
export class Connection {
  readonly #api: Api;
  readonly #calls: (typeof CALLS)[ScormVersion];
  #isOver = false;

  private constructor(api: Api, calls: (typeof CALLS)[ScormVersion]) {
    this.#api = api;
    this.#calls = calls;
  }

  /** Begins the session; null where no platform is found, or it refuses. */
  static open(window: Window, version: ScormVersion): Connection | null {
    const calls = CALLS[version];
    const api = findApi(window, calls.api);
    if (!api) return null;
    const connection = new Connection(api, calls);
    return connection.#call('begin', '') ? connection : null;
  }

  get(element: string): string {
    try {
      return String(this.#api[this.#calls.get]?.(element) ?? '');
    } catch {
      return '';
    }
  }

  /** Whether the platform took it. */
  set(element: string, value: string): boolean {
    return this.#call('set', element, value);
  }

  commit(): boolean {
    return this.#call('commit', '');
  }

  /** Ends the session, once. */
  end() {
    this.#call('end', '');
    this.#isOver = true;
  }

  #call(what: 'begin' | 'set' | 'commit' | 'end', ...given: string[]): boolean {
    if (this.#isOver) return false;
    try {
      // Platforms answer with the word or with the value.
      return String(this.#api[this.#calls[what]]?.(...given)) === 'true';
    } catch {
      return false;
    }
  }
}
