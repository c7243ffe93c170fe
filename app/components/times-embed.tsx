import { useTranslation } from 'react-i18next';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { paths } from '../paths.ts';

/** The line that puts the board on another website. */
export function TimesEmbed({ figures, publicUrl }: { figures: ResponseTimes; publicUrl: string }) {
  const { t } = useTranslation('clocks');
  const path = paths.responseTimesBoard(figures.trajectory?.slug);
  const code = `<iframe src="${publicUrl}${path}" title="${t('board.title', { municipality: '' }).trim()}" width="340" height="300" loading="lazy"></iframe>`;
  return (
    <details className="embed">
      <summary>{t('board.embed')}</summary>
      <p className="small muted">{t('board.embed_hint')}</p>
      <label htmlFor="bord-code">{t('board.embed_label')}</label>
      <textarea className="inp" id="bord-code" rows={3} readOnly defaultValue={code} />
      <p>
        <a href={path}>{t('board.see')}</a>
      </p>
    </details>
  );
}
