import { z } from 'zod';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { ok, type Result } from '#lib/base/core/problem.ts';
import { type BankExercise, IMPROVE_ALL, IMPROVE_ONE, numberedExercises } from '../core/asks/improve.ts';
import { briefMaterial, courseBrief, lessonCount } from '../core/course/brief.ts';
import type { PlacedLesson } from '../core/draft-job.ts';
import type { OutlineLesson } from '../core/outline.ts';
import { type ContentType, LENGTHS, type ResearchReport } from '../core/prompt/content-types.ts';
import type { FittingPrompt } from '../services/model/call.ts';
import { chosenTemplate, promptFor, type TemplateChoice } from '../services/prompt.ts';
import type { StepContext } from './step-runner.ts';

const jobParams = z.object({
  source_ids: z.string().array().default([]),
  topic: z.string().optional(),
  keywords: z.string().array().default([]),
  length: z.enum(LENGTHS).default('medium'),
  brief: courseBrief.optional().catch(undefined),
});

/** What a prompt is assembled from beside the rules of the workspace and the place of the job. */
interface PromptParts {
  content_type: ContentType;
  report: ResearchReport | undefined;
  lessons: readonly PlacedLesson[];
  reports: readonly { name: string; text: string }[];
  /** The lesson of the outline that is to be written. */
  lesson: OutlineLesson | null;
  /** Where exercises of the lesson are to be made better: which, none for all of it, and what they are. */
  improves: readonly string[] | undefined;
  exercises: readonly BankExercise[];
  /** As it was written before, where it is written anew, and what is to be otherwise. */
  before: string | null;
  instruction: string | undefined;
  /** In a test: the version of the template that is tried. */
  template: TemplateChoice | undefined;
}

/** The messages that a model gets for a step, at most so many bytes of them, and by which template. */
export async function promptOf(
  { db, job }: StepContext,
  parts: PromptParts,
  most_bytes: number | null,
): Promise<Result<FittingPrompt>> {
  const { content_type, report, lessons, reports, lesson, before, exercises, instruction, template } = parts;
  const { source_ids, topic, keywords, length, brief } = jobParams.parse(job.params);
  const kind = NAMED_KINDS.find((one) => one === job.place_kind);
  const chosen = template === undefined ? null : await chosenTemplate(db, job.workspace_id, content_type, template);
  if (chosen && !chosen.ok) return chosen;
  const made = await promptFor(db, job.workspace_id, {
    content_type,
    ...(chosen && { template: chosen.data }),
    most_bytes,
    request: {
      // The lesson that is to be written is the topic; what was asked for the whole course goes along as an instruction.
      topic: lesson ? lessonTopic(lesson) : (topic ?? job.title),
      keywords,
      length,
      ...(exercises.length > 0
        ? { instruction: [improving(parts), topic, instruction].filter(Boolean).join('\n').slice(0, MOST_INSTRUCTION) }
        : lesson
          ? { instruction: [`It is part of: ${job.title}`, instruction].filter(Boolean).join('\n') }
          : (instruction || (content_type === 'spark_rewrite' && topic)) && {
              instruction: [content_type === 'spark_rewrite' && topic, instruction].filter(Boolean).join('\n'),
            }),
      ...(report && { report }),
      ...(content_type === 'curriculum' && brief && { count: lessonCount(brief) }),
    },
    place: kind && job.place_id ? { kind, id: job.place_id } : null,
    source_ids,
    material: [
      // As data: what stands in a brief came from a file.
      ...(brief ? [{ name: 'Course brief', text: briefMaterial(brief), is_needed: true }] : []),
      ...(before === null
        ? []
        : [
            {
              name: lesson ? 'The lesson as it was written before' : 'The draft as it was written before',
              text: before,
              is_needed: true,
            },
          ]),
      ...reports,
      ...(exercises.length > 0
        ? [{ name: 'The exercises of the lesson', text: numberedExercises(exercises), is_needed: true }]
        : []),
      // Of one lesson all is needed; of many, as many as fit.
      ...lessons.map(({ title, content_md }) => ({
        name: title,
        text: content_md,
        ...(kind === 'spark' && { is_needed: true }),
      })),
    ],
  });
  if (!made.ok) return made;
  const { messages, metadata, left_out, fits } = made.data;
  return ok({ messages, template_version: `${content_type} ${metadata.template_version}`, left_out, fits });
}

/** As the request of a prompt bounds it. */
const MOST_INSTRUCTION = 4_000;
const improving = ({ improves }: PromptParts): string => (improves?.length === 1 ? IMPROVE_ONE : IMPROVE_ALL);

const lessonTopic = ({ title, summary, objectives }: OutlineLesson): string =>
  [title, summary, ...objectives.map((one) => `- ${one}`)].filter(Boolean).join('\n').slice(0, 1_000);
