import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { VERSION } from '#lib/base/version.ts';
import { type StartOptions, sentence, startStudio } from '#lib/studio/processes/start.ts';

// The command line of the processes (through studio.mjs): `npm start`, `npm run dev`, `web`, `worker`, `db:push`, `db:types`, `db:schema`, `db:freeze`.

const program = new Command('studio').description('Starts Trailwright (docs/running.md)').version(VERSION);

program
  .command('start', { isDefault: true })
  .description('everything this install needs: database, API, web and worker, or web and worker on a hosted Supabase')
  .option('--empty', 'a first start leaves the demo course out', false)
  .option('--reset', 'delete the data folder first, content included', false)
  .action((given: { empty: boolean; reset: boolean }) => start({ dev: false, ...given }));

program
  .command('dev')
  .description('the same with pages compiled as they are asked for')
  .option('--empty', 'a first start leaves the demo course out', false)
  .option('--reset', 'delete the data folder first, content included', false)
  .action((given: { empty: boolean; reset: boolean }) => start({ dev: true, ...given }));

for (const only of ['web', 'worker'] as const) {
  program
    .command(only)
    .description(`one ${only} process alone, on a hosted Supabase`)
    .action(() => start({ dev: false, empty: false, reset: false, only }));
}

program
  .command('db:push')
  .description('apply the migrations to the hosted Supabase')
  .option('--dry-run', 'only say which', false)
  .action((given: { dryRun: boolean }) => database((commands) => commands.pushMigrations(given)));

program
  .command('db:types')
  .description('write lib/base/data/database.types.ts from the running database')
  .action(() => database((commands) => commands.writeTypes()));

program
  .command('db:schema')
  .description('write supabase/schema.sql from the running database')
  .action(() => database((commands) => commands.writeSchema()));

program
  .command('db:freeze')
  .description('write down the migrations of this version, when it is released (CONTRIBUTING.md)')
  .action(() => database((commands) => commands.writeRelease()));

function start(options: StartOptions): Promise<void> {
  return end(startStudio(options));
}

/** Loaded only when one of them is called for: a running studio need not keep them in memory. */
async function database(
  run: (commands: typeof import('#lib/studio/processes/database-commands.ts')) => Promise<number>,
) {
  await end(import('#lib/studio/processes/database-commands.ts').then(run));
}

async function end(work: Promise<number>): Promise<void> {
  const code = await work.catch((error) => {
    console.error(sentence(error));
    return 1;
  });
  process.exit(code);
}

/** Does what the command line asks for, and ends the process. */
export async function run(): Promise<void> {
  // Called from a script of package.json, so from the checkout. What the shell sets wins over the files.
  for (const file of ['.env.local', '.env']) if (existsSync(file)) process.loadEnvFile(file);
  await program.parseAsync();
}
