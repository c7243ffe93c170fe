/** Mails to the author of a text: what was decided, why, and what they can do. Plain B1 Dutch, text only. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { HouseRule, SubjectKind } from './rules.ts';

export type MailText = { subject: string; text: string };

const SUBJECT: Record<SubjectKind, string> = {
  idea: 'Uw idee',
  comment: 'Uw reactie',
  change_proposal: 'Uw tekstvoorstel',
  story: 'Uw verhaal',
  challenge: 'Uw uitdaagverzoek',
};

const RULE: Record<HouseRule, string> = {
  insult: 'Scheld niemand uit en val niemand persoonlijk aan.',
  discrimination: 'Sluit niemand uit om wie hij of zij is.',
  personal_data: 'Schrijf geen gegevens van anderen op, zoals een adres of telefoonnummer.',
  spam: 'Maak geen reclame en plaats niet steeds hetzelfde.',
  threat: 'Bedreig niemand.',
  off_topic: 'Blijf bij het onderwerp.',
};

type Text = { kind: SubjectKind; title: string; text: string };

export function hiddenMail(
  subject: Text,
  { rule, reason, decisionId, publicUrl }: { rule: HouseRule; reason: string; decisionId: string; publicUrl: string },
): MailText {
  return {
    subject: `${SUBJECT[subject.kind]} is verborgen`,
    text: `Beste schrijver,

${SUBJECT[subject.kind]} is verborgen. Anderen zien deze tekst niet meer:

${quoted(subject)}

Deze huisregel is niet gevolgd: ${RULE[rule]}
De moderator schrijft: ${reason}

Bent u het er niet mee eens? Maak dan bezwaar. Een andere moderator kijkt opnieuw. U krijgt binnen 10 werkdagen antwoord.
${publicUrl}/bezwaar/${decisionId}`,
  };
}

export function restoredMail(subject: Text, { reason }: { reason: string }): MailText {
  return {
    subject: `${SUBJECT[subject.kind]} staat er weer`,
    text: `Beste schrijver,

${SUBJECT[subject.kind]} is weer zichtbaar voor iedereen:

${quoted(subject)}

De moderator schrijft: ${reason}`,
  };
}

export function appealReceivedMail(subject: Text, { dueOn }: { dueOn: string }): MailText {
  return {
    subject: 'Wij hebben uw bezwaar',
    text: `Beste schrijver,

U maakt bezwaar omdat deze tekst is verborgen:

${quoted(subject)}

Een andere moderator kijkt opnieuw. U krijgt uiterlijk ${dutchDayWithYear(dueOn)} antwoord.`,
  };
}

export function appealUpheldMail(subject: Text, { reason }: { reason: string }): MailText {
  return {
    subject: 'Antwoord op uw bezwaar: de tekst blijft verborgen',
    text: `Beste schrijver,

Een andere moderator heeft opnieuw gekeken. Deze tekst blijft verborgen:

${quoted(subject)}

De moderator schrijft: ${reason}

U kunt de tekst aanpassen en opnieuw insturen. Vindt u dat de gemeente u niet goed heeft behandeld? Dan kunt u een klacht indienen bij de gemeente.`,
  };
}

function quoted({ title, text }: Text): string {
  return [title, text]
    .filter(Boolean)
    .join('\n')
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
}
