import type { ReactNode } from 'react';
import { classes } from './classes.js';

const tones = {
  neutral: 'bg-hover text-muted',
  success: 'bg-success-quiet text-success',
  warning: 'bg-warning-quiet text-warning',
  danger: 'bg-danger-quiet text-danger',
};

export const Badge = ({ tone = 'neutral', children }: { tone?: keyof typeof tones; children: ReactNode }) => (
  <span
    className={classes(
      'inline-flex h-5 shrink-0 items-center rounded-sm px-1.5 text-xs font-medium whitespace-nowrap',
      tones[tone],
    )}
  >
    {children}
  </span>
);
