'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useEffect } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { EntityHead } from '#lib/catalogue/data/entities.ts';
import { useOutlineFrame } from '../outline/outline-frame.tsx';
import { outlineText } from '../outline/text.ts';
import { KindFields } from './kind-fields.tsx';
import { StaleNotice } from './stale-notice.tsx';
import { inspectorText } from './text.ts';
import { useEntityForm } from './use-entity-form.ts';

export interface EntityFormProps {
  workspace: string;
  kind: NamedKind;
  row: EntityHead;
  /** Below the fields: what is saved by itself. */
  children?: ReactNode;
}

export function EntityForm({ workspace, kind, row, children }: EntityFormProps) {
  const router = useRouter();
  const { setSave, showInspector } = useOutlineFrame();
  const edit = useEntityForm(workspace, kind, row, (saved) => {
    if (saved.slug !== row.slug) router.replace(inWorkspace(workspace).outlined(kind, saved.slug), { scroll: false });
  });
  const { form, changed, isSaving, savedAt, problem, theirs } = edit;
  const isDirty = changed.length > 0;
  const title = 'title' in row ? row.title : row.name;

  useUnsaved(isDirty ? { title, save: edit.save, discard: edit.discard } : null);
  useShortcuts(outlineText.keys.group, [{ keys: 'Mod+S', label: outlineText.keys.save, run: () => void edit.save() }]);

  const status = theirs
    ? 'conflict'
    : isSaving
      ? 'saving'
      : problem
        ? 'failed'
        : isDirty
          ? 'unsaved'
          : savedAt
            ? 'saved'
            : null;
  useEffect(() => {
    const needsSomeone = status === 'conflict' || status === 'failed';
    setSave(status && { status, savedAt: savedAt ?? undefined, onPress: needsSomeone ? showInspector : undefined });
  }, [status, savedAt, setSave, showInspector]);
  useEffect(() => () => setSave(null), [setSave]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void edit.save();
  };

  return (
    <div className="flex min-h-full flex-col">
      <form noValidate onSubmit={onSubmit} className="flex flex-col gap-4 p-4">
        {theirs && (
          <StaleNotice
            kind={kind}
            theirs={theirs}
            mine={form.getValues()}
            changed={changed}
            isSaving={isSaving}
            onLoad={edit.loadTheirs}
            onKeep={() => void edit.saveAnyway()}
          />
        )}
        {problem && problem.code !== 'stale' && <ProblemNotice title={inspectorText.failed} why={problem.message} />}
        <KindFields kind={kind} control={form.control} />
        <button type="submit" hidden />
      </form>
      {children && <div className="flex flex-col gap-6 border-t p-4 pb-8">{children}</div>}
      <div className="sticky bottom-0 z-10 mt-auto flex items-center gap-2 border-t bg-canvas px-4 py-2.5">
        <span role="status" className="min-w-0 flex-1 truncate text-sm text-muted">
          {isDirty ? inspectorText.unsaved(changed.length) : savedAt ? inspectorText.saved : ''}
        </span>
        {isDirty && !theirs && (
          <Button variant="quiet" size="sm" onPress={edit.discard}>
            {inspectorText.discard}
          </Button>
        )}
        <Button
          variant="primary"
          size="sm"
          isDisabled={!isDirty || theirs !== null}
          isPending={isSaving}
          onPress={() => void edit.save()}
        >
          {inspectorText.save}
        </Button>
      </div>
    </div>
  );
}
