'use client';

import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Progress } from '#components/ui/progress.tsx';
import { ASSUMED_LESSONS } from '#lib/generation/core/estimate.ts';
import { booksQuery, jobEstimateQuery } from '#lib/generation/queries/jobs.ts';
import { thisMonth } from '../books/months.ts';
import { LeftOutNote } from '../left-out.tsx';
import { modelsText } from '../models/text.ts';
import { useBriefMoney } from '../money.ts';
import { generationText, leftOutText } from '../text.ts';
import type { StartForm } from './use-start-form.ts';

const words = generationText.startPage;

interface BeforeStartProps {
  workspace: string;
  form: StartForm;
  isPending: boolean;
  onStart: () => void;
}

/** What it costs and what is left, and the way to start: beside the form, on a phone at its foot. */
export function BeforeStart({ workspace, form, isPending, onStart }: BeforeStartProps) {
  const { maker, missing } = form;
  return (
    <aside className="flex flex-col gap-3 max-lg:sticky max-lg:bottom-0 max-lg:z-10 max-lg:-mx-4 max-lg:gap-2 max-lg:border-t max-lg:bg-canvas max-lg:px-4 max-lg:py-3 lg:sticky lg:top-6 lg:border-s lg:ps-6">
      <h2 className="sr-only font-medium lg:not-sr-only">{words.before}</h2>
      {maker === 'builtin' ? (
        <>
          <p className="text-title text-2xl font-semibold tabular-nums lg:text-3xl">{generationText.free}</p>
          <p className="hidden text-sm text-muted lg:block">{words.noRequest}</p>
        </>
      ) : (
        <Price workspace={workspace} form={form} />
      )}
      <Button
        variant="primary"
        icon={<Play />}
        isPending={isPending}
        onPress={onStart}
        className="w-full justify-center"
      >
        {words.goFor(form.places.length, maker === 'builtin')}
        <Kbd keys="Mod+Enter" inverted />
      </Button>
      {missing && (
        <p role="status" className="text-sm text-muted">
          {words.missing[missing]}
        </p>
      )}
      <p className="hidden text-sm text-muted lg:block">{words.proposalsOnly}</p>
    </aside>
  );
}

/** The price of a job with a model: what it will probably cost, at most, and what may still be spent. */
function Price({ workspace, form }: { workspace: string; form: StartForm }) {
  const number = useNumber();
  const money = useBriefMoney();
  const { kind, places, source_ids, choice, hasModel } = form;
  const { length, priority, content_type } = choice;
  const wish = {
    job_kind: kind,
    places: places.map((place) => ({ kind: place.kind, id: place.id })),
    source_ids: [...source_ids],
    length,
    priority,
    content_type,
    course: null,
    improves: form.improves ? [...form.improves] : null,
    more_bytes: 0,
  };
  const { data, error, isPlaceholderData, refetch } = useQuery(jobEstimateQuery(workspace, hasModel ? wish : null));
  const estimate = data?.estimate;
  const [model, ...others] = data?.models ?? [];
  if (error) return <QueryProblem title={words.noEstimate} error={error} onRetry={() => void refetch()} />;
  // The price of what was chosen before would be taken for that of this.
  if (!hasModel || !data || isPlaceholderData) return <p className="text-sm text-muted">{words.estimating}</p>;
  if (!estimate) {
    return <p className="text-sm text-muted">{model ? words.noPrice(model.model) : modelsText.noRoutesAtAll}</p>;
  }
  const times = Math.max(1, places.length);
  const cap = choice.cap === null ? Number.POSITIVE_INFINITY : Math.round(choice.cap * 1_000_000) * times;
  // Nothing is sent that would go over the cap.
  const within = (micros: number) => Math.min(cap, micros);
  const most = within(estimate.most_micros);
  return (
    <>
      <p className="text-title text-2xl font-semibold tabular-nums lg:text-3xl">
        {words.between(money(within(estimate.low_micros)), money(within(estimate.high_micros)))}
      </p>
      <p className="text-sm text-muted">
        {words.callsAtMost(estimate.calls, number(estimate.calls), money(most))}
        {data.assumes_lessons && ` ${words.assumed(number(ASSUMED_LESSONS))}`}
      </p>
      <dl className="hidden flex-col divide-y border-y text-sm lg:flex">
        {[
          [words.inputTokens, words.tokens(number(estimate.input_tokens))],
          [words.outputTokens, words.tokens(number(estimate.output_tokens))],
          [words.askedFirst, model?.model ?? ''],
          ...(others[0] ? [[words.askedNext, others.map((one) => one.model).join(', ')]] : []),
        ].map(([name, value]) => (
          <div key={name} className="flex justify-between gap-4 py-1.5">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 truncate tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <LeftOutNote left_out={data.left_out} className="text-sm text-draft" />
      {!data.fits && <p className="text-sm text-danger-text">{leftOutText.tooLong(model?.model ?? '')}</p>}
      <Left workspace={workspace} most={most} />
    </>
  );
}

/** What may still be spent this month, and whether the job fits. */
function Left({ workspace, most }: { workspace: string; most: number }) {
  const money = useBriefMoney();
  const { data: books } = useQuery(booksQuery(workspace, thisMonth(), 'model'));
  const hard = books?.budgets.month?.hard_micros ?? null;
  if (!books || hard === null) return null;
  const { spent_micros, reserved_micros, unknown_micros } = books.total;
  const used = spent_micros + reserved_micros + unknown_micros;
  const left = Math.max(0, hard - used);
  return (
    <div className="flex flex-col gap-1.5">
      <Progress
        label={words.budget}
        value={Math.min(used, hard)}
        max={Math.max(1, hard)}
        note={words.left(money(left))}
        tone={most > left ? 'danger' : 'accent'}
      />
      {most > left && <p className="text-sm text-danger-text">{words.mayStop}</p>}
    </div>
  );
}
