'use client';

import { useState } from 'react';
import { Segmented } from '#components/ui/segmented.tsx';
import { FATES, nearlyHere } from '#lib/bundles/core/question-plan.ts';
import type { QuestionPlan } from '#lib/bundles/data/questions.ts';
import { QuestionDetail } from './question-detail.tsx';
import { QuestionLosses } from './question-losses.tsx';
import { questionsText } from './text.ts';
import type { Choosing } from './use-choices.ts';

interface QuestionViewsProps {
  workspace: string;
  import_id: string;
  plan: QuestionPlan;
  choosing?: Choosing;
}

/** The questions of a file by what was lost, those that came whole, and by category. */
export function QuestionViews({ workspace, import_id, plan, choosing }: QuestionViewsProps) {
  const { groups } = plan;
  const reasons = plan.report.reasons.filter(({ total }) => total > 0);
  const lossy = groups.reduce((sum, { fate, total }) => sum + (fate === 'whole' ? 0 : total), 0);
  // Where nothing was lost, what came is more to look at than that.
  const nearly = nearlyHere(groups);
  const [view, setView] = useState<'losses' | 'whole' | 'nearly' | 'category'>(reasons.length > 0 ? 'losses' : 'whole');
  const whole = groups.reduce((sum, { fate, total }) => sum + (fate === 'whole' ? total : 0), 0);
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <Segmented
        size="sm"
        className="self-start"
        label={questionsText.views}
        value={view}
        onChange={setView}
        items={[
          { id: 'losses', label: `${questionsText.losses} ${lossy.toLocaleString('en')}` },
          { id: 'whole', label: `${questionsText.whole} ${whole.toLocaleString('en')}` },
          ...(nearly > 0
            ? [{ id: 'nearly' as const, label: `${questionsText.nearly} ${nearly.toLocaleString('en')}` }]
            : []),
          { id: 'category', label: questionsText.byCategory },
        ]}
      />
      {view === 'losses' && (
        <QuestionLosses workspace={workspace} import_id={import_id} reasons={reasons} choosing={choosing} />
      )}
      {view === 'whole' && whole > 0 && (
        <QuestionDetail workspace={workspace} import_id={import_id} filter={{ fate: 'whole' }} code={null} />
      )}
      {view === 'nearly' && (
        <QuestionDetail workspace={workspace} import_id={import_id} filter={{ is_alike: true }} code={null} />
      )}
      {view === 'category' && <Categories plan={plan} />}
    </section>
  );
}

function Categories({ plan }: { plan: QuestionPlan }) {
  const rows = new Map<string, Record<(typeof FATES)[number], number>>();
  for (const { category, fate, total } of plan.groups) {
    const row = rows.get(category) ?? { whole: 0, changed: 0, blocked: 0, not_taken: 0 };
    row[fate] += total;
    rows.set(category, row);
  }
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-muted">
            <th scope="col" className="py-2 text-start font-normal">
              {questionsText.category}
            </th>
            {FATES.map((fate) => (
              <th key={fate} scope="col" className="px-2 py-2 text-end font-normal">
                {questionsText.fates[fate]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...rows].map(([name, counts]) => (
            <tr key={name} className="border-b">
              <th scope="row" dir="auto" className="py-2 text-start font-medium">
                {name === '' ? questionsText.noCategory : name}
              </th>
              {FATES.map((fate) => (
                <td key={fate} className="px-2 py-2 text-end tabular-nums">
                  {counts[fate].toLocaleString('en')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
