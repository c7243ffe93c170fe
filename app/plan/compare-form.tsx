import { useTranslation } from 'react-i18next';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

type Props = {
  path: string;
  versions: readonly { number: number; createdAt: string; note: string }[];
  /** Something was written since the newest version, so that the text of now can be compared too. */
  changedSince: boolean;
  compared: { from: number | null; to: number | null } | null;
};

/** Which two versions to put beside each other. A plain form: the address is the comparison, to be sent on. */
export function CompareForm({ path, versions, changedSince, compared }: Props) {
  const { t, i18n } = useTranslation('plan');
  const { today } = useRootData();
  const newest = versions[0];
  if (!newest || (versions.length < 2 && !changedSince)) return <p className="note">{t('history.nothing')}</p>;
  const optionOf = (number: number | null) => (number === null ? 'nu' : String(number));
  const hasNow = changedSince || compared?.from === null || compared?.to === null;
  const options = [
    ...(hasNow ? [{ value: 'nu', label: t('history.now') }] : []),
    ...versions.map((version) => ({
      value: String(version.number),
      label: t('history.option', { number: version.number, when: formatMoment(version.createdAt, i18n.language, today) }),
    })),
  ];
  const from = compared ? optionOf(compared.from) : (options[1]?.value ?? '');
  const to = compared ? optionOf(compared.to) : (options[0]?.value ?? '');
  return (
    <form className="compare no-print" method="get" action={path}>
      <Choice name="van" label={t('history.from')} options={options} value={from} />
      <Choice name="naar" label={t('history.to')} options={options} value={to} />
      <button type="submit" className="btn sec-b">
        {t('history.compare')}
      </button>
    </form>
  );
}

function Choice({
  name,
  label,
  options,
  value,
}: {
  name: string;
  label: string;
  options: { value: string; label: string }[];
  value: string;
}) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select className="inp" id={name} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
