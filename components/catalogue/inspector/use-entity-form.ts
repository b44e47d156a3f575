'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import type { Problem } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { EntityHead } from '#lib/catalogue/data/entities.ts';
import { entityQuery, useUpdateEntity } from '#lib/catalogue/queries/entities.ts';
import { changedFields, patchOf, resolverOf, type Values, valuesOf } from './fields.ts';

export interface EntityForm {
  form: UseFormReturn<Values>;
  /** Fields that would be saved. */
  changed: string[];
  isSaving: boolean;
  savedAt: string | null;
  problem: Problem | null;
  /** A version that somebody saved in between, which says something else than ours began with. */
  theirs: EntityHead | null;
  /** True when all is saved. */
  save: () => Promise<boolean>;
  saveAnyway: () => Promise<boolean>;
  loadTheirs: () => void;
  discard: () => void;
}

/**
 * The form of one entity and the version it began with. Only changed fields are sent. A newer version that says the same
 * in every field (a reordered sibling) is taken as the new ground without a word; one that differs is shown, never
 * swapped in.
 */
export function useEntityForm(
  workspace: string,
  kind: NamedKind,
  row: EntityHead,
  onSaved: (row: EntityHead) => void,
): EntityForm {
  const queries = useQueryClient();
  const update = useUpdateEntity(workspace);
  const [base, setBase] = useState(row);
  const [theirs, setTheirs] = useState<EntityHead | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const saving = useRef(false);
  const resolver = useMemo(() => resolverOf(kind), [kind]);
  const form = useForm<Values>({ defaultValues: valuesOf(kind, row), resolver, mode: 'onChange' });
  const values = useWatch({ control: form.control }) as Values;
  const changed = Object.keys(patchOf(kind, values, base));

  const moveTo = useCallback(
    (next: EntityHead) => {
      setBase(next);
      setTheirs(null);
      setProblem(null);
      form.reset(valuesOf(kind, next));
    },
    [form, kind],
  );

  const isDirty = changed.length > 0;
  useEffect(() => {
    if (saving.current || row.version <= base.version) return;
    if (!isDirty) moveTo(row);
    else if (changedFields(kind, base, row).length === 0) setBase(row);
    else setTheirs(row);
  }, [row, base, isDirty, kind, moveTo]);

  const send = async (version: number, isRetry = false): Promise<boolean> => {
    const sent = form.getValues();
    const patch = patchOf(kind, sent, base);
    try {
      const saved = await update.mutateAsync({ kind, id: base.id, version, patch });
      setBase(saved);
      setTheirs(null);
      setSavedAt(saved.updated_at);
      // What was typed while it was being saved stays.
      const now = valuesOf(kind, saved);
      for (const [field, value] of Object.entries(form.getValues())) {
        if (value === sent[field]) form.resetField(field, { defaultValue: now[field] });
      }
      onSaved(saved);
      return true;
    } catch (error) {
      const found = problemOf(error);
      if (found.code === 'stale' && !isRetry) {
        const latest = await queries.fetchQuery({ ...entityQuery(workspace, kind, base.id), staleTime: 0 });
        if (changedFields(kind, base, latest).length === 0) return send(latest.version, true);
        setTheirs(latest);
        return false;
      }
      for (const [field, message] of Object.entries(found.fields ?? {})) {
        if (field in sent) form.setError(field, { message }, { shouldFocus: true });
      }
      setProblem(found);
      return false;
    }
  };

  const saveOver = async (version: number): Promise<boolean> => {
    if (saving.current) return false;
    if (Object.keys(patchOf(kind, form.getValues(), base)).length === 0) return true;
    if (!(await form.trigger(undefined, { shouldFocus: true }))) return false;
    saving.current = true;
    setSaving(true);
    setProblem(null);
    try {
      return await send(version);
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      saving.current = false;
      setSaving(false);
    }
  };

  return {
    form,
    changed,
    isSaving,
    savedAt,
    problem,
    theirs,
    save: () => (theirs ? Promise.resolve(false) : saveOver(base.version)),
    saveAnyway: () => saveOver(theirs?.version ?? base.version),
    loadTheirs: () => theirs && moveTo(theirs),
    discard: () => moveTo(theirs ?? base),
  };
}
