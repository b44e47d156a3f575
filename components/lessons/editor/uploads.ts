import { type Editor, Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { filesIn } from '#components/ui/pasted-files.ts';
import { toast } from '#components/ui/toast.tsx';
import { isImage } from '#lib/assets/core/asset.ts';
import type { UploadedAsset } from '#lib/assets/queries.ts';
import { openPanelSoon } from './open-panel.ts';
import { editorText } from './text.ts';
import { type Uploader, uploadMark } from './upload.ts';

// Uploads stand in the text as decorations: they move with it, and nothing of them is in the lesson before they are done.

type Change = { add: { id: number; at: number; dom: HTMLElement } } | { remove: number };
const key = new PluginKey<DecorationSet>('lesson_uploads');
const uploaders = new WeakMap<Editor, Uploader>();
let number = 0;

/** Says where files that are put into this editor go. */
export function connectUploads(editor: Editor, upload: Uploader) {
  uploaders.set(editor, upload);
}

function apply(tr: Transaction, set: DecorationSet): DecorationSet {
  const moved = set.map(tr.mapping, tr.doc);
  const change = tr.getMeta(key) as Change | undefined;
  if (!change) return moved;
  if ('remove' in change) return moved.remove(moved.find(undefined, undefined, ({ id }) => id === change.remove));
  const { id, at, dom } = change.add;
  // What is put in at its place goes before it, so several files keep their order.
  const widget = Decoration.widget(at, dom, {
    id,
    key: `upload-${id}`,
    side: 1,
    stopEvent: () => true,
    ignoreSelection: true,
  });
  return moved.add(tr.doc, [widget]);
}

const placeOf = (state: EditorState, id: number) =>
  key.getState(state)?.find(undefined, undefined, (one) => one.id === id)[0]?.from;

/** Where a picture or link may stand: in the text there, else below the block. */
function textPlace(state: EditorState, at: number): number {
  const $at = state.doc.resolve(at);
  return $at.parent.type.spec.code ? $at.after() : at;
}

/** Uploads files to where the cursor is, or to a place. Always true: the event is done with. */
export function uploadAt(editor: Editor, files: File[], at = editor.state.selection.to): boolean {
  const upload = uploaders.get(editor);
  if (!upload) return true;
  const before = editor.state.doc;
  for (const file of files) {
    const id = ++number;
    const gone = () => {
      if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, { remove: id } satisfies Change));
    };
    const mark = uploadMark({
      file,
      upload,
      onDone: (asset) => {
        const place = editor.isDestroyed ? undefined : placeOf(editor.state, id);
        if (place === undefined) return toast.note(editorText.upload.lost(file.name));
        // Whoever has not gone on writing is asked for the description; the others see that it is missing.
        put(editor, id, place, asset, files.length === 1 && editor.state.doc === before);
      },
      onGone: gone,
    });
    const change: Change = { add: { id, at: textPlace(editor.state, at), dom: mark.dom } };
    editor.view.dispatch(editor.state.tr.setMeta(key, change));
    mark.start();
  }
  return true;
}

function put(editor: Editor, id: number, place: number, asset: UploadedAsset, isWaiting: boolean) {
  const { state, view, schema } = editor;
  const isPicture = isImage(asset.media_type);
  const name = asset.path.split('/').at(-1) ?? asset.path;
  const node = isPicture
    ? schema.node('image', { src: asset.address, alt: asset.alt_text ?? '' })
    : schema.text(name, [schema.mark('link', { href: asset.address })]);
  const $place = state.doc.resolve(place);
  const isInText =
    $place.parent.inlineContent && $place.parent.canReplaceWith($place.index(), $place.index(), node.type);
  const content: Node = isInText ? node : schema.node('paragraph', null, node);
  const tr = state.tr.insert(place, content).setMeta(key, { remove: id } satisfies Change);
  // What is typed next is no part of the link.
  const link = schema.marks.link;
  if (link) tr.removeStoredMark(link);
  view.dispatch(tr);
  if (isPicture && !asset.alt_text && isWaiting) openPanelSoon(view, isInText ? place : place + 1, 'alt');
}

/** Asks for files of this device. */
export function chooseUploads(editor: Editor) {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => {
    editor.commands.focus();
    uploadAt(editor, [...(input.files ?? [])]);
  });
  input.click();
}

export const Uploads = Extension.create({
  name: 'lesson_uploads',
  addProseMirrorPlugins() {
    const { editor } = this;
    return [
      new Plugin<DecorationSet>({
        key,
        state: { init: () => DecorationSet.empty, apply },
        props: {
          decorations: (state) => key.getState(state),
          handleDrop: (view, event, _slice, isMoved) => {
            const files = isMoved || !event.dataTransfer ? [] : filesIn(event.dataTransfer);
            if (files.length === 0) return false;
            event.preventDefault();
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
            view.focus();
            return uploadAt(editor, files, at);
          },
        },
      }),
    ];
  },
});
