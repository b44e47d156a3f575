import { unpackFolder } from './zip-folder.ts';

// Unpacks one zip of a folder in a process of its own (zip-folder-apart.ts): node zip-folder-process.ts FILE NAME FOLDER

const [file = '', name = '', folder = ''] = process.argv.slice(2);
await unpackFolder(file, name, folder);
