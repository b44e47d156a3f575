import { Document, isScalar, LineCounter, parseDocument, Scalar, visit } from 'yaml';
import { keepsValue } from '#lib/base/core/exact-number.ts';

/** A key or a place in a list, as in a JSON pointer. */
export type YamlPath = readonly (string | number)[];

/** Something that is wrong with a piece of YAML itself, and in which of its lines. */
export interface YamlFault {
  code: 'invalid_yaml' | 'duplicate_key' | 'inexact_number';
  line: number;
  message: string;
}

export interface ReadYaml {
  /** What it says; null if it could not be read. */
  value: Record<string, unknown> | null;
  faults: YamlFault[];
}

/** What a block of lines gives back as it was; other characters and blanks at the ends of lines are written escaped. */
const PLAIN_LINES =
  /^\S[^\p{Cc}\p{Cs}\u2028\u2029\ufeff]*(\n+[^\s\p{Cc}\p{Cs}\u2028\u2029\ufeff][^\p{Cc}\p{Cs}\u2028\u2029\ufeff]*)*\n?$/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NEEDS_ESCAPES = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/;

/**
 * Writes a value as YAML for people and for git: a line of text stays on one line, text of several lines stands line by line,
 * and what another reader of YAML might take for a number, a date or a truth value (`1.0`, `2026-01-02`, `yes`) is quoted.
 */
export function writeYaml(value: Record<string, unknown>): string {
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1', version: '1.2' });
  visit(document, {
    Scalar(key, node) {
      if (typeof node.value === 'string') node.type = styleOf(node.value, key === 'key');
    },
  });
  return document.toString({ lineWidth: 0, doubleQuotedAsJSON: true, doubleQuotedMinMultiLineLength: 1_000_000_000 });
}

function styleOf(text: string, is_key: boolean): Scalar.Type {
  if (text.includes('\n')) {
    const is_block = !is_key && PLAIN_LINES.test(text) && !/[ \t](\n|$)/.test(text);
    return is_block ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
  }
  return NEEDS_ESCAPES.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')) ? Scalar.QUOTE_DOUBLE : Scalar.PLAIN;
}

/** Reads a mapping. Everything that is wrong with it is told, with the line. */
export function readYaml(text: string): ReadYaml {
  const faults: YamlFault[] = [];
  try {
    const { document, lines } = parse(text);
    for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
      const { line } = lines.linePos(pos[0]);
      const [first = ''] = message.split('\n');
      if (code === 'DUPLICATE_KEY') faults.push({ code: 'duplicate_key', line, message: 'A key stands twice here.' });
      else faults.push({ code: 'invalid_yaml', line, message: `This is not YAML as it is read here: ${first}.` });
    }
    if (faults.length > 0) return { value: null, faults };
    visit(document, {
      Scalar(key, node) {
        if (key === 'key' || typeof node.value !== 'number') return;
        const source = node.source ?? '';
        if (Number.isFinite(node.value) && (!/^[-+]?[\d.]/.test(source) || isKept(source, node.value))) return;
        const { line } = lines.linePos(node.range?.[0] ?? 0);
        const message = Number.isFinite(node.value)
          ? `The number ${source.slice(0, 40)} would become ${node.value}.`
          : `${source.slice(0, 40)} is not a number that can be kept.`;
        faults.push({ code: 'inexact_number', line, message });
      },
    });
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { value: value as Record<string, unknown>, faults };
    const message = 'This must be a list of keys with their values, as in "title: Joins".';
    return { value: null, faults: [...faults, { code: 'invalid_yaml', line: 1, message }] };
  } catch (error) {
    // What the library throws: an alias that stands for too much, and nesting beyond the stack.
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    const message =
      error instanceof RangeError
        ? 'This is nested too deep.'
        : 'An alias (*name) in it stands for nothing, or for too much.';
    return { value: null, faults: [{ code: 'invalid_yaml', line: 1, message }] };
  }
}

/** Tells the line on which a value stands, or rather its key; null of what is not there. The text is parsed once for it. */
export function lineFinder(text: string): (path: YamlPath) => number | null {
  const { document, lines } = parse(text);
  return (path) => {
    const node = path.length > 0 && document.hasIn(path) ? document.getIn(path, true) : undefined;
    if (node === undefined) return null;
    const start = keyStart(document, path) ?? (hasRange(node) ? node.range?.[0] : undefined);
    return start === undefined ? null : lines.linePos(start).line;
  };
}

function parse(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    // Silent would keep a second document to itself.
    logLevel: 'error',
    prettyErrors: false,
    schema: 'core',
    stringKeys: true,
    version: '1.2',
  });
  return { document, lines };
}

/** Where the key of a value begins: that of a long text is on the line before it. */
function keyStart(document: Document.Parsed, path: YamlPath): number | undefined {
  const around: unknown = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const items = (around as { items?: { key?: unknown }[] } | null)?.items ?? [];
  const key = items.map((item) => item.key).find((one) => isScalar(one) && one.value === path.at(-1));
  return isScalar(key) ? key.range?.[0] : undefined;
}

function hasRange(node: unknown): node is { range?: [number, number, number] | null } {
  return typeof node === 'object' && node !== null && 'range' in node;
}

function isKept(source: string, value: number): boolean {
  if (/^[-+]?0[ox]/.test(source)) return Number.isSafeInteger(value);
  // YAML also writes +1, .5 and 1.; JSON does not.
  const digits = source
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?=e|$)/i, '');
  return keepsValue(digits, value);
}
