'use client';

import { ChevronRight, CircleMinus, CirclePlus, ExternalLink, type LucideIcon, RefreshCw } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import { Link } from 'react-aria-components/Link';
import { KindIcon } from '#components/base/kind.tsx';
import { FieldList, fieldName } from '#components/history/difference/field-list.tsx';
import { differenceText } from '#components/history/difference/text.ts';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { cx } from '#components/ui/cx.tsx';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { DifferenceLine } from '#lib/history/core/lines.ts';
import type { DifferenceScope } from '#lib/snapshots/core/scope.ts';
import { AskedFields } from './asked-fields.tsx';

export const CHANGE_LOOKS: Record<DifferenceLine['change'], { icon: LucideIcon; ink: string }> = {
  added: { icon: CirclePlus, ink: 'text-published' },
  changed: { icon: RefreshCw, ink: 'text-changed' },
  removed: { icon: CircleMinus, ink: 'text-blocked' },
};

export interface DifferenceRowProps {
  workspace: string;
  scope: DifferenceScope;
  line: DifferenceLine;
  isOpen: boolean;
  onOpen: (open: boolean) => void;
  /** Only where changes are chosen. */
  isChosen?: boolean;
  onChoose?: (chosen: boolean) => void;
}

export function DifferenceRow({ workspace, scope, line, isOpen, onOpen, isChosen, onChoose }: DifferenceRowProps) {
  const { icon: Icon, ink } = CHANGE_LOOKS[line.change];
  const fields = line.change === 'changed' ? line.fields.map(({ field }) => fieldName(field)).join(', ') : '';
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={onOpen} className="border-b last:border-b-0">
      <div className="group/row relative flex items-center gap-1 ps-2">
        {onChoose && (
          <Checkbox
            aria-label={differenceText.select(line.label)}
            isSelected={isChosen}
            onChange={onChoose}
            className="p-1 ps-1.5"
          />
        )}
        <Heading level={3} className="min-w-0 flex-1">
          <Button
            slot="trigger"
            className="flex min-h-10 w-full cursor-default items-center gap-2.5 rounded-md px-1.5 py-1.5 text-start data-hovered:bg-hover data-focus-visible:-outline-offset-2"
          >
            <ChevronRight
              aria-hidden
              className={cx(
                'size-3.5 shrink-0 text-faint transition-transform duration-quick rtl:rotate-180',
                isOpen && 'rotate-90 rtl:rotate-90',
              )}
            />
            <span className={cx('shrink-0', ink)} title={differenceText.changes[line.change]}>
              <Icon aria-hidden className="size-4" />
              <span className="sr-only">{differenceText.changes[line.change]}</span>
            </span>
            <span className="flex min-w-0 flex-1 flex-col sm:flex-row sm:items-baseline sm:gap-3">
              <span
                dir="auto"
                title={line.label}
                className={cx(
                  'text-title max-w-full shrink-0 truncate sm:max-w-[65%]',
                  line.change === 'removed' && 'text-muted line-through decoration-1',
                )}
              >
                {line.label}
              </span>
              <span className="min-w-0 truncate text-sm text-faint">{fields}</span>
            </span>
            <span className="flex shrink-0 items-center gap-1.5 text-sm text-faint max-sm:hidden">
              <KindIcon kind={line.kind} className="size-3.5" />
              {KINDS[line.kind].label[0]}
            </span>
          </Button>
        </Heading>
        {line.place ? (
          <Link
            href={inWorkspace(workspace).entity(line.place.kind, line.place.slug)}
            aria-label={differenceText.open(line.label)}
            className="flex size-8 shrink-0 items-center justify-center rounded-lg text-faint data-hovered:bg-hover data-hovered:text-ink"
          >
            <ExternalLink aria-hidden className="size-3.5" />
          </Link>
        ) : (
          <span className="size-8 shrink-0" />
        )}
      </div>
      <DisclosurePanel>
        {isOpen && (
          <div className={cx('pe-4 pb-3', onChoose ? 'ps-4 sm:ps-18' : 'ps-4 sm:ps-10')}>
            <FieldList
              line={line}
              long={(long) => <AskedFields workspace={workspace} scope={scope} line={line} fields={long} />}
            />
          </div>
        )}
      </DisclosurePanel>
    </Disclosure>
  );
}
