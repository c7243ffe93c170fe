import type { NewsItem } from './news-items.ts';
import type { Rhythm } from './news-rules.ts';
import { newsExcerpt, newsPath, newsSentence, newsSubject } from './news-words.ts';

/** More than this nobody reads in a mail; the rest is on the site. */
export const MOST_ITEMS = 40;

type Digest = {
  name: string;
  /** The newest first. */
  items: NewsItem[];
  /** How many there were in all. */
  total: number;
  rhythm: Rhythm;
  publicUrl: string;
  unsubscribeUrl: string;
  municipality: string;
};

const HOW_OFTEN: Record<Rhythm, string> = {
  direct: 'zodra er iets gebeurt; reacties één keer per dag',
  daily: 'hooguit één keer per dag',
  weekly: 'één keer per week',
  never: 'niet meer',
};

/** The news of what somebody follows, together per idea, the newest first. */
export function digestMail(digest: Digest): { subject: string; text: string } {
  const shown = digest.items.slice(0, MOST_ITEMS);
  const groups = new Map<string, NewsItem[]>();
  for (const item of shown) {
    const path = newsPath(item);
    groups.set(path, [...(groups.get(path) ?? []), item]);
  }
  const more = digest.total - shown.length;
  const [only] = shown;
  return {
    subject:
      shown.length === 1 && only ? `${newsSentence(only)}: ${newsSubject(only)}` : `Nieuws over wat u volgt: ${digest.total} berichten`,
    text: [
      `Beste ${digest.name},`,
      shown.length === 1
        ? 'Er is nieuws over wat u volgt of steunt.'
        : 'Dit is er gebeurd met wat u volgt of steunt. Het nieuwste staat bovenaan.',
      ...[...groups].map(([path, items]) => group(items, `${digest.publicUrl}${path}`)),
      ...(more > 0 ? [`Er is nog meer: ${more} ${more === 1 ? 'bericht' : 'berichten'}. U leest ze op de site.`] : []),
      `U krijgt deze mail omdat u dit volgt of steunt: ${HOW_OFTEN[digest.rhythm]}.\nVaker, minder vaak of iets niet meer volgen: ${digest.publicUrl}/mijn/volgen\nMet één klik geen mails meer, zonder inloggen: ${digest.unsubscribeUrl}`,
      `Gemeente ${digest.municipality}`,
    ].join('\n\n'),
  };
}

function group(items: NewsItem[], url: string): string {
  const [first] = items;
  if (!first) return url;
  const lines = items.map((item) => {
    const excerpt = newsExcerpt(item);
    return excerpt ? `- ${newsSentence(item)}: ${excerpt}` : `- ${newsSentence(item)}`;
  });
  return [newsSubject(first), ...lines, url].join('\n');
}
