import manifest from '../../package.json' with { type: 'json' };

/** The version of this Trailwright. */
export const VERSION: string = manifest.version;
