import { useTranslation } from 'react-i18next';
import { formatNumber } from '../format.ts';

/** Where the people live who took part. Bars for the eye, a table for everybody. */
export function TurnoutTable({ turnout }: { turnout: readonly { neighbourhood: string | null; participants: number | null }[] }) {
  const { t, i18n } = useTranslation('votings');
  const most = Math.max(1, ...turnout.map(({ participants }) => participants ?? 0));
  return (
    <section className="sec-tight" aria-labelledby="opkomst">
      <h2 id="opkomst">{t('turnout.title')}</h2>
      <p style={{ marginTop: 10, maxWidth: '62ch' }}>{t('turnout.text')}</p>
      <table className="tbl turnout">
        <thead>
          <tr>
            <th scope="col">{t('turnout.neighbourhood')}</th>
            <th scope="col">{t('turnout.people')}</th>
          </tr>
        </thead>
        <tbody>
          {turnout.map(({ neighbourhood, participants }) => (
            <tr key={neighbourhood ?? ''}>
              <th scope="row">{neighbourhood ?? t('turnout.unknown')}</th>
              <td>
                <span className="tally-bar">
                  <i style={{ width: `${((participants ?? 0) / most) * 100}%` }} aria-hidden="true" />
                  <span className="num small">{participants === null ? t('turnout.few') : formatNumber(participants, i18n.language)}</span>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
