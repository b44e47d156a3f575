'use client';

import { useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { Button } from '#components/ui/button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { TextRuleList } from '#lib/generation/core/prompt/rule-lists.ts';
import type { TextRule } from '#lib/generation/core/prompt/rules.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import { rulesText } from './text.ts';

const words = rulesText.texts;

interface TextRuleFormProps {
  workspace: string;
  list: TextRuleList;
  /** The rule of this workspace, as it is now. */
  own: TextRule | null;
  /** The one above that it replaces. */
  above: TextRule | null;
  onClose: () => void;
}

/** Writes a rule of this workspace: a new one, a new version of its own, or one in place of another's. */
export function TextRuleForm({ workspace, list, own, above, onClose }: TextRuleFormProps) {
  // As it was when writing began: others may save meanwhile.
  const [base] = useState(own);
  const [name, setName] = useState(own?.name ?? above?.name ?? '');
  const [text, setText] = useState(own?.rule ?? above?.rule ?? '');
  const [seen, setSeen] = useState(own?.version ?? 0);
  const { mutateAsync, isPending, error } = useRuleChanges(workspace).saveText;
  const isNew = !base && !above;
  const isChanged = text.trim() !== (base ?? above)?.rule && text.trim() !== '' && name.trim() !== '';
  const isMoved = (own?.version ?? 0) !== seen;
  const problem = error && problemOf(error);
  const save = async (version: number): Promise<boolean> => {
    if (!isChanged || isPending) return false;
    try {
      const saved = await mutateAsync({ list, name: name.trim(), rule: text.trim(), version });
      toast.done(rulesText.saved(saved));
      onClose();
      return true;
    } catch {
      return false;
    }
  };
  const saveMine = () => {
    setSeen(own?.version ?? 0);
    void save(own?.version ?? 0);
  };
  useUnsaved(isChanged ? { title: rulesText.unsaved(name), save: () => save(seen), discard: onClose } : null);
  return (
    <div className="flex flex-col gap-3">
      {isMoved ? (
        <ProblemNotice
          tone="warning"
          title={own ? words.conflict(own.version) : words.conflictGone}
          why={own && words.theirs(own.rule)}
          actions={
            <>
              <Button size="sm" variant="primary" isPending={isPending} isDisabled={!isChanged} onPress={saveMine}>
                {words.saveMine((own?.version ?? 0) + 1)}
              </Button>
              <Button size="sm" onPress={onClose}>
                {words.takeTheirs}
              </Button>
            </>
          }
        />
      ) : (
        problem && (
          <ProblemNotice
            title={rulesText.notDone}
            why={problem.code === 'stale' && isNew ? words.nameTaken : problem.message}
          />
        )
      )}
      {isNew && <TextField label={words.name} autoFocus limit={100} maxLength={100} value={name} onChange={setName} />}
      <TextArea
        label={isNew ? words.rule : words.ruleOf(name)}
        autoFocus={!isNew}
        rows={2}
        limit={1_000}
        value={text}
        onChange={setText}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          isDisabled={!isChanged || isMoved}
          isPending={isPending}
          onPress={() => void save(seen)}
        >
          {rulesText.saveAs(seen + 1)}
        </Button>
        <Button variant="quiet" onPress={onClose}>
          {rulesText.cancel}
        </Button>
      </div>
    </div>
  );
}
