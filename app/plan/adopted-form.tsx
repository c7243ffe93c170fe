import { useTranslation } from 'react-i18next';
import type { PlanVersionEntry } from '../../server/plan-texts/plan-states.ts';
import { formatMoment } from '../format.ts';
import { useRootData } from '../root-data.ts';

/** For the trajectory manager: which state of the plan is the adopted text. */
export function AdoptedForm({ path, items }: { path: string; items: readonly PlanVersionEntry[] }) {
  const { t, i18n } = useTranslation(['versions', 'plan']);
  const { today } = useRootData();
  const adopted = items.find((item) => item.adopted);
  return (
    <details className="staff no-print">
      <summary>{t('adopt.title')}</summary>
      <form method="post" action={path}>
        <div className="field">
          <label htmlFor="vastgesteld">{t('adopt.label')}</label>
          <p className="hint" id="vastgesteld-uitleg">
            {t('adopt.hint')}
          </p>
          <select
            className="inp"
            id="vastgesteld"
            name="number"
            aria-describedby="vastgesteld-uitleg"
            defaultValue={adopted?.number ?? 'geen'}
          >
            <option value="geen">{t('adopt.none')}</option>
            {items.map((item) => (
              <option key={item.number} value={item.number}>
                {t('plan:history.option', { number: item.number, when: formatMoment(item.createdAt, i18n.language, today) })}
              </option>
            ))}
          </select>
        </div>
        <button type="submit" className="btn sec-b s">
          {t('adopt.submit')}
        </button>
      </form>
    </details>
  );
}
