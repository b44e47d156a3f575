import type { Import } from './imports.ts';
import { AREAS, EXCEPTIONS, FLOORS, ROOMS } from './rooms.ts';

/** What a place may not use although it lies below: components get what they show from reads, actions and queries. */
const NEVER: [from: RegExp, to: RegExp][] = [
  [/^components\//, /^lib\/\w+\/(services|data|jobs|embedded|processes)(\/|\.ts)/],
  [/^lib\/\w+\/queries(\/|\.ts)/, /^lib\/\w+\/(services|data|jobs)(\/|\.ts)/],
  [/^components\/ui\//, /^lib\/(?!base\/core\/)/],
  // Pages are rendered on the server: the highlighter and its languages are megabytes.
  [/^(components\/|lib\/\w+\/queries(\/|\.ts))/, /^lib\/lessons\/core\/html\//],
];

/** Packages that only some places may know. */
const PACKAGES: [pattern: RegExp, allowed: RegExp][] = [
  // Realtime alone is spoken to by the browser itself (docs/decisions/139-realtime-announces.md).
  [
    /^@supabase\//,
    /^(lib\/\w+\/data(\/|\.ts)|lib\/studio\/embedded\/|lib\/generation\/queries\/realtime-channel\.ts|proxy\.ts)/,
  ],
  [
    /^(react|next|react-dom)(\/|$)/,
    /^(lib\/\w+\/(actions|reads|queries)(\/|\.ts)|lib\/base\/services\/session\.ts|lib\/base\/data\/clients\/server\.ts|lib\/studio\/processes\/web|components\/|app\/|proxy\.ts)/,
  ],
  [/^pg$/, /^lib\/(\w+\/(data|jobs)(\/|\.ts)|studio\/(embedded|processes)\/)/],
];

export interface Place {
  /** `lib`, `components`, or what stands outside of both and above. */
  in: 'lib' | 'components' | 'above';
  room: string;
  /** Of files of `lib`. */
  floor: number | null;
}

/** Where a file stands; null for one that stands in no room or on no floor. */
export function placeOf(file: string): Place | null {
  const [top, room = '', rest = ''] = file.split('/');
  if (top === 'components') return AREAS.some(({ name }) => name === room) ? { in: top, room, floor: null } : null;
  if (top !== 'lib') return { in: 'above', room: '', floor: null };
  const floor = FLOORS[rest.replace(/\.ts$/, '')];
  return floor !== undefined && ROOMS.some(({ name }) => name === room) ? { in: top, room, floor } : null;
}

const rank = (list: readonly { name: string }[], room: string) => list.findIndex(({ name }) => name === room);

function isUpward(here: Place, there: Place): string | null {
  if (here.in === 'lib' && there.in !== 'lib') return 'imports upward';
  if (here.in === 'components' && there.in === 'above') return 'imports upward';
  if (here.in === 'lib' && (there.floor ?? 0) > (here.floor ?? 0)) return 'imports from a floor above';
  if (there.in === 'lib' && here.in === 'lib' && rank(ROOMS, there.room) > rank(ROOMS, here.room))
    return 'imports from a room above';
  if (here.in === 'components' && there.in === 'components' && rank(AREAS, there.room) > rank(AREAS, here.room))
    return 'imports from a room above';
  if (here.in === 'components' && there.in === 'lib' && rank(AREAS, highest(there.room)) > rank(AREAS, here.room))
    return 'imports from a room above';
  return null;
}

/** What stands on all of `lib/base` are the areas from `ui` up. */
const highest = (room: string) => (room === 'base' ? 'ui' : room);

const isExcepted = ({ from, to }: Import) =>
  EXCEPTIONS.some((one) => from.startsWith(one.from) && to.startsWith(one.to));

/** What is wrong with some imports, one sentence each. */
export function complaints(imports: Import[]): string[] {
  return imports.flatMap((one) => {
    const { from, to, isType } = one;
    const here = placeOf(from);
    const isOurs = /^(lib|components|app)\//.test(to);
    const there = isOurs ? placeOf(to) : null;
    const said: string[] = [];
    const upward = here && there && isUpward(here, there);
    if (upward && !isExcepted(one)) said.push(`${from} ${upward}: ${to}`);
    for (const [closed, behind] of NEVER) {
      if (closed.test(from) && behind.test(to) && !isType) said.push(`${from} may not use ${to}`);
    }
    for (const [name, allowed] of PACKAGES) {
      if (!isOurs && name.test(to) && !isType && !allowed.test(from) && /^(lib|components|app)\//.test(from))
        said.push(`${from} may not know ${to}`);
    }
    return said;
  });
}
