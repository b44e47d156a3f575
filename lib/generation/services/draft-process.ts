import { draftAndLeave } from './draft-apart.ts';

await draftAndLeave(process.argv[2] as string);
