"""Closed lists of words for telling speech: verbs that speak, nouns that name who speaks."""

from typing import Final

from reportminer.extract.wordlists import word_set

SPEECH_VERBS: Final = (
    r"told|tells?|said|says?|add(?:ed|s)|explain(?:ed|s)?|stat(?:ed|es)|state|comment(?:ed|s)?|remark(?:ed|s)"
    r"|repl(?:ied|ies)|responded|asked|asks|wrote|writes|continu(?:ed|es)|conclud(?:ed|es?)|recall(?:ed"
    r"|s)?|observ(?:ed|es?)|insist(?:ed|s)?|argu(?:ed|es?)|not(?:ed|es?)|report(?:ed|s)?|acknowledg(?:ed|es?)"
    r"|admit(?:ted|s)?|accept(?:ed|s)?|agree[ds]?|emphasi[sz](?:ed|es?)|stress(?:ed|es)?|warn(?:ed"
    r"|s)?|suggest(?:ed|s)?|claim(?:ed|s)?|maintain(?:ed|s)?|confirm(?:ed|s)?|describ(?:ed|es?)|complain(?:ed"
    r"|s)?|joked|reflect(?:ed|s)|pointed out|points? out|went on|highlight(?:ed|s)?|recommend(?:ed"
    r"|s)?|propos(?:ed|es)|advis(?:ed|es)|indicat(?:ed|es)|assert(?:ed|s)?|declar(?:ed|es)|announc(?:ed|es)"
    r"|urg(?:ed|es)|concurred|contend(?:ed|s)?|submitted|testified|thought|thinks?|felt|feels?|believ(?:ed|es?)"
    r"|consider(?:ed|s)?|puts?|summed up|recogni[sz](?:ed|es?)|conced(?:ed|es)|caution(?:ed|s)|criticis(?:ed"
    r"|es)|defin(?:ed|es?)|question(?:ed|s)|echoed|accused|characteris(?:ed|es)|called|expressed|voiced"
    r"|raised concerns?|spoke|speaks|found|finds|ruled|judged|estimated|revealed|shows|showed|recorded|records"
    r"|referred|refers|remembered|reassured|informed|hoped|feared|praised|welcomed|required?s?|sets? out"
    r"|predicted|(?:was|were|is|are|am) (?:also |very |quite )?(?:clear|adamant|of the (?:view|opinion)"
    r"|concerned|confident|convinced|certain)"
)
"""Finite verbs that may tell of speech; whether they do depends on what stands beside them."""
PARTICIPLES: Final = (
    r"saying|adding|explaining|stating|noting|arguing|suggesting|warning|emphasi[sz]ing|stressing|telling (?:us"
    r"|them)|finding|concluding|outlining|highlighting|reporting|commenting|describing|acknowledging|claiming"
    r"|observing|insisting|calling|asking|writing|concluding|accusing"
)
"""Participles that hang on a subject named earlier in the sentence."""
VIEW: Final = (
    r"[’']s? (?:own )?(?:evidence|view|opinion|assessment|conclusion|position|recollection|message"
    r"|response)(?: to the [\w ]{3,30})? (?:was|is)"
)
"""A possessive and what belongs to it, which tell of speech together: "Dr Doe’s view was that ..."."""
THAT_VERBS: Final = (
    r"said|says?|told|tells|add(?:ed|s)|explain(?:ed|s)?|stat(?:ed|es)|state|comment(?:ed|s)?|remark(?:ed|s)"
    r"|repl(?:ied|ies)|recall(?:ed|s)?|observ(?:ed|es)|insist(?:ed|s)?|argu(?:ed|es?)|not(?:ed|es)|report(?:ed"
    r"|s)?|acknowledg(?:ed|es?)|admit(?:ted|s)?|accept(?:ed|s)?|agree[ds]?|emphasi[sz](?:ed|es?)|stress(?:ed"
    r"|es)?|warn(?:ed|s)?|suggest(?:ed|s)?|claim(?:ed|s)?|maintain(?:ed|s)?|confirm(?:ed|s)?|complain(?:ed"
    r"|s)?|pointed out|points? out|highlight(?:ed|s)?|indicat(?:ed|es)|assert(?:ed|s)?|declared|conced(?:ed|es)"
    r"|caution(?:ed|s)|contend(?:ed|s)?|submitted|testified|thought|think|felt|feel|believ(?:ed|es?)"
    r"|consider(?:ed|s)?|wrote|reflected|remembered|concurred|informed|reassured|predicted|feared|hoped"
    r"|recogni[sz](?:ed|es)|concluded|recommended|proposed|advised|expressed (?:concern|the (?:view|opinion))"
    r"|raised concerns?|found|finds|announced|ruled|estimated|alleged|testified|(?:was|were|is|are) (?:also "
    r"|very |quite )?(?:clear|categorical|unanimous|adamant|of the (?:view|opinion)|concerned|confident"
    r"|convinced|certain)"
)
"""Verbs after which "that" opens reported speech."""
THING_VERBS: Final = (
    r"acknowledged|highlighted|stressed|emphasi[sz]ed|outlined|described|complained|praised|explained|criticised"
    r"|questioned|expressed|raised|recalled|discussed|set out"
)
"""Verbs of speech that take a thing or "how" for their object."""

CARERS: Final = (
    r"carers?|relatives?|famil(?:y|ies)|daughters?|sons?|wi(?:fe|ves)|husbands?|mothers?|fathers?|spouses?"
    r"|parents?|brothers?|sisters?|grand(?:son|daughter|mother|father|parent)s?|next of kin|friends?|widows?"
    r"|widower"
)
PEOPLE: Final = (
    r"people|persons?|residents?|patients?|service users?|users|m[ae]n|wom[ae]n|pensioners?|tenants?|children"
    r"|citizens?|customers?|members? of the public|public|experts? by experience|claimants?|postmasters?"
    r"|victims?|respondents?|villagers?|locals|householders?|postm[ae]n|volunteers?|students?|participants?"
    r"|survivors?|constituents?|consumers?|inpatients?|clients?|neighbours?|retired \w+"
)
STAFF: Final = (
    r"staff|nurses?|GPs?|doctors?|consultants?|clinicians?|paramedics?|physiotherapists?|therapists?|workers?"
    r"|practitioners?|officers?|clerks?|receptionists?|pharmacists?|managers?|crews?|employees?|personnel"
    r"|matrons?|midwives|midwife|professionals?|teachers?|geriatricians?|surgeons?|psychiatrists?|psychologists?"
    r"|colleagues?|teams?|coordinators?|co-ordinators?|technicians?|inspectors?|constables?|dentists?|officials?"
    r"|assistants?|supervisors?|scientists?|physicians?|frontline|advisers?|medics?|drivers?|dispatchers?"
    r"|call handlers?|porters?|assessors?|researchers?|academics?"
)
LEADERS: Final = (
    r"leaders?|chief executives?|chief officers?|directors?|ministers?|secretar(?:y|ies)|councillors?"
    r"|chair(?:man|woman|person|s)?|elected members?|commissioners?|executives?|MPs|MP|accountable officers?"
    r"|heads?|governors?|trustees?|treasurers?|chief constables?|commanders?|mayors?|presidents?|chiefs?"
    r"|members? of the [\w ]{0,30}(?:board|council|committee|cabinet)|board members?|chief [a-z]+ officers?"
    r"|portfolio holders?|chancellor|prosecutors?|cabinet members?|members"
)
PROVIDERS: Final = (
    r"providers?|care homes?|nursing homes?|homes|agenc(?:y|ies)|registered managers?|owners?|practices"
    r"|pharmacies|(?:home|care home|home care|nursing home|domiciliary care|agency) managers?|proprietors?"
    r"|suppliers?|managers? of (?:the |a |two |three |several )?(?:[\w-]+ ){0,2}(?:homes?|agenc(?:y|ies))"
)
BODIES: Final = (
    r"councils?|trusts?|CCGs?|boards?|governments?|departments?|ministry|ministries|office|charit(?:y|ies)"
    r"|healthwatch|organisations?|committees?|inspectorate|police|forces?|compan(?:y|ies)|industry"
    r"|universit(?:y|ies)|associations?|unions?|bod(?:y|ies)|authorit(?:y|ies)|partnerships?|partners?"
    r"|commission|group|groups|administrations?|regulators?|supermarkets?|retailers?|hospitals?|executive"
    r"|institutes?|federations?|agency|colleges?|service|services|network|society|foundation|alliance|forum"
    r"|think ?tanks?|systems?|sector|NHS|treasury|CPS|secretariat|academy|laborator(?:y|ies)"
)
DOCUMENTS: Final = (
    r"reports?|reviews?|strateg(?:y|ies)|plans?|acts?|guidance|papers?|memorandum|letters?|minutes|statements?"
    r"|assessments?|documents?|polic(?:y|ies)|codes?|framework|surveys?|stud(?:y|ies)|notes?|specification"
    r"|evaluations?|emails?|websites?|submissions?|protocols?|regulations|responses?|articles?|guidelines?"
    r"|inquest|bill|constitution|agreements?|contract|programme|analysis|publication|handbook|manual|audit"
    r"|briefings?|charter|consultation|leaflet|newsletter|press release|terms of reference|definition|lexicon"
    r"|concordat|register|snapshot|green paper|white paper|summary"
)
OTHERS: Final = (
    r"witnesses|experts?|stakeholders?|commentators?|advocates?|campaigners?|contributors?|interviewees?"
    r"|observers?"
)
KIND_WORDS: Final = (
    ("providers", PROVIDERS),
    ("staff", r"team leaders?|ward (?:managers?|sisters?)|front-?line staff|police officers?|members? of staff"),
    ("leaders", LEADERS),
    ("carers", CARERS),
    ("staff", STAFF),
    ("people", PEOPLE),
    ("document", DOCUMENTS),
    ("organisation", BODIES),
    ("", OTHERS),
)
"""Kinds of speakers by their nouns; of several that match at one place the first counts."""
DETERMINERS: Final = word_set(
    "the a an one two three four five six seven eight nine ten some many most several all both other",
    "another each every few no our my their his her its this these those",
)
"""Words with which a noun group begins."""
NOT_IN_GROUP: Final = word_set(
    "and or but that as when while if because although though whereas since for in at on to from by with",
    "of said told which who where how than then after before during between among about into we i is are",
    "was were had has have it there not only what like including such through under over so yet he she",
    "they asked heard",
)
"""Words that stand in no noun group before its noun."""
NO_SPEAKER: Final = word_set(
    "Research Evidence Data Figures Analysis Work Information Feedback Experience Results Findings Results",
    "Modelling Nobody Nothing Everybody Everyone Overall Statistics Estimates Media Communication",
    "Performance Care Access",
)
"""Nouns that stand with a capital at the head of a sentence and cannot speak."""
