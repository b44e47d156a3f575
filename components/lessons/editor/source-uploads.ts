import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import { filesIn } from '#components/ui/pasted-files.ts';
import { toast } from '#components/ui/toast.tsx';
import { isImage } from '#lib/assets/core/asset.ts';
import type { UploadedAsset } from '#lib/assets/queries.ts';
import { editorText } from './text.ts';
import { type Uploader, uploadMark } from './upload.ts';

class UploadWidget extends WidgetType {
  readonly id: number;
  private dom: HTMLElement;

  constructor(id: number, dom: HTMLElement) {
    super();
    this.id = id;
    this.dom = dom;
  }

  override eq(other: UploadWidget): boolean {
    return other.id === this.id;
  }

  override toDOM(): HTMLElement {
    return this.dom;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const added = StateEffect.define<{ at: number; widget: UploadWidget }>({
  map: ({ at, widget }, changes) => ({ at: changes.mapPos(at, 1), widget }),
});
const removed = StateEffect.define<number>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, tr) {
    let set = before.map(tr.changes);
    for (const effect of tr.effects) {
      if (effect.is(added)) {
        const { at, widget } = effect.value;
        set = set.update({ add: [Decoration.widget({ widget, side: 1 }).range(at)] });
      }
      if (effect.is(removed)) {
        set = set.update({ filter: (_from, _to, { spec }) => (spec.widget as UploadWidget).id !== effect.value });
      }
    }
    return set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function placeOf(view: EditorView, id: number): number | undefined {
  for (const at = view.state.field(marks).iter(); at.value; at.next()) {
    if ((at.value.spec.widget as UploadWidget).id === id) return at.from;
  }
  return undefined;
}

let number = 0;

function uploadTo(view: EditorView, upload: Uploader, files: File[], at: number) {
  const before = view.state.doc;
  for (const file of files) {
    const id = ++number;
    let isGone = false;
    const mark = uploadMark({
      file,
      upload,
      onDone: (asset) => {
        const place = view.dom.isConnected && !isGone ? placeOf(view, id) : undefined;
        if (place === undefined) return toast.note(editorText.upload.lost(file.name));
        // Whoever has not gone on writing is asked for the description: the cursor goes to where it is missing.
        put(view, id, place, asset, files.length === 1 && view.state.doc === before);
      },
      onGone: () => {
        isGone = true;
        view.dispatch({ effects: removed.of(id) });
      },
    });
    view.dispatch({ effects: added.of({ at, widget: new UploadWidget(id, mark.dom) }) });
    mark.start();
  }
}

function put(view: EditorView, id: number, place: number, asset: UploadedAsset, isWaiting: boolean) {
  const isPicture = isImage(asset.media_type);
  const words = (isPicture ? (asset.alt_text ?? '') : (asset.path.split('/').at(-1) ?? '')).replace(/[[\]\\]/g, '\\$&');
  const insert = `${isPicture ? '!' : ''}[${words}](${asset.address})`;
  const isAsked = isPicture && words === '' && isWaiting;
  view.dispatch({
    changes: { from: place, insert },
    effects: removed.of(id),
    selection: isAsked ? { anchor: place + 2 } : undefined,
    userEvent: 'input.paste',
  });
}

/** Files that are pasted or dropped into the source are uploaded, and named in it when they are there. */
export function sourceUploads(upload: Uploader): Extension {
  return [
    marks,
    EditorView.domEventHandlers({
      paste: (event, view) => {
        const files = event.clipboardData ? filesIn(event.clipboardData) : [];
        if (files.length === 0) return false;
        event.preventDefault();
        uploadTo(view, upload, files, view.state.selection.main.head);
        return true;
      },
      drop: (event, view) => {
        const files = event.dataTransfer ? filesIn(event.dataTransfer) : [];
        if (files.length === 0) return false;
        event.preventDefault();
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.selection.main.head;
        view.focus();
        view.dispatch({ selection: { anchor: at } });
        uploadTo(view, upload, files, at);
        return true;
      },
    }),
  ];
}
