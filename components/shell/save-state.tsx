'use client';

import { Check, CircleAlert, CircleDashed, CloudOff, LoaderCircle, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { Button } from 'react-aria-components/Button';
import { useLocale } from 'react-aria-components/I18nProvider';
import { cx } from '#components/ui/cx.tsx';
import { dateFormat } from '#components/ui/formats.ts';
import { shellText } from './text.ts';

export type SaveStatus = 'saved' | 'saving' | 'unsaved' | 'offline' | 'conflict' | 'failed';

export interface SaveStateProps {
  status: SaveStatus;
  /** When it was last saved, ISO 8601. */
  savedAt?: string;
  /** What a press does: try again, look at the other version. Only for states that need someone. */
  onPress?: () => void;
}

const LOOKS: Record<SaveStatus, { icon: LucideIcon; ink: string }> = {
  saved: { icon: Check, ink: 'text-muted' },
  saving: { icon: LoaderCircle, ink: 'text-muted' },
  unsaved: { icon: CircleDashed, ink: 'text-muted' },
  offline: { icon: CloudOff, ink: 'text-draft' },
  conflict: { icon: TriangleAlert, ink: 'text-draft' },
  failed: { icon: CircleAlert, ink: 'text-danger-text' },
};

const never = () => () => {};
const useIsClient = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

/** Always in the same place, quiet while all is well. Screen readers hear of trouble, not of every save. */
export function SaveState({ status, savedAt, onPress }: SaveStateProps) {
  const { locale } = useLocale();
  const client = useIsClient();
  const { icon: Icon, ink } = LOOKS[status];
  const time =
    status === 'saved' && savedAt && client
      ? dateFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(savedAt))
      : undefined;
  const words = time ? shellText.save.savedAt(time) : shellText.save[status];
  const trouble = status === 'conflict' || status === 'failed' || status === 'offline';
  const content = (
    <>
      <Icon aria-hidden className={cx('size-3.5 shrink-0', status === 'saving' && 'animate-spin')} />
      <span className={cx('truncate', !trouble && 'max-sm:sr-only')}>{words}</span>
    </>
  );
  const className = cx('flex h-7 min-w-0 items-center gap-1.5 rounded-md px-1.5 text-sm tabular-nums', ink);
  return (
    <span role={trouble ? 'alert' : undefined} className="min-w-0">
      {onPress ? (
        <Button
          onPress={onPress}
          className={cx(className, 'underline decoration-current/40 underline-offset-3 data-hovered:bg-hover')}
        >
          {content}
        </Button>
      ) : (
        <span className={className}>{content}</span>
      )}
    </span>
  );
}
