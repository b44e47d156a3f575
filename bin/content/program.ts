import { Argument, Command, CommanderError, Option } from 'commander';
import { VERSION } from '#lib/base/version.ts';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import { JOB_FILTERS, JOB_KINDS } from '#lib/generation/core/job.ts';
import { PIECE_TYPES, PRIORITIES } from '#lib/generation/core/maker.ts';
import { LENGTHS } from '#lib/generation/core/prompt/content-types.ts';
import { RESULT_FORMATS } from '#lib/results/core/answers.ts';
import { COLUMN_ROLES } from '#lib/results/core/columns.ts';
import { REASONS, REVIEW_GROUPS, REVIEW_VIEWS } from '#lib/review/core/proposal.ts';
import {
  chosen,
  columns,
  days,
  named,
  number,
  offset,
  place,
  reason,
  SELECTORS,
  selector,
  skipped,
  uuid,
} from './arguments.ts';
import { TARGETS } from './formats.ts';
import { cleanup, diff, promote, rollback, snapshots, stageCommand, stats, verify } from './lifecycle.ts';
import { type Outcome, thrown, usage } from './report.ts';
import { exportCommand, importCommand, validate } from './transfer.ts';

const HOW = 'Add --help to see how it is called.';

/** Does the work of a command and keeps what came of it. */
type Run = (work: () => Promise<Outcome>) => Promise<void>;

/**
 * Understands arguments as the tool gets them, does what they say and gives what came of it; null where help was asked for and shown.
 * Nothing is printed but help and what is wrong with the call, and of the latter nothing with --json.
 */
export async function runContent(args: readonly string[]): Promise<Outcome | null> {
  const program = emptyProgram(args.includes('--json'));
  let outcome: Outcome | null = null;
  const run: Run = async (work) => {
    outcome = await work().catch(thrown);
  };
  addTransfer(program, run);
  addLifecycle(program, run);
  addQuestions(program, run);
  addResults(program, run);
  addJobs(program, run);
  addProposals(program, run);
  try {
    await program.parseAsync(args, { from: 'user' });
    return outcome;
  } catch (error) {
    return error instanceof CommanderError ? misused(program, error) : thrown(error);
  }
}

/** What commander refused. */
function misused(program: Command, error: CommanderError): Outcome | null {
  if (error.exitCode === 0) return null;
  const names = program.commands.map((one) => one.name()).join(', ');
  const sentence =
    error.code === 'commander.help' ? `Name a command: ${names}.` : error.message.replace(/^error: /, '');
  // Below the sentence may stand what was meant instead.
  const [message = '', ...meant] = sentence.split('\n');
  // Without --json commander has told so itself by now.
  return { ...usage(message, [...meant, HOW].join(' ')), text: '' };
}

function emptyProgram(wants_json: boolean): Command {
  return new Command('content')
    .description('Moves content in and out of a Trailwright studio')
    .version(VERSION)
    .option('--workspace <slug>', 'the workspace', 'demo')
    .option('--as <email>', 'the person to act as; on an embedded install the demo admin unless named')
    .option('--data-dir <folder>', 'the data folder of the running studio, if it is not that of this checkout')
    .option('--json', 'print one JSON object', false)
    .configureOutput({ writeErr: (text) => (wants_json ? undefined : process.stderr.write(text)) })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError(HOW)
    .addHelpText(
      'after',
      `
  A change is named KIND:KEY, with the key as bundles spell it; quote it, for a shell takes > and # for its own.
  A snapshot is named by its id, its version label, or current; diff and export take working as well.
  --json prints {"ok": false, "problems": [{code, path, kind, slug, message, hint}]} of what fails.
  Exit codes: 0 done, 1 refused (validation, permission, state), 2 usage, 3 unavailable.`,
    )
    .exitOverride();
}

const FILE =
  'bundle, NDJSON file, unit file, course export, or a folder of Markdown, of unit files or of a course; - for standard input';

function addTransfer(program: Command, run: Run): void {
  const command = (name: string, description: string) => program.command(name).description(description);
  command('validate', 'check a bundle; needs no studio')
    .argument('<file>', FILE)
    .option('--incremental', 'references may lead outside of the bundle', false)
    .action((file, options) => run(() => validate(file, options)));

  command('import', 'plan an import and apply it')
    .argument('<file>', FILE)
    .option('--dry-run', 'only show the plan', false)
    .option('--promote', 'stage exactly what was imported, and promote it', false)
    .option('--label <label>', 'version label instead of the one in the bundle')
    .addOption(
      new Option(
        '--conflicts <who>',
        'who wins where the studio has moved on: the studio (ours) or the bundle (theirs)',
      )
        .choices(['refuse', 'ours', 'theirs'])
        .default('refuse'),
    )
    .option('--skip <kind:key>', 'leave this out; may be given again', skipped)
    .option('--owner <who>', 'me: units whose owner nobody knows become mine')
    .action((file, options) => run(() => importCommand(file, { ...program.opts(), ...options })));

  command('export', 'write content out')
    .option('--snapshot <which>', 'a snapshot, or working for the content as it stands (default: working)')
    .option('--import <which>', 'only what this import brought (id, version label, or latest), in its order')
    .option('--only <kind:slug...>', 'only these, with all below them: trail:joins, spark:left-join', chosen)
    .option(
      '--format <format>',
      'bundle; markdown for a folder with a file for each spark; unit, course or course-folder for other systems',
      'bundle',
    )
    .option('--users', 'with unit files: a users.json that names their owners by e-mail', false)
    .option('--out <path>', 'file to write instead of standard output; the folder of several files')
    .action((options) => run(() => exportCommand({ ...program.opts(), ...options })));
}

function addLifecycle(program: Command, run: Run): void {
  const command = (name: string, description: string) => program.command(name).description(description);
  command('snapshots', 'list snapshots').action(() => run(() => snapshots(program.opts())));

  command('stage', 'make a snapshot of pending changes')
    .option('--label <label>', 'version label')
    .option('--only <kind:key...>', `only these and what must come along: ${SELECTORS}`, selector)
    .action((options) => run(() => stageCommand({ ...program.opts(), ...options })));

  command('promote', 'make a snapshot the one that readers get')
    .argument('<snapshot>', 'its id or version label')
    .action((which) => run(() => promote(which, program.opts())));

  command('rollback', 'go back to the snapshot before the current one, or to an archived one')
    .argument('[snapshot]', 'its id or version label')
    .action((which) => run(() => rollback(which, program.opts())));

  command('verify', 'recompute the integrity of a snapshot')
    .argument('[snapshot]', 'its id or version label, or current', 'current')
    .action((which) => run(() => verify(which, program.opts())));

  command('diff', 'compare two states: snapshots, or working for the content as it stands')
    .argument('<before>', 'id or version label of a snapshot, current, or working')
    .argument('<after>', 'the same')
    .action((before, after) => run(() => diff(before, after, program.opts())));

  command('cleanup', 'remove old snapshots')
    .requiredOption('--keep <n>', 'how many promoted ones to keep', number)
    .action((options) => run(() => cleanup({ ...program.opts(), ...options })));

  command('stats', 'imports and snapshots of the last days')
    .option('--days <n>', 'how many days', number, 30)
    .action((options) => run(() => stats({ ...program.opts(), ...options })));
}

const QUESTIONS = 'file of Moodle XML, QTI, GIFT, Aiken or CSV, - for standard input';

function addQuestions(program: Command, run: Run): void {
  const questions = program.command('questions').description('questions of other tools (docs/question-formats.md)');

  questions
    .command('read')
    .description('what becomes of each question of a file, and why')
    .argument('<file>', QUESTIONS)
    .action((file) => run(async () => (await questionFiles()).readQuestionsCommand(file)));

  questions
    .command('convert')
    .description('write the questions of a file in another format')
    .argument('<file>', QUESTIONS)
    .addOption(new Option('--to <format>', 'the other format').choices(TARGETS).makeOptionMandatory())
    .option('--out <file>', 'file to write instead of standard output; packages need one')
    .option('--decimal-comma', 'CSV for spreadsheets that write 2,5: semicolons between cells', false)
    .action((file, options) => run(async () => (await questionFiles()).convertQuestions(file, options)));

  questions
    .command('import')
    .description('add the questions of a file to the bank of a spark')
    .argument('<file>', QUESTIONS)
    .requiredOption('--spark <slug>', 'the spark that takes them')
    .option('--dry-run', 'only show what would be taken', false)
    .option('--take-same', 'also those that stand in a bank already, word for word', false)
    .option('--leave-alike', 'not those that ask nearly what stands in a bank', false)
    .option(
      '--quiz',
      'a test of the file becomes the quiz, also where the spark has one; without it, where it has none',
    )
    .option('--no-quiz', 'no test of the file becomes a quiz')
    .option('--test <name>', 'the test that is meant, where the file has several (default: its first)')
    .addOption(
      new Option('--level <level>', 'for those without one')
        .choices(['suggest', ...COGNITIVE_LEVELS, 'none'])
        .default('none'),
    )
    .addOption(
      new Option('--difficulty <difficulty>', 'for those without one')
        .choices([...DIFFICULTIES, 'none'])
        .default('none'),
    )
    .action((file, options) =>
      run(async () => (await exchange()).importQuestions(file, { ...program.opts(), ...options })),
    );

  questions
    .command('export')
    .description('write the exercises of sparks in the format of another tool')
    .option('--spark <slug...>', 'only of these sparks; all of the workspace without it')
    .addOption(new Option('--to <format>', 'the format').choices(TARGETS).makeOptionMandatory())
    .requiredOption('--out <file>', 'file to write')
    .option('--decimal-comma', 'CSV for spreadsheets that write 2,5: semicolons between cells', false)
    .action((options) => run(async () => (await exchange()).exportExercises({ ...program.opts(), ...options })));
}

function addResults(program: Command, run: Run): void {
  const results = program.command('results').description('what learners answered (docs/results.md)');

  results
    .command('import')
    .description('bring in the answers of a file; the same file adds nothing twice')
    .argument('<file>', 'CSV, xAPI statements or SCORM interactions')
    .addOption(new Option('--format <format>', 'recognised unless it is said').choices(RESULT_FORMATS))
    .option('--spark <slug>', 'the spark whose exercises are meant, where several have one of that id')
    .option('--columns <roles>', `what each column of a table is, with commas: ${COLUMN_ROLES.join(', ')}`, columns)
    .option('--name <name=spark/exercise>', 'which exercise the file calls so; may be given again', named)
    .option('--dry-run', 'only show what would be taken', false)
    .action((file, options) =>
      run(async () => (await answers()).importResultsCommand(file, { ...program.opts(), ...options })),
    );

  results
    .command('show')
    .description('the figures of exercises, worst first')
    .option('--spark <slug>', 'only of this spark')
    .option('--csv', 'as a table', false)
    .action((options) => run(async () => (await answers()).showResults({ ...program.opts(), ...options })));

  results
    .command('imports')
    .description('where answers came from')
    .action(() => run(async () => (await answers()).listResultImports(program.opts())));

  results
    .command('remove')
    .description('remove an import with its answers, for good')
    .argument('<id>', 'the id of the import')
    .action((id) => run(async () => (await answers()).removeResultsCommand(id, program.opts())));
}

function addJobs(program: Command, run: Run): void {
  program
    .command('generate')
    .description('start a job that drafts')
    .addArgument(new Argument('<kind>', 'what to draft').choices(JOB_KINDS))
    .option('--topic <text>', 'what it is about, or what is to be changed')
    .option('--title <text>', 'what the job is called (default: its topic, its place or its first file)')
    .option('--into <kind:slug>', 'where the result is to stand: trail:joins, spark:left-join', place)
    .option('--source <file...>', 'files to draft from: Markdown, text, HTML, PDF or DOCX')
    .option('--provider <name>', 'builtin, or a provider of the workspace (default: builtin where it can draft this)')
    .option('--model <name>', 'the model (default: as the priority says)')
    .option('--keyword <word...>', 'words that are to stand in it, 10 at most')
    .addOption(new Option('--length <length>', 'how long it is to be').choices(LENGTHS))
    .addOption(new Option('--priority <what>', 'what matters most').choices(PRIORITIES))
    .addOption(new Option('--piece <type>', 'which companion_piece').choices(PIECE_TYPES))
    .option(
      '--improve <exercise...>',
      'with exercise_bank: make these exercises of the lesson better, by their ids; "all" for all',
    )
    .option('--wait', 'end with the job, and print what it made and cost; Ctrl-C leaves the job running', false)
    .action((kind, options) => run(async () => (await work()).generate(kind, { ...program.opts(), ...options })));

  program
    .command('jobs')
    .description('jobs, newest first')
    .addOption(new Option('--show <which>', 'which of them').choices(JOB_FILTERS).default('all'))
    .action((options) => run(async () => (await work()).jobs({ ...program.opts(), ...options })));

  program
    .command('job')
    .description('a job with its steps, what it made and what it cost')
    .argument('<id>', 'the id of the job', uuid)
    .option('--cancel', 'end it', false)
    .option('--retry', 'try it again from the step that failed', false)
    .option('--wait', 'end with the job; Ctrl-C leaves it running', false)
    .action((id, options) => run(async () => (await work()).job(id, { ...program.opts(), ...options })));
}

function addProposals(program: Command, run: Run): void {
  program
    .command('proposals')
    .description('proposals that wait for a decision, in the order in which they are best decided')
    .addOption(new Option('--show <which>', 'which of them').choices(REVIEW_VIEWS).default('open'))
    .addOption(new Option('--group <heading...>', 'only of these headings').choices(REVIEW_GROUPS))
    .option('--job <id>', 'only of this job', uuid)
    .option('--place <kind:slug>', 'only for this place', place)
    .option('--trail <slug>', 'only in this trail')
    .option('--by <person>', 'only what this person asked for: a name or an id')
    .option('--assigned-to <person>', 'only what this person is to decide')
    .option('--model <name>', 'only what this model wrote')
    .option('--template <name>', 'only what was written by this template')
    .option('--older-than <days>', 'only what has waited for more days than that', days)
    .option('--risk', 'only those to look at closely', false)
    .option('--offset <number>', 'leave out so many from the beginning', offset, 0)
    .action((options) => run(async () => (await review()).proposals({ ...program.opts(), ...options })));

  program
    .command('proposal')
    .description('a proposal with its text; approve it, reject it, or take a decision back')
    .argument('<id>', 'the id of the proposal', uuid)
    .option('--approve', 'write what it proposes, as one change set', false)
    .option('--text <file>', 'approve it with this text in place of its own')
    .option('--parts <file>', 'what is decided about each exercise or link, as JSON: [{"nth": 0, "is_approved": true}]')
    .option('--base-hash <hash>', 'of the lesson that a stale one was merged with')
    .option('--into <kind:slug>', 'approve a lesson or a course into concept:SLUG or domain:SLUG', place)
    .option('--reject <reason>', `turn it down: ${REASONS.map((one, nth) => `${nth + 1} ${one}`).join(', ')}`, reason)
    .option('--note <text>', 'words to a rejection; other needs them')
    .option('--undo', 'take the decision back: what it wrote is undone', false)
    .action((id, options) => run(async () => (await review()).proposal(id, { ...program.opts(), ...options })));
}

// What reads and writes other tools' formats is loaded by whoever needs it: it is a third of what the tool would load.
const questionFiles = () => import('./questions.ts');
const exchange = () => import('./exchange.ts');
const answers = () => import('./results.ts');
const work = () => import('./jobs.ts');
const review = () => import('./proposals.ts');
