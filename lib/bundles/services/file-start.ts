import { open } from 'node:fs/promises';

/** The first bytes of a file, which tell what it is. */
export async function startOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1_024), 0, 1_024, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whether a file is a bundle or something else of JSON; the questions of other tools come in no such file. */
export function beginsAsJson(start: Uint8Array): boolean {
  const text = new TextDecoder().decode(start).trimStart();
  // A file of nothing is refused as the bundle that it is not. Tables begin with quotes, and GIFT with [html].
  return text === '' || /^(\{|\[\s*([\]{["\d-]|true|false|null|$))/.test(text);
}

/** Whether a file is a zip, which may be a folder or a package. */
export const beginsAsZip = (start: Uint8Array): boolean => start[0] === 0x50 && start[1] === 0x4b && start[2] === 3;
