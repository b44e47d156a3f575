import type { Tables } from './database.types.ts';

export type Concept = Tables<'concepts'>;
export type Spark = Tables<'sparks'>;
export type Beacon = Tables<'beacons'>;
export type Trail = Tables<'trails'>;
