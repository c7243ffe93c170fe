/** `npm run verify-events`: computes the chain of events again. Exit code 1 when it does not fit. */
import { type EventChainBreak, verifyEvents } from '../events/verify.ts';
import { BrokenChainError, withDatabase } from './database.ts';

await withDatabase(async ({ db }) => {
  const { sealed, waiting, erased, anchors, broken } = await verifyEvents(db);
  if (broken) throw new BrokenChainError(`De ketting van gebeurtenissen klopt niet: ${inWords(broken)}`);
  return `Alle gebeurtenissen kloppen: ${sealed} in de ketting, ${anchors} dagcodes. Van ${erased} zijn de gegevens gewist; ${waiting} wachten op hun plaats in de ketting.`;
});

function inWords(broken: EventChainBreak): string {
  switch (broken.reason) {
    case 'missing':
      return `nummer ${broken.seq} ontbreekt.`;
    case 'changed':
      return `nummer ${broken.seq} is veranderd nadat het werd vastgelegd.`;
    case 'anchor':
      return `de code van ${broken.day} past niet bij de gebeurtenissen tot die dag.`;
    case 'unsealable':
      return `gebeurtenis ${broken.eventId} is buiten Oever om toegevoegd.`;
  }
}
