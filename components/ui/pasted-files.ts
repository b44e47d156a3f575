/**
 * The files that are meant by what was pasted or dropped. A picture copied from a page comes with its HTML, and cells of a
 * spreadsheet come with a picture of themselves: the file counts where nothing else was copied.
 */
export function filesIn(data: DataTransfer): File[] {
  const files = [...data.files];
  if (files.length === 0) return [];
  const html = data.getData('text/html');
  if (html.trim() === '') return files;
  const page = new DOMParser().parseFromString(html, 'text/html');
  const isPicture = page.body.textContent?.trim() === '' && page.querySelectorAll('img').length === 1;
  return isPicture ? files : [];
}
