/**
 * What lies before the council, in the shape of Open Raadsinformatie (VNG, "mini-ORI API" 1.0: vergaderingen, agendapunten, informatieobjecten), so that who reads the
 * council systems of other municipalities can read this too. The `url` of each is the place in the council's own system when it is there, else our page.
 */

import { amsterdamDay } from '../calendar/amsterdam.ts';
import { type CouncilMeeting, type Dossier, listCouncilQuestions, listDossiers } from '../council/queries.ts';
import type { Reader } from './reading/reader.ts';

/** Limits of the standard. */
const LONGEST = { naam: 100, agendapuntTitel: 100, titel: 200 };

type Reference = { url: string; id: string };
export type CouncilData = {
  vergaderingen: Record<string, unknown>[];
  agendapunten: Record<string, unknown>[];
  informatieobjecten: Record<string, unknown>[];
};

export async function readCouncilData(reader: Reader): Promise<CouncilData> {
  const { db, now, publicUrl } = reader;
  const dossiers = await listDossiers(db, { now });
  const questions = await listCouncilQuestions(db, { now });
  const today = amsterdamDay(now);
  const data: CouncilData = { vergaderingen: [], agendapunten: [], informatieobjecten: [] };
  for (const dossier of dossiers) {
    const page = `${publicUrl}/raad/${dossier.trajectory.slug}/${dossier.number}`;
    const points: Reference[] = [];
    for (const meeting of dossier.meetings) {
      const of = referencesOf(dossier, meeting, page);
      points.push(of.point);
      data.vergaderingen.push({
        ...of.meeting,
        vergaderingstype: meeting.stage === 'deciding' ? 'raadsvergadering' : 'commissievergadering',
        naam: cut(meeting.body, LONGEST.naam),
        geplandeVergaderdatum: meeting.meetsOn,
        status: meeting.meetsOn < today ? 'gehouden' : 'gepland',
        agendapunten: [of.point.url],
      });
      data.agendapunten.push({
        ...of.point,
        vergadering: of.meeting,
        agendapuntTitel: cut(dossier.title, LONGEST.agendapuntTitel),
        agendapuntOmschrijving: dossier.summary,
      });
    }
    data.informatieobjecten.push({
      url: dossier.url || page,
      id: dossier.id,
      informatieobjecttype: 'voorstel',
      titel: cut(dossier.title, LONGEST.titel),
      omschrijving: dossier.summary,
      link: page,
      taal: 'nld',
      agendapunten: points,
    });
  }
  for (const { id, trajectory, number, title, body, askedAt, answers } of questions) {
    const url = `${publicUrl}/raad/${trajectory.slug}/vragen/${number}`;
    data.informatieobjecten.push({
      url,
      id,
      informatieobjecttype: 'vraag',
      vraagtype: 'schriftelijke_politieke_vraag',
      titel: cut(title, LONGEST.titel),
      inhoud: body,
      datumIngediend: amsterdamDay(new Date(askedAt)),
      link: url,
      taal: 'nld',
    });
    for (const answer of answers)
      data.informatieobjecten.push({
        url: `${url}#antwoord-${answer.id}`,
        id: answer.id,
        informatieobjecttype: 'antwoord',
        titel: cut(`Antwoord: ${title}`, LONGEST.titel),
        inhoud: [answer.summary, answer.motivation, answer.nextStep].filter(Boolean).join('\n\n'),
        creatiedatum: amsterdamDay(new Date(answer.publishedAt)),
        link: url,
        taal: 'nld',
        gerelateerdInformatieobject: { informatieobject: { url, id }, rol: 'vraag' },
      });
  }
  return data;
}

function referencesOf(dossier: Dossier, meeting: CouncilMeeting, page: string): { meeting: Reference; point: Reference } {
  const url = `${page}#${meeting.stage}`;
  return {
    meeting: { url: meeting.url || url, id: shortId(dossier.id, meeting.stage, 'v') },
    point: { url: `${url}-agendapunt`, id: shortId(dossier.id, meeting.stage, 'a') },
  };
}

/** At most forty characters, as the standard asks. */
function shortId(dossierId: string, stage: CouncilMeeting['stage'], kind: 'v' | 'a'): string {
  return `${dossierId}-${kind}${{ forming: 1, judging: 2, deciding: 3 }[stage]}`;
}

function cut(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
}
