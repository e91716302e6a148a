import type { ReactNode } from 'react';
import { Button } from './button.js';
import { SkeletonRows } from './skeleton.js';
import { ErrorState } from './states.js';
import type { Pages } from './use-pages.js';
import { common } from '../words/common.js';

interface ListProps<Row> {
  readonly label: string;
  readonly pages: Pages<Row>;
  readonly keyOf: (row: Row) => string;
  readonly children: (row: Row) => ReactNode;
}

/** A few lines of a long list, in the middle of a page: more of it on request. */
export function List<Row>({ label, pages, keyOf, children }: ListProps<Row>) {
  if (pages.error) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.isLoading) return <SkeletonRows count={3} />;
  return (
    <>
      <ul aria-label={label} className="border-t border-line">
        {pages.rows.map((row) => (
          <li
            key={keyOf(row)}
            className="flex min-h-12 items-center gap-3 border-b border-line px-5 py-2 last:border-0"
          >
            {children(row)}
          </li>
        ))}
      </ul>
      {pages.hasMore && (
        <div className="flex justify-center border-t border-line p-2">
          <Button variant="quiet" isPending={pages.isLoadingMore} onPress={pages.loadMore}>
            {common.showMore}
          </Button>
        </div>
      )}
    </>
  );
}
