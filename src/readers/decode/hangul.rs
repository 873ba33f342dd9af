//! Syllables that EUC-KR has no code for. KS X 1001 (annex 3) writes them as a filler and three letters,
//! of which the last may be a filler, too: `ㅤㄸㅒㅤ` is `떄`. The WHATWG standard leaves them as they are.

use std::borrow::Cow;

const FILLER: char = '\u{3164}';
/// The initials and finals of syllables, in the order of the Unicode Standard, section 3.12.
const INITIALS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const FINALS: &str = "\u{3164}ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

/// Makes syllables of such letters.
pub(super) fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains(FILLER) {
        return text;
    }
    let mut whole = String::with_capacity(text.len());
    let mut rest = &*text;
    while let Some(at) = rest.find(FILLER) {
        whole.push_str(&rest[..at]);
        rest = &rest[at..];
        let mut chars = rest.chars();
        let letters = [chars.next(), chars.next(), chars.next(), chars.next()];
        if let Some(syllable) = syllable(letters) {
            whole.push(syllable);
            rest = chars.as_str();
        } else {
            whole.push(FILLER);
            rest = &rest[FILLER.len_utf8()..];
        }
    }
    whole.push_str(rest);
    Cow::Owned(whole)
}

fn syllable([_, initial, vowel, last]: [Option<char>; 4]) -> Option<char> {
    let place = |letters: &str, c: char| letters.chars().position(|letter| letter == c);
    let initial = place(INITIALS, initial?)? as u32;
    let vowel = vowel.filter(|c| ('ㅏ'..='ㅣ').contains(c))? as u32 - u32::from('ㅏ');
    let last = place(FINALS, last?)? as u32;
    char::from_u32(0xAC00 + (initial * 21 + vowel) * 28 + last)
}
