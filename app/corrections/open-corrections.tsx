import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { OpenCorrection } from '../../server/responses/open-correction.ts';
import { paths } from '../paths.ts';

/** On the desk: corrections of answers that are being written, read, or wait to be published. Nothing when there are none. */
export function OpenCorrections({ items }: { items: readonly OpenCorrection[] }) {
  const { t } = useTranslation('corrections');
  if (items.length === 0) return null;
  return (
    <section className="sec-tight" aria-labelledby="correcties">
      <h2 id="correcties">{t('open.title')}</h2>
      <p className="small muted">{t('open.lead')}</p>
      <ul className="rows">
        {items.map((item) => (
          <li key={item.contributionId} className="mine-row">
            <h3>
              <Link to={paths.answer(item.contributionId)}>{item.title}</Link>
            </h3>
            <span className="small muted">
              {t(`open.${item.status}`, { name: item.author.name })} {item.reason}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
