import { byNearness, type Strategy } from '#lib/generation/core/prompt/rules.ts';
import type { OwnStrategy } from '#lib/generation/data/rules.ts';
import type { OpenRules } from '#lib/generation/services/rules.ts';

/** A strategy by its name: this workspace's own, the nearest one above of that name, or both. */
export interface StrategyEntry {
  name: string;
  own: OwnStrategy | null;
  above: Strategy | null;
}

/** The strategies of a workspace and of those above it, by name: its own first. */
export function strategyEntries({ strategies, own_strategies }: OpenRules): StrategyEntry[] {
  const above = strategies.filter(({ depth }) => depth > 0).sort(byNearness);
  const named = (name: string) => (one: { name: string }) => one.name.toLowerCase() === name.toLowerCase();
  const own = own_strategies.map((one) => ({ name: one.name, own: one, above: above.find(named(one.name)) ?? null }));
  const followed = above.filter(
    (one, at) => !own_strategies.some(named(one.name)) && above.findIndex(named(one.name)) === at,
  );
  return [...own, ...followed.map((one) => ({ name: one.name, own: null, above: one }))];
}
