import { useTranslation } from 'react-i18next';

/** Which keys work in the list. Hidden until the island that makes them work is there. */
export function QueueKeys() {
  const { t } = useTranslation('desk');
  return (
    <div data-island="queue-keys" data-props={JSON.stringify({ list: 'lijst' })}>
      <details className="keys" hidden>
        <summary>{t('keys.title')}</summary>
        <p className="small muted">{t('keys.lead')}</p>
        <dl>
          {(
            [
              ['J K', 'move'],
              ['Enter', 'open'],
              ['X', 'select'],
              ['P', 'claim'],
            ] as const
          ).map(([key, act]) => (
            <div key={act}>
              <dt>
                {key.split(' ').map((one) => (
                  <kbd key={one}>{one}</kbd>
                ))}
              </dt>
              <dd>{t(`keys.${act}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
