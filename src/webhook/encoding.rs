//! How the bytes of a signature are written. Strict where it is cheap to be: one text for one signature.

use super::scheme::Encoding;
use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Merge's padding is disputed (HR-WEBHOOKS), so it may be there or not. The bits behind the last byte are zero.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The bytes of a signature. `None` if it is empty or not written so.
#[must_use]
pub fn decode(encoding: Encoding, text: &str) -> Option<Vec<u8>> {
    let bytes = match encoding {
        Encoding::Hex => hex(text),
        Encoding::Base64 => STANDARD.decode(text).ok(),
        Encoding::Base64Url => BASE64URL.decode(text).ok(),
    };
    bytes.filter(|bytes| !bytes.is_empty())
}

/// The name of an encoding, for messages.
#[must_use]
pub fn name(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Hex => "hexadecimal",
        Encoding::Base64 => "base64",
        Encoding::Base64Url => "base64url",
    }
}

fn hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    text.as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_whole_bytes_in_either_case() {
        assert_eq!(decode(Encoding::Hex, "00fFa9"), Some(vec![0, 255, 169]));
        for bad in ["", "0", "0g", "0x00", "+1", "é0", "00 "] {
            assert_eq!(decode(Encoding::Hex, bad), None, "{bad}");
        }
    }

    #[test]
    fn base64_is_canonical_and_its_alphabets_are_not_mixed() {
        assert_eq!(decode(Encoding::Base64, "+/8="), Some(vec![251, 255]));
        assert_eq!(
            decode(Encoding::Base64Url, "-_8="),
            decode(Encoding::Base64Url, "-_8")
        );
        for bad in ["", "+/8", "-_8=", "+/9=", "+/8==", "+/8=\n"] {
            assert_eq!(decode(Encoding::Base64, bad), None, "{bad}");
        }
        for bad in ["+/8=", "-_9", "-_8=="] {
            assert_eq!(decode(Encoding::Base64Url, bad), None, "{bad}");
        }
    }
}
