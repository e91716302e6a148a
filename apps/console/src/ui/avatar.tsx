import { classes } from './classes.js';

interface AvatarProps {
  readonly name: string;
  readonly shape?: 'round' | 'square';
  readonly size?: 'sm' | 'md' | 'lg';
}

const sizes = { sm: 'size-6 text-[0.625rem]', md: 'size-7 text-xs', lg: 'size-10 text-base' };

/** Initials on a colour that stays the same for the same name. The name itself always stands beside it. */
export function Avatar({ name, shape = 'round', size = 'md' }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={classes(
        'grid shrink-0 place-items-center font-medium select-none',
        'bg-[color-mix(in_oklab,var(--hue)_14%,var(--surface))] text-[color-mix(in_oklab,var(--hue)_55%,var(--text))]',
        shape === 'round' ? 'rounded-full' : 'rounded-md',
        sizes[size],
      )}
      style={{ '--hue': `oklch(0.6 0.13 ${hueOf(name)})` } as React.CSSProperties}
    >
      {initialsOf(name)}
    </span>
  );
}

const initialsOf = (name: string): string => {
  const words = name.trim().split(/[\s@.]+/u);
  return [words[0], words.length > 1 ? words[1] : '']
    .map((word) => String.fromCodePoint(word?.codePointAt(0) ?? 0x20))
    .join('')
    .trim()
    .toLocaleUpperCase();
};

const hueOf = (name: string): number =>
  Array.from({ length: name.length }, (_, at) => name.charCodeAt(at)).reduce(
    (sum, n) => (sum * 31 + n) % 360,
    7,
  );
