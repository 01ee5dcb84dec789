"""How the page of an evaluation looks, on a screen and on paper."""

INK, QUIET, ACCENT = "#1a1a1a", "#595959", "#0b4f8a"
"""Colours of text, of axes and hints, and of data; each at least 7 : 1 against white: they print in grey."""
LINE, SHADE, NOTE = "#8c8c8c", "#f2f2f2", "#fff8e1"
"""Colours of rules, of heading rows and of the box of remarks."""
STYLE = f"""
:root {{ color-scheme: light; }}
body {{ margin: 0 auto; max-width: 80rem; padding: 1rem 1.5rem 3rem; background: #fff; color: {INK};
  font: 1rem/1.5 system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; }}
h1 {{ font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .25rem; }}
h2 {{ font-size: 1.25rem; margin: 2.25rem 0 .5rem; border-bottom: 2px solid {ACCENT}; }}
p, li {{ max-width: 46rem; }}
.lead {{ font-size: 1.15rem; }}
.hint {{ color: {QUIET}; }}
.remarks {{ background: {NOTE}; border-left: .4rem solid {INK}; padding: .25rem 1rem; }}
.wide {{ overflow-x: auto; margin: .75rem 0 1.25rem; }}
table {{ border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }}
caption {{ text-align: left; font-weight: 600; padding: .3rem 0; }}
th, td {{ padding: .2rem .45rem; border-bottom: 1px solid {LINE}; vertical-align: top; }}
thead th {{ border-bottom: 2px solid {INK}; vertical-align: bottom; }}
.word {{ text-align: left; }}
.number {{ text-align: right; white-space: nowrap; }}
td.word {{ min-width: 6.5rem; }}
th.word {{ font-weight: 400; }}
thead th.word {{ font-weight: 700; }}
th.group {{ text-align: left; background: {SHADE}; }}
.plot {{ width: 100%; max-width: 26rem; height: auto; font: 13px system-ui, "DejaVu Sans", Arial, sans-serif; }}
.plot text {{ fill: {INK}; }}
.bar {{ width: 100px; height: 14px; vertical-align: middle; }}
.pair {{ display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }}
.pair > * {{ flex: 1 1 22rem; min-width: 0; }}
code {{ overflow-wrap: anywhere; }}
@page {{ margin: 14mm; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 9.5pt; }}
  table {{ font-size: 7.5pt; }}
  .wide {{ overflow: visible; }}
  thead {{ display: table-header-group; }}
  tr, .plot {{ break-inside: avoid; }}
  h2, caption, th.group {{ break-after: avoid; }}
}}
"""
"""Style sheet."""
