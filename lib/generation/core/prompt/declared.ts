import { namesIn } from './template.ts';
import type { TemplateParts } from './variables.ts';

/** The variables that a template names, as it has to declare them. */
export const declaredIn = ({ system, user }: TemplateParts): string[] =>
  [...new Set(namesIn(`${system}\n${user}`))].sort();
