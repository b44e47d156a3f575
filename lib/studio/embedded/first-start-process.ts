import pg from 'pg';
import { readStartSettings } from '#lib/base/env.ts';
import { loadDemoCourse } from '../services.ts';
import { ensureDemoPeople, seedDemoWorkspace } from './demo.ts';
import { installEnvironment, readInstall } from './install.ts';
import { ensureSystemSchema } from './system-schema.ts';

// What a start does only once, in a process that ends with it: the libraries it takes would stay in the supervisor's memory for
// good (docs/decisions/080-memory.md). It reads its secrets from the data folder.

const settings = readStartSettings();
const install = await readInstall(settings.dataDir);
if (!install) throw new Error(`No install in ${settings.dataDir}`);
const databaseUrl = String(installEnvironment(settings.dataDir, install).DATABASE_URL);
const api = { url: `http://127.0.0.1:${install.ports.api}`, publishableKey: install.publishable_key };

const STEPS: Record<string, () => Promise<void>> = {
  'system-schema': () => ensureSystemSchema(databaseUrl),
  people: async () => {
    const people = await ensureDemoPeople(api);
    const owner = new pg.Client(databaseUrl);
    await owner.connect();
    await seedDemoWorkspace(owner, people).finally(() => owner.end());
  },
  course: () => loadDemoCourse(api),
};

for (const name of process.argv.slice(2)) {
  const step = STEPS[name];
  if (!step) throw new Error(`There is no step ${name} of a first start`);
  await step();
}
// Clients keep timers.
process.exit(0);
