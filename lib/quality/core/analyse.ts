import { wordsIn } from '#lib/lessons/core/words.ts';
import { brokenAddresses } from './addresses.ts';
import { didactic, LONGEST_PARAGRAPH, MOST_TERMS } from './didactic.ts';
import { type AskedAbout, exerciseFaults } from './exercises.ts';
import { type Finding, type FindingCode, type FindingPlace, type Fix, findingKey } from './finding.ts';
import { gps } from './gps.ts';
import { languageOf } from './language.ts';
import { type ReadText, readText, type Stretch } from './read-text.ts';
import { readability } from './readability.ts';
import { type SeoRules, seo } from './seo.ts';
import { bareFences, headingFaults } from './structure.ts';
import type { Taught, TaughtTerm } from './taught.ts';
import { explainedIn, taughtLater } from './terms.ts';
import { fixText, reasonText } from './text.ts';
import { timeOf } from './time.ts';
import { type VoiceUse, voiceUse } from './voice.ts';

/** Which analysers gave a score: another number, and every revision is read anew. */
export const ANALYSER_VERSION = 2;

/** What one revision of a lesson says of itself. */
export interface LessonSaid {
  content_md: string;
  estimated_mins: number;
  summary: string | null;
}

/** What stands around a lesson and changes without it. */
export interface LessonContext {
  asked_about?: AskedAbout;
  has_links?: boolean;
  sparks?: ReadonlySet<string>;
  missing_files?: ReadonlySet<string>;
  taught?: Taught;
  seo?: SeoRules;
}

/** Opinions in figures, from 0 to 1 but for readability and minutes. */
export interface Scores {
  gps: number;
  didactic: number;
  readability: number | null;
  readability_formula: string | null;
  minutes: number;
  words: number;
  code_words: number;
}

export interface Analysis {
  findings: Finding[];
  scores: Scores;
  /** What the lesson explains, of which those around it are told. */
  terms: TaughtTerm[];
  /** What a voice is told by, with the language of the text: one lesson is too short to say, those of a trail together are not. */
  voice: VoiceUse & { language: string };
}

/** Most findings of one code: the rest come once these are settled. */
const MOST_OF_A_CODE = 20;

/** All that the analysers say of a lesson. The same texts give the same, byte for byte. */
export function analyse(lesson: LessonSaid, context: LessonContext = {}): Analysis {
  const text = readText(lesson.content_md);
  const objectives = context.asked_about?.objectives ?? [];
  const faults = exerciseFaults(context.asked_about ?? { objectives: [], exercises: [] });
  const own_gps = gps(text, { has_objectives: objectives.length > 0, has_links: context.has_links });
  const own_didactic = didactic(text, {
    objectives: objectives.length,
    objectives_asked: objectives.length - faults.unasked.length,
    exercises: context.asked_about?.exercises.length,
  });
  const language = languageOf(text.prose);
  const read = readability(text, language);
  const time = timeOf(text, lesson.estimated_mins);
  const isEmpty = text.blocks.length === 0;
  const findings = isEmpty
    ? []
    : [
        ...gpsFindings(own_gps),
        ...didacticFindings(own_didactic),
        ...structureFindings(text),
        ...addressFindings(text, context),
        ...termFindings(text, context),
        ...timeFindings(text, lesson.estimated_mins, time),
        ...exerciseFindings(faults, context.asked_about),
        ...seoFindings(text, context.seo, lesson.summary ?? ''),
        ...(read?.is_hard
          ? [
              {
                ...found('hard_to_read', null, '', reasonText.hard_to_read(read.formula, read.score)),
                severity: 'opinion' as const,
              },
            ]
          : []),
      ];
  return {
    findings: inOrder(findings),
    scores: {
      gps: own_gps.score,
      didactic: own_didactic.score,
      readability: read?.score ?? null,
      readability_formula: read?.formula ?? null,
      minutes: time.minutes,
      words: text.prose_words,
      code_words: text.code_words,
    },
    terms: explainedIn(text).slice(0, MOST_OF_A_CODE),
    voice: { language, ...voiceUse(language === 'en' ? [text.prose] : []) },
  };
}

function found(code: FindingCode, place: FindingPlace, subject: string, reason: string, fix?: Fix): Finding {
  return { code, severity: 'consider', place, subject, reason, fix };
}

const at = ({ from, to }: Stretch) => ({ from, to });

/** In the order of the text, what has no place last; of two with one name only the first, so that each can be told. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  const counts = new Map<FindingCode, number>();
  const startOf = ({ place }: Finding) => (place && 'from' in place ? place.from : Number.MAX_SAFE_INTEGER);
  return [...findings]
    .sort((a, b) => startOf(a) - startOf(b))
    .filter((finding) => {
      const key = findingKey(finding);
      const count = (counts.get(finding.code) ?? 0) + 1;
      if (seen.has(key) || count > MOST_OF_A_CODE) return false;
      seen.add(key);
      counts.set(finding.code, count);
      return true;
    });
}

const gpsFindings = ({ goal, position, steps }: ReturnType<typeof gps>): Finding[] => [
  ...(goal ? [] : [found('no_goal', null, '', reasonText.no_goal)]),
  ...(position ? [] : [found('no_position', null, '', reasonText.no_position)]),
  ...(steps ? [] : [found('no_steps', null, '', reasonText.no_steps)]),
];

function didacticFindings(of: ReturnType<typeof didactic>): Finding[] {
  const { early_task } = of;
  return [
    ...(of.example ? [] : [found('no_example', null, '', reasonText.no_example)]),
    ...(of.summary ? [] : [found('no_summary', null, '', reasonText.no_summary)]),
    ...of.long_paragraphs.map((block) =>
      found(
        'long_paragraph',
        at(block),
        block.plain.slice(0, 60),
        reasonText.long_paragraph(wordsIn(block.plain), LONGEST_PARAGRAPH),
      ),
    ),
    ...of.undefined_terms.map((term) => ({
      ...found('undefined_term', at(term), term.key, reasonText.undefined_term(term.term)),
      says: term.term,
    })),
    ...(of.few_terms ? [] : [found('many_terms', null, '', reasonText.many_terms(of.terms, MOST_TERMS))]),
    ...(early_task
      ? [found('exercise_before_instruction', at(early_task), early_task.plain, reasonText.exercise_before_instruction)]
      : []),
  ];
}

/** What is wrong with headings and fences: nothing else is fixed without a decision. */
export function structureFindings(text: ReadText): Finding[] {
  const { skipped, empty } = headingFaults(text);
  return [
    ...skipped.map(({ block, after, to }) => {
      const marks = /^#{1,6}/.exec(text.markdown.slice(block.from))?.[0].length ?? 0;
      const edits = [{ from: block.from, to: block.from + marks, text: '#'.repeat(to) }];
      const fix = marks > 0 ? { label: fixText.heading(to), edits, needs_no_decision: true } : undefined;
      return found('level_skipped', at(block), block.plain, reasonText.level_skipped(block.level, after), fix);
    }),
    ...empty.map((block, nth) =>
      found('empty_heading', at(block), String(nth), reasonText.empty_heading, {
        label: fixText.empty_heading,
        edits: [{ ...at(block), text: '' }],
        needs_no_decision: true,
      }),
    ),
    ...bareFences(text).map((block) => {
      const marks = /^[`~]+/.exec(text.markdown.slice(block.from))?.[0].length ?? 3;
      const end = block.from + marks;
      return found(
        'fence_without_language',
        at(block),
        text.markdown.slice(end, Math.min(block.to, end + 60)).trim(),
        reasonText.fence_without_language,
        { label: fixText.fence, edits: [{ from: end, to: end, text: 'text' }], needs_no_decision: true },
      );
    }),
  ];
}

function addressFindings(text: ReadText, { sparks, missing_files }: LessonContext): Finding[] {
  const { links, images, undescribed } = brokenAddresses(text, { sparks, missing_files });
  return [
    ...links.map((link) =>
      found('broken_link', at(link), link.address || link.says, reasonText.broken_link(link.address)),
    ),
    ...images.map((image) =>
      found('broken_image', at(image), image.address || image.says, reasonText.broken_image(image.address)),
    ),
    ...undescribed.map((image) => found('image_undescribed', at(image), image.address, reasonText.image_undescribed)),
  ];
}

const termFindings = (text: ReadText, { taught }: LessonContext): Finding[] =>
  taught
    ? taughtLater(text, taught).map(({ key, term, title, ...place }) => ({
        ...found('term_before_taught', at(place), key, reasonText.term_before_taught(term, title)),
        says: term,
      }))
    : [];

function timeFindings(text: ReadText, planned: number, time: ReturnType<typeof timeOf>): Finding[] {
  if (!time.is_over && !time.is_under) return [];
  const reason = reasonText.time(planned, time.minutes, text.prose_words, text.code_words);
  return [found(time.is_over ? 'time_over' : 'time_under', null, '', reason)];
}

function exerciseFindings(faults: ReturnType<typeof exerciseFaults>, asked?: AskedAbout): Finding[] {
  const { unasked, one_difficulty } = faults;
  const count = asked?.exercises.length ?? 0;
  return [
    ...unasked.map(({ id, title }) => ({
      ...found('objective_without_exercise', null, id, reasonText.objective_without_exercise(title)),
      says: title,
    })),
    ...(one_difficulty === null ? [] : [found('one_difficulty', null, '', reasonText.one_difficulty(count))]),
  ];
}

const seoFindings = (text: ReadText, rules: SeoRules | undefined, description: string): Finding[] =>
  seo(text, rules ?? {}, description).map(({ code, subject, is }) =>
    found(
      code,
      null,
      subject,
      code === 'description_length'
        ? reasonText.description_length(is)
        : code === 'keyword_missing'
          ? reasonText.keyword_missing(subject)
          : reasonText.keyword_density(subject, is),
    ),
  );
