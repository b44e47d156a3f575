import { Command, InvalidArgumentError } from 'commander';
import { cleanup, diff, promote, rollback, snapshots, stageCommand, stats, verify } from './content/lifecycle.ts';
import { EXIT, type Outcome } from './content/report.ts';
import { exportCommand, importCommand, validate } from './content/transfer.ts';

// The pipeline tool: `npm run content -- <command>`. With --json one JSON object goes to standard output; progress and
// messages go to standard error. Exit codes: 0 done, 1 refused, 2 usage, 3 unavailable.

const program = new Command('content')
  .description('Moves content in and out of a Trailwright studio')
  .option('--workspace <slug>', 'the workspace', 'demo')
  .option('--as <email>', 'the person to act as; on an embedded install the demo admin unless named')
  .option('--data-dir <folder>', 'the data folder of the running studio')
  .option('--json', 'print one JSON object', false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.done : EXIT.usage));

const command = (name: string, description: string) => program.command(name).description(description);

function number(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return value;
}

command('validate', 'check a bundle; needs no studio')
  .argument('<file>', 'bundle or NDJSON file, - for standard input')
  .option('--incremental', 'references may lead outside of the bundle', false)
  .action((file, options) => run(() => validate(file, options)));

command('import', 'plan an import and apply it')
  .argument('<file>', 'bundle or NDJSON file, - for standard input')
  .option('--dry-run', 'only show the plan', false)
  .option('--promote', 'stage exactly what was imported, and promote it', false)
  .option('--label <label>', 'version label instead of the one in the bundle')
  .option('--conflicts <who>', 'who wins where the studio has moved on: refuse, ours, theirs', 'refuse')
  .option('--skip <kind:slug...>', 'leave these out')
  .action((file, options) => run(() => importCommand(file, { ...program.opts(), ...options })));

command('export', 'write content out')
  .option('--snapshot <which>', 'a snapshot id, current, or working', 'working')
  .option('--import <id>', 'only what this import brought (an id, or latest), in its order')
  .option('--format <format>', 'bundle', 'bundle')
  .option('--out <path>', 'file to write instead of standard output')
  .action((options) => run(() => exportCommand({ ...program.opts(), ...options })));

command('snapshots', 'list snapshots').action(() => run(() => snapshots(program.opts())));

command('stage', 'make a snapshot of pending changes')
  .option('--label <label>', 'version label')
  .option('--only <kind:slug...>', 'only these and what must come along')
  .action((options) => run(() => stageCommand({ ...program.opts(), ...options })));

command('promote', 'make a snapshot the one that readers get')
  .argument('<id>')
  .action((id) => run(() => promote(id, program.opts())));

command('rollback', 'go back to the snapshot before the current one, or to an archived one')
  .argument('[id]')
  .action((id) => run(() => rollback(id, program.opts())));

command('verify', 'recompute the integrity of a snapshot')
  .argument('[id]', 'a snapshot id or current', 'current')
  .action((id) => run(() => verify(id, program.opts())));

command('diff', 'compare two snapshots; working is the content as it stands')
  .argument('<before>')
  .argument('<after>')
  .action((before, after) => run(() => diff(before, after, program.opts())));

command('cleanup', 'remove old snapshots')
  .requiredOption('--keep <n>', 'how many promoted ones to keep', number)
  .action((options) => run(() => cleanup({ ...program.opts(), ...options })));

command('stats', 'imports and snapshots of the last days')
  .option('--days <n>', 'how many days', number, 30)
  .action((options) => run(() => stats({ ...program.opts(), ...options })));

async function run(work: () => Promise<Outcome>): Promise<void> {
  const outcome = await work().catch((error: unknown): Outcome => {
    const message = error instanceof Error ? error.message : String(error);
    const problem = { code: 'unavailable', path: '', kind: null, slug: null, message, hint: '' };
    return { code: EXIT.unavailable, json: { ok: false, problems: [problem] }, text: message };
  });
  const { json } = program.opts<{ json: boolean }>();
  const out = json ? `${JSON.stringify(outcome.json)}\n` : outcome.code === EXIT.done ? `${outcome.text}\n` : '';
  if (!json && outcome.code !== EXIT.done) process.stderr.write(`${outcome.text}\n`);
  // Written out before the exit: a pipe may take it in pieces.
  await new Promise<void>((written) => process.stdout.write(out, () => written()));
  process.exit(outcome.code);
}

await program.parseAsync();
