import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { chromium, type FullConfig } from '@playwright/test';
import { startMailSink } from './mail-sink.ts';
import { ROLES, statePath } from './support.ts';

const START_TIME = 180_000;

/** Starts a studio on free ports with a data folder of its own, signs one person of each role in, and stops it at the end. */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const given = process.env.E2E_BASE_URL;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-e2e-'));
  const mails = await startMailSink(folder);
  const clear = async () => {
    await mails.stop();
    await rm(folder, { recursive: true, force: true });
  };
  const studio = given ? { url: given, stop: clear } : await startStudio(folder, mails.url, clear);
  if (given) process.env.TRAILWRIGHT_E2E_GIVEN = '1';
  process.env.E2E_BASE_URL = studio.url;
  process.env.E2E_STATE_DIR = folder;
  try {
    await signEverybodyIn(studio.url, config);
  } catch (error) {
    await studio.stop();
    throw error;
  }
  return studio.stop;
}

async function startStudio(
  folder: string,
  smtpUrl: string,
  clear: () => Promise<void>,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const [port, api, database] = await Promise.all([freePort(), freePort(), freePort()]);
  const studio = spawn(process.execPath, ['bin/studio.mjs', process.env.E2E_DEV ? 'dev' : 'start'], {
    cwd: path.join(import.meta.dirname, '..'),
    env: {
      ...process.env,
      PORT: String(port),
      STUDIO_API_PORT: String(api),
      STUDIO_DB_PORT: String(database),
      STUDIO_DATA_DIR: path.join(folder, 'data'),
      STUDIO_SMTP_URL: smtpUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [studio.stdout, studio.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
  }
  const ended = new Promise<void>((resolve) => studio.once('exit', () => resolve()));
  const stop = async () => {
    if (studio.exitCode === null && studio.signalCode === null) {
      studio.kill('SIGINT');
      await ended;
    }
    await clear();
  };
  const url = `http://localhost:${port}`;
  const until = Date.now() + START_TIME;
  while (!(await isHealthy(url))) {
    if (studio.exitCode !== null || Date.now() > until) {
      await stop();
      throw new Error(`The studio did not start. It said:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return { url, stop };
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`);
    return answer.ok && ((await answer.json()) as { status: string }).status === 'ok';
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function signEverybodyIn(url: string, config: FullConfig): Promise<void> {
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions);
  for (const role of ROLES) {
    const context = await browser.newContext({ baseURL: url });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: new RegExp(`sign in as .*${role}`, 'i') }).click();
    await page.waitForURL('**/w/**', { timeout: 60_000 });
    await context.storageState({ path: statePath(role) });
    await context.close();
  }
  await browser.close();
}
