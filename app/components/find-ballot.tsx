import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

/** A voter finds the own ballot in the published list, by the code given when it was cast. */
export function FindBallot({
  path,
  typed,
  found,
}: {
  path: string;
  typed: string | null;
  found: { receipt: string; titles: string[]; ranked: boolean } | null;
}) {
  const { t } = useTranslation('votings');
  const items = found?.titles.map((title) => <li key={title}>{title}</li>);
  return (
    <section className="sec-tight" aria-labelledby="uw-stem" id="stembewijs">
      <h2 id="uw-stem">{t('find.title')}</h2>
      <p style={{ marginTop: 10, maxWidth: '62ch' }}>{t('find.text')}</p>
      <form method="get" action={`${path}#stembewijs`} className="find-ballot">
        <label className="lab" htmlFor="code">
          {t('find.label')}
        </label>
        <div className="find-ballot-row">
          <input
            className="inp"
            id="code"
            name="stembewijs"
            defaultValue={typed ?? ''}
            autoComplete="off"
            spellCheck={false}
            {...(typed !== null && !found ? { 'aria-invalid': true, 'aria-describedby': 'code-fout' } : {})}
          />
          <button type="submit" className="btn sec-b">
            {t('find.button')}
          </button>
        </div>
        {typed !== null && !found && (
          <p className="err" id="code-fout">
            {t('find.none')}
          </p>
        )}
      </form>
      {found && (
        <div className="done" role="status" style={{ marginTop: 16 }}>
          <p>
            <Icon name="check" /> <b>{t('find.found', { receipt: found.receipt })}</b>
          </p>
          {found.ranked ? <ol>{items}</ol> : <ul>{items}</ul>}
        </div>
      )}
    </section>
  );
}
