// What the functions of the database may do, from the text of supabase/schema.sql.

export interface SqlFunction {
  /** With its schema: `public.read_outline`. */
  name: string;
  /** What it was declared; PostgreSQL takes a function that says nothing for volatile. */
  volatility: 'volatile' | 'stable' | 'immutable';
  /** Functions of ours that its text names. */
  calls: string[];
}

// Its text stands between dollars, or is an expression that ends with its line.
const FUNCTION =
  /^CREATE OR REPLACE FUNCTION ((?:public|private)\.\w+)\(.*\n((?: .*\n)*)(?:AS (\$\w*\$)([\s\S]*?)\3|((?:RETURN|BEGIN ATOMIC)\b[\s\S]*?));?$/gm;

const rank = { immutable: 0, stable: 1, volatile: 2 } as const;

/** Functions by name. Of several with the same name, the one that may do most is what counts. */
export function sqlFunctions(schema: string): Map<string, SqlFunction> {
  const found = new Map<string, SqlFunction>();
  for (const [, name = '', head = '', , quoted, plain] of schema.matchAll(FUNCTION)) {
    const volatility = /^ IMMUTABLE\b/m.test(head) ? 'immutable' : /^ STABLE\b/m.test(head) ? 'stable' : 'volatile';
    const text = (quoted ?? plain ?? '').replaceAll(/--.*$/gm, '');
    const calls = Array.from(text.matchAll(/\b((?:public|private)\.\w+)\s*\(/g), (match) => match[1] ?? '');
    const earlier = found.get(name);
    const kept = earlier && rank[earlier.volatility] > rank[volatility] ? earlier.volatility : volatility;
    found.set(name, { name, volatility: kept, calls: [...(earlier?.calls ?? []), ...calls] });
  }
  return found;
}

/** The ways from some functions to volatile ones, each as a sentence. A stable function may call a volatile one that writes: PostgreSQL looks at neither. */
export function volatileWays(functions: ReadonlyMap<string, SqlFunction>, from: Iterable<string>): string[] {
  const ways: string[] = [];
  const seen = new Set<string>();
  const waiting = Array.from(from, (name) => [name]);
  for (let way = waiting.shift(); way; way = waiting.shift()) {
    const name = way.at(-1) ?? '';
    if (seen.has(name)) continue;
    seen.add(name);
    const one = functions.get(name);
    if (one?.volatility === 'volatile') ways.push(`${way.join(' calls ')}, which is volatile`);
    for (const next of one?.calls ?? []) if (functions.has(next)) waiting.push([...way, next]);
  }
  return ways;
}
