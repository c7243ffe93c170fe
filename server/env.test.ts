import { describe, expect, test } from 'vitest';
import { EnvError, readEnv, warnOfDemo } from './env.ts';

describe('the environment', () => {
  test('with nothing set: the embedded database, the demo, only this machine', () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      demo: true,
      publicUrl: 'http://localhost:3000',
      roles: ['web', 'collab', 'jobs'],
    });
  });

  test('with a DATABASE_URL: every address, and no demo unless asked for', () => {
    const url = 'postgres://oever@db/oever';
    expect(readEnv({ DATABASE_URL: url })).toMatchObject({ host: '0.0.0.0', databaseUrl: url, demo: false });
    expect(readEnv({ DATABASE_URL: url, DEMO: '1' }).demo).toBe(true);
    expect(readEnv({ DEMO: '0' }).demo).toBe(false);
  });

  test('a demo where others can come is warned of, on this machine alone it is not', () => {
    const url = 'postgres://oever@db/oever';
    const warned = (source: Record<string, string>) => warnOfDemo(readEnv(source)) !== null;
    expect(warned({})).toBe(false);
    expect(warned({ PUBLIC_URL: 'http://localhost:3000' })).toBe(false);
    expect(warned({ PUBLIC_URL: 'https://oever.voorbeeld.nl', DEMO: '0' })).toBe(false);
    expect(warned({ DATABASE_URL: url })).toBe(false);
    expect(warned({ PUBLIC_URL: 'https://oever.voorbeeld.nl' })).toBe(true);
    expect(warned({ DATABASE_URL: url, DEMO: '1' })).toBe(true);
  });

  test('a weakness is reported to an address of mail or a page', () => {
    expect(readEnv({}).securityContact).toBeNull();
    expect(readEnv({ SECURITY_CONTACT: 'mailto:lek@gemeente.voorbeeld.nl' }).securityContact).toBe('mailto:lek@gemeente.voorbeeld.nl');
    expect(() => readEnv({ SECURITY_CONTACT: 'lek@gemeente.voorbeeld.nl' })).toThrow(EnvError);
  });

  test('an empty value counts as not set', () => {
    expect(readEnv({ DATABASE_URL: '', PORT: '' })).toMatchObject({ port: 3000, databaseUrl: null });
  });

  test('PUBLIC_URL keeps only the origin', () => {
    expect(readEnv({ PUBLIC_URL: 'https://oever.voorbeeld.nl/pad?x=1' })).toMatchObject({
      publicUrl: 'https://oever.voorbeeld.nl',
      publicUrlGiven: true,
    });
  });

  test('every fault gets its own readable line', () => {
    let said = '';
    try {
      readEnv({ PORT: 'veel', ROLE: 'web,koffie', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'hard', DEMO: 'ja', PUBLIC_URL: 'oever' });
    } catch (error) {
      expect(error).toBeInstanceOf(EnvError);
      said = (error as EnvError).message;
    }
    for (const name of ['PORT', 'ROLE', 'DATABASE_URL', 'LOG_LEVEL', 'DEMO', 'PUBLIC_URL']) expect(said).toContain(`${name} `);
    expect(said.split('\n')).toHaveLength(6);
  });
});
