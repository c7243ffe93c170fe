/** The Dutch words of the papers. The municipality's papers are Dutch, whatever language the reader chose. */
import type { MetricState } from '../agreements/rules.ts';
import type { CommitmentState } from '../commitments/rules.ts';
import type { DecisionOutcome, DossierStage } from '../council/rules.ts';
import type { Fate } from '../plan-texts/three-texts.ts';
import type { Outcome } from '../responses/response-rules.ts';
import type { InfluenceLevel, Verdict } from '../trajectories/rules.ts';
import type { Channel, DossierContent, Source } from './content.ts';

export const OUTCOME: Record<Outcome, string> = {
  adopted: 'Overgenomen',
  partly: 'Deels overgenomen',
  not_adopted: 'Niet overgenomen',
  already_arranged: 'Al geregeld',
  outside_scope: 'Hoort niet bij dit traject',
  referred: 'Doorgestuurd',
  no_action_asked: 'Uitleg, er verandert niets',
};

export const LEVEL: Record<InfluenceLevel, string> = {
  inform: 'Meeweten',
  consult: 'Meedenken',
  advise: 'Adviseren',
  coproduce: 'Meeschrijven',
  codecide: 'Meebeslissen',
};

export const PHASE_STATE = { over: 'voorbij', active: 'bezig', to_come: 'moet nog komen' } as const;

export const CHANNEL: Record<Channel, string> = {
  online: 'Online',
  meeting: 'Op een bijeenkomst',
  paper: 'Op papier',
  counter: 'Aan de balie',
  phone: 'Telefonisch',
  partner: 'Via een andere website',
};

export const FATE: Record<Fate, string> = {
  untouched: 'Niet veranderd',
  adopted: 'Tekst van bewoners vastgesteld',
  partly: 'Tekst van bewoners deels vastgesteld',
  reverted: 'Begintekst weer vastgesteld',
  changed_by_municipality: 'Veranderd door de gemeente',
  removed: 'Uit het plan gehaald',
  open: 'Nog niet vastgesteld',
};

export const SOURCE: Record<Source['kind'], string> = {
  change_proposal: 'Tekstvoorstel',
  idea: 'Idee',
  question: 'Vraag',
  challenge: 'Uitdaging',
  formal_view: 'Zienswijze',
};

export const METRIC: Record<MetricState, string> = {
  to_measure: 'Nog te meten',
  below: 'Nog niet gehaald',
  met: 'Gehaald',
  missed: 'Niet gehaald',
  unmeasured: 'Niet gemeten',
  dropped: 'Vervallen',
};

export const COMMITMENT: Record<CommitmentState, string> = {
  on_course: 'Op schema',
  soon: 'Bijna aan de beurt',
  late: 'Te laat',
  done: 'Gedaan',
  done_late: 'Gedaan, later dan beloofd',
  stopped: 'Gestopt',
};

export const VERDICT: Record<Verdict, string> = { go_on: 'Doorpakken', finish: 'Afmaken', stop: 'Stoppen' };

export const STAGE: Record<DossierStage, string> = {
  announced: 'Aangekondigd',
  forming: 'Beeldvorming',
  judging: 'Oordeelsvorming',
  deciding: 'Besluitvorming',
  decided: 'Besloten',
};

export const DECISION: Record<DecisionOutcome, string> = {
  adopted: 'Aangenomen',
  amended: 'Gewijzigd aangenomen',
  held: 'Aangehouden',
  rejected: 'Verworpen',
  noted: 'Voor kennisgeving aangenomen',
};

export const MOTION = { adopted: 'aangenomen', rejected: 'verworpen', withdrawn: 'ingetrokken', held: 'aangehouden' } as const;

const FORMAT = new Intl.NumberFormat('nl-NL', { maximumFractionDigits: 1 });

/** `1.142`, `7,4` */
export function number(value: number): string {
  return FORMAT.format(value);
}

/** `1 bijdrage`, `12 bijdragen` */
export function counted(count: number, one: string, more: string): string {
  return `${number(count)} ${count === 1 ? one : more}`;
}

export function percent(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((part / whole) * 100)}%`;
}

/** A title or name that goes on in a sentence: `De gemeenteraad` becomes `de gemeenteraad`, `NAP` stays. */
export function inSentence(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}

/** "veertien en drie" as numbers: the parts with `en` before the last. */
export function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} en ${parts.at(-1)}`;
}

export const ORIGIN_RULE =
  'Geteld zijn alle bijdragen van bewoners: ideeën, vragen, tekstvoorstellen, zienswijzen, klachten en uitdagingen. Elke bijdrage telt één keer, met het laatste antwoord. Bij een fase hoort wat op de dagen van die fase binnenkwam.';
export const PEOPLE_RULE =
  'Iedereen telt één keer, hoe vaak iemand ook meedeed. Nieuw is wie aan geen traject meedeed dat eerder begon. Per weg is geteld wie iets schreef; steunen en stemmen staat daar niet bij. Getallen onder de vijf staan er niet bij, zodat niemand te herkennen is.';
export const MINORITY_RULE =
  'Hier staat wat vijf of meer mensen steunden en niet is overgenomen. En wat wel is overgenomen, terwijl vijf of meer mensen tegen waren en zij ten minste een tiende zijn van wie zich uitsprak.';

export function pageOf({ trajectory }: Pick<DossierContent, 'trajectory'>, publicUrl: string): string {
  return `${publicUrl}/trajecten/${trajectory.slug}`;
}

export function oneLine(words: string): string {
  return words.replaceAll(/\s*\n\s*/g, ' ').trim();
}
