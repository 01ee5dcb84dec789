"""The words by which a demand is known, and those that make it none."""

import re

from reportminer.text import words

ANCHOR = re.compile(
    r"\b(?:should|must|shall|ought|needs?|needed|recommend|recommends|urge|urges|encourage|encourages"
    r"|invite|invites"
    r"|suggest|suggests|propose|call|calls|ask|advise|essential|vital|important|crucial|imperative|critical)\b",
    re.IGNORECASE,
)
"""A word without which there is no demand: one cheap search a sentence."""
_REVIEWERS = (
    r"(?:we|I|(?:the|this|our) (?:inquiry|committee|review(?:ers)?|report|panel|commission|taskforce|CQC)|CQC)"
)
_ADVERBS = (
    r"(?:(?:also|further|therefore|thus|now|strongly|again|accordingly|firmly|would|particularly|hereby) ){0,3}"
)
_VERBS = r"(?:recommend|urge|call (?:up)?on|encourage|invite|suggest|propose|advise|ask|request)"
PERFORMED = re.compile(
    rf"\b{_REVIEWERS} {_ADVERBS}(?P<verb>{_VERBS}s?|calls (?:up)?on)\b(?! (?:whether|why|how|what|who|if"
    rf"|about|in \d))"
    rf"|\bWe [^.;:]{{3,80}}? and (?P<later>urge|recommend|call (?:up)?on)\b"
    r"|\b(?:it is|is) (?:therefore |further |also )?recommended that\b|\bour recommendation is (?:that|to)\b",
    re.IGNORECASE,
)
PAST_ADVICE = re.compile(r"\b(?:in|as) (?:our|the) (?:previous|earlier|first|last|\d{4}) report\b", re.IGNORECASE)
MODAL = re.compile(
    r"\b(?P<modal>should|must|shall|ought(?: \w+ly)? to|needs? to|needs? for)\b(?P<not> not)?(?P<rest>(?: \w+ly|"
    r" also| now| each"
    r"| therefore| all| both| further| still| together| then)*,? ?(?P<next>[\w’'-]+)?(?: (?P<after>[\w’'-]+))?)"
)
NOT_ADVICE = frozenset(
    words(
        "noted note remembered remember recognised emphasised stressed acknowledged read underestimated "
        "overestimated directed addressed sent seen viewed understood treated borne clear obvious "
        "possible able mentioned said added pointed stated regarded interpreted confused ready "
        "thanked like go come admit say declare "
    )
)
"""What follows "should (be)" where the reader is addressed or something is expected."""
EFFECTS = frozenset(
    words(
        "help lead result reduce improve allow enable mean bring give make provide create free save "
        "prevent lower increase offer support "
    )
)
"""What a measure will do: "this should help" expects and does not demand."""
EFFECT = re.compile(
    r"(?: \w+ly| also| then| therefore)*,? (?:result|mean|stimulate|coalesce|lead to|bring about|usually|often)\b"
)
THING = re.compile(
    r"(?:\b[Tt]his|\b[Tt]hese|\b[Tt]hose|\b[Ii]t|\b[Tt]hat|\bwhich|(?:measure|change|investment"
    r"|initiative|scheme|step|funding"
    r"|approach|programme|arrangement|plan|reform|development)s?)(?: \w+ly)?\s*$"
)
BEFORE_MODAL = re.compile(
    r"(?:\b(?:whether|how|what|why|whom|(?:by|in|to|on|with|for|under|of|from) which|whatever"
    r"|whoever)\b[^,;:()–]{0,120}"
    r"|\b(?:where|when|than|which)\b[^,;:()–]{0,60}|\bcould and\s*|\([^)]*|(?:^|[,;] )(?:though|although"
    r"|whilst|while|because|since)\b[^,;]{0,90}"
    r"|\b(?:who|which|that)(?: \w+ly| also| then)?\s*|\b(?:as|like|if|unless|until) (?:it|they|he|she|we"
    r"|you|these|this|there)\s*)$",
    re.IGNORECASE,
)
THAT = re.compile(r"(?P<word>[\w’'-]+)(?: to \w+)?,? that\b(?!.*\bthat\b)(?P<between>[^.;:]*)$", re.IGNORECASE)
OWN_THAT = re.compile(
    r"(?:recommends?|urges?|suggests?|concludes?|believes?|consider(?:s|ed)?|think|agree|clear|essential"
    r"|vital|important"
    r"|crucial|imperative|critical|necessary|ensure|propose|means?|evident|follows|further|is|remains?"
    r"|recommended|view)",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:said|told|stated|explained|argued|suggested|considered|believed|thought|felt|agreed|noted"
    r"|emphasised|stressed"
    r"|concluded|advised|recommended|proposed|asked|wrote|added|observed|acknowledged|accepted|recognised"
    r"|warned|claimed"
    r"|required|requires|insisted|maintained|commented|highlighted|specified|provided|indicated|advocated"
    r"|called for"
    r"|according to|heard|identified|set out|outlined|described|remarked|expected|wanted|states"
    r"|stipulates|says|argues"
    r"|suggests|wished|hoped|understood|told us|in (?:his|her|their|its) (?:view|opinion|evidence))\b",
    re.IGNORECASE,
)
OURS = re.compile(
    r"\b(?:we|the inquiry|the committee|this report|this review) (?:\w+ly )?(?:\w+) that\b", re.IGNORECASE
)
LAW = re.compile(
    r"\b(?:by law|under (?:the|section|article|regulation)\b[^,.]*\b(?:act|regulations?|order|section"
    r"|article|\d)|legal(?:ly)?"
    r" (?:required|obliged|duty)|statutory (?:duty|requirement)|(?:act|regulations?|legislation|section"
    r" \d+\w*) (?:requires?|says?|states?|provides?)"
    r"|required by|in order to (?:qualify|be eligible)|eligib\w+)\b",
    re.IGNORECASE,
)
OWN_PLAN = re.compile(
    r"\b(?:we|i|you|one|he|she|readers?)(?: all)?\s*$|(?:^|[,;:] |\b(?:and|that|but|so) )(?:people|patients"
    r"|residents|everyone)(?: all)?\s*$",
    re.IGNORECASE,
)
DISBELIEF = re.compile(
    r"\b(?:do|does|did)(?: not|n['’]t) (?:think|believe|consider|accept|mean) (?:that )?[^.;]*$"
)
IMPORTANT = re.compile(
    r"\b(?:it is|it remains) (?:therefore |also |now |\w+ly )?(?:essential|vital|crucial|imperative"
    r"|important|critical"
    r"|necessary) (?:that\b|for [^,.;]{3,60} to\b)|\bthere (?:is|remains) (?:a|an) (?:\w+ ){0,2}need"
    r" (?:for|to)\b|\bthere (?:needs to|should|must) be\b"
    r"|\b(?:more|further|greater|additional|urgent|better) (?:\w+ )?(?:work|action|support|focus"
    r"|attention|effort)?s? ?(?:is|are) "
    r"(?:needed|required)\b",
    re.IGNORECASE,
)
CQC_NEED = re.compile(
    r"\b(?:leaders|system|council|CCGs?|trusts?|board|commissioners|partners|partnership|providers"
    r"|organisations)(?: \w+ly)?"
    r" needed to (?:also |now )?(?:ensure|improve|develop|work|address|strengthen|consider|do more|make"
    r" sure|agree|build"
    r"|review|increase|establish|align|define|set|focus|engage|embed|evaluate|continue)\b"
)
MARK = re.compile(r"[“\"‘]")
QUOTED = re.compile(r"“[^”]*(?:”|$)|(?<![\w”])\"\S[^\"]*(?:\"|$)|(?<!\w)‘[^’“]{0,300}’(?!\w)")
NO_DEMAND = re.compile(r"\W*(?:Should\b|To (?:count|qualify|be)\b)")
NEEDING = re.compile(
    r"(?:\b(?:leaders?|system|systems|council|councils|CCGs?|trusts?|boards?|commissioners?|partners?"
    r"|partnerships?|providers?"
    r"|organisations?|government|governments|departments?|ministers|authorities|forces|services?|NHS"
    r" England|NHS|agencies|ICBs?"
    r"|more|work|action|steps|attention|consideration|this|these|there|strategy|plans?|arrangements?"
    r"|improvements?|practices)"
    r"(?: and \w+)?(?: wil?l)?(?: \w+ly)?(?: also| now| still| therefore)?)$",
    re.IGNORECASE,
)
RELATIVE = re.compile(r"\b(?:which|who) [^,;:]{0,60}$|\b(?:the|a|this|that|no|any|of|their|its)\s*$")
"""Before "need": a relative clause, or the noun."""
NEED_OF = re.compile(r"\b(?:a|no|any|little|clear|urgent|greater) (?:\w+ )?$")
"""Before "need to": the noun ("no need to", "a clear need to")."""
SUBJECTS = frozenset({"they", "he", "she", "it", "we", "you", "i", "there", "a", "an", "the", "any"})
"""After "should", where it opens a condition ("should they wish")."""
PERFECT = re.compile(
    r"[ ,]*have (?:(?:not|never|better|also|already|long|\w+ly|been|to) )*"
    r"(?:been|had|done|made|gone|taken|given|known|seen|led|kept|held|told|put|set|come|become|brought|sought|found|left"
    r"|spent|thought|\w{2,}(?<!ne)ed|\w{2,}(?<!op)en)\b"
)
"""After "should", where it blames: "should have acted"."""
