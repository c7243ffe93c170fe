import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { Icon } from './icon.tsx';

type Listed = { number: string; title: string; policy: 'fixed' | 'open' | 'suggest' | 'closed' };

const SHOWN = 5;

/** What can no longer change, what is open, and what takes proposals only; from the trajectory and the sections as they hold now. */
export function WhatIsFixed({
  fixedPoints,
  sections,
  slug,
}: {
  fixedPoints: readonly string[];
  sections: readonly Listed[];
  slug: string;
}) {
  const { t } = useTranslation('trajectories');
  const open = sections.filter(({ policy }) => policy === 'open');
  const suggest = sections.filter(({ policy }) => policy === 'suggest');
  return (
    <div className="frame">
      <div>
        <h3>
          <Icon name="lock" />
          {t('frame.fixed')}
        </h3>
        <p>{fixedPoints.length > 0 ? fixedPoints.join(' ') : t('frame.nothing_fixed')}</p>
      </div>
      <div>
        <h3>
          <Icon name="pencil-line" />
          {t('frame.open')}
        </h3>
        <p>{open.length > 0 ? t('frame.open_text', { count: open.length, total: sections.length }) : t('frame.nothing_open')}</p>
      </div>
      <div>
        <h3>
          <Icon name="message-square-text" />
          {t('frame.suggest')}
        </h3>
        <p>
          {suggest.length === 0 && t('frame.nothing_suggest')}
          {suggest.slice(0, SHOWN).map(({ number, title }, index) => (
            <span key={number}>
              {index > 0 && ', '}
              <Link to={paths.section(slug, number)}>
                {number} {title}
              </Link>
            </span>
          ))}
          {suggest.length > SHOWN && ` ${t('frame.more', { count: suggest.length - SHOWN })}`}
          {suggest.length > 0 && '.'}
        </p>
      </div>
    </div>
  );
}
