import { readingText } from './text.ts';

const COPIED_FOR = 2_000;

/** What a lesson gains in the browser: copy buttons, frames for lost pictures, foreign links in a tab of their own. */
export function enhanceLesson(root: HTMLElement): () => void {
  for (const block of root.querySelectorAll<HTMLElement>('.code-block:not([data-copyable])')) addCopyButton(block);

  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[href^="http"]')) {
    if (link.origin !== location.origin) link.target = '_blank';
  }

  for (const image of root.querySelectorAll('img')) {
    if (image.complete && image.naturalWidth === 0 && image.src) replaceImage(image);
  }
  // Errors of pictures do not bubble, but they can be caught on their way down.
  const onError = (event: Event) => event.target instanceof HTMLImageElement && replaceImage(event.target);
  root.addEventListener('error', onError, true);

  const observer = new ResizeObserver(() => letKeyboardScroll(root));
  observer.observe(root);
  return () => {
    root.removeEventListener('error', onError, true);
    observer.disconnect();
  };
}

/** Formulas and diagrams wider than the page scroll; then, and only then, the keyboard must be able to reach them. */
export function letKeyboardScroll(root: HTMLElement) {
  for (const wide of root.querySelectorAll<HTMLElement>('.katex-display, .diagram')) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute('tabindex');
  }
}

function addCopyButton(block: HTMLElement) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-copy';
  button.textContent = readingText.copy;
  button.setAttribute('aria-label', readingText.copyCode);
  button.addEventListener('click', async () => {
    const code = block.querySelector('code');
    const done = await navigator.clipboard.writeText(code?.textContent ?? '').then(
      () => true,
      () => false,
    );
    if (!done && code) getSelection()?.selectAllChildren(code);
    button.textContent = done ? readingText.copied : readingText.copyFailed;
    button.removeAttribute('aria-label');
    setTimeout(() => {
      button.textContent = readingText.copy;
      button.setAttribute('aria-label', readingText.copyCode);
    }, COPIED_FOR);
  });
  block.append(button);
  block.dataset.copyable = '';
}

function replaceImage(image: HTMLImageElement) {
  const frame = document.createElement('span');
  const words = image.alt || readingText.imageMissing;
  frame.className = 'image-missing';
  frame.setAttribute('role', 'img');
  frame.setAttribute('aria-label', words);
  const address = document.createElement('code');
  address.dir = 'ltr';
  address.textContent = image.getAttribute('src') ?? '';
  frame.title = `${readingText.imageMissing}: ${address.textContent}`;
  frame.append(words, address);
  image.replaceWith(frame);
}
