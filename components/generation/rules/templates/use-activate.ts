'use client';

import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import type { OpenTemplate } from '#lib/generation/services/rules.ts';
import { rulesText } from '../text.ts';

const words = rulesText.templates;

/** Moves the label `active`, says so, and offers the way back in one click. */
export function useActivate(workspace: string, content_type: ContentType, template: OpenTemplate) {
  const { mutateAsync, isPending } = useRuleChanges(workspace).activate;
  const { active_number: before, followed } = template;
  const owner = followed.owner === 'builtin' ? rulesText.builtinTemplate : followed.owner_name;

  async function move(number: number | null, reason: string, active: number | null): Promise<void> {
    await mutateAsync({ content_type, number, active, reason });
    const back =
      active === null
        ? { label: rulesText.follow, run: () => run(null, words.followed(owner), number) }
        : { label: rulesText.returnTo(active), run: () => run(active, rulesText.returned(active), number) };
    toast.done(number === null ? words.followed(owner) : words.activated(number), { action: back, id: 'activated' });
  }
  function run(number: number | null, reason: string, active: number | null = before): void {
    move(number, reason, active).catch((error) =>
      toast.problem(rulesText.notDone, { detail: problemOf(error).message }),
    );
  }
  return { move: (number: number | null, reason: string) => move(number, reason, before), run, isPending };
}
