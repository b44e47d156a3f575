import { takeEnvironment } from './content/connect.ts';
import { runContent } from './content/program.ts';
import { EXIT, type Outcome, thrown } from './content/report.ts';
import { takeSignals } from './content/waiting.ts';

// The pipeline tool: `npm run content -- <command>`. With --json one JSON object goes to standard output, of every failure
// too; progress and messages go to standard error. Exit codes: 0 done, 1 refused, 2 usage, 3 unavailable.

const args = process.argv.slice(2);

async function run(): Promise<Outcome | null> {
  try {
    takeEnvironment();
    takeSignals();
    return await runContent(args);
  } catch (error) {
    return thrown(error);
  }
}

async function finish({ code, json, text }: Outcome): Promise<never> {
  const is_done = code === EXIT.done;
  const out = args.includes('--json') ? `${JSON.stringify(json)}\n` : is_done ? `${text}\n` : '';
  if (out === '' && text !== '') process.stderr.write(`${text}\n`);
  // Whoever reads may have enough before the end (`content export | head`).
  process.stdout.on('error', () => process.exit(code));
  // Written out before the exit: a pipe may take it in pieces.
  await new Promise<void>((written) => process.stdout.write(out, () => written()));
  process.exit(code);
}

const outcome = await run();
if (outcome) await finish(outcome);
else process.exit(EXIT.done);
