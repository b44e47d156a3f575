'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { checkTemplate } from '#lib/generation/core/prompt/template.ts';
import type { OpenTemplate } from '#lib/generation/services/rules.ts';
import { rulesText } from '../text.ts';
import type { ShownVersion } from './shown-version.ts';
import { TemplateProblems } from './template-text.tsx';
import { useActivate } from './use-activate.ts';

const words = rulesText.templates;

interface ActivateDialogProps {
  workspace: string;
  content_type: ContentType;
  template: OpenTemplate;
  /** The version that is to count; null to follow again. */
  version: ShownVersion | null;
  onClose: () => void;
}

/** Says what comes of it and asks for a line of reason. A version that cannot be used says why instead. */
export function ActivateDialog({ workspace, content_type, template, version, onClose }: ActivateDialogProps) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const { move, isPending } = useActivate(workspace, content_type, template);
  const { followed, active_number, versions } = template;
  const number = version?.number ?? null;
  const owner = followed.owner === 'builtin' ? rulesText.builtinTemplate : followed.owner_name;
  const isUsable = !version || checkTemplate(version.parts, version.variables).length === 0;
  const note = versions.find((one) => one.number === number)?.note;
  const run = async () => {
    if (isPending || !isUsable || reason.trim() === '') return;
    setProblem(null);
    try {
      await move(number, reason.trim());
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  const label = number === null ? rulesText.follow : words.activate(number);
  return (
    <Dialog
      title={
        number === null
          ? words.followTitle(rulesText.types[content_type])
          : words.activateTitle(rulesText.types[content_type], number)
      }
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          <Button variant="quiet" onPress={onClose}>
            {rulesText.cancel}
          </Button>
          <Button
            variant="primary"
            isPending={isPending}
            isDisabled={!isUsable || reason.trim() === ''}
            onPress={() => void run()}
          >
            {label}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {version && <TemplateProblems parts={version.parts} variables={version.variables} />}
        <p>{number === null ? words.followWhy(owner, followed.version) : words.activateWhy(active_number, owner)}</p>
        {problem && <ProblemNotice title={rulesText.notDone} why={problem.message} />}
        {isUsable && (
          <TextField
            label={words.reason}
            help={words.reasonHelp}
            placeholder={note}
            autoFocus
            limit={300}
            maxLength={300}
            value={reason}
            onChange={setReason}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) void run();
            }}
          />
        )}
      </div>
    </Dialog>
  );
}
