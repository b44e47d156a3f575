'use client';

import type { ComponentProps, MouseEvent } from 'react';

export interface MapLinkProps extends ComponentProps<'a'> {
  href: string;
  /** Goes there without asking the server: the map is here already. */
  onGo: () => void;
}

/** A link within the map. Opened in a tab of its own, it is a page like every other. */
export function MapLink({ onGo, href, ...props }: MapLinkProps) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onGo();
  };
  return <a {...props} href={href} onClick={onClick} />;
}
