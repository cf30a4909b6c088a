//! Lower case for names and addresses: Latin, Greek and Cyrillic letters. std knows all of Unicode,
//! in tables that are 17 KB of the wasm, gzipped.

/// The text in lower case.
pub(crate) fn lower(text: &str) -> String {
    text.chars().map(letter).collect()
}

fn letter(letter: char) -> char {
    let code = u32::from(letter);
    let even = code.is_multiple_of(2);
    let further = match letter {
        'A'..='Z' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => 32,
        'À'..='Þ' if letter != '×' => 32,
        // Pairs: a capital, then its small letter. Turkish İ has no single one.
        'Ā'..='Ķ' | 'Ŋ'..='Ŷ' | 'Ș' | 'Ț' if even && letter != 'İ' => 1,
        'Ĺ'..='Ň' | 'Ź'..='Ž' if !even => 1,
        'Ѐ'..='Џ' => 80,
        'Ÿ' => return 'ÿ',
        _ => 0,
    };
    char::from_u32(code + further).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_of_three_alphabets_are_lowered_as_std_does() {
        for letter in '\u{0}'..='\u{52f}' {
            let std: String = letter.to_lowercase().collect();
            let ours = super::lower(&letter.to_string());
            let known = matches!(letter, '\0'..='\u{17f}' | 'Α'..='ω' | 'Ѐ'..='џ' | 'Ș'..='ț');
            if known && letter != 'İ' {
                assert_eq!(ours, std, "{letter}");
            } else {
                assert!(ours == std || ours == letter.to_string(), "{letter}");
            }
        }
    }

    #[test]
    fn what_has_no_case_stays() {
        assert_eq!(
            super::lower("JÜRGEN+x@Example.COM 😀 東京"),
            "jürgen+x@example.com 😀 東京"
        );
    }
}
