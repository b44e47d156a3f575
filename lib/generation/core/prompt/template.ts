import { isVariable, type TemplateParts } from './variables.ts';

/** Why a template cannot be used, and in which line, counted through both parts from 1. */
export interface TemplateProblem {
  line: number;
  message: string;
}

const VARIABLE = /\{\{\s*([^{}]*?)\s*\}\}/g;
const NAME = /^[a-z][a-z_]{0,39}$/;

// Marks by which models tell who speaks: tokens of chat templates, and names of speakers at the start of a line.
// private.opens_role says the same; one table of cases runs against both.
const ROLE_TOKEN = /<\|[a-z0-9_ ]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(start|end)_of_turn>/i;
const ROLE_LINE = /^[\s#>*_]*(system|human|assistant|developer)[\s*_]*:/i;

/** Whether a line speaks as somebody else: it would end the part that it stands in for a model that reads it as text. */
export const opensRole = (line: string): boolean => {
  const plain = line.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return ROLE_TOKEN.test(plain) || ROLE_LINE.test(plain);
};

/** Breaks the tokens in a text that is only data, so that no model takes them for its own. */
export const withoutTokens = (text: string): string =>
  text.replace(new RegExp(ROLE_TOKEN, 'gi'), (token) => `${token[0]} ${token.slice(1)}`);

/** The lines of a text, however they end. */
export const linesOf = (text: string): string[] => text.split(/\r\n|[\n\r\u2028\u2029]/);

/** The names of the variables in a text. */
export const namesIn = (text: string): string[] => [...text.matchAll(VARIABLE)].map(([, name]) => name ?? '');

/** What is wrong with a template: names that are not declared or not known, braces that close nothing, lines that open a role. */
export function checkTemplate(parts: TemplateParts, variables: readonly string[]): TemplateProblem[] {
  const lines = [...linesOf(parts.system), ...linesOf(parts.user)];
  const problems = lines.flatMap((text, at) =>
    lineProblems(text, variables).map((message) => ({ line: at + 1, message })),
  );
  const empty = (['system', 'user'] as const).filter((part) => parts[part].trim() === '');
  const fences = lines.flatMap((text, at) => (namesIn(text).includes('sources') ? [at + 1] : []));
  const misplaced = fences.filter((line, nth) => nth > 0 || line <= linesOf(parts.system).length);
  problems.push(...misplaced.map((line) => ({ line, message: '{{sources}} stands once, in the user part.' })));
  return [...empty.map((part) => ({ line: 1, message: `The ${part} part says nothing.` })), ...problems];
}

function lineProblems(text: string, variables: readonly string[]): string[] {
  const problems = namesIn(text).flatMap((name) => {
    if (!NAME.test(name) || !variables.includes(name)) return [`{{${name.slice(0, 40)}}} is not declared.`];
    return isVariable(name) ? [] : [`Nothing fills {{${name}}}.`];
  });
  if (namesIn(text).includes('sources') && text.trim().replace(/\s/g, '') !== '{{sources}}')
    problems.push('{{sources}} stands in a line of its own.');
  if (/\{\{|\}\}/.test(text.replace(VARIABLE, ''))) problems.push('Two braces stand here that name no variable.');
  if (opensRole(text)) problems.push('This line speaks as another role. Say it in other words.');
  return problems;
}

/** Fills a line in one pass: what is filled in is never read again. Null where all that it names is empty. */
export function fillLine(text: string, values: Readonly<Record<string, string>>): string | null {
  const names = namesIn(text);
  if (names.length > 0 && names.every((name) => !values[name])) return null;
  return text.replace(VARIABLE, (_, name: string) => values[name] ?? '');
}
