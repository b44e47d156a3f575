'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { mayBeEmpty, type ProfileField, type ProfileKind } from '#lib/catalogue/core/profiles.ts';
import type { ProfilePanel } from '#lib/catalogue/data/profiles.ts';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';
import { read, written } from './field-value.ts';
import { profilesText } from './text.ts';
import type { Profile } from './use-profile.ts';

/** How a select says that there is no value. */
const NONE = '(none)';
/** Whoever stops typing for so long has it saved. */
const PAUSE = 1200;

export interface ProfileFieldProps {
  workspace: string;
  kind: ProfileKind;
  field: ProfileField;
  profile: Profile;
  panel: ProfilePanel;
  help?: string;
  /** Its section bears its name already. */
  hideLabel?: boolean;
  rows?: number;
}

/** A field of a profile, which saves by itself: a choice at once, a text when one leaves it or stops typing. */
export function ProfileFieldControl(props: ProfileFieldProps) {
  const { field } = props;
  if (field.as === 'choice' || field.as === 'switch') return <ChoiceField {...props} />;
  if (field.as === 'person') return <PersonField {...props} />;
  if (field.as === 'persona') return <ReferenceField {...props} options={props.panel.personas.map(toOption)} />;
  return <WrittenField {...props} />;
}

const toOption = ({ id, display_name }: { id: string; display_name: string }) => ({ id, label: display_name });
const labelOf = (field: ProfileField) => profilesText.fields[field.name] ?? field.name;
const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function ChoiceField({ kind, field, profile, help }: ProfileFieldProps) {
  const value = profile.valueOf(kind, field.name);
  const known = field.as === 'choice' ? field.known : ['true', 'false'];
  const now = value === null ? null : String(value);
  const named = (one: string) =>
    field.as === 'switch' ? (one === 'true' ? profilesText.yes : profilesText.no) : capital(one);
  const usual = known.map((id) => ({ id, label: named(id) }));
  const options = [
    ...(mayBeEmpty(kind, field.name) ? [{ id: NONE, label: profilesText.none }] : []),
    ...usual,
    // What came from elsewhere under a name that is not usual.
    ...(now === null || known.includes(now) ? [] : [{ id: now, label: now }]),
  ];
  return (
    <Select
      label={labelOf(field)}
      help={help}
      error={profile.problems[`${kind}.${field.name}`]}
      options={options}
      value={now ?? NONE}
      onChange={(next) => {
        const chosen = next === NONE ? null : field.as === 'switch' ? next === 'true' : next;
        if (chosen !== value) void profile.save(kind, field.name, chosen, value);
      }}
    />
  );
}

function PersonField(props: ProfileFieldProps) {
  const { data } = useQuery(peopleQuery(props.workspace));
  const people = Object.entries(data ?? {}).map(([id, { display_name }]) => ({ id, label: display_name }));
  return <ReferenceField {...props} options={people} none={profilesText.nobody} />;
}

function ReferenceField({
  kind,
  field,
  profile,
  help,
  options,
  none = profilesText.none,
}: ProfileFieldProps & { options: { id: string; label: string }[]; none?: string }) {
  const value = profile.valueOf(kind, field.name);
  return (
    <Select
      label={labelOf(field)}
      help={help}
      options={[{ id: NONE, label: none }, ...options]}
      value={typeof value === 'string' ? value : NONE}
      onChange={(next) => {
        const chosen = next === NONE ? null : next;
        if (chosen !== value) void profile.save(kind, field.name, chosen, value);
      }}
    />
  );
}

/** What is being written, and what the field said when that began. */
interface Draft {
  text: string;
  base: unknown;
}

function WrittenField({ kind, field, profile, help, hideLabel, rows }: ProfileFieldProps) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const value = profile.valueOf(kind, field.name);
  const text = draft?.text ?? written(field.as, value);
  const typed = draft && read(field.as, draft.text);
  const wrong = typed && !typed.ok ? (typed.why === 'json' ? profilesText.badJson : profilesText.badNumber) : undefined;
  const label = labelOf(field);

  const save = async (now: Draft | null = draft): Promise<boolean> => {
    clearTimeout(timer.current);
    const meant = now && read(field.as, now.text);
    if (!now || !meant) return true;
    if (!meant.ok) return false;
    if (now.text === written(field.as, now.base)) {
      setDraft(null);
      return true;
    }
    const is_saved = await profile.save(kind, field.name, meant.value, now.base);
    // What was typed in the meantime goes on from what is saved now.
    if (is_saved) setDraft((later) => (later === now || !later ? null : { ...later, base: meant.value }));
    return is_saved;
  };
  useUnsaved(draft ? { title: label, save: () => save(), discard: () => setDraft(null) } : null);
  const { generation } = profile;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a settled conflict is where the field begins anew.
  useEffect(() => setDraft(null), [generation]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const shared = {
    label,
    hideLabel,
    help,
    error: wrong ?? profile.problems[`${kind}.${field.name}`],
    value: text,
    onChange: (next: string) => {
      const now = { text: next, base: draft ? draft.base : value };
      setDraft(now);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(now), PAUSE);
    },
    onBlur: () => void save(),
  };
  if (field.as === 'long' || field.as === 'json')
    return <TextArea {...shared} rows={rows ?? 4} mono={field.as === 'json'} />;
  return <TextField {...shared} mono={field.as === 'code'} inputMode={field.as === 'number' ? 'decimal' : undefined} />;
}
