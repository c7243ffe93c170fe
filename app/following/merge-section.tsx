import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { AskedMerge, MadeMerge } from '../../server/ideas/merge-queries.ts';
import { Icon } from '../components/icon.tsx';
import { formatMoment } from '../format.ts';
import { paths } from '../paths.ts';

type Props = { slug: string; number: number; asked: AskedMerge[]; made: MadeMerge[] };

/** What is asked and done about merging this idea with another. Nothing when nothing is. */
export function MergeSection({ slug, number, asked, made }: Props) {
  const { t } = useTranslation('following');
  if (asked.length === 0 && made.length === 0) return null;
  const action = paths.ideaMerge(slug, number);
  return (
    <section className="merges" id="samenvoegen" aria-labelledby="samenvoegen-kop">
      <h2 id="samenvoegen-kop">{t('merge.title')}</h2>
      {asked.map((merge) => (
        <Asked key={merge.id} slug={slug} action={action} merge={merge} />
      ))}
      {made.map((merge) => (
        <Made key={merge.id} slug={slug} action={action} merge={merge} />
      ))}
    </section>
  );
}

function Asked({ slug, action, merge }: { slug: string; action: string; merge: AskedMerge }) {
  const { t } = useTranslation('following');
  const title = { title: merge.other.title };
  return (
    <div className="merge asked">
      <p>
        {t(`merge.asked_${merge.direction}`)} <Link to={paths.idea(slug, merge.other.number)}>{merge.other.title}</Link>
      </p>
      <p className="quote">{t('merge.reason', { reason: merge.reason })}</p>
      {merge.may.answer && (
        <form method="post" action={action}>
          <input type="hidden" name="mergeId" value={merge.id} />
          <p className="small">{t('merge.what')}</p>
          <p className="btns">
            <button type="submit" name="intent" value="yes" className="btn s">
              {t('merge.yes')} <span className="sr">{title.title}</span>
            </button>
            <button type="submit" name="intent" value="no" className="btn sec-b s">
              {t('merge.no')} <span className="sr">{title.title}</span>
            </button>
          </p>
        </form>
      )}
      {!merge.may.answer && (
        <p className="small muted">
          {(['from', 'into'] as const).map((side) => (
            <span key={side}>
              {t(`merge.answer.${side}`)}
              {t(`merge.answer.${merge.answers[side]}`)}.{' '}
            </span>
          ))}
        </p>
      )}
      {merge.may.cancel && (
        <form method="post" action={action}>
          <input type="hidden" name="mergeId" value={merge.id} />
          <button type="submit" name="intent" value="cancel" className="btn sec-b s">
            {t('merge.cancel')} <span className="sr">{title.title}</span>
          </button>
        </form>
      )}
    </div>
  );
}

const CONSENT = { both: 'without_both', one: 'without_one', neither: 'with_both' } as const;

function Made({ slug, action, merge }: { slug: string; action: string; merge: MadeMerge }) {
  const { t, i18n } = useTranslation('following');
  const day = (at: string) => formatMoment(at, i18n.language);
  return (
    <div className="merge">
      <p>
        {t(`merge.merged_${merge.direction}`)} <Link to={paths.idea(slug, merge.other.number)}>{merge.other.title}</Link>
      </p>
      <p className="quote">{t('merge.reason', { reason: merge.reason })}</p>
      <p className="small muted">
        {t('merge.on', { day: day(merge.mergedAt) })} {t(`merge.${CONSENT[merge.withoutAuthor]}`)}{' '}
        {t('merge.carried', { count: merge.carried })}
      </p>
      {merge.undone && <p className="note">{t('merge.undone', { day: day(merge.undone.at), reason: merge.undone.reason })}</p>}
      {merge.may.carry && (
        <form method="post" action={action}>
          <p className="small">{t('merge.carry_explain')}</p>
          <button type="submit" name="intent" value="carry" className="btn">
            {t('merge.carry')}
          </button>
        </form>
      )}
      {merge.viewerCarried && (
        <p className="st ok">
          <Icon name="circle-check" />
          {t('merge.viewer_carried')}
        </p>
      )}
      {merge.may.undo && (
        <p>
          <Link className="btn sec-b s" to={`${action}#uit-elkaar`}>
            {t('merge.undo')}
          </Link>
        </p>
      )}
    </div>
  );
}
