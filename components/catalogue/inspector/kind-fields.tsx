'use client';

import { Eye, EyeOff, WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Control, useController, useWatch } from 'react-hook-form';
import { baseText } from '#components/base/text.ts';
import { FormSelect } from '#components/form/list-fields.tsx';
import { FormNumberField } from '#components/form/number-field.tsx';
import { FormTextArea, FormTextField } from '#components/form/text-fields.tsx';
import { FormSwitch } from '#components/form/toggle-fields.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { BEACON_CATEGORIES, DIFFICULTIES, KINDS, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { suggestSlug } from '#lib/base/core/slug.ts';
import { editedFields, limitOf, NONE, type Values } from './fields.ts';
import { inspectorText } from './text.ts';

interface FieldsProps {
  kind: NamedKind;
  control: Control<Values>;
}

const difficulties = DIFFICULTIES.map((id) => ({ id, label: baseText.difficulty[id] ?? id }));
const categories = [
  { id: NONE, label: inspectorText.noCategory },
  ...BEACON_CATEGORIES.map((id) => ({ id, label: baseText.category[id] ?? id })),
];

type FieldControl = (props: FieldProps) => ReactNode;

interface FieldProps extends FieldsProps {
  name: string;
  label: string;
  limit?: number;
}

/** How each field is edited. A field that is not here is a line of text. */
const CONTROLS: Record<string, FieldControl> = {
  name: ({ kind: _, ...field }) => <FormTextArea {...field} rows={1} />,
  title: ({ kind: _, ...field }) => <FormTextArea {...field} rows={1} />,
  description: ({ kind: _, ...field }) => <FormTextArea {...field} rows={4} />,
  summary: ({ kind: _, ...field }) => <FormTextArea {...field} rows={4} />,
  difficulty: ({ kind: _, ...field }) => <FormSelect {...field} options={difficulties} />,
  difficulty_level: ({ kind: _, ...field }) => <FormSelect {...field} options={difficulties} />,
  category: ({ kind: _, ...field }) => <FormSelect {...field} options={categories} />,
  estimated_mins: ({ control, name, label }) => (
    <FormNumberField
      control={control}
      name={name}
      label={label}
      unit={inspectorText.minutes}
      minValue={1}
      maxValue={60}
    />
  ),
  color: ({ control }) => <ColorField control={control} />,
  slug: ({ kind, control }) => <SlugField kind={kind} control={control} source={KINDS[kind].name.field} />,
  is_published: ({ control }) => <PublishField control={control} />,
};

/** Short ones that share a line with the one beside them. */
const HALVES = ['difficulty', 'estimated_mins', 'color', 'icon'];

/** The controls of a kind, in the order in which one thinks of them. */
export function KindFields({ kind, control }: FieldsProps) {
  const lines: string[][] = [];
  for (const name of editedFields(kind)) {
    const last = lines.at(-1);
    if (last?.length === 1 && HALVES.includes(name) && HALVES.includes(last[0] ?? '')) last.push(name);
    else lines.push([name]);
  }
  const controlOf = (name: string) => {
    const Field = CONTROLS[name] ?? LineOfText;
    return (
      <Field
        key={name}
        {...{ kind, control, name }}
        label={inspectorText.fields[name] ?? name}
        limit={limitOf(kind, name)}
      />
    );
  };
  return lines.map((line) =>
    line.length === 1 ? (
      line.map(controlOf)
    ) : (
      <div key={line.join()} className="grid grid-cols-2 items-start gap-3">
        {line.map(controlOf)}
      </div>
    ),
  );
}

function LineOfText({ kind: _, ...field }: FieldProps) {
  return <FormTextField {...field} />;
}

function SlugField({ kind, control, source }: FieldsProps & { source: string }) {
  const { field, fieldState } = useController({ control, name: 'slug' });
  const title = String(useWatch({ control, name: source }) ?? '');
  const suggestion = suggestSlug(title, kind).slice(0, 200);
  return (
    <TextField
      label={inspectorText.fields.slug ?? ''}
      mono
      value={String(field.value ?? '')}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={fieldState.error?.message}
      help={fieldState.isDirty ? inspectorText.slugHelp : undefined}
      autoComplete="off"
      suffix={
        <IconButton
          size="sm"
          label={inspectorText.suggestSlug}
          isDisabled={suggestion === field.value}
          onPress={() => field.onChange(suggestion)}
        >
          <WandSparkles />
        </IconButton>
      }
    />
  );
}

function PublishField({ control }: { control: Control<Values> }) {
  const published = Boolean(useWatch({ control, name: 'is_published' }));
  const Icon = published ? Eye : EyeOff;
  return (
    <FormSwitch
      control={control}
      name="is_published"
      help={published ? inspectorText.publishedHelp : inspectorText.draftHelp}
    >
      <span className="flex items-center gap-1.5 font-medium">
        <Icon aria-hidden className={published ? 'size-4 text-published' : 'size-4 text-draft'} />
        {published ? inspectorText.published : inspectorText.draft}
      </span>
    </FormSwitch>
  );
}

function ColorField({ control }: { control: Control<Values> }) {
  const { field, fieldState } = useController({ control, name: 'color' });
  const value = String(field.value ?? '');
  const isColor = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <TextField
      label={inspectorText.fields.color ?? ''}
      mono
      value={value}
      placeholder={inspectorText.noColor}
      onChange={(next) => field.onChange(next.toUpperCase())}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={fieldState.error?.message}
      autoComplete="off"
      prefix={
        <span className="relative block size-4.5">
          <span
            className="block size-full rounded-full border border-line-strong"
            style={isColor ? { backgroundColor: value } : undefined}
          />
          <input
            type="color"
            aria-label={inspectorText.colorPick}
            value={isColor ? value : '#888888'}
            onChange={(event) => field.onChange(event.target.value.toUpperCase())}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
        </span>
      }
    />
  );
}
