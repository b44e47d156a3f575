'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { breakerState } from '#lib/generation/core/provider.ts';
import type { Provider } from '#lib/generation/data/providers.ts';
import { modelsQuery, useModelChanges } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { Budgets } from './budgets.tsx';
import { Prices } from './prices.tsx';
import { ProviderForm } from './provider-form.tsx';
import { Routes } from './routes.tsx';
import { modelsText } from './text.ts';

const words = modelsText;

/** How the workspace reaches models: providers, which model is asked first, prices, budgets. */
export function ProvidersPage({ workspace, mayManage }: { workspace: string; mayManage: boolean }) {
  const { data, error, refetch } = useQuery(modelsQuery(workspace));
  const [form, setForm] = useState<{ provider: Provider | null } | null>(null);
  if (error && !data) return <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex max-w-4xl flex-col gap-8">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <p className="min-w-60 flex-1 text-muted">{words.lead}</p>
        {mayManage && (
          <Button icon={<Plus />} variant="primary" onPress={() => setForm({ provider: null })}>
            {words.add}
          </Button>
        )}
      </div>
      {!data ? (
        <TextSkeleton lines={6} />
      ) : (
        <>
          <ul aria-label={words.title} className="flex flex-col divide-y rounded-lg border bg-surface">
            <li className="flex items-center gap-3 px-4 py-2.5">
              <span className="min-w-0 flex-1 font-medium">{words.builtin}</span>
              <Badge tone="green">{words.ready}</Badge>
            </li>
            {data.providers.map((provider) => (
              <Row
                key={provider.id}
                workspace={workspace}
                provider={provider}
                mayManage={mayManage}
                onEdit={() => setForm({ provider })}
              />
            ))}
          </ul>
          <Routes workspace={workspace} setup={data} mayManage={mayManage} />
          <Prices workspace={workspace} setup={data} mayManage={mayManage} />
          <Budgets workspace={workspace} mayManage={mayManage} />
        </>
      )}
      {form && (
        <ProviderForm
          key={form.provider?.id ?? 'new'}
          workspace={workspace}
          provider={form.provider}
          models={data?.routes.filter((one) => one.provider_id === form.provider?.id).map(({ model }) => model) ?? []}
          onClose={() => setForm(null)}
        />
      )}
    </div>
  );
}

interface RowProps {
  workspace: string;
  provider: Provider;
  mayManage: boolean;
  onEdit: () => void;
}

function Row({ workspace, provider, mayManage, onEdit }: RowProps) {
  const { remove } = useModelChanges(workspace);
  const { name, protocol, base_url, key_last4, problem } = provider;
  const state = stateOf(provider);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
      <span className="flex min-w-48 flex-1 flex-col">
        <span dir="auto" className="truncate font-medium">
          {name}
        </span>
        <span className="truncate text-sm text-muted">
          {[words.protocols[protocol], base_url, mayManage && (key_last4 ? words.key(key_last4) : words.noKey)]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {problem && <span className="text-sm text-danger">{problem.message}</span>}
      </span>
      <span className="ms-auto flex items-center gap-3">
        <Badge tone={state.tone}>{state.word}</Badge>
        {mayManage && (
          <>
            <IconButton label={words.edit(name)} onPress={onEdit}>
              <Pencil />
            </IconButton>
            <IconButton
              label={words.remove(name)}
              isDisabled={remove.isPending}
              onPress={() =>
                remove.mutate(provider.id, {
                  onSuccess: () => toast.done(words.removed),
                  onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }),
                })
              }
            >
              <Trash2 />
            </IconButton>
          </>
        )}
      </span>
    </li>
  );
}

function stateOf({ is_enabled, problem, breaker }: Provider): { tone: Tone; word: string } {
  if (!is_enabled) return { tone: 'grey', word: words.off };
  if (problem) return { tone: 'red', word: words.refused };
  if (breaker && breakerState(breaker, Date.now()) !== 'closed') return { tone: 'amber', word: words.open };
  return { tone: 'green', word: words.ready };
}
