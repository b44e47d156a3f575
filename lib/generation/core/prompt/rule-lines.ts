import type { PromptLine, PromptPersona } from './input.ts';
import { byNearness, type Strategy, strategySays, type TextRule } from './rules.ts';

type RuleLine = PromptLine & { role: 'system' };

const ownerOf = ({ depth }: { depth: number }) => (depth === 0 ? ('workspace' as const) : ('parent' as const));
const called = ({ owner_name, name }: { owner_name: string; name: string }) => `${owner_name}: ${name}`;

/** Of those of one name the nearest. */
function nearest<T extends TextRule | Strategy>(rules: readonly T[]): T[] {
  const seen = new Set<string>();
  return [...rules]
    .sort(byNearness)
    .filter(({ name }) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()));
}

/** The strategies that count, the nearest first. */
export const strategiesThatCount = (strategies: readonly Strategy[]): Strategy[] => nearest(strategies);

/** What strategies say, each thing as the nearest one says it. Others stand below as replaced. */
export function strategyLines(strategies: readonly Strategy[]): RuleLine[] {
  const counting = new Set(nearest(strategies));
  const settled = new Map<string, string>();
  const replacing = new Map<string, Strategy>();
  const lines: RuleLine[] = [];
  for (const strategy of [...strategies].sort(byNearness)) {
    const name = strategy.name.toLowerCase();
    for (const [about, text] of strategySays(strategy.config)) {
      const by = counting.has(strategy) ? settled.get(about) : called(replacing.get(name) ?? strategy);
      lines.push({ ...line('strategy', strategy, text), ...(by !== undefined && { replaced_by: by }) });
      if (by === undefined) settled.set(about, called(strategy));
    }
    if (counting.has(strategy)) replacing.set(name, strategy);
  }
  return lines;
}

/** The rules of one list: of those of one name the nearest counts. */
export function textRuleLines(origin: 'seo_rule' | 'preference', rules: readonly TextRule[]): RuleLine[] {
  const counting = new Map(nearest(rules).map((rule) => [rule.name.toLowerCase(), rule]));
  return [...rules].sort(byNearness).map((rule) => {
    const by = counting.get(rule.name.toLowerCase());
    return { ...line(origin, rule, rule.rule), ...(by && by !== rule && { replaced_by: called(by) }) };
  });
}

/** How somebody writes, a line for each thing that is said of it. */
export function personaLines(persona: PromptPersona | null): RuleLine[] {
  if (!persona) return [];
  const said = Object.keys(persona.voice)
    .sort()
    .flatMap((about) => {
      const text = spoken(persona.voice[about]);
      return text === '' ? [] : [`- ${flat(about).replaceAll('_', ' ')}: ${text}`];
    });
  const text = [`Write in the voice of ${flat(persona.name)}.`, ...said].join('\n');
  return [
    { role: 'system', origin: 'persona', owner: 'workspace', name: persona.name, version: persona.version, text },
  ];
}

function spoken(value: unknown): string {
  if (typeof value === 'string') return flat(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? value.map(spoken).filter(Boolean).join('; ') : '';
}

/** In one line. */
export const flat = (text: string): string => text.replace(/[\s\u2028\u2029]+/g, ' ').trim();

function line(origin: 'strategy' | 'seo_rule' | 'preference', rule: Strategy | TextRule, text: string): RuleLine {
  const owner = ownerOf(rule);
  return { role: 'system', origin, owner, name: called(rule), version: rule.version, text: `- ${flat(text)}` };
}
