/** The figures of a dossier for a spreadsheet: one figure per row. */
import { toCsv } from '../open-data/csv.ts';
import type { DossierContent, Tally } from './content.ts';

type Figure = { part: string; subject: string; figure: string; value: number | string | null };

/** In Dutch, for a spreadsheet of the municipality. An empty value is one that is not told (fewer than five people) or not known. */
export function dossierCsv(content: DossierContent): string {
  const rows = figuresOf(content).map(({ part, subject, figure, value }) => ({
    deel: part,
    onderwerp: subject,
    cijfer: figure,
    waarde: value,
  }));
  return toCsv(rows, ['deel', 'onderwerp', 'cijfer', 'waarde']);
}

function figuresOf(content: DossierContent): Figure[] {
  const { reach, grade } = content;
  return [
    ...tallyRows('alles', 'alle bijdragen', content.tally),
    { part: 'alles', subject: 'alle bijdragen', figure: 'op tijd', value: content.speed.onTime },
    { part: 'alles', subject: 'alle bijdragen', figure: 'te laat beantwoord', value: content.speed.late },
    { part: 'alles', subject: 'alle bijdragen', figure: 'nu te laat', value: content.speed.overdue },
    { part: 'alles', subject: 'alle bijdragen', figure: 'helft binnen (werkdagen)', value: content.speed.median },
    { part: 'alles', subject: 'reacties', figure: 'aantal', value: content.comments },
    ...content.phases.flatMap(({ title, tally }) => tallyRows('fase', title, tally)),
    { part: 'bereik', subject: 'deelnemers', figure: 'mensen', value: reach.participants },
    { part: 'bereik', subject: 'deelnemers', figure: 'doel', value: reach.goal?.target ?? null },
    { part: 'bereik', subject: 'deelnemers', figure: 'voor het eerst', value: reach.newcomers },
    ...reach.neighbourhoods.map(({ neighbourhood, participants }) => ({
      part: 'wijk',
      subject: neighbourhood ?? 'niet bekend',
      figure: 'mensen',
      value: participants,
    })),
    ...reach.channels.flatMap(({ channel, people, sent }) => [
      { part: 'weg', subject: channel, figure: 'mensen', value: people },
      { part: 'weg', subject: channel, figure: 'bijdragen en reacties', value: sent },
    ]),
    ...reach.meetings.map(({ title, attendance }) => ({ part: 'bijeenkomst', subject: title, figure: 'bezoekers', value: attendance })),
    ...content.themes.flatMap(({ name, supports, tally }) => [
      ...tallyRows('thema', name ?? 'zonder thema', tally),
      { part: 'thema', subject: name ?? 'zonder thema', figure: 'steun', value: supports },
    ]),
    ...content.minority.flatMap(({ title, supports, against }) => [
      { part: 'minderheid', subject: title, figure: 'steun', value: supports },
      { part: 'minderheid', subject: title, figure: 'tegen', value: against },
    ]),
    { part: 'tekst', subject: 'plantekst', figure: 'plekken veranderd', value: content.sections.places },
    ...content.sections.changed.map(({ heading, fate }) => ({ part: 'tekst', subject: heading, figure: 'uitkomst', value: fate })),
    ...content.votings.flatMap(({ title, ballots, options }) => [
      { part: 'stemming', subject: title, figure: 'stembiljetten', value: ballots },
      ...(options ?? []).map((option) => ({
        part: 'stemming',
        subject: `${title}: ${option.title}`,
        figure: 'stemmen',
        value: option.votes,
      })),
    ]),
    ...content.metrics.flatMap(({ name, target, value, state }) => [
      { part: 'afspraak', subject: name, figure: 'doel', value: target },
      { part: 'afspraak', subject: name, figure: 'gemeten', value: value?.value ?? null },
      { part: 'afspraak', subject: name, figure: 'stand', value: state },
    ]),
    ...content.commitments.map(({ title, state }) => ({ part: 'toezegging', subject: title, figure: 'stand', value: state })),
    { part: 'cijfer', subject: 'deelnemers', figure: 'gemiddelde', value: grade?.average ?? null },
    { part: 'cijfer', subject: 'deelnemers', figure: 'aantal', value: grade?.n ?? null },
  ];
}

function tallyRows(part: string, subject: string, { received, answered, waiting, gone, outcomes }: Tally): Figure[] {
  return [
    { part, subject, figure: 'binnengekomen', value: received },
    { part, subject, figure: 'beantwoord', value: answered },
    { part, subject, figure: 'wacht op antwoord', value: waiting },
    { part, subject, figure: 'ingetrokken, verborgen of samengevoegd', value: gone },
    ...outcomes.map(({ outcome, count }) => ({ part, subject, figure: `uitkomst ${outcome}`, value: count })),
  ];
}
