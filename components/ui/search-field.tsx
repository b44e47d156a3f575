'use client';

import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
} from 'react-aria-components/SearchField';
import { cx } from './cx.tsx';
import { bareInputClass, groupClass } from './field.tsx';
import { Kbd } from './kbd.tsx';

export interface SearchFieldProps extends Omit<AriaSearchFieldProps, 'className' | 'children' | 'aria-label'> {
  /** What is searched: "Search sparks". Shown as the placeholder and read as the name. */
  label: string;
  shortcut?: string;
  size?: 'sm' | 'md';
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** Escape empties it. */
export function SearchField({ label, shortcut, size = 'md', className, inputRef, ...rest }: SearchFieldProps) {
  return (
    <AriaSearchField {...rest} aria-label={label} className={cx('group min-w-0', className)}>
      <Group className={cx(groupClass, size === 'sm' ? 'h-7' : 'h-8')}>
        <Search aria-hidden className="ms-2.5 size-4 shrink-0 text-faint" />
        <Input
          ref={inputRef}
          placeholder={label}
          dir="auto"
          className={cx(bareInputClass, 'ps-2 [&::-webkit-search-cancel-button]:hidden')}
        />
        {shortcut && (
          <span className="hidden pe-2 group-data-empty:pointer-fine:inline-flex">
            <Kbd keys={shortcut} />
          </span>
        )}
        <Button className="me-1 flex size-6 items-center justify-center rounded-md text-muted group-data-empty:hidden data-hovered:bg-hover">
          <X aria-hidden className="size-3.5" />
        </Button>
      </Group>
    </AriaSearchField>
  );
}
