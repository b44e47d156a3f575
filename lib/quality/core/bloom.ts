/** Levels of Bloom's taxonomy, lowest first. */
export const BLOOM_LEVELS = ['remember', 'understand', 'apply', 'analyze', 'evaluate', 'create'] as const;
export type BloomLevel = (typeof BLOOM_LEVELS)[number];

/**
 * Verbs that a majority of the published lists give for a level (after Newton, Da Silva and Peters 2020, who found that most
 * verbs stand in several). A verb of more than one level decides nothing by itself.
 */
const VERBS: Readonly<Record<BloomLevel, string>> = {
  remember:
    'define describe identify label list match memorize memorise name outline quote recall recite recognize recognise record relate repeat reproduce select state',
  understand:
    'classify convert describe discuss distinguish estimate explain express generalize generalise identify illustrate infer locate paraphrase predict recognize recognise report restate review rewrite summarize summarise translate understand',
  apply:
    'apply calculate change choose compute construct demonstrate dramatize dramatise employ illustrate interpret manipulate modify operate practice practise predict prepare produce schedule show sketch solve use',
  analyze:
    'analyze analyse appraise calculate categorize categorise compare contrast criticize criticise diagram differentiate discriminate distinguish examine experiment identify infer inspect outline question relate select separate subdivide test',
  evaluate:
    'appraise argue assess choose compare conclude contrast criticize criticise critique defend discriminate estimate evaluate explain interpret judge justify rate relate score select summarize summarise support value',
  create:
    'arrange assemble categorize categorise collect combine compose construct create design develop devise explain formulate generate manage modify organize organise plan prepare propose rearrange reconstruct relate reorganize reorganise revise rewrite set summarize summarise synthesize synthesise write',
};

const LEVELS_OF = new Map<string, BloomLevel[]>();
for (const level of BLOOM_LEVELS)
  for (const verb of VERBS[level].split(' ')) LEVELS_OF.set(verb, [...(LEVELS_OF.get(verb) ?? []), level]);

/** What objectives ask for: every level that their verbs may mean, and how sure that is (1: each verb means one level alone). */
export interface Bloom {
  levels: BloomLevel[];
  /** The highest that an unambiguous verb names; null where all are ambiguous. */
  level: BloomLevel | null;
  confidence: number;
}

const LOOKED_AT = 6;

/** The levels of a verb; empty for one that stands in no list. */
export const levelsOfVerb = (verb: string): readonly BloomLevel[] => LEVELS_OF.get(verb.toLowerCase()) ?? [];

/** Reads the first verb of each objective. */
export function bloom(objectives: readonly string[]): Bloom {
  const found = objectives.flatMap((objective) => {
    const words = objective.toLowerCase().match(/\p{L}+/gu) ?? [];
    const verb = words.slice(0, LOOKED_AT).find((word) => LEVELS_OF.has(word));
    return verb === undefined ? [] : [levelsOfVerb(verb)];
  });
  const may = new Set(found.flat());
  const sure = found.flatMap((levels) => (levels.length === 1 ? [BLOOM_LEVELS.indexOf(levels[0] as BloomLevel)] : []));
  return {
    levels: BLOOM_LEVELS.filter((level) => may.has(level)),
    level: sure.length > 0 ? (BLOOM_LEVELS[Math.max(...sure)] as BloomLevel) : null,
    confidence: found.length === 0 ? 0 : sure.length / found.length,
  };
}

const LEAST_DROP = 2;

/** Where a trail falls by two levels or more from one lesson to the next that says its level. */
export function bloomDrops(
  lessons: readonly { level: BloomLevel | null }[],
): { from: number; to: number; levels: number }[] {
  const drops: { from: number; to: number; levels: number }[] = [];
  let last: { at: number; rank: number } | null = null;
  for (const [at, { level }] of lessons.entries()) {
    if (level === null) continue;
    const rank = BLOOM_LEVELS.indexOf(level);
    if (last && last.rank - rank >= LEAST_DROP) drops.push({ from: last.at, to: at, levels: last.rank - rank });
    last = { at, rank };
  }
  return drops;
}
