//! The types of problems: each a name that is contract, a status, a title in both languages, and what to do about it.

/// A type of problem. Its URI is `urn:brevsmed:problem:` and the name.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The name.
    pub name: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// The title in Danish.
    pub da: &'static str,
    /// The title in English.
    pub en: &'static str,
    /// When it happens and what to do, for the documentation.
    pub about: &'static str,
}

macro_rules! kinds {
    ($( $ident:ident $status:literal $name:literal $da:literal $en:literal $about:literal )*) => {
        $(
            #[doc = $about]
            pub const $ident: &Kind = &Kind { name: $name, status: $status, da: $da, en: $en, about: $about };
        )*
        /// All of them.
        pub const ALL: &[&Kind] = &[$($ident),*];
    };
}

kinds! {
    // -- what was sent
    NOT_MULTIPART 415 "not-multipart" "Anmodningen er ikke multipart/form-data" "The request is not multipart/form-data" "The route takes `multipart/form-data`."
    MULTIPART_BROKEN 400 "multipart-broken" "Anmodningen er ikke hel" "The request is not whole" "The request says that it is multipart, and is not."
    UNKNOWN_PART 400 "unknown-part" "Anmodningen har en ukendt del" "The request has an unknown part" "Send only the documented parts, each once."
    MISSING_PART 400 "missing-part" "Anmodningen mangler en del" "The request lacks a part" "Send all the parts that the route needs; `part` names the one."
    UNREADABLE_PART 400 "unreadable-part" "En del kan ikke læses" "A part cannot be read" "`part` and `detail` say what cannot be read, and where."
    TOO_LARGE 413 "too-large" "Anmodningen er for stor" "The request is too large" "More bytes than one request may have."
    NOT_JSON 415 "not-json" "Anmodningen er ikke JSON" "The request is not JSON" "The route takes `application/json`."
    UNREADABLE_BODY 400 "unreadable-body" "Anmodningen kan ikke læses" "The request cannot be read" "The body is not what its type says; `detail` says where it breaks off."
    INVALID 422 "invalid" "En værdi kan ikke bruges" "A value cannot be used" "`field` names the value, `detail` says what it must be."
    HEADER_TWICE 400 "header-twice" "Et felt i hovedet er der to gange" "A header is there twice" "`header` names a header that may be there once only."
    NOT_ACCEPTABLE 406 "not-acceptable" "Svaret har en anden form end den, du tager imod" "The answer has another form than you accept" "`Accept` does not take what the route answers with; `answers` names it."
    INVALID_QUERY 400 "invalid-query" "Adressens spørgsmål kan ikke læses" "The query cannot be read" "A query parameter that is not known, is missing, or is not of its type."
    // -- templates and letters
    NOT_A_TEMPLATE 415 "not-a-template" "Skabelonen er ikke et Word-dokument" "The template is no Word document" "`code` says what it is instead."
    TEMPLATE_UNREADABLE 422 "template-unreadable" "Skabelonen kan ikke læses" "The template cannot be read" "A Word document that is broken or built to hurt."
    NOT_A_DOCUMENT 415 "not-a-document" "Dokumentet er ikke et Word-dokument" "The document is no Word document" "`code` says what it is instead."
    DOCUMENT_UNREADABLE 422 "document-unreadable" "Dokumentet kan ikke læses" "The document cannot be read" "A Word document that is broken or built to hurt."
    PDF_NOT_MADE 422 "pdf-not-made" "Brevet kan ikke blive til en PDF" "The letter cannot be made a PDF" "An enclosure or a font cannot go into the PDF."
    MERGE_REFUSED 422 "merge-refused" "Brevet kan ikke flettes" "The letter cannot be merged" "Template, data or letter has errors: see `diagnostics`. No letter was made."
    CONTEXT_REFUSED 422 "context-refused" "Brevet dannes ikke i den kontekst" "The letter is not made in that context" "The context is not named, not known, or none of the template's: see `diagnostics`. No letter was made."
    REASON_NOT_ALLOWED 409 "reason-not-allowed" "Afslagsårsagen kan ikke bruges her" "The denial reason cannot be used here" "Denial reasons are for cases where the objective criteria are met and a caseworker denies nevertheless. Use a denial letter without a reason."
    REASON_REQUIRED 422 "reason-required" "Der mangler en afslagsårsag" "A denial reason is lacking" "Whoever denies what the case system would grant gives a reason: send `reason`."
    TEMPLATE_INACTIVE 409 "template-inactive" "Skabelonen er ikke i brug" "The template is not in use" "The authority has switched the template off in this context: see its automation settings."
    AUTOMATION_OFF 409 "automation-off" "En sagsbehandler skal danne brevet" "A caseworker must make the letter" "The authority has not allowed case systems to make this letter by themselves. Have a caseworker make it, and send `unattended: false`."
    SEVERAL_LETTERS 406 "several-letters" "Flere breve kan ikke besvares som én fil" "Several letters cannot be answered as one file" "Ask for JSON (`Accept: application/json`), and fetch the files one by one."
    ERASED 410 "erased" "Brevet er slettet" "The letter was erased" "There was such a letter. It was erased or its time was up, and it is not made again under the same `Idempotency-Key`."
    TRAINING_LETTER 409 "training-letter" "Et træningsbrev må ikke sendes" "A training letter is never sent" "Letters made in training bear a mark and cannot be released."
    INPUTS_NOT_KEPT 409 "inputs-not-kept" "Brevets oplysninger er ikke gemt" "The letter's data were not kept" "The authority keeps only hashes of what letters are made from: send `data` and all `answers` anew."
    // -- a letter's life
    LETTER_NOT_NOW 409 "letter-not-now" "Brevet er ikke der i forløbet" "The letter is not at that point of its life" "`state` says where the letter is. What is released, rejected or superseded stays so."
    // -- who asks
    NOT_SIGNED_IN 401 "not-signed-in" "Du er ikke logget på" "You are not signed in" "Sign in, or send a key or token in `Authorization: Bearer`."
    CREDENTIAL_REFUSED 401 "credential-refused" "Legitimationen gælder ikke" "The credential is not valid" "The key, token or session is unknown, expired or revoked. Which of them is not said."
    NOT_PERMITTED 403 "not-permitted" "Det har du ikke adgang til" "You have no access to this" "Your access does not include this here: ask your authority's user administrator. `permission` names what is asked for."
    AGREEMENT_MISSING 403 "agreement-missing" "Der er ingen godkendt serviceaftale" "There is no approved service agreement" "The authority has no agreement in force with this system for this service; `agreement` names the latest one, if there is one."
    PASSWORD_FIRST 403 "password-first" "Vælg først din egen adgangskode" "Choose a password of your own first" "A first password works once: set another with `POST /v1/account/password`."
    CROSS_SITE 403 "cross-site" "Anmodningen kommer ikke fra vores egne sider" "The request does not come from our own pages" "A session by cookie must send `X-Brevsmed-Request: 1` with what changes something."
    TOO_MANY_REQUESTS 429 "too-many-requests" "For mange anmodninger" "Too many requests" "Wait as long as `Retry-After` says."
    // -- what is there
    NO_SUCH_PAGE 404 "no-such-page" "Siden findes ikke" "There is no such page" "No route has this path."
    NO_SUCH_METHOD 405 "no-such-method" "Metoden bruges ikke her" "The method is not used here" "`Allow` lists the methods of the path."
    NOT_FOUND 404 "not-found" "Det findes ikke" "It does not exist" "There is nothing of that name here, or it is not yours to see."
    ALREADY_THERE 409 "already-there" "Det findes allerede" "It exists already" "Something of that name exists: choose another, or change that."
    CHANGED 412 "changed" "En anden har ændret det" "Another has changed it" "`If-Match` names another revision than the latest: read it again."
    REVISION_NEEDED 428 "revision-needed" "Sig, hvilken udgave du ændrer" "Say which revision you change" "Send `If-Match` with the `ETag` that you read."
    KEY_REUSED 422 "key-reused" "Nøglen er brugt til en anden anmodning" "The key was used for another request" "An `Idempotency-Key` belongs to one request: take a new one."
    SHOWN_ONCE 409 "shown-once" "Det er lavet, og hemmeligheden er vist" "It was made, and its secret was shown" "The request was carried out under this `Idempotency-Key`; its secret is shown once only. Revoke it and make another."
    SIGN_IN_REFUSED 401 "sign-in-refused" "Du kan ikke logges på med det" "You cannot be signed in with that" "Address or password is wrong, the first password is used or too old, or the access was revoked. Which of them is not said. A user administrator gives a new first password."
    PROVIDER_REFUSED 401 "provider-refused" "Du kom ikke ind gennem login-tjenesten" "The identity provider did not let you in" "What came back is not what was sent out, is too old, or nobody has invited you: begin again."
    PROVIDER_AWAY 503 "provider-away" "Login-tjenesten svarer ikke" "The identity provider does not answer" "Try again after `Retry-After`."
    PASSWORD_UNFIT 422 "password-unfit" "Den adgangskode kan ikke bruges" "This password cannot be used" "`detail` says why."
    SUPPORT_READS_ONLY 403 "support-reads-only" "Med supportadgang kan du kun se" "Support access is for looking only" "Send the request without `Brevsmed-Support`, in your own name."
    SUPPORT_OVER 403 "support-over" "Supportadgangen gælder ikke" "The support access is not valid" "It is over, was ended, or is not yours: ask the person whom you help for a new one."
    // -- the life of versions
    WRONG_STAGE 409 "wrong-stage" "Udgaven er ikke nået dertil eller er kommet videre" "The version is not there yet, or past it" "The step cannot be taken from this stage: `stage` says where the version is, `wanted` where it would have to be."
    OWN_WORK 409 "own-work" "En anden skal godkende" "Another must approve" "Whoever made a version does not approve it, unless the installation allows it."
    IN_EFFECT 409 "in-effect" "Udgaven er allerede taget i brug" "The version is in use already" "What has taken effect cannot be withdrawn: retire it, or publish another."
    RESPONSIBILITY_ACK_REQUIRED 409 "responsibility-ack-required" "Ansvaret for overskrivningen skal bekræftes" "The responsibility for the override must be acknowledged" "Whoever overrides takes over upkeep and web accessibility: acknowledge it with the override first. `item` names it."
    PUBLICATION_REFUSED 422 "publication-refused" "Der er fejl i det, der skal udgives" "What is to be published has errors" "`faults` are in the author's terms, `report` is the whole report. Mend them, or accept them with a reason in `accept_errors`."
    // -- bundles
    NOT_ZIP 415 "not-zip" "Anmodningen er ikke et zip-arkiv" "The request is not a zip archive" "The route takes `application/zip`."
    NOT_A_BUNDLE 422 "not-a-bundle" "Arkivet er ikke et bundt" "The archive is not a bundle" "A zip that is broken or built to hurt, without `bundle.toml`, or not of one authority where one is asked for."
    KEYS_NOT_PROMOTED 422 "keys-not-promoted" "Nøglerne på flettespørgsmålene kan ikke ændres" "The keys of merge questions cannot be changed" "A document uses a key that has no counterpart: `documents` says which, and where."
    // -- access
    NOT_NOW 409 "not-now" "Det kan ikke gøres nu" "This cannot be done now" "`state` says how it is: what is decided stays decided."
    OWN_ACCESS 409 "own-access" "Du kan ikke ændre din egen adgang" "You cannot change your own access" "Another user administrator does."
    LAST_ADMINISTRATOR 409 "last-administrator" "Den sidste brugeradministrator bliver" "The last user administrator stays" "Make somebody else user administrator first; they can then take yours away."
    ROLE_MAILBOX 422 "role-mailbox" "Det er en fælles postkasse" "This is a shared mailbox" "Access is personal: give the person's own mail address, not one that several read or that goes with the post."
    PERSONAL 409 "personal" "En adgang er personlig" "Access is personal" "An account or a system is not handed on: take this one away and make another."
    SECOND_PERSON 409 "second-person" "Det skal en anden gøre" "Somebody else must do this" "It takes a second person, or one who decides about all that this person or agreement is about."
    SE_NUMBER_NOT_CONFIRMED 409 "se-number-not-confirmed" "SE-nummeret er ikke bekræftet" "The SE number is not confirmed" "Compare the SE number of the agreement with your own, and send it with `confirmed: true`; if it is wrong, send the agreement back."
    // -- overrides and tasks
    NOTHING_NEW 409 "nothing-new" "Der er ikke noget nyt centralt" "There is nothing new from the centre" "The override has been looked through against the newest central version."
    OVERRIDE_DROPPED 409 "override-dropped" "Overskrivningen er opgivet" "The override was dropped" "Make the override anew to take it up again."
    TASK_CLOSED 409 "task-closed" "Opgaven er lukket" "The task is closed" "`closed` says by whom, when and how."
    // -- what an authority keeps in lists
    ENTRY_REFUSED 422 "entry-refused" "Ændringen ville give fejl" "The change would bring errors" "`findings` says which, with file and line, as the files would be."
    UNKNOWN_SUPPLIER 422 "unknown-supplier" "Leverandøren findes ikke" "There is no such supplier" "A price agreement belongs to a supplier: make the supplier first."
    DAYS_OVERLAP 422 "days-overlap" "To værdier gælder samme dag" "Two values hold on the same day" "Of one parameter, or one supplier and service, one value holds at a time: let the former end the day before."
    IN_USE 409 "in-use" "Det er i brug" "It is in use" "`used_by` says where: take it out of there first."
    CENTRAL_ONLY 409 "central-only" "Det fastsætter centraladministrationen" "The central office sets it" "A parameter of the class `central-only` is the same for all authorities."
    LATER_PUBLISHED 409 "later-published" "En senere udgave er allerede offentliggjort" "A later version is published already" "It would undo the change on `from`: change or withdraw that version first."
    // -- us
    BUSY 503 "busy" "Vi har travlt" "We are busy" "Nothing was done. Try again after `Retry-After`."
    STORE_AWAY 503 "store-away" "Vi kan ikke få fat i lageret" "The store cannot be reached" "Nothing was done. Try again after `Retry-After`, with the same `Idempotency-Key`."
    TIMED_OUT 503 "timed-out" "Det tog for lang tid" "It took too long" "Nothing was done. Try again, with the same `Idempotency-Key`."
    NOT_READY 503 "not-ready" "Vi er ikke klar endnu" "We are not ready yet" "`lacks` names what is missing. Try again after `Retry-After`."
    INTERNAL 500 "internal" "Der er sket en fejl hos os" "Something went wrong on our side" "Our fault. `instance` is the request id to ask about."
}

/// The type of a name.
pub fn named(name: &str) -> Option<&'static Kind> {
    ALL.iter().find(|kind| kind.name == name).copied()
}
