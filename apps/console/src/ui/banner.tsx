import type { ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { classes } from './classes.js';

interface BannerProps {
  readonly icon: LucideIcon;
  readonly tone: 'danger' | 'accent';
  readonly label: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

const tones = {
  danger: 'bg-danger-quiet text-danger',
  accent: 'bg-accent-quiet text-accent-text',
};

/** Above every page, for what concerns the whole workspace. */
export const Banner = ({ icon: Icon, tone, label, children, action }: BannerProps) => (
  <section
    aria-label={label}
    className={classes(
      'flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5 md:px-8',
      tones[tone],
    )}
  >
    <p className="flex min-w-0 flex-1 basis-64 items-start gap-2">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
    {action}
  </section>
);
