import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'ok' | 'wacht' | 'bijna' | 'laat' | 'pauze' | 'verlengd' | 'neutraal';

const ICONS: Record<Tone, IconName | null> = {
  ok: 'circle-check',
  wacht: 'clock-3',
  bijna: 'hourglass',
  laat: 'triangle-alert',
  pauze: 'circle-pause',
  verlengd: 'calendar-plus-2',
  neutraal: null,
};

/** A state: always shape, word and colour together. `boxed` when it stands alone. */
export function StatusBadge({
  tone,
  icon,
  boxed = false,
  children,
}: {
  tone: Tone;
  icon?: IconName;
  boxed?: boolean;
  children: ReactNode;
}) {
  const name = icon ?? ICONS[tone];
  return (
    <span className={`st ${boxed ? 'box ' : ''}${tone}`}>
      {name && <Icon name={name} />}
      {children}
    </span>
  );
}
