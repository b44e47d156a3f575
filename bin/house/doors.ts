// What may stand in the files of actions and of client data (docs/decisions/051-reads-are-requests.md). Types refuse an action
// whose permission only reads; what they cannot see is noticed here.

/** Verbs of functions that only look. */
const LOOKS = /^(read|list|get|count|find|preview|search|verify|compare|export|render)([A-Z]|$)/;
/** What only goes around another function. */
const WRAPS = /^with[A-Z]/;

/** The definition that begins at a place of a source, up to the bracket that closes it. */
function blockAt(source: string, start: number): string {
  let depth = 0;
  for (let at = source.indexOf('(', start); at < source.length; at++) {
    if ('([{'.includes(source[at] ?? '')) depth++;
    if (')]}'.includes(source[at] ?? '') && --depth === 0) return source.slice(start, at + 1);
  }
  return source.slice(start);
}

/** Actions of a file that only look: nothing that their `run` calls does more. */
export function lookingActions(source: string): string[] {
  return Array.from(source.matchAll(/export const (\w+) = define(?:Person)?Action\(/g), ({ 1: name = '', index }) => {
    const run = blockAt(source, index).match(/\brun: (?:async )?(?:\([^)]*\)) =>([\s\S]*)$/)?.[1] ?? '';
    const called = Array.from(run.matchAll(/(?:\w+\.)?(\w+)(?:<[^>(]*>)?\(/g), (match) => match[1] ?? '');
    const deeds = called.filter((one) => !WRAPS.test(one) && one !== 'ok' && one !== 'fail');
    return deeds.every((one) => LOOKS.test(one)) ? name : '';
  }).filter(Boolean);
}

/** Actions that a file of client data calls outside of a mutation: a query, or a function that asks for something. */
export function askedActions(source: string): string[] {
  const imported = Array.from(source.matchAll(/import \{([^}]*)\} from '[^']*\/actions(?:\/[^']*)?\.ts'/g), (match) =>
    (match[1] ?? '').split(',').map(
      (name) =>
        name
          .trim()
          .split(/\s+as\s+/)
          .at(-1) ?? '',
    ),
  ).flat();
  let rest = source.replaceAll(/import [\s\S]*? from '[^']*';/g, '');
  for (let at = rest.search(/\buse\w*\(/); at >= 0; at = rest.search(/\buse\w*\(/)) {
    // What hands a function to a hook, ours or useMutation, sends it when somebody acts.
    rest = rest.slice(0, at) + rest.slice(at + blockAt(rest, at).length);
  }
  return imported.filter((name) => name !== '' && new RegExp(`\\b${name}\\(`).test(rest));
}

/** Reads that a file defines, by the names in their addresses. */
export const definedReads = (source: string): string[] =>
  Array.from(source.matchAll(/= defineRead\(\{\s*name: '([^']+)'/g), (match) => match[1] ?? '');
