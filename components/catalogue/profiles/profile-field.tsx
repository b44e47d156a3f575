'use client';

import { useQuery } from '@tanstack/react-query';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { mayBeEmpty } from '#lib/catalogue/core/profiles.ts';
import { peopleQuery } from '#lib/people/queries/workspaces.ts';
import { CurriculumField } from './curriculum-field.tsx';
import { labelOf, NONE, type ProfileFieldProps } from './field-props.ts';
import { read, written } from './field-value.ts';
import { PersonaField } from './persona-field.tsx';
import { RecordField } from './record-field.tsx';
import { profilesText } from './text.ts';
import { useChoiceDraft, useFieldDraft } from './use-field-draft.ts';

/** A field of a profile, which saves by itself: a choice at once, a text when one leaves it or stops typing. */
export function ProfileFieldControl(props: ProfileFieldProps) {
  const { field } = props;
  if (field.as === 'choice' || field.as === 'switch') return <ChoiceField {...props} />;
  if (field.as === 'person') return <PersonField {...props} />;
  if (field.as === 'persona') return <PersonaField {...props} />;
  if (field.as === 'record') return <RecordField {...props} keys={field.keys} />;
  if (field.as === 'curriculum') return <CurriculumField {...props} />;
  return <WrittenField {...props} />;
}

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function ChoiceField({ kind, field, profile, help }: ProfileFieldProps) {
  const { value, commit } = useChoiceDraft({ kind, field, profile });
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
        if (chosen !== value) commit(chosen);
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
  const { value, commit } = useChoiceDraft({ kind, field, profile });
  return (
    <Select
      label={labelOf(field)}
      help={help}
      error={profile.problems[`${kind}.${field.name}`]}
      options={[{ id: NONE, label: none }, ...options]}
      value={typeof value === 'string' ? value : NONE}
      onChange={(next) => {
        const chosen = next === NONE ? null : next;
        if (chosen !== value) commit(chosen);
      }}
    />
  );
}

function WrittenField({ kind, field, profile, help, hideLabel, rows }: ProfileFieldProps) {
  const label = labelOf(field);
  const draft = useFieldDraft({
    kind,
    field: field.name,
    label,
    profile,
    written: (value) => written(field.as, value),
    read: (text) => read(field.as, text),
  });
  const shared = {
    label,
    hideLabel,
    help,
    error: draft.problem ? profilesText.badNumber[draft.problem] : profile.problems[`${kind}.${field.name}`],
    value: draft.value,
    onChange: draft.change,
    onBlur: () => void draft.save(),
  };
  if (field.as === 'list') return <TextArea {...shared} help={help ?? profilesText.linesHelp} rows={2} />;
  if (field.as === 'long') return <TextArea {...shared} rows={rows ?? 4} />;
  return (
    <TextField
      {...shared}
      mono={field.as === 'code'}
      inputMode={['number', 'decimal', 'share'].includes(field.as) ? 'decimal' : undefined}
    />
  );
}
