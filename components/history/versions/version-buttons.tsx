'use client';

import { Bookmark } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { HistoryChangeSet, VersionLine } from '#lib/history/data/versions.ts';
import { timelineText } from '../text.ts';
import { sittingText } from './sitting-text.ts';
import { isCompared, isNamed, isRestored, type VersionActs } from './version-acts.tsx';

export interface VersionButtonsProps {
  line: VersionLine;
  change_set: HistoryChangeSet;
  acts: VersionActs;
  /** What it is called, where that does not stand above. */
  named: string | null;
  isOpen: boolean;
  panel: string;
  onCompare: () => void;
}

/** Compare, restore and name a version. */
export function VersionButtons({ line, change_set, acts, named, isOpen, panel, onCompare }: VersionButtonsProps) {
  const { version, operation, newest } = line;
  const isBroughtBack = newest.id === line.id && operation === 'delete';
  return (
    // The same width with one button as with three: versions and buttons stand below each other.
    <div className="flex items-center gap-1 @xl:w-54">
      {isCompared(line) && (
        <Button
          size="sm"
          variant="quiet"
          aria-expanded={isOpen}
          aria-controls={isOpen ? panel : undefined}
          aria-label={isOpen ? timelineText.hideOf(version, named) : timelineText.compareOf(version, named)}
          onPress={onCompare}
        >
          {isOpen ? timelineText.hide : timelineText.compare}
        </Button>
      )}
      {isNamed(line) && (
        <IconButton
          size="sm"
          label={line.name ? sittingText.renameOf(version, line.name) : sittingText.nameOf(version)}
          onPress={() => acts.name(line, change_set)}
        >
          <Bookmark aria-hidden className={line.name ? 'fill-current' : undefined} />
        </IconButton>
      )}
      {isRestored(line) && (
        <Button
          size="sm"
          variant="quiet"
          isPending={acts.isPending}
          aria-label={timelineText.restoreOf(version, named)}
          onPress={() => acts.restore(line, change_set)}
        >
          {timelineText.restore}
        </Button>
      )}
      {isBroughtBack && (
        <Button
          size="sm"
          variant="quiet"
          isPending={acts.isPending}
          aria-label={timelineText.bringBackOf(line.label)}
          onPress={() => acts.bringBack(line)}
        >
          {timelineText.bringBack}
        </Button>
      )}
    </div>
  );
}
