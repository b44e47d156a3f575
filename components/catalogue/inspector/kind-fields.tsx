'use client';

import { Eye, EyeOff, WandSparkles } from 'lucide-react';
import { type Control, useController, useWatch } from 'react-hook-form';
import { text as wordsOf } from '#components/base/text.ts';
import { FormSelect } from '#components/form/list-fields.tsx';
import { FormNumberField } from '#components/form/number-field.tsx';
import { FormTextArea, FormTextField } from '#components/form/text-fields.tsx';
import { FormSwitch } from '#components/form/toggle-fields.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { BEACON_CATEGORIES, DIFFICULTIES, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { suggestSlug } from '#lib/base/core/slug.ts';
import { limitOf, NONE, type Values } from './fields.ts';
import { text } from './text.ts';

interface FieldsProps {
  kind: NamedKind;
  control: Control<Values>;
}

const difficulties = DIFFICULTIES.map((id) => ({ id, label: wordsOf.difficulty[id] ?? id }));
const categories = [
  { id: NONE, label: text.noCategory },
  ...BEACON_CATEGORIES.map((id) => ({ id, label: wordsOf.category[id] ?? id })),
];

/** The controls of a kind, in the order in which one thinks of them. */
export function KindFields({ kind, control }: FieldsProps) {
  const name = kind === 'domain' || kind === 'beacon' ? 'name' : 'title';
  const describes = kind === 'spark' ? 'summary' : 'description';
  const field = (key: string) => ({ control, name: key, label: text.fields[key] ?? key, limit: limitOf(kind, key) });
  return (
    <>
      <FormTextArea {...field(name)} rows={1} />
      <FormTextArea {...field(describes)} rows={4} />
      {kind === 'trail' && <FormSelect {...field('difficulty_level')} options={difficulties} />}
      {kind === 'spark' && (
        <div className="grid grid-cols-2 items-start gap-3">
          <FormSelect {...field('difficulty')} options={difficulties} />
          <FormNumberField
            control={control}
            name="estimated_mins"
            label={text.fields.estimated_mins ?? ''}
            unit={text.minutes}
            minValue={1}
            maxValue={60}
          />
        </div>
      )}
      {kind === 'beacon' && <FormSelect {...field('category')} options={categories} />}
      {kind === 'domain' && (
        <div className="grid grid-cols-2 items-start gap-3">
          <ColorField control={control} />
          <FormTextField {...field('icon')} />
        </div>
      )}
      <SlugField kind={kind} control={control} source={name} />
      {kind !== 'beacon' && <PublishField control={control} />}
    </>
  );
}

function SlugField({ kind, control, source }: FieldsProps & { source: string }) {
  const { field, fieldState } = useController({ control, name: 'slug' });
  const title = String(useWatch({ control, name: source }) ?? '');
  const suggestion = suggestSlug(title, kind).slice(0, 200);
  return (
    <TextField
      label={text.fields.slug ?? ''}
      mono
      value={String(field.value ?? '')}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      error={fieldState.error?.message}
      help={fieldState.isDirty ? text.slugHelp : undefined}
      autoComplete="off"
      suffix={
        <IconButton
          size="sm"
          label={text.suggestSlug}
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
    <FormSwitch control={control} name="is_published" help={published ? text.publishedHelp : text.draftHelp}>
      <span className="flex items-center gap-1.5 font-medium">
        <Icon aria-hidden className={published ? 'size-4 text-published' : 'size-4 text-draft'} />
        {published ? text.published : text.draft}
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
      label={text.fields.color ?? ''}
      mono
      value={value}
      placeholder={text.noColor}
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
            aria-label={text.colorPick}
            value={isColor ? value : '#888888'}
            onChange={(event) => field.onChange(event.target.value.toUpperCase())}
            className="absolute inset-0 size-full cursor-pointer opacity-0"
          />
        </span>
      }
    />
  );
}
