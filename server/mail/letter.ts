import type { Words } from '../i18n/words.ts';

/** The text of a mail: paragraphs with a white line between them; null leaves one out. */
export function letter(...paragraphs: (string | null)[]): string {
  return paragraphs.filter((paragraph) => paragraph !== null && paragraph !== '').join('\n\n');
}

/** To a person by name, in the name of the site. */
export function personalLetter({ t }: Words, name: string, ...paragraphs: (string | null)[]): string {
  return letter(t('mails:dear', { name }), ...paragraphs, t('mails:closing.site'));
}
