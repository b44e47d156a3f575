import { expect, test } from 'vitest';
import { type Running, Supervisor } from './supervisor.ts';

/** A service that ends when told to, and notes what happens to it. */
function service(name: string, events: string[]) {
  let end: (reason: string) => void = () => undefined;
  const start = async (): Promise<Running> => {
    events.push(`${name} up`);
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    const stop = async () => {
      events.push(`${name} down`);
      end('stopped');
    };
    return { ended, stop, kill: () => end('killed') };
  };
  return { start, crash: () => end('exit code 1') };
}

test('starts in order, restarts what ends by itself, stops in the opposite order', async () => {
  const events: string[] = [];
  const supervisor = new Supervisor(() => undefined);
  const [first, second] = [service('first', events), service('second', events)];
  await supervisor.keep('first', 'ready', first.start);
  await supervisor.keep('second', 'ready', second.start);
  first.crash();
  await expect.poll(() => events).toEqual(['first up', 'second up', 'first up']);
  await supervisor.stop(0);
  expect(events.slice(3)).toEqual(['second down', 'first down']);
  expect(await supervisor.finished).toBe(0);
});

test('a stop during a start waits for it and lets no later one begin', async () => {
  const supervisor = new Supervisor(() => undefined);
  const slow = supervisor.keep('slow', 'ready', (signal) => {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  const refused = expect(slow).rejects.toThrow('Stopped before');
  await supervisor.stop(0);
  await refused;
  await expect(supervisor.keep('late', 'ready', service('late', []).start)).rejects.toThrow('Stopped before');
});

test('a service that never comes back ends everything with an error', async () => {
  const lines: string[] = [];
  const supervisor = new Supervisor((line) => lines.push(line), 1);
  let starts = 0;
  await supervisor.keep('broken', 'ready', async () => {
    starts += 1;
    const ended = Promise.resolve('exit code 1');
    return { ended, stop: async () => undefined, kill: () => undefined };
  });
  expect(await supervisor.finished).toBe(1);
  expect(starts).toBe(8);
  expect(lines.join('\n')).toContain('giving up');
});
