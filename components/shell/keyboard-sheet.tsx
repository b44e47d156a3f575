'use client';

import { cx } from '#components/ui/cx.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { ShortcutGroup } from './shortcuts.tsx';
import { shellText } from './text.ts';

export interface KeyboardSheetProps {
  groups: readonly ShortcutGroup[];
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** All shortcuts that work right now, on `?`. */
export function KeyboardSheet({ groups, isOpen, onOpenChange }: KeyboardSheetProps) {
  return (
    <Dialog
      title={shellText.keyboard}
      size={groups.length > 1 ? 'lg' : 'sm'}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      <p className="text-muted">{shellText.keyboardNote}</p>
      <div className={cx('gap-8 pt-4', groups.length > 1 && 'sm:columns-2')}>
        {groups.map((group) => (
          <section key={group.label} className="mb-6 break-inside-avoid">
            <h3 className="pb-1 text-sm font-medium text-faint">{group.label}</h3>
            <ul>
              {group.items.map((item) => (
                <li key={item.keys} className="flex items-center justify-between gap-4 border-b py-1.5 last:border-b-0">
                  <span>{item.label}</span>
                  <Kbd keys={item.keys} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
