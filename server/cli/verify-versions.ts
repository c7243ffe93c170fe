/** `npm run verify-versions`: computes every chain of versions again. Exit code 1 when one of them does not fit. */
import { verifyAllChains } from '../plan-texts/chain-queries.ts';
import { BrokenChainError, withDatabase } from './database.ts';

await withDatabase(async (handle) => {
  const { sections, versions, redacted, broken } = await verifyAllChains(handle.db);
  if (broken.length === 0) {
    const without =
      redacted > 0
        ? ` Uit ${redacted} daarvan zijn woorden weggehaald: hun code hoort bij de tekst van ervoor; wat er staat klopt met hun tweede code.`
        : '';
    return `Alle versies kloppen: ${versions} versies van ${sections} onderdelen.${without}`;
  }
  const faults = broken.map(
    ({ sectionId, number, reason }) =>
      `onderdeel ${sectionId}: versie ${number} ${reason === 'missing' ? 'ontbreekt' : 'is veranderd nadat zij werd bewaard'}`,
  );
  throw new BrokenChainError(['De ketting van versies klopt niet:', ...faults].join('\n  '));
});
