'use client';

import { Play } from 'lucide-react';
import { useState } from 'react';
import { useUrlState } from '#components/base/url-state.tsx';
import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { toast } from '#components/ui/toast.tsx';
import { isNamedKind, KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { JOB_KINDS, type JobKind } from '#lib/generation/core/job.ts';
import { MOST_SOURCES, NEEDS_SOURCE, PLACES } from '#lib/generation/core/request.ts';
import { useStartJob } from '#lib/generation/queries.ts';
import { generationText } from '../text.ts';
import { KindCards } from './kind-cards.tsx';
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
  const [placeKind] = PLACES[kind].kinds;
  const place = chosen && PLACES[kind].kinds.includes(chosen.kind) ? chosen : null;
  const missing = whatIsMissing(kind, place, sources);
  const start = () => {
    if (starting.isPending) return;
    if (missing) return toast.problem(words.notStarted, { detail: missing });
    const source_ids = NEEDS_SOURCE[kind] ? sources.read.map(({ id }) => id) : [];
    const title = generationText.titleOf(kind, (place?.title ?? nameOf(sources.read[0]?.name ?? '')).slice(0, 200));
    starting.mutate(
      { job_kind: kind, title, source_ids, place: place && { kind: place.kind, id: place.id }, is_batch: false },
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
          {NEEDS_SOURCE[kind] ? <SourceList sources={sources} /> : <p className="text-muted">{words.ownText}</p>}
        </Section>
        <Section nth={placeKind ? 4 : 3} title={words.who}>
          <div className="flex flex-col gap-1 rounded-lg border-2 border-accent bg-surface px-4 py-3">
            <div className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{words.builtin}</span>
              <Badge tone="green">{words.noKey}</Badge>
              <span className="ms-auto font-medium tabular-nums">{generationText.free}</span>
            </div>
            <p>{words.builtinHelp}</p>
            <p className="text-sm text-muted">{words.builtinNote}</p>
          </div>
        </Section>
      </div>
      <aside className="flex flex-col gap-3 lg:sticky lg:top-6 lg:border-s lg:ps-6">
        <h2 className="font-medium">{words.before}</h2>
        <p className="text-title text-3xl font-semibold tabular-nums">{generationText.free}</p>
        <p className="text-sm text-muted">{words.noRequest}</p>
        <Button
          variant="primary"
          icon={<Play />}
          isPending={starting.isPending}
          onPress={start}
          className="w-full justify-center"
        >
          {words.go}
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
  place: Chosen | null,
  { read, reading }: ReturnType<typeof useSources>,
): string | null {
  if (PLACES[kind].is_needed && !place) return words.chooseFirst;
  if (!NEEDS_SOURCE[kind]) return null;
  if (reading.length > 0) return words.waitForFiles;
  if (read.length > MOST_SOURCES) return words.fewerSources;
  return read.length === 0 ? words.sourceFirst : null;
}
