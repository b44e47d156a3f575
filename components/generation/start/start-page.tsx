'use client';

import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { toast } from '#components/ui/toast.tsx';
import { isNamedKind, KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { JOB_KINDS, type JobKind } from '#lib/generation/core/job.ts';
import { type Maker, needsModel } from '#lib/generation/core/maker.ts';
import { MOST_SOURCES, needsSource, PLACES } from '#lib/generation/core/request.ts';
import { modelsQuery, useStartJob } from '#lib/generation/queries.ts';
import { generationText } from '../text.ts';
import { KindCards } from './kind-cards.tsx';
import { MakerCards } from './maker-cards.tsx';
import { ModelOptions, USUAL_CHOICE } from './model-options.tsx';
import { Section } from './section.tsx';
import { SourceList, useSources } from './source-list.tsx';

const words = generationText.startPage;

interface Chosen {
  kind: NamedKind;
  id: string;
  title: string;
}

/** Says what a job is to make, for what place and from what, and what it costs before it starts. */
export function StartPage({ workspace }: { workspace: string }) {
  const [params, show] = useUrlState();
  const go = useGo();
  const [chosen, setChosen] = useState<Chosen | null>(() => placeIn(params));
  const kind = JOB_KINDS.find((one) => one === params.get('kind')) ?? kindFor(chosen);
  const sources = useSources(workspace);
  const starting = useStartJob(workspace);
  const [wanted, setWanted] = useState<Maker>('builtin');
  const [choice, setChoice] = useState(USUAL_CHOICE);
  const models = useQuery(modelsQuery(workspace));
  const hasModel = models.data?.providers.some(({ is_enabled }) => is_enabled) ?? false;
  const maker: Maker = needsModel(kind) ? 'model' : hasModel ? wanted : 'builtin';
  const [placeKind] = PLACES[kind].kinds;
  const place = chosen && PLACES[kind].kinds.includes(chosen.kind) ? chosen : null;
  const takesSources = maker === 'model' || needsSource(kind, maker);
  const missing =
    (maker === 'model' && models.data && !hasModel ? words.noProvider : null) ??
    whatIsMissing(kind, maker, place, sources);
  const start = () => {
    if (starting.isPending) return;
    if (missing) return toast.problem(words.notStarted, { detail: missing });
    const source_ids = takesSources ? sources.read.map(({ id }) => id) : [];
    const topic = choice.topic.trim();
    const about = place?.title ?? (topic || nameOf(sources.read[0]?.name ?? ''));
    const title = generationText.titleOf(kind, about.slice(0, 200));
    starting.mutate(
      {
        job_kind: kind,
        title,
        source_ids,
        place: place && { kind: place.kind, id: place.id },
        maker,
        ...(maker === 'model' && {
          ...(topic.length >= LEAST_TOPIC && { topic }),
          length: choice.length,
          priority: choice.priority,
          content_type: choice.content_type,
          ...(choice.cap !== null && { budget_micros: Math.round(choice.cap * 1_000_000) }),
        }),
      },
      {
        onSuccess: (id) => {
          toast.done(words.started);
          go(inWorkspace(workspace).job(id));
        },
        onError: (error) => toast.problem(words.notStarted, { detail: problemOf(error).message }),
      },
    );
  };
  useShortcuts(generationText.keys.label, [{ keys: 'Mod+Enter', label: generationText.keys.start, run: start }]);
  return (
    <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="flex min-w-0 flex-col gap-7">
        <PageHeader title={words.title}>{words.lead}</PageHeader>
        <Section nth={1} title={words.what}>
          <KindCards value={kind} onChange={(id) => show({ kind: id })} />
        </Section>
        {placeKind && (
          <Section nth={2} title={words.place}>
            <EntityChoice
              key={placeKind}
              workspace={workspace}
              kind={place?.kind ?? placeKind}
              label={words.which(KINDS[place?.kind ?? placeKind].label[0])}
              placeholder={words.find}
              title={place?.title ?? null}
              value={place?.id ?? null}
              onChange={(found) => setChosen(found && { ...found, kind: place?.kind ?? placeKind })}
            />
          </Section>
        )}
        <Section nth={placeKind ? 3 : 2} title={words.sources}>
          {takesSources ? <SourceList sources={sources} /> : <p className="text-muted">{words.ownText}</p>}
        </Section>
        <Section nth={placeKind ? 4 : 3} title={words.who}>
          <div className="flex flex-col gap-5">
            <MakerCards
              value={maker}
              notBuiltin={needsModel(kind) ? words.needsModel : null}
              noModel={hasModel ? null : words.noProvider}
              onChange={setWanted}
            />
            {maker === 'model' && hasModel && (
              <ModelOptions value={choice} hasForm={kind === 'companion_piece'} onChange={setChoice} />
            )}
          </div>
        </Section>
      </div>
      <aside className="flex flex-col gap-3 lg:sticky lg:top-6 lg:border-s lg:ps-6">
        <h2 className="font-medium">{words.before}</h2>
        <p className="text-title text-3xl font-semibold tabular-nums">
          {maker === 'builtin'
            ? generationText.free
            : choice.cap === null
              ? words.noCap
              : words.atMost(choice.cap.toFixed(2))}
        </p>
        <p className="text-sm text-muted">{maker === 'builtin' ? words.noRequest : words.booked}</p>
        <Button
          variant="primary"
          icon={<Play />}
          isPending={starting.isPending}
          onPress={start}
          className="w-full justify-center"
        >
          {maker === 'builtin' ? words.go : words.goModel}
          <Kbd keys="Mod+Enter" inverted />
        </Button>
        {missing && (
          <p role="status" className="text-sm text-muted">
            {missing}
          </p>
        )}
        <p className="text-sm text-muted">{words.proposalsOnly}</p>
      </aside>
    </div>
  );
}

/** A topic of fewer characters says nothing. */
const LEAST_TOPIC = 5;

/** A file's name without its ending. */
const nameOf = (file: string): string => file.replace(/\.[a-z0-9]{1,8}$/i, '');

/** What is made for such a place, where nobody has said. */
const kindFor = (place: Chosen | null): JobKind =>
  (place && JOB_KINDS.find((kind) => PLACES[kind].kinds.includes(place.kind))) ?? 'trail_outline';

/** The place that the address names: from a row of the outline. */
function placeIn(params: URLSearchParams): Chosen | null {
  const [at, id, title] = [params.get('at'), params.get('id'), params.get('title')];
  return at && isNamedKind(at) && id && title ? { kind: at, id, title } : null;
}

/** What keeps the job from being started, as a sentence; null where nothing does. */
function whatIsMissing(
  kind: JobKind,
  maker: Maker,
  place: Chosen | null,
  { read, reading }: ReturnType<typeof useSources>,
): string | null {
  if (PLACES[kind].is_needed && !place) return words.chooseFirst;
  if (reading.length > 0) return words.waitForFiles;
  if (read.length > MOST_SOURCES) return words.fewerSources;
  return needsSource(kind, maker) && read.length === 0 ? words.sourceFirst : null;
}
