import type { TFunction } from 'i18next';
import { formatDayShort, formatTime, formatWeekday, toDay } from '../format.ts';
import { paths } from '../paths.ts';

export type AskingTrajectory = {
  slug: string;
  phases: readonly { active: boolean; features: readonly string[]; endsOn: string }[];
  votings: readonly { id: string; title: string; question: string; state: string; closesAt: string }[];
  meetings: { coming: readonly { id: string; title: string; place: string; startsAt: string; description: string }[] };
  supportThreshold: number | null;
};

const KIND_PAGES = { formal_view: paths.newFormalView, tell: paths.newStory, challenge: paths.challenges };

export type Task = { to: string; title: string; text: string; action: string };

/** What is asked of residents now, in order: only what the phases active today really allow. `t` of namespace `trajectories`. */
export function tasksOf(
  { slug, phases, votings, meetings, supportThreshold }: AskingTrajectory,
  t: TFunction<'trajectories'>,
  locale: string,
): Task[] {
  const features = new Set(phases.filter(({ active }) => active).flatMap((phase) => phase.features));
  const tasks: Task[] = [];
  if (features.has('write'))
    tasks.push({ to: paths.plan(slug), title: t('task.write'), text: t('task.write_text'), action: t('task.write_action') });
  for (const voting of votings.filter(({ state }) => state === 'open')) {
    tasks.push({
      to: paths.voting(slug, voting.id),
      title: t('task.vote', { title: voting.title }),
      text: t('task.vote_text', { question: voting.question, day: formatDayShort(toDay(voting.closesAt), locale) }),
      action: t('task.vote_action'),
    });
  }
  if (features.has('propose'))
    tasks.push({ to: paths.newIdea(slug), title: t('task.propose'), text: t('task.propose_text'), action: t('task.propose_action') });
  for (const feature of ['formal_view', 'tell', 'challenge'] as const) {
    if (features.has(feature))
      tasks.push({
        to: KIND_PAGES[feature](slug),
        title: t(`kinds:task.${feature}`),
        text: t(`kinds:task.${feature}_text`),
        action: t(`kinds:task.${feature}_action`),
      });
  }
  if (features.has('support')) {
    const text = supportThreshold === null ? t('task.support_text') : t('task.support_threshold', { count: supportThreshold });
    tasks.push({ to: paths.ideas(slug), title: t('task.support'), text, action: t('task.support_action') });
  }
  if (features.has('comment') && tasks.length === 0)
    tasks.push({ to: paths.plan(slug), title: t('task.read'), text: t('task.read_text'), action: t('task.read_action') });
  const [meeting] = meetings.coming;
  if (meeting) {
    const when = `${formatWeekday(toDay(meeting.startsAt), locale)}, ${formatTime(meeting.startsAt, locale)}`;
    tasks.push({
      to: `${paths.trajectory(slug)}#bijeenkomsten`,
      title: meeting.title,
      text: `${when.charAt(0).toUpperCase()}${when.slice(1)}, ${meeting.place}.`,
      action: t('task.meeting_action'),
    });
  }
  return tasks;
}
