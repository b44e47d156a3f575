import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { isUnusualWeight, type LinkType } from '#lib/base/core/link-types.ts';
import { packageProblems } from '#lib/exercises/core/package.ts';
import type { PackageProblem } from '#lib/exercises/core/rules.ts';
import { LinkSet, showLoop, sortLoops } from '#lib/graph/core/links.ts';
import { badTexts } from './bad-text.ts';
import { BASE_LISTS, type BundleHeader, bundleHeaderSchema, LIST_KINDS, SCHEMA_VERSIONS } from './bundle.ts';
import { type BundleItem, type ImportItem, keyOf, toImportItem } from './item.ts';
import { type KnownObjectives, LessonObjectives, type ObjectivesAsked } from './lesson-objectives.ts';
import { type BundleProblem, type BundleRule, describeIssue, pointer } from './problem.ts';
import { ProblemTally, type ToldProblems } from './problem-tally.ts';

/** Who has more loops than this mends some and looks again. */
const MOST_LOOPS = 1000;
/** References that are looked up in one step. */
const STEP = 1000;

export interface BundleReport extends ToldProblems {
  header: BundleHeader | null;
  /** Which lists were there, in the order of the file. */
  lists: string[];
  counts: Partial<Record<BundleKind, number>>;
}

interface Reference {
  to: BundleKind;
  slug: string;
  field: string;
  from: BundleKind;
  position: number;
  key: string;
}

/**
 * Checks a bundle member by member, so that a large one need never be in memory as a whole. Feed it `header` and `item`
 * as they are read, then `finish`. It reports everything that is wrong, not only the first.
 *
 * `resolve: 'inside'` asks that every reference leads to an item of this bundle (a complete bundle, checked offline);
 * `'workspace'` leaves references that lead outside to the database.
 */
export class BundleCheck {
  private readonly header_values: Record<string, unknown> = {};
  private readonly lists: string[] = [];
  private readonly keys = new Map<BundleKind, Map<string, number>>(BUNDLE_KINDS.map((kind) => [kind, new Map()]));
  private readonly references: Reference[] = [];
  private readonly links = {
    spark_link: { set: new LinkSet(), positions: [] as number[] },
    concept_link: { set: new LinkSet(), positions: [] as number[] },
  };
  private readonly counts: Partial<Record<BundleKind, number>> = {};
  private readonly objectives = new LessonObjectives();
  private known: KnownObjectives | null = null;
  private readonly tally = new ProblemTally();
  private readonly resolve: 'inside' | 'workspace';

  constructor(options: { resolve: 'inside' | 'workspace' }) {
    this.resolve = options.resolve;
  }

  /** Whose objectives a workspace has to be asked for, once all items have been seen. */
  get objectives_asked(): ObjectivesAsked {
    return this.objectives.asks();
  }

  /** Takes in what a workspace knows of them. */
  knowObjectives(known: KnownObjectives): void {
    this.known = known;
  }

  /** Whether an error has been found so far. */
  get is_broken(): boolean {
    return this.tally.has_errors;
  }

  /** A member of the bundle that is not a list of entities. */
  header(name: string, value: unknown): void {
    const kind = LIST_KINDS.get(name);
    if (kind) {
      this.report(
        'invalid_type',
        pointer(name),
        kind,
        null,
        `${name} must be a list.`,
        `Write ${name} as a list of objects.`,
      );
    } else if (Array.isArray(value)) {
      this.report(
        'unknown_kind',
        pointer(name),
        null,
        null,
        `${name} is not a kind of content.`,
        `The lists of a bundle are: ${[...LIST_KINDS.keys()].join(', ')}.`,
      );
    } else {
      this.header_values[name] = value;
      this.checkText(value, [name], null, null);
    }
  }

  /** Says that a list is there, even if it is empty. */
  list(name: string): void {
    if (!this.lists.includes(name)) this.lists.push(name);
  }

  /** Checks one item. Returns its normal form, or null when it is not valid. */
  item(list: string, position: number, value: unknown): ImportItem | null {
    const kind = LIST_KINDS.get(list);
    this.list(list);
    if (!kind) return null;
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;

    const item = (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) as BundleItem;
    const key = keyOf(kind, item);
    const parsed = BUNDLE_ENTITIES[kind].bundle.safeParse(value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) {
        const at = issue.path.reduce<unknown>(
          (inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part],
          value,
        );
        const { code, message, hint } = describeIssue(issue, at);
        this.report(code, pointer(list, position, ...issue.path.map(String)), kind, key, message, hint);
      }
    }
    const is_clean = this.checkText(value, [list, position], kind, key);
    this.remember(kind, list, position, key, item);
    return parsed.success && is_clean && key !== null ? toImportItem(kind, position, item) : null;
  }

  /** What is wrong with the whole, once all of it has been seen. A file that broke off is not asked for what it lacks. */
  finish(is_whole = true): BundleReport {
    const steps = this.finishing(is_whole);
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /** The same in steps of milliseconds, for a process that answers others in between. */
  *finishing(is_whole = true): Generator<void, BundleReport> {
    const header = is_whole ? this.checkHeader() : null;
    if (is_whole) yield* this.checkReferences();
    if (is_whole) yield* this.checkObjectives();
    yield* this.checkLoops('spark_link');
    yield* this.checkLoops('concept_link');
    return { header, lists: this.lists, counts: this.counts, ...this.tally.told() };
  }

  /** Adds a problem that was found elsewhere, as it is. */
  add(problem: BundleProblem): void {
    this.tally.add(problem);
  }

  /** Adds a problem found here or by the reader to the report. */
  report(
    code: BundleRule,
    path: string,
    kind: BundleKind | null,
    slug: string | null,
    message: string,
    hint: string,
    severity: 'error' | 'warning' = 'error',
  ): void {
    this.add({ code, severity, path, kind, slug, message, hint });
  }

  private checkHeader(): BundleHeader | null {
    const version = this.header_values.schema_version;
    if (version !== undefined && !(SCHEMA_VERSIONS as readonly unknown[]).includes(version)) {
      this.report(
        'wrong_version',
        '/schema_version',
        null,
        null,
        `This studio does not read bundles of version ${JSON.stringify(version)}.`,
        `Write the bundle in version ${SCHEMA_VERSIONS.join(' or ')}.`,
      );
    }
    const parsed = bundleHeaderSchema.safeParse(this.header_values);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      if (issue.path[0] === 'schema_version' && version !== undefined) continue;
      const at = issue.path.reduce<unknown>(
        (inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part],
        this.header_values,
      );
      const { code, message, hint } = describeIssue(issue, at);
      this.report(code, pointer(...issue.path.map(String)), null, null, message, hint);
    }
    return null;
  }

  private remember(kind: BundleKind, list: string, position: number, key: string | null, item: BundleItem): void {
    const entity = BUNDLE_ENTITIES[kind];
    this.objectives.note(kind, item);
    if (key !== null) {
      const known = this.keys.get(kind) as Map<string, number>;
      const first = known.get(key);
      if (first === undefined) known.set(key, position);
      else {
        const is_link = entity.key === undefined;
        this.report(
          is_link ? 'duplicate_link' : 'duplicate_slug',
          pointer(list, position, ...(entity.key ? [entity.key] : [])),
          kind,
          key,
          `${key} stands twice in ${list}, first at ${pointer(list, first)}.`,
          is_link ? 'Keep one of the two.' : 'Give one of the two another slug, or remove it.',
        );
      }
    }
    for (const ref of entity.refs) {
      const slug = item[ref.field];
      if (typeof slug !== 'string') continue;
      this.references.push({
        to: ref.kind,
        slug,
        field: ref.field,
        from: kind,
        position,
        key: key ?? '',
      });
    }
    if (kind === 'spark_link' || kind === 'concept_link') this.rememberLink(kind, list, position, key, item);
    if (kind === 'package' && typeof item.package === 'object' && item.package !== null) {
      // It is imported as it is, with what breaks a rule marked: only staging refuses it.
      for (const problem of packageProblems(item.package as BundleItem)) {
        if (problem.severity === 'hard') this.reportPackage(position, key, problem);
      }
      this.objectives.lesson(position, key, item);
    }
  }

  private reportPackage(position: number, key: string | null, { pointer: place, message, fix }: PackageProblem): void {
    const path = pointer('packages', position, 'package') + place;
    this.report('invalid_package', path, 'package', key, message, fix, 'warning');
  }

  private rememberLink(
    kind: 'spark_link' | 'concept_link',
    list: string,
    position: number,
    key: string | null,
    item: BundleItem,
  ): void {
    const { source_slug: source, target_slug: target, link_type, weight } = item;
    if (typeof source !== 'string' || typeof target !== 'string') return;
    if (source === target) {
      this.report(
        'self_link',
        pointer(list, position),
        kind,
        key,
        `${source} is linked to itself.`,
        'Remove this link.',
      );
      return;
    }
    this.links[kind].set.add(source, target);
    this.links[kind].positions.push(position);
    if (
      typeof weight === 'number' &&
      ['prerequisite', 'recommended', 'related', 'deepens'].includes(String(link_type)) &&
      weight >= 0 &&
      weight <= 1 &&
      isUnusualWeight(link_type as LinkType, weight)
    ) {
      this.report(
        'unusual_weight',
        pointer(list, position, 'weight'),
        kind,
        key,
        `A weight of ${weight} is unusual for ${link_type}.`,
        'Nothing needs to be done if it is meant so.',
        'warning',
      );
    }
  }

  private *checkReferences(): Generator<void> {
    if (this.resolve !== 'inside') return;
    for (const [nth, { to, slug, field, from, position, key }] of this.references.entries()) {
      if (nth % STEP === 0) yield;
      if (this.keys.get(to)?.has(slug)) continue;
      const list = BUNDLE_ENTITIES[from].list;
      this.report(
        'unresolved_reference',
        pointer(list, position, field),
        from,
        key,
        `There is no ${BUNDLE_ENTITIES[to].label.one} ${slug} in this bundle.`,
        `Add it to ${BUNDLE_ENTITIES[to].list}, or correct the slug. A bundle that builds on a workspace is checked with --incremental.`,
      );
    }
  }

  private *checkObjectives(): Generator<void> {
    // Of a bundle that builds on a workspace, the workspace has the other objectives.
    if (this.resolve !== 'inside' && !this.known) return;
    for (const found of this.objectives.unknown(this.known)) {
      if (found) this.reportPackage(found.position, found.key, found.problem);
      else yield;
    }
  }

  private *checkLoops(kind: 'spark_link' | 'concept_link'): Generator<void> {
    const { set, positions } = this.links[kind];
    const loops: string[][] = [];
    for (const loop of set.loops()) {
      yield;
      if (loop) loops.push(loop);
      if (loops.length >= MOST_LOOPS) break;
    }
    for (const loop of sortLoops(loops)) {
      yield;
      const [first = '', last = ''] = [loop[0], loop.at(-1)];
      this.report(
        'loop',
        pointer(BUNDLE_ENTITIES[kind].list, positions[set.find(last, first)] ?? 0),
        kind,
        `${last}>${first}`,
        `These links close a loop: ${showLoop(loop)}.`,
        'Remove one of them.',
      );
    }
  }

  private checkText(value: unknown, path: (string | number)[], kind: BundleKind | null, key: string | null): boolean {
    const found = badTexts(value, path);
    for (const { code, path: at, message, hint } of found) this.report(code, pointer(...at), kind, key, message, hint);
    return found.length === 0;
  }
}

/** Lists that an export writes: the base ones always, the additions when there is something in them or the source had them. */
export function listsToWrite(counts: Partial<Record<BundleKind, number>>, source_lists?: string[]): BundleKind[] {
  return BUNDLE_KINDS.filter((kind) => {
    const { list } = BUNDLE_ENTITIES[kind];
    return (counts[kind] ?? 0) > 0 || (source_lists ? source_lists.includes(list) : BASE_LISTS.has(list));
  });
}
