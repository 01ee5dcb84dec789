"""Closed lists of words that the matchers look at."""


def word_set(*lines: str) -> frozenset[str]:
    """Return the words of lines, parted by spaces."""
    return frozenset(" ".join(lines).split())


NEVER_LAST = word_set(
    "e.g i.e eg ie cf viz dr mr mrs ms messrs prof st rev hon rt lt col gen sgt capt insp supt cllr vs approx"
)
"""Abbreviations, in lower case, that no sentence ends with."""
BEFORE_NUMBER = word_set("no nos p pp para paras vol fig figs ch art sec ss s c ca r reg cm cmnd tel ext")
"""Abbreviations only where a number (or a name such as "Fig. A") follows."""
SELDOM_LAST = word_set("etc al ltd co inc plc dept univ ed eds jan feb mar apr jun jul aug sep sept oct nov dec")
"""Abbreviations that end a sentence only where the next word commonly begins one."""
STARTERS = word_set(
    "The This These Those There They It Its In On At As An A We Our He She His Her However Although While When",
    "Where What Who How If For From By To With Some Many Most All Both Each One Two People Staff Leaders But And",
    "So Since Because Despite During After Before Under Their Such Other Another No Not I You Your",
)
"""Words that commonly begin a sentence and seldom follow an abbreviation inside one."""
JOINERS = frozenset({"of", "and", "the", "upon", "on", "&", "for", "in", "le"})
"""Small words inside names."""
OF_AFTER = word_set(
    "University Hospital Hospitals City Borough County Isle Vale College Institute Royal Bank District",
    "Association Federation Society Court Board Commission Council Committee House Church Duchy",
)
"""Words that belong to a name when "of" follows them; after others ("Director of") a new name begins."""
NOT_IN_NAME = word_set(
    "The A An In At On By For From With And But Or Of To As If When While Where Since After Before During Under",
    "Both Each This These That Those Its Their Our His Her Some Many All Local Although However Through Across We",
    "They He She It There What Who How Why Is Are Currently Chaired",
    "Former Other Between Within Neither Following Despite Trust",
)
"""Words that stand in front of a name with a capital because a sentence begins there."""
ORDINARY = word_set(
    "City County Borough District Metropolitan Town Parish London Royal Community Unitary NHS Acute General Local",
    "National Health Care Nursing Foundation Teaching University Private Mental Clinical Joint Integrated",
    "Commissioning Executive Programme Management Delivery Project Strategic Partnership Public Children's Adult",
    "Adults Select Regional Advisory Steering Independent Trust Social Board Council Hospital Hospitals",
)
"""Words that alone do not make a name: "County Council", "Mental Health Trust"."""
MONTHS = word_set(
    "January February March April May June July August September October November December",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
"""Capitalised words of dates, which stand before names and are none of them."""
HEALTH_WORDS = word_set(
    "NHS Hospital Hospitals Health Healthcare Ambulance University Community Partnership Care Teaching",
    "Acute Infirmary",
)
"""Words that tell a trust of the health service from a charity."""
OFFICE_WORDS = word_set(
    "Planning Policy Research Government Analysis Civil Analytical Economic Secure Programme Police",
    "Prosecution Prison",
    "Fire Rescue Probation Legal Secret Intelligence",
)
"""Words that tell an office from a team of care, whatever other words its name has."""
WEAK_HEADS = word_set(
    "Board Commission Foundation Committee Partnership Inquiry Society Association Agency Authority Group Panel",
    "Division Network Centre Campus Forums Partnerships Directorate Command Bank Union Cabinet Unit Team",
    "Service Plan Report Review",
    "Guidance Principles",
    "Register Assessment Survey Index Standards Agreement Programme Project Grant Offer Challenge",
    "Mission Deal Pilot",
    "Guidelines Handbook Manual Hub Assembly Institute Academy Secretariat Parliament Collaborative Consortium",
    "Volunteers Trust Charter Protocol Campaign Fund Scheme Pathway Act Bill Regulations",
)
"""Last words of names that one word before them does not make a name."""
ORDINARY_TITLE = ORDINARY | word_set(
    "Annual Final Interim Draft First Second Third New Government Departmental Evaluation Progress Full",
    "Action Work",
    "Improvement Business Implementation Module System Review Report Inquiry Emergency Services Service Quality",
    "Outcomes Statutory Published Updated Revised Current Future Single Whole UK English Central Technical Team",
    "Minimum Core Common Key Main Initial Previous Last Next Civil Police",
)
"""Words that alone do not make the title of a document or the name of a programme: "Annual Report"."""
CARE_WORDS = word_set(
    "Care Frailty Falls Stroke Discharge Community Nursing Reablement Response Mental Therapy Crisis Intermediate",
    "Ambulatory Emergency Medical Surgical Admissions Decision Assessment Rehabilitation Dementia Memory",
    "Palliative",
    "Hospital Health Social Safeguarding Continuing Carers Wellbeing Enablement Recovery Liaison Geriatric Older",
    "Urgent Treatment Ward Diabetes Respiratory Heart Home Equipment Access Duty Hospice Outreach",
    "Support Psychiatry",
    "Out-of-Hours Pharmacy Ambulance Rapid Integrated Locality Neighbourhood Transfer Bed Quarantine Isolation",
)
"""Words that tell a team or unit of care from an office or a company."""
NOT_A_SURNAME = word_set(
    "Chancellor Chamberlain Mayor Lieutenant President Chief Justice Advocate Commissioner Secretary Executive",
    "Practitioner Medical Manager Director Practice Assembly Election Council Hospital And The Of Inquiry Report",
    "System Committee Speaker Members Provost Award Prize Lecture",
)
"""Words that after "Lord", "Lady" and the like make an office, not a person."""
_NOT_IN_FULL_NAME = word_set(
    "Professor Dr Mr Mrs Ms Miss Councillor Cllr Services Centre House Team Group Unit Hub Service Department",
    "Ministry Office Agency Scheme Network January February March April May June July August September October",
    "November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday Road Street Avenue Lane",
    "Close Court Park",
    "Lodge Manor Grange Infirmary Ward Foundation Review Strategy Plan Model Fund Programme Survey Lives",
    "College School",
    "University Institute Island Islands Cross Hill Green Act Bill Room Clinic Surgery Hospice",
    "Cooperative Partnership",
    "Cancer Disease Law King's Patient Spring Budget Engagement Quality Improvement Experience Safety",
)
NOT_A_PERSON = ORDINARY | NOT_IN_NAME | NOT_A_SURNAME | _NOT_IN_FULL_NAME
"""Words that no full name of a person has."""
BEFORE_PLACE = word_set(
    "in the of across from within around near throughout for at to and with between outside serving into towards",
    "or than by visited including against over both like",
)
"""Words after which an ambiguous place name is the place."""
AFTER_PLACE = word_set("has had is was does did could needs needed system residents area city borough town 's ’s")
"""Words before which an ambiguous place name that begins a sentence is the place."""
NOT_COUNTED = word_set(
    "reasons ways things areas questions respects sides occasions times parts aspects issues stages phases types",
    "kinds options steps levels points sorts fronts examples others words thirds fifths quarters halves",
    "tenths ends",
    "themes principles elements factors features categories terms years months weeks days hours minutes centuries",
    "paragraphs recommendations chapters sections pages figures tables boxes annexes percentages halves",
    "series was",
    "bullets objectives aims priorities strands domains dimensions criteria modules its has does is",
    "always perhaps",
    "strengths problems effects benefits conclusions flaws lenses enablers scenarios cultures goals",
    "tasks difficulties",
    "weaknesses challenges concerns refers outcomes barriers consequences purposes advantages ideas",
    "approaches sets",
    "years-old news less towards afterwards besides minutes’ days’ weeks’ months’ years’ hours’",
)
"""Plurals of which a number is no count of things: durations, references, parts of an argument."""
