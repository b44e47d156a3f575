import type { UploadedAsset, UploadRequest } from '#lib/assets/queries.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { editorText } from './text.ts';
import { make } from './views/dom.ts';

/** Takes a file to where lessons find it. */
export type Uploader = (request: UploadRequest) => Promise<UploadedAsset>;

/** How an upload stands in the text while it is on its way: its name, how far it is, and a refusal with what to do. */
export interface UploadMark {
  dom: HTMLElement;
  /** Sends the file; again after a refusal that was not final. Nothing comes of one that was left out. */
  start: () => void;
}

export interface UploadMarkOptions {
  file: File;
  upload: Uploader;
  onDone: (asset: UploadedAsset) => void;
  /** It was stopped, or left out after a refusal. */
  onGone: () => void;
}

const button = (label: string, onPress: () => void) => {
  const made = make('button', { type: 'button', class: 'upload-act' }, label);
  // The text keeps its selection.
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', onPress);
  return made;
};

export function uploadMark({ file, upload, onDone, onGone }: UploadMarkOptions): UploadMark {
  const dom = make('span', {
    class: 'upload-mark',
    contenteditable: 'false',
    role: 'group',
    'aria-label': editorText.upload.label(file.name),
  });
  const percent = new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'percent' });

  const start = () => {
    const abort = new AbortController();
    const bar = make('progress', { max: '1', value: '0', 'aria-label': editorText.upload.label(file.name) });
    const said = make('span', { class: 'upload-said' }, editorText.upload.sent(percent.format(0)));
    const stop = button(editorText.upload.stop, () => {
      abort.abort();
      onGone();
    });
    dom.classList.remove('upload-refused');
    dom.replaceChildren(make('span', { class: 'upload-name', dir: 'auto' }, file.name), bar, said, stop);
    const onProgress = (share: number) => {
      // Of what has arrived nobody knows how long it is looked through.
      if (share < 1) bar.value = share;
      else bar.removeAttribute('value');
      said.textContent = share < 1 ? editorText.upload.sent(percent.format(share)) : editorText.upload.checking;
    };
    upload({ file, signal: abort.signal, onProgress }).then(onDone, (error) => {
      if (abort.signal.aborted) return;
      dom.classList.add('upload-refused');
      dom.replaceChildren(
        make('span', { class: 'upload-said', role: 'alert' }, problemOf(error).message),
        button(editorText.upload.again, start),
        button(editorText.upload.dismiss, onGone),
      );
    });
  };
  return { dom, start };
}
