import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClockView } from '../../server/responses/clock-view.ts';
import type { QueueItem } from '../../server/responses/queue.ts';
import { SELECTION_FORM } from '../desk/selection-acts.tsx';
import { formatDayShort, formatMoment } from '../format.ts';
import { paths } from '../paths.ts';
import { Avatar } from './avatar.tsx';
import { ClockGauge } from './response-clock.tsx';
import { StatusBadge, type Tone } from './status-badge.tsx';

/** One contribution in the queue. The mark on the left is solid when late and dashed when due soon. `children`: the way to take it on. */
export function QueueRow({ item, mine, children }: { item: QueueItem; mine: boolean; children: ReactNode }) {
  const { t, i18n } = useTranslation(['answers', 'desk', 'visibility']);
  const { clock, handler, response } = item;
  const about = [
    item.staffOnly && t('visibility:tag'),
    item.ideaNumber === null ? t(`kind.${item.kind as 'idea'}`) : `${t(`kind.${item.kind as 'idea'}`)} ${item.ideaNumber}`,
    item.author?.name ?? t('queue.anonymous'),
    response && t(`queue.response.${response.status}`, { name: response.authorName }),
    response && response.together > 1 && t('desk:queue.with_others', { count: response.together - 1 }),
    response?.publishAt && t('desk:queue.scheduled', { moment: formatMoment(response.publishAt, i18n.language) }),
  ];
  return (
    <tr className={toneOf(clock)} data-row>
      <td className="pick">
        <input
          type="checkbox"
          name="contributionIds"
          value={item.contributionId}
          form={SELECTION_FORM}
          aria-label={t('desk:queue.select', { title: item.title })}
        />
      </td>
      <td>
        <Link className="ti" to={paths.answer(item.contributionId)}>
          {item.title}
        </Link>
        <span className="muted">{about.filter(Boolean).join(', ')}</span>
      </td>
      <td data-l={t('queue.team')}>{item.team?.name ?? <span className="muted">{t('queue.no_team')}</span>}</td>
      <td className="kl" data-l={t('queue.clock')}>
        <span>
          <span className="sr">{t('queue.day_of', { day: clock.day, term: clock.term })}</span>
          <ClockGauge clock={clock} />
        </span>
      </td>
      <td data-l={t('queue.standing')}>
        <Standing clock={clock} />
      </td>
      <td data-l={t('queue.due')} className="nb">
        {clock.state === 'paused' ? t('queue.standing_still') : formatDayShort(clock.dueOn, i18n.language)}
      </td>
      <td data-l={t('queue.handler')}>
        <span className="who">
          {handler ? (
            <>
              <Avatar name={handler.name} staff tone={mine ? 3 : 4} />
              {mine ? t('queue.you') : handler.name}
            </>
          ) : (
            <>
              <span className="leeg" />
              {children}
            </>
          )}
        </span>
      </td>
    </tr>
  );
}

function Standing({ clock }: { clock: ClockView }) {
  const { t } = useTranslation('answers');
  return <StatusBadge tone={toneOf(clock)}>{words()}</StatusBadge>;

  function words(): string {
    if (clock.state === 'overdue') return t('queue.late', { count: clock.daysLate });
    if (clock.state === 'paused') return t('queue.paused');
    if (clock.daysLeft === 0) return t('queue.today');
    if (clock.extended) return t('queue.extended_left', { days: clock.daysLeft });
    return t('queue.left', { count: clock.daysLeft });
  }
}

function toneOf(clock: ClockView): Tone {
  if (clock.state === 'overdue') return 'laat';
  if (clock.state === 'paused') return 'pauze';
  if (clock.state === 'due_soon') return 'bijna';
  return clock.extended ? 'verlengd' : 'wacht';
}
