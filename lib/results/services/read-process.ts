import { readAndLeave } from './read-file.ts';

// Reads one file of answers in a process of its own (read-file.ts): node read-process.ts FILE FOLDER

const [file = '', folder = ''] = process.argv.slice(2);
await readAndLeave(file, folder);
