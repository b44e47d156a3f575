'use client';

import { useEffect, useState } from 'react';
import { ComboBox } from '#components/ui/combo-box.tsx';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { usePlaces } from './outline/use-places.ts';

export interface EntityChoiceProps {
  workspace: string;
  kind: NamedKind;
  label: string;
  hideLabel?: boolean;
  placeholder: string;
  /** The title of the chosen one, where there is one already. */
  title: string | null;
  value: string | null;
  onChange: (chosen: { id: string; title: string } | null) => void;
  help?: string;
  /** Ids of those that are no choice here. */
  without?: ReadonlySet<string>;
  autoFocus?: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** One entity of a kind, found by words of its title. */
export function EntityChoice(props: EntityChoiceProps) {
  const {
    workspace,
    kind,
    label,
    hideLabel,
    placeholder,
    title,
    value,
    onChange,
    help,
    without = NONE,
    autoFocus,
  } = props;
  const [typed, setTyped] = useState(title ?? '');
  // The title of what an address has chosen may come later; what somebody has typed meanwhile stays.
  useEffect(() => {
    if (value !== null && title !== null) setTyped((before) => before || title);
  }, [value, title]);
  const { places } = usePlaces(workspace, kind, typed === title ? '' : typed);
  // The chosen one is always among them, for the field shows its title.
  const known = value !== null && title !== null && !places.some(({ id }) => id === value);
  const options = [
    ...(known ? [{ id: value, label: title }] : []),
    ...places
      .filter(({ id }) => !without.has(id))
      .map(({ id, title: name, path }) => ({ id, label: name, description: path || undefined })),
  ];
  return (
    <ComboBox
      label={label}
      hideLabel={hideLabel}
      placeholder={placeholder}
      help={help}
      autoFocus={autoFocus}
      matches={options}
      inputValue={typed}
      onInputChange={setTyped}
      value={value}
      onChange={(id) => {
        const found = options.find((one) => one.id === id);
        setTyped(found?.label ?? '');
        onChange(found ? { id: found.id, title: found.label } : null);
      }}
    />
  );
}
