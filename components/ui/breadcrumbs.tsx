'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Link } from 'react-aria-components/Link';
import { cx } from './cx.tsx';
import { uiText } from './text.ts';

export interface Crumb {
  label: string;
  href?: string;
}

/** The last one is the place itself. A phone shows that one, with a way back to the one above. */
export function Breadcrumbs({ items, className }: { items: readonly Crumb[]; className?: string }) {
  const parent = items.at(-2);
  return (
    <nav aria-label={uiText.breadcrumbs} className={cx('flex min-w-0 items-center', className)}>
      {parent?.href && (
        <Link
          href={parent.href}
          aria-label={uiText.backTo(parent.label)}
          className="flex size-8 shrink-0 items-center justify-center rounded-lg text-muted md:hidden data-pressed:bg-pressed"
        >
          <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
        </Link>
      )}
      <ol className="flex min-w-0 items-center text-base">
        {items.map((item, place) => {
          const last = place === items.length - 1;
          const label = (
            <span dir="auto" title={item.label} className="block truncate">
              {item.label}
            </span>
          );
          return (
            <li
              key={item.href ?? item.label}
              className={cx(
                'flex items-center',
                last ? 'min-w-24 shrink-[100] max-md:min-w-0' : 'min-w-14 max-md:hidden',
              )}
            >
              {last || !item.href ? (
                <span
                  aria-current={last ? 'page' : undefined}
                  className={cx('min-w-6 truncate px-1 py-0.5', last ? 'font-medium text-ink' : 'text-muted')}
                >
                  {label}
                </span>
              ) : (
                <Link
                  href={item.href}
                  className="min-w-6 truncate rounded-sm px-1 py-0.5 text-muted data-hovered:bg-hover data-hovered:text-ink"
                >
                  {label}
                </Link>
              )}
              {!last && <ChevronRight aria-hidden className="size-3.5 shrink-0 text-faint rtl:rotate-180" />}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
