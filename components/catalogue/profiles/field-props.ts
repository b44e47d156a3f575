import type { ProfileField, ProfileKind } from '#lib/catalogue/core/profiles.ts';
import type { ProfilePanel } from '#lib/catalogue/data/profiles.ts';
import { profilesText } from './text.ts';
import type { Profile } from './use-profile.ts';

/** How a select says that there is no value. */
export const NONE = '(none)';

export interface ProfileFieldProps {
  workspace: string;
  kind: ProfileKind;
  field: ProfileField;
  profile: Profile;
  /** Whom a course can be written as. */
  personas?: ProfilePanel['personas'];
  help?: string;
  /** Its section bears its name already. */
  hideLabel?: boolean;
  rows?: number;
}

/** What people call a field. */
export const labelOf = (field: ProfileField): string => profilesText.fields[field.name] ?? field.name;
