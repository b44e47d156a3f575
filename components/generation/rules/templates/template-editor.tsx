'use client';

import { useRef, useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { KeyHint } from '#components/ui/kbd.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { declaredIn } from '#lib/generation/core/prompt/declared.ts';
import { type TemplateParts, VARIABLE_NAMES } from '#lib/generation/core/prompt/variables.ts';
import { useRuleChanges } from '#lib/generation/queries/rules.ts';
import { rulesText } from '../text.ts';
import type { ShownVersion } from './shown-version.ts';
import { TemplateProblems } from './template-text.tsx';

const words = rulesText.templates;

interface TemplateEditorProps {
  workspace: string;
  content_type: ContentType;
  /** What is changed. */
  from: ShownVersion;
  /** The newest version there is by now. */
  newest: number;
  onDone: () => void;
}

/** Writes the next version of a template, which counts once it is activated. */
export function TemplateEditor({ workspace, content_type, from, newest, onDone }: TemplateEditorProps) {
  // Both as they were when writing began: others may save meanwhile.
  const [start] = useState({ parts: from.parts, newest });
  const [known, setKnown] = useState(newest);
  const [parts, setParts] = useState<TemplateParts>(start.parts);
  const [note, setNote] = useState('');
  const { mutateAsync, isPending, error } = useRuleChanges(workspace).saveTemplate;
  const isChanged = parts.system !== start.parts.system || parts.user !== start.parts.user;
  const isConflict = newest > known;
  const maySave = isChanged && note.trim() !== '';
  const problem = error && problemOf(error);

  const save = async (seen: number): Promise<boolean> => {
    if (!maySave || isPending) return false;
    try {
      const number = await mutateAsync({ content_type, parts, note: note.trim(), newest: seen });
      toast.done(rulesText.saved(number));
      onDone();
      return true;
    } catch {
      return false;
    }
  };
  const next = () => {
    setKnown(newest);
    void save(newest);
  };
  useUnsaved(isChanged ? { title: rulesText.types[content_type], save: () => save(known), discard: onDone } : null);
  useShortcuts(rulesText.keys.label, [{ keys: 'Mod+S', label: rulesText.keys.save, run: () => void save(known) }]);
  return (
    <div className="flex flex-col gap-4">
      {isConflict ? (
        <ProblemNotice
          tone="warning"
          title={words.conflict(newest)}
          why={words.conflictWhy(newest + 1)}
          actions={
            <Button size="sm" isDisabled={!maySave} isPending={isPending} onPress={next}>
              {rulesText.saveAs(newest + 1)}
            </Button>
          }
        />
      ) : (
        problem && problem.code !== 'stale' && <ProblemNotice title={rulesText.notDone} why={problem.message} />
      )}
      <Fields parts={parts} onChange={setParts} />
      <TemplateProblems parts={parts} variables={declaredIn(parts)} />
      <TextField label={rulesText.note} isRequired limit={300} maxLength={300} value={note} onChange={setNote} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          isDisabled={!maySave || isConflict}
          isPending={isPending}
          onPress={() => void save(known)}
        >
          {rulesText.saveAs(known + 1)}
          <KeyHint keys="Mod+S" inverted />
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {rulesText.cancel}
        </Button>
      </div>
    </div>
  );
}

/** Both parts, and the variables that can be put where the caret is. */
function Fields({ parts, onChange }: { parts: TemplateParts; onChange: (parts: TemplateParts) => void }) {
  const system = useRef<HTMLTextAreaElement>(null);
  const user = useRef<HTMLTextAreaElement>(null);
  const [last, setLast] = useState<keyof TemplateParts>('user');
  const insert = (name: string) => {
    const field = (last === 'user' ? user : system).current;
    const text = parts[last];
    const from = field?.selectionStart ?? text.length;
    const to = field?.selectionEnd ?? from;
    onChange({ ...parts, [last]: `${text.slice(0, from)}{{${name}}}${text.slice(to)}` });
    field?.focus();
  };
  return (
    <>
      {(['system', 'user'] as const).map((part) => (
        <TextArea
          key={part}
          label={words[part]}
          mono
          rows={part === 'system' ? 8 : 6}
          limit={20_000}
          inputRef={part === 'system' ? system : user}
          value={parts[part]}
          onChange={(text) => onChange({ ...parts, [part]: text })}
          onFocus={() => setLast(part)}
        />
      ))}
      <fieldset className="flex flex-wrap items-center gap-1.5">
        <legend className="pb-1 text-sm font-medium">{words.insert}</legend>
        {VARIABLE_NAMES.map((name) => (
          <Button key={name} size="sm" aria-label={words.insertOne(name)} onPress={() => insert(name)}>
            <span className="font-mono text-xs">{name}</span>
          </Button>
        ))}
      </fieldset>
    </>
  );
}
