'use client';

import { useQuery } from '@tanstack/react-query';
import type { CoursePart } from '#lib/generation/core/estimate.ts';
import { PRIORITIES } from '#lib/generation/core/maker.ts';
import { jobEstimateQuery, modelsQuery } from '#lib/generation/queries/jobs.ts';
import { useBriefMoney } from '../money.ts';
import { generationText } from '../text.ts';

interface PricedPart {
  course: CoursePart;
  source_ids: readonly string[];
  /** Characters that go along with each call and stand nowhere yet. */
  more_text: number;
  priority?: unknown;
}

/** Asked for anew by the thousand, not by the key that is pressed. */
const A_STEP = 1_000;

/** Whether there is a model at all, and what a part of a course is likely to cost, as people read it; null where that cannot be said. */
export function useCoursePrice(
  workspace: string,
  priced: PricedPart | null,
): { hasModel: boolean | null; price: string | null } {
  const money = useBriefMoney();
  const { data: models } = useQuery(modelsQuery(workspace));
  const hasModel = models ? models.providers.some(({ is_enabled }) => is_enabled) : null;
  const { data, isPlaceholderData } = useQuery(
    jobEstimateQuery(
      workspace,
      hasModel && priced
        ? {
            job_kind: 'course',
            places: [],
            source_ids: [...priced.source_ids],
            length: 'medium',
            priority: PRIORITIES.find((one) => one === priced.priority) ?? 'balanced',
            content_type: 'blog',
            course: priced.course,
            improves: null,
            more_bytes: Math.ceil(priced.more_text / A_STEP) * A_STEP,
          }
        : null,
    ),
  );
  const estimate = priced && !isPlaceholderData ? data?.estimate : null;
  return {
    hasModel,
    price: estimate ? generationText.startPage.between(money(estimate.low_micros), money(estimate.high_micros)) : null,
  };
}
