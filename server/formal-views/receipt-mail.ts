import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { Timing } from './rules.ts';

const TIMING: Record<Timing, string> = {
  early: 'Uw zienswijze kwam voordat de termijn begon. Wij bewaren hem en zetten erbij dat hij vroeg was.',
  in_time: 'Uw zienswijze is op tijd.',
  late: 'Uw zienswijze kwam na het einde van de termijn. Wij bewaren hem en zetten erbij dat hij laat was.',
};

/** The receipt, with a copy and the time (art. 2:10 Awb). */
export function viewReceiptMail(view: {
  number: number;
  trajectory: string;
  body: string;
  name: string;
  day: string;
  time: string;
  timing: Timing;
  sha256: string;
  dueOn: string | null;
  url: string;
  municipality: string;
}): { subject: string; text: string } {
  return {
    subject: `Uw zienswijze is ontvangen: nummer ${view.number}`,
    text: [
      `Beste ${view.name},`,
      `Wij hebben uw zienswijze over "${view.trajectory}" ontvangen op ${dutchDayWithYear(view.day)} om ${view.time} uur. Het nummer is ${view.number}.`,
      TIMING[view.timing],
      view.dueOn === null
        ? 'De gemeente antwoordt in de nota van beantwoording. Uw naam staat daar niet in.'
        : `De gemeente antwoordt uiterlijk ${dutchDayWithYear(view.dueOn)}. Uw naam staat niet in het antwoord.`,
      `Bewaar deze mail. Dit is uw tekst:\n\n${view.body}`,
      `Kenmerk van de tekst (SHA-256): ${view.sha256}\nUw zienswijze en het bewijs van ontvangst: ${view.url}`,
      `Gemeente ${view.municipality}`,
    ].join('\n\n'),
  };
}
