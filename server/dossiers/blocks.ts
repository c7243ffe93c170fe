/** The parts of a dossier as blocks of a paper: tables and texts, without the chapter headings. Pure. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import { type Block, heading, labelled, link, paragraph, paragraphs, type Table, type Words } from '../documents/model.ts';
import { answerChart, channelChart, goalChart, metricChart, neighbourhoodChart, themeChart, votingChart } from './charts.ts';
import type { DossierContent, VotingOutcome } from './content.ts';
import {
  CHANNEL,
  COMMITMENT,
  counted,
  DECISION,
  LEVEL,
  METRIC,
  MINORITY_RULE,
  MOTION,
  number,
  ORIGIN_RULE,
  OUTCOME,
  oneLine,
  PEOPLE_RULE,
  PHASE_STATE,
  STAGE,
} from './words.ts';

const FEW = 'niet apart geteld';

function table(columns: readonly [title: string, width?: number][], rows: readonly (readonly Words[])[], { numbers = 1 } = {}): Table[] {
  // Without rows there is nothing to read; the sentence above says so.
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      rowHeaders: true,
      columns: columns.map(([title, width], index) => ({
        title,
        width: width ?? 1,
        align: index >= columns.length - numbers ? 'end' : 'start',
      })),
      rows,
    },
  ];
}

export function promiseBlocks({ phases }: DossierContent): Block[] {
  return [
    ...table(
      [['Fase', 3], ['Dagen', 3], ['Bijdragen'], ['Antwoorden'], ['Op tijd'], ['Wacht']],
      phases.map(({ title, startsOn, endsOn, tally, speed }) => [
        title,
        `${dutchDayWithYear(startsOn)} – ${dutchDayWithYear(endsOn)}`,
        number(tally.received),
        number(tally.answered),
        speed.n === 0 ? '–' : `${number(speed.onTime)} van ${number(speed.n)}`,
        number(tally.waiting),
      ]),
      { numbers: 4 },
    ),
    ...phases.flatMap(({ title, level, promise, state }) => [labelled(title, `${LEVEL[level]} (${PHASE_STATE[state]}). ${promise}`)]),
    paragraph(ORIGIN_RULE),
  ];
}

export function answerBlocks(content: DossierContent): Block[] {
  const { tally } = content;
  return [
    ...answerChart(content),
    ...table(
      [['Uitkomst', 4], ['Aantal']],
      [
        ...tally.outcomes.map(({ outcome, count }) => [OUTCOME[outcome], number(count)]),
        ...(tally.waiting > 0 ? [['Nog geen antwoord', number(tally.waiting)]] : []),
        ...(tally.gone > 0 ? [['Ingetrokken, verborgen of samengevoegd', number(tally.gone)]] : []),
        ['Alles samen', number(tally.received)],
      ],
    ),
  ];
}

export function reachBlocks(content: DossierContent): Block[] {
  const { reach } = content;
  const living = reach.neighbourhoods.map(({ neighbourhood, participants }) => [
    neighbourhood ?? 'Niet bekend',
    participants === null ? FEW : number(participants),
  ]);
  const channels = reach.channels.map(({ channel, people, sent }) => [
    CHANNEL[channel],
    people === null ? FEW : number(people),
    sent === null ? '–' : number(sent),
  ]);
  const meetings = reach.meetings.map(({ title, on, attendance }) => [
    title,
    dutchDayWithYear(on),
    attendance === null ? 'niet geteld' : number(attendance),
  ]);
  return [
    ...goalChart(content),
    ...(living.length > 0 ? [heading(2, 'Per wijk'), ...neighbourhoodChart(content), ...table([['Wijk', 4], ['Mensen']], living)] : []),
    ...(channels.length > 0
      ? [
          heading(2, 'Hoe kwam de inbreng binnen'),
          ...channelChart(content),
          ...table([['Weg', 4], ['Mensen'], ['Bijdragen en reacties', 2]], channels, { numbers: 2 }),
        ]
      : []),
    ...(meetings.length > 0 ? [heading(2, 'Bijeenkomsten'), ...table([['Bijeenkomst', 4], ['Dag', 2], ['Bezoekers']], meetings)] : []),
    paragraph(PEOPLE_RULE),
  ];
}

export function themeBlocks(content: DossierContent): Block[] {
  const rows = table(
    [['Thema', 4], ['Ideeën'], ['Steun'], ['Overgenomen of deels', 2]],
    content.themes.map(({ name, ideas, supports, tally }) => [
      name ?? 'Zonder thema',
      number(ideas),
      number(supports),
      number(tally.outcomes.reduce((sum, { outcome, count }) => sum + (outcome === 'adopted' || outcome === 'partly' ? count : 0), 0)),
    ]),
    { numbers: 3 },
  );
  return [...themeChart(content), ...rows];
}

export function minorityBlocks({ minority }: DossierContent, publicUrl: string): Block[] {
  return [
    ...minority.flatMap(({ kind, title, path, supports, against, outcome, reason }) => [
      heading(2, title),
      paragraph([
        kind === 'not_adopted'
          ? `${counted(supports, 'mens steunde dit', 'mensen steunden dit')}. ${OUTCOME[outcome]}. `
          : `${OUTCOME[outcome]}, met ${counted(against, 'mens', 'mensen')} tegen en ${number(supports)} voor. `,
        link('Lees de bijdrage', `${publicUrl}${path}`),
      ]),
      ...(reason ? [labelled('Reden', oneLine(reason))] : [labelled('Reden', 'Die staat er niet bij.')]),
    ]),
    paragraph(MINORITY_RULE),
  ];
}

export function votingBlocks(voting: VotingOutcome): Block[] {
  const { options, kind } = voting;
  if (!options) return [];
  const rows = table(
    [['Keuze', 4], ['Uitslag', 2], ...(kind === 'budget' ? [['Kosten', 2] as [string, number]] : []), ['Stemmen']],
    options.map(({ title, won, cost, votes }) => [
      title,
      won ? 'Gekozen' : 'Niet gekozen',
      ...(kind === 'budget' ? [cost === null ? '–' : `€ ${number(cost)}`] : []),
      number(votes),
    ]),
    { numbers: kind === 'budget' ? 2 : 1 },
  );
  return [...votingChart(voting), ...rows];
}

export function metricBlocks(content: DossierContent): Block[] {
  const { metrics, gates } = content;
  return [
    ...metricChart(content),
    ...table(
      [['Afspraak', 3], ['Eenheid', 2], ['Vooraf'], ['Doel'], ['Gemeten'], ['Stand', 2]],
      metrics.map(({ name, unit, baseline, target, value, state }) => [
        name,
        unit,
        baseline === null ? '–' : number(baseline),
        number(target),
        value === null ? '–' : number(value.value),
        METRIC[state],
      ]),
      { numbers: 4 },
    ),
    ...metrics.flatMap(({ name, value }) => (value?.note ? [labelled(name, oneLine(value.note))] : [])),
    ...gates.flatMap(({ phase, verdict, reason, decidedOn, owner }) => [
      labelled(
        `Na de fase ${phase}`,
        `${verdict === 'go_on' ? 'Doorpakken' : verdict === 'finish' ? 'Afmaken' : 'Stoppen'}, besloten op ${dutchDayWithYear(decidedOn)}. ${oneLine(reason)} Verantwoordelijk: ${owner}.`,
      ),
    ]),
  ];
}

export function commitmentBlocks({ commitments }: DossierContent): Block[] {
  return table(
    [
      ['Toezegging', 4],
      ['Beloofd voor', 2],
      ['Wie', 2],
      ['Stand', 2],
    ],
    commitments.map(({ title, promisedOn, team, state }) => [title, dutchDayWithYear(promisedOn), team ?? '–', COMMITMENT[state]]),
    { numbers: 0 },
  );
}

export function councilBlocks({ council, questions }: DossierContent): Block[] {
  return [
    ...council.flatMap(({ title, stage, meetings, decision }) => [
      heading(2, title),
      paragraph(
        `${STAGE[stage]}.${meetings.map(({ stage: meeting, meetsOn, body }) => ` ${STAGE[meeting]}: ${body}, ${dutchDayWithYear(meetsOn)}.`).join('')}`,
      ),
      ...(decision
        ? [
            labelled(
              'Besluit',
              `${DECISION[decision.outcome]} op ${dutchDayWithYear(decision.decidedOn)}${
                decision.votesFor === null ? '' : `, met ${number(decision.votesFor)} voor en ${number(decision.votesAgainst ?? 0)} tegen`
              }.`,
            ),
            ...paragraphs(decision.summary),
            ...decision.motions.map((motion) =>
              labelled(motion.kind === 'amendment' ? 'Amendement' : 'Motie', `${motion.title}: ${MOTION[motion.outcome]}.`),
            ),
            ...decision.deviations.map(({ subject, motivation }) =>
              labelled(`Anders dan bewoners vroegen: ${subject}`, oneLine(motivation)),
            ),
          ]
        : []),
    ]),
    ...(questions.length > 0
      ? [
          heading(2, 'Vragen aan het college'),
          ...questions.map(({ title, askedOn, answer }) =>
            labelled(
              title,
              `Gesteld op ${dutchDayWithYear(askedOn)}. ${answer ? `Antwoord van ${dutchDayWithYear(answer.on)}: ${oneLine(answer.summary)}` : 'Nog niet beantwoord.'}`,
            ),
          ),
        ]
      : []),
  ];
}
