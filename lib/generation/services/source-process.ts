import { readFile, writeFile } from 'node:fs/promises';
import { convertSource } from './source-file.ts';

// Reads one file of source material in a process of its own (sources.ts): node source-process.ts FILE NAME OUTCOME

const [file = '', name = '', outcome = ''] = process.argv.slice(2);
await writeFile(outcome, JSON.stringify(await convertSource(new Uint8Array(await readFile(file)), name)));
