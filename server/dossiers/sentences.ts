/** The finding of each part of a dossier in one or two plain Dutch sentences. Pure. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { DossierContent, VotingOutcome } from './content.ts';
import { CHANNEL, counted, DECISION, FATE, LEVEL, listed, METRIC, number, OUTCOME, percent } from './words.ts';

export function promiseSentence({ phases }: DossierContent): string {
  const begun = phases.filter(({ state }) => state !== 'to_come');
  if (begun.length === 0) return 'Er is nog geen fase begonnen.';
  const levels = [...new Set(begun.map(({ level }) => LEVEL[level].toLowerCase()))];
  return `Wij beloofden bewoners invloed in ${counted(begun.length, 'fase', 'fasen')}: ${listed(levels)}.`;
}

export function answersSentence({ tally, speed }: DossierContent): string {
  if (tally.received === 0) return 'Er kwam nog geen bijdrage binnen.';
  const taken = tally.outcomes.reduce((sum, { outcome, count }) => sum + (outcome === 'adopted' || outcome === 'partly' ? count : 0), 0);
  const open =
    tally.waiting === 0 ? 'Alles is beantwoord.' : `${counted(tally.waiting, 'bijdrage wacht', 'bijdragen wachten')} nog op antwoord.`;
  const late = speed.overdue === 0 ? '' : ` ${counted(speed.overdue, 'antwoord is', 'antwoorden zijn')} nu te laat.`;
  if (tally.answered === 0) return `Wij gaven nog geen antwoord. ${open}${late}`;
  return `Wij gaven ${counted(tally.answered, 'antwoord', 'antwoorden')} en namen ${number(taken)} daarvan helemaal of deels over. ${open}${late}`;
}

export function speedSentence({ speed }: DossierContent): string {
  if (speed.n === 0 || speed.median === null) return 'Er is nog geen antwoord om de tijd van te meten.';
  return `${percent(speed.onTime, speed.n)} van de antwoorden kwam op tijd. De helft kwam binnen ${counted(speed.median, 'werkdag', 'werkdagen')}.`;
}

export function reachSentence({ reach }: DossierContent): string {
  const { participants, goal, newcomers, first } = reach;
  const aim =
    goal === null
      ? ''
      : participants >= goal.target
        ? ` Het doel van ${number(goal.target)} is gehaald.`
        : ` Het doel is ${number(goal.target)}.`;
  const fresh = first
    ? ' Dit is het eerste traject hier, dus iedereen was nieuw.'
    : newcomers === null
      ? ' Hoeveel mensen voor het eerst meededen, noemen wij niet. Het zijn er te weinig, of bijna allemaal.'
      : ` Daarvan deden er ${number(newcomers)} voor het eerst mee.`;
  return `${participants === 1 ? 'Er deed 1 mens' : `Er deden ${number(participants)} mensen`} mee.${aim}${fresh}`;
}

export function channelSentence({ reach: { channels } }: DossierContent): string {
  const told = channels
    .filter(({ people }) => people !== null)
    .map(({ channel, people }) => `${CHANNEL[channel].toLowerCase()} ${number(people ?? 0)}`);
  return told.length === 0 ? 'Het is nog te klein om per weg te tellen.' : `Mensen per weg: ${listed(told)}.`;
}

export function themesSentence({ themes }: DossierContent): string {
  const [top] = themes.filter(({ name, ideas }) => name !== null && ideas > 0).sort((a, b) => b.ideas - a.ideas);
  return top ? `De meeste ideeën gingen over ${top.name}: ${number(top.ideas)}.` : 'Er is nog geen idee bij een thema.';
}

export function minoritySentence({ minority }: DossierContent): string {
  if (minority.length === 0) return 'Er is geen minderheidsstandpunt volgens deze regel.';
  return `Er ${minority.length === 1 ? 'is 1 minderheidsstandpunt' : `zijn ${number(minority.length)} minderheidsstandpunten`}.`;
}

export function sectionsSentence({ sections: { changed, places, all, adoptedAt } }: DossierContent): string {
  if (all === 0) return 'Bij dit traject hoort geen plantekst.';
  const head = `De tekst veranderde op ${counted(places, 'plek', 'plekken')}, in ${number(changed.length)} van de ${counted(all, 'onderdeel', 'onderdelen')}.`;
  if (adoptedAt === null) return `${head} De tekst is nog niet vastgesteld.`;
  const counts = (['adopted', 'partly', 'reverted', 'removed', 'changed_by_municipality'] as const)
    .map((fate) => ({ fate, n: changed.filter((section) => section.fate === fate).length }))
    .filter(({ n }) => n > 0);
  return `${head} ${counts.map(({ fate, n }) => `${FATE[fate]}: ${n}.`).join(' ')}`.trim();
}

export function votingSentence({ title, ballots, state, options, closesOn }: VotingOutcome): string {
  if (state !== 'closed' || !options) return `${title}: de stemming sluit op ${dutchDayWithYear(closesOn)}.`;
  const won = options.filter((option) => option.won).map((option) => option.title);
  return `${title}: ${counted(ballots, 'stembiljet', 'stembiljetten')}. ${won.length === 0 ? 'Niets is gekozen.' : `Gekozen: ${listed(won)}.`}`;
}

export function metricsSentence({ metrics, amendments }: DossierContent): string {
  if (metrics.length === 0) return 'Vooraf is niets meetbaars afgesproken.';
  const counts = (['met', 'missed', 'below', 'unmeasured', 'to_measure'] as const)
    .map((state) => ({ state, n: metrics.filter((metric) => metric.state === state).length }))
    .filter(({ n }) => n > 0);
  const changed =
    amendments === 0 ? '' : ` De afspraken zijn ${amendments === 1 ? 'één keer' : `${number(amendments)} keer`} openbaar gewijzigd.`;
  return `Van de ${counted(metrics.length, 'afspraak', 'afspraken')}: ${listed(counts.map(({ state, n }) => `${number(n)} ${METRIC[state].toLowerCase()}`))}.${changed}`;
}

export function commitmentsSentence({ commitments }: DossierContent): string {
  const open = commitments.filter(({ state }) => state === 'on_course' || state === 'soon' || state === 'late');
  const late = open.filter(({ state }) => state === 'late').length;
  if (commitments.length === 0) return 'Er is niets toegezegd.';
  return `Van de ${counted(commitments.length, 'toezegging', 'toezeggingen')} ${open.length === 1 ? 'staat er 1' : `staan er ${number(open.length)}`} open${
    late === 0 ? '' : `, waarvan ${number(late)} te laat`
  }.`;
}

export function councilSentence({ council, questions }: DossierContent): string {
  const decided = council.flatMap(({ decision }) => (decision ? [decision] : []));
  const asked = `De raad stelde ${counted(questions.length, 'vraag', 'vragen')}; ${number(questions.filter(({ answer }) => answer).length)} ${
    questions.filter(({ answer }) => answer).length === 1 ? 'is' : 'zijn'
  } beantwoord.`;
  const result =
    decided.length === 0
      ? 'De raad heeft nog niet besloten.'
      : `Besluit van de raad: ${listed(decided.map(({ outcome }) => DECISION[outcome].toLowerCase()))}.`;
  return questions.length === 0 ? result : `${result} ${asked}`;
}

export function gradeSentence({ grade }: DossierContent): string {
  return grade === null
    ? 'Minder dan vijf mensen gaven een cijfer. Daarom staat het er niet.'
    : `Deelnemers geven het traject gemiddeld een ${number(grade.average)}. ${counted(grade.n, 'mens gaf', 'mensen gaven')} een cijfer.`;
}

export function outcomesSentence({ tally }: DossierContent): string {
  return listed(tally.outcomes.map(({ outcome, count }) => `${number(count)} ${OUTCOME[outcome].toLowerCase()}`));
}
