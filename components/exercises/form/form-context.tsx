'use client';

import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { hasMarkup } from '#lib/exercises/core/html-by-text.ts';
import { renderedTextsQuery } from '#lib/exercises/queries/rendering.ts';
import type { OpenExercise } from '#lib/exercises/services/bank.ts';

interface FormContextValue {
  workspace: string;
  /** What texts look like, by their Markdown; those that were changed since they were saved are not among them. */
  html: ReadonlyMap<string, string>;
}

const FormContext = createContext<FormContextValue | null>(null);

/** What the fields of a form share: where files go, and what the saved texts look like. Null outside of one. */
export const useFormContext = () => useContext(FormContext);

interface FormProviderProps {
  workspace: string;
  spark_id: string;
  open: OpenExercise;
  children: ReactNode;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

export function FormProvider({ workspace, spark_id, open: { place, hash, stored }, children }: FormProviderProps) {
  const { data: html = NOTHING } = useQuery({
    ...renderedTextsQuery(workspace, { spark_id, place, hash }),
    enabled: hasMarkup(stored),
    // The field shows what it showed until what was saved has been rendered.
    placeholderData: (before) => before,
  });
  const value = useMemo(() => ({ workspace, html }), [workspace, html]);
  return <FormContext value={value}>{children}</FormContext>;
}
