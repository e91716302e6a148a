import { SwitchButton, SwitchField } from 'react-aria-components/Switch';

interface SwitchProps {
  readonly label: string;
  /** What it means, as the id of the text beside it. */
  readonly describedBy?: string;
  readonly isSelected: boolean;
  readonly onChange: (isSelected: boolean) => void;
}

/** On or off, and at once. Where the knob stands says it, not the colour alone. */
export const Switch = ({ label, describedBy, ...props }: SwitchProps) => (
  <SwitchField {...props} aria-label={label} {...(describedBy && { 'aria-describedby': describedBy })}>
    <SwitchButton className="group flex shrink-0 items-center rounded-full focus-ring:outline-2 focus-ring:outline-offset-2 focus-ring:outline-focus">
      <span className="flex h-5 w-9 items-center rounded-full border border-line-strong bg-sunken px-0.5 transition-colors group-selected:border-transparent group-selected:bg-accent">
        <span className="size-3.5 rounded-full bg-muted transition-transform group-selected:translate-x-4 group-selected:bg-on-accent" />
      </span>
    </SwitchButton>
  </SwitchField>
);
