import { useSyncExternalStore } from 'react';
import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Cancelled } from '../server/problem.js';
import { Button } from './button.js';
import { IconButton } from './icon-button.js';
import { common } from '../words/common.js';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isError: boolean;
  /** Takes back what was done. */
  readonly undo?: (() => void) | undefined;
}

const LONG_ENOUGH_MS = 8_000;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();
const timers = new Map<number, number>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function say(toast: Omit<Toast, 'id'>): void {
  last += 1;
  // Three at most: who does much at once wants to see the newest.
  change([...toasts.slice(-2), { ...toast, id: last }]);
  countDown(last);
}

const countDown = (id: number) =>
  timers.set(
    id,
    window.setTimeout(() => dismiss(id), LONG_ENOUGH_MS),
  );
const hold = (id: number) => window.clearTimeout(timers.get(id));

function dismiss(id: number): void {
  hold(id);
  timers.delete(id);
  change(toasts.filter((toast) => toast.id !== id));
}

/** Says that something worked, or did not; with `undo` it can be taken back. */
export const toast = {
  done: (text: string, undo?: () => void) => say({ text, isError: false, undo }),
  failed: (error: Error | string) => {
    if (error instanceof Cancelled) return;
    say({ text: typeof error === 'string' ? error : error.message, isError: true });
  },
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Stands for good, so that screen readers notice what appears in it. */
export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section
      aria-label="Messages"
      aria-live="polite"
      data-react-aria-top-layer
      className="pointer-events-none fixed inset-x-4 bottom-4 z-30 flex flex-col items-center gap-2 sm:start-auto sm:items-end"
    >
      {shown.map((one) => (
        <ToastCard key={one.id} toast={one} />
      ))}
    </section>
  );
}

/** Waits while it is looked at. */
function ToastCard({ toast: { id, text, isError, undo } }: { toast: Toast }) {
  const Icon = isError ? CircleAlert : CircleCheck;
  return (
    <div
      onMouseEnter={() => hold(id)}
      onMouseLeave={() => countDown(id)}
      onFocus={() => hold(id)}
      onBlur={() => countDown(id)}
      className="appear pointer-events-auto flex max-w-md items-center gap-2 rounded-lg border border-line bg-raised py-1.5 ps-3 pe-1.5 shadow-overlay"
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${isError ? 'text-danger' : 'text-success'}`} />
      <p className="min-w-0 flex-1 py-1 break-words">{text}</p>
      {undo && (
        <Button
          size="sm"
          onPress={() => {
            dismiss(id);
            undo();
          }}
        >
          Undo
        </Button>
      )}
      <IconButton icon={X} label={common.dismiss} size="sm" onPress={() => dismiss(id)} />
    </div>
  );
}
