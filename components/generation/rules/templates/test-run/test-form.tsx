'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { LEAST_TOPIC } from '#lib/generation/core/request.ts';
import { testNeeds } from '#lib/generation/core/template-test.ts';
import { modelsQuery } from '#lib/generation/queries/jobs.ts';
import { type TemplateTestAsk, templateTestPriceQuery, useRuleChanges } from '#lib/generation/queries/rules.ts';
import { LeftOutNote } from '../../../left-out.tsx';
import { useBriefMoney } from '../../../money.ts';
import { SourceList, useSources } from '../../../start/source-list.tsx';
import type { ShownVersion } from '../shown-version.ts';
import { testText } from './text.ts';

const words = testText;

interface TestFormProps {
  workspace: string;
  content_type: ContentType;
  versions: readonly ShownVersion[];
  shown: ShownVersion;
  usual: ShownVersion | undefined;
  onStarted: (job_id: string) => void;
}

/** What both versions are tried on, by which model, and for how much at most. */
export function TestForm({ workspace, content_type, versions, shown, usual, onStarted }: TestFormProps) {
  const { places, needs_place, needs_source } = testNeeds(content_type);
  const [topic, setTopic] = useState('');
  const [other, setOther] = useState<string | null>(null);
  const [place, setPlace] = useState<{ id: string; title: string } | null>(null);
  const models = useModelChoice(workspace);
  const sources = useSources(workspace);
  const money = useBriefMoney();
  const { testTemplate } = useRuleChanges(workspace);
  const others = versions.filter(({ id }) => id !== shown.id);
  const before = others.find(({ id }) => id === other) ?? others.find(({ id }) => id === usual?.id) ?? others[0];
  const said = useDeferredValue(topic.trim() || words.topicTried);
  const [kind] = places;
  const missing = missingOf({
    topic: said,
    needsPlace: needs_place && place === null,
    needsSource: needs_source && sources.read.length === 0,
    isReading: sources.reading.length > 0,
    hasOther: before !== undefined,
    hasModel: models.chosen !== null,
  });
  const ask: TemplateTestAsk | null =
    before && models.chosen && missing === null
      ? {
          content_type,
          versions: [choiceOf(before), choiceOf(shown)],
          topic: said,
          place: kind && place ? { kind, id: place.id } : null,
          source_ids: sources.read.map(({ id }) => id),
          model: models.chosen.model,
        }
      : null;
  const price = useQuery(templateTestPriceQuery(workspace, ask));
  const priced = ask && !price.isPlaceholderData ? price.data : undefined;
  const run = () =>
    ask &&
    testTemplate.mutate(ask, {
      onSuccess: onStarted,
      onError: (error) => toast.problem(words.notStarted, { detail: problemOf(error).message }),
    });
  const why = missing ?? (priced?.most_micros === null ? words.noPrice(priced.model) : null);
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          label={words.topic}
          placeholder={words.topicTried}
          limit={1_000}
          value={topic}
          onChange={setTopic}
          className="sm:col-span-2"
        />
        <Select
          label={words.against}
          options={others.map(({ id, label }) => ({ id, label }))}
          value={before?.id ?? null}
          onChange={setOther}
        />
        <Select
          label={words.by}
          options={models.options}
          value={models.chosen?.id ?? null}
          onChange={models.choose}
          isDisabled={models.options.length === 0}
        />
        {kind && (
          <EntityChoice
            workspace={workspace}
            kind={kind}
            label={words.place(KINDS[kind].label[0])}
            help={words.placeHelp}
            placeholder={words.find}
            title={place?.title ?? null}
            value={place?.id ?? null}
            onChange={setPlace}
          />
        )}
      </div>
      <details className="group" open={needs_source || undefined}>
        <summary className="w-fit cursor-default text-sm font-medium">{words.sources}</summary>
        <div className="pt-2">
          <SourceList sources={sources} />
        </div>
      </details>
      {price.error && ask && <ProblemNotice title={words.notPriced} why={problemOf(price.error).message} />}
      <LeftOutNote left_out={priced?.left_out ?? []} className="text-sm text-draft" />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          icon={<FlaskConical />}
          isPending={testTemplate.isPending}
          isDisabled={!priced || priced.most_micros === null}
          onPress={run}
        >
          {priced?.most_micros ? words.run(money(priced.most_micros)) : words.runPlain}
        </Button>
        <p role="status" className="min-w-0 flex-1 basis-60 text-sm text-muted">
          {why ?? words.noProposal}
        </p>
      </div>
    </div>
  );
}

const choiceOf = ({ number, depth }: ShownVersion) => number ?? (depth === null ? 'builtin' : 'followed');

/** What keeps a test from being run; null where nothing does. */
function missingOf(form: {
  topic: string;
  needsPlace: boolean;
  needsSource: boolean;
  isReading: boolean;
  hasOther: boolean;
  hasModel: boolean;
}): string | null {
  if (!form.hasOther) return words.noOther;
  if (!form.hasModel) return words.noModel;
  if (form.topic.length < LEAST_TOPIC) return words.shortTopic;
  if (form.needsPlace) return words.choosePlace;
  if (form.isReading) return words.reading;
  return form.needsSource ? words.chooseSource : null;
}

/** The models that are asked for any priority, each once; the first of balanced unless somebody chooses another. */
function useModelChoice(workspace: string) {
  const { data } = useQuery(modelsQuery(workspace));
  const [chosen, choose] = useState<string | null>(null);
  const routes = (data?.routes ?? []).toSorted(
    (a, b) => Number(b.priority === 'balanced') - Number(a.priority === 'balanced') || a.nth - b.nth,
  );
  const models = new Map(
    routes.flatMap(({ provider_id, model }) => {
      const provider = data?.providers.find(({ id, is_enabled }) => id === provider_id && is_enabled);
      const id = `${provider_id} ${model}`;
      return provider
        ? [[id, { id, label: `${model}, ${provider.name}`, model: { provider_id, model } }] as const]
        : [];
    }),
  );
  const [first] = models.values();
  return {
    options: [...models.values()].map(({ id, label }) => ({ id, label })),
    chosen: (chosen === null ? first : models.get(chosen)) ?? first ?? null,
    choose,
  };
}
