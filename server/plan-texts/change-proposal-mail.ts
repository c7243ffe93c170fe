type Told = { name: string; heading: string; decision: 'accept' | 'decline'; reason: string; proposed: string; url: string };

/** What who proposed a change gets in the mail box when the municipality has decided. */
export function decisionMail({ name, heading, decision, reason, proposed, url }: Told): { subject: string; text: string } {
  const accepted = decision === 'accept';
  return {
    subject: accepted ? `Uw voorstel staat nu in het plan: ${heading}` : `Antwoord op uw voorstel: ${heading}`,
    text: [
      `Beste ${name},`,
      accepted
        ? `De gemeente heeft uw voorstel overgenomen. Het staat nu in de tekst van ${heading}.`
        : `De gemeente neemt uw voorstel bij ${heading} niet over.`,
      proposed === '' ? 'U stelde voor om woorden weg te laten.' : `U stelde voor:\n„${proposed}”`,
      reason === '' ? '' : `Dit is de reden:\n${reason}`,
      `Lees de tekst en het voorstel: ${url}`,
      'Met vriendelijke groet,\nde gemeente',
    ]
      .filter((paragraph) => paragraph !== '')
      .join('\n\n'),
  };
}
