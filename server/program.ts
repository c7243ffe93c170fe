import packageJson from '../package.json' with { type: 'json' };

/** Which program this is, for files that somebody checks years from now. */
export const PROGRAM_VERSION: string = packageJson.version;
