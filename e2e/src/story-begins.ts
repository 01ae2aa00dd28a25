/** A Monday morning on which the child of the sample application is three weeks old; the next day is a holiday. */
export const storyBegins = '2026-11-23T08:30:00+07:00';
