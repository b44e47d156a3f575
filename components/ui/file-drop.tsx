'use client';

import { FileUp } from 'lucide-react';
import { type ReactNode, useId, useRef } from 'react';
import { Button } from './button.tsx';
import { type ChosenFolder, folderOfInput } from './chosen-folder.ts';
import { cx } from './cx.tsx';
import { uiText } from './text.ts';
import { useFileDrop } from './use-file-drop.tsx';

export interface FileDropProps {
  /** What is wanted: "Import bundle". */
  label: string;
  /** Kinds and sizes that are taken. */
  help?: ReactNode;
  /** Endings or media types: `['.json', 'application/zip']`. What does not match is handed to `onRefuse`. */
  accept?: string[];
  multiple?: boolean;
  onFiles: (files: File[]) => void;
  /** Takes folders as well, by drop or by a button of their own. */
  onFolder?: (folder: ChosenFolder) => void;
  onRefuse?: (names: string[]) => void;
  disabled?: boolean;
  className?: string;
}

// Every browser knows it, and React hands it on; only its types do not have it.
const FOLDERS = { webkitdirectory: '' };

function matches(file: File, accept?: string[]): boolean {
  if (!accept || accept.length === 0) return true;
  return accept.some((kind) =>
    kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind.toLowerCase()) : file.type === kind,
  );
}

/**
 * Files by drop or by button. The browser's own drop: React Aria's drop zone brings its whole machinery for dragging
 * between lists along, 70 KB, and its keyboard way is the button that stands here anyway.
 */
export function FileDrop({
  label,
  help,
  accept,
  multiple,
  onFiles,
  onFolder,
  onRefuse,
  disabled,
  className,
}: FileDropProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const take = (files: File[]) => {
    const wanted = files.filter((file) => matches(file, accept)).slice(0, multiple ? undefined : 1);
    const refused = files.filter((file) => !matches(file, accept)).map((file) => file.name);
    if (refused.length > 0) onRefuse?.(refused);
    if (wanted.length > 0) onFiles(wanted);
  };
  const { isOver, handlers } = useFileDrop(take, disabled, onFolder);
  return (
    <fieldset
      aria-labelledby={id}
      disabled={disabled}
      {...handlers}
      className={cx(
        'flex min-w-0 flex-col items-center gap-3 rounded-lg border border-dashed px-6 py-8 text-center transition-colors duration-quick',
        isOver ? 'border-accent bg-accent-soft' : 'border-field-line',
        disabled && 'opacity-45',
        className,
      )}
    >
      <FileUp aria-hidden className="size-6 text-faint" strokeWidth={1.5} />
      <div className="flex flex-col gap-0.5">
        <span id={id} className="font-medium">
          {label}
        </span>
        {help && <span className="text-sm text-muted">{help}</span>}
      </div>
      <div className="flex flex-wrap items-center justify-center gap-x-2 gap-y-1">
        <Button isDisabled={disabled} onPress={() => input.current?.click()}>
          {multiple ? uiText.files.browse : uiText.files.browseOne}
        </Button>
        {onFolder && (
          <Button isDisabled={disabled} onPress={() => folderInput.current?.click()}>
            {uiText.files.browseFolder}
          </Button>
        )}
        <span className="text-muted pointer-coarse:hidden">{multiple ? uiText.files.orMany : uiText.files.or}</span>
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept?.join(',')}
        multiple={multiple}
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          // The same file may be chosen again, once it has been mended.
          event.target.value = '';
        }}
      />
      {onFolder && (
        <input
          ref={folderInput}
          type="file"
          hidden
          {...FOLDERS}
          onChange={(event) => {
            const folder = folderOfInput([...(event.target.files ?? [])]);
            event.target.value = '';
            onFolder(folder);
          }}
        />
      )}
    </fieldset>
  );
}
