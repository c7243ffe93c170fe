import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import type { LogSearch } from './log-search.ts';

type Props = { filter: LogSearch; kinds: string[]; trajectories: { slug: string; title: string }[] };

export function LogFilters({ filter, kinds, trajectories }: Props) {
  const { t } = useTranslation('log');
  const nouns = [...new Set(kinds.map((kind) => kind.split('.')[0] ?? kind))];
  return (
    <form method="get" className="log-filters">
      <div>
        <label htmlFor="wie">{t('filter.who')}</label>
        <input className="inp" id="wie" name="wie" defaultValue={filter.who ?? ''} />
      </div>
      <div>
        <label htmlFor="wat">{t('filter.kind')}</label>
        <select className="inp" id="wat" name="wat" defaultValue={filter.kind ?? ''}>
          <option value="">{t('filter.all')}</option>
          {nouns.map((noun) => (
            <optgroup key={noun} label={noun}>
              <option value={noun}>{t('filter.all_of', { noun })}</option>
              {kinds
                .filter((kind) => kind.startsWith(`${noun}.`))
                .map((kind) => (
                  <option key={kind} value={kind}>
                    {kind}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="traject">{t('filter.trajectory')}</label>
        <select className="inp" id="traject" name="traject" defaultValue={filter.trajectory ?? ''}>
          <option value="">{t('filter.all')}</option>
          {trajectories.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="van">{t('filter.from')}</label>
        <input className="inp" id="van" name="van" type="date" defaultValue={filter.from ?? ''} />
      </div>
      <div>
        <label htmlFor="tot">{t('filter.until')}</label>
        <input className="inp" id="tot" name="tot" type="date" defaultValue={filter.until ?? ''} />
      </div>
      <p className="btns">
        <button type="submit" className="btn sec-b s">
          {t('filter.submit')}
        </button>
        <Link className="btn ghost s" to={paths.adminLog()}>
          {t('filter.clear')}
        </Link>
      </p>
    </form>
  );
}
