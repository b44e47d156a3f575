import type { ReadText } from './read-text.ts';

/** Whether a lesson says what one can do afterwards, where it stands, and how to go on step by step: a third each. */
export interface Gps {
  goal: boolean;
  position: boolean;
  steps: boolean;
  score: number;
}

const FIRST = 0.2;
const LEAST_STEPS = 3;
const LEAST_SECTIONS = 2;

const OUTCOME =
  /\b(?:(?:you|we)(?:'ll| will| can| should| are going to| are able to)\b|(?:in this (?:lesson|chapter|section|unit|episode|part|tutorial|guide|module)|by the end|after (?:this|reading)|at the end)\b|able to|learn(?:ing)? (?:how|about|to|what)|objectives?|goals?|outcomes?)|\b(?:lernziele?|ziele?|am ende|in diese[rmns]|(?:kannst|können|lernst|lernen) (?:du|sie|wir)|nach dieser)\b|\b(?:objetivos?|al final|en esta (?:lección|unidad)|aprender(?:ás|á|emos)|podrás)\b|\b(?:objectifs?|à la fin|dans (?:cette|ce) (?:leçon|chapitre|cours)|vous (?:apprendrez|saurez|pourrez|allez))\b|\b(?:obiettiv[oi]|alla fine|in questa lezione|imparer(?:ai|emo|ete))\b/iu;

const NEIGHBOUR =
  /\b(?:(?:in the )?(?:previous|last|next|earlier|following|preceding|prior) (?:lesson|chapter|section|unit|episode|part|exercise|tutorial|module)s?|you(?:'ve| have)? (?:already )?(?:learn(?:ed|t)|saw|seen|met|built|read)|builds? on|prerequisites?|before you (?:start|begin)|we(?:'ve| have)? (?:already )?(?:learn(?:ed|t)|saw|seen)|comes? next|as (?:seen|shown) (?:in|before))\b|\b(?:vorige[nrs]?|letzte[nrs]?|nächste[nrs]?|voraussetzung(?:en)?|vorwissen|bereits)\b|\b(?:anterior|siguiente|próxim[ao]|requisitos?)\b|\b(?:précédente?|prochaine?|suivante?|prérequis)\b|\b(?:precedente|prossim[ao]|successiv[ao]|prerequisit[oi])\b/iu;

/** Reads goal, position and steps. An objective of the lesson's concept counts as its goal, a link into it as its position. */
export function gps(text: ReadText, context: { has_objectives?: boolean; has_links?: boolean } = {}): Gps {
  const until = text.markdown.length * FIRST;
  const goal =
    context.has_objectives === true ||
    text.sentences.some(({ from, plain }) => from <= until && OUTCOME.test(plain)) ||
    text.blocks.some(({ kind, from, plain }) => kind === 'heading' && from <= until && OUTCOME.test(plain));
  const position =
    context.has_links === true ||
    text.sentences.some(({ plain }) => NEIGHBOUR.test(plain)) ||
    text.blocks.some(({ kind, plain }) => kind === 'heading' && NEIGHBOUR.test(plain));
  const steps =
    text.blocks.filter(({ kind, level }) => kind === 'heading' && level > 1).length >= LEAST_SECTIONS ||
    text.blocks.some(({ kind, is_ordered, items }) => kind === 'list' && is_ordered && items >= LEAST_STEPS);
  return { goal, position, steps, score: [goal, position, steps].filter(Boolean).length / 3 };
}
