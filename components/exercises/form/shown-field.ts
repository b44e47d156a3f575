import { isObject } from '#lib/exercises/core/raw.ts';
import { formText } from './text.ts';

const words = formText;

/** A value of a field as people read it: words as they are, lists line by line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return words.empty;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.map(shown).join('\n');
  const { text, ...others } = value as Record<string, unknown>;
  return typeof text === 'string' ? text : Object.values(others).map(shown).join(' · ');
}

/** Options with what is right among them, each as it stands on that side. */
export function shownOptions(options: unknown, key: unknown): string {
  if (!Array.isArray(options)) return shown(options);
  const right = isObject(key) ? [key.option_id, ...(Array.isArray(key.option_ids) ? key.option_ids : [])] : [];
  return options
    .map((option: unknown) => {
      if (!isObject(option)) return shown(option);
      const text = `${shown(option.label)}. ${shown(option.text)}`;
      return right.includes(option.id) ? `${text} (${words.rightWord})` : text;
    })
    .join('\n');
}
