'use client';

import { ArrowUp, X } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Select } from '#components/ui/select.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { PRIORITIES, type Priority } from '#lib/generation/core/maker.ts';
import type { ModelSetup } from '#lib/generation/data/providers.ts';
import { useModelChanges } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';
import { modelsText } from './text.ts';

const words = modelsText;

interface RoutesProps {
  workspace: string;
  setup: ModelSetup;
  mayManage: boolean;
}

/** Which model is asked first, by what matters to whoever asks. */
export function Routes({ workspace, setup, mayManage }: RoutesProps) {
  const { setRoutes } = useModelChanges(workspace);
  const nameOf = (id: string) => setup.providers.find((one) => one.id === id)?.name ?? '';
  const all = new Map(setup.routes.map((one) => [`${one.provider_id} ${one.model}`, one]));
  if (all.size === 0) return null;
  const change = (priority: Priority, routes: { provider_id: string; model: string }[]) =>
    setRoutes.mutate(
      { priority, routes: routes.map(({ provider_id, model }) => ({ provider_id, model })) },
      { onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }) },
    );
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{words.routes}</h2>
      <p className="text-sm text-muted">{words.routesHelp}</p>
      <div className="grid gap-3 sm:grid-cols-2">
        {PRIORITIES.map((priority) => {
          const own = setup.routes.filter((one) => one.priority === priority);
          const others = [...all].filter(
            ([, { provider_id, model }]) => !own.some((one) => one.provider_id === provider_id && one.model === model),
          );
          return (
            <section key={priority} className="flex flex-col gap-2 rounded-lg border bg-surface px-4 py-3">
              <h3 className="font-medium">{generationText.startPage.priorities[priority]}</h3>
              {own.length === 0 && <p className="text-sm text-muted">{words.noRoutes}</p>}
              <ol className="flex flex-col">
                {own.map((route, at) => (
                  <li key={`${route.provider_id} ${route.model}`} className="flex items-center gap-2">
                    <span className="min-w-0 flex-1 truncate">
                      <span className="font-mono text-sm">{route.model}</span>{' '}
                      <span className="text-sm text-muted">{nameOf(route.provider_id)}</span>
                    </span>
                    {mayManage && at > 0 && (
                      <IconButton
                        label={words.up(route.model)}
                        onPress={() => change(priority, own.toSpliced(at, 1).toSpliced(at - 1, 0, route))}
                      >
                        <ArrowUp />
                      </IconButton>
                    )}
                    {mayManage && (
                      <IconButton
                        label={words.drop(route.model)}
                        onPress={() => change(priority, own.toSpliced(at, 1))}
                      >
                        <X />
                      </IconButton>
                    )}
                  </li>
                ))}
              </ol>
              {mayManage && others.length > 0 && (
                <Select
                  label={words.addRoute}
                  size="sm"
                  value={null}
                  options={others.map(([id, { provider_id, model }]) => ({
                    id,
                    label: `${model}, ${nameOf(provider_id)}`,
                  }))}
                  onChange={(id) => {
                    const added = all.get(String(id));
                    if (added) change(priority, [...own, added]);
                  }}
                />
              )}
            </section>
          );
        })}
      </div>
    </section>
  );
}
