'use client';

import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { agoFormat, dateFormat } from '#components/ui/formats.ts';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { HistoryChangeSet, VersionLine } from '#lib/history/data/versions.ts';
import { useRestoreVersion } from '#lib/history/queries/versions.ts';
import { timelineText } from '../text.ts';
import { useUndoing } from '../undoing.ts';
import { dayOf } from './days.ts';
import { NameVersionDialog } from './name-version-dialog.tsx';
import { sittingText } from './sitting-text.ts';

/** What joins two things says nothing that could be older. */
const JOINS = new Set(['concept_spark', 'spark_beacon']);

export const isCompared = ({ kind }: VersionLine) => !JOINS.has(kind);
export const isNamed = ({ kind, operation }: VersionLine) => !JOINS.has(kind) && operation !== 'delete';
/** Not what is there already. */
export const isRestored = ({ id, kind, operation, newest }: VersionLine) =>
  operation !== 'delete' && (newest.is_gone || !(newest.id === id || JOINS.has(kind)));

/** A version, and when it was saved. */
interface Asked {
  line: VersionLine;
  created_at: string;
}

export interface VersionActs {
  isPending: boolean;
  /** Asks first: others may be working on it. */
  restore: (line: VersionLine, change_set: HistoryChangeSet) => void;
  /** From the trash, as it was last. */
  bringBack: (line: VersionLine) => void;
  name: (line: VersionLine, change_set: HistoryChangeSet) => void;
}

/** What can be done with the versions of a history, and the dialogs of it. `id`: the thing whose history it is. */
export function useVersionActs(workspace: string, id: string, onRestored: (() => void) | undefined) {
  const restoring = useRestoreVersion(workspace);
  const undoing = useUndoing(workspace);
  const [restored, setRestored] = useState<Asked | null>(null);
  const [named, setNamed] = useState<Asked | null>(null);
  /** Its name, where it is not the thing whose name stands above. */
  const nameOf = (line: VersionLine) => (line.entity_id === id ? null : line.label);
  const makeNewest = async (line: VersionLine, told: string) => {
    try {
      const made = await restoring.mutateAsync({ revision_id: line.id, newest: line.newest.version });
      if (made === null) toast.note(timelineText.sameAlready);
      else undoing.tell(told, [made]);
      if (line.entity_id === id) onRestored?.();
    } catch (error) {
      toast.problem(timelineText.notRestored(line.label), { detail: problemOf(error).message });
    }
  };
  const acts: VersionActs = {
    isPending: restoring.isPending,
    restore: (line, { created_at }) => setRestored({ line, created_at }),
    bringBack: (line) => void makeNewest(line, timelineText.broughtBack(line.label)),
    name: (line, { created_at }) => setNamed({ line, created_at }),
  };
  const dialogs = (
    <>
      {restored && (
        <RestoreQuestion
          asked={restored}
          onClose={() => setRestored(null)}
          onConfirm={({ line }) => makeNewest(line, timelineText.restored(line.version, nameOf(line)))}
        />
      )}
      {named && <NameVersionDialog workspace={workspace} line={named.line} onClose={() => setNamed(null)} />}
    </>
  );
  return { acts, dialogs };
}

interface RestoreQuestionProps {
  asked: Asked;
  onClose: () => void;
  onConfirm: (asked: Asked) => Promise<void>;
}

function RestoreQuestion({ asked, onClose, onConfirm }: RestoreQuestionProps) {
  const { locale } = useLocale();
  const write = useNumber();
  const { line, created_at } = asked;
  const at = new Date(created_at);
  const time = dateFormat(locale, { timeStyle: 'short' }).format(at);
  const ago = dayOf(created_at, Date.now());
  const day =
    ago > -2 ? agoFormat(locale).format(ago, 'day') : dateFormat(locale, { day: 'numeric', month: 'long' }).format(at);
  return (
    <AlertDialog
      title={sittingText.restoreTitle(`${day}, ${time}`)}
      confirmLabel={sittingText.restore}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      onConfirm={() => onConfirm(asked)}
    >
      {sittingText.restoreWhy(line.label, line.newest.version - line.version, write)}
    </AlertDialog>
  );
}
