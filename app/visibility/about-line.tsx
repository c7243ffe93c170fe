import { Link } from '@remix-run/react';
import type { About } from '../../server/staff-only/queries.ts';

/** What a comment was about, with a link there, and the words it was about. */
export function AboutLine({ about, label }: { about: About; label: string }) {
  return (
    <p className="small">
      {label} <Link to={about.path}>{about.title}</Link>
      {about.quote && (
        <>
          : <q>{about.quote}</q>
        </>
      )}
    </p>
  );
}
