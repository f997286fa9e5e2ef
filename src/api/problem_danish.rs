//! What is said of each type of problem in Danish, beside its row in [`super::problem_kinds`]: when it happens and what to do.

/// The words, by the name of the type.
const DANISH: &[(&str, &str)] = &[
    ("not-multipart", "Adressen tager imod `multipart/form-data`."),
    ("multipart-broken", "Anmodningen siger, at den er multipart, men er det ikke."),
    ("unknown-part", "Send kun de dele, der er beskrevet, og hver kun én gang."),
    ("missing-part", "Send alle de dele, adressen skal bruge; `part` nævner den, der mangler."),
    ("unreadable-part", "`part` og `detail` siger, hvad der ikke kan læses, og hvor."),
    ("too-large", "Anmodningen fylder mere, end en anmodning må."),
    ("not-json", "Adressen tager imod `application/json`."),
    (
        "unreadable-body",
        "Indholdet er ikke det, dets type siger; `detail` siger, hvor det går galt.",
    ),
    ("invalid", "`field` nævner værdien, `detail` siger, hvad den skal være."),
    ("header-twice", "`header` nævner et felt i anmodningens hoved, der kun må være der én gang."),
    ("not-acceptable", "`Accept` tager ikke imod det, adressen svarer med; `answers` nævner det."),
    ("invalid-query", "En parameter i adressen er ukendt, mangler eller har en forkert type."),
    ("not-a-template", "`code` siger, hvad det er i stedet."),
    ("template-unreadable", "Et Word-dokument, der er i stykker eller lavet for at skade."),
    ("not-a-document", "`code` siger, hvad det er i stedet."),
    ("document-unreadable", "Et Word-dokument, der er i stykker eller lavet for at skade."),
    ("pdf-not-made", "Et bilag eller en skrifttype kan ikke komme med i PDF'en."),
    (
        "merge-refused",
        "Der er fejl i skabelonen, data eller brevet: se `diagnostics`. Der blev ikke lavet noget brev.",
    ),
    ("not-signed-in", "Log på, eller send en nøgle eller et token i `Authorization: Bearer`."),
    (
        "credential-refused",
        "Nøglen, tokenet eller sessionen er ukendt, udløbet eller tilbagekaldt. Hvilken af delene siges ikke.",
    ),
    (
        "not-permitted",
        "Din adgang dækker ikke det her: spørg myndighedens brugeradministrator. `permission` nævner, hvad der kræves.",
    ),
    (
        "agreement-missing",
        "Myndigheden har ingen gældende aftale med dette system om denne service; `agreement` nævner den seneste, hvis der er en.",
    ),
    (
        "password-first",
        "En første adgangskode virker én gang: vælg en anden med `POST /v1/account/password`.",
    ),
    (
        "cross-site",
        "En session med cookie skal sende `X-Brevsmed-Request: 1` sammen med det, der ændrer noget.",
    ),
    ("too-many-requests", "Vent så længe, som `Retry-After` siger."),
    ("no-such-page", "Ingen adresse hedder sådan."),
    ("no-such-method", "`Allow` nævner de metoder, adressen har."),
    ("not-found", "Der er intet af det navn her, eller du må ikke se det."),
    ("already-there", "Der findes noget af det navn: vælg et andet, eller ret det, der er."),
    ("changed", "`If-Match` nævner en anden udgave end den nyeste: læs den igen."),
    ("revision-needed", "Send `If-Match` med det `ETag`, du har læst."),
    ("key-reused", "En `Idempotency-Key` hører til én anmodning: tag en ny."),
    (
        "shown-once",
        "Anmodningen blev udført under denne `Idempotency-Key`; hemmeligheden vises kun én gang. Tilbagekald den, og lav en ny.",
    ),
    ("busy", "Der er ikke sket noget. Prøv igen efter `Retry-After`."),
    (
        "store-away",
        "Der er ikke sket noget. Prøv igen efter `Retry-After` med samme `Idempotency-Key`.",
    ),
    ("timed-out", "Der er ikke sket noget. Prøv igen med samme `Idempotency-Key`."),
    ("not-ready", "`lacks` nævner, hvad der mangler. Prøv igen efter `Retry-After`."),
    ("internal", "Det er vores fejl. `instance` er det id, du kan spørge om."),
    (
        "sign-in-refused",
        "Adressen eller adgangskoden er forkert, den første adgangskode er brugt eller for gammel, eller adgangen er tilbagekaldt. Hvilken af delene siges ikke. En brugeradministrator giver en ny første adgangskode.",
    ),
    (
        "provider-refused",
        "Det, der kom tilbage, er ikke det, der blev sendt, eller er for gammelt, eller ingen har inviteret dig: begynd forfra.",
    ),
    ("provider-away", "Prøv igen efter `Retry-After`."),
    ("password-unfit", "`detail` siger hvorfor."),
    ("support-reads-only", "Send anmodningen uden `Brevsmed-Support`, i dit eget navn."),
    ("support-over", "Den er udløbet, afsluttet eller ikke din: bed den, du hjælper, om en ny."),
    ("own-access", "Det gør en anden brugeradministrator."),
    (
        "last-administrator",
        "Gør først en anden til brugeradministrator; så kan den person fjerne din adgang.",
    ),
    (
        "role-mailbox",
        "Adgang er personlig: angiv personens egen mailadresse, ikke en, som flere læser, eller som følger stillingen.",
    ),
    ("personal", "En konto eller et system gives ikke videre: fjern denne, og opret en ny."),
    (
        "second-person",
        "Det kræver en anden person, eller en, der bestemmer over alt det, personen eller aftalen handler om.",
    ),
    ("not-now", "`state` siger, hvordan det står til: det, der er afgjort, er afgjort."),
    (
        "se-number-not-confirmed",
        "Sammenlign aftalens SE-nummer med jeres eget, og send det med `confirmed: true`; er det forkert, så send aftalen retur.",
    ),
    (
        "context-refused",
        "Konteksten er ikke nævnt, kendes ikke eller er ikke en af skabelonens: se `diagnostics`. Der er ikke dannet noget brev.",
    ),
    (
        "reason-not-allowed",
        "Afslagsårsager er til sager, hvor de objektive kriterier er opfyldt, og en sagsbehandler alligevel giver afslag. Brug et afslagsbrev uden afslagsårsag.",
    ),
    (
        "reason-required",
        "Den, der giver afslag, hvor fagsystemet ville bevilge, angiver en årsag: send `reason`.",
    ),
    (
        "template-inactive",
        "Myndigheden har slået skabelonen fra i denne kontekst: se indstillingerne for automatik.",
    ),
    (
        "automation-off",
        "Myndigheden har ikke tilladt fagsystemer selv at danne dette brev. Lad en sagsbehandler danne det, og send `unattended: false`.",
    ),
    ("several-letters", "Bed om JSON (`Accept: application/json`), og hent filerne én for én."),
    (
        "erased",
        "Brevet har været der. Det er slettet, eller dets tid er gået, og det dannes ikke igen under samme `Idempotency-Key`.",
    ),
    ("training-letter", "Breve, der er dannet i træningsmiljøet, er mærket og kan ikke frigives."),
    (
        "inputs-not-kept",
        "Myndigheden gemmer kun kontrolsummer af det, breve dannes af: send `data` og alle `answers` igen.",
    ),
    (
        "letter-not-now",
        "`state` siger, hvor brevet er. Det, der er frigivet, afvist eller erstattet, forbliver det.",
    ),
    (
        "wrong-stage",
        "Skridtet kan ikke tages herfra: `stage` siger, hvor udgaven er, `wanted`, hvor den skulle have været.",
    ),
    (
        "own-work",
        "Den, der har lavet en udgave, godkender den ikke selv, medmindre installationen tillader det.",
    ),
    (
        "in-effect",
        "Det, der er taget i brug, kan ikke trækkes tilbage: udfas det, eller udgiv en anden udgave.",
    ),
    (
        "responsibility-ack-required",
        "Den, der overskriver, overtager vedligehold og webtilgængelighed: bekræft det først ved overskrivningen. `item` nævner den.",
    ),
    (
        "publication-refused",
        "`faults` er sagt med forfatterens ord, `report` er hele rapporten. Ret fejlene, eller accepter dem med en begrundelse i `accept_errors`.",
    ),
    ("not-zip", "Adressen tager imod `application/zip`."),
    (
        "not-a-bundle",
        "En zip, der er i stykker eller lavet for at skade, mangler `bundle.toml` eller ikke er én myndigheds, hvor der bedes om det.",
    ),
    (
        "keys-not-promoted",
        "Et dokument bruger en nøgle, der ikke har nogen modpart: `documents` siger hvilket, og hvor.",
    ),
    ("nothing-new", "Overskrivningen er set igennem mod den nyeste centrale udgave."),
    ("override-dropped", "Opret overskrivningen på ny for at tage den op igen."),
    ("task-closed", "`closed` siger, hvem der lukkede den, hvornår og hvordan."),
    (
        "entry-refused",
        "`findings` siger, hvilke fejl der ville komme, med fil og linje, som filerne ville se ud.",
    ),
    ("unknown-supplier", "En prisaftale hører til en leverandør: opret først leverandøren."),
    (
        "days-overlap",
        "Af en parameter, eller af en leverandørs ydelse, gælder én værdi ad gangen: lad den første slutte dagen før.",
    ),
    ("in-use", "`used_by` siger, hvor det bruges: tag det først ud dér."),
    ("central-only", "En parameter af klassen `central-only` er den samme for alle myndigheder."),
    (
        "later-published",
        "Den ville ophæve ændringen fra og med `from`: ret den udgave, eller træk den tilbage først.",
    ),
];

/// What is said of a type; `None` where nobody has said it yet, which a test does not let through.
pub(super) fn about(name: &str) -> Option<&'static str> {
    DANISH.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}
