import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { DossierContent, SectionChange, Source } from '../../server/dossiers/content.ts';
import { Icon } from '../components/icon.tsx';
import { formatNumber } from '../format.ts';
import { paths } from '../paths.ts';
import { ComparedBlocks } from '../plan/compared-blocks.tsx';
import { type Behind, Finding, Part } from './part.tsx';

const FATES = ['adopted', 'partly', 'reverted', 'removed', 'changed_by_municipality'] as const;

/** Per section: the change from the start text by residents, the change at adoption, who it came from, and why not. */
export function SectionsPart({ content, behind, number }: { content: DossierContent; behind: Behind; number: number }) {
  const { t, i18n } = useTranslation(['dossiers', 'versions']);
  const { sections } = content;
  const say = (value: number) => formatNumber(value, i18n.language);
  return (
    <Part number={number} id="tekst" title={t('text.title')}>
      {sections.all === 0 ? (
        <Finding>{t('text.none')}</Finding>
      ) : (
        <>
          <Finding>
            {t('text.sentence', { count: sections.places, number: say(sections.places) })}{' '}
            {t('text.of', { count: sections.all, changed: sections.changed.length })} {sections.adoptedAt === null && t('text.open')}
          </Finding>
          {sections.adoptedAt !== null && (
            <ul className="rd-fates small">
              {FATES.map((fate) => ({ fate, n: sections.changed.filter((section) => section.fate === fate).length }))
                .filter(({ n }) => n > 0)
                .map(({ fate, n }) => (
                  <li key={fate}>
                    <b className="num">{n}</b> {t(`versions:fate.${fate}`)}
                  </li>
                ))}
            </ul>
          )}
          {sections.changed.map((section) => (
            <Change key={section.number} section={section} slug={behind.slug} adopted={sections.adoptedAt !== null} />
          ))}
          <p>
            <Link className="more" to={paths.threeTexts(behind.slug)}>
              {t('text.all')} <Icon name="arrow-right" />
            </Link>
          </p>
        </>
      )}
    </Part>
  );
}

const isChanged = (blocks: SectionChange['residents']) =>
  (blocks ?? []).some((block) => block.kind !== 'same' || block.was !== null || block.marks.length > 0);

function Change({ section, slug, adopted }: { section: SectionChange; slug: string; adopted: boolean }) {
  const { t } = useTranslation(['dossiers', 'versions']);
  const { number, heading, fate, writers, residents, from, notFollowed, note } = section;
  const id = `deel-${number}`.replace(/[^\w-]/g, '-');
  const silent =
    (fate === 'reverted' || fate === 'partly' || fate === 'removed') && note === '' && !notFollowed.some(({ reason }) => reason !== '');
  return (
    <section className="rd-chg" aria-labelledby={id}>
      <div>
        <h3 id={id}>
          <Link to={paths.section(slug, number)}>{heading}</Link>
        </h3>
        {isChanged(residents) && (
          <div className="prose">
            <p className="rd-step">{t('text.step_residents')}</p>
            <ComparedBlocks blocks={residents ?? []} id={`${id}-b`} />
          </div>
        )}
        {adopted && (
          <div className="prose">
            <p className="rd-step">{t('text.step_adopted')}</p>
            {isChanged(section.adopted) ? (
              <ComparedBlocks blocks={section.adopted ?? []} id={`${id}-v`} />
            ) : (
              <p className="muted">{t(`versions:fate.${fate}`)}.</p>
            )}
          </div>
        )}
      </div>
      <div className="rd-by">
        <p>
          {writers === 0 ? (
            t('text.no_writers')
          ) : (
            <Link to={paths.sectionWriters(slug, number)}>
              <b>{t('text.writers', { count: writers })}</b>
            </Link>
          )}
        </p>
        {from.length > 0 && <Sources title={t('text.from')} sources={from} />}
        {notFollowed.length > 0 && <Sources title={t('text.not_followed')} sources={notFollowed} />}
        {note && (
          <p>
            <b>{t('text.note')}</b> {note}
          </p>
        )}
        {silent && <p className="rd-silent">{t('text.silent')}</p>}
      </div>
    </section>
  );
}

function Sources({ title, sources }: { title: string; sources: readonly Source[] }) {
  const { t } = useTranslation(['dossiers', 'answers']);
  return (
    <>
      <p className="rd-step">{title}</p>
      <ul className="rd-sources">
        {sources.map(({ kind, title: words, path, outcome, supports, against, reason }) => (
          <li key={`${path ?? kind}${reason}`}>
            {path === null ? (
              t(`answers:kind.${kind}`)
            ) : (
              <Link to={path}>{kind === 'change_proposal' ? words : `${t(`answers:kind.${kind}`)}: ${words}`}</Link>
            )}
            . {t(`answers:outcome_long.${outcome}`)}.{' '}
            {supports !== null && (
              <span className="muted">
                {against === null ? t('text.support', { count: supports }) : t('text.opinions', { supports, against })}
              </span>
            )}
            {reason && (
              <details>
                <summary>{t('text.reason')}</summary>
                <p>{reason}</p>
              </details>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
