"""Closed lists of words that the matchers look at."""


def _word_set(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


NEVER_LAST = _word_set(
    "e.g i.e eg ie cf viz dr mr mrs ms messrs prof st rev hon rt lt col gen sgt capt insp supt cllr vs approx"
)
"""Abbreviations, in lower case, that no sentence ends with."""
BEFORE_NUMBER = _word_set("no nos p pp para paras vol fig figs ch art sec ss s c ca r reg cm cmnd tel ext")
"""Abbreviations only where a number (or a name such as "Fig. A") follows."""
SELDOM_LAST = _word_set("etc al ltd co inc plc dept univ ed eds jan feb mar apr jun jul aug sep sept oct nov dec")
"""Abbreviations that end a sentence only where the next word commonly begins one."""
STARTERS = _word_set(
    "The This These Those There They It Its In On At As An A We Our He She His Her However Although While When",
    "Where What Who How If For From By To With Some Many Most All Both Each One Two People Staff Leaders But And",
    "So Since Because Despite During After Before Under Their Such Other Another No Not I You Your",
)
"""Words that commonly begin a sentence and seldom follow an abbreviation inside one."""
JOINERS = frozenset({"of", "and", "the", "upon", "on", "&", "for", "in", "le"})
"""Small words inside names."""
OF_AFTER = _word_set(
    "University Hospital Hospitals City Borough County Isle Vale College Institute Royal Bank District",
    "Association Federation Society Court Board Commission Council Committee House Church Duchy",
)
"""Words that belong to a name when "of" follows them; after others ("Director of") a new name begins."""
NOT_IN_NAME = _word_set(
    "The A An In At On By For From With And But Or Of To As If When While Where Since After Before During Under",
    "Both Each This These That Those Its Their Our His Her Some Many All Local Although However Through Across We",
    "They He She It There What Who How Why Is Are Currently Chaired",
    "Former Other Between Within Neither Following Despite Trust",
)
"""Words that stand in front of a name with a capital because a sentence begins there."""
ORDINARY = _word_set(
    "City County Borough District Metropolitan Town Parish London Royal Community Unitary NHS Acute General Local",
    "National Health Care Nursing Foundation Teaching University Private Mental Clinical Joint Integrated",
    "Commissioning Executive Programme Management Delivery Project Strategic Partnership Public Children's Adult",
    "Adults Select Regional Advisory Steering Independent Trust Social Board Council Hospital Hospitals",
)
"""Words that alone do not make a name: "County Council", "Mental Health Trust"."""
WEAK_HEADS = _word_set("Board Commission Foundation Committee Partnership Inquiry Society Association")
"""Last words of bodies that one word before them does not make a name."""
NOT_A_SURNAME = _word_set(
    "Chancellor Chamberlain Mayor Lieutenant President Chief Justice Advocate Commissioner Secretary Executive",
    "Practitioner Medical Manager Director Practice Assembly Election Council Hospital And The Of Inquiry Report",
    "Committee Speaker Members Provost Award Prize Lecture",
)
"""Words that after "Lord", "Lady" and the like make an office, not a person."""
_NOT_IN_FULL_NAME = _word_set(
    "Professor Dr Mr Mrs Ms Miss Councillor Cllr Services Centre House Team Group Unit Hub Service Department",
    "Ministry Office Agency Scheme Network January February March April May June July August September October",
    "November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
NOT_A_PERSON = ORDINARY | NOT_IN_NAME | NOT_A_SURNAME | _NOT_IN_FULL_NAME
"""Words that no full name of a person has."""
BEFORE_PLACE = _word_set(
    "in the of across from within around near throughout for at to and with between outside serving into towards",
    "or than by visited including against over both like",
)
"""Words after which an ambiguous place name is the place."""
AFTER_PLACE = _word_set("has had is was does did could needs needed system residents area city borough town 's ’s")
"""Words before which an ambiguous place name that begins a sentence is the place."""
