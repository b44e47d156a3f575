// What is to be known of each kind without its schema: the browser reads this on pages that check nothing, and zod is 30 KB.
// Schemas stand in kinds.ts, the database's own columns in `private.kinds`; a test holds the two together.

/** What the studio knows of a kind. What is left out is not so. */
interface KindFacts {
  table: string;
  label: readonly [one: string, many: string];
  /** Drawn by components/base/kind.tsx. */
  icon: 'map' | 'flag' | 'layers' | 'book' | 'tag' | 'pin' | 'link' | 'goal' | 'boxes' | 'image' | 'notes';
  /** The field that people know it by, and how many characters it has. Such a kind has a slug and is opened by it. */
  name?: { readonly field: 'name' | 'title'; readonly least: number; readonly most: number };
  /** The kind in whose order it stands; `is_optional`: it may stand outside of any. */
  parent?: { readonly kind: string; readonly is_optional?: true };
  /** The row that moves in its stead: a spark moves from place to place. */
  moves_as?: string;
  /** It stands in an order that people change. */
  is_ordered?: true;
  /** The kind that counts as changed when this one is: a place belongs to its concept. */
  owner?: string;
  /** Fields that the inspector edits, in the order in which one thinks of them. */
  edited?: readonly string[];
  /** What a new one begins with where nobody has said. */
  initial?: Readonly<Record<string, unknown>>;
  is_publishable?: true;
  /** Its rank among what a search finds: sparks come first. */
  searched?: number;
  /** Counted where a catalogue is looked at as a whole; `briefly`: also where one line has to tell which catalogue it is. */
  counted?: 'briefly' | 'in full';
  /** The kind on whose page it is found, if not on its own. */
  found_at?: string;
}

const title = { field: 'title', least: 2, most: 200 } as const;
const name = { field: 'name', least: 2, most: 100 } as const;

/**
 * Every kind of content, in the order in which they can be inserted: a kind refers only to kinds before it. This is the one
 * place where kinds are listed; docs/adding-a-kind.md says what a new one needs beside its line here.
 */
export const KINDS = {
  domain: {
    table: 'domains',
    label: ['domain', 'domains'],
    icon: 'map',
    name,
    is_ordered: true,
    edited: ['name', 'description', 'color', 'icon', 'slug', 'is_published'],
    is_publishable: true,
    searched: 6,
    counted: 'in full',
  },
  trail: {
    table: 'trails',
    label: ['trail', 'trails'],
    icon: 'flag',
    name: title,
    parent: { kind: 'domain' },
    is_ordered: true,
    edited: ['title', 'description', 'difficulty_level', 'slug', 'is_published'],
    initial: { difficulty_level: 'beginner' },
    is_publishable: true,
    searched: 5,
    counted: 'briefly',
  },
  concept: {
    table: 'concepts',
    label: ['concept', 'concepts'],
    icon: 'layers',
    name: title,
    parent: { kind: 'trail', is_optional: true },
    is_ordered: true,
    edited: ['title', 'description', 'slug', 'is_published'],
    is_publishable: true,
    searched: 3,
    counted: 'briefly',
  },
  spark: {
    table: 'sparks',
    label: ['spark', 'sparks'],
    icon: 'book',
    name: title,
    parent: { kind: 'concept', is_optional: true },
    moves_as: 'concept_spark',
    edited: ['title', 'summary', 'difficulty', 'estimated_mins', 'slug', 'is_published'],
    initial: { difficulty: 'beginner', estimated_mins: 5, content_md: '' },
    is_publishable: true,
    searched: 1,
    counted: 'briefly',
  },
  beacon: {
    table: 'beacons',
    label: ['beacon', 'beacons'],
    icon: 'tag',
    name,
    edited: ['name', 'description', 'category', 'slug'],
    searched: 7,
    counted: 'in full',
  },
  concept_spark: {
    table: 'concept_sparks',
    label: ['place of a spark', 'places of sparks'],
    icon: 'pin',
    parent: { kind: 'concept' },
    is_ordered: true,
    owner: 'concept',
  },
  spark_beacon: {
    table: 'spark_beacons',
    label: ['beacon of a spark', 'beacons of sparks'],
    icon: 'tag',
    owner: 'spark',
  },
  spark_link: { table: 'spark_links', label: ['spark link', 'spark links'], icon: 'link', counted: 'briefly' },
  concept_link: { table: 'concept_links', label: ['concept link', 'concept links'], icon: 'link', counted: 'in full' },
  objective: {
    table: 'objectives',
    label: ['learning objective', 'learning objectives'],
    icon: 'goal',
    owner: 'concept',
    searched: 4,
  },
  package: {
    table: 'packages',
    label: ['lesson package', 'lesson packages'],
    icon: 'boxes',
    owner: 'spark',
    searched: 2,
    found_at: 'spark',
  },
  asset: { table: 'assets', label: ['asset', 'assets'], icon: 'image' },
  persona: { table: 'personas', label: ['persona', 'personas'], icon: 'notes' },
  course_profile: {
    table: 'course_profiles',
    label: ['course profile', 'course profiles'],
    icon: 'notes',
    owner: 'trail',
  },
  market_research: {
    table: 'market_research',
    label: ['market research', 'market research'],
    icon: 'notes',
    owner: 'trail',
  },
  unit_profile: { table: 'unit_profiles', label: ['unit profile', 'unit profiles'], icon: 'notes', owner: 'concept' },
  resource: { table: 'resources', label: ['resource', 'resources'], icon: 'notes', owner: 'concept' },
  lesson_profile: {
    table: 'lesson_profiles',
    label: ['lesson profile', 'lesson profiles'],
    icon: 'notes',
    owner: 'spark',
  },
  trail_objective: {
    table: 'trail_objectives',
    label: ['objective of a trail', 'objectives of trails'],
    icon: 'goal',
    owner: 'trail',
  },
  trail_performance: {
    table: 'trail_performance',
    label: ['performance record', 'performance records'],
    icon: 'notes',
    owner: 'trail',
  },
} as const satisfies Record<string, KindFacts>;

type Kinds = typeof KINDS;
export type ContentKind = keyof Kinds;
export type KindIconName = KindFacts['icon'];

/** The kinds of which something is so. */
type KindsWith<Fact> = { [Kind in ContentKind]: Kinds[Kind] extends Fact ? Kind : never }[ContentKind];

/** The kinds that people name, open and move by slug. */
export type NamedKind = KindsWith<{ name: object }>;
/** Kinds that people count when they look at a catalogue. */
export type CountedKind = KindsWith<{ counted: string }>;
export type SearchedKind = KindsWith<{ searched: number }>;
export type OrderedKind = KindsWith<{ is_ordered: true }>;

const all = Object.keys(KINDS) as ContentKind[];

/** The same with the kinds that it names. */
interface Facts extends KindFacts {
  parent?: { readonly kind: NamedKind; readonly is_optional?: true };
  moves_as?: ContentKind;
  owner?: NamedKind;
  found_at?: NamedKind;
}

/** What is known of a kind, as of any. */
export const factsOf = (kind: ContentKind): Facts => KINDS[kind];

export const CONTENT_KINDS: readonly ContentKind[] = all;
export const NAMED_KINDS = all.filter((kind) => factsOf(kind).name) as readonly NamedKind[];
export const COUNTED_KINDS = all.filter((kind) => factsOf(kind).counted) as readonly CountedKind[];
export const ORDERED_KINDS = all.filter((kind) => factsOf(kind).is_ordered) as readonly OrderedKind[];
/** In the order in which a search names them. */
export const SEARCHED_KINDS = all
  .filter((kind) => factsOf(kind).searched)
  .sort((a, b) => (factsOf(a).searched ?? 0) - (factsOf(b).searched ?? 0)) as readonly SearchedKind[];

/** Whether a text, of an address perhaps, is a kind that is opened by its slug. */
export const isNamedKind = (kind: string): kind is NamedKind => NAMED_KINDS.some((named) => named === kind);

/** What a kind can hold in order, of those that are named: a concept holds sparks. */
export const childOf = (kind: NamedKind): NamedKind | null =>
  NAMED_KINDS.find((child) => factsOf(child).parent?.kind === kind) ?? null;

/** What a kind stands in: a spark stands in a concept. */
export const parentOf = (kind: ContentKind): NamedKind | null => factsOf(kind).parent?.kind ?? null;

/** What counts as changed together with a kind. */
export const ownerOf = (kind: ContentKind): NamedKind | null => factsOf(kind).owner ?? null;

/** Characters that a lesson may hold. */
export const LONGEST_LESSON = 1_000_000;

export const DIFFICULTIES = ['beginner', 'intermediate', 'advanced', 'expert'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];
export const BEACON_CATEGORIES = ['technology', 'concept', 'application', 'level', 'format'] as const;
/** What courses and lessons are told by. */
export const COURSE_TYPES = ['technical', 'conceptual', 'mixed'] as const;
export const STAGES = ['draft', 'reviewed', 'published', 'archived'] as const;
export const BLOOM_LEVELS = ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'] as const;
export const VALIDATION_STATUSES = ['passed', 'warning', 'failed'] as const;
