import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { JOB_KINDS, type JobKind } from './job.ts';
import type { Maker } from './maker.ts';
import { LEAST_TOPIC, MOST_SOURCES, needsSource, PLACES } from './request.ts';

/** Where the start of a job was chosen; the form says so beside the place. */
export const STARTED_FROM = ['outline', 'graph', 'coverage', 'palette'] as const;

/** So many jobs are started at once, on the form one a place. */
export const MOST_JOBS = 100;

/** A place by what it is called. */
export interface ChosenPlace {
  kind: NamedKind;
  id: string;
  title: string;
}

/** What is made for such a place where nobody has said: the first kind of job that can stand there. */
export const kindFor = (place: NamedKind | null): JobKind =>
  (place && JOB_KINDS.find((kind) => PLACES[kind].kinds.includes(place))) ?? 'trail_outline';

/** Why a job cannot start yet. */
export type NotYet =
  | 'reading_models'
  | 'models_unread'
  | 'places_unread'
  | 'short_topic'
  | 'no_place'
  | 'too_many_places'
  | 'no_model'
  | 'reading'
  | 'too_many_sources'
  | 'no_source';

/** What keeps a job from being started; null where nothing does. */
export function notYet(form: {
  kind: JobKind;
  maker: Maker;
  places: number;
  /** Null while it is not known yet, undefined where it could not be read. */
  hasModel: boolean | null | undefined;
  topic: string;
  reading: number;
  sources: number;
}): NotYet | null {
  const { kind, maker, places, hasModel, topic, reading, sources } = form;
  if (hasModel === null) return 'reading_models';
  if (hasModel === undefined) return 'models_unread';
  if (maker === 'model' && !hasModel) return 'no_model';
  if (maker === 'model' && topic !== '' && topic.length < LEAST_TOPIC) return 'short_topic';
  if (PLACES[kind].is_needed && places === 0) return 'no_place';
  if (places > MOST_JOBS) return 'too_many_places';
  if (reading > 0) return 'reading';
  if (sources > MOST_SOURCES) return 'too_many_sources';
  return needsSource(kind, maker) && sources === 0 ? 'no_source' : null;
}
