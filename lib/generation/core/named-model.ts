import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Priority } from './maker.ts';
import type { Protocol } from './provider.ts';

interface Provider {
  id: string;
  name: string;
  protocol: Protocol;
  is_enabled: boolean;
}
interface Route {
  priority: Priority;
  provider_id: string;
  model: string;
}
interface Setup {
  providers: readonly Provider[];
  routes: readonly Route[];
}

const refusal = (field: 'llm_provider' | 'model', said: string) =>
  fail('invalid_input', said, { fields: { [field]: said } });

/**
 * The provider and the model that somebody names, who may leave out one of them. A provider is named by its id, its name or its kind; a
 * model alone, or a provider alone, is looked up in the routing table.
 */
export function namedModel(
  { providers, routes }: Setup,
  { llm_provider, model, priority }: { llm_provider: string | null; model: string | null; priority: Priority },
): Result<{ provider_id: string; model: string }> {
  const found =
    llm_provider === null ? providers.filter(({ is_enabled }) => is_enabled) : called(providers, llm_provider);
  const [first] = found;
  if (!first)
    return refusal('llm_provider', `No provider of this workspace that is switched on is called ${llm_provider}.`);
  const theirs = byPriority(routes, priority).filter(({ provider_id }) => found.some(({ id }) => id === provider_id));
  const route = theirs.find((one) => model === null || one.model === model);
  if (route) return ok({ provider_id: route.provider_id, model: route.model });
  if (model === null)
    return refusal('llm_provider', `No model of ${first.name} is among those that are asked. Name one with model.`);
  if (llm_provider === null) return refusal('model', `No provider is set up for ${model}. Name one with llm_provider.`);
  return ok({ provider_id: first.id, model });
}

/** Those of a name, else those of a kind: a name is what people of the workspace gave. */
function called(providers: readonly Provider[], name: string): Provider[] {
  const wanted = name.toLowerCase();
  const enabled = providers.filter(({ is_enabled }) => is_enabled);
  const named = enabled.filter((one) => one.id === wanted || one.name.toLowerCase() === wanted);
  return named.length > 0 ? named : enabled.filter(({ protocol }) => protocol === wanted);
}

/** Those of the priority in their order, then those of balanced, then all others. */
function byPriority(routes: readonly Route[], priority: Priority): Route[] {
  const rank = (one: Route) => (one.priority === priority ? 0 : one.priority === 'balanced' ? 1 : 2);
  return routes.toSorted((a, b) => rank(a) - rank(b));
}
