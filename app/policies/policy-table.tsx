import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import type { ListedPolicy } from '../../server/responses/policies.ts';
import { termWords } from './policy-words.ts';

/** What is promised, per kind and team: the term, what it counts from, and by which rule. */
export function PolicyTable({ items, path, maySet }: { items: readonly ListedPolicy[]; path: string; maySet: boolean }) {
  const { t } = useTranslation('policies');
  if (items.length === 0) return <p className="empty">{t('none')}</p>;
  return (
    <table className="tbl fold policies">
      <thead>
        <tr>
          <th scope="col">{t('column.kind')}</th>
          <th scope="col">{t('column.term')}</th>
          <th scope="col">{t('column.counts')}</th>
          <th scope="col">{t('column.basis')}</th>
          {maySet && (
            <th scope="col">
              <span className="sr">{t('column.act')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={`${item.kind}${item.team?.id ?? ''}`} item={item} path={path} maySet={maySet} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ item: { kind, team, policy, inherited }, path, maySet }: { item: ListedPolicy; path: string; maySet: boolean }) {
  const { t } = useTranslation(['policies', 'answers']);
  const name = t(`answers:kind.${kind}`);
  return (
    <tr>
      <td>
        <b>{name}</b>
        {team && <span className="small muted line">{t('for_team', { team: team.name })}</span>}
        {inherited && <span className="small muted line">{t('inherited')}</span>}
      </td>
      <td data-l={t('column.term')}>
        <b>{termWords(policy.term, t as never)}</b>
        <span className="small muted line">{t('target', { target: policy.targetPercent })}</span>
      </td>
      <td data-l={t('column.counts')}>
        {t(`start.${policy.startEvent}`)}
        <span className="small muted line">
          {t(`first_day.${policy.firstDay}`)}{' '}
          {policy.term.workingDays === undefined && t(policy.termsAct ? 'terms_act.on' : 'terms_act.off')}
        </span>
      </td>
      <td data-l={t('column.basis')}>
        {t(`basis.${policy.basis}`)}
        <span className="small muted line">{policy.basisText}</span>
      </td>
      {maySet && (
        <td>
          <Link
            to={`${path}?wijzig=${kind}${team ? `.${team.id}` : ''}#afspraak`}
            aria-label={t('change_this', { kind: name, team: team?.name ?? '' })}
          >
            {t('change')}
          </Link>
        </td>
      )}
    </tr>
  );
}
