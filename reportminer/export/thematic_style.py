"""How the thematic report looks, on a screen and on paper.

Colours of text have at least 7 : 1 against their ground, those of marks that carry meaning 3 : 1; they are those
of the evidence browser.
"""

STYLE = """
:root {
  color-scheme: light;
  --ink: #14171a; --quiet: #474e55; --line: #c3c9cf; --edge: #6b747d; --shade: #f3f5f7; --night: #12283f;
  --link: #0b4a8f; --visited: #54307f; --focus: #ffd400; --good: #0b5a34; --bad: #8f1d13; --mixed: #6b4300;
  --data: #2f6aa8;
  --sans: "Segoe UI", -apple-system, BlinkMacSystemFont, Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --serif: Charter, "Bitstream Charter", Georgia, Cambria, "Liberation Serif", "Times New Roman", serif;
}
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.55 var(--sans); color: var(--ink); background: #fff; -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; overflow-wrap: break-word; }
bdi, code, tbody th, cite { overflow-wrap: anywhere; }
bdi { unicode-bidi: isolate; }
.width { max-width: 54rem; margin: 0 auto; padding: 0 1.25rem; }

h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: 2.1rem; margin: .25rem 0 .5rem; }
h2 { font-size: 1.5rem; margin: 3.25rem 0 1rem; padding-top: .75rem; border-top: 3px solid var(--night); }
h3 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
p, ul, ol, dl, blockquote, figure { margin: 0 0 1rem; }
p, li, blockquote { max-width: 44rem; }
ul, ol { padding-inline-start: 1.4rem; }
li { margin-bottom: .4rem; }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, "Liberation Mono", monospace; font-size: .9em; }
.lead { font-size: 1.15rem; }
.hint, .origin, .remark { color: var(--quiet); font-size: .925rem; }
.note { border-inline-start: .35rem solid var(--edge); background: var(--shade); padding: .75rem 1.1rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:visited { color: var(--visited); }
a.num, a.num:visited { color: inherit; text-decoration: underline dotted; text-underline-offset: .2em; }
.num { font-variant-numeric: tabular-nums; white-space: nowrap; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 2px var(--focus);
  border-radius: 2px; }
:target { background: #fff3bf; }
h2:target, h3:target { background: none; }

header { background: var(--night); color: #fff; padding: 1.75rem 0 1.5rem; }
header p { margin: 0; }
header .kind { font-weight: 600; letter-spacing: .02em; }
header .subtitle { font-size: 1.15rem; }
.skip { position: absolute; left: -100vw; background: #fff; color: var(--ink); padding: .6rem 1rem; z-index: 3; }
.skip:focus { left: .5rem; top: .5rem; }
.contents { margin-top: 1.5rem; font-size: .975rem; }
.contents h2 { font-size: 1.1rem; margin: 0 0 .5rem; border: 0; padding: 0; }
.contents ol { list-style: none; padding: 0; margin: 0; }
.contents > ol { columns: 20rem 2; column-gap: 2.5rem; }
.contents ol ol { padding-inline-start: 1.1rem; margin-top: .25rem; }
.contents li { margin-bottom: .25rem; }
.contents li li { break-inside: avoid; }
footer { margin-top: 4rem; border-top: 1px solid var(--line); background: var(--shade); font-size: .925rem;
  padding: 1.25rem 0 .5rem; }

/* Sides: a word, a shape and a colour */
.side { white-space: nowrap; font-weight: 600; }
.side .shape { width: .95em; height: .95em; vertical-align: -.1em; margin-inline-end: .15em; overflow: visible; }
.shape .full { fill: currentColor; }
.shape .line { fill: none; stroke: currentColor; stroke-width: 1.8; }
.shape .cut { fill: none; stroke: #fff; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.side.good_practice { color: var(--good); }
.side.failure { color: var(--bad); }
.side.mixed { color: var(--mixed); }
.side.neutral, .side.none { color: var(--quiet); }

.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr)); gap: 1px;
  background: var(--line); border: 1px solid var(--line); margin: 1.25rem 0 1.5rem; }
.figures > div { background: #fff; padding: .7rem .9rem; display: flex; flex-direction: column-reverse;
  justify-content: flex-end; }
.figures dt { color: var(--quiet); font-size: .925rem; }
.figures dd { margin: 0; font-size: 1.6rem; font-weight: 700; line-height: 1.2; }

/* Tables */
.wide { overflow-x: auto; padding: 3px; margin-inline: -3px; }
table { border-collapse: collapse; margin: 1.25rem 0 .35rem; width: 100%; font-size: .925rem;
  font-variant-numeric: tabular-nums; }
caption, figcaption { text-align: start; font-weight: 600; padding: 0 0 .5rem; }
caption.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  padding: 0; }
th, td { text-align: start; vertical-align: top; padding: .4rem .8rem .4rem 0;
  border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { border-bottom: 2px solid var(--edge); vertical-align: bottom; }
tbody th { font-weight: 400; min-width: 7rem; }
.n { text-align: end; }
td.n { white-space: nowrap; }
.origin { margin: 0 0 1.5rem; }
details { margin: 0 0 1.5rem; }
summary { cursor: pointer; color: var(--link); width: fit-content; padding: .35rem 0; }
summary:hover { text-decoration: underline; }
details table { margin-top: .25rem; }
.strip { display: inline-block; width: 5.5rem; height: .7rem; vertical-align: -.05rem; margin-inline-end: .2rem; }
.track { fill: #e3e7eb; }
.share { fill: var(--data); }
.share.good_practice { fill: var(--good); }
.share.failure { fill: var(--bad); }
.share.mixed { fill: var(--mixed); }
.strip .share { fill: #7f9bb8; }
.strip .range { fill: var(--ink); }

/* Charts */
figure { margin: 1.75rem 0 1rem; }
.chart { display: block; font: .875rem var(--sans); font-variant-numeric: tabular-nums; overflow: visible; }
.wide .chart { margin: 0 1px; }
.chart text { fill: var(--ink); }
.chart .tick { fill: var(--quiet); font-size: .8125rem; }
.chart .grid { stroke: var(--line); }
.chart .axis { stroke: var(--edge); }
.chart .range { stroke: var(--ink); stroke-width: 2; }
.chart .halo { stroke: #fff; stroke-width: 5; }
.chart .edged { stroke: #fff; stroke-width: 1.5; }
.chart .inside { font-weight: 700; paint-order: stroke; stroke: #fff; stroke-width: 4px; stroke-linejoin: round; }
.chart .value { font-weight: 600; }
.chart .cell { stroke: #fff; stroke-width: 1.5; }
.chart .light { fill: #fff; }
.step-0 { fill: var(--shade); }
.step-1 { fill: #dbe8f5; }
.step-2 { fill: #b9d3ec; }
.step-3 { fill: #8ab6de; }
.step-4 { fill: #1f5a93; }
.step-5 { fill: #0d325c; }
.band { fill: #cfe0f0; }
.mean { fill: none; stroke: var(--data); stroke-width: 3; }
.found { fill: none; stroke: var(--ink); stroke-width: 1.75; stroke-dasharray: 5 4; }
.when-narrow { display: none; }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; font-size: .925rem; }
.swatch { width: 1.5em; height: 1em; vertical-align: -.12em; }

/* Quotations */
.quotations { list-style: none; padding: 0; margin: 1rem 0 1.25rem; }
.quotation { border-inline-start: .3rem solid var(--line); padding: .1rem 0 .1rem 1.1rem; margin: 0 0 1.5rem;
  max-width: 46rem; }
.quotation.good_practice { border-color: var(--good); }
.quotation.failure { border-color: var(--bad); border-inline-start-style: double;
  border-inline-start-width: .4rem; }
.quotation.mixed { border-color: var(--mixed); border-inline-start-style: dashed; }
.quotation blockquote { margin: 0 0 .3rem; font: 1.1rem/1.5 var(--serif); }
.quotation p { margin: 0; }
.place { font-size: .925rem; }
.place .side { margin-inline-end: .4rem; }
cite { font-style: normal; }

@media screen and (max-width: 40rem) {
  .when-wide { display: none; }
  .when-narrow { display: initial; }
  h1 { font-size: 1.6rem; }
  h2 { font-size: 1.3rem; margin-top: 2.5rem; }
  .width { padding: 0 1rem; }
  .strip { display: none; }
  .figures { grid-template-columns: repeat(auto-fit, minmax(6.5rem, 1fr)); }
  table { font-size: .875rem; }
  th, td { padding-inline-end: .6rem; }
  tbody th { min-width: 6rem; }
}
@media (forced-colors: active) {
  .shape .cut { stroke: Canvas; }
  .share, .strip .share { fill: CanvasText; forced-color-adjust: none; }
  .track { fill: Canvas; stroke: CanvasText; forced-color-adjust: none; }
  .chart text { fill: CanvasText; }
  .chart .cell { fill: Canvas; stroke: CanvasText; }
  .chart .range, .mean, .found { stroke: Highlight; forced-color-adjust: none; }
}
@page {
  size: A4; margin: 18mm 17mm 20mm;
  @bottom-right { content: counter(page); font: 9pt "Liberation Sans", Arial, sans-serif; color: #474e55; }
}
@media print {
  html { font-size: 9.5pt; }
  .skip { display: none; }
  .width { max-width: none; padding: 0; }
  header { background: none; color: inherit; padding: 0 0 1rem; border-bottom: 3px solid var(--night); }
  footer { background: none; margin-top: 2rem; }
  a, a:visited, a.num { color: inherit; text-decoration: none; }
  h2 { margin-top: 2.25rem; }
  h2, h3, caption, figcaption, .legend { break-after: avoid; }
  h3 + .hint, p:has(+ .quotations), h2 + p:has(+ figure) { break-after: avoid; }
  p, li, blockquote, .quotation { max-width: none; }
  p, li { orphans: 3; widows: 3; }
  tr, figure, .quotation, .figures, .note { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
  .chart { zoom: .78; }
  .wide .chart { max-width: 100%; }
  details.screen { display: none; }
  table { font-size: 8.5pt; }
  td.n { white-space: normal; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { color: inherit; font-weight: 600; list-style: none; break-after: avoid; }
  :target { background: none; }
  .share, .track, .range, .cell, .band, .mean, .found, .shape, .swatch, .figures, .note, .chart {
    print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
"""Style sheet."""
