import { useTranslation } from 'react-i18next';
import { CLOCK_KINDS } from '../../server/responses/clock-kinds.ts';
import type { ResponseTimes } from '../../server/responses/figures.ts';
import { paths } from '../paths.ts';

type Choices = { trajectories: readonly { slug: string; title: string }[]; teams: readonly { id: string; name: string }[] };

/** Figures of one trajectory, team or kind; a plain form, so that every choice has an address. */
export function TimesFilter({ figures, choices }: { figures: ResponseTimes; choices: Choices }) {
  const { t } = useTranslation(['clocks', 'answers']);
  const fields = [
    {
      name: 'traject',
      label: t('filter.trajectory'),
      value: figures.trajectory?.slug ?? '',
      options: choices.trajectories.map(({ slug, title }) => ({ value: slug, label: title })),
    },
    {
      name: 'afdeling',
      label: t('filter.team'),
      value: figures.team?.id ?? '',
      options: choices.teams.map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      name: 'soort',
      label: t('filter.kind'),
      value: figures.kind ?? '',
      options: CLOCK_KINDS.map((kind) => ({ value: kind, label: t(`answers:kind.${kind}`) })),
    },
  ];
  return (
    <form method="get" action={paths.responseTimes()} className="times-filter" aria-label={t('filter.label')}>
      {fields.map(({ name, label, value, options }) => (
        <div className="field" key={name}>
          <label htmlFor={`kies-${name}`}>{label}</label>
          <select className="inp" id={`kies-${name}`} name={name} defaultValue={value}>
            <option value="">{t('filter.every')}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        </div>
      ))}
      <button type="submit" className="btn sec-b s">
        {t('filter.submit')}
      </button>
    </form>
  );
}

/** The same choice in the address of another form of the figures. */
export function timesQuery({ trajectory, team, kind }: Pick<ResponseTimes, 'trajectory' | 'team' | 'kind'>): string {
  const search = new URLSearchParams({
    ...(trajectory ? { traject: trajectory.slug } : {}),
    ...(team ? { afdeling: team.id } : {}),
    ...(kind ? { soort: kind } : {}),
  }).toString();
  return search && `?${search}`;
}
