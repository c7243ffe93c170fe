import { expect, test } from 'vitest';
import { SILENT } from '../../db/log.ts';
import { openPostgres } from '../../db/postgres.ts';
import { countOrRefuse } from '../auth/rate-limits.ts';
import { openOnPostgres } from '../testing/database.ts';

test('limits are counted together by nodes that know nothing of each other, also at the same moment, and outlive them', async () => {
  const { handle, url } = await openOnPostgres();
  const other = await openPostgres({ databaseUrl: url, log: SILENT });
  const attempt = (node: typeof handle) =>
    countOrRefuse(node.db, ['mail_account', 'iemand@wonen.example']).then(
      () => 1,
      () => 0,
    );
  const passed = await Promise.all(Array.from({ length: 20 }, (_, n) => attempt(n % 2 ? handle : other)));
  expect(passed.reduce<number>((sum, one) => sum + one, 0)).toBe(5);
  await other.close();
  const third = await openPostgres({ databaseUrl: url, log: SILENT });
  expect(await attempt(third)).toBe(0);
  await third.close();
  await handle.close();
});
