import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { NoteItem } from '../../server/reply-notes/rules.ts';
import { Elsewhere } from '../components/official-answer.tsx';
import { paths } from '../paths.ts';

/** One contribution with its answer, by its number and without a name. */
export function NotaItem({ item, slug, own }: { item: NoteItem; slug: string; own: boolean }) {
  const { t } = useTranslation(['nota', 'answers']);
  const { answer } = item;
  return (
    <li className={own ? 'answered own' : 'answered'} id={`nummer-${item.number}`}>
      <h3>{t('item', { number: item.number, kind: t(`answers:kind.${item.kind as 'idea'}`) })}</h3>
      <dl>
        <dt>{t('contribution')}</dt>
        <dd>{item.summary}</dd>
        <dt>{t('answer')}</dt>
        {answer ? (
          <dd>
            <b>{answer.summary}</b>
            {answer.motivation && answer.motivation !== answer.summary && `\n${answer.motivation}`}
          </dd>
        ) : (
          <dd>{t('no_answer')}</dd>
        )}
        {answer && (
          <>
            {answer.nextStep && (
              <>
                <dt>{t('next')}</dt>
                <dd>{answer.nextStep}</dd>
              </>
            )}
            <dt>{t('conclusion')}</dt>
            <dd>{t(`answers:outcome_long.${answer.outcome}`)}</dd>
            <dt>{t('change')}</dt>
            <dd>
              {answer.change ? (
                <NotaChange slug={slug} {...answer.change} words={`§ ${answer.change.section} ${answer.change.title}`} />
              ) : (
                t('no_change')
              )}
            </dd>
            {answer.decision && (
              <>
                <dt>{t('decision')}</dt>
                <dd>
                  <Elsewhere name={answer.decision.title} url={answer.decision.url} />
                </dd>
              </>
            )}
            {answer.authority && (
              <>
                <dt>{t('authority')}</dt>
                <dd>
                  <Elsewhere name={answer.authority.name} url={answer.authority.url} />
                </dd>
              </>
            )}
          </>
        )}
      </dl>
    </li>
  );
}

/** To the exact difference when its versions are known, else to the section. */
export function NotaChange({
  slug,
  section,
  from,
  to,
  words,
}: {
  slug: string;
  section: string;
  from: number | null;
  to: number | null;
  words: string;
}) {
  const href = from === null || to === null ? paths.section(slug, section) : paths.sectionChange(slug, section, { from, to });
  return <Link to={href}>{words}</Link>;
}
