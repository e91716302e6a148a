import { classes } from './classes.js';

export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden className={classes('shimmer block h-3.5 rounded-sm bg-line', className)} />
);

/** The outline of a list while it is on its way; said once, not row by row. */
export function SkeletonRows({ count = 6 }: { count?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: count }, (_, row) => (
        <div key={row} className="flex h-12 items-center gap-3 border-b border-line px-4 last:border-0">
          <Skeleton className="size-7 rounded-full" />
          <Skeleton className={['w-40', 'w-56', 'w-48'][row % 3] ?? ''} />
          <Skeleton className="ms-auto w-16" />
        </div>
      ))}
    </div>
  );
}
