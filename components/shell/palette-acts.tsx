import { ArrowUpRight, CornerDownLeft, Link2 } from 'lucide-react';
import { toast } from '#components/ui/toast.tsx';
import type { PaletteItem } from './palette-item.ts';
import { shellText } from './text.ts';

const words = shellText.palette.acts;

async function copy(href: string) {
  try {
    await navigator.clipboard.writeText(new URL(href, location.origin).href);
    toast.done(words.copied);
  } catch {
    toast.problem(words.notCopied);
  }
}

/** What can be done with a row that leads somewhere, in the order of every other menu. */
export function actsOn({ href, more = [] }: PaletteItem): PaletteItem[] {
  if (!href) return [];
  return [
    { id: 'open', label: words.open, icon: <CornerDownLeft />, href },
    { id: 'tab', label: words.newTab, icon: <ArrowUpRight />, run: () => window.open(href, '_blank', 'noopener') },
    { id: 'copy', label: words.copy, icon: <Link2 />, run: () => void copy(href) },
    ...more,
  ];
}
