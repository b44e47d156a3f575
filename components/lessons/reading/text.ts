/** Words that the browser adds to a lesson. */
export const readingText = {
  copy: 'Copy',
  copied: 'Copied',
  copyFailed: 'Select and copy',
  copyCode: 'Copy code',
  diagram: 'Diagram',
  diagramFailed: 'This diagram could not be drawn, so its source is shown.',
  imageMissing: 'Picture not found',
} as const;
