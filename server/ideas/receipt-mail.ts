import { dutchDayWithYear } from '../calendar/amsterdam.ts';

/** What who proposed an idea gets in the mail box: that it arrived, where it stands, and when the answer comes. */
export function receiptMail({
  title,
  url,
  dueOn,
  municipality,
}: {
  title: string;
  url: string;
  dueOn: string | null;
  municipality: string;
}): {
  subject: string;
  text: string;
} {
  const promise =
    dueOn === null
      ? 'U vindt het antwoord van de gemeente bij uw idee.'
      : `U krijgt uiterlijk ${dutchDayWithYear(dueOn)} antwoord van de gemeente.`;
  return {
    subject: `Uw idee is ontvangen: ${title}`,
    text: [
      'Bedankt voor uw idee.',
      `„${title}”`,
      `${promise} Bij uw idee ziet u de klok lopen. Iedereen ziet die klok.`,
      `Lees uw idee en de reacties: ${url}`,
      `Gemeente ${municipality}`,
    ].join('\n\n'),
  };
}
