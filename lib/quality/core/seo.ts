import { wordsIn } from '#lib/lessons/core/words.ts';
import type { ReadText } from './read-text.ts';

/** What a rule asks for; what it does not state is not looked at. */
export interface SeoRules {
  primary_keywords?: readonly string[];
  /** Percent of the words. */
  keyword_density?: { min?: number; max?: number };
  meta_description_length?: { min?: number; max?: number };
}

export interface SeoFinding {
  code: 'keyword_missing' | 'keyword_density' | 'description_length';
  subject: string;
  is: number;
  min?: number;
  max?: number;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Holds a text against a rule. */
export function seo(text: ReadText, rules: SeoRules, description: string): SeoFinding[] {
  const found: SeoFinding[] = [];
  const prose = text.blocks.map(({ plain }) => plain).join('\n');
  const words = wordsIn(prose);
  for (const keyword of rules.primary_keywords ?? []) {
    if (keyword.trim() === '') continue;
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(keyword.trim())}(?![\\p{L}\\p{N}])`, 'giu');
    const times = prose.match(pattern)?.length ?? 0;
    if (times === 0) found.push({ code: 'keyword_missing', subject: keyword, is: 0 });
    else if (rules.keyword_density && words > 0) {
      const is = Math.round((times * wordsIn(keyword) * 1000) / words) / 10;
      if (isOutside(is, rules.keyword_density))
        found.push({ code: 'keyword_density', subject: keyword, is, ...rules.keyword_density });
    }
  }
  const length = rules.meta_description_length;
  if (length && isOutside(description.length, length))
    found.push({ code: 'description_length', subject: '', is: description.length, ...length });
  return found;
}

const isOutside = (is: number, { min, max }: { min?: number; max?: number }) =>
  (min !== undefined && is < min) || (max !== undefined && is > max);
