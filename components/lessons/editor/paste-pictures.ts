import type { Editor } from '@tiptap/core';
import { toast } from '#components/ui/toast.tsx';
import type { CleanBlocks } from './model.ts';
import { editorText } from './text.ts';
import { uploadAt } from './uploads.ts';

const PLACE = /^pasted:(\d+)$/;

/** Uploads the pictures that came within the clipboard to where they stand, and says what could not come along. */
export function uploadPasted(editor: Editor, { pictures, lost, remote }: Omit<CleanBlocks, 'blocks'>) {
  const places: { at: number; picture: string }[] = [];
  editor.state.doc.descendants((node, at) => {
    const number = node.type.name === 'image' ? PLACE.exec(node.attrs.src)?.[1] : undefined;
    if (number !== undefined) places.push({ at, picture: pictures[Number(number)] ?? '' });
  });
  const { tr } = editor.state;
  for (const { at } of places.toReversed()) tr.delete(at, at + 1);
  if (places.length > 0) editor.view.dispatch(tr);
  for (const [number, { at, picture }] of places.entries()) {
    const file = fileOf(picture, number + 1);
    // Those before it are gone from the text, each of them one place long.
    if (file) uploadAt(editor, [file], at - number);
  }
  if (lost > 0) toast.note(editorText.picturesLost(lost));
  if (remote > 0) toast.note(editorText.picturesRemote(remote));
}

/** The file within a data address. */
function fileOf(address: string, number: number): File | null {
  const found = /^data:image\/([a-z]+);base64,(.*)$/is.exec(address);
  if (!found) return null;
  const [, type = '', base64 = ''] = found;
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s+/g, '')), (sign) => sign.charCodeAt(0));
    return new File([bytes], `pasted-${number}.${type === 'jpeg' ? 'jpg' : type}`, { type: `image/${type}` });
  } catch {
    return null;
  }
}
