import type { Exercise } from '#lib/exercises/core/exercise.ts';
import {
  cut,
  interactionOf,
  type MarkedAnswer,
  type ScormVersion,
  timeSpan,
  twoDigits,
} from '#lib/exercises/core/formats/scorm/interaction.ts';
import { mark } from '#lib/exercises/core/marking.ts';
import type { PlayedPackage } from '#lib/exercises/core/played.ts';
import { emptyResponse } from '#lib/exercises/core/response.ts';
import type { Connection } from './connection.ts';

interface Elements {
  score: string;
  /** 1.2 has one status for what 2004 says in two. */
  status: string;
  success: string | null;
  mode: string;
  passing: string;
  /** What the platform's passing score is a share of. */
  passing_of: number;
  session: string;
  exit: string;
  ended: string;
  response: string;
}

const ELEMENTS: Record<ScormVersion, Elements> = {
  '1.2': {
    score: 'cmi.core.score',
    status: 'cmi.core.lesson_status',
    success: null,
    mode: 'cmi.core.lesson_mode',
    passing: 'cmi.student_data.mastery_score',
    passing_of: 100,
    session: 'cmi.core.session_time',
    exit: 'cmi.core.exit',
    ended: '',
    response: 'student_response',
  },
  '2004': {
    score: 'cmi.score',
    status: 'cmi.completion_status',
    success: 'cmi.success_status',
    mode: 'cmi.mode',
    passing: 'cmi.scaled_passing_score',
    passing_of: 1,
    session: 'cmi.session_time',
    exit: 'cmi.exit',
    ended: 'normal',
    response: 'learner_response',
  },
};

type GivenAnswer = MarkedAnswer & { exercise_id: string };

/** Statuses of somebody who has been at the end before. */
const AT_END = /^(completed|passed|failed)$/;

export interface RecordingOptions {
  version: ScormVersion;
  played: PlayedPackage;
  /** From 0 to 1, where the platform has no other; null where nothing is marked. */
  passing_score: number | null;
  /** The platform did not take something that counts. */
  onRefused?: () => void;
}

/**
 * What a platform is told while somebody answers (docs/decisions/108-scorm-packages.md). Every answer is an interaction of its own. The
 * score follows the answers until the end of the first round; from then on only a better round changes it.
 */
export class Recording {
  readonly #connection: Connection;
  readonly #elements: Elements;
  readonly #options: RecordingOptions;
  readonly #scores = new Map<string, number>();
  /** How many points there are in all. */
  readonly #of: number;
  readonly #startedAt = performance.now();
  /** The platform only shows what was, or only shows it around. */
  readonly #isWatching: boolean;
  #next: number;
  /** The best finished round, from 0 to 1; null before the first. */
  #best: number | null = null;
  #isAtEnd = false;

  constructor(connection: Connection, options: RecordingOptions) {
    const { version, played } = options;
    this.#connection = connection;
    this.#options = options;
    this.#elements = ELEMENTS[version];
    this.#of = played.exercises.filter(({ exercise }) => {
      return exercise !== null && mark(exercise, emptyResponse(exercise, ''), played.language).max > 0;
    }).length;
    this.#isWatching = /^(browse|review)$/.test(connection.get(this.#elements.mode));
    // Interactions of an earlier session stay.
    this.#next = Number(connection.get('cmi.interactions._count')) || 0;
    this.#resume();
  }

  #resume() {
    const { score, status } = this.#elements;
    if (!AT_END.test(this.#connection.get(status))) {
      this.#set(status, 'incomplete');
      this.#connection.commit();
      return;
    }
    this.#isAtEnd = true;
    this.#best = (Number(this.#connection.get(`${score}.raw`)) || 0) / 100;
  }

  /** An answer was checked. */
  answered(answer: GivenAnswer) {
    const { exercise_id, score } = answer;
    const rendered = this.#options.played.exercises.find(({ id }) => id === exercise_id);
    if (!rendered?.exercise) return;
    this.#interaction(rendered.exercise, answer);
    this.#scores.set(exercise_id, score);
    if (this.#best === null && this.#of > 0) {
      this.#score([...this.#scores.values()].reduce((sum, one) => sum + one, 0) / this.#of);
    }
    if (this.#options.version === '2004' && !this.#isAtEnd)
      this.#set('cmi.progress_measure', twoDigits(this.#scores.size / this.#options.played.exercises.length));
    this.#commit();
  }

  /** A round is over. */
  finished({ score, max }: { score: number; max: number }) {
    const share = max > 0 ? score / max : null;
    const isBetter = share !== null && (this.#best === null || share > this.#best);
    if (isBetter) {
      this.#best = share;
      this.#score(share);
    }
    if (isBetter || !this.#isAtEnd) this.#statuses();
    this.#isAtEnd = true;
    this.#commit();
  }

  /** The page is left. */
  left() {
    const { session, exit, ended } = this.#elements;
    this.#set(session, timeSpan(performance.now() - this.#startedAt, this.#options.version));
    // Without an end the platform keeps what there is for the next time.
    this.#set(exit, this.#isAtEnd ? ended : 'suspend');
    this.#connection.commit();
    this.#connection.end();
  }

  #statuses() {
    const { status, success } = this.#elements;
    const passing = this.#passing();
    const isPassed = this.#best === null || passing === null ? null : this.#best >= passing;
    const succeeded = isPassed === null ? null : isPassed ? 'passed' : 'failed';
    this.#set(status, success === null && succeeded !== null ? succeeded : 'completed');
    if (success !== null && succeeded !== null) this.#set(success, succeeded);
    if (this.#options.version === '2004') this.#set('cmi.progress_measure', '1');
  }

  /** What has to be reached, from 0 to 1: as the platform says, else as the package does. */
  #passing(): number | null {
    const said = this.#connection.get(this.#elements.passing);
    const number = said.trim() === '' ? Number.NaN : Number(said) / this.#elements.passing_of;
    return Number.isFinite(number) ? number : this.#options.passing_score;
  }

  #score(share: number) {
    const { score } = this.#elements;
    this.#set(`${score}.min`, '0');
    this.#set(`${score}.max`, '100');
    this.#set(`${score}.raw`, twoDigits(share * 100));
    if (this.#options.version === '2004') this.#set(`${score}.scaled`, String(Math.round(share * 10_000) / 10_000));
  }

  #interaction(exercise: Exercise, answer: GivenAnswer) {
    const { version, played } = this.#options;
    const { type, response, correct, result, latency } = interactionOf(exercise, answer, version, played.language);
    const at = `cmi.interactions.${this.#next}`;
    const now = new Date();
    // A platform wants the id before anything else, and the type before answers.
    if (!this.#set(`${at}.id`, answer.exercise_id)) return;
    this.#next++;
    this.#set(`${at}.type`, type);
    if (version === '2004') {
      this.#set(`${at}.timestamp`, `${now.toISOString().slice(0, 22)}Z`);
      this.#set(`${at}.description`, cut(exercise.stem.replace(/\s+/g, ' ').trim(), 250));
    } else this.#set(`${at}.time`, now.toTimeString().slice(0, 8));
    for (const [number, pattern] of correct.entries()) {
      this.#set(`${at}.correct_responses.${number}.pattern`, pattern);
    }
    this.#set(`${at}.${this.#elements.response}`, response);
    this.#set(`${at}.result`, result);
    this.#set(`${at}.latency`, latency);
  }

  #set(element: string, value: string): boolean {
    return !this.#isWatching && this.#connection.set(element, value);
  }

  #commit() {
    if (!this.#isWatching && !this.#connection.commit()) this.#options.onRefused?.();
  }
}
