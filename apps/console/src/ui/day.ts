const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

export const dayOf = (time: string): string => day.format(new Date(time));
