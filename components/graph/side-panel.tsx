'use client';

import { Inspector } from './inspector';

export interface SidePanelProps {
  tab: string | null;
  onTab: (tab: string | null) => void;
  write: (patch: Record<string, string | null>) => void;
}

/** What can be known of the graph and what is chosen in it. */
export function SidePanel({ write }: SidePanelProps) {
  return <Inspector write={write} />;
}
