"""Closed lists of words for what numbers count."""

from typing import Final

from reportminer.extract.wordlists import word_set

NEVER_COUNTED: Final = word_set(
    "a about across after against ago all already also although altogether am among amongst an and are around",
    "as at be because been before being between both but by can compared could did do does done during each",
    "earlier even every for from had has have having he her here his how i if in including into is it it's its",
    "just later like locally may might minus must my nationally near no nor not of on only onto or our over",
    "overall per plus respectively said shall she should since so still than that that's the their then there",
    "these they this those though through throughout times to told toward towards under until via was we we'll",
    "were what when where whereas which while who whom whose why will with within without would you your",
)
"""Words at which a counted noun phrase ends: no noun has them in front of it."""
PLURALS: Final = word_set(
    "alumni cattle children clergy criteria data firemen fish households housewives lives media men midwives",
    "people personnel phenomena police policemen policewomen postmen sheep staff wives women",
)
"""Plurals without s."""
NOT_PLURAL: Final = word_set(
    "access across address afterwards always analysis as awareness basis besides billions bonus bus business",
    "campus canvas census class continuous corps crisis cross diabetes does excess fitness focus gas has hers",
    "homeless hundreds illness is its less loss mass millions needs news ours pass perhaps plus previous",
    "process progress religious says series serious sometimes species status stress success theirs this",
    "thousands thus towards us various versus virus was wellness witness yes yours",
)
"""Words in s that are no plurals."""
WORTH_COUNTING: Final = word_set(
    "admissions adults agencies applicants applications appointments arrests assaults attendances attendees",
    "beds boroughs breaches carers cases charges children citizens civilians claimants clients clinicians",
    "clinics closures complaints consultants contracts convictions councillors councils crimes deaths",
    "defendants delays detainees discharges doctors drivers employees episodes errors falls families fatalities",
    "flats forces gps homeowners homes hospitals households incidents individuals infections injuries inmates",
    "inspections letters managers men midwives nurses occasions offences offenders officers organisations",
    "outbreaks packages paramedics parents participants patients people persons pharmacies pharmacists",
    "physiotherapists placements places postmasters posts practices practitioners prisoners prisons",
    "professionals prosecutions protesters providers pupils readmissions records referrals refugees replies",
    "residents respondents schools sites soldiers staff students submissions suicides surgeries survivors",
    "suspects suspensions teachers tenants therapists trainees transfers trusts users vacancies veterans",
    "victims volunteers wards witnesses women workers",
)
"""People, cases, beds, posts and the like: counted even where the number is small and in words."""
