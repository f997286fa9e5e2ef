//! Numbers, strings and names as content streams have them, short.

/// Writes a number with at most two decimals: a hundredth of a point is 3.5 micrometres.
pub(super) fn number(out: &mut Vec<u8>, value: f64) {
    decimal(out, value, 2);
}

/// Writes a number with at most five decimals, for the entries of a matrix.
pub(super) fn fine(out: &mut Vec<u8>, value: f64) {
    decimal(out, value, 5);
}

/// A length rounded as [`number`] writes it.
pub(super) fn rounded(value: f64) -> f64 {
    if value.is_finite() { (value.clamp(-LARGEST, LARGEST) * 100.0).round() / 100.0 } else { 0.0 }
}

/// Lengths beyond this are nonsense of a broken document; readers keep numbers in 32 bits.
const LARGEST: f64 = 32_000.0;

/// Writes a number with at most so many decimals, without zeros that say nothing.
fn decimal(out: &mut Vec<u8>, value: f64, places: u32) {
    let value = if value.is_finite() { value.clamp(-LARGEST, LARGEST) } else { 0.0 };
    let power = 10u64.pow(places);
    let scaled = (value.abs() * power as f64).round() as u64;
    if scaled == 0 {
        out.push(b'0');
        return;
    }
    if value < 0.0 {
        out.push(b'-');
    }
    let (whole, mut rest) = (scaled / power, scaled % power);
    if whole > 0 {
        integer(out, whole);
    }
    if rest > 0 {
        out.push(b'.');
        let mut digits = places;
        while rest % 10 == 0 {
            rest /= 10;
            digits -= 1;
        }
        for at in (0..digits).rev() {
            out.push(b'0' + ((rest / 10u64.pow(at)) % 10) as u8);
        }
    }
}

/// A count as PDF has it, in 32 bits.
pub(super) fn count(value: usize) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// Writes a whole number.
pub(super) fn integer(out: &mut Vec<u8>, value: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    let mut rest = value;
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Writes a text string: as it is where it is plain ASCII, else as UTF-16 (7.9.2.2).
pub(super) fn text(out: &mut Vec<u8>, value: &str) {
    if value.bytes().all(|byte| matches!(byte, 32..=126)) {
        out.push(b'(');
        for byte in value.bytes() {
            if matches!(byte, b'(' | b')' | b'\\') {
                out.push(b'\\');
            }
            out.push(byte);
        }
        out.push(b')');
        return;
    }
    out.extend_from_slice(b"<FEFF");
    for unit in value.encode_utf16() {
        hex(out, unit);
    }
    out.push(b'>');
}

/// Writes four hexadecimal digits.
pub(super) fn hex(out: &mut Vec<u8>, value: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from((value >> shift) & 0xF)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64) -> String {
        let mut out = Vec::new();
        number(&mut out, value);
        String::from_utf8(out).expect("digits")
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        let numbers = [0.0, -0.001, 1.0, 0.5, -0.25, 12.3456, 841.89, 100.0, 0.05, -72.004];
        let all: Vec<String> = numbers.iter().map(|number| written(*number)).collect();
        assert_eq!(all.join(" "), "0 0 1 .5 -.25 12.35 841.89 100 .05 -72");
    }

    #[test]
    fn nonsense_is_bounded() {
        assert_eq!(written(f64::NAN), "0");
        assert_eq!(written(f64::INFINITY), "0");
        assert_eq!(written(1e300), "32000");
    }

    #[test]
    fn texts_are_ascii_or_utf_16() {
        let mut out = Vec::new();
        text(&mut out, "a(b)\\");
        text(&mut out, "å");
        assert_eq!(String::from_utf8_lossy(&out), "(a\\(b\\)\\\\)<FEFF00E5>");
    }
}
