import type { i18n as I18n } from 'i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { formatNumber, formatPercent } from '../format.ts';
import { paths } from '../paths.ts';
import { termWords } from '../policies/policy-words.ts';
import { timesQuery } from './times-filter.tsx';

type Props = { figures: ResponseTimes; municipality: string; locale: string; publicUrl: string; stylesheet: string; i18n: I18n };

/** Promise beside practice, as a whole document for a frame of some 340 by 300. Its links open in the window around the frame. */
export function TimesBoard({ figures, municipality, locale, publicUrl, stylesheet, i18n }: Props) {
  const t = i18n.getFixedT(locale, 'clocks');
  const policies = i18n.getFixedT(locale, 'policies');
  const { trajectory, promise, median, onTimeShare, n, open, minimumN } = figures;
  const title = trajectory ? t('board.title_trajectory', trajectory) : t('board.title', { municipality });
  const days = (count: number) => policies('term.working_days', { count });
  const enough = n >= minimumN;
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheet} />
      </head>
      <body className="bord">
        <main>
          <h1>{title}</h1>
          {enough ? (
            <dl>
              <div>
                <dt>{t('board.promise')}</dt>
                <dd>{promise ? termWords(termOf(promise), policies) : t('board.differs')}</dd>
              </div>
              <div>
                <dt>{t('board.half')}</dt>
                <dd>{median === null ? t('board.none') : days(median)}</dd>
              </div>
              <div>
                <dt>{t('board.on_time')}</dt>
                <dd>{formatPercent(onTimeShare ?? 0, locale)}</dd>
              </div>
              <div>
                <dt>{t('board.waiting')}</dt>
                <dd>{formatNumber(open.overdue, locale)}</dd>
              </div>
            </dl>
          ) : (
            <p>{t('board.few')}</p>
          )}
          <p className="small">
            {t('board.of', { n: formatNumber(n, locale) })}.{' '}
            <a href={`${publicUrl}${paths.responseTimes()}${timesQuery(figures)}`} target="_top">
              {t('board.more')}
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}

function termOf({ workingDays, weeks, days }: NonNullable<ResponseTimes['promise']>) {
  if (workingDays !== null) return { workingDays };
  return weeks !== null ? { weeks } : { days: days ?? 0 };
}
