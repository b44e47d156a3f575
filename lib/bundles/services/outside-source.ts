import { BUNDLE_ENTITIES } from '#lib/base/core/kinds.ts';
import { badTexts } from '../core/bad-text.ts';
import { LIST_KINDS } from '../core/bundle.ts';
import { type OutsidePart, type Path, problemAt } from '../core/outside.ts';
import { type BundleProblem, pointer, pointerParts } from '../core/problem.ts';
import { NO_OWNERS, type Owners } from '../core/units/users.ts';
import { readJsonStream } from './json-stream.ts';
import { courseFormat } from './outside-courses.ts';
import { formatOf, headOf, type OutsideFile, type OutsideHead } from './outside-head.ts';
import type { ExternalFinder } from './outside-names.ts';
import { unitFormat } from './outside-units.ts';
import { type BundleSource, placeOf, type SourceFiles, type SourcePart } from './reader.ts';

/** What a workspace is asked when outside files are read. */
export interface OutsideContext {
  find: ExternalFinder;
  /** Ids of members by e-mail in lower case. */
  members(): Promise<ReadonlyMap<string, string>>;
  /** Whoever takes over units of unknown owners. */
  taker: string | null;
}

/** A format read in two passes: the heads of all files, then their parts. */
export interface OutsideReading {
  /** Of a whole file, before its lists. */
  head(): OutsidePart;
  /** Of one thing in one of its lists. */
  item(list: string, nth: number, value: unknown): OutsidePart;
}

/** Some files of one import. */
export interface OutsideSet {
  name: string;
  files: OutsideFile[];
  /** What a users.json beside unit files says. */
  owners: Owners;
}

/** Prepares the reading of each file: names everything that is in them. */
export type OutsideFormatReader = (
  set: OutsideSet,
  heads: OutsideHead[],
  context: OutsideContext | null,
) => Promise<OutsideReading[]>;

/** A source as it is to be read: unit files and course exports are recognised by what is in them, all others are bundles. */
export async function recognised(source: BundleSource, context: OutsideContext | null): Promise<BundleSource> {
  if (source.prepare) return source.prepare(context);
  if (source.parts || source.files) return source;
  const format = await formatOf(source);
  if (format !== 'unit' && format !== 'course') return source;
  return outsideSource({ name: source.name, files: [source], owners: source.owners ?? NO_OWNERS }, format, context);
}

/** Files of one format as the source of one import. */
export async function outsideSource(
  set: OutsideSet,
  format: 'unit' | 'course',
  context: OutsideContext | null,
): Promise<BundleSource> {
  const heads: OutsideHead[] = [];
  for (const file of set.files) heads.push(await headOf(file));
  const readings = await (format === 'unit' ? unitFormat : courseFormat)(set, heads, context);
  const places = new Places(set.files.length > 1);
  return {
    name: set.name,
    open: () => emptyBytes(),
    parts: () => partsOf(set, heads, readings, places, headerOf(set, heads, format)),
    files: filesOf(set.name, places, set.owners.problems),
  };
}

/** What a source of outside files knows beyond the bundle: where in them something stands. */
export function filesOf(name: string, places: Places, problems: BundleProblem[] = []): SourceFiles {
  return {
    problems,
    moved: [],
    is_complete: false,
    locate: async (problems) => problems.map((problem) => places.locate(problem)),
    disk: { name, paths: [], read: async () => new Uint8Array() },
  };
}

/** A source that is made of several files has no bytes of its own. */
export async function* emptyBytes(): AsyncGenerator<Uint8Array> {}

function headerOf(set: OutsideSet, heads: OutsideHead[], format: 'unit' | 'course') {
  const title = heads.length === 1 ? heads[0]?.members.title : null;
  const label = typeof title === 'string' && title.trim() !== '' ? title : set.name;
  const metadata = {
    generated_at: new Date().toISOString(),
    source_system: format === 'unit' ? 'unit files' : 'course export',
  };
  return { schema_version: '1.0.0', version_label: [...label].slice(0, 100).join(''), metadata };
}

/** Where in which file each item of the bundle stands. */
export class Places {
  private readonly places = new Map<string, { file: string; at: Path; named: Readonly<Record<string, string>> }[]>();
  private readonly tells_file: boolean;

  /** `tells_file`: there are several, so a problem says which one it is in. */
  constructor(tells_file: boolean) {
    this.tells_file = tells_file;
  }

  /** The parts of the bundle that a part of a file becomes. */
  *take(part: OutsidePart, file: string): Generator<SourcePart> {
    for (const problem of part.problems) yield { type: 'problem', problem: this.in(problem, file) };
    for (const { kind, item, at, named = {} } of part.items) {
      const { list } = BUNDLE_ENTITIES[kind];
      const of = this.places.get(list) ?? [];
      this.places.set(list, of);
      of.push({ file, at, named });
      yield { type: 'item', list, position: of.length - 1, value: item };
    }
    for (const record of part.records) {
      for (const { code, message, hint } of badTexts(record.body, []))
        yield { type: 'problem', problem: this.in(problemAt(code, record.at, message, hint), file) };
      yield { type: 'record', record };
    }
  }

  /** Forgets everything: the files are read once more. */
  clear(): void {
    this.places.clear();
  }

  /** A problem with the file it is in. */
  in(problem: BundleProblem, file: string): BundleProblem {
    return this.tells_file ? { ...problem, file } : { ...problem, path: `${OWN}${problem.path}` };
  }

  /** A problem of the bundle as one of the file. */
  locate(problem: BundleProblem): BundleProblem {
    if (problem.path.startsWith(OWN)) return { ...problem, path: problem.path.slice(OWN.length) };
    const found = problem.file === undefined ? this.find(problem.path) : null;
    if (!found) return problem;
    const message = problem.message.replace(/first at (\/\w+\/\d+)/, (whole, path) => {
      const first = this.find(path);
      return first ? `first at ${first.path}${first.file === found.file ? '' : ` in ${first.file}`}` : whole;
    });
    return { ...problem, message, path: found.path, ...(this.tells_file && { file: found.file }) };
  }

  private find(path: string): { file: string; path: string } | null {
    const [list = '', position, ...inner] = pointerParts(path);
    // What is kept beside an item as it came stands in the file under its own name.
    const isKept = inner[0] === 'file_form' && (inner[1] === 'empty' || inner[1] === 'kept');
    const [field, ...rest] = isKept ? inner.slice(2) : inner;
    const place = LIST_KINDS.has(list) ? this.places.get(list)?.[Number(position)] : undefined;
    if (!place) return null;
    const named = field === undefined ? [] : (place.named[field] ?? field).split('/');
    return { file: place.file, path: pointer(...place.at, ...named, ...rest) };
  }
}

/** Before a pointer that is one of the file already. */
const OWN = '#';

async function* partsOf(
  set: OutsideSet,
  heads: OutsideHead[],
  readings: OutsideReading[],
  places: Places,
  header: Record<string, unknown>,
): AsyncGenerator<SourcePart> {
  places.clear();
  for (const [name, value] of Object.entries(header)) yield { type: 'member', name, value };
  for (const [nth, file] of set.files.entries()) {
    const [head, reading] = [heads[nth], readings[nth]];
    if (!head || !reading) continue;
    if (head.is_too_large) {
      yield { type: 'problem', problem: places.in(tooLarge(), file.name) };
      continue;
    }
    yield* places.take(reading.head(), file.name);
    for await (const part of readJsonStream(file.open())) {
      if (part.type === 'item' && head.lists.has(part.list))
        yield* places.take(reading.item(part.list, part.position, part.value), file.name);
      if (part.type !== 'fault') continue;
      const { code, severity, path, message, hint, offset, ends_reading } = part.fault;
      const where = code === 'invalid_json' && offset !== null ? ` (${await placeOf(file, offset)})` : '';
      const problem = {
        code,
        severity,
        path: pointer(...path),
        kind: null,
        slug: null,
        message: message + where,
        hint,
      };
      yield { type: 'problem', problem: places.in(problem, file.name), ends_reading };
    }
  }
}

function tooLarge(): BundleProblem {
  const message = 'What stands beside the lessons and resources of this file is larger than 16 MB.';
  const hint = 'Split the file, or move long texts into resources.';
  return { code: 'too_large', severity: 'error', path: '', kind: null, slug: null, message, hint };
}
