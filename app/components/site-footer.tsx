import { Link } from '@remix-run/react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { Logo } from './logo.tsx';

/** The same help in the same place on every page (WCAG 3.2.6), under the gauge. */
export function SiteFooter() {
  const { t } = useTranslation('common');
  const { site } = useRootData();
  return (
    <footer className="foot">
      <div className="wrap">
        <div style={{ '--lg1': '#8fd0b0', '--lg2': '#7cc0e4' } as CSSProperties}>
          <span className="logo" style={{ marginBottom: 12 }}>
            <Logo />
            <span>Oever</span>
          </span>
          <p style={{ maxWidth: '34ch' }}>{t('footer.about')}</p>
        </div>
        <FooterList
          title={t('footer.take_part')}
          items={[
            [paths.trajectories(), t('footer.all_trajectories')],
            [paths.allIdeas(), t('nav.ideas')],
            [paths.houseRules(), t('footer.house_rules')],
            [paths.moderationLog(), t('footer.moderation_log')],
          ]}
        />
        <FooterList
          title={t('footer.account')}
          items={[
            [paths.responseTimes(), t('nav.response_times')],
            [paths.council(), t('footer.council')],
            [paths.portfolio(), t('footer.portfolio')],
            [paths.data(), t('footer.data')],
          ]}
        />
        <div>
          <h2>{t('footer.help')}</h2>
          <ul>
            {site.contactPhone && (
              <li>
                <a href={`tel:${site.contactPhone.replace(/\s/g, '')}`}>{t('footer.call', { phone: site.contactPhone })}</a>
              </li>
            )}
            <li>
              <Link to={paths.accessibility()}>{t('footer.accessibility')}</Link>
            </li>
            <li>
              <Link to={paths.privacy()}>{t('footer.privacy')}</Link>
            </li>
          </ul>
        </div>
        {site.demo && (
          <p className="note" style={{ borderInlineStart: 0, paddingInlineStart: 0 }}>
            {t('footer.demo', { municipality: site.municipality })}
          </p>
        )}
      </div>
    </footer>
  );
}

function FooterList({ title, items }: { title: string; items: readonly (readonly [string, string])[] }) {
  return (
    <div>
      <h2>{title}</h2>
      <ul>
        {items.map(([to, label]) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
