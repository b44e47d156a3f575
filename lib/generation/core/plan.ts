import type { JobKind } from './job.ts';
import type { Maker, PieceType } from './maker.ts';
import { type ContentType, RESEARCH_REPORTS } from './prompt/content-types.ts';
import type { NextStep } from './step.ts';

const step = (kind: string, order: number): NextStep => ({ kind, name: kind, order });
const ask = (content_type: ContentType, order: number, more: Record<string, unknown> = {}): NextStep => ({
  kind: 'ask',
  name: typeof more.report === 'string' ? more.report : content_type,
  order,
  params: { content_type, ...more },
});

/** The steps of a job once what it is made from is read. Those of the built-in drafter are few: it drafts a whole job in a second or two. */
export function stepsAfter(kind: JobKind, maker: Maker, piece: PieceType = 'blog'): NextStep[] {
  return maker === 'model' ? asked(kind, piece) : drafted(kind);
}

function drafted(kind: JobKind): NextStep[] {
  switch (kind) {
    case 'trail_outline':
      return [step('outline', 1), step('approval', 2), step('draft', 3)];
    case 'course':
      return [step('outline', 1), step('approval', 2), step('draft', 3), step('validate', 4)];
    case 'spark_draft':
      return [step('outline', 1), step('draft', 2)];
    case 'exercise_bank':
    case 'quiz':
      return [step('exercises', 1)];
    case 'prerequisite_links':
      return [step('links', 1)];
    default:
      return [];
  }
}

function asked(kind: JobKind, piece: PieceType): NextStep[] {
  switch (kind) {
    case 'course':
      return [
        ...RESEARCH_REPORTS.map((report) => ask('market_research', 1, { report })),
        ask('curriculum', 2),
        step('approval', 3),
        step('lessons', 4),
      ];
    case 'market_research':
      return RESEARCH_REPORTS.map((report) => ask('market_research', 1, { report }));
    case 'trail_outline':
      return [ask('trail_outline', 1), step('approval', 2), step('lessons', 3)];
    case 'companion_piece':
      return [ask(`companion_${piece}`, 1)];
    default:
      return [ask(kind, 1)];
  }
}

/** So many lessons are written side by side before the next ones are: a fault that all of them share is seen before all are paid. */
export const A_BATCH = 6;

/** The steps that draft the lessons of an approved outline, one each, in batches, and the look at all of them together. `from`: the order of the first. */
export const lessonSteps = (titles: readonly string[], from: number): NextStep[] => [
  ...titles.map((title, lesson) => ({
    ...ask('spark_draft', from + Math.floor(lesson / A_BATCH), { lesson }),
    name: title.slice(0, 300),
  })),
  step('validate', from + Math.ceil(titles.length / A_BATCH)),
];
