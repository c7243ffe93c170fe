/** Mails to the author of a text: what was decided, why, and what they can do. Plain B1 Dutch, text only. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { HouseRule, ModerationAction, SubjectKind } from './rules.ts';

export type MailText = { subject: string; text: string };

const SUBJECT: Record<SubjectKind, string> = {
  idea: 'Uw idee',
  comment: 'Uw reactie',
  change_proposal: 'Uw tekstvoorstel',
  story: 'Uw verhaal',
  challenge: 'Uw uitdaagverzoek',
  section: 'Uw tekst in het plan',
  photo: 'Uw foto',
  name: 'Uw naam',
};

/** To who reported it. */
const THIS: Record<SubjectKind, string> = {
  idea: 'Het idee',
  comment: 'De reactie',
  change_proposal: 'Het tekstvoorstel',
  story: 'Het verhaal',
  challenge: 'Het uitdaagverzoek',
  section: 'De tekst in het plan',
  photo: 'De foto',
  name: 'De naam',
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

type Decided = { rule: HouseRule | null; reason: string; decisionId: string; publicUrl: string };

/** What the author reads of a decision; null when nothing changed for them. */
export function decisionMail(subject: Text, { action, ...decided }: Decided & { action: ModerationAction }): MailText | null {
  switch (action) {
    case 'hide':
      return hiddenMail(subject, decided);
    case 'restore':
      return restoredMail(subject, decided);
    case 'keep':
      return null;
    case 'ask':
      return askedMail(subject, decided);
    case 'redact':
      return redactedMail(subject, decided);
    case 'put_back':
      return putBackMail(subject, decided);
  }
}

const objecting = ({
  decisionId,
  publicUrl,
}: Decided) => `Bent u het er niet mee eens? Maak dan bezwaar. Een andere moderator kijkt opnieuw. U krijgt binnen 10 werkdagen antwoord.
${publicUrl}/bezwaar/${decisionId}`;

function ruleLine({ rule }: Pick<Decided, 'rule'>): string {
  return rule ? `Deze huisregel is niet gevolgd: ${RULE[rule]}\n` : '';
}

function askedMail(subject: Text, decided: Decided): MailText {
  return {
    subject: `Wilt u ${SUBJECT[subject.kind].toLowerCase()} aanpassen?`,
    text: `Beste schrijver,

Een moderator vraagt u om iets te veranderen. ${subject.kind === 'name' ? 'Het gaat om de naam die anderen zien:' : 'Anderen zien uw tekst nog gewoon:'}

${quoted(subject)}

${ruleLine(decided)}De moderator schrijft: ${decided.reason}

${
  subject.kind === 'name'
    ? `Een andere naam kiest u hier:\n${decided.publicUrl}/mijn`
    : `Pas de tekst hier aan:\n${decided.publicUrl}/bezwaar/${decided.decisionId}/aanpassen`
}`,
  };
}

function redactedMail(subject: Text, decided: Decided): MailText {
  return {
    subject: `Uit ${SUBJECT[subject.kind].toLowerCase()} zijn woorden weggehaald`,
    text: `Beste schrijver,

Een moderator heeft woorden uit ${SUBJECT[subject.kind].toLowerCase()} weggehaald. De rest staat er nog.${subject.title ? `\n\n> ${subject.title}` : ''}

${ruleLine(decided)}De moderator schrijft: ${decided.reason}

${objecting(decided)}`,
  };
}

function putBackMail(subject: Text, decided: Decided): MailText {
  return {
    subject: 'Een deel van het plan is teruggezet',
    text: `Beste schrijver,

U schreef mee aan „${subject.title}”. Een moderator heeft een eerdere versie van die tekst teruggezet. Uw woorden staan nog in de lijst met versies.

${ruleLine(decided)}De moderator schrijft: ${decided.reason}

${objecting(decided)}`,
  };
}

/** A plain rule holds the text. */
export function heldMail(subject: Text, { reason, dueOn }: { reason: string; dueOn: string }): MailText {
  return {
    subject: `${SUBJECT[subject.kind]} wacht op een moderator`,
    text: `Beste schrijver,

Wij hebben uw tekst. Anderen zien hem nog niet:

${quoted(subject)}

${reason}

Een moderator kijkt uiterlijk ${dutchDayWithYear(dueOn)}. U hoeft niets te doen.`,
  };
}

/** To who reported a text. */
export function reporterMail(subject: Text, { action, reason }: { action: ModerationAction; reason: string }): MailText {
  const what: Record<ModerationAction, string> = {
    hide: 'is nu verborgen.',
    restore: 'staat er weer.',
    keep: 'blijft staan.',
    ask: 'blijft staan. Wij vragen de schrijver om iets te veranderen.',
    redact: 'blijft staan. Er zijn woorden weggehaald.',
    put_back: 'is veranderd: er staat weer een eerdere versie.',
  };
  return {
    subject: 'Wij hebben uw melding bekeken',
    text: `Beste bewoner,

U meldde iets op onze website. Een moderator heeft ernaar gekeken. ${THIS[subject.kind]} ${what[action]}

De moderator schrijft: ${reason}

Dank u wel voor het melden. De schrijver weet niet dat u dit meldde.`,
  };
}

function hiddenMail(subject: Text, decided: Decided): MailText {
  const { reason } = decided;
  return {
    subject: `${SUBJECT[subject.kind]} is verborgen`,
    text: `Beste schrijver,

${SUBJECT[subject.kind]} is verborgen. Anderen zien deze tekst niet meer:

${quoted(subject)}

${ruleLine(decided)}De moderator schrijft: ${reason}

${objecting(decided)}`,
  };
}

function restoredMail(subject: Text, { reason }: { reason: string }): MailText {
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

U maakt bezwaar tegen wat een moderator met deze tekst deed:

${quoted(subject)}

Een andere moderator kijkt opnieuw. U krijgt uiterlijk ${dutchDayWithYear(dueOn)} antwoord.`,
  };
}

export function appealOverturnedMail(subject: Text, { reason }: { reason: string }): MailText {
  return { ...restoredMail(subject, { reason }), subject: 'U krijgt gelijk op uw bezwaar' };
}

export function appealUpheldMail(subject: Text, { reason }: { reason: string }): MailText {
  return {
    subject: 'Antwoord op uw bezwaar: het besluit blijft',
    text: `Beste schrijver,

Een andere moderator heeft opnieuw gekeken. Het besluit over deze tekst blijft:

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
