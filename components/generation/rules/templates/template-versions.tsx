'use client';

import { Check, PencilLine } from 'lucide-react';
import { Person } from '#components/people/person.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { KeyValues } from '#components/ui/key-values.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { versionName } from '#lib/generation/core/prompt/assemble.ts';
import type { OpenTemplate } from '#lib/generation/services/rules.ts';
import { rulesText } from '../text.ts';
import type { Golden } from './use-golden.ts';
import { VersionFigures } from './version-figures.tsx';

const words = rulesText.templates;

interface TemplateVersionsProps {
  workspace: string;
  template: OpenTemplate;
  /** The id of the one that is shown. */
  shown: string;
  golden: Golden | null;
  mayManage: boolean;
  onShow: (id: string) => void;
  onReturn: (number: number) => void;
}

/** The versions of a template, with the way back to each in one click, and how it is used. */
export function TemplateVersions({
  workspace,
  template,
  shown,
  golden,
  mayManage,
  onShow,
  onReturn,
}: TemplateVersionsProps) {
  const write = useNumber();
  const { versions, active_number, hits, misses, figures, followed } = template;
  const of = (version: string) => figures.find((one) => one.version === version);
  const jobs = figures.reduce((sum, one) => sum + one.jobs_30_days, 0);
  const theirs = of(versionName(followed));
  return (
    <aside aria-label={rulesText.versions} className="flex flex-col gap-6 xl:border-s xl:ps-6">
      <div className="flex flex-col gap-1">
        <h3 className="font-medium">{rulesText.versions}</h3>
        {versions.length === 0 && <p className="text-sm text-muted">{words.noVersions}</p>}
        <ol className="flex flex-col">
          {versions.map(({ number, note, created_by, created_at }) => (
            <li key={number} className="flex flex-col gap-0.5 border-b py-2 text-sm">
              <div className="flex min-h-7 items-center gap-2">
                <button
                  type="button"
                  aria-current={String(number) === shown || undefined}
                  onClick={() => onShow(String(number))}
                  className={cx(
                    'cursor-default rounded-sm font-mono text-base underline-offset-3 hover:underline',
                    String(number) === shown ? 'font-semibold' : 'text-accent-text',
                  )}
                >
                  {rulesText.version(number)}
                </button>
                {number === active_number && (
                  <Badge tone="green" icon={<Check />}>
                    {rulesText.active}
                  </Badge>
                )}
                {number > (active_number ?? 0) && (
                  <Badge tone="amber" icon={<PencilLine />}>
                    {rulesText.draft}
                  </Badge>
                )}
                {mayManage && active_number !== null && number < active_number && (
                  <Button size="sm" variant="quiet" className="ms-auto" onPress={() => onReturn(number)}>
                    {rulesText.returnTo(number)}
                  </Button>
                )}
              </div>
              <span dir="auto" className="break-words">
                {note}
              </span>
              <span className="flex flex-wrap items-center gap-x-1.5 text-muted">
                <Person workspace={workspace} user_id={created_by} />
                <RelativeTime value={created_at} />
              </span>
              <VersionFigures figures={of(versionName({ owner: 'workspace', version: number }))} />
            </li>
          ))}
        </ol>
        {theirs && (
          <div className="flex flex-col gap-0.5 py-2 text-sm">
            <span className="font-medium">
              {followed.owner === 'builtin'
                ? rulesText.builtin
                : `${followed.owner_name} ${rulesText.version(followed.version)}`}
            </span>
            <VersionFigures figures={theirs} />
          </div>
        )}
      </div>
      <div className="flex flex-col gap-1">
        <h3 className="font-medium">{words.used}</h3>
        <KeyValues
          items={[
            { key: words.jobs, value: write(jobs), numeric: true },
            { key: words.made, value: write(hits + misses), numeric: true },
            {
              key: words.hits,
              value: hits + misses > 0 ? words.percent(write(Math.round((hits * 100) / (hits + misses)))) : null,
              numeric: true,
            },
            ...(golden ? [{ key: words.golden, value: words.goldenSame(golden.same, golden.of), numeric: true }] : []),
          ]}
        />
        {golden && <p className="text-xs text-muted">{words.goldenWhy(golden.label)}</p>}
      </div>
    </aside>
  );
}
