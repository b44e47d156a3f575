'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { priceAt, type Rates, routesFor } from '#lib/generation/core/estimate.ts';
import { PRIORITIES, type Priority } from '#lib/generation/core/maker.ts';
import { modelsQuery } from '#lib/generation/queries/jobs.ts';

/** Whether there is a model at all, and the price of the one that is asked first. */
export function usePrice(
  workspace: string,
  asked: unknown = 'balanced',
): { hasModel: boolean | null; price: Rates | null } {
  const { data } = useQuery(modelsQuery(workspace));
  const [now] = useState(() => Date.now());
  const priority: Priority = PRIORITIES.find((one) => one === asked) ?? 'balanced';
  if (!data) return { hasModel: null, price: null };
  const [first] = routesFor(data, priority);
  return {
    hasModel: data.providers.some(({ is_enabled }) => is_enabled),
    price: first ? priceAt(data.prices, first.model, now) : null,
  };
}
