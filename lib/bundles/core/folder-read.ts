import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { suggestSlug } from '#lib/base/core/slug.ts';
import { BASE_LISTS } from './bundle.ts';
import {
  around,
  DOMAIN_FILE,
  type FolderPart,
  fieldsOf,
  LESSON_END,
  LIST_FILES,
  PACKAGE_END,
  TRAIL_FILE,
} from './folder.ts';
import { folderOf, nameOf, ROOT_FILE } from './folder-names.ts';
import { applyOrder, type Entries } from './folder-order.ts';
import type { BundleItem } from './item.ts';
import type { BundleProblem, BundleRule } from './problem.ts';

/** An item of the bundle that a folder stands for, and where it is written down. The text of a lesson is not in it. */
export interface FolderEntry {
  item: BundleItem;
  file: string;
  /** The place in the YAML of the file. */
  at: (string | number)[];
}

/** Something wrong with how a file says it: in which file, and where in its YAML. */
export interface FolderFault {
  code: BundleRule;
  severity: BundleProblem['severity'];
  file: string;
  at: (string | number)[];
  kind: BundleKind | null;
  slug: string | null;
  message: string;
  hint: string;
}

/** A folder as the bundle that it stands for. */
export interface FolderContent {
  header: Record<string, unknown>;
  /** The lists of the bundle, in order, empty ones as well. */
  lists: string[];
  /** Whether the folder says that all it refers to is in it. */
  is_complete: boolean;
  entries: Entries<FolderEntry>;
  faults: FolderFault[];
}

/**
 * Makes a bundle of the YAML of a folder's files. `data`: what each file says, of those that could be read; `parts`: what each
 * is. Only what a bundle could not say is looked at here; whether the items are valid is asked where bundles are checked.
 */
export function readFolder(
  parts: ReadonlyMap<string, FolderPart>,
  data: ReadonlyMap<string, Record<string, unknown>>,
  order: string,
): FolderContent {
  return new FolderReading(parts, data).read(order);
}

type Data = Record<string, unknown>;
type Place = Pick<FolderEntry, 'file' | 'at'>;

class FolderReading {
  private readonly parts: ReadonlyMap<string, FolderPart>;
  private readonly data: ReadonlyMap<string, Data>;
  private readonly entries: Entries<FolderEntry> = new Map(BUNDLE_KINDS.map((kind) => [kind, []]));
  private readonly faults: FolderFault[] = [];
  /** Folder -> slug of the domain, trail or concept that it is. */
  private readonly slugs = new Map<string, string>();
  private readonly lessons = new Map<string, string>();

  constructor(parts: ReadonlyMap<string, FolderPart>, data: ReadonlyMap<string, Data>) {
    this.parts = parts;
    this.data = data;
  }

  read(order: string): FolderContent {
    const root = this.data.get(ROOT_FILE) ?? {};
    const { header = {}, lists = null, is_complete = false, ...unknown } = root;
    for (const name of Object.keys(unknown))
      this.unknown({ file: ROOT_FILE, at: [name] }, name, ['is_complete', 'lists', 'header']);
    if (typeof is_complete !== 'boolean')
      this.wrongType({ file: ROOT_FILE, at: ['is_complete'] }, 'is_complete', 'true or false');
    for (const file of this.of('domain')) this.describing(file, 'domain');
    for (const file of this.of('trail')) this.describing(file, 'trail', DOMAIN_FILE);
    for (const file of this.of('concept')) this.describing(file, 'concept', TRAIL_FILE);
    for (const file of this.of('lesson')) this.lesson(file);
    for (const file of this.of('concept')) this.inConcept(file);
    this.placeNew();
    for (const file of this.of('package')) this.package(file);
    for (const file of this.of('lists')) this.listFile(file);
    const entries = applyOrder(this.entries, order);
    return {
      header: this.mapping({ file: ROOT_FILE, at: ['header'] }, 'header', header) ?? {},
      lists: this.lists(lists),
      is_complete: is_complete === true,
      entries,
      faults: this.faults,
    };
  }

  private of(part: FolderPart): string[] {
    return [...this.parts].filter(([file, one]) => one === part && this.data.has(file)).map(([file]) => file);
  }

  private lists(told: unknown): string[] {
    const place = { file: ROOT_FILE, at: ['lists'] };
    const named = told === null ? [...BASE_LISTS] : this.list(place, 'lists', told);
    return BUNDLE_KINDS.filter(
      (kind) => named.includes(BUNDLE_ENTITIES[kind].list) || (this.entries.get(kind) ?? []).length > 0,
    ).map((kind) => BUNDLE_ENTITIES[kind].list);
  }

  /** The file of a domain, trail or concept. Its parent is the one whose folder it lies in, unless it names another. */
  private describing(file: string, kind: 'domain' | 'trail' | 'concept', parent_file?: string): void {
    const place = { file, at: [] };
    const folder = folderOf(file);
    const item = this.fields(
      kind,
      place,
      this.data.get(file) ?? {},
      kind === 'concept' ? ['sparks', 'links', 'objectives'] : [],
    );
    const [ref] = BUNDLE_ENTITIES[kind].refs;
    const parent = parent_file ? around(folderOf(folder), parent_file, (path) => this.parts.has(path)) : null;
    const parent_slug = parent === null ? undefined : this.slugs.get(parent);
    if (ref && item[ref.field] === undefined && parent_slug !== undefined) item[ref.field] = parent_slug;
    item.slug ??= suggestSlug(nameOf(folder), suggestSlug(String(item.title ?? item.name ?? '')));
    this.slugs.set(folder, String(item.slug));
    this.add(kind, item, place);
  }

  /** The file of a spark. A new one may leave its slug to the name of its file, or else to its title. */
  private lesson(file: string): void {
    const place = { file, at: [] };
    const data = this.data.get(file) ?? {};
    const { content_md: _, ...item } = this.fields('spark', place, data, ['beacons', 'links'], ['content_md']);
    item.slug ??= suggestSlug(nameOf(file).slice(0, -LESSON_END.length), suggestSlug(String(item.title ?? '')));
    this.lessons.set(file, String(item.slug));
    this.add('spark', item, place);
    for (const [at, value] of this.list({ file, at: ['beacons'] }, 'beacons', data.beacons).entries())
      this.named('spark_beacon', { file, at: ['beacons', at] }, value, { spark_slug: item.slug }, 'beacon_slug');
    this.links('spark_link', file, String(item.slug), data.links);
  }

  /** What a concept's file says beyond its own fields: its sparks in order, its links and objectives. */
  private inConcept(file: string): void {
    const data = this.data.get(file) ?? {};
    const concept_slug = this.slugs.get(folderOf(file));
    let next = 0;
    for (const [at, value] of this.list({ file, at: ['sparks'] }, 'sparks', data.sparks).entries()) {
      const item = this.named('concept_spark', { file, at: ['sparks', at] }, value, { concept_slug }, 'spark_slug');
      if (!item) continue;
      if (typeof value === 'string') item.order_index = next;
      if (typeof item.order_index === 'number') next = item.order_index + 1;
    }
    this.links('concept_link', file, String(concept_slug), data.links);
    for (const [at, value] of this.list({ file, at: ['objectives'] }, 'objectives', data.objectives).entries()) {
      const place = { file, at: ['objectives', at] };
      const fields = this.mapping(place, 'An objective', value);
      if (fields) this.add('objective', { concept_slug, ...this.fields('objective', place, fields) }, place);
    }
  }

  /** A lesson that lies with a concept which does not name it is new there, and comes last. */
  private placeNew(): void {
    const named = new Map<unknown, { sparks: Set<unknown>; next: number }>();
    for (const { item } of this.entries.get('concept_spark') ?? []) {
      const concept = named.get(item.concept_slug) ?? { sparks: new Set(), next: 0 };
      concept.sparks.add(item.spark_slug);
      if (typeof item.order_index === 'number') concept.next = Math.max(concept.next, item.order_index + 1);
      named.set(item.concept_slug, concept);
    }
    for (const [file, spark_slug] of this.lessons) {
      const concept_slug = this.slugs.get(folderOf(file));
      if (concept_slug === undefined) continue;
      const concept = named.get(concept_slug) ?? { sparks: new Set(), next: 0 };
      named.set(concept_slug, concept);
      if (concept.sparks.has(spark_slug)) continue;
      this.add('concept_spark', { concept_slug, spark_slug, order_index: concept.next++ }, { file, at: [] });
    }
  }

  /** The package of the lesson beside it; of a lesson that was renamed, by its slug. */
  private package(file: string): void {
    const stem = file.slice(0, -PACKAGE_END.length);
    const place = { file, at: [] };
    const item = this.fields('package', place, this.data.get(file) ?? {}, [], ['spark_slug']);
    item.spark_slug = this.lessons.get(stem + LESSON_END) ?? nameOf(stem);
    this.add('package', item, place);
  }

  private listFile(file: string): void {
    const kinds = LIST_FILES.get(file) ?? [];
    const allowed = kinds.map((kind) => BUNDLE_ENTITIES[kind].list);
    for (const [name, values] of Object.entries(this.data.get(file) ?? {})) {
      const kind = kinds.find((one) => BUNDLE_ENTITIES[one].list === name);
      if (!kind) {
        this.unknown({ file, at: [name] }, name, allowed);
        continue;
      }
      for (const [at, value] of this.list({ file, at: [name] }, name, values).entries()) {
        const place = { file, at: [name, at] };
        const fields = this.mapping(place, 'An entry', value);
        if (fields) this.add(kind, this.fields(kind, place, fields), place);
      }
    }
  }

  /** Links name one end, or both; what is not named is the entity in whose file they stand. */
  private links(kind: 'spark_link' | 'concept_link', file: string, slug: string, values: unknown): void {
    for (const [at, value] of this.list({ file, at: ['links'] }, 'links', values).entries()) {
      const place = { file, at: ['links', at] };
      const fields = this.mapping(place, 'A link', value);
      if (!fields) continue;
      const item = this.fields(kind, place, fields);
      if (item.target_slug === undefined && item.source_slug !== undefined) item.target_slug = slug;
      else if (item.source_slug === undefined && item.target_slug !== undefined) item.source_slug = slug;
      this.add(kind, item, place);
    }
  }

  /** An entry that is only a name, or a mapping with the name in it. */
  private named(kind: BundleKind, place: Place, value: unknown, owner: BundleItem, field: string): BundleItem | null {
    if (typeof value === 'string') return this.add(kind, { ...owner, [field]: value }, place);
    const fields = this.mapping(place, 'An entry', value, 'a slug, or a mapping');
    if (!fields) return null;
    return this.add(kind, { ...owner, ...this.fields(kind, place, fields, [], Object.keys(owner)) }, place);
  }

  /** The fields of an item: known ones by name, others under `extras`, where a slip of the pen cannot end up. */
  private fields(kind: BundleKind, place: Place, data: Data, besides: string[] = [], not: string[] = []): BundleItem {
    const names = fieldsOf(kind).filter((name) => !not.includes(name));
    const item: BundleItem = {};
    for (const [name, value] of Object.entries(data)) {
      if (names.includes(name)) item[name] = value;
      else if (name !== 'extras' && !besides.includes(name))
        this.unknown({ ...place, at: [...place.at, name] }, name, [...names, ...besides, 'extras'], kind, data);
    }
    if (data.extras === undefined) return item;
    const at = [...place.at, 'extras'];
    const extras = this.mapping({ ...place, at }, 'extras', data.extras) ?? {};
    for (const [name, value] of Object.entries(extras)) {
      if (fieldsOf(kind).includes(name))
        this.unknown({ ...place, at: [...at, name] }, name, ['any other name'], kind, data);
      else Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return item;
  }

  private add(kind: BundleKind, item: BundleItem, { file, at }: Place): BundleItem {
    this.entries.get(kind)?.push({ item, file, at });
    return item;
  }

  private list(place: Place, name: string, value: unknown): unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.wrongType(place, name, 'a list');
    return [];
  }

  private mapping(place: Place, name: string, value: unknown, expected = 'a mapping'): Data | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Data;
    this.wrongType(place, name, expected);
    return null;
  }

  private wrongType(place: Place, name: string, expected: string): void {
    this.fault('invalid_type', place, null, null, `${name} must be ${expected}.`, `Write ${expected}.`);
  }

  private unknown(place: Place, name: string, known: string[], kind: BundleKind | null = null, data: Data = {}): void {
    const slug = typeof data.slug === 'string' ? data.slug : null;
    const hint =
      name === 'content_md'
        ? 'The text of a lesson stands under its front matter.'
        : `Use one of: ${known.join(', ')}.${known.includes('extras') ? ' Fields of your own go under extras.' : ''}`;
    this.fault('unknown_field', place, kind, slug, `${name} is not a field that belongs here.`, hint);
  }

  private fault(
    code: BundleRule,
    place: Place,
    kind: BundleKind | null,
    slug: string | null,
    message: string,
    hint: string,
  ): void {
    this.faults.push({ code, severity: 'error', ...place, kind, slug, message, hint });
  }
}
