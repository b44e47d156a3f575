import { timingSafeEqual } from 'node:crypto';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { getPool } from '#lib/base/data/pool.ts';
import { VERSION } from '#lib/base/version.ts';
import { figuresText } from '#lib/generation/core/figures-text.ts';
import { readFigures } from '#lib/generation/data/figures.ts';

const KEY = Symbol.for('trailwright.metrics');
const holder = globalThis as typeof globalThis & { [KEY]?: Registry };

/** The counters of this process in the Prometheus format. Other modules register theirs on the same registry. */
export function getMetrics(): Registry {
  holder[KEY] ??= createMetrics();
  return holder[KEY];
}

function createMetrics(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'trailwright_' });
  new Gauge({ name: 'trailwright_info', help: 'Version', labelNames: ['version'], registers: [registry] }).set(
    { version: VERSION },
    1,
  );
  new Gauge({
    name: 'trailwright_database_connections',
    help: 'Database connections of this process',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const pool = getPool();
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
  return registry;
}

/** All that is counted: of this process, and of generation in the whole studio. While the database does not answer, of this process alone. */
export async function metricsText(): Promise<string> {
  const [own, figures] = await Promise.all([getMetrics().metrics(), readFigures(getPool()).catch(() => null)]);
  const answers = `# HELP trailwright_figures_up Whether the database gave the figures of generation\n# TYPE trailwright_figures_up gauge\ntrailwright_figures_up ${figures ? 1 : 0}`;
  return [own.trimEnd(), answers, ...(figures ? [figuresText(figures)] : [])].join('\n\n').concat('\n');
}

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;
const LOOPBACK_HOST = /^(localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/i;

/**
 * Metrics are for the token's owner, or for programs on this machine while the server listens on loopback alone. A
 * forwarded address is only ever a reason to refuse: anybody may write that header, so it proves nothing.
 */
export function mayReadMetrics(headers: Headers, settings: { host: string; metricsToken: string | null }): boolean {
  const given = headers.get('authorization')?.replace(/^Bearer /i, '') ?? '';
  if (settings.metricsToken) return sameText(given, settings.metricsToken);
  const forwarded = headers.get('x-forwarded-for')?.split(',') ?? [];
  return (
    (LOOPBACK.test(settings.host) || settings.host === 'localhost') &&
    LOOPBACK_HOST.test(headers.get('host') ?? '') &&
    forwarded.every((address) => LOOPBACK.test(address.trim()))
  );
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
