import { filesOf, importsOf, read } from './imports.ts';
import { AREAS, EXCEPTIONS, ROOMS, type Room } from './rooms.ts';

/** `docs/rooms.md`: each room with its sentence, tables, routes and tests, read from the code. */
export function describeRooms(): string {
  const all = filesOf('*.ts', '*.tsx');
  const pages = all.filter((file) => /^app\/.*\/(page|route|layout)\.tsx?$/.test(file));
  const lines = [
    '# Rooms',
    '',
    'Written by `npm run rooms` from `bin/house/rooms.ts` and the code; a test fails while it is out of date.',
    '',
    'Everything about a noun stands in its room: `ls lib/<room> components/<room> supabase/tests/<room>`, migrations',
    '`supabase/migrations/*_<room>*.sql`, browser tests `e2e/<room>*.spec.ts`. Inside a room of `lib` stand the floors:',
    '`core` (pure), `data` (Supabase and SQL), `services` (where there is a second call or a rule; an action may call data',
    'directly), `actions` (writes), `reads` (what is asked), `jobs`, `queries` (client data). A floor is a file while one',
    'is enough, and a folder from then on. Imports run down between floors and down between rooms, in the order below.',
    '',
  ];
  for (const room of ROOMS) lines.push(...sectionOf(room, all, pages));
  const others = pages.filter((file) => !ROOMS.some(({ name }) => isRouteOf(file, name))).map(addressOf);
  lines.push('## Routes of no room', '', `What leads on or shows parts: ${listed(others)}.`, '');
  lines.push('## Areas of components that are no rooms of lib', '');
  for (const { name, about } of AREAS)
    if (!ROOMS.some((room) => room.name === name)) lines.push(`- **${name}**: ${about}`);
  lines.push('', `Their order, lowest first: ${AREAS.map(({ name }) => name).join(', ')}.`, '');
  lines.push('## Exceptions', '');
  for (const { from, to, why } of EXCEPTIONS) lines.push(`- \`${from}\` imports from \`${to}\`: ${why}`);
  return `${lines.join('\n')}\n`;
}

function sectionOf({ name, about, tables = [] }: Room, all: string[], pages: string[]): string[] {
  const below = ROOMS.slice(
    0,
    ROOMS.findIndex((room) => room.name === name),
  ).map((room) => room.name);
  const routes = pages.filter((file) => isRouteOf(file, name)).map(addressOf);
  const tests = [
    ...(all.some((file) => file.startsWith(`supabase/tests/${name}/`)) ? [`supabase/tests/${name}/`] : []),
    ...all.filter((file) => file.startsWith(`e2e/${name}`) && file.endsWith('.spec.ts')),
  ];
  const rows = [
    ['May import', below.join(', ')],
    ['Tables', listed(tables)],
    ['Routes', listed(routes)],
    ['Tests beside the code and in', listed(tests)],
  ];
  return [`## ${name}`, '', about, '', ...rows.flatMap(([label, list]) => (list ? [`- ${label}: ${list}`] : [])), ''];
}

/** A page belongs to the rooms it shows or reads, a route handler to those it calls; what all stand on has no routes. */
function isRouteOf(file: string, room: string): boolean {
  if (room === 'base') return false;
  const reads = new RegExp(file.endsWith('.ts') ? `^lib/${room}/` : `^lib/${room}/(reads|services)(/|\\.ts)`);
  return importsOf(file, read(file)).some(({ to }) => to.startsWith(`components/${room}/`) || reads.test(to));
}

const addressOf = (file: string) => `/${file.split('/').slice(1, -1).join('/')}`;

const listed = (names: readonly string[]) =>
  [...new Set(names)]
    .sort()
    .map((name) => `\`${name}\``)
    .join(', ');
