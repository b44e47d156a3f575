/** Hands a text or picture to the browser as a file to keep. */
export function download(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken it once the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(url));
}
