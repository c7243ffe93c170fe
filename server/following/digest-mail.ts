import type { Words } from '../i18n/words.ts';
import { letter } from '../mail/letter.ts';
import type { MailText } from '../mail/outbox.ts';
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

/** The news of what somebody follows, together per idea, the newest first. */
export function digestMail(digest: Digest) {
  return (words: Words): MailText => {
    const { t } = words;
    const shown = digest.items.slice(0, MOST_ITEMS);
    const groups = new Map<string, NewsItem[]>();
    for (const item of shown) {
      const path = newsPath(item);
      groups.set(path, [...(groups.get(path) ?? []), item]);
    }
    const more = digest.total - shown.length;
    const [only] = shown;
    const choose = t('mails:digest.choose', { following: `${digest.publicUrl}/mijn/volgen`, unsubscribe: digest.unsubscribeUrl });
    return {
      subject:
        shown.length === 1 && only
          ? `${newsSentence(words, only)}: ${newsSubject(only)}`
          : t('mails:digest.subject', { count: digest.total }),
      text: letter(
        t('mails:dear', { name: digest.name }),
        t(shown.length === 1 ? 'mails:digest.one' : 'mails:digest.many'),
        ...[...groups].map(([path, items]) => group(words, items, `${digest.publicUrl}${path}`)),
        more > 0 ? t('mails:digest.more', { count: more }) : null,
        `${t(`mails:digest.why.${digest.rhythm}`)}\n${choose}`,
        t('mails:closing.name', { municipality: digest.municipality }),
      ),
    };
  };
}

function group(words: Words, items: NewsItem[], url: string): string {
  const [first] = items;
  if (!first) return url;
  const lines = items.map((item) => {
    const excerpt = newsExcerpt(item);
    return excerpt ? `- ${newsSentence(words, item)}: ${excerpt}` : `- ${newsSentence(words, item)}`;
  });
  return [newsSubject(first), ...lines, url].join('\n');
}
