/** The figures of a dossier as charts of a paper: the same bars its page draws, each above the table it comes from. Pure. */
import type { Bar, Chart } from '../documents/model.ts';
import type { DossierContent, MetricResult, VotingOutcome } from './content.ts';
import { CHANNEL, counted, number, OUTCOME, percent } from './words.ts';

const FEW = 'te weinig om te noemen';

/** Without at least two bars, or one with an aim, there is nothing to compare. */
function chart(conclusion: string, bars: readonly Bar[]): Chart[] {
  if (bars.length === 0 || (bars.length === 1 && bars[0]?.goal === undefined) || bars.every(({ value }) => !value)) return [];
  const figures = bars.map(({ label, shown }) => `${label}: ${shown}.`).join(' ');
  return [{ kind: 'chart', conclusion, alt: `Staafdiagram. ${figures}`, bars }];
}

export function answerChart(content: DossierContent): Chart[] {
  const { outcomes, waiting, answered } = content.tally;
  const taken = outcomes.reduce((sum, { outcome, count }) => sum + (outcome === 'adopted' || outcome === 'partly' ? count : 0), 0);
  return chart(
    answered === 0 ? 'Er is nog geen antwoord.' : `Van de antwoorden is ${percent(taken, answered)} helemaal of deels overgenomen.`,
    [
      ...outcomes.map(
        ({ outcome, count }): Bar => ({
          label: OUTCOME[outcome],
          value: count,
          shown: number(count),
          tone: outcome === 'adopted' || outcome === 'partly' ? 'good' : outcome === 'not_adopted' ? 'bad' : 'open',
        }),
      ),
      ...(waiting > 0 ? [{ label: 'Nog geen antwoord', value: waiting, shown: number(waiting), tone: 'open' as const }] : []),
    ],
  );
}

/** How many took part against what was agreed. */
export function goalChart(content: DossierContent): Chart[] {
  const { participants, goal } = content.reach;
  if (goal === null) return [];
  const bar = { label: 'Deelnemers, met een streep bij het doel', value: participants, goal: goal.target };
  return chart(`Dat is ${percent(participants, goal.target)} van het doel.`, [
    { ...bar, shown: `${number(participants)} van ${number(goal.target)}` },
  ]);
}

export function neighbourhoodChart({ reach: { neighbourhoods } }: DossierContent): Chart[] {
  const known = neighbourhoods.filter(({ neighbourhood, participants }) => neighbourhood !== null && participants !== null);
  const [top] = known.sort((a, b) => (b.participants ?? 0) - (a.participants ?? 0));
  if (!top) return [];
  return chart(
    `De meeste deelnemers wonen in ${top.neighbourhood}: ${number(top.participants ?? 0)}.`,
    neighbourhoods.map(({ neighbourhood, participants }) => bar(neighbourhood ?? 'Niet bekend', participants)),
  );
}

export function channelChart(content: DossierContent): Chart[] {
  const { channels } = content.reach;
  const known = channels.filter(({ people }) => people !== null).sort((a, b) => (b.people ?? 0) - (a.people ?? 0));
  return chart(
    known[0] ? `De meeste mensen deden zo mee: ${CHANNEL[known[0].channel].toLowerCase()}.` : '',
    channels.map(({ channel, people }) => bar(CHANNEL[channel], people)),
  );
}

export function themeChart(content: DossierContent): Chart[] {
  const named = content.themes.filter(({ name }) => name !== null).sort((a, b) => b.ideas - a.ideas);
  const all = content.themes.reduce((sum, { ideas }) => sum + ideas, 0);
  return chart(
    named[0] ? `Van alle ideeën gaat ${percent(named[0].ideas, all)} over ${named[0].name}.` : '',
    content.themes.map(({ name, ideas }) => bar(name ?? 'Zonder thema', ideas)),
  );
}

export function votingChart(voting: VotingOutcome): Chart[] {
  const [top] = [...(voting.options ?? [])].sort((a, b) => b.votes - a.votes);
  return chart(
    top ? `De meeste stemmen kreeg ${top.title}: ${number(top.votes)}.` : '',
    (voting.options ?? []).map(({ title, votes, won }) => ({
      label: `${title} (${won ? 'gekozen' : 'niet gekozen'})`,
      value: votes,
      shown: number(votes),
      tone: won ? 'good' : 'open',
    })),
  );
}

/** How far each agreement came on the way from where it began to its target. Of what was not measured there is no bar. */
export function metricChart(content: DossierContent): Chart[] {
  const measured = content.metrics.flatMap((metric) => {
    const share = shareOfTheWay(metric);
    return share === null ? [] : [{ metric, share }];
  });
  const met = measured.filter(({ metric }) => metric.state === 'met').length;
  return chart(
    `Van ${counted(measured.length, 'gemeten afspraak', 'gemeten afspraken')} ${met === 1 ? 'haalde er 1' : `haalden er ${number(met)}`} het doel.`,
    measured.map(({ metric: { name, value, target, unit, state }, share }) => ({
      label: `${name}, met een streep bij het doel`,
      value: share,
      shown: `${number(value?.value ?? 0)} van ${number(target)}${unit.length > 8 ? '' : ` ${unit}`}`,
      goal: 100,
      tone: state === 'met' ? 'good' : state === 'missed' ? 'bad' : 'plain',
    })),
  );
}

/** @returns per cent, from 0 to 150 so that one great success does not make the others vanish; null when nothing was measured, or there is no way to go */
function shareOfTheWay({ baseline, target, value }: MetricResult): number | null {
  const from = baseline ?? 0;
  if (value === null || target === from) return null;
  return Math.min(150, Math.max(0, (100 * (value.value - from)) / (target - from)));
}

function bar(label: string, value: number | null): Bar {
  return { label, value, shown: value === null ? FEW : number(value) };
}
