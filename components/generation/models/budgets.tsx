'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { BUDGET_SCOPES, type BudgetScope } from '#lib/generation/core/provider.ts';
import { booksQuery, useModelChanges } from '#lib/generation/queries/jobs.ts';
import { thisMonth } from '../books/months.ts';
import { booksText } from '../books/text.ts';
import { generationText } from '../text.ts';
import { modelsText } from './text.ts';

const words = modelsText;
const DOLLAR = 1_000_000;

/** What may be spent: in all, in a month, for one job. */
export function Budgets({ workspace, mayManage }: { workspace: string; mayManage: boolean }) {
  const { data } = useQuery(booksQuery(workspace, thisMonth(), 'model'));
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{words.budgets}</h2>
      <p className="text-sm text-muted">{words.budgetHelp}</p>
      {data && (
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          {BUDGET_SCOPES.map((scope) => (
            <Budget
              key={scope}
              workspace={workspace}
              scope={scope}
              hard_micros={data.budgets[scope]?.hard_micros ?? null}
              soft_micros={data.budgets[scope]?.soft_micros ?? null}
              mayManage={mayManage}
            />
          ))}
        </div>
      )}
    </section>
  );
}

interface BudgetProps {
  workspace: string;
  scope: BudgetScope;
  hard_micros: number | null;
  soft_micros: number | null;
  mayManage: boolean;
}

function Budget({ workspace, scope, hard_micros, soft_micros, mayManage }: BudgetProps) {
  const { setBudget } = useModelChanges(workspace);
  const [typed, setTyped] = useState<number | null>(null);
  const value = typed ?? (hard_micros === null ? Number.NaN : hard_micros / DOLLAR);
  const save = () =>
    setBudget.mutate(
      { scope, soft_micros, hard_micros: Number.isNaN(value) ? null : Math.round(value * DOLLAR) },
      {
        onSuccess: () => toast.done(words.budgetSaved),
        onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
      },
    );
  return (
    <div className="flex items-end gap-2">
      <NumberField
        label={words.budgetScopes[scope]}
        unit="USD"
        minValue={0}
        step={0.01}
        isReadOnly={!mayManage}
        value={value}
        onChange={setTyped}
        className="w-40"
      />
      {mayManage && (
        <Button isPending={setBudget.isPending} isDisabled={typed === null} onPress={save}>
          {booksText.save}
        </Button>
      )}
    </div>
  );
}
