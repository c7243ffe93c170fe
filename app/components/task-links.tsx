import { Link } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { type AskingTrajectory, tasksOf } from './tasks.ts';

/** The same tasks as on the page of the trajectory, as three short links. */
export function TaskLinks({ trajectory }: { trajectory: AskingTrajectory }) {
  const { t, i18n } = useTranslation('trajectories');
  return (
    <ul className="home-acts">
      {tasksOf(trajectory, t, i18n.language)
        .slice(0, 3)
        .map((task) => (
          <li key={task.to}>
            <h3>
              <Link to={task.to}>{task.title}</Link>
            </h3>
            <p>{task.text}</p>
          </li>
        ))}
    </ul>
  );
}
