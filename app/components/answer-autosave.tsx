import { useTranslation } from 'react-i18next';
import type { AutosaveProps } from '../desk/mount-autosave.ts';
import { paths } from '../paths.ts';

const STATUS = ['on', 'saving', 'saved', 'waiting', 'offline', 'conflict', 'conflict_link', 'signed_out'] as const;
const HINTS = ['long_sentence', 'hard_word', 'passive', 'placeholder', 'none'] as const;

/** Where the page says that a text saved itself; without script it is empty and the button saves. */
export function AnswerAutosave({ form, contributionId }: { form: string; contributionId: string }) {
  const { i18n } = useTranslation('desk');
  // The island fills the holes itself.
  const raw = (key: string) => String(i18n.getResource(i18n.language, 'desk', key) ?? '');
  const props: AutosaveProps = {
    form,
    contributionId,
    href: paths.answer(contributionId),
    texts: Object.fromEntries(STATUS.map((key) => [key, raw(`auto.${key}`)])) as AutosaveProps['texts'],
    hints: Object.fromEntries(HINTS.map((key) => [key, raw(`plain.${key}`)])) as AutosaveProps['hints'],
  };
  return <div data-island="autosave" data-props={JSON.stringify(props)} />;
}
