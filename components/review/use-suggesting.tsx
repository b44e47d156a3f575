'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Beside, Suggesting } from '#components/comments/use-talking.ts';
import { lessonSuggestionsQuery } from '#lib/review/queries/changes.ts';
import { changesText } from './changes-text.ts';
import { SuggestPanel } from './suggest-panel.tsx';
import { SuggestionCard } from './suggestion-card.tsx';

const words = changesText.suggest;

/** Suggestions beside the passages of a lesson, and the way to make one. */
export function useSuggesting(workspace: string, spark_id: string, user_id: string, mayDecide: boolean): Suggesting {
  const { data } = useQuery(lessonSuggestionsQuery(workspace, spark_id));
  const beside = useMemo(
    () =>
      (data ?? []).flatMap((one): Beside[] => {
        const { passage } = one;
        if (!passage) return [];
        const { words: _, ...anchor } = passage;
        return [
          {
            ...anchor,
            id: one.id,
            card: (isCurrent, isThere, onOpen) => (
              <SuggestionCard
                workspace={workspace}
                spark_id={spark_id}
                suggestion={{ ...one, passage }}
                mayAccept={mayDecide && (!one.is_own || one.may_approve_own)}
                isCurrent={isCurrent}
                isThere={isThere}
                onOpen={onOpen}
              />
            ),
          },
        ];
      }),
    [data, workspace, spark_id, mayDecide],
  );
  return {
    beside,
    action: words.action,
    start: words.start,
    panel: (passage, onClose) => (
      <SuggestPanel workspace={workspace} spark_id={spark_id} user_id={user_id} passage={passage} onClose={onClose} />
    ),
  };
}
