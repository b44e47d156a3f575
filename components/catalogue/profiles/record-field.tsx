'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import {
  isRecord,
  keyLabel,
  linesOf,
  type RecordPath,
  type RecordRow,
  recordForm,
  textsOf,
  withValue,
} from '#lib/catalogue/core/record-form.ts';
import { labelOf, type ProfileFieldProps } from './field-props.ts';
import { KeptInside } from './kept-values.tsx';
import { NewKey } from './new-key.tsx';
import { profilesText } from './text.ts';
import { type FieldDraft, useFieldDraft } from './use-field-draft.ts';

type Json = Record<string, unknown>;

/** Nothing said is no value. */
const meant = (draft: unknown) => (draft === '' || (isRecord(draft) && Object.keys(draft).length === 0) ? null : draft);

/** An object of JSON as a form, key by key. What it holds that no control can edit is shown as it came, and stays. */
export function RecordField({
  kind,
  field,
  profile,
  hideLabel,
  keys,
}: ProfileFieldProps & { keys: readonly string[] }) {
  const label = labelOf(field);
  const draft = useFieldDraft<unknown>({
    kind,
    field: field.name,
    label,
    profile,
    written: (value) => value ?? {},
    read: (value) => ({ ok: true, value: meant(value) }),
  });
  const problem = profile.problems[`${kind}.${field.name}`];
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className={cx('float-start text-sm font-medium', hideLabel && 'sr-only')}>{label}</legend>
      {isRecord(draft.value) ? (
        <RecordRows record={draft.value} keys={keys} draft={draft} />
      ) : typeof draft.value === 'string' ? (
        <TextArea
          label={label}
          hideLabel
          value={draft.value}
          onChange={draft.change}
          onBlur={() => void draft.save()}
        />
      ) : (
        <KeptInside fields={[[field.name, draft.value]]} />
      )}
      {problem && <p className="text-sm text-danger-text">{problem}</p>}
    </fieldset>
  );
}

interface RecordRowsProps {
  record: Json;
  /** Keys that one usually has, `name[]` for a list: offered while they are missing. */
  keys: readonly string[];
  without?: readonly string[];
  draft: Pick<FieldDraft<unknown>, 'change' | 'commit' | 'save'>;
}

/** The rows of a record and what can be added to it. */
export function RecordRows({ record, keys, without, draft }: RecordRowsProps) {
  const form = recordForm(record, without);
  // What was just added gets the focus.
  const [added, setAdded] = useState<string | null>(null);
  const set = (path: RecordPath, value: unknown) => draft.change(withValue(record, path, value));
  const add = (key: string, value: string | string[]) => {
    setAdded(key);
    set([key], value);
  };
  const row = (one: RecordRow) => (
    <Row
      key={one.path.join('.')}
      row={one}
      isNew={one.path[0] === added}
      onChange={(value) => set(one.path, value)}
      onRemove={() => draft.commit(withValue(record, one.path, undefined))}
      onLeave={() => void draft.save()}
    />
  );
  const offered = keys.map((key) => key.replace('[]', '')).filter((key) => !(key in record));
  return (
    <>
      {form.parts.length > 0 && (
        <div className="grid items-start gap-3 @2xl:grid-cols-2">
          {form.parts.map((part) =>
            'row' in part ? (
              row(part.row)
            ) : (
              <fieldset key={part.group} className="col-span-full flex flex-col gap-2 border-s-2 ps-3">
                <legend className="float-start text-sm font-semibold">{keyLabel(part.group)}</legend>
                <div className="grid items-start gap-3 @2xl:grid-cols-2">{part.rows.map(row)}</div>
              </fieldset>
            ),
          )}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-1.5">
        {offered.map((key) => (
          <Button
            key={key}
            size="sm"
            variant="quiet"
            icon={<Plus />}
            aria-label={profilesText.addKey(keyLabel(key))}
            onPress={() => add(key, keys.includes(`${key}[]`) ? [] : '')}
          >
            {keyLabel(key)}
          </Button>
        ))}
        <NewKey taken={Object.keys(record)} onAdd={(key, isList) => add(key, isList ? [] : '')} />
      </div>
      <KeptInside fields={form.kept} />
    </>
  );
}

interface RowProps {
  row: RecordRow;
  isNew: boolean;
  onChange: (value: unknown) => void;
  onRemove: () => void;
  onLeave: () => void;
}

function Row({ row, isNew, onChange, onRemove, onLeave }: RowProps) {
  const label = keyLabel(row.path.at(-1) ?? '');
  return (
    <div className={cx('relative', row.as === 'list' && 'col-span-full')}>
      <Control row={row} label={label} isNew={isNew} onChange={onChange} onLeave={onLeave} />
      <IconButton
        size="sm"
        label={profilesText.removeKey(label)}
        onPress={onRemove}
        className="absolute -top-1 end-0 text-faint"
      >
        <X />
      </IconButton>
    </div>
  );
}

function Control({ row, label, isNew, onChange, onLeave }: Omit<RowProps, 'onRemove'> & { label: string }) {
  const shared = { label, onBlur: onLeave, autoFocus: isNew };
  if (row.as === 'list') return <ListControl {...shared} texts={row.value as readonly string[]} onChange={onChange} />;
  if (row.as === 'number')
    return (
      <NumberField
        {...shared}
        value={row.value as number}
        formatOptions={{ useGrouping: false, maximumFractionDigits: 6 }}
        onChange={(next) => Number.isFinite(next) && onChange(next)}
      />
    );
  if (row.as === 'switch')
    return (
      <Switch isSelected={row.value as boolean} onChange={onChange} onBlur={onLeave} className="pt-5">
        {label}
      </Switch>
    );
  return <TextArea {...shared} rows={1} value={row.value as string} onChange={onChange} />;
}

interface ListControlProps {
  label: string;
  texts: readonly string[];
  autoFocus: boolean;
  onChange: (texts: string[]) => void;
  onBlur: () => void;
}

/** A list of texts, one per line. While one types, lines without a word stay where they are, until the list says something else. */
function ListControl({ texts, onChange, onBlur, ...rest }: ListControlProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const lines = linesOf(texts);
  return (
    <TextArea
      {...rest}
      rows={2}
      help={profilesText.linesHelp}
      value={typed !== null && linesOf(textsOf(typed)) === lines ? typed : lines}
      onChange={(next) => {
        setTyped(next);
        onChange(textsOf(next));
      }}
      onBlur={() => {
        setTyped(null);
        onBlur();
      }}
    />
  );
}
