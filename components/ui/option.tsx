'use client';

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { ListBox, ListBoxItem, type Selection } from 'react-aria-components/ListBox';
import { cx } from './cx.tsx';
import { rowClass } from './floating.tsx';
import { uiText } from './text.ts';

/** One choice of a select or combo box. */
export interface Option {
  id: string;
  label: string;
  description?: string;
  icon?: ReactNode;
  disabled?: boolean;
}

interface OptionListProps {
  items?: readonly Option[];
  /** These three where no combo box holds the choice. */
  label?: string;
  value?: string | null;
  onChoose?: (id: string) => void;
}

/** The list of choices, inside the popover of a select or combo box. */
export function OptionList({ items, label, value, onChoose }: OptionListProps) {
  const own = onChoose && {
    'aria-label': label,
    autoFocus: true,
    selectionMode: 'single' as const,
    selectedKeys: value ? [value] : [],
    onSelectionChange: (keys: Selection) => {
      // Choosing what is chosen already would take it away; it closes the list and stays.
      const [key = value] = keys === 'all' ? [] : [...keys];
      if (key) onChoose(String(key));
    },
  };
  return (
    <ListBox<Option>
      {...own}
      items={items}
      className="max-h-80 overflow-auto p-1 outline-none"
      renderEmptyState={() => <p className="px-2 py-1.5 text-sm text-muted">{uiText.noMatch}</p>}
    >
      {(option) => (
        <ListBoxItem id={option.id} textValue={option.label} isDisabled={option.disabled} className={rowClass}>
          {({ isSelected }) => (
            <>
              {option.icon && <span className="text-muted">{option.icon}</span>}
              <span className="min-w-0 flex-1">
                <span className="text-title block truncate" dir="auto">
                  {option.label}
                </span>
                {option.description && <span className="block text-sm text-muted">{option.description}</span>}
              </span>
              <Check aria-hidden className={cx('text-accent-text', !isSelected && 'invisible')} />
            </>
          )}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
