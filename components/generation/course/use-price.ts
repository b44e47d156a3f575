'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { priceFor, type TokenPrice } from '#lib/generation/core/course/price.ts';
import { PRIORITIES, type Priority } from '#lib/generation/core/maker.ts';
import { modelsQuery } from '#lib/generation/queries.ts';

/** Whether there is a model at all, and the price of the one that is asked first. */
export function usePrice(
  workspace: string,
  asked: unknown = 'balanced',
): { hasModel: boolean | null; price: TokenPrice | null } {
  const { data } = useQuery(modelsQuery(workspace));
  const [now] = useState(() => Date.now());
  const priority: Priority = PRIORITIES.find((one) => one === asked) ?? 'balanced';
  if (!data) return { hasModel: null, price: null };
  return { hasModel: data.providers.some(({ is_enabled }) => is_enabled), price: priceFor(data, priority, now) };
}
