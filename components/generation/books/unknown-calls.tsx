'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Books } from '#lib/generation/data/providers.ts';
import { useMoney } from '../money.ts';
import { SettleCall } from './settle-call.tsx';
import { booksText } from './text.ts';

const words = booksText;
type Call = Books['unknown'][number];

interface UnknownCallsProps {
  workspace: string;
  calls: readonly Call[];
  maySettle: boolean;
}

/** Calls whose cost nobody knows, with what they can have cost at most; an admin may say what an invoice says. */
export function UnknownCalls({ workspace, calls, maySettle }: UnknownCallsProps) {
  const money = useMoney();
  const [settled, setSettled] = useState<Call | null>(null);
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{words.unknownTitle}</h2>
      <p className="text-sm text-muted">{words.unknownWhy}</p>
      <ul className="flex flex-col divide-y rounded-lg border bg-surface">
        {calls.map((call) => (
          <li key={call.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="min-w-40 flex-1 truncate">
              <Link href={inWorkspace(workspace).job(call.flow_run_id)}>{call.job_title}</Link>
            </span>
            <span className="font-mono text-sm">{call.model}</span>
            <span className="text-warning tabular-nums">{money(call.cost_micros)}</span>
            {maySettle && (
              <Button size="sm" onPress={() => setSettled(call)}>
                {words.settle}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {settled && <SettleCall workspace={workspace} request_id={settled.id} onClose={() => setSettled(null)} />}
    </section>
  );
}
