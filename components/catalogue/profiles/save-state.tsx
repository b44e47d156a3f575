'use client';

import { useLocale } from 'react-aria-components/I18nProvider';
import { profilesText } from './text.ts';
import type { Profile } from './use-profile.ts';

/** How saving goes, in sight wherever one writes. */
export function SaveState({ profile }: { profile: Pick<Profile, 'isSaving' | 'savedAt'> }) {
  const { locale } = useLocale();
  const time = profile.savedAt?.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const text = profile.isSaving ? profilesText.saving : time ? profilesText.saved(time) : '';
  return (
    <p role="status" className="pointer-events-none sticky bottom-2 z-10 flex h-7 justify-end text-sm text-muted">
      {text && <span className="rounded-md border bg-surface px-2 py-0.5 tabular-nums">{text}</span>}
    </p>
  );
}
