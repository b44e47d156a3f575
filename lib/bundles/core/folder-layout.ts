import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { LIST_KINDS } from './bundle.ts';
import { listsToWrite } from './check.ts';
import {
  ASSET_FILE,
  BEACON_FILE,
  CONCEPT_FILE,
  DOMAIN_FILE,
  type FolderDocument,
  LESSON_END,
  LIST_FILES,
  LOOSE_CONCEPTS,
  LOOSE_FILE,
  LOOSE_SPARKS,
  LOOSE_TRAILS,
  PACKAGE_END,
  TRAIL_FILE,
  toData,
} from './folder.ts';
import { below, folderOf, ROOT_FILE } from './folder-names.ts';
import { courseOrder, type Entry, ownerEnd, writeOrder } from './folder-order.ts';
import type { BundleItem } from './item.ts';

/** What is known of the folder that is written to, so that files which people renamed keep their names. */
export interface Standing {
  /** `kind:slug` -> the file that has it now. */
  files: ReadonlyMap<string, string>;
  /** Whether a path belongs to somebody else. */
  isForeign(path: string): boolean;
}

export const EMPTY_STANDING: Standing = { files: new Map(), isForeign: () => false };

/** A bundle as a folder: path -> what the file says. The order file is text, of one line an entity. */
export interface Layout {
  documents: Map<string, FolderDocument>;
  order: string;
}

// Names that some systems keep for devices, and the one of the note that everybody puts into folders.
const RESERVED = /^(readme|con|prn|aux|nul|com\d|lpt\d)$/;

/** Lays a valid bundle out in files. The same bundle in the same folder gives the same files. */
export function layOut(bundle: Record<string, unknown>, standing: Standing = EMPTY_STANDING): Layout {
  return new FolderLayout(bundle, standing).build();
}

const PLACED = new Set<BundleKind>([
  'concept_spark',
  'spark_beacon',
  'spark_link',
  'concept_link',
  'objective',
  'package',
]);
/** Kinds for which no file of another entity has a place; what stands here must be read by folder-read.ts, too. */
const KINDS_WITHOUT_PLACE = (LIST_FILES.get(LOOSE_FILE) ?? []).filter((kind) => !PLACED.has(kind));

class FolderLayout {
  private readonly bundle: Record<string, unknown>;
  private readonly standing: Standing;
  private readonly documents = new Map<string, FolderDocument>();
  private readonly items = new Map<BundleKind, BundleItem[]>();
  /** slug -> folder of domains, trails and concepts. */
  private readonly folders = new Map<BundleKind, Map<string, string>>();
  private readonly lessons = new Map<string, string>();
  private readonly loose: Record<string, BundleItem[]> = {};
  private readonly used = new Set<string>();
  private readonly order: string;

  constructor(bundle: Record<string, unknown>, standing: Standing) {
    this.bundle = bundle;
    this.standing = standing;
    const arrived = new Map<BundleKind, Entry[]>();
    for (const kind of BUNDLE_KINDS)
      arrived.set(
        kind,
        ((bundle[BUNDLE_ENTITIES[kind].list] ?? []) as BundleItem[]).map((item) => ({ item })),
      );
    this.order = writeOrder(arrived);
    for (const [kind, list] of courseOrder(arrived))
      this.items.set(
        kind,
        list.map(({ item }) => item),
      );
  }

  build(): Layout {
    this.layFolders('domain', DOMAIN_FILE, () => '');
    this.layFolders('trail', TRAIL_FILE, (trail) => this.folderOf('domain', trail.domain_slug) ?? LOOSE_TRAILS);
    this.layFolders('concept', CONCEPT_FILE, (one) => this.folderOf('trail', one.trail_slug) ?? LOOSE_CONCEPTS);
    this.layLessons();
    this.layBeacons();
    this.layLinks('spark_link', (slug) => this.lessons.get(slug));
    this.layLinks('concept_link', (slug) => this.conceptFile(slug));
    this.layObjectives();
    this.layPackages();
    this.layList('beacon', BEACON_FILE);
    this.layList('asset', ASSET_FILE);
    for (const kind of KINDS_WITHOUT_PLACE) for (const item of this.items.get(kind) ?? []) this.addLoose(kind, item);
    if (Object.keys(this.loose).length > 0) this.documents.set(LOOSE_FILE, { data: this.loose });
    this.documents.set(ROOT_FILE, { data: this.root() });
    return { documents: this.documents, order: this.order };
  }

  /** A folder for each domain, trail or concept, below that of its parent; one that is there under another name stays. */
  private layFolders(kind: 'domain' | 'trail' | 'concept', file: string, parent: (item: BundleItem) => string): void {
    const items = this.items.get(kind) ?? [];
    const folders = new Map<string, string>();
    this.folders.set(kind, folders);
    for (const item of items) {
      const now = this.standing.files.get(`${kind}:${item.slug}`);
      if (now !== undefined && folderOf(folderOf(now)) === parent(item)) this.take(folderOf(now), folders, item.slug);
    }
    for (const item of items) {
      if (!folders.has(String(item.slug)))
        this.take(this.freeName(parent(item), String(item.slug), ''), folders, item.slug);
      const folder = String(folders.get(String(item.slug)));
      // The parent's folder says which parent it is, unless the parent is not here.
      const [ref] = BUNDLE_ENTITIES[kind].refs;
      const is_told = ref && this.folderOf(ref.kind, item[ref.field]) !== undefined;
      this.documents.set(below(folder, file), { data: toData(kind, item, ref && is_told ? [ref.field] : []) });
    }
  }

  /** A file for each spark, in the folder of the first concept that it stands in, or of another one where it is already. */
  private layLessons(): void {
    const concepts = new Map<string, string[]>();
    for (const place of this.items.get('concept_spark') ?? []) {
      const folder = this.folderOf('concept', place.concept_slug);
      const of = concepts.get(String(place.spark_slug)) ?? [];
      if (folder !== undefined) concepts.set(String(place.spark_slug), [...of, folder]);
    }
    const sparks = this.items.get('spark') ?? [];
    const places = (spark: BundleItem) => concepts.get(String(spark.slug)) ?? [LOOSE_SPARKS];
    for (const spark of sparks) {
      const now = this.standing.files.get(`spark:${spark.slug}`);
      if (now !== undefined && places(spark).includes(folderOf(now))) this.take(now, this.lessons, spark.slug);
    }
    for (const spark of sparks) {
      if (!this.lessons.has(String(spark.slug))) {
        const path = this.freeName(places(spark)[0] ?? LOOSE_SPARKS, String(spark.slug), LESSON_END);
        this.take(path, this.lessons, spark.slug);
      }
      const { content_md, ...rest } = spark;
      this.documents.set(String(this.lessons.get(String(spark.slug))), {
        data: toData('spark', rest),
        body: String(content_md),
      });
    }
    this.layPlaces();
  }

  /** The sparks of each concept in order: a slug where the place is the next one, else with its place. */
  private layPlaces(): void {
    const next = new Map<string, number>();
    for (const place of this.items.get('concept_spark') ?? []) {
      const concept = String(place.concept_slug);
      const path = this.conceptFile(concept);
      if (path === undefined) {
        this.addLoose('concept_spark', place);
        continue;
      }
      const data = toData('concept_spark', place, ['concept_slug']);
      const is_next = data.order_index === (next.get(concept) ?? 0) && Object.keys(data).length === 2;
      if (typeof data.order_index === 'number') next.set(concept, data.order_index + 1);
      this.addTo(path, 'sparks', is_next ? data.spark_slug : data);
    }
  }

  private layBeacons(): void {
    for (const item of this.items.get('spark_beacon') ?? []) {
      const path = this.lessons.get(String(item.spark_slug));
      const data = toData('spark_beacon', item, ['spark_slug']);
      if (path === undefined) this.addLoose('spark_beacon', item);
      else this.addTo(path, 'beacons', Object.keys(data).length === 1 ? data.beacon_slug : data);
    }
  }

  private layLinks(kind: 'spark_link' | 'concept_link', fileOf: (slug: string) => string | undefined): void {
    for (const link of this.items.get(kind) ?? []) {
      const end = ownerEnd(link, (slug) => fileOf(slug) !== undefined);
      const path = fileOf(String(link[end]));
      if (path === undefined) this.addLoose(kind, link);
      else this.addTo(path, 'links', toData(kind, link, [end]));
    }
  }

  private layObjectives(): void {
    for (const objective of this.items.get('objective') ?? []) {
      const path = this.conceptFile(String(objective.concept_slug));
      if (path === undefined) this.addLoose('objective', objective);
      else this.addTo(path, 'objectives', toData('objective', objective, ['concept_slug']));
    }
  }

  private layPackages(): void {
    for (const item of this.items.get('package') ?? []) {
      const lesson = this.lessons.get(String(item.spark_slug));
      if (lesson === undefined) this.addLoose('package', item);
      else
        this.documents.set(lesson.slice(0, -LESSON_END.length) + PACKAGE_END, {
          data: toData('package', item, ['spark_slug']),
        });
    }
  }

  private layList(kind: BundleKind, path: string): void {
    const items = this.items.get(kind) ?? [];
    const { list } = BUNDLE_ENTITIES[kind];
    if (items.length > 0) this.documents.set(path, { data: { [list]: items.map((item) => toData(kind, item)) } });
  }

  /** What belongs to no entity. Which lists there are is told only where it is not what an export writes anyway. */
  private root(): Record<string, unknown> {
    const header = Object.fromEntries(Object.entries(this.bundle).filter(([name]) => !LIST_KINDS.has(name)));
    const lists = BUNDLE_KINDS.map((kind) => BUNDLE_ENTITIES[kind].list).filter((list) => list in this.bundle);
    const counts = Object.fromEntries([...this.items].map(([kind, items]) => [kind, items.length]));
    const usual = listsToWrite(counts).map((kind) => BUNDLE_ENTITIES[kind].list);
    return { is_complete: this.isComplete(), ...(usual.join() !== lists.join() && { lists }), header };
  }

  /** Whether every reference leads to something that is here. */
  private isComplete(): boolean {
    const slugs = new Map([...this.items].map(([kind, items]) => [kind, new Set(items.map((item) => item.slug))]));
    return BUNDLE_KINDS.every((kind) =>
      (this.items.get(kind) ?? []).every((item) =>
        BUNDLE_ENTITIES[kind].refs.every(
          (ref) => typeof item[ref.field] !== 'string' || slugs.get(ref.kind)?.has(item[ref.field]),
        ),
      ),
    );
  }

  private folderOf(kind: BundleKind, slug: unknown): string | undefined {
    return typeof slug === 'string' ? this.folders.get(kind)?.get(slug) : undefined;
  }

  private conceptFile(slug: string): string | undefined {
    const folder = this.folderOf('concept', slug);
    return folder === undefined ? undefined : below(folder, CONCEPT_FILE);
  }

  private addTo(path: string, name: string, value: unknown): void {
    const data = (this.documents.get(path) as FolderDocument).data;
    // What belongs to no column stands at the end.
    const { extras, ...rest } = data;
    const list = (rest[name] as unknown[] | undefined) ?? [];
    list.push(value);
    if (list.length > 1) return;
    (this.documents.get(path) as FolderDocument).data = {
      ...rest,
      [name]: list,
      ...(extras !== undefined && { extras }),
    };
  }

  private addLoose(kind: BundleKind, item: BundleItem): void {
    const { list } = BUNDLE_ENTITIES[kind];
    this.loose[list] = [...(this.loose[list] ?? []), toData(kind, item)];
  }

  private take(path: string, places: Map<string, string>, slug: unknown): void {
    this.used.add(path);
    places.set(String(slug), path);
  }

  private freeName(folder: string, slug: string, end: string): string {
    let name = RESERVED.test(slug) ? `_${slug}` : slug;
    const isTaken = (path: string) => this.used.has(path) || this.standing.isForeign(path);
    while (isTaken(below(folder, name + end))) name = `_${name}`;
    return below(folder, name + end);
  }
}
