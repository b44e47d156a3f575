'use client';

import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from 'react-aria-components/Button';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import { KindIcon } from '#components/base/kind.tsx';
import { fieldName } from '#components/history/difference/field-list.tsx';
import { KINDS } from '#lib/base/core/content-kinds.ts';
import type { PlanLine } from '#lib/bundles/data/imports.ts';
import { ActionBadge } from './action-badge.tsx';
import { bundlesText } from './text.ts';

const Words = dynamic(() => import('#components/history/difference/words.tsx'));

const SILENT = new Set(['bundle_style', 'id', 'ordinal']);
const MOST_LETTERS = 140;

/** One entity of the plan; opened, it shows the studio's value and the bundle's beside each other. */
export function PlanLineRow({ line, isOpen }: { line: PlanLine; isOpen?: boolean }) {
  const fields = differing(line);
  const summary = line.before ? fields.map((field) => fieldName(field)).join(', ') : '';
  const title = (
    <>
      <KindIcon kind={line.kind} />
      <span className="flex min-w-0 flex-1 flex-col sm:flex-row sm:items-baseline sm:gap-3">
        <span dir="auto" title={line.label} className="text-title max-w-full shrink-0 truncate sm:max-w-[60%]">
          {line.label.replace('>', ' → ')}
        </span>
        <span className="min-w-0 truncate text-sm text-faint">{summary || KINDS[line.kind].label[0]}</span>
      </span>
      <ActionBadge action={line.action} />
    </>
  );
  if (fields.length === 0)
    return <div className="flex min-h-10 items-center gap-2.5 border-b py-1.5 ps-7.5 pe-2">{title}</div>;
  return (
    <Disclosure defaultExpanded={isOpen} className="border-b">
      {({ isExpanded }) => (
        <>
          <Heading level={3}>
            <Button
              slot="trigger"
              className="flex min-h-10 w-full cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-start data-hovered:bg-hover data-focus-visible:-outline-offset-2"
            >
              <ChevronRight
                aria-hidden
                className={`size-3.5 shrink-0 text-faint transition-transform duration-quick ${isExpanded ? 'rotate-90' : 'rtl:rotate-180'}`}
              />
              {title}
            </Button>
          </Heading>
          <DisclosurePanel>{isExpanded && <Fields line={line} fields={fields} />}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

/** What the bundle says and the studio does not; of a new entity all that it says. */
function differing({ fields, before, action }: PlanLine): string[] {
  if (action === 'unchanged') return [];
  return Object.keys(fields ?? {}).filter(
    (field) =>
      !SILENT.has(field) && JSON.stringify(fields?.[field] ?? null) !== JSON.stringify(before?.[field] ?? null),
  );
}

function Fields({ line, fields }: { line: PlanLine; fields: string[] }) {
  return (
    <div className="flex flex-col gap-3 ps-4 pe-2 pt-1 pb-4 sm:ps-10">
      {line.before && (
        <div className="hidden gap-x-6 text-xs font-medium text-faint sm:grid sm:grid-cols-[7rem_minmax(0,1fr)_minmax(0,1fr)]">
          <span />
          <span>{bundlesText.ours}</span>
          <span>{bundlesText.theirs}</span>
        </div>
      )}
      {fields.map((field) => (
        <Field
          key={field}
          field={field}
          ours={line.before?.[field]}
          theirs={line.fields?.[field]}
          isNew={!line.before}
        />
      ))}
    </div>
  );
}

function Field({ field, ours, theirs, isNew }: { field: string; ours: unknown; theirs: unknown; isNew: boolean }) {
  const [was, is] = [asText(ours), asText(theirs)];
  if (!isNew && Math.max(was.length, is.length) > MOST_LETTERS)
    return (
      <div className="flex flex-col gap-1.5 border-t pt-2">
        <p className="text-sm text-muted">
          {fieldName(field)} <span className="text-faint">({`${bundlesText.ours} → ${bundlesText.theirs}`})</span>
        </p>
        <Words before={was} after={is} />
      </div>
    );
  return (
    <dl className="grid gap-x-6 gap-y-1 border-t pt-2 text-sm sm:grid-cols-[7rem_minmax(0,1fr)_minmax(0,1fr)]">
      <dt className="text-muted">{fieldName(field)}</dt>
      {!isNew && (
        <dd dir="auto" className="min-w-0 break-words">
          <span className="text-faint sm:hidden">{bundlesText.ours}: </span>
          {was || '–'}
        </dd>
      )}
      <dd dir="auto" className={isNew ? 'min-w-0 break-words sm:col-span-2' : 'min-w-0 break-words'}>
        {!isNew && <span className="text-faint sm:hidden">{bundlesText.theirs}: </span>}
        {isNew && is.length > 400 ? `${is.slice(0, 400).trimEnd()}…` : is || '–'}
      </dd>
    </dl>
  );
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
