'use client';

import { uiText } from './text.ts';
import { TextField } from './text-field.tsx';

interface TypeNameProps {
  name: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
}

/** The name that a reader types before something goes for good. */
export function TypeName({ name, value, onChange, onSubmit }: TypeNameProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <TextField
        label={uiText.typeToConfirm}
        help={<span className="font-mono wrap-anywhere select-all">{name}</span>}
        value={value}
        onChange={onChange}
        autoComplete="off"
        autoFocus
      />
    </form>
  );
}
