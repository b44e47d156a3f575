import type { BLOOM_LEVELS } from '#lib/base/core/content-kinds.ts';
import { between, headingOf, type ReadSource, type Sentence } from './read-source.ts';
import type { Anchor } from './source.ts';

export type BloomLevel = (typeof BLOOM_LEVELS)[number];

/** What a text says that it teaches, word for word. */
export interface Objective {
  title: string;
  anchor: Anchor;
  /** By its verb; null where that says nothing, or more than one thing. */
  bloom_level: BloomLevel | null;
}

const HEADS =
  /^(?:(?:learning|lesson|training) )?(?:objectives?|goals?|outcomes?|aims?)(?: of this (?:lesson|chapter|unit))?$|^(?:what|was|qué|ce que) (?:you(?:'ll| will) learn|(?:du|sie) lern\p{L}*|aprenderás|vous (?:allez apprendre|apprendrez))|^(?:lern)?ziele$|^objetivos|^objectifs/iu;
const LEADS =
  /(?:you (?:will|should|'ll) (?:be able to|learn(?: how to| to)?|know how to)|(?:be|are) able to|können sie|werden sie|podrás|serás capaz|vous (?:saurez|pourrez|serez capable))[^.!?]{0,60}[:：]$/iu;

/** A verb that teachers' lists give for one level alone. */
const VERBS: readonly [BloomLevel, string][] = [
  [
    'remember',
    'define|list|name|recall|state|identify|recognize|recognise|label|nennen|definieren|definir|nombrar|définir|nommer',
  ],
  [
    'understand',
    'explain|describe|summarize|summarise|discuss|paraphrase|understand|interpret|erklären|beschreiben|explicar|describir|expliquer|décrire',
  ],
  [
    'apply',
    'apply|use|implement|solve|calculate|compute|demonstrate|configure|install|run|execute|perform|set up|connect|anwenden|berechnen|aplicar|calcular|appliquer|calculer',
  ],
  [
    'analyze',
    'analyze|analyse|compare|contrast|differentiate|distinguish|examine|investigate|analysieren|vergleichen|analizar|comparar|analyser|comparer',
  ],
  [
    'evaluate',
    'evaluate|assess|judge|justify|critique|defend|bewerten|beurteilen|evaluar|justificar|évaluer|justifier',
  ],
  ['create', 'create|design|build|develop|construct|compose|invent|entwerfen|entwickeln|crear|diseñar|créer|concevoir'],
];
const PATTERNS = VERBS.map(
  ([level, verbs]) =>
    [level, new RegExp(`^[^\\p{L}]{0,6}(?:how to |to )?(?:${verbs})(?![\\p{L}\\p{N}])`, 'iu')] as const,
);

/** The level that the first verb of an objective names. */
export const bloomOf = (objective: string): BloomLevel | null =>
  PATTERNS.find(([, pattern]) => pattern.test(objective.slice(0, 100)))?.[0] ?? null;

const MOST = 10;

/** What stands in a stretch of a source as its objectives: the list under such a heading, in such a box, or after such a line. */
export function objectivesIn(read: ReadSource, from: number, to: number): Objective[] {
  const found: Sentence[] = [];
  let isNamed = false;
  for (const block of between(read.blocks, from, to)) {
    const own = () => between(read.sentences, block.from, block.to);
    if (block.kind === 'list') {
      if (isNamed) found.push(...firstOfItems(read, own()));
      isNamed = false;
    } else if (block.kind === 'heading') isNamed = HEADS.test(headingOf(read, block));
    else if (block.kind === 'fence')
      isNamed = /^:+[ \t]*(?:objectives|goals|outcomes)/i.test(read.text.slice(block.from, block.to).slice(0, 200));
    else if (block.kind === 'paragraph') isNamed = LEADS.test(own().at(-1)?.plain.slice(-200) ?? '');
  }
  return found.slice(0, MOST).map(({ plain, from: start, to: end }) => ({
    title: plain,
    anchor: { source: read.at, from: start, to: end },
    bloom_level: bloomOf(plain),
  }));
}

/** Of each item of a list its first sentence. */
const firstOfItems = ({ text }: ReadSource, sentences: readonly Sentence[]): Sentence[] =>
  sentences.filter(({ from }) => {
    const line = text.lastIndexOf('\n', from - 1) + 1;
    return /^[ \t]{0,3}(?:[-+*]|\d{1,9}[.)])[ \t]+[^\p{L}\p{N}\n]{0,10}$/u.test(text.slice(line, from).slice(0, 60));
  });
