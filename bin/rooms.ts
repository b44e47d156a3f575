import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describeRooms } from './house/describe.ts';
import { ROOT } from './house/imports.ts';

// `npm run rooms`: writes docs/rooms.md. A test fails while it is out of date.

const file = 'docs/rooms.md';
writeFileSync(path.join(ROOT, file), describeRooms());
console.log(`Wrote ${file}`);
