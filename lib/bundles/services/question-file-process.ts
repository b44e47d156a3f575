import { readQuestionFile } from './question-file.ts';

// Reads one file of questions in a process of its own (question-file-apart.ts): node question-file-process.ts FILE NAME FOLDER

const [file = '', name = '', folder = ''] = process.argv.slice(2);
await readQuestionFile(file, name, folder);
