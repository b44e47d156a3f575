import { IMPROVE_ALL, IMPROVE_ONE } from '#lib/generation/core/asks/improve.ts';
import type { JobKind } from '#lib/generation/core/job.ts';
import { firstPrompt } from '#lib/generation/core/prompt/first-prompt.ts';
import { LEAST_TOPIC } from '#lib/generation/core/request.ts';
import type { PromptAsk } from '#lib/generation/queries/rules.ts';
import type { StartForm } from '../start/use-start-form.ts';
import { generationText } from '../text.ts';

interface AskedJob {
  kind: JobKind;
  choice: StartForm['choice'];
  /** Of several the first one is shown. */
  places: readonly (NonNullable<PromptAsk['place']> & { title: string })[];
  source_ids: readonly string[];
  /** Exercises that are to be made better; none for all of the lesson. */
  improves?: readonly string[] | undefined;
}

/** The first prompt of a job as it is being asked for. */
export function askOfJob({ kind, choice, places: [place], source_ids, improves }: AskedJob): PromptAsk {
  const { content_type, report } = firstPrompt(kind, choice.content_type);
  const said = choice.topic.trim();
  const topic = said.length >= LEAST_TOPIC ? said : generationText.titleOf(kind, place?.title ?? '…');
  return {
    content_type,
    request: {
      topic: topic.slice(0, 1_000),
      length: choice.length,
      ...(kind === 'spark_rewrite' && said && { instruction: said }),
      ...(improves && {
        instruction: [improves.length === 1 ? IMPROVE_ONE : IMPROVE_ALL, said].filter(Boolean).join('\n'),
      }),
      ...(report && { report }),
    },
    place: place ? { kind: place.kind, id: place.id } : null,
    source_ids: [...source_ids],
    priority: choice.priority,
  };
}
