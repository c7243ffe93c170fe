import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../components/icon.tsx';
import { paths } from '../paths.ts';
import type { Carrying } from './template-draft.ts';

/** The template to download; who prepares it can give more along. */
export function CarryFile({ carrying: { trajectory, may } }: { carrying: Carrying }) {
  const { t } = useTranslation(['templates', 'reach']);
  const file = paths.templateFile(trajectory.slug);
  return (
    <section aria-label={t('carry.download')} className="carry-file">
      <p className="btns">
        <a className="btn" href={file} download>
          <Icon name="download" /> {t('carry.download')}
        </a>
        {may.create && (
          <Link className="btn sec-b" to={paths.newTrajectory()}>
            {t('carry.import_here')}
          </Link>
        )}
      </p>
      <p className="muted">
        {t('carry.download_hint')} {t('carry.import_hint')}
      </p>
      {may.import && (
        <p>
          <Link to={paths.peerImport(trajectory.slug)}>{t('reach:peer.title')}</Link>
        </p>
      )}
      {may.prepare && (
        <details>
          <summary>{t('carry.more')}</summary>
          <form method="get" action={file} className="form">
            <label className="check">
              <input type="checkbox" name="tekst" value="1" />
              <span>{t('carry.start_text')}</span>
            </label>
            <label className="check">
              <input type="checkbox" name="woorden" value="1" aria-describedby="woorden-uitleg" />
              <span>{t('carry.words')}</span>
            </label>
            <div className="hint" id="woorden-uitleg">
              {t('carry.words_hint')}
            </div>
            <button type="submit" className="btn sec-b s">
              {t('carry.download')}
            </button>
          </form>
        </details>
      )}
    </section>
  );
}
