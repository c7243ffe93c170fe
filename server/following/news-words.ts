/** News in words, for mails and feeds: Dutch, like the rest of the municipality's post. Pure. */
import { dutchDayWithYear } from '../calendar/amsterdam.ts';
import type { NewsItem } from './news-items.ts';
import type { NewsKindName } from './news-rules.ts';

const LONGEST_EXCERPT = 200;

const SENTENCES: Record<NewsKindName, (item: NewsItem) => string> = {
  'idea.proposed': () => 'Nieuw idee',
  'idea.updated': () => 'De indiener heeft het idee veranderd. U kunt lezen wat er eerst stond',
  'idea.withdrawn': () => 'De indiener heeft het idee ingetrokken',
  'idea.merged': () => 'Het idee gaat samen verder met een ander idee',
  'idea.merge_undone': () => 'Het idee is weer een eigen idee',
  'idea.carrying_out': () => 'De gemeente voert het idee uit',
  'idea.done': () => 'Het idee is klaar',
  'idea.put_back': () => 'Het idee gaat een stap terug',
  'milestone.added': (item) => `Nieuwe stap, gepland voor ${day(item, 'plannedOn')}`,
  'milestone.moved': (item) => `Een stap is verzet naar ${day(item, 'plannedOn')}`,
  'milestone.removed': () => 'Een stap gaat niet door',
  'milestone.done': () => 'Een stap is klaar',
  'response.published': (item) =>
    item.contributionTitle !== null && item.idea !== null ? 'De gemeente heeft een vraag beantwoord' : 'De gemeente heeft geantwoord',
  'response.reopened': () => 'De indiener vraagt de gemeente nog eens te kijken',
  'clock.assigned': () => 'Een ambtenaar behandelt het idee',
  'clock.extended': () => 'Het antwoord komt later',
  'clock.paused': () => 'De klok staat stil',
  'clock.resumed': () => 'De klok loopt weer',
  'comment.created': () => 'Nieuwe reactie',
  'question.asked': () => 'Nieuwe vraag aan de gemeente',
  'meeting.added': () => 'Nieuwe bijeenkomst',
  'voting.created': () => 'Nieuwe stemming',
  'trajectory.stopped': () => 'De gemeente is met het traject gestopt',
  'story.told': () => 'Nieuw verhaal',
  'challenge.submitted': () => 'Nieuw uitdaagverzoek',
  'reply_note.published': () => 'Alle antwoorden staan bij elkaar in een nota',
  'commitment.made': (item) => `De gemeente zegt iets toe${about(item)}`,
  'commitment.progress': (item) => `Nieuws over een toezegging${about(item)}`,
  'commitment.moved': (item) => `Een toezegging komt op een andere dag${about(item)}`,
  'commitment.milestone_reached': (item) => `Een stap van een toezegging is gezet${about(item)}`,
  'commitment.done': (item) => `Een toezegging is klaar${about(item)}`,
  'commitment.stopped': (item) => `De gemeente stopt met een toezegging${about(item)}`,
  'metric.amended': () => 'Een afspraak vooraf is veranderd. U leest wie dat deed en waarom',
  'gate.decided': ({ data }) =>
    data.verdict === 'finish'
      ? `Besluit na de fase ${data.phase}: afmaken wat begonnen is`
      : `Besluit na de fase ${data.phase}: doorpakken, de volgende fase gaat open`,
  'council_dossier.opened': () => 'Dit ligt voor aan de raad',
  'council_question.asked': () => 'Een raadslid stelt een vraag aan het college',
  'dossier.frozen': ({ data }) => `Versie ${data.subjectNumber} van het dossier ligt vast`,
  'process_paper.frozen': ({ data }) => (data.paper === 'motivation' ? 'De motivering van het besluit is er' : 'Het eindverslag is er'),
  'council_decision.recorded': ({ data }) => (data.outcome === 'held' ? 'De raad besluit later' : 'De raad heeft besloten'),
};

/** Beside an idea its title is the subject, so the commitment is named in the sentence. */
function about({ idea, subject }: NewsItem): string {
  return idea && subject ? ` (${subject.title})` : '';
}

export function newsSentence(item: NewsItem): string {
  return SENTENCES[item.kind](item);
}

/** What it is about: the idea, or what is new. */
export function newsSubject({ idea, subject, contributionTitle, trajectory }: NewsItem): string {
  return idea?.title ?? subject?.title ?? contributionTitle ?? trajectory.title;
}

/** The words that belong to it, short and on one line; null when there are none. */
export function newsExcerpt({ words, kind }: NewsItem): string | null {
  if (words === null || kind === 'idea.proposed') return null;
  const line = words.replace(/\s+/gu, ' ').trim();
  if ([...line].length <= LONGEST_EXCERPT) return line;
  const cut = [...line].slice(0, LONGEST_EXCERPT).join('');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_EXCERPT / 2)).trimEnd()}…`;
}

/** Where it can be read, as a path of the site. */
export function newsPath({ kind, trajectory: { slug }, idea, subject, data }: NewsItem): string {
  const base = `/trajecten/${slug}`;
  if (kind === 'idea.updated' && idea) return `${base}/ideeen/${idea.number}/geschiedenis`;
  if (kind.startsWith('commitment.') && subject) return `${base}/toezeggingen/${subject.number}`;
  if (kind === 'metric.amended') return `${base}/afspraken`;
  if (kind === 'gate.decided') return `${base}/poorten`;
  if (kind.startsWith('council_') && subject) return `/raad/${slug}/${kind === 'council_question.asked' ? 'vragen/' : ''}${subject.number}`;
  if (kind === 'dossier.frozen') return `${base}/uitkomsten/${data.subjectNumber}`;
  if (kind === 'process_paper.frozen') return `${base}/${data.paper === 'motivation' ? 'motivering' : 'eindverslag'}`;
  if (kind === 'reply_note.published' && subject) return `${base}/nota/${subject.number}`;
  if (idea) return `${base}/ideeen/${idea.number}`;
  if (kind === 'meeting.added' && subject) return `${base}/bijeenkomsten/${subject.number}`;
  if (kind === 'voting.created' && subject) return `${base}/stemmingen/${subject.id}`;
  if (kind === 'story.told' && subject) return `${base}/verhalen/${subject.number}`;
  if (kind === 'challenge.submitted' && subject) return `${base}/uitdagen/${subject.number}`;
  return kind === 'response.published' ? `${base}/reacties` : base;
}

function day({ data }: NewsItem, field: string): string {
  const value = data[field];
  return typeof value === 'string' ? dutchDayWithYear(value) : 'een andere dag';
}
