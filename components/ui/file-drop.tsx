'use client';

import { FileUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Text } from 'react-aria-components/Text';
import { isFileDropItem } from 'react-aria-components/useDrop';
import { buttonClass } from './button';
import { cx } from './cx';
import { text } from './text';

export interface FileDropProps {
  /** What is wanted: "Import bundle". */
  label: string;
  /** Kinds and sizes that are taken. */
  help?: ReactNode;
  /** Endings or media types: `['.json', 'application/zip']`. What does not match is handed to `onRefuse`. */
  accept?: string[];
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  onRefuse?: (names: string[]) => void;
  disabled?: boolean;
  className?: string;
}

function matches(file: File, accept?: string[]): boolean {
  if (!accept || accept.length === 0) return true;
  return accept.some((kind) =>
    kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind.toLowerCase()) : file.type === kind,
  );
}

/** Files by drop, by button, or pasted while the zone has the focus. */
export function FileDrop({ label, help, accept, multiple, onFiles, onRefuse, disabled, className }: FileDropProps) {
  const take = (files: File[]) => {
    const wanted = files.filter((file) => matches(file, accept)).slice(0, multiple ? undefined : 1);
    const refused = files.filter((file) => !matches(file, accept)).map((file) => file.name);
    if (refused.length > 0) onRefuse?.(refused);
    if (wanted.length > 0) onFiles(wanted);
  };
  return (
    <DropZone
      isDisabled={disabled}
      onDrop={async ({ items }) => take(await Promise.all(items.filter(isFileDropItem).map((item) => item.getFile())))}
      className={cx(
        'flex flex-col items-center gap-3 rounded-lg border border-dashed border-field-line px-6 py-8 text-center transition-colors duration-quick',
        'data-drop-target:border-accent data-drop-target:bg-accent-soft data-focus-visible:outline-2 data-focus-visible:outline-focus data-disabled:opacity-45',
        className,
      )}
    >
      <FileUp aria-hidden className="size-6 text-faint" strokeWidth={1.5} />
      <div className="flex flex-col gap-0.5">
        <Text slot="label" className="font-medium">
          {label}
        </Text>
        {help && <span className="text-sm text-muted">{help}</span>}
      </div>
      <div className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1">
        <FileTrigger
          acceptedFileTypes={accept}
          allowsMultiple={multiple}
          onSelect={(files) => files && take(Array.from(files))}
        >
          <Button isDisabled={disabled} className={buttonClass({})}>
            {multiple ? text.files.browse : text.files.browseOne}
          </Button>
        </FileTrigger>
        <span className="text-muted">{multiple ? text.files.orMany : text.files.or}</span>
      </div>
    </DropZone>
  );
}
