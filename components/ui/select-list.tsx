'use client';

import type { RefObject } from 'react';
import { Popover } from 'react-aria-components/Popover';
import { cx } from './cx.tsx';
import { floatingListClass } from './floating.tsx';
import { OptionList } from './option.tsx';
import type { SelectProps } from './select.tsx';

interface SelectListProps extends Pick<SelectProps, 'label' | 'options' | 'value' | 'onChange'> {
  button: RefObject<HTMLElement | null>;
  isOpen: boolean;
  onClose: () => void;
}

/** What a select shows once it opens: the focus begins at what is chosen. */
export function SelectList({ label, options, value, onChange, button, isOpen, onClose }: SelectListProps) {
  return (
    <Popover
      triggerRef={button}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      placement="bottom start"
      offset={4}
      className={cx(floatingListClass, 'min-w-(--trigger-width) max-w-[min(28rem,calc(100vw-1rem))]')}
    >
      <OptionList
        label={label}
        items={options}
        value={value}
        onChoose={(id) => {
          onClose();
          if (id !== value) onChange?.(id);
        }}
      />
    </Popover>
  );
}
