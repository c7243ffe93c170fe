import { useTranslation } from 'react-i18next';
import type { Writer } from '../../server/plan-texts/passages-by-author.ts';
import { Avatar } from '../components/avatar.tsx';
import { Icon } from '../components/icon.tsx';
import { formatMoment, formatPercent, toDay } from '../format.ts';
import { useRootData } from '../root-data.ts';
import { handOf } from './written-text.tsx';

/** Who wrote what stands there now, from most to least, each with the line their words have in the text. */
export function WriterList({ writers }: { writers: readonly Writer[] }) {
  const { t, i18n } = useTranslation('versions');
  const { today } = useRootData();
  const moment = (at: string) => formatMoment(at, i18n.language, today);
  return (
    <section className="writer-list" aria-labelledby="schrijvers">
      <h2 id="schrijvers">{t('writers.list')}</h2>
      <ol>
        {writers.map(({ name, share, passages, firstAt, lastAt }, index) => (
          <li key={`${name}-${firstAt}`}>
            {name ? <Avatar name={name} /> : <Icon name="file-pen-line" />}
            <div>
              <b>
                <span className={`pas-key ${handOf(writers, index)}`}>{name ?? t('writers.municipality')}</span>
              </b>
              <span className="bar" aria-hidden="true">
                <svg viewBox="0 0 100 4" preserveAspectRatio="none" width="100%" height="4">
                  <title>{formatPercent(share, i18n.language)}</title>
                  <rect className="track" width="100" height="4" />
                  <rect width={Math.max(1, share * 100)} height="4" />
                </svg>
              </span>
              <span className="small muted">
                {t('writers.share', { share: percent(share, i18n.language) })}, {t('writers.passages', { count: passages })}
              </span>
              <span className="small muted">
                {toDay(firstAt) === toDay(lastAt) ? moment(lastAt) : t('writers.between', { from: moment(firstAt), to: moment(lastAt) })}
              </span>
            </div>
          </li>
        ))}
      </ol>
      <p className="tiny">{t('writers.list_hint')}</p>
      <p className="tiny">{t('writers.names')}</p>
    </section>
  );
}

/** Who wrote three letters is not told that it is nothing. */
function percent(share: number, locale: string): string {
  return share > 0 && share < 0.005 ? '< 1%' : formatPercent(share, locale);
}
