/** The looks of a report: light or dark as the reader has it, narrow or wide, on paper without colours that need ink. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #fff; --ink: #1c2128; --faint: #59636e; --line: #d1d9e0; --card: #f6f8fa;
  --good: #1a7f37; --bad: #c4262e; --doubt: #9a6700;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0f1419; --ink: #e6edf3; --faint: #9198a1; --line: #30363d; --card: #171d24;
    --good: #4cc263; --bad: #ff7b72; --doubt: #d9a62e;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.5rem; }
h2 { margin: 2.5rem 0 .25rem; font-size: 1.15rem; }
h3 { margin: 1.75rem 0 .5rem; font-size: 1rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
.faint { color: var(--faint); }
.verdict { font-weight: 600; border-left: .3rem solid var(--faint); padding-left: .6rem; }
.in-sync { border-color: var(--good); }
.drifted { border-color: var(--bad); }
.unknown, .not-created { border-color: var(--doubt); }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; padding: 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: .5rem; padding: .35rem .8rem; background: var(--card); }
.counts b { font-size: 1.2rem; }
article { border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; padding: .75rem 1rem; background: var(--card); }
article > header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; }
.kind { font-size: .85rem; font-weight: 600; padding: 0 .5rem; border: 1px solid currentColor; border-radius: 1rem; }
.changed, .unreadable { color: var(--doubt); }
.missing, .extra { color: var(--bad); }
code, td { font: .875rem/1.45 ui-monospace, monospace; overflow-wrap: anywhere; }
code { font-weight: 600; }
table { width: 100%; border-collapse: collapse; margin-top: .6rem; }
th { text-align: left; font-size: .8rem; font-weight: 600; color: var(--faint); }
th, td { padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line); vertical-align: top; }
td { width: 33%; white-space: pre-wrap; }
@media (max-width: 40rem) {
  thead { display: none; }
  tr { display: block; border-top: 1px solid var(--line); padding: .35rem 0; }
  td { display: block; width: auto; border: 0; padding: .1rem 0; }
  td::before { content: attr(data-label) "  "; font: 600 .8rem system-ui, sans-serif; color: var(--faint); }
}
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #444; --line: #999; --card: #fff;
    --good: #000; --bad: #000; --doubt: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  article { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
