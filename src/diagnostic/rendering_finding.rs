//! `L0xx`: what is found while a letter is read, set and written as a PDF.

use super::finding::findings;
use super::{MessageLanguage, Severity};

#[rustfmt::skip]
findings! {
    /// A finding of rendering.
    RenderingFinding;
    groups [];
    /// A character that no font has.
    CharacterWithoutGlyph { character, code_point } = "L001", Error,
        "ingen skrifttype har tegnet {character} ({code_point})",
        "no font has the character {character} ({code_point})",
        help "skriv et andet tegn, eller giv myndighedens egne skrifttyper med",
             "write another character, or add the authority's own fonts";
    /// A family that nothing is known of.
    UnknownFamily { family, drawn } = "L002", Warning,
        "skrifttypen {family} findes ikke; {drawn} er brugt i stedet, og linjer kan brydes andre steder end i Word",
        "the font {family} is not there; {drawn} stands in, and lines may break elsewhere than in Word",
        help "vælg Calibri, Cambria, Arial, Times New Roman eller Courier New i skabelonen, eller giv skrifttypen med",
             "choose Calibri, Cambria, Arial, Times New Roman or Courier New in the template, or add the font";
    /// A picture without a description.
    PictureWithoutAlternative {} = "L003", Warning,
        "et billede har ingen alternativ tekst og er ikke markeret som dekorativt",
        "a picture has no alternative text and is not marked as decorative",
        help "højreklik på billedet i Word, vælg \"Vis alternativ tekst\", og beskriv det eller markér det som dekorativt",
             "right-click the picture in Word, choose \"View Alt Text\", and describe it or mark it as decorative";
    /// Something that cannot be drawn.
    NotDrawn { what } = "L004", Warning,
        "{what} kan ikke tegnes; en ramme med beskrivelsen står i stedet",
        "{what} cannot be drawn; a frame with its description stands in its place",
        help "indsæt billedet som PNG eller JPEG", "insert the picture as PNG or JPEG";
    /// A heading whose level had to change.
    HeadingRelevelled { level, used } = "L010", Note,
        "overskriften har niveau {level}, men det springer over et niveau; i PDF-filen er den på niveau {used}",
        "the heading has level {level}, which skips a level; in the PDF it has level {used}",
        help "lad den første overskrift være Overskrift 1, og spring ikke over et niveau",
             "let the first heading be Heading 1, and skip no level";
    /// A picture that lies outside the letter.
    PictureOutside {} = "L011", Warning,
        "et billede er kun et link til en fil uden for brevet og hentes aldrig; en ramme står i stedet",
        "a picture is only a link to a file outside the letter and is never fetched; a frame stands in its place",
        help "indsæt billedet i skabelonen i stedet for at linke til det",
             "insert the picture into the template instead of linking to it";
    /// A picture whose data is missing or damaged.
    PictureDamaged {} = "L012", Warning,
        "et billedes data mangler eller er beskadiget; en ramme står i stedet",
        "a picture's data is missing or damaged; a frame stands in its place",
        help "indsæt billedet igen", "insert the picture again";
    /// A data table that names no header cells.
    TableWithoutHeader {} = "L013", Warning,
        "tabellen har ingen overskriftsrække; den første række er brugt som overskrifter",
        "the table has no header row; its first row serves as headers",
        help "marker den første række i Word, og vælg Layout > Gentag rækkeoverskrifter",
             "select the first row in Word and choose Layout > Repeat Header Rows";
    /// A description that is the name of a file.
    AlternativeIsFileName {} = "L014", Warning,
        "et billedes alternative tekst er kun filens navn",
        "a picture's alternative text is only the name of its file",
        help "højreklik på billedet i Word, vælg \"Vis alternativ tekst\", og skriv, hvad billedet viser",
             "right-click the picture in Word, choose \"View Alt Text\", and write what the picture shows";
    /// Tables, boxes or content controls inside one another beyond all measure.
    TooDeep {} = "L020", Error,
        "tabeller, tekstfelter eller indholdskontrolelementer ligger for dybt inden i hinanden; det inderste er ikke med",
        "tables, text boxes or content controls lie too deep in one another; the innermost is left out",
        help "læg indholdet direkte i teksten", "put the content directly into the text";
    /// Another file inside the document, which only Word would take in.
    ChunkLeftOut {} = "L021", Error,
        "her er indsat en anden fil, som først bliver til tekst i Word; den er ikke med",
        "another file is inserted here that becomes text in Word only; it is left out",
        help "åbn dokumentet i Word, og gem det igen", "open the document in Word and save it again";
    /// A reference to a header, footer or note that is not there.
    PartMissing { what } = "L022", Warning,
        "dokumentet henviser til noget, der mangler: {what}",
        "the document refers to something that is missing: {what}",
        help "åbn dokumentet i Word, og gem det igen", "open the document in Word and save it again";
    /// A letter longer than any letter is.
    TooManyPages { pages } = "L040", Error,
        "brevet har mere end {pages} sider; resten er ikke sat",
        "the letter has more than {pages} pages; the rest is not set",
        help "se efter en gentagelse i skabelonen, der ikke ender",
             "look for a repetition in the template that does not end";
    /// Tables and boxes in one another without end.
    NestedTooDeep { levels } = "L050", Error,
        "tabeller eller tekstfelter står i hinanden i mere end {levels} lag; det inderste er udeladt",
        "tables or text boxes stand in one another more than {levels} deep; the innermost are left out",
        help "flyt den inderste tabel ud af de andre", "move the innermost table out of the others";
    /// A picture file that no program could read.
    PictureUnreadable { part } = "L070", Warning,
        "billedet {part} kan ikke læses; en ramme står i stedet",
        "the picture {part} cannot be read; a frame stands in its place",
        help "åbn billedet i et billedprogram, gem det som PNG eller JPEG, og indsæt det igen",
             "open the picture in a picture program, save it as PNG or JPEG, and insert it again";
    /// A link to a bookmark that is not in the letter.
    LinkWithoutPlace { bookmark } = "L071", Warning,
        "et link går til bogmærket {bookmark}, som ikke er i brevet; det er skrevet som almindelig tekst",
        "a link goes to the bookmark {bookmark}, which is not in the letter; it is written as plain text",
        help "ret linket i skabelonen, eller indsæt bogmærket", "correct the link in the template, or insert the bookmark";
    /// A link that works on the author's machine only.
    LinkToNowhere { target } = "L072", Warning,
        "et link går til {target}, som modtageren ikke kan åbne; det er skrevet som almindelig tekst",
        "a link goes to {target}, which the recipient cannot open; it is written as plain text",
        help "brug en fuld adresse, der begynder med https://, mailto: eller tel:",
             "use a full address that begins with https://, mailto: or tel:";
}
