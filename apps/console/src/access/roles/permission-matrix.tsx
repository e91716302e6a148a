import { memo, useMemo } from 'react';
import type { Action, Permission, PermissionSet } from '@bailiwick/rbac';
import { SearchX } from 'lucide-react';
import { Badge } from '../../ui/badge.js';
import { EmptyState } from '../../ui/states.js';
import { type Line, type Mark, linesThatDiffer, isAbout, markOf, filterLines, sectionsOf } from './matrix.js';
import { PermissionLine } from './permission-line.js';
import { matrix as s } from './strings.js';

export type Change = (permissions: readonly Permission[], isHeld: boolean) => void;

interface PermissionMatrixProps {
  /** The rows and columns there are. */
  readonly offered: PermissionSet;
  readonly held: PermissionSet;
  /** What can be chosen; the rest only looked at. */
  readonly choosable: PermissionSet;
  readonly isReadOnly: boolean;
  readonly other: PermissionSet | undefined;
  readonly search: string;
  readonly onlyDifferent: boolean;
  readonly onChange: Change;
}

/** Every permission there is, one line for each kind of thing. */
export function PermissionMatrix(props: PermissionMatrixProps) {
  const { offered, held, choosable, isReadOnly, other, search, onlyDifferent, onChange } = props;
  const all = useMemo(() => sectionsOf(offered), [offered]);
  const isDifferent = other && onlyDifferent ? linesThatDiffer(held, other) : () => true;
  const found = isAbout(search);
  const sections = filterLines(all, (line) => found(line) && isDifferent(line));
  if (sections.length === 0) return <EmptyState icon={SearchX} {...s.none} />;
  return (
    <>
      {sections.map(({ name, lines }) => (
        <section key={name} aria-label={name}>
          <h3 className="border-y border-line bg-sunken px-4 py-1.5 text-xs font-medium text-muted">
            {name}
          </h3>
          <ul>
            {lines.map((line) => (
              <MatrixLine
                key={line.resource}
                line={line}
                held={within(line, held)}
                locked={isReadOnly ? '' : within(line, offered, choosable)}
                other={other && within(line, other)}
                isReadOnly={isReadOnly}
                isOpen={search !== ''}
                onChange={onChange}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** As text, so that a line is drawn anew only when something in it has changed. */
const within = (line: Line, set: PermissionSet, but?: PermissionSet): string =>
  line.cells
    .filter(({ permission }) => set.has(permission) && !but?.has(permission))
    .map(({ permission }) => permission)
    .join(' ');

const setOf = (text: string): PermissionSet => new Set(text.split(' ') as Permission[]);

interface MatrixLineProps {
  readonly line: Line;
  readonly held: string;
  readonly locked: string;
  readonly other: string | undefined;
  readonly isReadOnly: boolean;
  readonly isOpen: boolean;
  readonly onChange: Change;
}

const MatrixLine = memo(function MatrixLine(props: MatrixLineProps) {
  const { line, isReadOnly, isOpen, onChange } = props;
  const [held, locked] = [setOf(props.held), setOf(props.locked)];
  const other = props.other === undefined ? undefined : setOf(props.other);
  const free = line.cells.map(({ permission }) => permission).filter((one) => !locked.has(one));
  const count = line.cells.filter(({ permission }) => held.has(permission)).length;
  return (
    <PermissionLine
      name={line.name}
      isReadOnly={isReadOnly}
      isOpen={isOpen}
      choices={line.cells.map(({ action, permission, sentence }) => ({
        action,
        sentence,
        isSelected: held.has(permission),
        locked: locked.has(permission) ? s.locked : undefined,
        note: other && <MarkBadge mark={markOf(permission, held, other)} />,
      }))}
      whole={
        line.cells.length > 1
          ? {
              isSelected: count === line.cells.length,
              isMixed: count > 0 && count < line.cells.length,
              locked: free.length === 0 ? s.locked : undefined,
              onChange: (isHeld) => onChange(free, isHeld),
            }
          : undefined
      }
      onChange={(action, isHeld) => onChange(permissionOf(line, action), isHeld)}
    />
  );
});

const permissionOf = ({ cells }: Line, action: Action): Permission[] =>
  cells.filter((cell) => cell.action === action).map(({ permission }) => permission);

const MarkBadge = ({ mark }: { mark: Mark | undefined }) =>
  mark && (
    <span className="block">
      <Badge tone={mark === 'added' ? 'success' : 'danger'}>
        {mark === 'added' ? '+' : '−'} {s.marks[mark]}
      </Badge>
    </span>
  );
