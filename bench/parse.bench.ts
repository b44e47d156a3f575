import { packedOutlineJson } from '#lib/catalogue/data/outline.ts';
import { graphJson } from '#lib/graph/data/links.ts';
import { type Bench, figure, type Row } from './report.ts';

// What it costs to parse the two largest answers of the database, against reading them as JSON, which they need anyway.

const ROUNDS = 9;

const id = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const entity = (at: number) => [id(at), `slug-of-${at}`, `Title of the thing ${at}`, true, 3];
const many = <Made>(count: number, make: (at: number) => Made) => Array.from({ length: count }, (_, at) => make(at));

const outlineOf = (sparks: number) => ({
  domains: many(10, (at) => [...entity(at), null, null]),
  trails: many(sparks / 100, (at) => [...entity(at), at % 10, 'beginner']),
  concepts: many(sparks / 10, (at) => [...entity(at), Math.floor(at / 10)]),
  places: many(sparks, (at) => [Math.floor(at / 10), at]),
  sparks: many(sparks, (at) => [...entity(at), 'beginner', 5]),
  beacons: many(sparks / 100, (at) => [id(at), `slug-of-${at}`, `Title of the thing ${at}`, 3, null]),
});
const graphOf = (nodes: number) => ({
  version: 7,
  ends: many(nodes, id),
  links: many(nodes * 3, (at) => [id(at), at % nodes, (at * 7) % nodes, 'prerequisite', 0.8, null, 1]),
  positions: many(nodes / 10, (at) => [id(at), at, at]),
});

function measure(run: () => unknown) {
  const samples = many(ROUNDS, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return figure(samples);
}

const bench: Bench = {
  name: 'parse',
  about: 'parsing the largest answers of the database, against reading them as JSON',
  run: async (say) => {
    const rows: Row[] = [];
    for (const size of [10_000, 100_000]) {
      for (const [what, schema, answer] of [
        [`outline of ${size} sparks`, packedOutlineJson, outlineOf(size)],
        [`graph of ${size} nodes and ${size * 3} links`, graphJson, graphOf(size)],
      ] as const) {
        say(what);
        const text = JSON.stringify(answer);
        const read = measure(() => JSON.parse(text));
        const value: unknown = JSON.parse(text);
        const parsed = measure(() => schema.parse(value));
        rows.push({
          what,
          figure: parsed,
          reference: { what: 'JSON.parse', figure: read },
          target: { text: '<= JSON.parse', is_met: parsed.median <= read.median },
          how: `${(text.length / 1e6).toFixed(1)} MB, in this process`,
        });
      }
    }
    return rows;
  },
};
export default bench;
