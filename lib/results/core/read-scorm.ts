import type { Table } from '#lib/exercises/core/formats/csv/table.ts';
import { type Findings, LONGEST } from './answers.ts';
import { numberOf, timeOf } from './values.ts';

// Interactions as platforms keep them of SCORM 1.2 and 2004: `cmi.interactions.0.id`, `cmi.interactions_0.id` in Moodle, or nested objects.

type Raw = Record<string, unknown>;
const isObject = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, LONGEST) : typeof value === 'number' ? String(value) : '';

/** What is known of one learner's session: elements by their names, flat. */
interface Session {
  /** Of the first interaction, where the source has lines. */
  line: number;
  learner: string;
  at: string | null;
  elements: ReadonlyMap<string, string>;
}

const INTERACTION = /^cmi\.interactions[._](\d{1,6})\.([a-z_]+)$/;
const LEARNER = ['cmi.learner_id', 'cmi.core.student_id'];

/** Whether something has interactions of SCORM, flat or nested, of one learner or a list of them. */
export function isScorm(value: unknown): boolean {
  // Whoever only opened a package has a session without any.
  return (Array.isArray(value) ? value : [value]).some(
    (one) => isObject(one) && [...elementsOf(one).keys()].some((name) => INTERACTION.test(name)),
  );
}

/** Takes the interactions of sessions; line is the number of the interaction in the file. */
export function readSessions(value: unknown, found: Findings): void {
  let line = 1;
  for (const raw of Array.isArray(value) ? value : [value]) {
    if (!isObject(raw)) {
      found.leave(line++, 'unreadable', textOf(raw));
      continue;
    }
    const elements = elementsOf(raw);
    const learner = ['learner', 'learner_id', 'student_id', 'user_id', 'userid', 'user', 'username'].map((key) =>
      textOf(raw[key]),
    );
    line += readSession(
      { line, learner: learner.find(Boolean) ?? '', at: timeOf(textOf(raw.timestamp)), elements },
      found,
    );
  }
}

/** The elements of a session by their whole names, whatever they are nested in. */
function elementsOf(raw: Raw): Map<string, string> {
  const elements = new Map<string, string>();
  const walk = (value: unknown, name: string, depth: number) => {
    if (depth > 8) return;
    if (Array.isArray(value)) for (const [at, one] of value.entries()) walk(one, `${name}.${at}`, depth + 1);
    else if (isObject(value))
      for (const [key, one] of Object.entries(value)) walk(one, name ? `${name}.${key}` : key, depth + 1);
    else if (name.startsWith('cmi.')) elements.set(name, textOf(typeof value === 'boolean' ? String(value) : value));
  };
  // Without a word of `cmi`, members of it: {"interactions": [...], "learner_id": ...}.
  walk('cmi' in raw || Object.keys(raw).some((key) => key.startsWith('cmi.')) ? raw : { cmi: raw }, '', 0);
  return elements;
}

/** Takes the interactions of one session; gives how many there were. */
function readSession({ line, learner, at, elements }: Session, found: Findings): number {
  const interactions = new Map<number, Map<string, string>>();
  for (const [name, value] of elements) {
    const [, place, member] = INTERACTION.exec(name) ?? [];
    if (!member) continue;
    const number = Number(place);
    const one = interactions.get(number) ?? new Map<string, string>();
    interactions.set(number, one.set(member, value));
  }
  const who = LEARNER.map((name) => elements.get(name) ?? '').find(Boolean) || learner;
  const sorted = [...interactions].sort(([one], [other]) => one - other);
  for (const [nth, [, members]] of sorted.entries()) {
    const place = line + nth;
    const result = members.get('result') ?? '';
    const score = resultOf(result);
    const said = members.get('timestamp') ?? '';
    const time = said === '' ? at : timeOf(said);
    if (said !== '' && time === null) found.leave(place, 'bad_time', said);
    else if (score === 'bad') found.leave(place, 'bad_score', result);
    else {
      found.add({
        line: place,
        learner: who,
        exercise: members.get('id') ?? '',
        spark: null,
        is_spark_guessed: false,
        response: members.get('learner_response') ?? members.get('student_response') ?? null,
        chosen_texts: null,
        score,
        at: time,
        // Several answers of a session to one exercise are counted as they come.
        attempt: null,
        version: null,
      });
    }
  }
  return sorted.length;
}

/** What a result says: a word, or a share of a point as our own packages write it. */
function resultOf(result: string): number | null | 'bad' {
  if (result === 'correct') return 1;
  if (result === 'wrong' || result === 'incorrect') return 0;
  if (result === '' || result === 'neutral' || result === 'unanticipated') return null;
  const number = numberOf(result);
  return number !== null && number >= 0 && number <= 1 ? number : 'bad';
}

const nameOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
const LEARNER_COLUMN = /^(userid|user|username|learner|learnerid|student|studentid|email)$/;

/** Whether a table has an element of SCORM in each row, as dumps of platforms do: who, attempt, element, value. */
export function isDump(headings: readonly string[]): boolean {
  const names = headings.map(nameOf);
  return names.includes('element') && names.includes('value') && names.some((name) => LEARNER_COLUMN.test(name));
}

/** Takes the interactions of such a table. */
export function readDump(headings: readonly string[], rows: Table['rows'], found: Findings): void {
  const names = headings.map(nameOf);
  const place = (is: (name: string) => boolean) => names.findIndex(is);
  const columns = {
    learner: place((name) => LEARNER_COLUMN.test(name)),
    attempt: place((name) => name === 'attempt'),
    sco: place((name) => name === 'scoid' || name === 'sco'),
    element: names.indexOf('element'),
    value: names.indexOf('value'),
    time: place((name) => /^(timemodified|time|timestamp|when)$/.test(name)),
  };
  const sessions = new Map<string, Session & { attempt: number; elements: Map<string, string> }>();
  for (const { cells, line } of rows) {
    const of = (at: number) => (cells[at] ?? '').trim();
    const element = of(columns.element);
    if (!element.startsWith('cmi.')) continue;
    const learner = of(columns.learner);
    const key = JSON.stringify([learner, of(columns.attempt), of(columns.sco)]);
    const isInteraction = INTERACTION.test(element);
    const session = sessions.get(key) ?? {
      line,
      learner,
      attempt: numberOf(of(columns.attempt)) ?? 0,
      at: null,
      elements: new Map<string, string>(),
    };
    sessions.set(key, session);
    // 1.2 knows the time of day alone; when the platform wrote it down is near enough.
    if (isInteraction && columns.time >= 0 && session.at === null) session.at = timeOf(of(columns.time));
    session.elements.set(element, of(columns.value));
  }
  // A dump may be in any order, and without times the first answer of a learner is the one that comes first.
  const inOrder = [...sessions.values()].sort((one, other) => one.attempt - other.attempt);
  for (const session of inOrder) readSession(session, found);
}
