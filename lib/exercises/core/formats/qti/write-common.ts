import type { Exercise } from '../../exercise.ts';
import type { XmlElement } from '../xml.ts';
import { base, float, isCorrect, mapped, set, variable, when } from './rules-write.ts';
import { node } from './tree.ts';

/** How texts of an exercise are written: as blocks, or as a line where they are one. */
export interface Writes {
  blocks: (markdown: string, pointer: string) => XmlElement[];
  line: (markdown: string, pointer: string) => XmlElement[];
}

/** What an exercise becomes: its responses, what is asked, how it is marked, and what is said to answers. */
export interface Parts {
  responses: XmlElement[];
  body: XmlElement[];
  /** The name of a template, or rules; none where people mark. */
  processing: string | XmlElement[] | null;
  /** Replies to what was chosen or typed, by the identifier of FEEDBACK. */
  replies: { identifier: string; text: XmlElement[] }[];
  /** Whether several of them may be shown at once. */
  hasSeveralReplies?: boolean;
  /** What is said to the right answer, where FEEDBACK does not say it. */
  explanation: XmlElement[];
}

export type Write<T extends Exercise> = (exercise: T, writes: Writes) => Parts;

/** What EXPLANATION is at the right answer. */
export const RIGHT = 'right';
export const rightAway = set('EXPLANATION', base('identifier', RIGHT));
export const inParagraph = (...content: (string | XmlElement)[]) => node('p', {}, content);
export const explained = (words: string | undefined, { blocks }: Writes) => blocks(words ?? '', '/explanation_correct');
/** Names that QTI takes as identifiers. */
export const isIdentifier = (text: string) => /^[A-Za-z_][\w.-]{0,127}$/.test(text);

/** Ids where all of them are identifiers, else numbered names. What is called true or false would be a question of that type. */
export const identifiersFor = (ids: readonly string[], prefix: string): string[] =>
  ids.every((one) => isIdentifier(one) && !/^(true|false)$/i.test(one)) && new Set(ids).size === ids.length
    ? [...ids]
    : ids.map((_, at) => `${prefix}${at + 1}`);

/** Marked by a template where nothing else is said, else by its rules and what is said on top. */
export const byTemplate = (template: string, rules: readonly XmlElement[], more: readonly XmlElement[]) =>
  more.length === 0 ? template : [...rules, ...more];

export const matchCorrect = [when(isCorrect(), [set('SCORE', float(1))], [set('SCORE', float(0))])];
export const mapResponse = [when(node('isNull', {}, [variable()]), [set('SCORE', float(0))], [set('SCORE', mapped())])];
export const explain = (text: readonly XmlElement[], condition = isCorrect()) =>
  text.length > 0 ? [when(condition, [rightAway])] : [];

export const field = (identifier: string) => node('textEntryInteraction', { responseIdentifier: identifier });
