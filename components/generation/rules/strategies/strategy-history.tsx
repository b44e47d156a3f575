'use client';

import { useQuery } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Person } from '#components/people/person.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { OwnStrategy, StrategyVersion } from '#lib/generation/data/rules.ts';
import { strategyVersionsQuery } from '#lib/generation/queries/rules.ts';
import { rulesText } from '../text.ts';

interface StrategyHistoryProps {
  workspace: string;
  own: OwnStrategy;
  mayReturn: boolean;
  onReturn: (version: StrategyVersion) => void;
}

/** Every version of a strategy, the newest first, with the way back to each. */
export function StrategyHistory({ workspace, own, mayReturn, onReturn }: StrategyHistoryProps) {
  const { data, error, refetch } = useQuery(strategyVersionsQuery(workspace, own.name));
  return (
    <aside aria-label={rulesText.history} className="flex flex-col gap-1">
      <h3 className="font-medium">{rulesText.history}</h3>
      {error && !data ? (
        <QueryProblem error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton lines={4} />
      ) : (
        <ol className="flex flex-col">
          {data.map((one) => (
            <li key={one.version} className="flex flex-col gap-0.5 border-b py-2 text-sm">
              <div className="flex min-h-7 items-center gap-2">
                <span className="font-mono text-base">{rulesText.version(one.version)}</span>
                {one.version === own.version ? (
                  <Badge tone={own.active ? 'green' : 'grey'} icon={own.active ? <Check /> : undefined}>
                    {own.active ? rulesText.active : rulesText.strategies.off}
                  </Badge>
                ) : (
                  mayReturn && (
                    <Button size="sm" variant="quiet" className="ms-auto" onPress={() => onReturn(one)}>
                      {rulesText.returnTo(one.version)}
                    </Button>
                  )
                )}
              </div>
              {one.note && (
                <span dir="auto" className="break-words">
                  {one.note}
                </span>
              )}
              <span className="flex flex-wrap items-center gap-x-1.5 text-muted">
                <Person workspace={workspace} user_id={one.created_by} />
                <RelativeTime value={one.created_at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </aside>
  );
}
