'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import type { Bound } from '#components/form/bound.ts';
import { FormTextField } from '#components/form/text-fields.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { TextFieldProps } from '#components/ui/text-field.tsx';
import { accountText } from './text.ts';

/** For password managers, in a form without a field for it: the name under which they keep the password. */
export const KnownAs = ({ email }: { email: string }) => (
  <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
);

/** A password that can be looked at while it is written, instead of being written twice. */
export function FormPasswordField<Values extends FieldValues>(props: Bound<Values, TextFieldProps>) {
  const [isShown, setShown] = useState(false);
  return (
    <FormTextField
      {...props}
      type={isShown ? 'text' : 'password'}
      suffix={
        <IconButton
          size="sm"
          label={isShown ? accountText.hide : accountText.show}
          pressed={isShown}
          onPress={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff /> : <Eye />}
        </IconButton>
      }
    />
  );
}
