'use client';

import { KeyValues } from '#components/ui/key-values.tsx';
import { Link } from '#components/ui/link.tsx';
import { isNamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { useMoney } from '../money.ts';
import { generationText } from '../text.ts';

const words = generationText.job;

/** What a job cost, and what was asked for. */
export function JobFacts({ workspace, job }: { workspace: string; job: OpenJob }) {
  const money = useMoney();
  const { place } = job;
  return (
    <aside className="flex flex-col gap-5 lg:max-xl:col-start-2">
      <section className="flex flex-col gap-0.5">
        <h2 className="text-sm font-medium">{words.cost}</h2>
        <p className="text-title text-2xl font-semibold tabular-nums">{money(job.cost_micros)}</p>
        {job.reserved_micros > 0 && <p className="text-sm text-muted">{words.reserved(money(job.reserved_micros))}</p>}
        {job.unknown_micros > 0 && <p className="text-sm text-warning">{words.unknown(money(job.unknown_micros))}</p>}
        {job.budget_micros !== null && <p className="text-sm text-muted">{words.capOf(money(job.budget_micros))}</p>}
        {job.cost_micros + job.reserved_micros + job.unknown_micros === 0 && (
          <p className="text-sm text-muted">{words.noRequest}</p>
        )}
      </section>
      <section className="flex flex-col gap-1">
        <h2 className="text-sm font-medium">{words.askedFor}</h2>
        <KeyValues
          items={[
            { key: words.by, value: job.asked_by_name },
            ...(place
              ? [
                  {
                    key: words.place,
                    value:
                      isNamedKind(place.kind) && place.slug ? (
                        <Link href={inWorkspace(workspace).entity(place.kind, place.slug)}>{place.label}</Link>
                      ) : (
                        words.placeGone
                      ),
                  },
                ]
              : []),
            {
              key: words.drafter,
              value: job.params.maker === 'model' ? words.model : generationText.startPage.builtin,
            },
            ...(job.sources.length > 0
              ? [{ key: words.sources, value: job.sources.map(({ name }) => name).join(', ') }]
              : []),
          ]}
        />
      </section>
    </aside>
  );
}
