'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { KindIcon, kindName } from '#components/base/kind.tsx';
import { cx } from '#components/ui/cx.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { CONTENT_KINDS } from '#lib/base/core/content-kinds.ts';
import type { BundleKind } from '#lib/base/core/kinds.ts';
import type { PlanCounts } from '#lib/bundles/data/imports.ts';
import type { ImportPlan } from '#lib/bundles/services/imports.ts';
import { ACTION_LOOKS } from './action-badge.tsx';
import { bundlesText } from './text.ts';

export const ACTIONS = ['create', 'update', 'conflict', 'unchanged'] as const;

/** The plan in one look: four numbers, one bar, and a small table by kind. */
export function PlanTotals({ totals, isDone }: { totals: ImportPlan['totals']; isDone?: boolean }) {
  const words = isDone ? bundlesText.done : bundlesText.actions;
  const { locale } = useLocale();
  const number = numberFormat(locale);
  const all = ACTIONS.reduce((sum, action) => sum + totals[action], 0);
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
        {ACTIONS.map((action) => {
          const { icon: Icon, ink } = ACTION_LOOKS[action];
          return (
            <div key={action} className="flex flex-col-reverse gap-0.5">
              <dt className={cx('flex items-center gap-1.5 text-sm', totals[action] > 0 ? ink : 'text-faint')}>
                <Icon aria-hidden className="size-3.5" />
                {words[action]}
              </dt>
              <dd
                className={cx(
                  'text-3xl font-semibold tracking-tight tabular-nums',
                  totals[action] === 0 && 'font-normal text-faint',
                )}
              >
                {number.format(totals[action])}
              </dd>
            </div>
          );
        })}
      </dl>
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full">
        {ACTIONS.filter((action) => totals[action] > 0).map((action) => (
          <span
            key={action}
            className={cx('min-w-1 rounded-full', ACTION_LOOKS[action].bar)}
            style={{ flexGrow: totals[action] / all }}
          />
        ))}
      </div>
    </div>
  );
}

export function PlanByKind({ counts, isDone }: { counts: PlanCounts; isDone?: boolean }) {
  const words = isDone ? bundlesText.done : bundlesText.actions;
  const { locale } = useLocale();
  const number = numberFormat(locale);
  const kinds = CONTENT_KINDS.filter((kind): kind is BundleKind => kind in counts);
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">{bundlesText.byKind}</caption>
        <thead>
          <tr>
            <th scope="col" className="h-8 border-b pe-3 text-start text-xs font-medium text-faint">
              {bundlesText.kind}
            </th>
            {ACTIONS.map((action) => (
              <th key={action} scope="col" className="h-8 border-b ps-4 text-end text-xs font-medium text-faint">
                {words[action]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={kind}>
              <th scope="row" className="h-8 border-b pe-3 text-start font-normal whitespace-nowrap">
                <span className="flex items-center gap-2">
                  <KindIcon kind={kind} className="size-3.5 shrink-0 text-faint" />
                  {kindName(kind)}
                </span>
              </th>
              {ACTIONS.map((action) => {
                const count = counts[kind]?.[action] ?? 0;
                return (
                  <td
                    key={action}
                    className={cx(
                      'border-b ps-4 text-end tabular-nums',
                      count === 0 ? 'text-faint' : ACTION_LOOKS[action].ink,
                    )}
                  >
                    {count === 0 ? '–' : number.format(count)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
