'use client';

import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Strategy } from '#lib/generation/core/prompt/rules.ts';
import { lineSaid, STRATEGY_LINES } from '#lib/generation/core/prompt/strategy-lines.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import { OwnerBadge } from '../owner-badge.tsx';
import { rulesText } from '../text.ts';
import { LineRow } from './line-row.tsx';

const words = rulesText.strategies;

interface ParentStrategyPaneProps {
  workspace: string;
  strategy: Strategy;
  mayManage: boolean;
}

/** A strategy of a workspace above: to be read, and to be made one's own. */
export function ParentStrategyPane({ workspace, strategy, mayManage }: ParentStrategyPaneProps) {
  const { saveStrategy } = useRuleChanges(workspace);
  const { name, version, owner_name, config } = strategy;
  const replace = () =>
    saveStrategy.mutate(
      { name, config, active: true, version: 0, note: rulesText.copied(owner_name, version) },
      { onError: (error) => toast.problem(rulesText.notDone, { detail: problemOf(error).message }) },
    );
  return (
    <section aria-labelledby="strategy-name" className="flex flex-col gap-4">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="flex min-w-60 flex-1 flex-col gap-1">
          <div className="flex flex-wrap items-center gap-2">
            <h2 id="strategy-name" dir="auto" className="text-lg font-semibold wrap-anywhere">
              {name}
            </h2>
            <OwnerBadge {...strategy} />
            <span className="text-muted">{rulesText.version(version)}</span>
          </div>
          <p className="text-sm text-muted">{words.parentLead(owner_name)}</p>
        </div>
        {mayManage && (
          <Button isPending={saveStrategy.isPending} onPress={replace}>
            {rulesText.replace}
          </Button>
        )}
      </header>
      <ul aria-label={name} className="border-t">
        {STRATEGY_LINES.map((line) => {
          const said = lineSaid(config, line);
          return (
            <LineRow key={line} label={words.line[line]} owner={said ? strategy : null}>
              {said ? <span dir="auto">{said}</span> : <span className="text-faint">{words.open}</span>}
            </LineRow>
          );
        })}
      </ul>
    </section>
  );
}
