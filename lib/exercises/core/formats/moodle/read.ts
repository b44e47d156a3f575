import { AssetShelf, type Digest } from '../assets.ts';
import type { QuestionSource, ReadQuestion, ReadResult } from '../report.ts';
import { Conversion } from '../text/text.ts';
import type { MoodleQuestion } from './question.ts';
import { toExercise } from './to-exercise.ts';
import { readMoodleXml } from './xml-read.ts';

/** Converts one question and notes what came of it. */
export function convertQuestion(question: MoodleQuestion, source: QuestionSource, assets: AssetShelf): ReadQuestion {
  const conversion = new Conversion(assets);
  const exercise = toExercise(question, conversion);
  return { exercise, source, losses: conversion.losses };
}

/** A file of Moodle XML as exercises. */
export function readMoodle(text: string, encoding: string, digest: Digest): ReadResult {
  const read = readMoodleXml(text);
  if (!read.ok) return read;
  const assets = new AssetShelf(digest);
  const questions = read.questions.map(({ question, category, line, column, source }) =>
    convertQuestion(question, { line, column, text: source, ...sourceOf(question, category) }, assets),
  );
  return { ok: true, file: { format: 'moodle_xml', encoding, questions, total: questions.length, assets: assets.all } };
}

/** What a question is called in its file. */
export const sourceOf = ({ name, type }: MoodleQuestion, category: string) => ({
  type,
  ...(name === '' ? {} : { name }),
  ...(category === '' ? {} : { category }),
});
