import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { Button } from './button.js';
import { classes } from './classes.js';
import { SkeletonRows } from './skeleton.js';
import { ErrorState } from './states.js';
import type { Pages } from './use-pages.js';

export interface Column<Row> {
  readonly name: string;
  readonly isNameHidden?: boolean;
  readonly className?: string;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly pages: Pages<Row>;
  readonly columns: readonly Column<Row>[];
  /** The widths of the columns, as a class. */
  readonly layout: string;
  readonly keyOf: (row: Row) => string;
  readonly empty: ReactNode;
  /** Below a row, over its whole width. */
  readonly detail?: (row: Row) => ReactNode;
}

const ROW_HEIGHT = 48;
const CLOSE_TO_THE_END = 8;

/** Only the rows in sight are in the page, so ten thousand scroll like ten; the next page comes as one nears the end. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { pages, empty } = props;
  if (pages.error) return <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.isLoading) return <SkeletonRows />;
  if (pages.rows.length === 0) return empty;
  return <Rows {...props} />;
}

function Rows<Row>(props: DataTableProps<Row>) {
  const { label, pages, columns, layout } = props;
  const { hasMore, isStale } = pages;
  return (
    <>
      <div
        role="table"
        aria-label={label}
        aria-rowcount={hasMore ? -1 : pages.rows.length + 1}
        aria-busy={isStale}
        className={classes('transition-opacity', isStale && 'opacity-60')}
      >
        <Heads columns={columns} layout={layout} />
        <RowsInSight {...props} />
      </div>
      {hasMore && (
        <div className="flex justify-center p-3">
          <Button variant="quiet" isPending={pages.isLoadingMore} onPress={pages.loadMore}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}

const Heads = <Row,>({ columns, layout }: Pick<DataTableProps<Row>, 'columns' | 'layout'>) => (
  <div role="rowgroup" className="max-md:sr-only">
    <div role="row" className={classes('grid items-center gap-x-3 border-b border-line px-4 py-2', layout)}>
      {columns.map(({ name, isNameHidden, className }) => (
        <span
          key={name}
          role="columnheader"
          className={classes('truncate text-xs font-medium text-muted', className)}
        >
          {isNameHidden ? <span className="sr-only">{name}</span> : name}
        </span>
      ))}
    </div>
  </div>
);

function RowsInSight<Row>({ pages, columns, layout, keyOf, detail }: DataTableProps<Row>) {
  const { body, virtual, top } = useRowsInSight(pages, keyOf);
  return (
    <div ref={body} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, key, start }) => {
        const row = pages.rows[index] as Row;
        return (
          <div
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            role="row"
            aria-rowindex={index + 2}
            style={{ transform: `translateY(${start - top}px)` }}
            className="absolute inset-x-0 top-0 border-b border-line transition-colors last:border-0 hover:bg-hover"
          >
            <Cells row={row} columns={columns} layout={layout} />
            {detail?.(row)}
          </div>
        );
      })}
    </div>
  );
}

interface CellsProps<Row> extends Pick<DataTableProps<Row>, 'columns' | 'layout'> {
  readonly row: Row;
}

const Cells = <Row,>({ row, columns, layout }: CellsProps<Row>) => (
  <div role="presentation" className={classes('grid min-h-12 items-center gap-x-3 px-4 py-1.5', layout)}>
    {columns.map(({ name, className, cell }) => (
      <div key={name} role="cell" className={classes('min-w-0', className)}>
        {cell(row)}
      </div>
    ))}
  </div>
);

/** Which rows the window shows, measured from the top of the page; as the end comes near, the next page is asked for. */
function useRowsInSight<Row>(
  { rows, hasMore, isLoadingMore, loadMore }: Pages<Row>,
  keyOf: (row: Row) => string,
) {
  const body = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    setTop((body.current?.getBoundingClientRect().top ?? 0) + window.scrollY);
  }, [rows.length]);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(rows[index] as Row),
    scrollMargin: top,
    overscan: 8,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  const isNearEnd = hasMore && !isLoadingMore && last >= rows.length - CLOSE_TO_THE_END;
  useEffect(() => {
    if (isNearEnd) loadMore();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `loadMore` is new each time; that the end came near is what matters
  }, [isNearEnd, rows.length]);
  return { body, virtual, top };
}
