/** The order in which people expect names: `web-2` before `web-10`. */
export const byNumber = new Intl.Collator('en', { numeric: true });
