import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chromium, type FullConfig } from '@playwright/test';
import buildOnce from '#lib/studio/embedded/build.setup.ts';
import { Trial } from '#lib/studio/embedded/trial.ts';
import { startMailSink } from './mail-sink.ts';
import { ROLES, type StudioOfSpecs, statePath } from './support.ts';

/**
 * Starts a studio for each worker, with a data folder of its own, signs one person of each role in, and stops them at the end.
 * Specs that run side by side so never see each other's edits of the demo workspace.
 */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const given = process.env.E2E_BASE_URL;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-e2e-'));
  const mails = await startMailSink(folder);
  const trials: Trial[] = [];
  const stop = async () => {
    await Promise.all(trials.map((trial) => trial.interrupt()));
    await Promise.all(trials.map((trial) => trial.destroy()));
    await mails.stop();
    await rm(folder, { recursive: true, force: true });
  };
  if (given) process.env.TRAILWRIGHT_E2E_GIVEN = '1';
  process.env.E2E_STATE_DIR = folder;
  const own = async (index: number): Promise<StudioOfSpecs> => {
    const states = path.join(folder, `studio-${index}`);
    await mkdir(states);
    if (given) return { url: given, states };
    const trial = await Trial.create();
    trials.push(trial);
    trial.env.STUDIO_SMTP_URL = mails.url;
    // Specs that need a model ask a server of their own on this machine.
    trial.env.STUDIO_PRIVATE_MODELS = '1';
    await trial.startAndWait();
    return { url: `http://localhost:${trial.env.PORT}`, states, database: await trial.databaseUrl() };
  };
  try {
    if (!given) await buildOnce();
    const count = given ? 1 : config.workers;
    const started = await Promise.allSettled(Array.from({ length: count }, (_, index) => own(index)));
    for (const { url, states } of started.map(startedOf)) await signEverybodyIn(url, states, config);
    process.env.E2E_STUDIOS = JSON.stringify(started.map(startedOf));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

/** Only once all have come up or failed is it known what has to be stopped. */
function startedOf<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

async function signEverybodyIn(url: string, states: string, config: FullConfig): Promise<void> {
  const browser = await chromium.launch(config.projects[0]?.use.launchOptions);
  for (const role of ROLES) {
    const context = await browser.newContext({ baseURL: url });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByRole('button', { name: new RegExp(`sign in as .*${role}`, 'i') }).click();
    await page.waitForURL('**/w/**', { timeout: 60_000 });
    await context.storageState({ path: statePath(role, states) });
    await context.close();
  }
  await browser.close();
}
