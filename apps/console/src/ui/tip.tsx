import type { ReactElement } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components/Tooltip';

/** A word or two about the control inside, on hover and on focus. */
export function Tip({ text, children }: { text: string; children: ReactElement }) {
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <Tooltip offset={6} className="appear rounded-sm bg-text px-2 py-1 text-xs text-canvas shadow-overlay">
        {text}
      </Tooltip>
    </TooltipTrigger>
  );
}
