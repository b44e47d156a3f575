import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { isNamedKind, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { JOB_KINDS } from '#lib/generation/core/job.ts';
import { type Maker, needsModel } from '#lib/generation/core/maker.ts';
import { type JobAsk, LEAST_TOPIC, needsSource, PLACES } from '#lib/generation/core/request.ts';
import { type ChosenPlace, kindFor, notYet, STARTED_FROM } from '#lib/generation/core/start.ts';
import { jobPlacesQuery, modelsQuery } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { keepForm, readKeptForm, USUAL_CHOICE } from './kept-form.ts';
import { useSources } from './source-list.tsx';

const MICROS = 1_000_000;

/** In the address: all exercises of a lesson are to be made better. */
export const ALL_EXERCISES = 'all';

export type StartForm = ReturnType<typeof useStartForm>;

/** All that the form holds: kind and places in the address, the rest on this device until a job was started of it. */
export function useStartForm(workspace: string, user_id: string) {
  const [params, show] = useUrlState();
  const given = useGivenPlaces(workspace, params);
  const [changed, setChanged] = useState<ChosenPlace | null | undefined>(undefined);
  const [wanted, setWanted] = useState<Maker>('builtin');
  const [choice, setChoice] = useState(USUAL_CHOICE);
  const sources = useSources(workspace);
  const models = useQuery(modelsQuery(workspace));
  const known = models.data?.providers.some(({ is_enabled }) => is_enabled);
  const hasModel = known ?? false;

  const chosen = changed === undefined ? given.places : changed ? [changed] : [];
  const kind = JOB_KINDS.find((one) => one === params.get('kind')) ?? kindFor(chosen[0]?.kind ?? null);
  const improves = kind === 'exercise_bank' ? improvedIn(params) : undefined;
  const maker: Maker = needsModel(kind) || improves ? 'model' : hasModel ? wanted : 'builtin';
  const places = chosen.filter((place) => PLACES[kind].kinds.includes(place.kind));
  const takesSources = maker === 'model' || needsSource(kind, maker);
  const source_ids = useMemo(
    () => (takesSources ? sources.read.map(({ id }) => id) : []),
    [takesSources, sources.read],
  );
  const isReading = (given.isReading && changed === undefined) || (known === undefined && !models.isError);
  // A failed look at the places must not start a job about nothing.
  const missing = isReading
    ? null
    : given.hasFailed && changed === undefined
      ? 'places_unread'
      : notYet({
          kind,
          maker,
          places: places.length,
          hasModel: known ?? (models.isError ? undefined : null),
          topic: choice.topic.trim(),
          reading: sources.reading.length,
          sources: sources.read.length,
        });
  useKept(workspace, user_id, { wanted, choice, sources, setWanted, setChoice, topic: params.get('topic') });

  return {
    kind,
    setKind: (id: string) => show({ kind: id }),
    places,
    isReadingPlaces: given.isReading,
    /** It stands in the address from then on, so that a reload finds it. */
    setPlace: (place: ChosenPlace | null) => {
      setChanged(place);
      // Exercises belong to their lesson.
      show({ at: place?.kind ?? null, id: place?.id ?? null, title: place?.title ?? null, ids: null, improves: null });
    },
    from: STARTED_FROM.find((one) => one === params.get('from')) ?? null,
    /** Exercises of the lesson that are to be made better instead of new ones written; none for all of it. */
    improves,
    maker,
    setMaker: setWanted,
    choice,
    setChoice,
    sources,
    source_ids,
    takesSources,
    hasModel,
    missing,
    /** Places that the address names, or who may draft, are on their way: whoever starts now waits for them. */
    isReading,
    forget: () => keepForm(workspace, user_id, null),
  };
}

/** Which exercises the address names: `all`, or one by its id. */
function improvedIn(params: URLSearchParams): readonly string[] | undefined {
  const named = params.get('improves');
  return named === null ? undefined : named === ALL_EXERCISES ? [] : [named];
}

/** The places that the address names: one with its title, or several by their ids, whose titles are asked for. */
function useGivenPlaces(workspace: string, params: URLSearchParams) {
  const at = params.get('at');
  const kind: NamedKind | null = at && isNamedKind(at) ? at : null;
  const [id, title] = [params.get('id'), params.get('title')];
  const ids = params.get('ids')?.split(',').filter(Boolean) ?? [];
  const found = useQuery(jobPlacesQuery(workspace, ids.length > 0 ? { ids } : null));
  const places: readonly ChosenPlace[] =
    ids.length > 0 ? (found.data ?? []) : kind && id && title ? [{ kind, id, title }] : [];
  return { places, isReading: found.isLoading, hasFailed: found.isError };
}

interface KeptParts {
  wanted: Maker;
  choice: typeof USUAL_CHOICE;
  sources: ReturnType<typeof useSources>;
  setWanted: (maker: Maker) => void;
  setChoice: (choice: typeof USUAL_CHOICE) => void;
  /** What the address asks for in words, as an empty cell of the coverage does: more than what was typed days ago. */
  topic: string | null;
}

/** Brings back what was typed, and keeps what is. */
function useKept(workspace: string, user_id: string, parts: KeptParts) {
  const { wanted, choice, sources, setWanted, setChoice, topic } = parts;
  const [isBack, setBack] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form is opened.
  useEffect(() => {
    const kept = readKeptForm(workspace, user_id);
    if (kept) {
      setWanted(kept.maker);
      sources.putBack(kept.sources);
    }
    setChoice({ ...(kept?.choice ?? USUAL_CHOICE), ...(topic && { topic: topic.slice(0, 1000) }) });
    setBack(true);
  }, []);
  useEffect(() => {
    if (!isBack) return;
    const isUntouched = choice === USUAL_CHOICE && sources.read.length === 0 && wanted === 'builtin';
    keepForm(workspace, user_id, isUntouched ? null : { maker: wanted, choice, sources: sources.read });
  }, [isBack, workspace, user_id, wanted, choice, sources.read]);
}

/** The words that a person separated by commas, each once. */
export const keywordsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

/** What is asked of the studio: one job a place. */
export function asksOf(form: StartForm): JobAsk[] {
  const { kind, maker, choice, places, source_ids, sources, improves } = form;
  const topic = choice.topic.trim();
  const at: readonly (ChosenPlace | null)[] = places.length > 0 ? places : [null];
  return at.map((place) => {
    const about = place?.title ?? (topic || nameOf(sources.read[0]?.name ?? ''));
    return {
      job_kind: kind,
      title: improves
        ? generationText.improvedTitle(about.slice(0, 200), improves.length === 1)
        : generationText.titleOf(kind, about.slice(0, 200)),
      source_ids: [...source_ids],
      place: place && { kind: place.kind, id: place.id },
      is_batch: at.length > 1,
      maker,
      ...(improves && { improves: [...improves] }),
      ...(maker === 'model' && {
        ...(topic.length >= LEAST_TOPIC && { topic }),
        keywords: keywordsOf(choice.keywords),
        length: choice.length,
        priority: choice.priority,
        content_type: choice.content_type,
        ...(choice.cap !== null && { budget_micros: Math.round(choice.cap * MICROS) }),
      }),
    };
  });
}

/** A file's name without its ending. */
const nameOf = (file: string): string => file.replace(/\.[a-z0-9]{1,8}$/i, '');
