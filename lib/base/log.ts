import { pino } from 'pino';

/**
 * A logger that writes JSON lines to standard output. On an embedded install the supervisor collects them into
 * `<data folder>/log`; a hosting platform collects them itself.
 */
export function createLog(name: string, level = 'info'): pino.Logger {
  return pino({
    name,
    level,
    redact: {
      paths: ['password', 'token', 'key', 'authorization', '*.password', '*.token', '*.key', '*.authorization'],
    },
  });
}

let web: pino.Logger | null = null;

/** The log of the web server. */
export function webLog(): pino.Logger {
  web ??= createLog('web');
  return web;
}
