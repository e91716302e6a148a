import { ScrollText } from 'lucide-react';
import { common } from '../../words/common.js';
import { Button } from '../../ui/button.js';
import { classes } from '../../ui/classes.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import type { Pages } from '../../ui/use-pages.js';
import { useToggled } from '../../ui/use-toggled.js';
import { Card } from '../../ui/card.js';
import { RecordDetail } from './record-detail.js';
import { Expander, Sentence } from './record-line.js';
import type { AuditRecord } from '../sentences/sentence.js';
import { actedIn } from '../sentences/sentences.js';
import { auditLog as s } from './strings.js';
import { type KnownSub, useKnownSubs } from './use-known-subs.js';

interface RecordListProps<Row extends AuditRecord> {
  readonly label: string;
  readonly pages: Pages<Row>;
  /** From where it was done, or in which workspace. */
  readonly where: Column<Row>;
  /** On a phone, under the sentence. */
  readonly isWhereShownSmall?: boolean;
  /** The widths of the columns from 48 rem on, as a class. */
  readonly layout: string;
  /** Said when there is none. */
  readonly empty: { readonly title: string; readonly text: string };
  /** Where filters may be what hides them. */
  readonly onClear?: (() => void) | undefined;
  readonly onPerson?: (id: string) => void;
}

/** Records of one audit log or of several, each a sentence that opens to all it holds. */
export function RecordList<Row extends AuditRecord>({
  label,
  pages,
  layout,
  empty,
  onClear,
  onPerson,
  ...looks
}: RecordListProps<Row>) {
  const [open, toggle] = useToggled();
  const subs = useKnownSubs(pages.rows);
  const subOf = (record: Row) => subs.get(actedIn(record) ?? '');
  return (
    <Card>
      <DataTable
        label={label}
        pages={pages}
        columns={columnsFor({ ...looks, subOf, open, toggle })}
        layout={classes('grid-cols-[minmax(0,1fr)_2rem]', layout)}
        keyOf={({ id }) => id}
        empty={
          <EmptyState icon={ScrollText} {...empty}>
            {onClear && <Button onPress={onClear}>{common.clearFilters}</Button>}
          </EmptyState>
        }
        detail={(record) =>
          open.has(record.id) && (
            <RecordDetail record={record} sub={subOf(record)} {...(onPerson && { onPerson })} />
          )
        }
      />
    </Card>
  );
}

interface Looks<Row extends AuditRecord> extends Pick<RecordListProps<Row>, 'where' | 'isWhereShownSmall'> {
  readonly subOf: (record: Row) => KnownSub | undefined;
  readonly open: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
}

const columnsFor = <Row extends AuditRecord>({
  where,
  isWhereShownSmall,
  subOf,
  open,
  toggle,
}: Looks<Row>): readonly Column<Row>[] => [
  {
    name: s.columns.what,
    cell: (record) => (
      <>
        <Sentence record={record} sub={subOf(record)?.name} />
        {isWhereShownSmall && <p className="ps-9 text-sm text-muted md:hidden">{where.cell(record)}</p>}
      </>
    ),
  },
  { ...where, className: classes('max-md:hidden truncate', where.className) },
  {
    name: s.columns.when,
    className: 'max-md:hidden text-muted',
    cell: ({ timestamp }) => <Time at={timestamp} as="moment" />,
  },
  {
    name: common.details,
    isNameHidden: true,
    cell: (record) => (
      <Expander
        record={record}
        sub={subOf(record)?.name}
        isOpen={open.has(record.id)}
        onToggle={() => toggle(record.id)}
      />
    ),
  },
];
