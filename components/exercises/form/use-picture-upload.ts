import { useState } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { isImage } from '#lib/assets/core/asset.ts';
import { type UploadedAsset, useUploadFile } from '#lib/assets/queries.ts';
import { problemOf } from '#lib/base/queries/result.ts';

/** A file as Markdown names it, and how far into that its description is. */
export function markdownOfFile({ media_type, alt_text, path, address }: Omit<UploadedAsset, 'id'>): {
  text: string;
  words: number;
} {
  const isPicture = isImage(media_type);
  const words = (isPicture ? (alt_text ?? '') : (path.split('/').at(-1) ?? '')).replace(/[[\]\\]/g, '\\$&');
  return { text: `${isPicture ? '!' : ''}[${words}](${address})`, words: isPicture ? 2 : 1 };
}

/** Sends files of a field, one after the other; `sending` names the one that is on its way. */
export function usePictureUpload(workspace: string, put: (asset: UploadedAsset) => void) {
  const { mutateAsync } = useUploadFile(workspace);
  const [sending, setSending] = useState<string | null>(null);
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      setSending(file.name);
      try {
        put(await mutateAsync({ file }));
      } catch (error) {
        toast.problem(problemOf(error).message);
      }
    }
    setSending(null);
  };
  return { sending, send };
}

/** Asks for pictures of this device. */
export function choosePictures(onChosen: (files: File[]) => void): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = true;
  input.addEventListener('change', () => onChosen([...(input.files ?? [])]));
  input.click();
}
