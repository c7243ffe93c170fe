import { useTranslation } from 'react-i18next';
import type { Queue } from '../../server/responses/queue.ts';

/** The id of the form that the checkboxes of the queue belong to. */
export const SELECTION_FORM = 'samen';

/** What can be done at once with the contributions that were ticked in the queue. */
export function SelectionActs({ queue }: { queue: Queue }) {
  const { t } = useTranslation('desk');
  const { handlers, teams } = queue.giveTo;
  return (
    <fieldset className="wv-pick">
      <legend className="small muted">{t('queue.selection')}</legend>
      {handlers.length > 0 && (
        <div className="wv-give">
          <button type="submit" className="btn sec-b s" form={SELECTION_FORM} name="intent" value="claim-selection">
            {t('queue.claim_selected')}
          </button>
          <label>
            <span className="small">{t('queue.to_handler')}</span>
            <select className="inp" name="handlerId" form={SELECTION_FORM} defaultValue="">
              <option value="">{t('queue.stays')}</option>
              {handlers.map(({ id, name, team }) => (
                <option key={id} value={id}>
                  {team ? `${name}, ${team}` : name}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span className="small">{t('queue.to_team')}</span>
            <select className="inp" name="teamId" form={SELECTION_FORM} defaultValue="">
              <option value="">{t('queue.stays')}</option>
              {teams.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <button type="submit" className="btn sec-b s" form={SELECTION_FORM} name="intent" value="assign">
            {t('queue.give_selected')}
          </button>
        </div>
      )}
      {queue.items.length > 1 && (
        <p className="wv-together">
          <button type="submit" className="btn sec-b s" form={SELECTION_FORM} name="intent" value="together">
            {t('queue.together')}
          </button>
          <span className="small muted">{t('queue.together_hint')}</span>
        </p>
      )}
    </fieldset>
  );
}
