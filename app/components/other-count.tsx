import { useTranslation } from 'react-i18next';

/** What the other way of counting would have given, from the same ballots. */
export function OtherCount({
  other,
  winners,
  titles,
}: {
  other: { method: 'greedy' | 'equal_shares'; winners: readonly string[] };
  winners: readonly string[];
  titles: ReadonlyMap<string, string>;
}) {
  const { t } = useTranslation('votings');
  const named = (ids: readonly string[]) => ids.map((id) => titles.get(id) ?? '');
  const gained = named(other.winners.filter((id) => !winners.includes(id)));
  const lost = named(winners.filter((id) => !other.winners.includes(id)));
  const same = gained.length + lost.length === 0;
  return (
    <section className="sec-tight" aria-labelledby="andere-telling">
      <h2 id="andere-telling">{t('other.title')}</h2>
      <p style={{ marginTop: 10, maxWidth: '62ch' }}>{t(`other.${other.method}`)}</p>
      {same ? (
        <p style={{ marginTop: 10 }}>{t('other.same')}</p>
      ) : (
        <div className="two other-count">
          <Column title={t('other.gained')} items={gained} none={t('other.none')} />
          <Column title={t('other.lost')} items={lost} none={t('other.none')} />
        </div>
      )}
    </section>
  );
}

function Column({ title, items, none }: { title: string; items: readonly string[]; none: string }) {
  return (
    <div>
      <h3>{title}</h3>
      {items.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
