'use client';

import { Sheet } from '#components/ui/sheet.tsx';
import { Rail, type RailProps } from './rail.tsx';
import { shellText } from './text.ts';

interface NavSheetProps extends Pick<RailProps, 'nav' | 'workspace'> {
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The rail on a phone. */
export function NavSheet({ nav, workspace, isOpen, onOpenChange }: NavSheetProps) {
  return (
    <Sheet
      title={shellText.navigation}
      hideTitle
      side="start"
      width="17rem"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {(close) => <Rail nav={nav} workspace={workspace} onNavigate={close} />}
    </Sheet>
  );
}
