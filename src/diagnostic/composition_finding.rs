//! `K8xx`: what is found while master, body and content elements are put together.

use super::finding::findings;
use super::{MessageLanguage, Severity};

#[rustfmt::skip]
findings! {
    /// A finding of the composition.
    CompositionFinding;
    groups [];
    /// An element that the bundle does not have.
    ElementMissing { key } = "K801", Error,
        "indholdselementet `{key}` findes ikke",
        "there is no content element `{key}`",
        help "ret nøglen, eller opret elementet", "correct the key, or add the element";
    /// An element that stands in itself, directly or through others.
    ElementInItself { key } = "K802", Error,
        "indholdselementet `{key}` indeholder sig selv",
        "the content element `{key}` contains itself",
        help "fjern feltet her, eller fjern det felt i elementet, der fører tilbage",
             "remove the field here, or the field in the element that leads back";
    /// A name that is known only when the letter is merged.
    ElementNameComposed {} = "K803", Error,
        "nøglen til indholdselementet er sat sammen af felter, og brevet samles, før felterne har en værdi",
        "the key of the content element is made of fields, and the letter is put together before fields have values",
        help "skriv nøglen ud, og vælg mellem elementer med et IF-felt om hvert af dem",
             "write the key out, and choose between elements by an IF field around each of them";
    /// A master that does not say where the body stands.
    BodyPlaceMissing { key } = "K804", Error,
        "masterskabelonen har ingen plads til brevets tekst; teksten er sat sidst",
        "the master template names no place for the letter's text; the text is put last",
        help "sæt feltet INCLUDETEXT \"{key}\" i et afsnit for sig selv dér, hvor teksten skal stå",
             "put the field INCLUDETEXT \"{key}\" in a paragraph of its own where the text is to stand";
    /// A master that names the body's place twice.
    BodyPlaceTwice { key } = "K805", Error,
        "masterskabelonen har mere end én plads til brevets tekst; teksten står på den første",
        "the master template names more than one place for the letter's text; the text stands at the first",
        help "lad kun ét felt INCLUDETEXT \"{key}\" blive stående",
             "leave only one field INCLUDETEXT \"{key}\"";
    /// The body named where it cannot stand.
    BodyPlaceElsewhere { key } = "K806", Error,
        "nøglen `{key}` er pladsen til brevets tekst, og den hører kun til i masterskabelonens egen tekst",
        "the key `{key}` is the place of the letter's text, and it belongs in the master template's own text only",
        help "flyt feltet til masterskabelonens tekst, eller giv elementet en anden nøgle",
             "move the field to the master template's text, or give the element another key";
    /// A bookmark that the element does not have.
    BookmarkMissing { key, bookmark } = "K807", Error,
        "indholdselementet `{key}` har ikke bogmærket `{bookmark}`",
        "the content element `{key}` has no bookmark `{bookmark}`",
        help "ret navnet på bogmærket, eller fjern det fra feltet for at få hele elementet med",
             "correct the bookmark's name, or remove it from the field to have the whole element";
    /// A naming field that begins in one cell, text box or control and ends in another.
    FieldAcrossCells { key } = "K808", Error,
        "feltet om `{key}` begynder i én celle eller tekstboks og slutter i en anden",
        "the field for `{key}` begins in one cell or text box and ends in another",
        help "slet feltet, og indsæt det igen i ét afsnit", "delete the field, and insert it again in one paragraph";
    /// Several paragraphs where only text of a line can stand.
    ElementAsLines { key } = "K809", Warning,
        "`{key}` har flere afsnit eller en tabel, og her kan kun stå tekst; afsnittene er sat som linjer",
        "`{key}` has several paragraphs or a table, and only text can stand here; the paragraphs are set as lines",
        help "flyt feltet ud af linket eller indholdskontrolelementet og til et afsnit for sig selv",
             "move the field out of the link or content control and to a paragraph of its own";
    /// Notes in an element that stands in a page header, a page footer or a note.
    NotesLetGo { key } = "K810", Warning,
        "`{key}` har fodnoter eller slutnoter, og dem kan der ikke være her; de er ikke taget med",
        "`{key}` has footnotes or endnotes, and there can be none here; they are not taken over",
        help "skriv noten ind i teksten", "write the note into the text";
    /// Comments of a document that is put in.
    CommentsLetGo {} = "K811", Note,
        "dokumentets kommentarer er ikke taget med",
        "the document's comments are not taken over",
        help "", "";
    /// Tracked changes of a document that is put in.
    TrackedChangesTaken {} = "K812", Warning,
        "dokumentet har registrerede ændringer, og de er taget med som ændringer",
        "the document has tracked changes, and they are taken over as changes",
        help "accepter eller afvis dem i Word under Gennemse", "accept or reject them in Word under Review";
    /// A section break that cannot come along.
    SectionLetGo {} = "K813", Warning,
        "dokumentet har et sektionsskift, og det er ikke taget med",
        "the document has a section break, and it is not taken over",
        help "kun brevets egen tekst kan skifte sektion; brug et sideskift i et element",
             "only the letter's own text can change section; use a page break in an element";
    /// Settings of numbers that differ between two documents of one letter.
    SeparatorsDiffer { theirs, ours } = "K814", Warning,
        "dokumentet er skrevet med tegnene `{theirs}` i tal og lister, og brevet har `{ours}`; formler og talformater kan blive læst forkert",
        "the document is written with the signs `{theirs}` in numbers and lists, and the letter has `{ours}`; formulas and number formats may be misread",
        help "åbn dokumentet i Word på en maskine med danske indstillinger, og gem det igen",
             "open the document in Word on a machine with the letter's regional settings, and save it again";
    /// Strict and transitional in one letter.
    ConformanceDiffers {} = "K815", Warning,
        "dokumentet er gemt som \"Strict Open XML\" og resten af brevet ikke, eller omvendt; det er taget med, som det kan læses",
        "the document is saved as \"Strict Open XML\" and the rest of the letter is not, or the other way round; it is taken over as far as it can be read",
        help "gem begge som almindeligt Word-dokument (.docx)", "save both as ordinary Word documents (.docx)";
    /// More than may be put into one letter.
    ComposedTooLarge { key } = "K816", Error,
        "brevet bliver for stort: `{key}` er ikke sat ind her",
        "the letter grows too large: `{key}` is not put in here",
        help "se efter elementer, der henter hinanden mange gange", "look for elements that name each other many times";
    /// A relationship that leads nowhere.
    PartMissing {} = "K817", Warning,
        "dokumentet viser til et billede eller et objekt, som det ikke indeholder",
        "the document refers to a picture or an object that it does not hold",
        help "indsæt billedet igen i Word", "insert the picture again in Word";
    /// A comment that rebasing left where two texts conflict, and that nobody has taken away.
    ConflictUnresolved {} = "K818", Warning,
        "her står en kommentar om kommunens og den centrale tekst fra `brevsmed rebase`, som ingen har taget stilling til; begge tekster kan komme med i brevet",
        "a comment of `brevsmed rebase` about the municipality's and the central text stands here undecided; both texts may come into the letter",
        help "vælg teksten i Word, som kommentaren beskriver, og slet derefter kommentaren",
             "choose the text in Word as the comment describes, and then delete the comment";
    /// A document property that a field asks for and that stays behind.
    PropertyLetGo { name } = "K819", Warning,
        "feltet henter dokumentegenskaben `{name}`, som kun dette dokument har; den er ikke taget med i brevet",
        "the field asks for the document property `{name}`, which only this document has; it is not taken over into the letter",
        help "opret egenskaben i masterskabelonen (i Word: Filer, Oplysninger, Egenskaber, Avancerede egenskaber), eller skriv teksten i stedet for feltet",
             "add the property to the master template (in Word: File, Info, Properties, Advanced Properties), or write the text in place of the field";
}
