'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { needsModel } from '#lib/generation/core/maker.ts';
import { BUILTIN_CHANGES_NOTHING, PLACES } from '#lib/generation/core/request.ts';
import { useStartJobs } from '#lib/generation/queries/jobs.ts';
import { askOfJob } from '../prompt/ask-of-job.ts';
import { PreviewButton } from '../prompt/preview-button.tsx';
import { generationText } from '../text.ts';
import { BeforeStart } from './before-start.tsx';
import { KindCards } from './kind-cards.tsx';
import { MakerCards } from './maker-cards.tsx';
import { ModelOptions } from './model-options.tsx';
import { PlaceSection } from './place-section.tsx';
import { Section } from './section.tsx';
import { SourceList } from './source-list.tsx';
import { asksOf, useStartForm } from './use-start-form.ts';

const words = generationText.startPage;

/** Says what a job is to make, for what place and from what, and what it costs before it starts. */
export function StartPage({ workspace, user_id }: { workspace: string; user_id: string }) {
  const form = useStartForm(workspace, user_id);
  const go = useGo();
  const starting = useStartJobs(workspace);
  const { kind, maker, missing, hasModel } = form;
  const [placeKind] = PLACES[kind].kinds;
  const [isWanted, setWanted] = useState(false);
  const start = () => {
    if (starting.isPending) return;
    if (form.isReading) return setWanted(true);
    if (missing) return toast.problem(words.notStarted, { detail: words.missing[missing] });
    starting.mutate(asksOf(form), {
      onSuccess: (ids) => {
        form.forget();
        toast.done(words.started(ids.length));
        const [id, another] = ids;
        const address = inWorkspace(workspace);
        go(id && !another ? address.job(id) : address.jobs);
      },
      onError: (error) => toast.problem(words.notStarted, { detail: problemOf(error).message }),
    });
  };
  const begin = useEffectEvent(() => {
    setWanted(false);
    start();
  });
  useEffect(() => {
    if (isWanted && !form.isReading) begin();
  }, [isWanted, form.isReading]);
  useShortcuts(generationText.keys.label, [{ keys: 'Mod+Enter', label: generationText.keys.start, run: start }]);
  return (
    <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="flex min-w-0 flex-col gap-7">
        <PageHeader title={words.title}>{words.lead}</PageHeader>
        <Section nth={1} title={words.what}>
          <KindCards value={kind} place={form.places[0]?.kind ?? null} onChange={form.setKind} />
        </Section>
        {placeKind && (
          <Section
            nth={2}
            title={words.place}
            note={
              form.improves
                ? words.improves(form.improves.length === 1)
                : form.from && form.places.length > 0
                  ? words.from[form.from]
                  : null
            }
          >
            <PlaceSection workspace={workspace} form={form} kind={placeKind} />
          </Section>
        )}
        <Section nth={placeKind ? 3 : 2} title={words.who}>
          <div className="flex flex-col gap-5">
            <MakerCards
              value={maker}
              notBuiltin={needsModel(kind) ? words.needsModel : form.improves ? BUILTIN_CHANGES_NOTHING : null}
              noModel={hasModel ? null : words.missing.no_model}
              onChange={form.setMaker}
            />
            {maker === 'model' && hasModel && (
              <>
                <ModelOptions value={form.choice} hasForm={kind === 'companion_piece'} onChange={form.setChoice} />
                <PreviewButton workspace={workspace} ask={askOfJob(form)} />
              </>
            )}
          </div>
        </Section>
        <Section nth={placeKind ? 4 : 3} title={words.sources}>
          {form.takesSources ? <SourceList sources={form.sources} /> : <p className="text-muted">{words.ownText}</p>}
        </Section>
      </div>
      <BeforeStart workspace={workspace} form={form} isPending={starting.isPending || isWanted} onStart={start} />
    </div>
  );
}
