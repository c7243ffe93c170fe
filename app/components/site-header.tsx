import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { LOCALES } from '../../server/web/locale.ts';
import { paths } from '../paths.ts';
import { useRootData } from '../root-data.ts';
import { Icon } from './icon.tsx';
import { Logo } from './logo.tsx';

type Entry = { to: string; label: string };

/** Logo, menu and account. On a phone the menu opens without script. */
export function SiteHeader() {
  const { t } = useTranslation('common');
  const { actor, site, path } = useRootData();
  const entries = menu();
  const current = entries.reduce<Entry | null>(
    (best, entry) => (covers(entry.to, path) && entry.to.length > (best?.to.length ?? 0) ? entry : best),
    null,
  );
  const links = entries.map(({ to, label }) => (
    <Link key={to} to={to} {...(current?.to === to ? { 'aria-current': 'page' as const } : {})}>
      {label}
    </Link>
  ));
  return (
    <header className={actor?.isStaff ? 'top for-staff' : 'top'}>
      <div className="wrap">
        <Link className="logo" to={paths.home()}>
          <Logo />
          <span>
            Oever
            <small>
              {t('municipality', { name: site.municipality })}
              {actor?.isStaff && `, ${t('workplace')}`}
            </small>
          </span>
        </Link>
        <nav className="nav" aria-label={t('main_menu')}>
          {links}
        </nav>
        <div className="top-act">
          <LanguageLinks />
          {account()}
        </div>
        <details className="menu">
          <summary>
            <Icon name="menu" />
            {t('menu')}
          </summary>
          <nav aria-label={t('main_menu')}>
            {links}
            {account('')}
            <LanguageLinks className="" />
          </nav>
        </details>
      </div>
    </header>
  );

  function menu(): Entry[] {
    const all: Entry[] = [
      { to: paths.trajectories(), label: t('nav.trajectories') },
      { to: paths.allIdeas(), label: t('nav.ideas') },
      { to: paths.responseTimes(), label: t('nav.response_times') },
      { to: paths.council(), label: t('nav.council') },
    ];
    if (!actor?.isStaff) return all;
    const work: Entry[] = [];
    const has = (...roles: string[]) => roles.some((role) => actor.roles.includes(role));
    if (has('official', 'trajectory_manager', 'administrator', 'moderator')) work.push({ to: paths.queue(), label: t('nav.queue') });
    if (has('moderator', 'administrator')) work.push({ to: paths.moderation(), label: t('nav.moderation') });
    if (has('administrator', 'trajectory_manager')) work.push({ to: paths.admin(), label: t('nav.admin') });
    return [...work, ...all.filter(({ to }) => to !== paths.council() || work.length === 0)];
  }

  function account(className = 'btn ghost s') {
    if (actor) {
      return (
        <Link className={className} to={paths.mine()}>
          <span className="me">{actor.name}</span>
        </Link>
      );
    }
    return (
      <Link className={className} to={paths.signIn(path === '/' || path.startsWith('/inloggen') ? undefined : path)}>
        {t('sign_in')}
      </Link>
    );
  }
}

function covers(to: string, path: string): boolean {
  // A trajectory's ideas are under the trajectory in the address, and under "Ideeën" in the menu.
  if (/^\/trajecten\/[^/]+\/ideeen/.test(path)) return to === paths.allIdeas();
  return path === to || path.startsWith(`${to}/`);
}

/** To each other language, and back to this page. */
function LanguageLinks({ className = 'btn ghost s' }: { className?: string }) {
  const { locale, path } = useRootData();
  return Object.entries(LOCALES)
    .filter(([code]) => code !== locale)
    .map(([code, { name, dir }]) => (
      <a
        key={code}
        className={className}
        href={`/taal?kies=${code}&terug=${encodeURIComponent(path)}`}
        hrefLang={code}
        lang={code}
        dir={dir}
      >
        {name}
      </a>
    ));
}
