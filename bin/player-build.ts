import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'rolldown';

/** Where the player stands for pages elsewhere, as the web server serves it. */
export const PLAYER_FILE = 'public/player/trailwright-exercises.js';
/** What tells a learning platform of the answers, beside the player in SCORM packages. */
export const SCORM_FILE = 'public/player/trailwright-scorm.js';

const root = path.resolve(import.meta.dirname, '..');
const resolve = createRequire(import.meta.url).resolve;
// Preact does what the player needs of React in a tenth of its size.
const PREACT: Readonly<Record<string, string>> = {
  react: 'preact/compat',
  'react-dom': 'preact/compat',
  'react-dom/client': 'preact/compat/client',
  'react/jsx-runtime': 'preact/jsx-runtime',
};

/** The player for pages elsewhere. */
export const buildPlayer = () => built('components/exercises/player/embed.tsx', 'player of exercises');

/** What stands between the player and a learning platform. */
export const buildScorm = () => built('components/exercises/player/scorm/adapter.ts', 'recorder of answers for SCORM');

/** One classic script: it runs from a plain file as well, where modules do not. The same sources give the same bytes. */
async function built(source: string, called: string): Promise<string> {
  const { output } = await build({
    input: path.join(root, source),
    cwd: root,
    write: false,
    platform: 'browser',
    resolve: { alias: Object.fromEntries(Object.entries(PREACT).map(([from, to]) => [from, resolve(to)])) },
    moduleTypes: { '.css': 'text' },
    plugins: [{ name: 'small-styles', transform: (code, id) => (id.endsWith('.css') ? smallCss(code) : null) }],
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    // That parts of it run in the browser is what the whole of it is for.
    onLog: (level, log, tell) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && tell(level, log),
    output: { format: 'iife', minify: true, codeSplitting: false },
  });
  const [chunk] = output;
  return `// Trailwright's ${called}, built by \`npm run player\`. MIT.\n${chunk.code}`;
}

const smallCss = (css: string) =>
  css
    .replace(/\/\*.*?\*\//gsu, '')
    .replace(/\s+/gu, ' ')
    .replace(/ ?([{};,]) ?/gu, '$1')
    .trim();
