/** News in words, for mails and feeds. Pure. */
import type { Words } from '../i18n/words.ts';
import type { NewsItem } from './news-items.ts';

const LONGEST_EXCERPT = 200;

/** What happened, in a sentence without a full stop. */
export function newsSentence(words: Words, item: NewsItem): string {
  const { t } = words;
  const { kind, data, idea, subject } = item;
  switch (kind) {
    case 'milestone.added':
      return t('news:milestone.added', { day: day(words, data.plannedOn) });
    case 'milestone.moved':
      return t('news:milestone.moved', { day: day(words, data.plannedOn) });
    case 'response.published':
      return t(item.contributionTitle !== null && idea !== null ? 'news:response.published_question' : 'news:response.published');
    case 'gate.decided':
      return t(data.verdict === 'finish' ? 'news:gate.finish' : 'news:gate.go_on', { phase: data.phase });
    case 'dossier.frozen':
      return t('news:dossier.frozen', { number: data.subjectNumber });
    case 'process_paper.frozen':
      return t(data.paper === 'motivation' ? 'news:process_paper.motivation' : 'news:process_paper.final_report');
    case 'council_decision.recorded':
      return t(data.outcome === 'held' ? 'news:council_decision.held' : 'news:council_decision.recorded');
    default:
      // Beside an idea its title is the subject, so the commitment is named in the sentence.
      return t(`news:${kind}`) + (kind.startsWith('commitment.') && idea && subject ? ` (${subject.title})` : '');
  }
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
  return kind === 'response.published' || kind === 'response.corrected' ? `${base}/reacties` : base;
}

function day(words: Words, value: unknown): string {
  return typeof value === 'string' ? words.day(value) : words.t('news:another_day');
}
