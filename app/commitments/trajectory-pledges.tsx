import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { Commitment } from '../../server/commitments/queries.ts';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import { CommitmentRows } from './commitment-rows.tsx';

const SHOWN = 4;

/** On the page of a trajectory: the commitments that count now, and the way to all of them and to the reply notes. */
export function TrajectoryPledges({ slug, items, notes }: { slug: string; items: readonly Commitment[]; notes: number }) {
  const { t } = useTranslation(['commitments', 'nota']);
  if (items.length === 0 && notes === 0) return null;
  return (
    <section className="sec" aria-labelledby="toezeggingen">
      <div className="wrap">
        <h2 id="toezeggingen">{t('title')}</h2>
        {items.length > 0 && <CommitmentRows items={items.slice(0, SHOWN)} level={3} />}
        <p className="btns">
          {items.length > 0 && (
            <Link className="more" to={paths.commitments(slug)}>
              {t('all')} <Icon name="arrow-right" />
            </Link>
          )}
          {notes > 0 && (
            <Link className="more" to={paths.replyNotes(slug)}>
              {t('nota:title')} <Icon name="arrow-right" />
            </Link>
          )}
        </p>
      </div>
    </section>
  );
}
