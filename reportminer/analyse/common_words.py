"""English words that say nothing of what a sentence is about."""

_TEXT = """
a about above according across added after again against agreed al all almost already also although always
am among an and another any are around as asked at away back be became because become been before being
believe below best better between beyond both but by came can can't cannot certain clear clearly come
commonly complete completely considerable considered considering could couldn't currently day days
described despite did didn't do does doesn't doing don't done down dr due during each eg either else
enough especially et etc even ever every example explained expressed extent fact far few fewer first
firstly five for found four from full fully further gave generally get give given go going good got great
had has have having he heard her here hers herself high him himself his how however i ie if important in
include included includes including increasingly indeed instead into is isn't it it's its itself just
known large largely last later least less like little long made main mainly make makes making many matter
matters may me met might mine miss month months more moreover most mr mrs ms much must my myself near
nearly need needed needs neither never nevertheless new next no nobody none nonetheless nor not noted
nothing now number numbers of off often old on once one only or order other others otherwise our ours out
over overall own part particular particularly per place previously professor put quite rather really
relatively report reported reports required said same saw says second secondly see seen set several shall
she should show showed shown significant significantly similar similarly simply since sir six small so
some somebody something sometimes sort stated still such suggested take taken tell term terms than that
that's the their theirs them themselves then there there's therefore these they they're thing things think
third thirdly this those though thought three through throughout thus time times to together told too took
toward towards two type under until up upon us use used using various very via view was wasn't way ways we
we're week weeks well went were weren't what what's when where whether which while who whole whom whose
why widely will with within without won't would wouldn't year years yet you your yours
"""

COMMON_WORDS = frozenset(_TEXT.split())
"""Function words, words for amounts and time, and those by which a report says that something was said or done; in
lower case."""
