import { guessLanguage } from './content-language.ts';
import type { CognitiveLevel, Exercise } from './exercise.ts';

// What a question asks for by its verb, highest first: a question that says "explain how you would design" asks for a design. The verbs
// are those that teachers' lists give for the levels of Bloom's taxonomy (Anderson & Krathwohl 2001), as far as they say one thing.
const VERBS: readonly [CognitiveLevel, string][] = [
  [
    'Transfer',
    'design|create|propose|invent|devise|compose|critique|evaluate|justify|recommend|judge|how would you|what would you change',
  ],
  [
    'Application',
    'calculate|compute|solve|apply|use|implement|write|determine|convert|estimate|predict|what (?:will|would|does|do|is) .{0,40}(?:return|print|output|happen)|how (?:much|many|long|far|large)',
  ],
  [
    'Comprehension',
    'explain|describe|summari[sz]e|compare|contrast|classify|interpret|distinguish|paraphrase|why|what is the (?:difference|purpose|reason)|how (?:do|does|is|are)',
  ],
  [
    'Recall',
    'define|list|name|state|identify|recall|label|match|who|when|where|which|what (?:is|are|was|were|does .{0,40} stand for)',
  ],
];

const PATTERNS = VERBS.map(
  ([level, words]) => [level, new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu')] as const,
);

/** The level that the verb of an English question asks for; null where it has none that says so. */
export function suggestLevel(exercise: Exercise): CognitiveLevel | null {
  // Code and formulas in a question have words of their own.
  const stem = exercise.stem.replace(/```[\s\S]*?```|`[^`]*`|\$[^$]*\$/gu, ' ').slice(0, 1000);
  if (guessLanguage(stem) !== '') return null;
  return PATTERNS.find(([, pattern]) => pattern.test(stem))?.[0] ?? null;
}
