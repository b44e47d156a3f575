import { csvFormatRows, tsvFormatRows } from 'd3-dsv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GraphLink } from './graph.ts';
import { findLoops } from './links.ts';
import { readSheet } from './sheet.ts';

const node = (slug: string, title = slug.toUpperCase()) => ({ id: `id-${slug}`, slug, title });
const nodes = [
  node('a'),
  node('b'),
  node('c'),
  node('long-title', 'Ein   langer Títel'),
  node('t1', 'Same'),
  node('t2', 'same'),
];
const link = (source: string, target: string): GraphLink => ({
  id: `${source}${target}`,
  source_id: `id-${source}`,
  target_id: `id-${target}`,
  link_type: 'related',
  weight: null,
  description: null,
  version: 1,
});
const read = (sheet: string, links: GraphLink[] = []) => readSheet(sheet, { nodes, links });
const problems = (sheet: string, links: GraphLink[] = []) => read(sheet, links).map(({ problem }) => problem);

describe('a sheet', () => {
  test('comes with tabs, commas or semicolons, with heads in any order or none, quoted or not', () => {
    const wanted = {
      source_id: 'id-a',
      target_id: 'id-b',
      link_type: 'deepens',
      weight: 0.65,
      description: 'Because, "so"\nit is',
    };
    for (const sheet of [
      'a\tb\tdeepens\t0.65\t"Because, ""so""\nit is"',
      '\uFEFFa,b,Deepens,0.65,"Because, ""so""\nit is"\r\n',
      'a;b;deepens;0,65;"Because, ""so""\nit is"',
      '\n\nReason,Weight,Target,Ignored,Source,Type\n"Because, ""so""\nit is",65 %,b,x,A,DEEPENS',
    ])
      expect(read(sheet).map((line) => line.link)).toEqual([wanted]);
  });

  test('may have the signs between cells in titles and reasons as well', () => {
    const comma = [{ ...node('d', 'First, then'), id: 'id-d' }, ...nodes];
    const from = (sheet: string) => readSheet(sheet, { nodes: comma, links: [] })[0]?.link?.source_id;
    expect(read('a,b,related,0.4,So; and so')[0]?.link?.description).toBe('So; and so');
    expect(from('First, then\tb')).toBe('id-d');
    expect(from('First, then;b;related;0,4')).toBe('id-d');
    expect(from('"First, then",b')).toBe('id-d');
  });

  test('leaves type and weight to what is usual, and empty lines out', () => {
    expect(read('a,b\n\n , \nb,c,related')).toMatchObject([
      { number: 1, link: { link_type: 'prerequisite', weight: 0.9, description: null } },
      { number: 4, link: { link_type: 'related', weight: 0.4 } },
    ]);
    expect(readSheet('a,b', { nodes, links: [] }, 'recommended')).toMatchObject([{ link: { weight: 0.6 } }]);
    expect(read('')).toEqual([]);
    expect(read('source,target\n')).toEqual([]);
  });

  test('names things by slug, or by title whatever its case and spaces', () => {
    expect(read('ein langer TÍTEL,a')).toMatchObject([{ link: { source_id: 'id-long-title' } }]);
    expect(read('t1,t2')).toMatchObject([{ link: { source_id: 'id-t1', target_id: 'id-t2' } }]);
  });

  test('says of each line what is wrong with it', () => {
    expect(problems('Same,a')).toEqual([{ code: 'ambiguous', end: 'source', said: 'Same', slugs: ['t1', 't2'] }]);
    expect(problems('a,nowhere\n,a\nb')).toEqual([
      { code: 'unknown', end: 'target', said: 'nowhere' },
      { code: 'missing', end: 'source' },
      { code: 'missing', end: 'target' },
    ]);
    expect(problems('a,b,needs\na,b,related,1.2\na,b,related,much\na,b,related,-1')).toEqual([
      { code: 'type', said: 'needs' },
      { code: 'weight', said: '1.2' },
      { code: 'weight', said: 'much' },
      { code: 'weight', said: '-1' },
    ]);
    expect(problems(`a,b,,,${'🙂'.repeat(500)}\na,c,,,${'x'.repeat(501)}`)).toEqual([
      null,
      { code: 'reason', length: 501 },
    ]);
    expect(problems('a,a\na,b\na,b\nb,c', [link('b', 'c')])).toEqual([
      { code: 'self' },
      null,
      { code: 'twice', line: 2 },
      { code: 'already_linked' },
    ]);
  });

  test('shows the loop that a line would close with what is there and the lines before it', () => {
    expect(problems('b,c\nc,a\nc,b', [link('a', 'b')])).toEqual([
      null,
      { code: 'loop', nodes: ['id-a', 'id-b', 'id-c'] },
      { code: 'loop', nodes: ['id-b', 'id-c'] },
    ]);
  });
});

describe('whatever is pasted', () => {
  const cell = fc.oneof(fc.constantFrom('a', 'b', 'c', 'source', '0.5', 'related', ''), fc.string());

  test('comes out as it went in, quotes, breaks and all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.boolean(), (reason, tabs) => {
        fc.pre(!reason.includes('\0'));
        const row = ['a', 'b', 'related', '0.25', reason];
        const [line] = read((tabs ? tsvFormatRows : csvFormatRows)([row]));
        expect(line?.link).toMatchObject({ weight: 0.25, description: reason.trim() || null });
      }),
    );
  });

  test('never throws, and each line is a link or has a problem', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(fc.array(cell)).map(csvFormatRows)), (sheet) => {
        for (const line of read(sheet)) expect(line.link === null).toBe(line.problem !== null);
      }),
    );
  });

  test('what is accepted closes no loop with what is there, and what is refused as a loop would', () => {
    const name = fc.constantFrom('a', 'b', 'c', 't1', 't2');
    const pairs = fc.array(fc.tuple(name, name), { maxLength: 15 });
    fc.assert(
      fc.property(pairs, pairs, (drawn, pasted) => {
        fc.pre(findLoops(drawn).length === 0);
        const links = drawn.map(([source, target]) => link(source, target));
        const edges: [string, string][] = drawn.map(([source, target]) => [`id-${source}`, `id-${target}`]);
        for (const { link: made, problem, source, target } of read(csvFormatRows(pasted), links)) {
          const edge: [string, string] = [`id-${source}`, `id-${target}`];
          const loops = findLoops([...edges, edge]);
          if (made) {
            edges.push(edge);
            expect(loops).toEqual([]);
          } else if (problem?.code === 'loop') {
            expect(loops.length).toBeGreaterThan(0);
            expect(problem.nodes.at(0)).toBe(edge[1]);
            expect(problem.nodes.at(-1)).toBe(edge[0]);
          } else expect(['self', 'already_linked', 'twice']).toContain(problem?.code);
        }
      }),
    );
  });
});
