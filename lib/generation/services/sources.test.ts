import { describe, expect, test } from 'vitest';
import { zip } from '#lib/base/services/zip.ts';
import { convertSource } from './source-file.ts';
import { readSourceFile } from './sources.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const codeOf = async (bytes: Uint8Array, name: string) => {
  const read = await convertSource(bytes, name);
  return read.ok ? read.data.kind : (read.problem.detail as { code: string }).code;
};
const textOf = async (bytes: Uint8Array, name: string) => {
  const read = await convertSource(bytes, name);
  return read.ok ? read.data.text : read.problem.message;
};

/** A PDF of lines of one size each; a page for each list. */
function pdfOf(pages: readonly (readonly [size: number, text: string, y: number][])[], more = ''): Uint8Array {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '', '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'];
  const kids: string[] = [];
  for (const lines of pages) {
    const content = lines.map(([size, text, y]) => `BT /F1 ${size} Tf 50 ${y} Td (${text}) Tj ET`).join('\n');
    objects.push(`<</Length ${content.length}>>stream\n${content}\nendstream`);
    const stream = objects.length;
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${stream} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
    );
    kids.push(`${objects.length} 0 R`);
  }
  objects[1] = `<</Type/Pages/Kids[${kids.join(' ')}]/Count ${kids.length}>>`;
  let text = '%PDF-1.4\n';
  const places = objects.map((body, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const start = text.length;
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R${more}>>\nstartxref\n${start}\n%%EOF`;
  return bytesOf(text);
}

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const docxOf = (body: string) =>
  zip(
    Object.entries({
      '[Content_Types].xml':
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
      '_rels/.rels':
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      'word/document.xml': `<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`,
    }).map(([name, text]) => ({ name, bytes: bytesOf(text) })),
  );
const heading = (text: string) => `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

describe('a file becomes Markdown', () => {
  test('Markdown and text stay as they are', async () => {
    expect(await codeOf(bytesOf('# Tides\r\n\r\nA tide.'), 'a.md')).toBe('markdown');
    expect(await textOf(bytesOf('# Tides\r\n\r\nA tide.'), 'a.md')).toBe('# Tides\n\nA tide.');
    expect(await codeOf(bytesOf('A tide is a rise of the sea.'), 'a.txt')).toBe('text');
    expect(await textOf(bytesOf('The <depth> of 3 < 4.'), 'a.txt')).toBe('The \\<depth> of 3 < 4.');
    expect(await textOf(new Uint8Array([0xff, 0xfe, 0x41, 0, 0x42, 0]), 'a.txt')).toBe('AB');
  });

  test('HTML without its scripts, its forms and its markup', async () => {
    const html = `<!doctype html><html><head><title>T</title><style>p{}</style></head><body><nav>menu</nav><h1>Tides</h1>
      <script>alert(1)</script><!-- note --><p onclick="x()">A <b>tide</b> &lt;i&gt; rises. <a href="java&#10;script:x()">here</a>
      <a href="https://example.org/">there</a></p><ul><li>one</li></ul><img src="data:image/png;base64,AA"><iframe src="x"></iframe></body></html>`;
    const text = await textOf(bytesOf(html), 'a.html');
    expect(text).toContain('# Tides');
    expect(text).toContain('A **tide** \\<i> rises.');
    expect(text).toContain('[there](https://example.org/)');
    expect(text).toContain('- one');
    expect(text).not.toMatch(/alert|onclick|script|iframe|base64|menu|note|<b>/i);
  });

  test('PDF by the size of its letters and the space between its lines', async () => {
    const lines: [number, string, number][] = [
      [20, 'Reading a tide table', 700],
      [11, 'A tide is a rise of the', 670],
      [11, 'sea that the moon rai-', 656],
      [11, 'ses twice a day.', 642],
      [11, 'Sailors plan for it.', 610],
    ];
    expect(await textOf(pdfOf([lines]), 'a.pdf')).toBe(
      '# Reading a tide table\n\nA tide is a rise of the\nsea that the moon raises twice a day.\n\nSailors plan for it.',
    );
  });

  test('PDF without what stands on all its pages', async () => {
    const page = (at: number): [number, string, number][] => [
      [11, 'The harbour book', 780],
      [11, `Text of page ${'abcd'[at]}.`, 700],
      [11, `${at + 1}`, 20],
    ];
    expect(await textOf(pdfOf([0, 1, 2, 3].map(page)), 'a.pdf')).toBe(
      'Text of page a.\n\nText of page b.\n\nText of page c.\n\nText of page d.',
    );
  });

  test('DOCX by its headings', async () => {
    expect(await textOf(await docxOf(heading('Tides') + paragraph('A tide rises.')), 'a.docx')).toBe(
      '# Tides\n\nA tide rises.',
    );
  });
});

describe('a file that is not drafted from says why', () => {
  const locked = pdfOf(
    [[[11, 'x', 700]]],
    `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'41'.repeat(32)}>/U<${'42'.repeat(32)}>>>/ID[<00><00>]`,
  );

  test.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['source_locked', 'a.pdf', () => locked],
    ['source_without_text', 'a.pdf', () => pdfOf([[]])],
    ['source_broken', 'a.pdf', () => bytesOf('%PDF-1.4\nnothing')],
    ['source_too_many_pages', 'a.pdf', () => pdfOf(Array.from({ length: 1_001 }, () => []))],
    ['source_of_another_type', 'a.pdf', () => bytesOf('<html><body>hello</body></html>')],
    ['source_of_another_type', 'a.md', () => pdfOf([[]])],
    ['source_of_another_type', 'a.docx', () => bytesOf('plain')],
    ['source_locked', 'a.docx', () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0])],
    ['source_broken', 'a.docx', () => bytesOf('PK\u0003\u0004 and no more')],
    ['source_type_unknown', 'a.docx', () => zip([{ name: 'a.txt', bytes: bytesOf('a') }])],
    ['source_broken', 'a.docx', () => docxOf('<w:p>')],
    ['source_type_unknown', 'a', () => new Uint8Array([0, 1, 2, 3])],
    ['source_without_text', 'a.md', () => bytesOf(' \n ')],
    ['source_without_text', 'a.html', () => bytesOf('<html><script>x</script></html>')],
    ['source_too_long', 'a.md', () => bytesOf('a'.repeat(2_000_001))],
    ['source_broken', 'a.html', () => bytesOf(`<html>${'<div>'.repeat(100_000)}`)],
  ])('%s: %s', async (code, name, make) => {
    const bytes = await make();
    expect(await codeOf(bytes, name)).toBe(code);
    expect(await textOf(bytes, name)).toContain(`“${name}”`);
  });

  test('a zip of more files than there may be is not unpacked', async () => {
    const bytes = await docxOf(paragraph('A tide rises.'));
    // How many files there are stands at its end.
    new DataView(bytes.buffer, bytes.byteOffset).setUint16(bytes.length - 12, 20_000, true);
    expect(await codeOf(bytes, 'a.docx')).toBe('source_too_large');
  });
});

describe('reading goes on in a process of its own', () => {
  test('and gives what it found, or why not', async () => {
    expect(await readSourceFile(bytesOf('# Tides'), 'a.md')).toEqual({
      ok: true,
      data: { name: 'a.md', kind: 'markdown', text: '# Tides' },
    });
    expect(await readSourceFile(bytesOf('x'), 'a.pdf')).toMatchObject({
      ok: false,
      problem: { code: 'invalid_input', detail: { code: 'source_of_another_type', name: 'a.pdf' } },
    });
  });

  test('which is ended when it takes too long, and not begun for a file that is too large or a person who has gone', async () => {
    const endless = pdfOf(Array.from({ length: 900 }, () => [[11, 'text', 700]] as [number, string, number][]));
    expect(await readSourceFile(endless, 'a.pdf', { seconds: 0.01 })).toMatchObject({
      problem: { detail: { code: 'source_too_slow' } },
    });
    expect(await readSourceFile(new Uint8Array(20_000_001), 'a.md')).toMatchObject({
      problem: { detail: { code: 'source_too_large' } },
    });
    await expect(
      readSourceFile(bytesOf('x'), 'a.md', { signal: AbortSignal.abort(new Error('gone')) }),
    ).rejects.toThrow('gone');
  });
});
