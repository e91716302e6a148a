import type { ReactNode } from 'react';
import { classes } from './classes.js';

/** A part of a page with a ground of its own. */
export const Card = ({ children, className }: { children: ReactNode; className?: string }) => (
  <div className={classes('rounded-lg border border-line bg-surface', className)}>{children}</div>
);
