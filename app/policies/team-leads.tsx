import { useTranslation } from 'react-i18next';
import type { Team } from '../../server/responses/teams.ts';
import { SubmitButton } from '../components/form.tsx';
import { paths } from '../paths.ts';

/** Who hears of it when a team is late. */
export function TeamLeads({ teams, staff }: { teams: readonly Team[]; staff: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation('policies');
  if (teams.length === 0) return null;
  return (
    <section className="sec-tight" aria-labelledby="teamleiders">
      <h2 id="teamleiders">{t('leads.title')}</h2>
      <p className="muted">{t('leads.lead')}</p>
      <ul className="rows">
        {teams.map((team) => (
          <li key={team.id}>
            <form method="post" action={paths.siteTerms()} className="lead-row">
              <input type="hidden" name="intent" value="lead" />
              <input type="hidden" name="teamId" value={team.id} />
              <label htmlFor={`leider-${team.id}`}>{team.name}</label>
              <select className="inp" id={`leider-${team.id}`} name="personId" defaultValue={team.lead?.id ?? ''}>
                <option value="">{t('leads.nobody')}</option>
                {staff.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
              <SubmitButton className="btn sec-b s">{t('leads.save')}</SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
