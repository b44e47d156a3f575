import { fillOrder } from './export-file.ts';

// Writes a file of another tool in a process of its own (export.ts): node export-process.ts FOLDER

await fillOrder(process.argv[2] ?? '');
